package place

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Hosts are the hosts of government portals, in lower case without www., and
// the code of the division whose bodies publish there: "" where those of
// several provinces do.
type Hosts map[string]string

// Learn notes that a confirmed report of a division was published at an
// address. Where a host serves several divisions it comes to stand for the
// prefecture or province above them.
func (h Hosts) Learn(address, code string) {
	host := hostOf(address)
	if host == "" || !isCode(code) {
		return
	}
	before, known := h[host]
	switch {
	case !known:
		h[host] = code
	case before == code || before == "":
	case before[:4] == code[:4]:
		h[host] = code[:4] + "00"
	case before[:2] == code[:2]:
		h[host] = code[:2] + "0000"
	default:
		h[host] = ""
	}
}

// hostOf is the host of an address, with or without its scheme.
func hostOf(address string) string {
	s := strings.ToLower(strings.TrimSpace(address))
	if !strings.Contains(s, "://") {
		s = "http://" + s
	}
	u, err := url.Parse(s)
	if err != nil || !strings.Contains(u.Hostname(), ".") {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// hostName finds host names in a text.
var hostName = regexp.MustCompile(`(?i)[a-z0-9][a-z0-9.-]{2,60}\.(?:cn|com|net|org)\b`)

// knownHosts lists the known portals of the page's address and in the preface,
// or else in the text.
func (e Evidence) knownHosts() []string {
	if len(e.Hosts) == 0 {
		return nil
	}
	var list []string
	for _, s := range []string{e.Address, cut(e.Preface, prefaceLimit), cut(e.Text, prefaceLimit)} {
		for _, m := range append([]string{s}, hostName.FindAllString(s, 20)...) {
			if len(m) > 2000 {
				continue
			}
			if host := hostOf(m); e.Hosts[host] != "" && !slices.Contains(list, host) {
				list = append(list, host)
			}
		}
		if len(list) > 0 {
			break
		}
	}
	return list
}

// folders lists the folders of the file's path, folded.
func (e Evidence) folders() []string {
	dir := path.Dir(strings.NewReplacer(`\`, "/", "!", "/").Replace(cut(e.File, 4096)))
	var list []string
	for s := range strings.SplitSeq(dir, "/") {
		if s = fold(s); s != "" && s != "." {
			list = append(list, s)
		}
	}
	return list
}

// inFolder reports whether a folder is named after a division: 徐州市, 徐州,
// 320300 徐州市, 江苏省徐州市. A folder that only contains the short name is not.
func inFolder(folders []string, d *Division) bool {
	full, short := forms(d)
	for _, f := range folders {
		bare := strings.Trim(f, "0123456789.-_ ")
		if f == d.Code || short != "" && bare == short {
			return true
		}
		for _, name := range full {
			if bare == name || strings.HasPrefix(bare, name) || strings.HasSuffix(bare, name) {
				return true
			}
		}
	}
	return false
}
