package cage

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

const probeWord = "probe"

// probe confines this process and says what it can still do.
func probe() int {
	held, err := os.Open("/etc/hosts")
	if err != nil {
		return 1
	}
	if err := confine(Limits{Time: 5 * time.Second, Memory: 256 << 20}); err != nil {
		fmt.Println("confine:", err)
		return 1
	}
	for name, try := range map[string]func() error{
		"read a file":    func() error { _, err := os.ReadFile("/etc/hosts"); return err },
		"list a folder":  func() error { _, err := os.ReadDir("/"); return err },
		"write a file":   func() error { return os.WriteFile(filepath.Join(os.TempDir(), "gongkai-probe"), []byte("x"), 0o600) },
		"make a folder":  func() error { return os.Mkdir(filepath.Join(os.TempDir(), "gongkai-probe"), 0o700) },
		"remove":         func() error { return syscall.Unlink(os.Args[2]) },
		"rename":         func() error { return syscall.Rename(os.Args[2], os.Args[2]+"x") },
		"link":           func() error { return syscall.Link(os.Args[2], os.Args[2]+"x") },
		"look":           func() error { var s unix.Stat_t; return unix.Stat(os.Args[2], &s) },
		"change folder":  func() error { return syscall.Chdir("/tmp") },
		"connect":        func() error { _, err := net.Dial("tcp", os.Args[3]); return err },
		"resolve":        func() error { _, err := net.Dial("udp", "127.0.0.1:53"); return err },
		"listen":         func() error { _, err := net.Listen("tcp", "127.0.0.1:0"); return err },
		"run a program":  func() error { return exec.Command("/bin/true").Run() },
		"become another": func() error { return syscall.Exec("/bin/true", []string{"true"}, nil) },
		"signal":         func() error { return syscall.Kill(os.Getppid(), 0) },
		"trace":          func() error { return syscall.PtraceAttach(os.Getppid()) },
		"raise a limit":  func() error { return unix.Setrlimit(unix.RLIMIT_CPU, &unix.Rlimit{Cur: 1, Max: 1}) },
		"be first":       func() error { return unix.Setpriority(unix.PRIO_PROCESS, 0, 0) },
		"share memory":   func() error { _, err := unix.MemfdCreate("x", 0); return err },
		"change owner":   func() error { return syscall.Chown(os.Args[2], 1, 1) },
		"mount":          func() error { return unix.Mount("none", "/tmp", "tmpfs", 0, "") },
		"be root":        func() error { return syscall.Setuid(0) },
	} {
		if err := try(); err == nil {
			fmt.Println("can", name)
		}
	}
	if n, err := held.Read(make([]byte, 10)); n == 0 || err != nil {
		fmt.Println("cannot read what is open:", err)
	}
	done := make(chan int)
	for range 20 { // threads may be made
		go func() { time.Sleep(time.Millisecond); done <- 1 }()
	}
	for range 20 {
		<-done
	}
	fmt.Println("end")
	return 0
}

func TestConfine(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	out, err := exec.Command(self, probeWord, file, ln.Addr().String()).CombinedOutput()
	if got := strings.TrimSpace(string(out)); err != nil || got != "end" {
		t.Errorf("%v: %s", err, got)
	}
}
