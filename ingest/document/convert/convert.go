// Package convert turns office files that have no reader of their own into ones
// that have, by LibreOffice, where it is installed. It is looked for at run
// time; nothing else needs it.
package convert

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"gongkai/ingest/document"
)

// Program is the environment variable that names LibreOffice's program where
// it is not in the PATH.
const Program = "GONGKAI_SOFFICE"

// limit is how long a conversion may take; LibreOffice needs about a second
// for a report, and a few more for its profile, which is new each time.
var limit = 60 * time.Second

// one conversion at a time: LibreOffice takes 200 MB.
var one sync.Mutex

// To converts a file to a format that has a reader ("docx", "xlsx"). Codes:
// "needs_libreoffice" when it is not installed, "damaged_file" when the
// conversion fails or takes longer than a minute, "too_large".
func To(name string, b []byte, to string) ([]byte, error) {
	program, err := find()
	if err != nil {
		return nil, document.Refuse("needs_libreoffice", name, "这种文件要由 LibreOffice 转换，而本机没有安装", "this file needs LibreOffice, which is not installed here",
			"请安装（apt-get install libreoffice-writer libreoffice-calc），或用 WPS/Word 另存为 docx", "install it (apt-get install libreoffice-writer libreoffice-calc), or save the file as docx")
	}
	one.Lock()
	defer one.Unlock()
	dir, err := os.MkdirTemp("", "gongkai-convert-")
	if err != nil {
		return nil, document.Refuse("cannot_write", name, "不能建立临时目录："+err.Error(), "no temporary folder: "+err.Error(), "请检查磁盘空间", "check disk space")
	}
	defer os.RemoveAll(dir)
	out, failed := run(program, dir, b, to)
	switch {
	case failed == tooLarge:
		return nil, document.Refuse("too_large", name, failed.zh, failed.en, "请确认是否为年度报告", "check that it is an annual report")
	case failed != nil:
		return nil, document.Refuse("damaged_file", name, "LibreOffice 不能转换这个文件："+failed.zh, "LibreOffice cannot convert this file: "+failed.en,
			"请用 WPS/Word 另存为 docx 后重试", "save it as docx and try again")
	}
	return out, nil
}

// failure is why a conversion gave nothing.
type failure struct{ zh, en string }

var (
	tooLarge = &failure{"转换后超过 64 MB", "more than 64 MB after conversion"}
	tooSlow  = &failure{"超过时限", "it takes too long"}
	noResult = &failure{"没有结果", "no result"}
)

var errTooSlow = errors.New("too slow")

func because(err error) *failure { return &failure{err.Error(), err.Error()} }

// find looks for LibreOffice.
func find() (string, error) {
	if p := os.Getenv(Program); p != "" {
		return exec.LookPath(p)
	}
	for _, name := range []string{"soffice", "libreoffice"} {
		if p, err := exec.LookPath(name); err == nil {
			return p, nil
		}
	}
	return "", exec.ErrNotFound
}

// run converts in a folder with a profile of its own, so that it does not
// disturb an office that the user has open. Whatever it started has ended when
// run returns.
func run(program, dir string, b []byte, to string) ([]byte, *failure) {
	in, out, profile := filepath.Join(dir, "in.bin"), filepath.Join(dir, "out"), filepath.Join(dir, "profile")
	if err := os.WriteFile(in, b, 0o600); err != nil {
		return nil, because(err)
	}
	if err := harden(profile); err != nil {
		return nil, because(err)
	}
	ctx, cancel := context.WithTimeoutCause(context.Background(), limit, errTooSlow)
	defer cancel()
	ctx, stop := watch(ctx, dir)
	cmd := exec.CommandContext(ctx, program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
		"-env:UserInstallation=file://"+filepath.ToSlash(profile), "--convert-to", to, "--outdir", out, in)
	cmd.Dir = dir
	cmd.Env = []string{"HOME=" + dir, "PATH=" + os.Getenv("PATH"), "TMPDIR=" + dir, "LANG=C.UTF-8"}
	cmd.WaitDelay = 5 * time.Second
	inGroup(cmd)
	err := cmd.Run()
	endGroup(cmd)
	stop()
	switch {
	case errors.Is(context.Cause(ctx), errTooLarge):
		return nil, tooLarge
	case errors.Is(context.Cause(ctx), errTooSlow):
		return nil, tooSlow
	case err != nil:
		return nil, because(err)
	}
	return result(filepath.Join(out, "in."+to))
}

// result reads what the conversion wrote. LibreOffice ends well also when it
// could not load the file.
func result(name string) ([]byte, *failure) {
	f, err := os.Open(name)
	if err != nil {
		return nil, noResult
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, document.MaxBytes+1))
	switch {
	case err != nil:
		return nil, because(err)
	case len(b) == 0:
		return nil, noResult
	case len(b) > document.MaxBytes:
		return nil, tooLarge
	}
	return b, nil
}
