package cage

import "golang.org/x/sys/unix"

const arch = unix.AUDIT_ARCH_AARCH64

var moreSyscalls = []uintptr{unix.SYS_PPOLL}
