package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/term"

	"gongkai/analytics"
	"gongkai/analytics/cage"
	"gongkai/analytics/duck"
	"gongkai/analytics/takeaway"
	"gongkai/data"
	"gongkai/data/disk"
	"gongkai/data/savedquery"
)

type queryCommand struct {
	readFlag
	Format  string            `help:"输出格式：table、csv、xlsx、json、jsonl、parquet；缺省按输出文件的扩展名，否则为 table" enum:"table,csv,xlsx,json,jsonl,parquet," default:"" short:"f"`
	Output  string            `help:"写入文件，而非标准输出" short:"o" type:"path" placeholder:"FILE"`
	Param   map[string]string `help:"参数的值，如 -p year=2024，语句中写作 :year" short:"p" placeholder:"NAME=VALUE"`
	Limit   int               `help:"最多返回行数，0 为不限；缺省：table 为 1000，其他格式不限" default:"-1"`
	BOM     bool              `name:"bom" help:"CSV 以字节顺序标记开头，供 Excel 识别编码"`
	Explain bool              `help:"只说明怎样执行"`
	Saved   bool              `help:"SQL 是保存的查询的名称"`
	SQL     string            `arg:"" name:"sql" help:"一条 SELECT 语句；- 为标准输入"`
}

// tableRows is how many rows a table on the screen has unless it is told.
const tableRows = 1000

// Run answers one SELECT on the current snapshot, or a former one, with rows as
// they come. It is for who owns the store: neither time nor memory is bounded.
func (c *queryCommand) Run(s *surroundings) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	text, err := c.text()
	if err != nil {
		return err
	}
	if c.Format == "" {
		c.Format = "table"
		if ending := strings.TrimPrefix(filepath.Ext(c.Output), "."); slices.ContainsFunc(takeaway.Formats, func(f takeaway.Format) bool { return f.Name == ending }) {
			c.Format = ending
		}
	}
	if c.Limit < 0 {
		c.Limit = 0
		if c.Format == "table" {
			c.Limit = tableRows
		}
	}
	about, file, err := c.about(ctx, text, s.lang)
	if err != nil {
		return err
	}
	conn, err := duck.Open(file, [2]string{"enable_external_access", "false"}, [2]string{"lock_configuration", "true"})
	if err != nil {
		return err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, conn.Interrupt)()
	tree, err := conn.Parse(text)
	if err != nil {
		return err
	}
	rows, err := c.ask(conn, tree)
	if err != nil {
		return err
	}
	defer rows.Close()
	limited := &firstRows{Rows: rows, left: c.Limit, all: c.Limit == 0 || c.Explain}
	if err := c.write(s, limited, about); err != nil {
		return err
	}
	if limited.more {
		fmt.Fprintf(s.stderr, "gongkai: "+data.Text{ZH: "只输出前 %d 行，用 --limit 0 取全部", EN: "only the first %d rows; --limit 0 for all"}.In(s.lang)+" [truncated]\n", c.Limit)
	}
	return nil
}

// text is the statement with the values of its parameters.
func (c *queryCommand) text() (string, error) {
	text, err := statement(c.SQL)
	if err != nil {
		return "", err
	}
	if c.Saved {
		all, err := savedquery.List(c.Store)
		if err != nil {
			return "", err
		}
		i := slices.IndexFunc(all, func(q savedquery.Query) bool { return q.Name == text })
		if i < 0 {
			return "", &data.Error{Code: "unknown_query", Place: text, Reason: data.Text{ZH: "没有这个查询", EN: "no such query"},
				Way: data.Text{ZH: "用 gongkai queries list 查看", EN: "see gongkai queries list"}}
		}
		text = all[i].Text
	}
	values := map[string]any{}
	for name, v := range c.Param {
		values[name] = v
	}
	return cage.Bind(text, values)
}

// about opens the snapshot, which checks it, and says what a file tells of it.
func (c *queryCommand) about(ctx context.Context, text string, l data.Lang) (takeaway.About, string, error) {
	snapshot, err := c.open(ctx)
	if err != nil {
		return takeaway.About{}, "", err
	}
	defer snapshot.Close()
	ref := analytics.New(snapshot, nil).Snapshot()
	t := func(zh, en string) string { return data.Text{ZH: zh, EN: en}.In(l) }
	return takeaway.About{Lang: l, ByteOrderMark: c.BOM, Lines: true, Source: [][2]string{{t("语句", "statement"), text},
		{t("快照", "snapshot"), data.Moment{Number: ref.Number, Hash: ref.Hash}.String()}}}, snapshot.File(), nil
}

func (c *queryCommand) ask(conn *duck.Conn, tree *duck.Tree) (*duck.Rows, error) {
	if c.Explain {
		return conn.Explain(tree)
	}
	limit := 0
	if c.Limit > 0 {
		limit = c.Limit + 1
	}
	return conn.Ask(tree, limit)
}

// write writes the rows to the file, which is there when all is in it, or to the
// standard output.
func (c *queryCommand) write(s *surroundings, rows takeaway.Rows, about takeaway.About) error {
	format, isFile := takeaway.Named(c.Format)
	if !isFile {
		format.Write = func(w io.Writer, rows takeaway.Rows, about takeaway.About) error {
			return writeTable(w, rows, about.Lang)
		}
	}
	if c.Output == "" {
		if f, is := s.stdout.(*os.File); is && isFile && !format.Text && term.IsTerminal(int(f.Fd())) {
			return &data.Error{Code: "binary_output", Place: c.Format, Reason: data.Text{ZH: "这种格式不能显示在终端上", EN: "this format cannot be shown on a terminal"},
				Way: data.Text{ZH: "请写入文件：-o 文件", EN: "write it to a file: -o FILE"}}
		}
		return format.Write(s.stdout, rows, about)
	}
	cannot := func(err error) error {
		return &data.Error{Code: "cannot_write", File: c.Output, Err: err, Reason: data.Text{ZH: "写不进文件", EN: "cannot write the file"},
			Way: data.Text{ZH: "请检查文件夹、磁盘空间和权限", EN: "check folder, disk space and permissions"}}
	}
	f, err := os.CreateTemp(filepath.Dir(c.Output), "."+filepath.Base(c.Output)+"-*")
	if err != nil {
		return cannot(err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if err := format.Write(f, rows, about); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return cannot(err)
	}
	if err := f.Close(); err != nil {
		return cannot(err)
	}
	if err := disk.Settle(f.Name(), c.Output); err != nil {
		return cannot(err)
	}
	return nil
}

// firstRows ends rows after some, and knows whether there are more.
type firstRows struct {
	takeaway.Rows
	left      int
	all, more bool
}

func (f *firstRows) Next() ([][]any, error) {
	batch, err := f.Rows.Next()
	if f.all || err != nil {
		return batch, err
	}
	if f.more = len(batch) > f.left; f.more {
		batch = batch[:f.left]
	}
	f.left -= len(batch)
	return batch, nil
}
