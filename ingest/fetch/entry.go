package fetch

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"gongkai/data"
	"gongkai/data/disk"
	"gongkai/ingest/document"
	"gongkai/ingest/document/html"
)

// entry sees to an address of the list, and to the file behind it.
func (r *run) entry(ctx context.Context, rec *record) {
	changed, err := r.fetch(ctx, rec, false)
	var more bool
	if err == nil {
		if to := r.attachment(rec); to != nil {
			more, err = r.fetch(ctx, to, true)
		}
	}
	if data.Code(err) == "interrupted" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case err != nil:
		r.sum.Failed++
		r.sum.Errors = append(r.sum.Errors, err)
	case changed || more:
		r.sum.Fetched++
	default:
		r.sum.Unchanged++
	}
	if more {
		r.sum.Attachments++
	}
	r.done++
	if r.progress != nil {
		r.progress(r.done, r.sum.Addresses)
	}
	if r.done%saveEvery == 0 {
		if err := r.state.save(); err != nil {
			r.stop(err)
		}
	}
}

// attachment is the record of the file that a page is a shell around; nil if
// there is none, or somebody sees to it already.
func (r *run) attachment(rec *record) *record {
	r.mu.Lock()
	defer r.mu.Unlock()
	if rec.Attachment == "" || r.claimed[rec.Attachment] {
		return nil
	}
	r.claimed[rec.Attachment] = true
	to := r.state.attach(rec, rec.Attachment)
	to.Page, to.Title, to.Publisher, to.Date, to.Name, to.Body = rec.Address, rec.Title, rec.Publisher, rec.Date, rec.Name, rec.Body
	return to
}

// fetch fetches an address into its file and notes in its record what came of
// it. changed means that the file is new or another one.
func (r *run) fetch(ctx context.Context, rec *record, attachment bool) (changed bool, err error) {
	r.mu.Lock()
	local := *rec
	r.mu.Unlock()
	changed, err = r.get(ctx, &local, attachment)
	if data.Code(err) == "interrupted" {
		return false, err
	}
	if data.Code(err) == "cannot_write" {
		r.stop(err)
	}
	local.Error = ""
	if err != nil {
		local.Error = err.Error()
	}
	r.mu.Lock()
	*rec = local
	r.mu.Unlock()
	return changed, err
}

// get does the work of fetch on a copy of the record.
func (r *run) get(ctx context.Context, rec *record, attachment bool) (changed bool, err error) {
	u, bad := Canonical(rec.Address)
	if bad != nil {
		return false, bad
	}
	ask := request{address: u, limit: document.MaxBytes}
	intact := r.state.intact(rec)
	if intact {
		ask.known, ask.etag, ask.modified = rec.Final, rec.ETag, rec.LastModified
	}
	a, err := r.client.follow(ctx, ask)
	if err != nil {
		return false, err
	}
	defer a.release()
	switch {
	case a.status == http.StatusNotModified && intact:
		return false, r.again(rec, attachment)
	case a.status != http.StatusOK:
		rec.Status = a.status
		return false, badStatus(u, a.status)
	case len(a.body) == 0:
		return false, refuse("empty_file", u, "网站返回的是空的", "the answer is empty", "请过些时候再试", "try again later")
	}
	end := ending(a.final, a.header.Get("Content-Type"), a.body)
	if attachment && end == page {
		return false, refuse("not_a_document", u, "附件的链接返回的是网页", "the link to the file leads to a page", "请在浏览器中下载", "download it in a browser")
	}
	return r.keep(rec, u, a, end, attachment)
}

// again inspects the file that did not change: what is made of it may have.
func (r *run) again(rec *record, attachment bool) error {
	if attachment || !strings.HasSuffix(rec.File, "."+page) {
		return nil
	}
	b, err := os.ReadFile(filepath.Join(r.state.dir, rec.File))
	if err != nil {
		return cannotWrite(r.state.dir, err)
	}
	return inspect(rec, b, attachment)
}

// keep writes an answer to its file, unless that holds it already.
func (r *run) keep(rec *record, u *url.URL, a *answer, end string, attachment bool) (changed bool, err error) {
	name, hash := fileName(u, end), hashOf(a.body)
	if rec.File != name || rec.SHA256 != hash || !r.state.intact(rec) {
		if err := disk.Replace(filepath.Join(r.state.dir, name), a.body); err != nil {
			return false, cannotWrite(r.state.dir, err)
		}
		rec.File, rec.SHA256, rec.Fetched, changed = name, hash, r.client.clock.Now().UTC(), true
	}
	rec.Status, rec.Final = a.status, a.final.String()
	rec.ContentType, rec.ETag, rec.LastModified = short(a.header, "Content-Type"), short(a.header, "Etag"), short(a.header, "Last-Modified")
	return changed, inspect(rec, a.body, attachment)
}

// short is a header, none if it is too long to be remembered.
func short(h http.Header, key string) string {
	if v := h.Get(key); len(v) <= 500 {
		return strings.ToValidUTF8(v, "\uFFFD")
	}
	return ""
}

// inspect notes what a page says of itself, and finds the file that it is only
// a shell around. Code "several_attachments" where that is not clear.
func inspect(rec *record, b []byte, attachment bool) error {
	if attachment {
		return nil
	}
	rec.Title, rec.Publisher, rec.Date, rec.Attachment = "", "", "", ""
	if !strings.HasSuffix(rec.File, "."+page) || len(b) > document.MaxText {
		return nil
	}
	s, err := document.Decode(rec.Address, b)
	if err != nil {
		return nil // ingest says so
	}
	d := html.Read(s)
	rec.Title = first(d.Meta["articletitle"], d.Title)
	rec.Publisher = first(d.Meta["contentsource"], d.Meta["sitename"])
	rec.Date = first(d.Meta["pubdate"], d.Meta["publishdate"])
	at, err := url.Parse(rec.Final)
	if err != nil || holdsReport(d) {
		return nil
	}
	switch found := attachments(at, rec.Title, s); len(found) {
	case 0:
		return nil
	case 1:
		rec.Attachment = found[0].String()
		return nil
	default:
		names, n := "", strconv.Itoa(len(found))
		for _, u := range found[:min(len(found), 5)] {
			names += " " + u.String()
		}
		return refuse("several_attachments", at, "页面没有表格，却有 "+n+" 个附件，分不清哪个是年报，均未下载："+names,
			"a page without a table and with "+n+" files, of which none is fetched:"+names, "请把要的附件网址写进名单", "put the address of the right one into the list")
	}
}

// first is the first text that is not empty, at most 500 bytes of it.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return strings.ToValidUTF8(t[:min(len(t), 500)], "")
		}
	}
	return ""
}
