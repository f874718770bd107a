package convert

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
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
	defer func() { limit = time.Minute }()
	for name, tt := range map[string]struct{ script, code string }{
		"Success":  {outdir + `cat "$3" > "$2/in.docx"; echo 完 >> "$2/in.docx"`, ""},
		"Failure":  {"exit 3", "damaged_file"},
		"Nothing":  {outdir, "damaged_file"},
		"Hanging":  {outdir + `cat "$3" > "$2/in.docx"; sleep 600 & wait`, "damaged_file"},
		"Empty":    {outdir + `: > "$2/in.docx"`, "damaged_file"},
		"TooLarge": {outdir + `dd if=/dev/null of="$2/in.docx" bs=1 seek=70000000`, "too_large"},
		"Flood":    {`dd if=/dev/null of=flood bs=1 seek=300000000; sleep 600`, "too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			if limit = time.Minute; name == "Hanging" {
				limit = time.Second
			}
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

// Nothing that the program started outlives the conversion, be it that it hangs
// or that it ended well: a pipe that only its child holds open comes to its end.
func TestGroupEnds(t *testing.T) {
	limit = time.Second
	defer func() { limit = time.Minute }()
	for name, end := range map[string]string{"Hanging": "wait", "Success": outdir + `echo x > "$2/in.docx"`} {
		t.Run(name, func(t *testing.T) {
			pipe := filepath.Join(t.TempDir(), "pipe")
			if err := syscall.Mkfifo(pipe, 0o600); err != nil {
				t.Skip("no named pipes here: what processes are left is not looked at")
			}
			r, err := os.OpenFile(pipe, os.O_RDONLY|syscall.O_NONBLOCK, 0) // does not wait for the writer
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			office(t, "sleep 600 3> '"+pipe+"' & echo started 1> '"+pipe+"'; "+end)
			_, err = To("年报.wps", []byte("x"), "docx")
			if (err == nil) != (name == "Success") {
				t.Fatal(err)
			}
			if err := r.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
				t.Fatal(err)
			}
			if said, err := io.ReadAll(r); err != nil || string(said) != "started\n" {
				t.Errorf("still there: %q, %v", said, err)
			}
		})
	}
}

// One at a time, whoever asks.
func TestOneAtATime(t *testing.T) {
	lock := filepath.Join(t.TempDir(), "lock")
	office(t, "mkdir '"+lock+"' || exit 1; "+outdir+`echo x > "$2/in.docx"; rmdir '`+lock+"'")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := To("年报.wps", []byte("x"), "docx"); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
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

// A document points to a picture elsewhere: LibreOffice does not fetch it.
func TestLibreOfficeFetchesNothing(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice is not installed: its conversion is not tried")
	}
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	page := `<html><body><p>政府信息公开</p><img src="` + server.URL + `/a.png"><iframe src="` + server.URL + `/b.html"></iframe></body></html>`
	if _, err := To("年报.html", []byte(page), "docx"); data.Code(err) == "needs_libreoffice" {
		t.Fatal(err)
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("%d requests", n)
	}
}
