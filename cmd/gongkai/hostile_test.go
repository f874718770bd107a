package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// zipped makes a zip container of parts written by functions.
func zipped(t *testing.T, parts ...any) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i].(string))
		if err != nil {
			t.Fatal(err)
		}
		switch p := parts[i+1].(type) {
		case string:
			_, err = io.WriteString(w, p)
		case []byte:
			_, err = w.Write(p)
		case func(io.Writer):
			p(w)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// many writes a text again and again.
func many(text string, times int) func(io.Writer) {
	return func(w io.Writer) {
		chunk := strings.Repeat(text, 1000)
		for range times / 1000 {
			_, _ = io.WriteString(w, chunk)
		}
	}
}

func wordOf(body any) []any {
	return []any{"[Content_Types].xml", "<Types/>", "word/document.xml", func(w io.Writer) {
		_, _ = io.WriteString(w, `<w:document xmlns:w="x"><w:body>`)
		switch b := body.(type) {
		case string:
			_, _ = io.WriteString(w, b)
		case func(io.Writer):
			b(w)
		}
	}}
}

// TestHostile gives the program files that mean harm, in a process of its own:
// each ends with one clear line and in little memory.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("writes and reads large files")
	}
	laughs := `<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">`
	for c := 'b'; c <= 'j'; c++ {
		laughs += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	laughs += "]>"
	inner := zipped(t, "年报.html", "<p>x")
	for range 8 {
		inner = zipped(t, "in.zip", inner)
	}
	files := map[string]func() []byte{
		"cells.html": func() []byte {
			return []byte("<html><table>" + strings.Repeat("<tr>"+strings.Repeat("<td>1", 1000), 3500))
		},
		"nested.html": func() []byte { return []byte("<html>" + strings.Repeat("<table><tr><td>", 1_000_000)) },
		"large.html":  func() []byte { return []byte("<html>" + strings.Repeat("文", 9<<20)) },
		"lines.txt":   func() []byte { return []byte("文" + strings.Repeat("\n", 20<<20)) },
		"comma.csv":   func() []byte { return []byte(strings.Repeat("1,2,3,4,5,6,7,8,9,10\n", 1_000_000)) },
		"bomb.docx": func() []byte {
			return zipped(t, wordOf(many("<w:p><w:r><w:t>"+strings.Repeat("0", 1000)+"</w:t></w:r></w:p>", 400_000))...)
		},
		"cells.docx": func() []byte {
			return zipped(t, wordOf(many("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", 1_000_000))...)
		},
		"nested.docx": func() []byte { return zipped(t, wordOf(many("<w:tbl><w:tr><w:tc>", 1_000_000))...) },
		"laughs.docx": func() []byte {
			return zipped(t, "word/document.xml", laughs+"<w:document><w:body><w:p><w:t>&j;</w:t></w:p></w:body></w:document>")
		},
		"laughs.odt": func() []byte {
			return zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", laughs+"<x>&j;</x>")
		},
		"repeated.ods": func() []byte {
			return zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000"><text:p>1</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`)
		},
		"sheet.xlsx": func() []byte {
			return zipped(t, "[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
				"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
				"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
				"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
				"xl/worksheets/sheet1.xml", func(w io.Writer) {
					_, _ = io.WriteString(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
					row := "<row>" + strings.Repeat("<c><v>1</v></c>", 1000) + "</row>"
					for range 10_000 {
						_, _ = io.WriteString(w, row)
					}
					_, _ = io.WriteString(w, `</sheetData></worksheet>`)
				})
		},
		"groups.rtf": func() []byte { return []byte(`{\rtf1` + strings.Repeat("{", 10_000_000)) },
		"cells.rtf": func() []byte {
			return []byte(`{\rtf1` + strings.Repeat(`\trowd\cellx1\cellx2\intbl 1\cell 2\cell\row`, 400_000) + "}")
		},
		"garbage.doc": func() []byte {
			return append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), bytes.Repeat([]byte("W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00\x00\x00"), 500_000)...)
		},
		"garbage.wps": func() []byte {
			return append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), bytes.Repeat([]byte{0xff}, 1<<20)...)
		},
		"broken.pdf": func() []byte {
			return []byte("%PDF-1.7\n" + strings.Repeat("1 0 obj << /Type /Page /Parent 1 0 R /Kids [1 0 R] >> endobj\n", 100_000))
		},
		"loop.pdf": func() []byte {
			return []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>endobj\ntrailer<</Root 1 0 R>>\n")
		},
		"message.mht": func() []byte {
			return []byte("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n" + strings.Repeat("--a\nContent-Type: text/plain\n\n", 500_000))
		},
		"encrypted.zip": func() []byte { return encrypted(zipped(t, "年报.html", "<p>x")) },
		"deep.zip":      func() []byte { return inner },
		"bomb.zip":      func() []byte { return zipped(t, "年报.html", many(strings.Repeat("0", 1000), 100_000)) },
		"slip.zip": func() []byte {
			return zipped(t, "../../../../tmp/gongkai-slip.html", "<p>x", "/etc/gongkai-slip.html", "<p>y")
		},
	}
	// the first PDF of a machine compiles the PDF component once, which takes more
	first := write(t, filepath.Join(t.TempDir(), "first.pdf"), string(files["broken.pdf"]()))
	_ = program(t, "read", "--json", first).Run() // fails as below
	line := regexp.MustCompile(`^\S.* \[[a-z_]+\]$`)
	for name, make := range files {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(file, make(), 0o644); err != nil {
				t.Fatal(err)
			}
			peak := filepath.Join(t.TempDir(), "peak")
			cmd := program(t, "read", "--json", file)
			cmd.Env = append(cmd.Env, peakFile+"="+peak)
			var out, errs bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &errs
			start := time.Now()
			err := cmd.Run()
			took := time.Since(start)
			used := peakMB(t, peak)
			t.Logf("%v, %d MB: %s", took.Round(10*time.Millisecond), used, strings.TrimSpace(errs.String()))
			if err == nil || cmd.ProcessState.ExitCode() != 1 || out.Len() > 0 {
				t.Errorf("status %d, %v, %.200s", cmd.ProcessState.ExitCode(), err, out.String())
			}
			for said := range strings.Lines(errs.String()) {
				if !line.MatchString(strings.TrimSuffix(said, "\n")) {
					t.Errorf("unclear: %.300s", said)
				}
			}
			if used > 256 {
				t.Errorf("%d MB", used)
			}
		})
	}
	if left, _ := filepath.Glob("/tmp/gongkai-slip*"); len(left) > 0 {
		t.Error("a member was written outside:", left)
	}
}

// encrypted sets the flag of encryption on each header of an archive.
func encrypted(b []byte) []byte {
	b = bytes.Clone(b)
	for i := 0; i+10 < len(b); i++ {
		switch string(b[i : i+4]) {
		case "PK\x03\x04":
			b[i+6] |= 1
		case "PK\x01\x02":
			b[i+8] |= 1
		}
	}
	return b
}

// peakMB reads the memory that a program held at most, as it said at its end:
// what the system says of a child counts its parent's too.
func peakMB(t *testing.T, file string) int {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Skip("the system does not say how much memory was used:", err)
	}
	m := regexp.MustCompile(`VmHWM:\s*(\d+) kB`).FindSubmatch(b)
	if m == nil {
		t.Fatalf("%s", b)
	}
	kB, err := strconv.Atoi(string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	return kB / 1024
}
