package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"gongkai/data"
	"gongkai/data/store/backup"
)

type backupCommand struct {
	storeFlag
	File string `arg:"" help:"备份文件，如 gongkai-20261123.tar.zst" type:"path"`
}

type restoreCommand struct {
	storeFlag
	Replace bool   `help:"数据目录不空时也恢复：原目录移到旁边，不删除"`
	File    string `arg:"" help:"备份文件" type:"path"`
}

// Run writes a backup.
func (c *backupCommand) Run(s *surroundings) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	b, err := backup.Write(ctx, c.Store, c.File, time.Now())
	if err != nil {
		return err
	}
	for _, name := range b.Missing {
		fmt.Fprintf(s.stderr, data.Text{ZH: "归档中缺少源文件 %s，未能备份 [object_missing]\n", EN: "the archive lacks %s, which is not in the backup [object_missing]\n"}.In(s.lang), name)
	}
	info, err := os.Stat(c.File)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, data.Text{ZH: "已备份：%s（%s；快照 %d，%d 个源文件，共 %s）\n", EN: "backed up: %s (%s; snapshot %d, %d source files, %s in all)\n"}.In(s.lang),
		c.File, megabytes(info.Size()), b.Number, b.Sources, megabytes(b.Size()))
	return nil
}

// Run restores a store from a backup.
func (c *restoreCommand) Run(s *surroundings) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	b, aside, err := backup.Restore(ctx, c.File, c.Store, c.Replace, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, data.Text{ZH: "已恢复 %s 的备份到 %s：快照 %d，%d 个源文件\n", EN: "restored the backup of %s to %s: snapshot %d, %d source files\n"}.In(s.lang),
		b.Made.Local().Format("2006-01-02 15:04:05"), c.Store, b.Number, b.Sources)
	if aside != "" {
		s.say(data.Text{ZH: "原数据目录移到 " + aside, EN: "the former store was moved to " + aside})
	}
	return nil
}
