package convert

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/data"
)

// office is a stand-in for LibreOffice: a script.
func office(t *testing.T, script string) {
	t.Helper()
	p := filepath.Join(t.TempDir(), "soffice")
	if err := os.WriteFile(p, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv(Program, p)
}

// outdir finds the folder for the result among the arguments.
const outdir = `while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; `

func TestTo(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	limit = 2 * time.Second
	defer func() { limit = time.Minute }()
	for name, tt := range map[string]struct{ script, code string }{
		"Success":  {outdir + `cat "$3" > "$2/in.docx"; echo 完 >> "$2/in.docx"`, ""},
		"Failure":  {"exit 3", "damaged_file"},
		"Nothing":  {outdir, "damaged_file"},
		"Hanging":  {outdir + `cat "$3" > "$2/in.docx"; sleep 600 & wait`, "damaged_file"},
		"TooLarge": {outdir + `head -c 70000000 /dev/zero > "$2/in.docx"`, "too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			office(t, tt.script)
			out, err := To("年报.wps", []byte("内容\n"), "docx")
			if data.Code(err) != tt.code && !(tt.code == "" && err == nil) {
				t.Fatal(err)
			}
			if err == nil && string(out) != "内容\n完\n" {
				t.Errorf("%q", out)
			}
			if err != nil && !strings.Contains(err.Error(), "年报.wps") {
				t.Error(err)
			}
			if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "gongkai-convert-*")); len(left) > 0 {
				t.Error("left behind:", left)
			}
		})
	}
	t.Run("NotInstalled", func(t *testing.T) {
		t.Setenv(Program, "")
		t.Setenv("PATH", t.TempDir())
		if _, err := To("年报.wps", []byte("x"), "docx"); data.Code(err) != "needs_libreoffice" || !strings.Contains(err.Error(), "apt-get install libreoffice-writer") {
			t.Error(err)
		}
	})
}

// With the real one, where it is installed.
func TestLibreOffice(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice is not installed: its conversion is not tried")
	}
	out, err := To("年报.txt", []byte("某区2024年政府信息公开工作年度报告\n"), "docx")
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Open("word/document.xml"); err != nil {
		t.Error(err)
	}
}
