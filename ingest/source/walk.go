package source

import (
	"bufio"
	"compress/flate"
	"hash/crc32"
	"io"

	"gongkai/ingest/document"
)

// maxWalked bounds what is unpacked only to see where the next member begins.
const maxWalked = 512 << 20

// walkMembers lists what an archive without directory still holds, by the
// headers before the members (APPNOTE 4.3.7): a download that broke off. It
// ends at a member that is cut, and the error says that it is not the whole.
func walkMembers(r io.ReaderAt, size int64) (list []member, err error) {
	walked := int64(0)
	for at := int64(0); ; {
		m, body, ok := memberAt(r, at)
		if !ok {
			return list, errBroken
		}
		if len(list) == maxMembers {
			return list, errTooMany
		}
		next := body + m.packed
		if m.flags&flagSizesBehind != 0 {
			if next, ok = m.measure(r, body, size, maxWalked-walked); !ok {
				return list, errBroken
			}
			walked += m.size
		}
		if next > size {
			return list, errBroken
		}
		list = append(list, m)
		at = next
	}
}

// memberAt reads a member's own header and returns where its content begins.
func memberAt(r io.ReaderAt, at int64) (m member, body int64, ok bool) {
	fixed := make([]byte, localHeaderSize)
	if _, err := r.ReadAt(fixed, at); err != nil || string(fixed[:4]) != localHeader {
		return m, 0, false
	}
	n, x := int(le16(fixed[26:])), int(le16(fixed[28:]))
	names := make([]byte, n+x)
	if _, err := r.ReadAt(names, at+localHeaderSize); err != nil {
		return m, 0, false
	}
	m = member{flags: le16(fixed[6:]), method: le16(fixed[8:]), crc: le32(fixed[14:]), nameSize: int64(n), offset: at}
	packed, full := uint64(le32(fixed[18:])), uint64(le32(fixed[22:]))
	wide, _ := extraField(names[n:], extraZip64)
	widen(&wide, &full)
	widen(&wide, &packed)
	m.packed, m.size = bounded(packed), bounded(full)
	m.name, m.passed = nameOf(names[:n], m.flags, names[n:])
	return m, at + localHeaderSize + int64(n+x), true
}

// measure unpacks a member whose sizes stand behind it (APPNOTE 4.3.9), as
// programs write it that do not know them beforehand, and returns where the
// next one begins. Only deflate says itself where it ends.
func (m *member) measure(r io.ReaderAt, body, size, room int64) (next int64, ok bool) {
	if m.method != methodDeflated || m.flags&flagEncrypted != 0 {
		return 0, false
	}
	in := &countedBytes{r: bufio.NewReader(io.NewSectionReader(r, body, size-body))}
	sum := crc32.NewIEEE()
	room = min(room, document.MaxBytes)
	n, err := io.Copy(sum, io.LimitReader(flate.NewReader(in), room+1))
	if err != nil || n > room {
		return 0, false
	}
	next = body + in.n
	// the checksum and two sizes of 4 or 8 bytes, with or without a signature
	behind := make([]byte, 24)
	got, _ := r.ReadAt(behind, next)
	behind = behind[:got]
	if len(behind) >= 4 && string(behind[:4]) == dataDescriptor {
		behind, next = behind[4:], next+4
	}
	m.crc, m.packed, m.size = sum.Sum32(), in.n, n
	switch {
	case len(behind) >= 12 && le32(behind) == m.crc && int64(le32(behind[4:])) == m.packed && int64(le32(behind[8:])) == m.size:
		return next + 12, true
	case len(behind) >= 20 && le32(behind) == m.crc && le64(behind[4:]) == uint64(m.packed) && le64(behind[12:]) == uint64(m.size):
		return next + 20, true
	}
	return 0, false
}

// countedBytes counts what is taken. As an io.ByteReader it lets flate take no
// more than it needs.
type countedBytes struct {
	r *bufio.Reader
	n int64
}

func (c *countedBytes) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}

func (c *countedBytes) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}
