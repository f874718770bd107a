package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"gongkai/data"
	"gongkai/ingest"
)

type verifyCommand struct {
	storeFlag
	referenceFlag
	Fast   bool   `help:"使用留存的识读结果，不再重读每个源文件"`
	Hashes bool   `help:"打印各表的逻辑哈希：与文件布局无关，可用于核对引用"`
	Temp   string `help:"临时文件夹，缺省为系统的" type:"path"`
	Number int    `arg:"" optional:"" help:"核对哪个快照，缺省为当前快照"`
}

// Run checks every file's hash, builds the snapshot again from the archive, and
// compares the two. It fails if anything differs.
func (c *verifyCommand) Run(s *surroundings) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	job, err := newJob(c.Store, c.referenceFlag, s.stderr)
	if err != nil {
		return err
	}
	v, err := job.Verify(ctx, c.Number, !c.Fast, c.Temp)
	if err != nil {
		return err
	}
	c.write(s, v)
	if !v.Sound() {
		return errSaid
	}
	return nil
}

func (c *verifyCommand) write(s *surroundings, v *ingest.Verification) {
	sound := 0
	for _, e := range v.Snapshots {
		if e.Err != nil && data.Code(e.Err) != "store_format" {
			fmt.Fprintf(s.stdout, data.Text{ZH: "快照 %d 损坏：%s\n", EN: "snapshot %d is damaged: %s\n"}.In(s.lang), e.Number, message(e.Err, s.lang))
		} else {
			sound++
		}
	}
	fmt.Fprintf(s.stdout, data.Text{ZH: "快照：%d 个，大小和 SHA-256 相符的 %d 个\n", EN: "snapshots: %d, of which %d match their size and SHA-256\n"}.In(s.lang), len(v.Snapshots), sound)
	for _, d := range v.Damaged {
		words := data.Text{ZH: "源文件损坏：%s（%s）\n", EN: "source file damaged: %s (%s)\n"}
		if d.Missing {
			words = data.Text{ZH: "源文件丢失：%s（%s）\n", EN: "source file missing: %s (%s)\n"}
		}
		fmt.Fprintf(s.stdout, words.In(s.lang), d.File, d.SHA256)
	}
	fmt.Fprintf(s.stdout, data.Text{ZH: "归档：%d 个源文件，与哈希相符的 %d 个\n", EN: "archive: %d source files, of which %d match their hash\n"}.In(s.lang), v.Files, v.Files-len(v.Damaged))
	if v.Why != nil {
		fmt.Fprintf(s.stdout, data.Text{ZH: "未能从归档重建比较：%s\n", EN: "not built again and compared: %s\n"}.In(s.lang), message(v.Why, s.lang))
		return
	}
	for _, d := range v.Differing {
		fmt.Fprintf(s.stdout, data.Text{ZH: "表 %s 不同：%d 行\n", EN: "table %s differs in %d rows\n"}.In(s.lang), d.Table, d.Rows)
		for _, r := range d.First {
			fmt.Fprintf(s.stdout, data.Text{ZH: "  %s\n    快照：%s\n    重建：%s\n", EN: "  %s\n    snapshot: %s\n    rebuilt:  %s\n"}.In(s.lang), r.Key, columns(r.Here), columns(r.Else))
		}
	}
	fmt.Fprintf(s.stdout, data.Text{ZH: "从归档重建快照 %d：%d 个表，逐行相同的 %d 个\n", EN: "snapshot %d built again from the archive: %d tables, of which %d are the same row for row\n"}.In(s.lang),
		v.Compared.Number, len(v.Tables), len(v.Tables)-len(v.Differing))
	if c.Hashes {
		for _, name := range slices.Sorted(maps.Keys(v.Tables)) {
			fmt.Fprintf(s.stdout, "%s  %s\n", v.Tables[name], name)
		}
	}
}

// columns are the columns of a row that differ, or what stands for no row.
func columns(values []string) string {
	if len(values) == 0 {
		return "—"
	}
	return strings.Join(values, " ")
}
