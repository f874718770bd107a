package cage

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// confine gives up, for good, what answering a statement does not need. What
// may still be done is in syscalls: no file can be opened or named, no socket
// or process made, no limit raised, whatever code of DuckDB a statement finds
// its way to. The snapshot stays open for reading. It must be called when all
// that needs more is done.
func confine(l Limits) error {
	if err := behind(); err != nil {
		return err
	}
	size, resident, err := memory()
	if err != nil {
		return err
	}
	seconds := uint64(l.Time.Seconds()) + 2
	for _, limit := range []struct {
		what int
		most uint64
	}{
		{unix.RLIMIT_AS, size + max(uint64(l.Memory), resident+64<<20) - resident},
		{unix.RLIMIT_CPU, seconds},
		{unix.RLIMIT_FSIZE, 0}, {unix.RLIMIT_CORE, 0}, {unix.RLIMIT_NOFILE, 32}, {unix.RLIMIT_MEMLOCK, 0},
	} {
		if err := unix.Setrlimit(limit.what, &unix.Rlimit{Cur: limit.most, Max: limit.most}); err != nil {
			return fmt.Errorf("rlimit %d: %w", limit.what, err)
		}
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		return fmt.Errorf("dumpable: %w", err)
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("no_new_privs: %w", err)
	}
	program := filter(os.Getpid())
	given := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	// on all threads: those of Go and of DuckDB exist already
	if failed, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&given))); errno != 0 || failed != 0 {
		return fmt.Errorf("seccomp: %w (%d)", errno, failed)
	}
	return nil
}

// behind makes all threads give way to the server's.
func behind() error {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return err
	}
	for _, t := range threads {
		if id, err := strconv.Atoi(t.Name()); err == nil {
			_ = unix.Setpriority(unix.PRIO_PROCESS, id, 19) // a thread may have ended meanwhile
		}
	}
	return nil
}

// memory is the address space and what of it is resident, in bytes.
func memory() (size, resident uint64, err error) {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, 0, err
	}
	if n, err := fmt.Sscan(string(b), &size, &resident); n < 2 {
		return 0, 0, err
	}
	page := uint64(os.Getpagesize())
	return size * page, resident * page, nil
}

// syscalls are those that reading an open file, computing and answering need.
var syscalls = append([]uintptr{
	unix.SYS_READ, unix.SYS_WRITE, unix.SYS_READV, unix.SYS_WRITEV, unix.SYS_PREAD64, unix.SYS_CLOSE, unix.SYS_FSTAT, unix.SYS_LSEEK, unix.SYS_FCNTL,
	unix.SYS_MMAP, unix.SYS_MPROTECT, unix.SYS_MUNMAP, unix.SYS_MREMAP, unix.SYS_MADVISE, unix.SYS_MINCORE, unix.SYS_BRK,
	unix.SYS_FUTEX, unix.SYS_SCHED_YIELD, unix.SYS_SCHED_GETAFFINITY, unix.SYS_SET_ROBUST_LIST, unix.SYS_RSEQ, unix.SYS_MEMBARRIER, unix.SYS_RESTART_SYSCALL,
	unix.SYS_NANOSLEEP, unix.SYS_CLOCK_NANOSLEEP, unix.SYS_CLOCK_GETTIME, unix.SYS_CLOCK_GETRES, unix.SYS_GETTIMEOFDAY,
	unix.SYS_RT_SIGACTION, unix.SYS_RT_SIGPROCMASK, unix.SYS_RT_SIGRETURN, unix.SYS_SIGALTSTACK,
	unix.SYS_EPOLL_PWAIT, unix.SYS_EPOLL_CTL, unix.SYS_GETRANDOM, unix.SYS_GETPID, unix.SYS_GETTID, unix.SYS_GETRUSAGE, unix.SYS_SYSINFO,
	unix.SYS_EXIT, unix.SYS_EXIT_GROUP,
}, moreSyscalls...)

// A system call as the kernel shows it to a filter: number, architecture,
// instruction pointer, arguments (linux/seccomp.h).
const (
	dataNumber = 0
	dataArch   = 4
	dataArg0   = 16
)

// filter is the program that lets syscalls pass, threads of this process be
// made and signalled, and answers EPERM to all others.
func filter(self int) []unix.SockFilter {
	load := func(at uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: at}
	}
	give := func(what uint32) unix.SockFilter { return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: what} }
	jump := func(how uint16, k uint32, then, otherwise uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | how | unix.BPF_K, Jt: then, Jf: otherwise, K: k}
	}
	refused := give(unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM))
	p := []unix.SockFilter{load(dataArch), jump(unix.BPF_JEQ, arch, 1, 0), refused, load(dataNumber)}
	for _, number := range syscalls {
		p = append(p, jump(unix.BPF_JEQ, uint32(number), 0, 1), give(unix.SECCOMP_RET_ALLOW))
	}
	// glibc falls back to clone, whose flags can be seen
	p = append(p, jump(unix.BPF_JEQ, unix.SYS_CLONE3, 0, 1), give(unix.SECCOMP_RET_ERRNO|uint32(unix.ENOSYS)))
	p = append(p, jump(unix.BPF_JEQ, unix.SYS_CLONE, 0, 4), load(dataArg0), jump(unix.BPF_JSET, unix.CLONE_THREAD, 0, 1), give(unix.SECCOMP_RET_ALLOW), refused)
	p = append(p, jump(unix.BPF_JEQ, unix.SYS_TGKILL, 0, 4), load(dataArg0), jump(unix.BPF_JEQ, uint32(self), 0, 1), give(unix.SECCOMP_RET_ALLOW), refused)
	return append(p, refused)
}

// self is this program, also when another version was put in its place
// meanwhile, whose children would speak otherwise.
func self() (string, error) { return "/proc/self/exe", nil }

// apart starts a child in a process group of its own, without the environment.
func apart(cmd *exec.Cmd) {
	cmd.Env = []string{"MALLOC_ARENA_MAX=1"} // one heap: each would take 64 MB of the address space
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

// killGroup ends a child and whatever it could have started.
func killGroup(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }

// peak is the most memory that a running child had, in bytes; 0 if it is gone.
func peak(pid int) int64 {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(b), "VmHWM:")
	var kb int64
	_, _ = fmt.Sscan(after, &kb)
	return kb << 10
}

// signalOf is what ended a child, 0 if it ended by itself.
func signalOf(s *os.ProcessState) syscall.Signal {
	if w, is := s.Sys().(syscall.WaitStatus); is && w.Signaled() {
		return w.Signal()
	}
	return 0
}
