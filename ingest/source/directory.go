package source

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"
)

// Signatures and sizes of zip's records (PKWARE APPNOTE 4.3).
const (
	localHeader      = "PK\x03\x04"
	directoryEntry   = "PK\x01\x02"
	directoryEnd     = "PK\x05\x06"
	directoryEnd64   = "PK\x06\x06"
	directoryEnd64At = "PK\x06\x07"
	dataDescriptor   = "PK\x07\x08"

	localHeaderSize      = 30
	directoryEntrySize   = 46
	directoryEndSize     = 22
	directoryEnd64Size   = 56
	directoryEnd64AtSize = 20

	extraZip64 = 0x0001
)

var (
	errBroken  = errors.New("broken directory")
	errTooMany = errors.New("too many members")
	errVolumes = errors.New("one of several volumes")
)

func le16(b []byte) uint16 { return binary.LittleEndian.Uint16(b) }
func le32(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }
func le64(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

// members lists what an archive holds. It is more forgiving than archive/zip,
// which refuses a whole archive for one bad entry, and bounded where that is
// not: a directory can be as long as the file. The error, if any, says why the
// list may not be whole; what could be listed is returned with it.
func members(r io.ReaderAt, size int64) ([]member, error) {
	at, err := findDirectory(r, size)
	if err == errVolumes {
		return nil, err
	}
	if err == nil {
		list, err := readDirectory(r, at)
		if len(list) > 0 || err == nil {
			return list, err
		}
	}
	return walkMembers(r, size)
}

// directory is where an archive's directory stands.
type directory struct {
	offset, end int64
	count       uint64
}

// findDirectory reads the record at the archive's end (APPNOTE 4.3.16).
func findDirectory(r io.ReaderAt, size int64) (directory, error) {
	tail := make([]byte, min(size, directoryEndSize+1<<16))
	start := size - int64(len(tail))
	if _, err := r.ReadAt(tail, start); err != nil && err != io.EOF {
		return directory{}, err
	}
	for i := bytes.LastIndex(tail, []byte(directoryEnd)); i >= 0; i = bytes.LastIndex(tail[:i], []byte(directoryEnd)) {
		if len(tail)-i < directoryEndSize {
			continue
		}
		d, err := directoryAt(r, start+int64(i), tail[i:])
		if err == nil || err == errVolumes {
			return d, err
		}
	}
	return directory{}, errBroken
}

// directoryAt checks a record that looks like the end of a directory. Data may
// contain such bytes, an archive stored inside the archive for one: the record
// must end the file, or the directory must end at the record.
func directoryAt(r io.ReaderAt, at int64, b []byte) (directory, error) {
	last := directoryEndSize+int(le16(b[20:])) == len(b)
	d := directory{count: uint64(le16(b[10:]))}
	length, offset, stop := uint64(le32(b[12:])), uint64(le32(b[16:])), at
	if d.count == 0xffff || length == 0xffffffff || offset == 0xffffffff {
		if wide, where, ok := directory64(r, at); ok {
			d.count, length, offset, stop = le64(wide[32:]), le64(wide[40:]), le64(wide[48:]), where
		}
	}
	if disk := le16(b[4:]); last && disk != 0 && disk != 0xffff {
		return d, errVolumes
	}
	if length > uint64(stop) || offset > uint64(stop)-length {
		return d, errBroken
	}
	d.offset, d.end = int64(offset), int64(offset+length)
	if d.end != stop && !last {
		return d, errBroken
	}
	return d, nil
}

// directory64 reads the ZIP64 record, if there is one (APPNOTE 4.3.14, 4.3.15).
func directory64(r io.ReaderAt, end int64) (record []byte, at int64, ok bool) {
	locator := make([]byte, directoryEnd64AtSize)
	if end < directoryEnd64AtSize {
		return nil, 0, false
	}
	if _, err := r.ReadAt(locator, end-directoryEnd64AtSize); err != nil || !bytes.HasPrefix(locator, []byte(directoryEnd64At)) {
		return nil, 0, false
	}
	offset := le64(locator[8:])
	if offset > uint64(end) {
		return nil, 0, false
	}
	record = make([]byte, directoryEnd64Size)
	if _, err := r.ReadAt(record, int64(offset)); err != nil || !bytes.HasPrefix(record, []byte(directoryEnd64)) {
		return nil, 0, false
	}
	return record, int64(offset), true
}

// readDirectory reads the entries of a directory (APPNOTE 4.3.12).
func readDirectory(r io.ReaderAt, d directory) (list []member, err error) {
	in := bufio.NewReader(io.NewSectionReader(r, d.offset, d.end-d.offset))
	fixed := make([]byte, directoryEntrySize)
	var names []byte
	for {
		if _, err := io.ReadFull(in, fixed); err != nil || string(fixed[:4]) != directoryEntry {
			break
		}
		if len(list) == maxMembers {
			return list, errTooMany
		}
		n, m := int(le16(fixed[28:])), int(le16(fixed[30:]))
		names = slices.Grow(names[:0], n+m)[:n+m]
		if _, err := io.ReadFull(in, names); err != nil {
			return list, errBroken
		}
		if _, err := in.Discard(int(le16(fixed[32:]))); err != nil {
			return list, errBroken
		}
		list = append(list, entry(fixed, names[:n], names[n:]))
	}
	// the count is kept modulo 65536 by programs that do not know ZIP64
	if uint16(len(list)) != uint16(d.count) {
		return list, errBroken
	}
	return list, nil
}

// entry is the member that an entry of the directory describes.
func entry(b, name, extra []byte) member {
	m := member{flags: le16(b[8:]), method: le16(b[10:]), crc: le32(b[16:]), nameSize: int64(len(name)),
		mode: unixMode(b[5], le32(b[38:]))}
	packed, size, offset := uint64(le32(b[20:])), uint64(le32(b[24:])), uint64(le32(b[42:]))
	wide, _ := extraField(extra, extraZip64)
	widen(&wide, &size)
	widen(&wide, &packed)
	widen(&wide, &offset)
	m.packed, m.size, m.offset = bounded(packed), bounded(size), bounded(offset)
	m.name, m.passed = nameOf(name, m.flags, extra)
	m.passed = m.passed || le32(b[38:])&0x10 != 0 && m.size == 0 // an MS-DOS folder
	return m
}

// widen takes a field of the ZIP64 extra field, which holds only those that
// do not fit into 32 bits (APPNOTE 4.5.3).
func widen(extra *[]byte, field *uint64) {
	if *field == 0xffffffff && len(*extra) >= 8 {
		*field, *extra = le64(*extra), (*extra)[8:]
	}
}

// bounded keeps untrusted numbers where sums of a few cannot overflow.
func bounded(n uint64) int64 { return int64(min(n, 1<<60)) }

// unixMode returns the file type bits of a member that a Unix program packed,
// 0 where they are not known (APPNOTE 4.4.2, 4.4.15).
func unixMode(host byte, attributes uint32) uint32 {
	if host != 3 && host != 19 { // Unix, OS X
		return 0
	}
	return attributes >> 16 & 0xf000
}

func nameOf(raw []byte, flags uint16, extra []byte) (name string, passed bool) {
	name = decodeName(raw, flags, extra)
	if len(name) > 0 && (name[len(name)-1] == '/' || name[len(name)-1] == '\\') {
		return "", true // a folder
	}
	name, ok := cleanName(name)
	return name, !ok
}

// extraField finds a field among a header's extra fields (APPNOTE 4.5.1).
func extraField(extra []byte, id uint16) ([]byte, bool) {
	for len(extra) >= 4 {
		n := int(le16(extra[2:]))
		if n > len(extra)-4 {
			return nil, false
		}
		if le16(extra) == id {
			return extra[4 : 4+n], true
		}
		extra = extra[4+n:]
	}
	return nil, false
}
