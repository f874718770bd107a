package source

import (
	"io"
	"os"

	"gongkai/ingest/document"
)

// spool keeps what has no file of its own, standard input and archives inside
// archives, one after the other in a temporary file without a name. The system
// takes it back when the last File that reads from it is gone.
type spool struct {
	file *os.File
	end  int64
}

// keep copies what a reader gives to the spool. Code "too_large" when that is
// more than there is room for.
func (s *spool) keep(name string, r io.Reader) (blob, error) {
	if s.file == nil {
		f, err := os.CreateTemp("", "gongkai-*")
		if err != nil {
			return blob{}, err
		}
		s.file = f
		if err := os.Remove(f.Name()); err != nil {
			return blob{}, err
		}
	}
	start, room := s.end, maxUnpacked-s.end
	n, err := io.Copy(io.NewOffsetWriter(s.file, start), io.LimitReader(r, room+1))
	if err != nil {
		return blob{}, err
	}
	if n > room {
		return blob{}, document.Refuse("too_large", name, "压缩包过大（超过 4 GB）", "the archive is too large (over 4 GB)",
			"请解压后分批提供", "unpack it and give it in parts")
	}
	s.end += n
	file := s.file
	return blob{name, func() (content, error) { return piece{io.NewSectionReader(file, start, n)}, nil }}, nil
}

// piece is a part of the spool, opened.
type piece struct{ *io.SectionReader }

func (piece) Close() error { return nil }
