package dashboard

import (
	"fmt"
	"net/url"
	"slices"

	"gongkai/analytics"
	"gongkai/dashboard/chart"
	"gongkai/data"
	"gongkai/data/form"
)

// figure is one chart with its title, unit, notes, source and table.
type figure struct {
	ID      string
	Code    string // of the one indicator that it shows, "" for several
	Title   string
	Unit    string
	Series  []analytics.Series
	Names   []string // of the series, as the legend prints them
	Stack   bool
	Color   int      // in the palette, so that a body keeps its colour
	Colors  []string // of the parts of a whole
	Marks   []chart.Mark
	Notes   []string
	Notices []chart.Notice // annotations
	Wide    bool
}

// shown is a subject with its figures.
type shown struct {
	ID       string
	Title    string
	Options  []option
	ChartsAt string // address of the figures' options
	Figures  []figure
	Apart    bool // a chart a body, as their sizes differ too much for one axis
}

type option struct {
	Code, Name string
	Chosen     bool
}

// Page is what the rows of its tables need to link.
func (p trendsPage) Page() page { return p.page }

// trendsPage shows indicators of bodies over the years.
type trendsPage struct {
	page
	*choice
	Subjects []shown
	Names    map[string]string // of the indicators asked for by code
	Families []family          // to add one
}

// Chosen are the indicators asked for by code, with the page without each.
func (p trendsPage) ChosenList() (list []linked) {
	v, err := p.parameters()
	if err != nil {
		return nil
	}
	for i, code := range p.Free {
		rest := url.Values{}
		for name, values := range v {
			rest[name] = values
		}
		rest["i"] = slices.Delete(slices.Clone(p.Free), i, i+1)
		list = append(list, linked{p.Names[code], withQuery(p.Path, rest.Encode())})
	}
	return list
}

// ViewChoices lists the ways to look.
func (p trendsPage) ViewChoices() (list []choiceOf) {
	for _, v := range views {
		list = append(list, choiceOf{string(v.View), v.Name.In(p.Lang), v.View == p.View})
	}
	return list
}

func (s *Server) trends(r *request) (*answered, error) {
	ch, err := s.choose(r)
	if err != nil {
		return nil, err
	}
	p := trendsPage{page: r.page, choice: ch, Names: map[string]string{}, Families: s.families(r, "")}
	for _, f := range p.Families {
		for _, c := range f.Choices {
			if slices.Contains(ch.Free, c.Value) {
				p.Names[c.Value] = c.Name
			}
		}
	}
	p.Samples = len(ch.All) > 0
	for _, b := range ch.All {
		p.Samples = p.Samples && b.Sample
	}
	var trends []*analytics.Trend
	for _, sub := range ch.subjects() {
		view, answers, err := s.show(r, ch, sub)
		if err != nil {
			return nil, err
		}
		trends = append(trends, answers...)
		p.Subjects = append(p.Subjects, view)
	}
	switch r.format {
	case "json":
		return asJSON(struct {
			Snapshot analytics.SnapshotRef `json:"snapshot"`
			From     int                   `json:"from"`
			To       int                   `json:"to"`
			Answers  []*analytics.Trend    `json:"answers"`
		}{r.Snapshot, ch.From, ch.To, trends})
	case "csv":
		return s.trendCSV(r, trends)
	case "sdmx":
		return r.asSDMX(trends...)
	case "sql":
		return trendSQL(r, ch, trends)
	}
	return s.rendered("trends", p)
}

// show answers a subject's questions and lays out its figures: the trend of
// its chosen indicator, then the parts of each of its wholes.
func (s *Server) show(r *request, ch *choice, sub *subject) (shown, []*analytics.Trend, error) {
	view, answers, err := s.lay(r, ch, sub)
	for i := range view.Figures {
		if err == nil {
			err = s.annotate(r, &view.Figures[i])
		}
	}
	return view, answers, err
}

// lay lays a subject's figures out.
func (s *Server) lay(r *request, ch *choice, sub *subject) (shown, []*analytics.Trend, error) {
	if sub == &freeSubject {
		return s.showFree(r, ch)
	}
	code := ch.Indicators[sub.ID]
	out := shown{ID: sub.ID, Title: sub.Title.In(r.Lang), ChartsAt: withQuery("/charts/"+sub.ID+".json", r.Query)}
	codes := sub.Trends
	if !slices.Contains(codes, code) {
		codes = append([]string{code}, codes...)
	}
	for _, c := range codes {
		out.Options = append(out.Options, option{c, s.Catalogue.Indicator(c).Name().In(r.Lang), c == code})
	}
	ask := func(codes []string) (*analytics.Trend, error) {
		return r.answers.Trend(r.ctx, analytics.TrendQuestion{Indicators: codes, Bodies: ch.ids(), From: ch.From, To: ch.To})
	}
	trend, err := r.trendOf(ch, code)
	if err != nil {
		return out, nil, err
	}
	answers := []*analytics.Trend{trend}
	out.Apart = tooFarApart(trend.Series)
	out.Figures = trendFigures(r, ch, sub.ID+"-", trend, out.Apart)
	for i := range out.Figures {
		out.Figures[i].Wide = out.Figures[i].Wide && (len(sub.Parts) == 0 || len(ch.Bodies) > 1)
	}
	for _, part := range sub.Parts {
		answer, err := ask(part.Indicators)
		if err != nil {
			return out, nil, err
		}
		answers = append(answers, answer)
		out.Figures = append(out.Figures, s.partFigures(r, ch, part, answer)...)
	}
	return out, answers, nil
}

// showFree answers the indicators and ratios asked for by code.
func (s *Server) showFree(r *request, ch *choice) (shown, []*analytics.Trend, error) {
	v, _ := r.parameters() // choose has read it
	v["i"] = ch.Free
	out := shown{ID: freeSubject.ID, Title: freeSubject.Title.In(r.Lang), ChartsAt: withQuery("/charts/"+freeSubject.ID+".json", v.Encode())}
	var answers []*analytics.Trend
	for i, code := range ch.Free {
		trend, err := r.trendOf(ch, code)
		if err != nil {
			return out, nil, err
		}
		if len(trend.Series) == 0 {
			continue
		}
		answers = append(answers, trend)
		apart := tooFarApart(trend.Series)
		out.Apart = out.Apart || apart
		figures := trendFigures(r, ch, fmt.Sprintf("%s-%d-", freeSubject.ID, i+1), trend, apart)
		for k := range figures {
			figures[k].Wide = len(figures[k].Series) > 1
		}
		out.Figures = append(out.Figures, figures...)
	}
	return out, answers, nil
}

// trendFigures is one chart with a line a body, or a chart a body.
func trendFigures(r *request, ch *choice, id string, trend *analytics.Trend, apart bool) []figure {
	ind := trend.Series[0].Indicator
	marks := chart.Marks(trend.Breaks, []string{trend.Series[0].Code}, ch.From, r.Lang)
	of, title := viewedUnit(trend, ind, r.Lang)
	all := figure{ID: id + "1", Code: trend.Series[0].Code, Title: ind.Name().In(r.Lang), Unit: of, Series: asViewed(trend), Marks: marks,
		Notes: notes(marks, true, r.Lang), Wide: true}
	if title != "" {
		all.Title += " · " + title
	}
	for _, series := range all.Series {
		all.Names = append(all.Names, series.Body.Name)
	}
	if !apart {
		if len(all.Names) == 1 { // the chart may stand alone
			all.Title += " · " + all.Names[0]
		}
		return []figure{all}
	}
	out := make([]figure, len(trend.Series))
	for i := range out {
		f := all
		f.ID, f.Title = fmt.Sprintf("%s%d", id, i+1), all.Title+" · "+all.Names[i]
		f.Series, f.Names, f.Color, f.Wide = all.Series[i:i+1], all.Names[i:i+1], i, false
		out[i] = f
	}
	return out
}

// partFigures is a chart a body of how a whole is made up.
func (s *Server) partFigures(r *request, ch *choice, part parts, answer *analytics.Trend) []figure {
	marks := chart.Marks(answer.Breaks, part.Indicators, ch.From, r.Lang)
	var out []figure
	for i, b := range ch.Bodies {
		f := figure{ID: fmt.Sprintf("%s-%d", part.ID, i+1), Title: part.Title.In(r.Lang) + " · " + b.Name, Stack: true, Colors: part.Colors,
			Unit: unit(s.Catalogue.Indicator(part.Indicators[0]), r.Lang), Marks: marks, Notes: notes(marks, false, r.Lang)}
		for _, series := range answer.Series {
			if series.Body.ID == b.ID {
				f.Series = append(f.Series, series)
				f.Names = append(f.Names, s.Catalogue.Indicator(series.Code).Name().In(r.Lang))
			}
		}
		out = append(out, f)
	}
	return out
}

// tooFarApart: on one axis the small body would lie flat on the ground.
func tooFarApart(series []analytics.Series) bool {
	low, high := 0.0, 0.0
	for _, s := range series {
		most := 0.0
		for _, p := range s.Points {
			if p.Value != nil {
				most = max(most, p.Value.InexactFloat64())
			}
		}
		if most == 0 {
			continue
		}
		if low == 0 || most < low {
			low = most
		}
		high = max(high, most)
	}
	return low > 0 && high/low > 20
}

func unit(i *form.Indicator, l data.Lang) string { return unitIn(i.Unit, l) }

// unitIn is a unit in the language of the page.
func unitIn(code string, l data.Lang) string {
	return form.UnitName(code).In(l)
}

// notes explain the marks below a chart.
func notes(marks []chart.Mark, lines bool, l data.Lang) []string {
	var out []string
	for i, m := range marks {
		note := chart.Letter(i) + " " + m.Text
		if lines && m.Kind != "law" && !m.Joinable {
			note += data.Text{ZH: "（口径不同，线不相连）", EN: " (not comparable, the line ends)"}.In(l)
		}
		out = append(out, note)
	}
	return out
}

// drawTrends draws a subject's figures.
func (s *Server) drawTrends(r *request, sub *subject) ([]drawn, error) {
	ch, err := s.choose(r)
	if err != nil {
		return nil, err
	}
	view, _, err := s.show(r, ch, sub)
	if err != nil {
		return nil, err
	}
	out := []drawn{}
	for _, f := range view.Figures {
		draw := chart.Line
		if f.Stack {
			draw = chart.Stack
		}
		o, err := draw(chart.Input{
			Series: f.Series, Names: f.Names, From: ch.From, To: ch.To, Marks: f.Marks, Notices: f.Notices, Color: f.Color, Parts: f.Colors,
			Label: func(series analytics.Series, p analytics.Point) string { return s.say(r, f, series, p) },
			Href:  func(series analytics.Series, p analytics.Point) string { return pointLink(r.page, series.Body, p) },
		})
		if err != nil {
			return nil, err
		}
		out = append(out, drawn{ID: f.ID, Title: f.Title, Unit: f.Unit, Notes: f.Notes, Source: f.Source(r.page), Wide: f.Wide, Option: o})
	}
	return out, nil
}

// say puts a point into words for the tooltip.
func (s *Server) say(r *request, f figure, series analytics.Series, p analytics.Point) string {
	words := fmt.Sprintf("%s · %d\n%s：%s", series.Body.Name, p.Year, series.Indicator.Name().In(r.Lang), valueText(p, f.Unit, r.Lang))
	if p.Status == data.Suspect {
		words += "\n" + p.Status.Name().In(r.Lang)
	}
	if fm := s.Catalogue.Form(p.Form); fm != nil {
		words += "\n" + fm.Name().In(r.Lang)
	}
	return words
}

func valueText(p analytics.Point, unit string, l data.Lang) string {
	if p.Value == nil {
		return whyNone(p, l)
	}
	text := grouped(*p.Value) + " " + unit
	if p.Rate != nil {
		text = grouped(data.Number{Decimal: p.Value.Round(2)}) + " " + unit + "（" + p.Rate.K.String() + "/" + p.Rate.N.String() + "）"
	}
	return text
}

// pointLink leads to the report and the first source cell of a point.
func pointLink(p page, body analytics.BodyRef, point analytics.Point) string {
	if point.ReportID == 0 {
		return ""
	}
	link := reportAddress(body, point.Year)
	if len(point.Cells) > 0 {
		link += "#" + string(point.Cells[0])
	}
	return p.Link(link)
}

// whyNone says in words why a point has no number.
func whyNone(p analytics.Point, l data.Lang) string {
	if p.Status.HasValue() {
		return data.Text{ZH: "与比较的年度不可比，或件数太少、缺人口数", EN: "not comparable with the other year, too few cases, or no residents known"}.In(l)
	}
	if p.Status != data.Missing {
		return p.Status.Name().In(l)
	}
	if p.ReportID != 0 {
		return data.Text{ZH: "该年报告中没有这一项", EN: "the report of that year has no such item"}.In(l)
	}
	return data.Text{ZH: "该年没有报告", EN: "no report for that year"}.In(l)
}

// cellText is a point as tables print it: never a zero where nothing stands.
func cellText(p analytics.Point, l data.Lang) string {
	switch {
	case p.Value != nil && p.Rate != nil:
		return grouped(data.Number{Decimal: p.Value.Round(1)})
	case p.Value != nil:
		return grouped(*p.Value)
	case p.Rate != nil && p.Rate.N.IsPositive(): // too few for a ratio
		return p.Rate.K.String() + "/" + p.Rate.N.String()
	case p.Status.HasValue(): // the view has no use for it
		return "–"
	}
	switch p.Status {
	case data.NotApplicable:
		return "/"
	case data.Missing:
		if p.ReportID != 0 {
			return data.Text{ZH: "未列", EN: "n/a"}.In(l)
		}
		return data.Text{ZH: "缺", EN: "none"}.In(l)
	case data.Blank:
		return data.Text{ZH: "空", EN: "blank"}.In(l)
	}
	return p.Status.Name().In(l)
}
