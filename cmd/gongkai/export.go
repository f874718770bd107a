package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"gongkai/data"
	"gongkai/data/export"
	"gongkai/data/form"
	"gongkai/data/store"
)

type exportCommand struct {
	storeFlag
	Format  string `help:"文件格式：parquet、csv" enum:"parquet,csv" default:"parquet"`
	Into    string `help:"写入的文件夹，须尚不存在" type:"path" placeholder:"DIR" xor:"what" required:""`
	Replace bool   `help:"替换该处从前的导出"`
	Verify  string `help:"核对一个导出文件夹的哈希和行数" type:"path" placeholder:"DIR" xor:"what" required:""`
}

// Run writes the tables of the current snapshot into a folder, or checks one.
func (c *exportCommand) Run(s *surroundings) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if c.Verify != "" {
		return c.verify(ctx, s)
	}
	catalogue, err := form.Load()
	if err != nil {
		return err
	}
	m, err := export.Write(ctx, c.Store, c.Into, catalogue, export.Options{Format: store.CopyFormat(c.Format), Replace: c.Replace})
	if errors.Is(err, context.Canceled) {
		return &data.Error{Code: "interrupted", Reason: data.Text{ZH: "已中断，没有写下任何文件", EN: "interrupted; nothing was written"}}
	}
	if err != nil {
		return err
	}
	s.say(exported(m, data.Text{ZH: "已导出", EN: "exported"}))
	return nil
}

func (c *exportCommand) verify(ctx context.Context, s *surroundings) error {
	m, wrong, err := export.Verify(ctx, c.Verify)
	if err != nil {
		return err
	}
	for _, w := range wrong {
		fmt.Fprintln(s.stderr, "gongkai: "+message(w, s.lang))
	}
	if len(wrong) > 0 {
		return errSaid
	}
	s.say(exported(m, data.Text{ZH: "完好", EN: "intact"}))
	return nil
}

// exported says what an export holds.
func exported(m *export.Manifest, word data.Text) data.Text {
	rows, bytes := 0, int64(0)
	for _, f := range m.Files {
		rows, bytes = rows+f.Rows, bytes+f.Bytes
	}
	const megabyte = 1e6
	at := m.Snapshot
	return data.Text{
		ZH: fmt.Sprintf("%s：%d 张表，%d 个文件，%d 行，%.1f MB；快照 %d（%s），%s", word.ZH, len(m.Tables), len(m.Files), rows, float64(bytes)/megabyte, at.Number, at.Hash, at.Day),
		EN: fmt.Sprintf("%s: %d tables, %d files, %d rows, %.1f MB; snapshot %d (%s), %s", word.EN, len(m.Tables), len(m.Files), rows, float64(bytes)/megabyte, at.Number, at.Hash, at.Day),
	}
}
