package dashboard

import (
	"github.com/gofiber/fiber/v2"

	"gongkai/data"
)

// help answers the manual 帮助, which needs no data.
func (s *Server) help(c *fiber.Ctx) error {
	p := page{Lang: language(c), Path: c.Path(), Query: normalised(string(c.Context().URI().QueryString())), Route: "help", Version: s.Version, NoSQL: s.SQL == nil}
	if a, release, err := s.Answers(data.Moment{}); err == nil {
		p.Snapshot = a.Snapshot()
		release()
	}
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return s.html(c, "help", p)
}
