package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"gongkai/data"
	"gongkai/data/store"
)

type publishCommand struct {
	storeFlag
	referenceFlag
	Again  bool `help:"当前快照已是归档的最新状态时，也重新生成一个"`
	Number int  `arg:"" optional:"" help:"使这个已有的快照重新成为当前快照；缺省从归档重建最新状态"`
}

type rollbackCommand struct {
	storeFlag
	Number int `arg:"" optional:"" help:"退回到哪个快照，缺省为当前快照的前一个"`
}

type pruneCommand struct {
	storeFlag
	Keep   int  `required:"" help:"保留最近几个快照；当前的和固定的另外保留"`
	DryRun bool `help:"只说明会删除什么"`
}

// Run publishes the archive's newest state, or an existing snapshot again.
func (c *publishCommand) Run(s *surroundings) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if c.Number != 0 {
		return pointTo(ctx, s, c.Store, c.Number)
	}
	job, err := newJob(c.Store, c.referenceFlag, s.stderr)
	if err != nil {
		return err
	}
	sum, err := job.Publish(ctx, c.Again)
	if err != nil {
		return err
	}
	writeSummary(s.stdout, s.stderr, sum, s.lang)
	return nil
}

// Run makes the snapshot before the current one, or a given one, the current.
func (c *rollbackCommand) Run(s *surroundings) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if c.Number == 0 {
		m, err := store.Before(c.Store)
		if err != nil {
			return err
		}
		c.Number = m.Number
	}
	return pointTo(ctx, s, c.Store, c.Number)
}

func pointTo(ctx context.Context, s *surroundings, dir string, number int) error {
	m, err := store.Point(ctx, dir, number)
	if err != nil {
		return err
	}
	s.say(data.Text{ZH: fmt.Sprintf("当前快照：%d（%d 个机关，%d 份报告，%d 个数据）", m.Number, m.Bodies, m.Reports, m.Figures),
		EN: fmt.Sprintf("current snapshot: %d (%d bodies, %d reports, %d figures)", m.Number, m.Bodies, m.Reports, m.Figures)})
	s.say(data.Text{ZH: "归档没有改变：下一次载入（或 gongkai publish）会再次发布归档的最新状态",
		EN: "the archive is unchanged: the next ingest (or gongkai publish) publishes its newest state again"})
	return nil
}

// Run removes old snapshots and says what that frees.
func (c *pruneCommand) Run(s *surroundings) error {
	gone, err := store.Prune(c.Store, c.Keep, c.DryRun)
	if err != nil {
		return err
	}
	var freed int64
	for _, e := range gone {
		freed += e.Size
		fmt.Fprintf(s.stdout, data.Text{ZH: "删除快照 %d（%s）\n", EN: "snapshot %d goes (%s)\n"}.In(s.lang), e.Number, megabytes(e.Size))
	}
	words := data.Text{ZH: "共删除 %d 个快照，腾出 %s", EN: "removed %d snapshots, freed %s"}
	if c.DryRun {
		words = data.Text{ZH: "会删除 %d 个快照，腾出 %s；未作改动", EN: "would remove %d snapshots and free %s; nothing was changed"}
	}
	s.say(data.Text{ZH: fmt.Sprintf(words.ZH, len(gone), megabytes(freed)), EN: fmt.Sprintf(words.EN, len(gone), megabytes(freed))})
	return nil
}
