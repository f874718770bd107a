package source

import (
	"cmp"
	"compress/flate"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"slices"
	"strconv"

	"gongkai/ingest/document"
)

const (
	flagEncrypted   = 1 << 0
	flagSizesBehind = 1 << 3
	methodStored    = 0
	methodDeflated  = 8
	methodAES       = 99

	unixRegular = 0x8000 // S_IFREG
)

// member is what an archive says of one of its files.
type member struct {
	name          string // cleaned
	passed        bool   // nothing to read: a folder, a lock file
	flags, method uint16
	crc           uint32
	size, packed  int64
	offset        int64  // of its header
	nameSize      int64  // in the header
	mode          uint32 // Unix file type, 0 if not known
}

// special reports whether a member is a link, a device, a folder or the like.
func (m *member) special() bool { return m.mode != 0 && m.mode != unixRegular }

// refuse returns why a member is not read, nil if it may be. name is the
// member's with its archive's.
func (m *member) refuse(name string) error {
	switch {
	case m.flags&flagEncrypted != 0 || m.method == methodAES:
		return document.Refuse("encrypted_file", name, "压缩包里的这个文件有密码", "this member of the archive is encrypted",
			"请解压后提供文件", "unpack it and give the file")
	case m.method != methodStored && m.method != methodDeflated:
		method := strconv.Itoa(int(m.method))
		return document.Refuse("unsupported_format", name, "不支持的压缩方法 "+method, "unsupported compression method "+method,
			"请解压后提供文件，或重新压缩为普通 zip", "unpack it, or pack it as an ordinary zip")
	case m.size > document.MaxBytes:
		return document.Refuse("too_large", name, "解压后超过 64 MB", "larger than 64 MB when unpacked",
			"请确认是否为年度报告", "check that it is an annual report")
	case m.size > ratioFrom && m.size/maxRatio > m.packed:
		return document.Refuse("too_large", name, "压缩比异常，可能是压缩炸弹", "implausible compression ratio, perhaps a zip bomb",
			"请确认来源，解压后提供文件", "check where it comes from; unpack it and give the file")
	}
	return nil
}

func damagedMember(name string, err error) error {
	return document.Refuse("damaged_file", name, "压缩包里的这个文件已损坏："+err.Error(), "this member of the archive is damaged: "+err.Error(),
		"请重新获取压缩包", "fetch the archive again")
}

// overlapping returns the members that begin before the end of another: bytes
// that several entries unpack again and again are a bomb.
func overlapping(list []member) map[int]bool {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(list[a].offset, list[b].offset) })
	over := map[int]bool{}
	end := int64(0)
	for _, i := range order {
		m := &list[i]
		if m.offset < end {
			over[i] = true
		}
		end = max(end, m.offset+localHeaderSize+m.nameSize+m.packed)
	}
	return over
}

var (
	errHeader  = errors.New("no header where the directory says")
	errLonger  = errors.New("longer than the directory says")
	errShorter = errors.New("shorter than the directory says")
	errSum     = errors.New("wrong checksum")
)

// open opens a member for reading. The reader fails unless the content is as
// long as the archive says and its checksum is right.
func (m *member) open(archive content, name string) (io.ReadCloser, error) {
	header := make([]byte, localHeaderSize)
	if _, err := archive.ReadAt(header, m.offset); err != nil || string(header[:4]) != localHeader {
		return nil, damagedMember(name, errHeader)
	}
	start := m.offset + localHeaderSize + int64(le16(header[26:])) + int64(le16(header[28:]))
	if start+m.packed > archive.Size() {
		return nil, damagedMember(name, io.ErrUnexpectedEOF)
	}
	var r io.Reader = io.NewSectionReader(archive, start, m.packed)
	if m.method == methodDeflated {
		r = flate.NewReader(r)
	}
	return &memberReader{m: m, name: name, r: r, archive: archive, sum: crc32.NewIEEE()}, nil
}

// memberReader reads a member and checks it. It closes the archive.
type memberReader struct {
	m       *member
	name    string
	r       io.Reader
	archive content
	sum     hash.Hash32
	read    int64
}

func (r *memberReader) Size() int64  { return r.m.size }
func (r *memberReader) Close() error { return r.archive.Close() }

func (r *memberReader) Read(b []byte) (int, error) {
	n, err := r.r.Read(b)
	r.read += int64(n)
	r.sum.Write(b[:n])
	switch {
	case r.read > r.m.size:
		err = errLonger
	case err == io.EOF && r.read < r.m.size:
		err = errShorter
	case err == io.EOF && r.sum.Sum32() != r.m.crc:
		err = errSum
	case err == nil || err == io.EOF:
		return n, err
	}
	return n, damagedMember(r.name, err)
}
