package dashboard

import (
	"context"
	"io"

	"gongkai/analytics"
	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// wholeFormats are those that whole tables are given in.
var wholeFormats = []string{"parquet", "csv", "jsonl"}

// downloadsPage lists what can be taken away whole.
type downloadsPage struct {
	page
	Tables []analytics.Table
	Whole  string // address of the store as one file
}

// Count prints a number of things.
func (p downloadsPage) Count(n int) string { return count(n) }

// downloads answers the page 下载.
func (s *Server) downloads(r *request) (*answered, error) {
	list, err := r.answers.Tables(r.ctx)
	if err != nil {
		return nil, err
	}
	tables := list.Tables
	switch r.format {
	case "json":
		return asJSON(struct {
			Snapshot analytics.SnapshotRef `json:"snapshot"`
			Whole    string                `json:"whole"`
			Tables   []analytics.Table     `json:"tables"`
		}{r.Snapshot, r.wholeAddress(), tables})
	case "csv":
		out := newSheet("表", "说明", "行数", "列", "类型", "列说明", "快照")
		for _, t := range tables {
			rows := ""
			if !t.View {
				rows = itoa(t.Rows)
			}
			for _, c := range t.Columns {
				out.text(t.Name, t.Comment, rows, c.Name, c.Type, c.Comment, r.Label())
			}
		}
		return out.done(r, "gongkai-tables")
	}
	return s.rendered("downloads", downloadsPage{page: r.page, Tables: tables, Whole: r.wholeAddress()})
}

// wholeAddress is that of the store as one file; it names the snapshot.
func (p page) wholeAddress() string { return "/downloads/gongkai-" + p.Mark() + ".zip" }

// wholeTable sends a table.
func (s *Server) wholeTable(r *request) (*answered, error) {
	t, err := r.answers.Table(r.ctx, r.c.Params("table"))
	if err != nil {
		return nil, err
	}
	v, err := r.parameters()
	if err != nil {
		return nil, err
	}
	f, _ := takeaway.Named(r.format)
	about := takeaway.About{Lang: r.Lang, ByteOrderMark: v.Get("bom") == "yes", Source: r.sourceOf(t)}
	answers := r.answers
	return &answered{kind: f.Type, disposition: attachment("gongkai-" + itoa(r.Snapshot.Number) + "-" + t.Name + "." + f.Name),
		stream: &streamed{text: f.Text, write: func(ctx context.Context, w io.Writer) error {
			return answers.Take(ctx, t, func(rows takeaway.Rows) error { return f.Write(w, rows, about) })
		}}}, nil
}

// sourceOf says where the rows of a table are from.
func (p page) sourceOf(t analytics.Table) [][2]string {
	return [][2]string{{p.T("表", "table"), t.Name}, {p.T("说明", "comment"), t.Comment}, {p.T("快照", "snapshot"), p.Mark()},
		{p.T("发布", "published"), p.Snapshot.Published}, {p.T("引用", "cite as"), p.Citation()}, {p.T("引用地址", "address cited"), p.Cited()}}
}

// wholeStore sends all tables as one file.
func (s *Server) wholeStore(r *request) (*answered, error) {
	zh, en := r.page, r.page
	zh.Lang, en.Lang = data.Chinese, data.English
	citation := zh.Citation() + "\n" + en.Citation() + "\n" + r.wholeAddress() + "\n"
	answers := r.answers
	return &answered{kind: "application/zip", disposition: attachment("gongkai-" + r.Mark() + ".zip"),
		stream: &streamed{whole: true, write: func(ctx context.Context, w io.Writer) error { return answers.Archive(ctx, w, citation) }}}, nil
}
