package sheet

import (
	"bytes"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"

	"gongkai/ingest/document"
	"gongkai/ingest/document/sheet/grid"
)

// ReadXLS reads the visible sheets of an Excel 97 workbook (BIFF8, [MS-XLS]),
// which WPS writes as .et too, and of Excel 5 and 95. Errors are *data.Error:
// "damaged_file", "too_large", "empty_file", "encrypted_file", "old_excel".
func ReadXLS(name string, b []byte) (*document.Document, error) {
	d, err := readXLS(b)
	if err != nil {
		return nil, refuse(name, "xls", err)
	}
	return d, nil
}

func readXLS(b []byte) (*document.Document, error) {
	stream, err := workbookStream(b)
	if err != nil {
		return nil, err
	}
	book, err := readGlobals(stream)
	if err != nil {
		return nil, err
	}
	d := newDocument("xls")
	out := grid.NewWriter(d)
	left := len(stream) // sheets stand one behind the other: together no longer than the stream
	for _, at := range book.sheets {
		s, end, err := book.readSheet(stream, at)
		if left -= end - at; left < 0 {
			return nil, errDamaged
		}
		if err != nil {
			return nil, err
		}
		if err := out.Add(s); err != nil {
			return nil, err
		}
	}
	if len(d.Blocks) == 0 {
		return nil, errNoSheet
	}
	return d, nil
}

const (
	// maxDirectory bounds what is read to open a compound file. Its library
	// keeps the path of each of the directory's entries, which takes memory in
	// the square of their number if they are nested: 50,000 took 23 GB.
	maxDirectory = 256 << 10
	// chunk is how much of a stream is asked for at once; a larger one takes
	// the library time in the square of its length.
	chunk = 64 << 10
)

// workbookStream finds the stream of records in a compound file. Workbook
// stands before Book, the copy for Excel 95 that some files carry beside it;
// streams inside storages belong to embedded objects. Some programs write the
// records without a compound file around them.
func workbookStream(b []byte) ([]byte, error) {
	if len(b) > 1 && b[0] == recBOF&0xFF && b[1] <= recBOF>>8 {
		return b, nil
	}
	file := &allowance{r: bytes.NewReader(b), left: maxDirectory}
	c, err := mscfb.New(file)
	if err != nil {
		return nil, errDamaged
	}
	var found *mscfb.File
	for _, f := range c.File {
		switch {
		case len(f.Path) > 0:
		case strings.EqualFold(f.Name, "Workbook"), f.Name == "Book" && found == nil:
			found = f
		case f.Name == "EncryptedPackage": // an xlsx with a password ([MS-OFFCRYPTO] section 1.3.2)
			return nil, errEncrypted
		}
	}
	if found == nil || found.Size > int64(len(b)) {
		return nil, errDamaged
	}
	file.left = 2*found.Size + maxDirectory // its sectors, and the table of what follows each
	stream := make([]byte, found.Size)
	for at := 0; at < len(stream); at += chunk {
		if _, err := io.ReadFull(found, stream[at:min(at+chunk, len(stream))]); err != nil {
			return nil, errDamaged
		}
	}
	return stream, nil
}

// allowance is a file of which only so much may be read: sectors that follow
// each other in rings never end.
type allowance struct {
	r    io.ReaderAt
	left int64
}

func (a *allowance) ReadAt(p []byte, at int64) (int, error) {
	if a.left -= int64(len(p)); a.left < 0 {
		return 0, errDamaged
	}
	return a.r.ReadAt(p, at)
}
