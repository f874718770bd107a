package dashboard

// route says which address answers what. Every page answers as HTML, JSON and
// as a table: /trends, /trends.json, /trends.csv, /trends.xlsx.
func (s *Server) route() {
	for _, p := range []struct {
		name   string
		path   string // of the page
		data   string // of its data
		answer func(*request) (*answered, error)
	}{
		{"index", "/", "/index", s.overview},
		{"trends", "/trends", "/trends", s.trends},
		{"decisions", "/decisions", "/decisions", s.trends},
		{"benchmark", "/benchmark", "/benchmark", s.benchmark},
		{"outcomes", "/outcomes", "/outcomes", s.outcomes},
		{"quality", "/quality", "/quality", s.quality},
		{"dictionary", "/dictionary", "/dictionary", s.dictionary},
		{"definition", "/dictionary/:code", "/dictionary/:code", s.definition},
		{"methods", "/methods", "/methods", s.methods},
		{"reports", "/reports", "/reports", s.reports},
		{"report", "/reports/:body/:year<int>", "/reports/:body/:year<int>", s.report},
	} {
		for _, format := range []string{"json", "csv", "xlsx"} { // before the page, whose last parameter may hold a dot
			s.app.Get(p.data+"."+format, s.answer(p.name, format, p.answer))
		}
		s.app.Get(p.path, s.answer(p.name, "html", p.answer))
	}
	s.app.Get("/charts/:subject.json", s.answer("charts", "json", s.charts))
	s.app.Get("/ask/:question.json", s.answer("ask", "json", s.ask))
}
