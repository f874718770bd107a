package dashboard

import (
	"encoding/json"

	"gongkai/analytics"
)

// drawn is a chart with what is printed around it.
type drawn struct {
	ID     string          `json:"id"`
	Title  string          `json:"title"`
	Unit   string          `json:"unit"`
	Notes  []string        `json:"notes,omitempty"`
	Source string          `json:"source"`
	Wide   bool            `json:"-"`
	Option json.RawMessage `json:"option"`
}

// draw draws the charts that an address asks for: those of the outcomes, the
// benchmark, or a subject of the trends.
func (s *Server) draw(r *request, name string) ([]drawn, error) {
	switch name {
	case "flow":
		return s.drawFlow(r)
	case "benchmark":
		return s.drawPeers(r)
	case "scatter":
		return s.drawScatter(r)
	case "gallery":
		return s.drawGallery(r)
	}
	if sub := subjectByID(name); sub != nil {
		return s.drawTrends(r, sub)
	}
	return nil, notFound()
}

// charts answers the options of a page's charts, for its script.
func (s *Server) charts(r *request) (*answered, error) {
	figures, err := s.draw(r, r.c.Params("subject"))
	if err != nil {
		return nil, err
	}
	return asJSON(struct {
		Snapshot analytics.SnapshotRef `json:"snapshot"`
		Figures  []drawn               `json:"figures"`
	}{r.Snapshot, figures})
}
