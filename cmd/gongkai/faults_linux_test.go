package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"gongkai/data/disk"
)

const mountsAlone = "GONGKAI_TEST_MOUNTS"

// onOwnDisk runs a test in a process that may mount a disk of its own, whoever
// runs it, and passes the folder where that is mounted.
func onOwnDisk(t *testing.T, megabytes int, test func(t *testing.T, mounted string)) {
	t.Helper()
	if os.Getenv(mountsAlone) != "" {
		mounted := t.TempDir()
		if err := syscall.Mount("tmpfs", mounted, "tmpfs", 0, fmt.Sprintf("size=%dm", megabytes)); err != nil {
			t.Skip("no disk can be mounted:", err)
		}
		t.Cleanup(func() { _ = syscall.Unmount(mounted, syscall.MNT_DETACH) })
		test(t, mounted)
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), mountsAlone+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}}
	out, err := cmd.CombinedOutput()
	switch {
	case cmd.ProcessState == nil:
		t.Skip("the system gives no process its own disks:", err)
	case err != nil:
		t.Errorf("%v\n%s", err, out)
	case strings.Contains(string(out), "--- SKIP"):
		t.Skipf("%s", out)
	default:
		t.Logf("%s", out)
	}
}

// A disk that is full, or fills up at any point of the work, leaves the store as
// it was. When there is room again, work goes on.
func TestFullDisk(t *testing.T) {
	onOwnDisk(t, 160, func(t *testing.T, mounted string) {
		f := newFault(t, filepath.Join(mounted, "store"))
		ballast := filepath.Join(mounted, "ballast")
		for _, tt := range []struct {
			left     int64 // bytes
			commands [][]string
			done     bool
		}{
			{0, [][]string{f.rollback(), f.ingest(), f.publish(), f.save(), f.restore()}, false},
			{4 << 10, [][]string{f.ingest(), f.save(), f.restore()}, false},
			{40 << 10, [][]string{f.publish()}, false},
			{1 << 20, [][]string{f.ingest(), f.restore()}, false},
			{4 << 20, [][]string{f.publish()}, false},
			{16 << 20, [][]string{f.save(), f.publish(), f.restore()}, true},
		} {
			for _, args := range tt.commands {
				fill(t, ballast, tt.left)
				done := f.try(args, "disk_low")
				unlink(t, ballast)
				if done != tt.done {
					t.Errorf("%s with %d bytes left: done %v", args[0], tt.left, done)
				}
				if done && args[0] == "publish" {
					f.n = another
				}
			}
		}
		mustAnswer(t, f.dir, "SELECT max(value) FROM figures", "101") // as restored
		f.mustGoOn()
	})
}

// fill takes the room of a disk but for some bytes.
func fill(t *testing.T, ballast string, leave int64) {
	t.Helper()
	free, err := disk.Free(filepath.Dir(ballast))
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := syscall.Fallocate(int(file.Fd()), 0, 0, free-leave); err != nil {
		t.Fatal(err)
	}
}

// A disk that is mounted read-only shows what it holds, and says that nothing
// can be loaded; the doctor says why.
func TestReadOnlyDisk(t *testing.T) {
	onOwnDisk(t, 160, func(t *testing.T, mounted string) {
		f := newFault(t, filepath.Join(mounted, "store"))
		remount := func(flags uintptr) {
			if err := syscall.Mount("", mounted, "", syscall.MS_REMOUNT|flags, ""); err != nil {
				t.Fatal(err)
			}
		}
		commands := [][]string{f.rollback(), f.ingest(), f.publish(), f.save(), f.restore(), {"prune", "--keep", "1", "--store", f.dir}, {"snapshots", "pin", "1", "--reason", "引用", "--author", "甲", "--store", f.dir}}
		remount(syscall.MS_RDONLY)
		for _, args := range commands {
			if f.try(args, "folder_unwritable") {
				t.Errorf("%s did not fail", args[0])
			}
		}
		if o, list := examined(t, f.dir); o.status != 1 || !slices.Contains(codes(list), "folder_unwritable") {
			t.Errorf("%+v", o)
		}
		if o := gongkai("doctor", "--mend", "--store", f.dir); !clearLine.MatchString(o.errors) {
			t.Errorf("%+v", o)
		}
		r := serve(t, serveCommand{storeFlag: storeFlag{Store: f.dir}, Listen: "127.0.0.1:0"})
		if status, body := r.fetch(t, "healthz"); status != 200 {
			t.Errorf("%d %s", status, body)
		}
		remount(0)
		f.mustGoOn()
	})
}
