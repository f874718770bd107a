package dashboard

import (
	"gongkai/dashboard/chart/gallery"
	"gongkai/data"
)

// galleryPage shows every kind of chart in every state, for who changes them.
type galleryPage struct {
	page
	Figures  []gallery.Figure
	ChartsAt string
}

func (s *Server) gallery(r *request) (*answered, error) {
	figures, err := gallery.Figures()
	if err != nil {
		return nil, err
	}
	return s.rendered("gallery", galleryPage{r.page, figures, withQuery("/charts/gallery.json", r.Query)})
}

// drawGallery draws the charts of the gallery.
func (s *Server) drawGallery(r *request) ([]drawn, error) {
	figures, err := gallery.Figures()
	if err != nil {
		return nil, err
	}
	out := make([]drawn, len(figures))
	for i, f := range figures {
		out[i] = drawn{ID: f.ID, Title: f.Title.In(r.Lang), Unit: f.Unit.In(r.Lang), Notes: f.Notes, Source: data.Text{ZH: "自拟的数字，只供测试", EN: "made-up numbers, for tests"}.In(r.Lang), Option: f.Option}
	}
	return out, nil
}
