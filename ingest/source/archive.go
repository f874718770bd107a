package source

import (
	"errors"
	"io"

	"gongkai/ingest/document"
)

// Bounds on an archive, all that is inside archives inside it included.
const (
	maxMembers  = 20_000
	maxUnpacked = 4 << 30
	maxArchives = 3       // archives in archives, the outermost being one
	maxRatio    = 500     // size to packed size; deflate's utmost is 1032
	ratioFrom   = 4 << 20 // what is smaller may have any ratio
)

// archive adds the members of an archive.
func (f *finder) archive(b blob) {
	e := &expansion{finder: f, members: maxMembers, bytes: maxUnpacked}
	if !e.expand(b, 1) {
		f.fail(document.Refuse("too_large", b.name, "压缩包过大（超过 20000 个文件或 4 GB），其余部分未读",
			"the archive is too large (over 20,000 members or 4 GB); the rest is left out", "请解压后分批提供", "unpack it and give it in parts"))
	}
}

// expansion is the state of expanding one outermost archive.
type expansion struct {
	*finder
	members int   // that may still come
	bytes   int64 // that they may still unpack to
}

// expand adds the members of an archive at a depth; false when the bounds are
// reached and no more must be added.
func (e *expansion) expand(b blob, depth int) bool {
	c, err := b.open()
	if err != nil {
		e.fail(cannotOpen(b.name, err))
		return true
	}
	defer c.Close()
	list, err := members(c, c.Size())
	if err != nil && err != errTooMany {
		e.fail(brokenArchive(b.name, err, len(list)))
	}
	over, names, found := overlapping(list), &names{}, false
	for i := range list {
		m := &list[i]
		if e.members--; e.members < 0 {
			return false
		}
		if m.passed || m.special() {
			continue
		}
		found = true
		name := b.name + "/" + names.distinct(m.name)
		refusal := m.refuse(name)
		if refusal == nil && over[i] {
			refusal = damagedMember(name, errors.New("overlaps another member"))
		}
		if refusal != nil {
			e.files = append(e.files, refused(name, refusal))
			continue
		}
		if e.bytes -= m.size; e.bytes < 0 || !e.member(b, c, m, name, depth) {
			return false
		}
	}
	if !found && err == nil {
		e.fail(document.Refuse("empty_archive", b.name, "压缩包里没有文件", "the archive holds no file", "请检查压缩包", "check the archive"))
	}
	return err != errTooMany
}

// member adds one member, or what it holds if it is an archive itself.
func (e *expansion) member(b blob, c content, m *member, name string, depth int) bool {
	start := startOf(m, c, name)
	switch {
	case isForeignArchive(start):
		e.files = append(e.files, refused(name, foreignArchive(name)))
		return true
	case mayBeZip(start):
		whole, err := readMember(m, c, name)
		if err == nil && holdsFiles(whole) {
			return e.nested(m, c, name, depth)
		}
	}
	e.files = append(e.files, File{Name: name, open: func() (io.ReadCloser, error) {
		archive, err := b.open()
		if err != nil {
			return nil, err
		}
		r, err := m.open(archive, name)
		if err != nil {
			archive.Close()
		}
		return r, err
	}})
	return true
}

// nested adds what an archive inside an archive holds. It is unpacked to the
// spool, so that its members can be read one by one.
func (e *expansion) nested(m *member, c content, name string, depth int) bool {
	if depth >= maxArchives {
		e.files = append(e.files, refused(name, document.Refuse("too_deep", name, "压缩包套压缩包超过三层", "archives nested more than three deep",
			"请解压后提供", "unpack it and give what it holds")))
		return true
	}
	r, err := m.open(keepOpen{c}, name)
	if err != nil {
		e.fail(err)
		return true
	}
	b, err := e.spool.keep(name, r)
	if err != nil {
		e.fail(cannotOpen(name, err))
		return true
	}
	return e.expand(b, depth+1)
}

// keepOpen lends an archive to a reader that would close it.
type keepOpen struct{ content }

func (keepOpen) Close() error { return nil }

// startOf returns a member's first bytes, none if it is damaged, or too short
// to be an archive.
func startOf(m *member, c content, name string) []byte {
	if m.size < directoryEndSize {
		return nil
	}
	r, err := m.open(keepOpen{c}, name)
	if err != nil {
		return nil
	}
	start := make([]byte, min(m.size, 64))
	n, _ := io.ReadFull(r, start)
	return start[:n]
}

func readMember(m *member, c content, name string) ([]byte, error) {
	return File{Name: name, open: func() (io.ReadCloser, error) { return m.open(keepOpen{c}, name) }}.Read()
}

func brokenArchive(name string, err error, listed int) error {
	if err == errVolumes {
		return document.Refuse("unsupported_format", name, "不支持分卷压缩包", "archives in several volumes are not supported",
			"请解压后提供", "unpack it and give what it holds")
	}
	zh, en := "压缩包已损坏", "damaged archive"
	if listed > 0 {
		zh, en = zh+"，只读了能列出的部分", en+"; only what can be listed is read"
	}
	return document.Refuse("damaged_file", name, zh, en, "请重新获取压缩包", "fetch the archive again")
}
