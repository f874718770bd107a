package fetch

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"

	"gongkai/ingest/document"
)

// reportTable is how many cells make a table of a page a report's: the smaller
// tables of pages arrange or list something. The smallest statutory one has 28.
const reportTable = 20

// attachmentEndings are those of files that a report may be in.
var attachmentEndings = map[string]bool{".doc": true, ".docx": true, ".pdf": true, ".wps": true, ".et": true, ".xls": true, ".xlsx": true,
	".rtf": true, ".odt": true, ".ods": true, ".zip": true, ".rar": true, ".7z": true, ".ofd": true}

// holdsReport reports whether a page itself has a table large enough to be a
// statutory one.
func holdsReport(d *document.Document) bool {
	return slices.ContainsFunc(d.Blocks, func(b document.Block) bool { return b.Table != nil && len(b.Table.Cells) >= reportTable })
}

// link is a link to a file.
type link struct {
	to    *url.URL
	words string // its text, title and file name
}

// attachments finds the files that a page without a report's table leads to:
// those on the same site that it links to or shows inside, navigation aside.
// Where some of them are called annual reports, only those; where the page and
// a file name years, only files of the page's years.
func attachments(page *url.URL, title, source string) []*url.URL {
	root, err := html.ParseWithOptions(strings.NewReader(source), html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil
	}
	l := &links{page: page, base: page, byAddress: map[string]int{}}
	l.walk(root)
	found := l.found
	if years := yearsOf(title); len(years) > 0 {
		found = slices.DeleteFunc(found, func(f link) bool {
			of := yearsOf(f.words)
			return len(of) > 0 && !slices.ContainsFunc(of, func(y string) bool { return slices.Contains(years, y) })
		})
	}
	if slices.ContainsFunc(found, calledReport) {
		found = slices.DeleteFunc(found, func(f link) bool { return !calledReport(f) })
	}
	var to []*url.URL
	for _, f := range found {
		to = append(to, f.to)
	}
	return to
}

func calledReport(f link) bool {
	return strings.Contains(f.words, "年度报告") || strings.Contains(f.words, "年报")
}

var year = regexp.MustCompile(`(?:^|\D)(20[0-4]\d)(?:\D|$)`)

// yearsOf finds the years that a title or a link names. Longer numbers such as
// 20240131 are none.
func yearsOf(s string) (years []string) {
	for _, m := range year.FindAllStringSubmatch(s, -1) {
		years = append(years, m[1])
	}
	return years
}

// links collects the links of a page.
type links struct {
	page, base *url.URL
	found      []link
	byAddress  map[string]int // index into found
}

// walk goes through a page without recursion: pages may be nested deeply.
func (l *links) walk(root *html.Node) {
	for n := root; n != nil; {
		skip := n.Type == html.ElementNode && l.element(n)
		switch {
		case n.FirstChild != nil && !skip:
			n = n.FirstChild
			continue
		case n == root:
			return
		}
		for n.NextSibling == nil {
			if n = n.Parent; n == nil || n == root {
				return
			}
		}
		n = n.NextSibling
	}
}

// element takes the links of an element and reports whether what is inside it
// is navigation.
func (l *links) element(n *html.Node) (skip bool) {
	switch n.DataAtom {
	case atom.Nav, atom.Header, atom.Footer, atom.Aside, atom.Script, atom.Style:
		return true
	case atom.Base:
		if to, err := l.page.Parse(attribute(n, "href")); err == nil {
			l.base = to
		}
	case atom.A:
		l.add(attribute(n, "href"), textOf(n)+" "+attribute(n, "title")+" "+attribute(n, "download"), attribute(n, "download"))
	case atom.Iframe, atom.Frame, atom.Embed:
		l.add(attribute(n, "src"), attribute(n, "title"), "")
	case atom.Object:
		l.add(attribute(n, "data"), attribute(n, "title"), "")
	}
	return false
}

// add takes a link if it leads to a file on the same site. said is the file
// name that the link itself gives.
func (l *links) add(href, words, said string) {
	to, err := l.base.Parse(strings.TrimSpace(href))
	if err != nil || href == "" || len(href) > maxAddress {
		return
	}
	if inner := to.Query().Get("file"); inner != "" && !namesFile(to.Path) {
		if to, err = to.Parse(inner); err != nil { // a viewer of PDF files
			return
		}
	}
	u, bad := settled(to, href)
	if bad != nil || !sameSite(l.page, u) {
		return
	}
	if !namesFile(u.Path) && !namesFile(said) && !slices.ContainsFunc(values(u), namesFile) {
		return
	}
	words += " " + path.Base(u.Path) + " " + strings.Join(values(u), " ")
	if i, known := l.byAddress[u.String()]; known {
		l.found[i].words += " " + words
		return
	}
	l.byAddress[u.String()] = len(l.found)
	l.found = append(l.found, link{u, words})
}

// values are those of a query: a download's file name often stands in one.
func values(u *url.URL) (list []string) {
	for _, v := range u.Query() {
		list = append(list, v...)
	}
	slices.Sort(list)
	return list
}

func namesFile(name string) bool {
	return attachmentEndings[strings.ToLower(path.Ext(strings.TrimSpace(name)))]
}

// sameSite reports whether two addresses belong to one registered domain, such
// as fuzhou.gov.cn.
func sameSite(a, b *url.URL) bool {
	if a.Hostname() == b.Hostname() {
		return true
	}
	of, err := publicsuffix.EffectiveTLDPlusOne(a.Hostname())
	if err != nil {
		return false
	}
	other, err := publicsuffix.EffectiveTLDPlusOne(b.Hostname())
	return err == nil && of == other
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf is the text inside a link, at most 500 bytes or so of it.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
		if b.Len() > 500 {
			break
		}
	}
	return b.String()
}
