package dashboard

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"

	"gongkai/analytics"
	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// list is a table to take away that is read while it is sent.
type list struct {
	name    string // of the file, without snapshot and ending
	columns []takeaway.Column
	batches func(ctx context.Context) iter.Seq2[[][]any, error]
}

// textColumns are columns of texts.
func textColumns(names ...string) (columns []takeaway.Column) {
	for _, name := range names {
		columns = append(columns, takeaway.Column{Name: name, Type: "VARCHAR"})
	}
	return columns
}

// numbered says which columns hold whole numbers.
func numbered(columns []takeaway.Column, names ...string) []takeaway.Column {
	for i := range columns {
		for _, name := range names {
			if columns[i].Name == name {
				columns[i].Type = "BIGINT"
			}
		}
	}
	return columns
}

// sent sends a list in the format asked for.
func (r *request) sent(l list) *answered {
	f, _ := takeaway.Named("csv")
	if r.workbook {
		f, _ = takeaway.Named("xlsx")
	}
	about := takeaway.About{Lang: r.Lang, ByteOrderMark: true}
	for _, line := range r.provenance() {
		about.Source = append(about.Source, [2]string{line[0], line[1]})
	}
	return &answered{kind: f.Type, disposition: attachment(l.name + "." + f.Name),
		stream: &streamed{text: f.Text, write: func(ctx context.Context, w io.Writer) error {
			rows, stop := takeaway.Pulled(l.columns, l.batches(ctx))
			defer stop()
			return f.Write(w, rows, about)
		}}}
}

// each makes rows of the things of a list.
func each[T any](things iter.Seq2[[]T, error], row func(T) []any) iter.Seq2[[][]any, error] {
	return func(yield func([][]any, error) bool) {
		for some, err := range things {
			rows := make([][]any, len(some))
			for i, thing := range some {
				rows[i] = row(thing)
			}
			if !yield(rows, err) {
				return
			}
		}
	}
}

// allReports is the list of reports as CSV or XLSX.
func (r *request) allReports(q analytics.ReportsQuestion) *answered {
	answers, label := r.answers, r.Label()
	return r.sent(list{"gongkai-reports",
		numbered(textColumns("report_id", "region_code", "机关", "年度", "表式", "范围", "标题", "发布日期", "文件", "sha256", "数据个数", "勾稽不符", "快照"), "report_id", "年度", "数据个数", "勾稽不符"),
		func(ctx context.Context) iter.Seq2[[][]any, error] {
			return each(answers.EachReport(ctx, q), func(x analytics.ReportRef) []any {
				return []any{int64(x.ID), x.Body.RegionCode, x.Body.Name, int64(x.Year), x.Form, string(x.Scope), x.Title, x.Published,
					x.Source.File, x.Source.SHA256, int64(x.Figures), int64(x.Failed), label}
			})
		}})
}

// allReportsJSON is the list of reports as JSON.
func (r *request) allReportsJSON(q analytics.ReportsQuestion) (*answered, error) {
	q.Rows, q.Skip = 1, 0
	_, of, err := r.answers.Reports(r.ctx, q)
	if err != nil {
		return nil, err
	}
	answers, snapshot := r.answers, r.Snapshot
	return &answered{kind: "application/json; charset=utf-8", stream: &streamed{text: true, write: func(ctx context.Context, w io.Writer) error {
		head, err := json.Marshal(snapshot)
		if err != nil {
			return err
		}
		out := bufio.NewWriterSize(w, streamBlock)
		_, _ = out.WriteString(`{"snapshot":` + string(head) + `,"of":` + itoa(of) + `,"reports":[`) // out keeps the error
		between, n := "", 0
		for some, err := range answers.EachReport(ctx, q) {
			if err != nil {
				return err
			}
			for _, x := range some {
				b, err := json.Marshal(x)
				if err != nil {
					return err
				}
				_, _ = out.WriteString(between)
				if _, err := out.Write(b); err != nil {
					return err
				}
				between = ","
				n++
			}
		}
		if n != of {
			return fmt.Errorf("%d of %d reports were read", n, of)
		}
		_, _ = out.WriteString("]}")
		return out.Flush()
	}}}, nil
}

// allFindings is what the checks found, as CSV or XLSX.
func (s *Server) allFindings(r *request, q analytics.FindingsQuestion) (*answered, error) {
	all, err := r.answers.AllFindings(r.ctx, q)
	if err != nil {
		return nil, err
	}
	p, label := r.page, r.Label()
	return r.sent(list{"gongkai-findings",
		numbered(textColumns("region_code", "机关", "年度", "表式", "核验项", "规则", "位置", "结果", "性质", "说明", "单元格", "快照"), "年度"),
		func(ctx context.Context) iter.Seq2[[][]any, error] {
			return each(all.Each(ctx), func(x analytics.FoundIn) []any {
				return []any{x.Body.RegionCode, x.Body.Name, int64(x.Year), x.Form, x.Check, s.Catalogue.Demand(x.Check).In(p.Lang), x.Where,
					x.State.Name().In(p.Lang), x.Severity.Name().In(p.Lang), x.Detail, cellWords(x.Cells), label}
			})
		}}), nil
}

// cellWords writes the codes of cells with spaces between them.
func cellWords(cells []data.Cell) string {
	words := make([]string, len(cells))
	for i, c := range cells {
		words[i] = string(c)
	}
	return strings.Join(words, " ")
}
