//go:build !linux || !(amd64 || arm64)

package cage

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// confine says that this system has no means for it: there, SQL of strangers is
// not answered.
func confine(Limits) error {
	return errors.New("no confinement of processes on " + runtime.GOOS + "/" + runtime.GOARCH)
}

func self() (string, error) { return os.Executable() }

func apart(*exec.Cmd) {}

func killGroup(pid int) {
	if p, err := os.FindProcess(pid); err == nil {
		_ = p.Kill()
	}
}

func peak(int) int64 { return 0 }

func signalOf(*os.ProcessState) syscall.Signal { return 0 }
