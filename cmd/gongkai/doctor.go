package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"gongkai/data"
	"gongkai/data/store/doctor"
	"gongkai/ingest"
)

type doctorCommand struct {
	storeFlag
	referenceFlag
	Mend  bool `help:"修复可以安全修复的；可疑文件移入 quarantine，不删除不能重新生成的东西"`
	Quick bool `help:"不通读归档的源文件和非当前的快照"`
	JSON  bool `help:"每项输出一行 JSON"`
}

// Run examines a store folder, mends it if asked to, and fails while damage
// stands.
func (c *doctorCommand) Run(s *surroundings) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	r, err := doctor.Examine(ctx, c.Store, doctor.Options{Readers: ingest.ReaderVersion, Quick: c.Quick, Mend: c.Mend, Now: time.Now()})
	if err != nil {
		return err
	}
	if c.Mend && r.Rebuild != nil {
		if err := c.rebuild(ctx, s, r); err != nil {
			fmt.Fprintln(s.stderr, "gongkai: "+message(err, s.lang))
		}
	}
	for i := range r.Findings {
		if c.JSON {
			err = writeJSON(s.stdout, &r.Findings[i])
		} else {
			writeFinding(s, &r.Findings[i])
		}
		if err != nil {
			return err
		}
	}
	if len(r.Findings) == 0 && !c.JSON {
		s.say(data.Text{ZH: "没有发现问题", EN: "nothing is wrong"})
	}
	if !r.Sound() {
		return errSaid
	}
	return nil
}

// rebuild publishes the arrivals of the snapshot that was lost.
func (c *doctorCommand) rebuild(ctx context.Context, s *surroundings, r *doctor.Report) error {
	job, err := newJob(c.Store, c.referenceFlag, s.stderr)
	if err != nil {
		return err
	}
	sum, err := job.Restate(ctx, *r.Rebuild)
	if err != nil {
		return err
	}
	r.Rebuilt(sum.Published.Number)
	return nil
}

// writeFinding prints a finding for people.
func writeFinding(s *surroundings, f *doctor.Finding) {
	line := func(zh, en, words string) {
		if words != "" {
			fmt.Fprintf(s.stdout, "    %s%s\n", data.Text{ZH: zh, EN: en}.In(s.lang), words)
		}
	}
	fmt.Fprintf(s.stdout, "%s  [%s]\n    %s\n", f.What.In(s.lang), f.Code, f.File)
	line("对数字的影响：", "for the numbers: ", f.Means.In(s.lang))
	if f.Mended == (data.Text{}) {
		line("办法：", "way out: ", f.Way.In(s.lang))
	}
	line("已处理：", "done: ", f.Mended.In(s.lang))
	line("未能处理：", "not done: ", f.Failed)
}
