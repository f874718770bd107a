package dashboard

import (
	"strings"
	"time"

	"gongkai/analytics"
	"gongkai/dashboard/chart"
	"gongkai/data"
	"gongkai/data/annotation"
)

// notesOf are the annotations of some bodies and years: of an indicator, or of
// the whole year. A day gone by shows what had been written by its end.
func (s *Server) notesOf(r *request, bodies []analytics.BodyRef, indicators []string, from, to int) ([]annotation.Note, error) {
	if s.Annotations == nil {
		return nil, nil
	}
	all, err := s.Annotations()
	if err != nil {
		return nil, err
	}
	of, about := map[string]bool{}, map[string]bool{"": true}
	for _, b := range bodies {
		of[key(b)] = true
	}
	for _, code := range indicators {
		about[code] = true
	}
	var out []annotation.Note
	for _, n := range all {
		if of[n.Body] && about[n.Indicator] && n.Year >= from && n.Year <= to &&
			(r.AsOf == "" || n.At.In(data.Beijing).Format(time.DateOnly) <= r.shownDay()) {
			out = append(out, n)
		}
	}
	return out, nil
}

// noteText is an annotation with its sign: ❶ 2024 平潭综合实验区：... (author, day).
func (p page) noteText(i int, n annotation.Note) string {
	_, name, _ := strings.Cut(n.Body, ":")
	return chart.NoteSign(i) + " " + itoa(n.Year) + " " + name + p.T("：", ": ") + n.Text + p.T("（", " (") + n.Author + p.T("，", ", ") + n.At.In(data.Beijing).Format(time.DateOnly) + p.T("）", ")")
}

// annotate puts annotations on a figure: a sign at their year, and the words
// below.
func (s *Server) annotate(r *request, f *figure) error {
	var bodies []analytics.BodyRef
	var codes []string
	for _, series := range f.Series {
		bodies, codes = append(bodies, series.Body), append(codes, series.Code)
	}
	years := f.Years()
	if len(years) == 0 {
		return nil
	}
	notes, err := s.notesOf(r, bodies, codes, years[0], years[len(years)-1])
	for i, n := range notes {
		f.Notices = append(f.Notices, chart.Notice{Year: n.Year, Sign: chart.NoteSign(i)})
		f.Notes = append(f.Notes, r.noteText(i, n))
	}
	return err
}
