package dashboard

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/dashboard/view"
)

// asset is an embedded file with its encodings, compressed once.
type asset struct {
	kind          string
	plain, gz, br []byte
}

// loadAssets reads the embedded assets. Their addresses carry a hash of their
// content, so that browsers may keep them for ever.
func loadAssets() (map[string]asset, error) {
	dir := view.Assets()
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, err
	}
	byName := map[string]*asset{}
	for _, e := range entries {
		name, ext := e.Name(), path.Ext(e.Name())
		base := name
		if ext == ".gz" || ext == ".br" {
			base = strings.TrimSuffix(name, ext)
		}
		b, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		a := byName[base]
		if a == nil {
			a = &asset{kind: kindOf(base)}
			byName[base] = a
		}
		switch ext {
		case ".gz":
			a.gz = b
		case ".br":
			a.br = b
		default:
			a.plain = b
		}
	}
	out := map[string]asset{}
	for name, a := range byName {
		if a.plain == nil {
			if a.plain, err = gunzip(a.gz); err != nil {
				return nil, err
			}
		} else if a.gz == nil {
			a.gz = gzipped(a.plain)
		}
		sum := sha256.Sum256(a.plain)
		out["/assets/"+hex.EncodeToString(sum[:6])+"/"+name] = *a
	}
	return out, nil
}

// buildTag is a hash of all that shapes a page besides the snapshot.
func buildTag(version string) (string, error) {
	h := sha256.New()
	io.WriteString(h, version)
	for _, dir := range []fs.FS{view.Templates(), view.Assets()} {
		err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(dir, name)
			h.Write(b)
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8]), nil
}

func kindOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".webp":
		return "image/webp"
	case ".svg":
		return "image/svg+xml"
	}
	return "text/plain; charset=utf-8"
}

func gunzip(b []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func gzipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, _ = z.Write(b) // a bytes.Buffer never fails
	_ = z.Close()
	return out.Bytes()
}

// assetAddress is the address of an asset by its name.
func (s *Server) assetAddress(name string) string {
	for address := range s.assets {
		if strings.HasSuffix(address, "/"+name) {
			return address
		}
	}
	return "/assets/missing/" + name
}

// assetText is the content of an asset.
func (s *Server) assetText(name string) []byte { return s.assets[s.assetAddress(name)].plain }

func (s *Server) asset(c *fiber.Ctx) error {
	a, ok := s.assets[c.Path()]
	if !ok {
		return notFound()
	}
	c.Set(fiber.HeaderContentType, a.kind)
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	return send(c, a.plain, a.gz, a.br)
}

// send answers with the best encoding that the browser takes.
func send(c *fiber.Ctx, plain, gz, br []byte) error {
	c.Vary(fiber.HeaderAcceptEncoding)
	accepts := c.Get(fiber.HeaderAcceptEncoding)
	switch {
	case br != nil && strings.Contains(accepts, "br"):
		c.Set(fiber.HeaderContentEncoding, "br")
		return c.Send(br)
	case gz != nil && strings.Contains(accepts, "gzip"):
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(gz)
	}
	return c.Send(plain)
}
