package word

import (
	"bytes"
	"io"

	"github.com/richardlehane/mscfb"
)

// maxDirectory bounds the bytes read while a compound file is opened: sector
// tables and directory, the latter kept in four times as much memory.
const maxDirectory = 4 << 20

// compound is an opened compound file ([MS-CFB]).
type compound struct {
	files map[string]*mscfb.File // by name; those inside storages belong to embedded objects
	r     *rationed
	left  int64 // what its streams may hold together
}

func openCompound(b []byte) (*compound, error) {
	r := &rationed{r: bytes.NewReader(b), left: maxDirectory}
	m, err := mscfb.New(r)
	if err != nil {
		return nil, errDamaged
	}
	c := &compound{files: map[string]*mscfb.File{}, r: r, left: int64(len(b))}
	for _, f := range m.File {
		if len(f.Path) == 0 && c.files[f.Name] == nil {
			c.files[f.Name] = f
		}
	}
	return c, nil
}

// stream reads a stream whole; one that is not there is nil.
func (c *compound) stream(name string) ([]byte, error) {
	f := c.files[name]
	if f == nil {
		return nil, nil
	}
	if c.left -= f.Size; c.left < 0 {
		return nil, errDamaged
	}
	c.r.left = 2*f.Size + 1<<16 // its sectors and their numbers
	b := make([]byte, f.Size)
	for part := b; len(part) > 0; {
		// in parts: the library takes time in the square of the sectors read at once
		n, err := io.ReadFull(f, part[:min(len(part), 1<<16)])
		if err != nil {
			return nil, errDamaged
		}
		part = part[n:]
	}
	return b, nil
}

// encryptedPackage is the stream of a compound file that holds a docx or xlsx
// with a password ([MS-OFFCRYPTO] 1.3.2).
const encryptedPackage = "EncryptedPackage"

// Encrypted reports whether a compound file is a docx or xlsx with a password.
func Encrypted(b []byte) bool {
	c, err := openCompound(b)
	return err == nil && c.files[encryptedPackage] != nil
}

// rationed ends when more was read than a file can need, as where sectors
// refer to each other in rings.
type rationed struct {
	r    *bytes.Reader
	left int64
}

func (r *rationed) ReadAt(p []byte, at int64) (int, error) {
	if r.left -= int64(len(p)); r.left < 0 {
		return 0, errTooLarge
	}
	return r.r.ReadAt(p, at)
}
