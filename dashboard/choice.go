package dashboard

import (
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// choice is what the address asks for: bodies, years and an indicator for
// each subject.
type choice struct {
	Bodies     []analytics.BodyRef // at most maxBodies, in the order asked for
	From, To   int
	First      int                 // first year with a report, of all bodies
	Last       int                 // last one
	Indicators map[string]string   // subject -> indicator
	Free       []string            // indicators and ratios asked for by code, instead of the subjects
	View       analytics.View      // of the lines
	All        []analytics.BodyRef // nil where they are too many to list
}

const (
	listedBodies = 300 // a page lists all bodies up to so many; of more it takes names
	maxBodies    = 6
	maxFree      = 12
)

// choose reads the query. Without bodies it takes those governments, then
// other bodies, that reported for the most years.
func (s *Server) choose(r *request) (*choice, error) {
	all, err := r.answers.Bodies(r.ctx, listedBodies+1)
	if err != nil {
		return nil, err
	}
	if len(all) > listedBodies {
		all = nil
	}
	first, last, err := r.answers.Years(r.ctx)
	if err != nil {
		return nil, err
	}
	q, err := r.parameters()
	if err != nil {
		return nil, err
	}
	ch := &choice{First: first, Last: last, From: first, To: last, All: all, Indicators: map[string]string{}}
	if ch.Bodies, err = r.chosenBodies(q, all); err != nil {
		return nil, err
	}
	if ch.From, err = year(q, "from", first); err != nil {
		return nil, err
	}
	if ch.To, err = year(q, "to", last); err != nil {
		return nil, err
	}
	if ch.From > ch.To {
		ch.From, ch.To = ch.To, ch.From
	}
	for _, sub := range subjects {
		code := q.Get(sub.ID)
		if code == "" {
			code = sub.Trends[0]
		}
		if s.Catalogue.Indicator(code) == nil {
			return nil, badParameter(sub.ID, code, data.Text{ZH: "请从指标列表中选择", EN: "choose an indicator from the list"})
		}
		ch.Indicators[sub.ID] = code
	}
	for _, code := range q["i"] {
		if code != "" && !slices.Contains(ch.Free, code) {
			ch.Free = append(ch.Free, code)
		}
	}
	if len(ch.Free) == 0 && r.Route == "decisions" {
		ch.Free = decisions
	}
	if ch.View = analytics.View(q.Get("view")); !knownView(ch.View) {
		return nil, badParameter("view", string(ch.View), data.Text{ZH: "请从列表中选择", EN: "choose from the list"})
	}
	if len(ch.Free) > maxFree {
		return nil, badParameter("i", strconv.Itoa(len(ch.Free)), data.Text{ZH: "一次最多 12 个指标", EN: "at most 12 indicators at once"})
	}
	return ch, nil
}

func (r *request) chosenBodies(q url.Values, all []analytics.BodyRef) ([]analytics.BodyRef, error) {
	asked := slices.DeleteFunc(slices.Clone(q["body"]), func(v string) bool { return strings.TrimSpace(v) == "" })
	switch {
	case len(asked) > 0:
	case all == nil:
		b, err := r.answers.DefaultBody(r.ctx)
		return []analytics.BodyRef{b}, err
	default:
		return defaultBodies(all), nil
	}
	if len(asked) > maxBodies {
		return nil, badParameter("body", strconv.Itoa(len(asked)), data.Text{ZH: "最多同时选择 6 个机关", EN: "choose at most 6 bodies"})
	}
	var out []analytics.BodyRef
	for _, v := range asked {
		found, err := r.answers.FindBody(r.ctx, strings.TrimSpace(v))
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(out, func(b analytics.BodyRef) bool { return b.ID == found.ID }) {
			out = append(out, found)
		}
	}
	return out, nil
}

// defaultBodies shows governments first: at most three, those with most years.
func defaultBodies(all []analytics.BodyRef) []analytics.BodyRef {
	sorted := slices.Clone(all)
	sort.SliceStable(sorted, func(i, j int) bool {
		if (sorted[i].Organ == "") != (sorted[j].Organ == "") {
			return sorted[i].Organ == ""
		}
		return sorted[i].Reports > sorted[j].Reports
	})
	return sorted[:min(3, len(sorted))]
}

func year(q url.Values, name string, missing int) (int, error) {
	v := q.Get(name)
	if v == "" {
		return missing, nil
	}
	y, err := strconv.Atoi(v)
	if err != nil || y < 2008 || y > 2100 {
		return 0, badParameter(name, v, data.Text{ZH: "年度应为 2008 至 2100 的四位数字", EN: "a year is four digits from 2008 to 2100"})
	}
	return y, nil
}

func (ch *choice) ids() []int {
	ids := make([]int, len(ch.Bodies))
	for i, b := range ch.Bodies {
		ids[i] = b.ID
	}
	return ids
}

// Chosen reports whether a body is part of the choice.
func (ch *choice) Chosen(id int) bool {
	return slices.ContainsFunc(ch.Bodies, func(b analytics.BodyRef) bool { return b.ID == id })
}

// Years lists the years to choose from.
func (ch *choice) Years() []int {
	var out []int
	for y := ch.First; y <= ch.Last; y++ {
		out = append(out, y)
	}
	return out
}

// group is the bodies of one region, for the list to choose from.
type group struct {
	Name   string
	Bodies []analytics.BodyRef
}

// Groups lists the bodies by province.
func (ch *choice) Groups() []group {
	var out []group
	for _, b := range ch.All {
		name := b.Province
		if name == "" {
			name = "—"
		}
		i := slices.IndexFunc(out, func(g group) bool { return g.Name == name })
		if i < 0 {
			out = append(out, group{Name: name})
			i = len(out) - 1
		}
		out[i].Bodies = append(out[i].Bodies, b)
	}
	return out
}
