package mhtml

import (
	"encoding/base64"
	"mime/quotedprintable"
	"os"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"gongkai/data"
	"gongkai/ingest/document"
	"gongkai/ingest/document/html"
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
		"Iframe": message(html("8bit", "utf-8", "<html><p>站点导航与很长的页脚"+strings.Repeat("，版权所有", 200)+"<iframe src=cid:a></iframe></html>"),
			html("8bit", "utf-8", page), html("8bit", "utf-8", "<html>广告</html>")),
		"BareBoundary":  strings.ReplaceAll(strings.Replace(message(html("8bit", "utf-8", page)), `"----Boundary--1"`, "----=_Next Part=1", 1), "------Boundary--1", "------=_Next Part=1"),
		"OpenQuote":     strings.Replace(message(html("8bit", "utf-8", page)), `"----Boundary--1"`, `"----Boundary--1`, 1),
		"LatinLabelGB":  message(html("8bit", "iso-8859-1", gb)),
		"FoldedBySpace": strings.ReplaceAll(message(html("8bit", "utf-8", page)), "\r\n\t", "\r\n "),
		"LatinLabel":    message(html("8bit", "iso-8859-1", page)),
		"RawEquals":     message(html("quoted-printable", "utf-8", strings.Replace(quoted(page), "</body>", "<a href=x=1></a></body>", 1))),
		"LongLines":     message(html("quoted-printable", "utf-8", strings.Replace(strings.ReplaceAll(quoted(page), "=\r\n", ""), "<body>", "<body><!--"+strings.Repeat("x", 9000)+"-->", 1))),
		"Padding":       message(html("base64", "utf-8", wrapped(page[:100])+wrapped(page[100:]))),
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

// A charset that content does not tell is believed.
func TestCharset(t *testing.T) {
	big5, err := traditionalchinese.Big5.NewEncoder().String("政府資訊公開")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Read("x", []byte(message("Content-Type: text/html; charset=Big5\r\n\r\n<p>"+big5)))
	if err != nil || len(d.Blocks) != 1 || d.Blocks[0].Text != "政府資訊公開" {
		t.Errorf("%+v, %v", d, err)
	}
}

// A page without tables is the report itself, not what it frames.
func TestProseAroundIframe(t *testing.T) {
	prose := "<p>" + strings.Repeat("本机关主动公开政府信息。", 50)
	d, err := Read("x", []byte(message("Content-Type: text/html\r\n\r\n"+prose+"<iframe src=cid:a></iframe>", "Content-Type: text/html\r\n\r\n<p>广告")))
	if err != nil || len(d.Blocks) != 1 || !strings.HasPrefix(d.Blocks[0].Text, "本机关") {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestTooLarge(t *testing.T) {
	for _, in := range []string{message("Content-Type: text/html\r\n\r\n" + strings.Repeat("x", document.MaxText+1)),
		message("Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + strings.Repeat("eHh4", document.MaxText/3+1)),
		strings.Repeat("x", document.MaxBytes+1)} {
		if _, err := Read("x", []byte(in)); data.Code(err) != "too_large" {
			t.Error(err)
		}
	}
}

// What Chromium saved of a sample (testdata/save.go) reads as the sample does.
func TestChromium(t *testing.T) {
	b, err := os.ReadFile("testdata/chromium.mht")
	if err != nil {
		t.Fatal(err)
	}
	original, err := os.ReadFile("../../../data/sample/documents/321300-宿迁市-2023.html")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read("chromium.mht", b)
	if err != nil {
		t.Fatal(err)
	}
	want := html.Read(string(original))
	if got.Title != want.Title || !reflect.DeepEqual(got.Blocks, want.Blocks) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}
