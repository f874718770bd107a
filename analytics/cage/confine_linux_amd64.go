package cage

import "golang.org/x/sys/unix"

const arch = unix.AUDIT_ARCH_X86_64

// moreSyscalls are older forms that this architecture still has.
var moreSyscalls = []uintptr{unix.SYS_EPOLL_WAIT, unix.SYS_POLL, unix.SYS_ARCH_PRCTL}
