package mhtml

import (
	"encoding/base64"
	"mime/quotedprintable"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/data"
)

const page = `<html><head><title>某区2024年政府信息公开工作年度报告</title></head><body><p>正文</p><table><tr><td>规章</td><td>12</td></tr></table></body></html>`

func quoted(s string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		panic(err)
	}
	w.Close()
	return b.String()
}

func wrapped(s string) string {
	b := base64.StdEncoding.EncodeToString([]byte(s))
	var out strings.Builder
	for len(b) > 76 {
		out.WriteString(b[:76] + "\r\n")
		b = b[76:]
	}
	return out.String() + b + "\r\n"
}

func message(parts ...string) string {
	return "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Boundary--1\"\r\n\r\n\r\n" +
		"------Boundary--1\r\n" + strings.Join(parts, "\r\n------Boundary--1\r\n") + "\r\n------Boundary--1--\r\n"
}

func TestRead(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	html := func(encoding, charset, body string) string {
		return "Content-Type: text/html; charset=" + charset + "\r\nContent-Transfer-Encoding: " + encoding + "\r\nContent-Location: http://example.org/\r\n\r\n" + body
	}
	image := "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + wrapped("\x89PNG")
	for name, in := range map[string]string{
		"QuotedPrintable": message(html("quoted-printable", "utf-8", quoted(page)), image),
		"Base64GB":        message(image, html("base64", "gb2312", wrapped(gb))),
		"WrongCharset":    message(html("base64", "utf-8", wrapped(gb))),
		"EightBit":        message(html("8bit", "utf-8", page)),
		"BareLineFeeds":   strings.ReplaceAll(message(html("quoted-printable", "utf-8", quoted(page))), "\r\n", "\n"),
		"NotClosed":       strings.TrimSuffix(message(html("base64", "utf-8", wrapped(page))), "------Boundary--1--\r\n"),
		"SinglePart":      "MIME-Version: 1.0\r\n" + html("quoted-printable", "utf-8", quoted(page)),
		"Nested": message("Content-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\nContent-Type: text/plain\r\n\r\n另一份\r\n--inner\r\n" +
			html("8bit", "utf-8", page) + "\r\n--inner--"),
		"Frames": message(html("8bit", "utf-8", "<html><frameset><frame src=a><frame src=b></frameset></html>"),
			html("8bit", "utf-8", "<html>目录</html>"), html("8bit", "utf-8", page)),
		"Start": strings.Replace(message(html("8bit", "utf-8", "<html>广告</html>"), "Content-ID: <page>\r\n"+html("8bit", "utf-8", page)),
			"type=\"text/html\";", "type=\"text/html\"; start=\"<page>\";", 1),
	} {
		d, err := Read(name, []byte(in))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d.Format != "mht" || d.Title != "某区2024年政府信息公开工作年度报告" || len(d.Blocks) != 2 || d.Blocks[0].Text != "正文" || d.Blocks[1].Table.Cells[1].Text != "12" {
			t.Errorf("%s: %+v", name, d)
		}
	}
	for name, in := range map[string]string{"NoPage": message(image), "Empty": "MIME-Version: 1.0\r\n\r\n", "NoBody": "MIME-Version: 1.0"} {
		if _, err := Read(name, []byte(in)); data.Code(err) != "damaged_file" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(message("Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(page))))
	f.Add([]byte("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: text/html\n\n<p>x\n--a--"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if d, err := Read("fuzz", b); err == nil && d.Format != "mht" {
			t.Fatal(d)
		}
	})
}
