package dashboard

// route says which address answers what. Every page answers as HTML, JSON and
// as a table: /trends, /trends.json, /trends.csv, /trends.xlsx.
func (s *Server) route() {
	for _, p := range []struct {
		name   string
		path   string // of the page
		data   string // of its data
		answer func(*request) (*answered, error)
		sql    bool // its numbers are one statement
	}{
		{"index", "/", "/index", s.overview, true},
		{"trends", "/trends", "/trends", s.trends, true},
		{"decisions", "/decisions", "/decisions", s.trends, true},
		{"benchmark", "/benchmark", "/benchmark", s.benchmark, true},
		{"scatter", "/benchmark/scatter", "/benchmark/scatter", s.scatter, true},
		{"best", "/benchmark/best", "/benchmark/best", s.best, false},
		{"heat", "/benchmark/heat", "/benchmark/heat", s.heat, false},
		{"outcomes", "/outcomes", "/outcomes", s.outcomes, true},
		{"quality", "/quality", "/quality", s.quality, true},
		{"places", "/places", "/places", s.places, false},
		{"dictionary", "/dictionary", "/dictionary", s.dictionary, false},
		{"definition", "/dictionary/:code", "/dictionary/:code", s.definition, false},
		{"methods", "/methods", "/methods", s.methods, false},
		{"downloads", "/downloads", "/downloads", s.downloads, false},
		{"reports", "/reports", "/reports", s.reports, true},
		{"source", "/reports/:body/:year<int>/source", "/reports/:body/:year<int>/source", s.original, false},
		{"report", "/reports/:body/:year<int>", "/reports/:body/:year<int>", s.report, true},
	} {
		for _, format := range []string{"json", "csv", "xlsx"} { // before the page, whose last parameter may hold a dot
			s.app.Get(p.data+"."+format, s.answer(p.name, format, p.answer))
		}
		if p.sql {
			s.app.Get(p.data+".sql", s.answer(p.name, "sql", p.answer))
		}
		s.app.Get(p.path, s.answer(p.name, "html", p.answer))
	}
	for _, format := range wholeFormats {
		s.app.Get("/downloads/:table."+format, s.answer("downloads", format, s.wholeTable))
	}
	s.app.Get("/downloads/gongkai-:mark.zip", s.answer("downloads", "zip", s.wholeStore))
	s.app.Get("/trends.sdmx", s.answer("trends", "sdmx", s.trends))
	s.app.Get("/decisions.sdmx", s.answer("decisions", "sdmx", s.trends))
	s.app.Get("/quality/feedback.xlsx", s.answer("quality", "xlsx", s.feedback))
	s.app.Get("/snapshot.json", s.published)
	s.routeAPI()
	s.app.Post("/first/samples", s.loadSamples)
	if s.SQL != nil {
		s.app.Get("/sql", s.answer("sql", "html", s.workbench))
		s.app.Post("/sql/chart.json", s.sqlChart)
	}
	s.app.Get("/help", s.help)
	s.app.Get("/gallery", s.answer("gallery", "html", s.gallery))
	s.app.Get("/charts/:subject/:figure.svg", s.answer("picture", "svg", s.picture))
	s.app.Get("/reports/:body/:year<int>/page/:page<int>.png", s.answer("source", "png", s.pageImage))
	s.app.Get("/charts/:subject.json", s.answer("charts", "json", s.charts))
	s.app.Get("/outline/:hash.svg", s.outline)
	s.app.Get("/search.json", s.answer("search", "json", s.search))
	s.app.Get("/ask/:question.json", s.answer("ask", "json", s.ask))
}
