package dashboard

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"gongkai/data"
)

// emptyPage is what an empty store shows: how to fill it.
type emptyPage struct {
	page
	CanLoad bool // the samples can be loaded from the page
}

// loadSamples fills an empty store with the bundled reports, when somebody at
// the page asks for it. It does nothing to a store that has data, and takes no
// request from another site's page.
func (s *Server) loadSamples(c *fiber.Ctx) error {
	if s.LoadSamples == nil {
		return notFound()
	}
	if from := c.Get(fiber.HeaderOrigin); from != "" && from != c.BaseURL() || c.Get("Sec-Fetch-Site") == "cross-site" {
		return &data.Error{Code: "other_origin", Reason: data.Text{ZH: "请求来自其他网站", EN: "the request comes from another site"},
			Way: data.Text{ZH: "请在本站页面上操作", EN: "use the page of this site"}}
	}
	if _, release, err := s.Answers(data.Moment{}); err == nil {
		release()
	} else if codeOf(err) != "store_empty" {
		return err
	} else if err := s.fill(); err != nil {
		return err
	}
	to := "/"
	if language(c) == data.English {
		to += "?lang=en"
	}
	return c.Redirect(to, fiber.StatusSeeOther)
}

// fill loads the samples, once however many ask, and waits until they show.
func (s *Server) fill() error {
	s.filling.Lock()
	defer s.filling.Unlock()
	if _, release, err := s.Answers(data.Moment{}); err == nil { // somebody was quicker
		release()
		return nil
	}
	ctx, cancel := context.WithTimeout(s.life, questionLimit)
	defer cancel()
	return s.LoadSamples(ctx)
}
