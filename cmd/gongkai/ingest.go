package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"gongkai/data"
	"gongkai/data/sample"
	"gongkai/data/store"
	"gongkai/ingest"
	"gongkai/ingest/source"
)

// storeFlag is the flag that all commands over a store share.
type storeFlag struct {
	Store string `help:"数据目录" default:"./gongkai-data" env:"GONGKAI_STORE" type:"path"`
}

// readFlag names the store, and the day whose state is asked for.
type readFlag struct {
	storeFlag
	AsOf string `help:"按这一天（北京时间）结束时已发布的数据，如 2026-05-01，或按引用的快照，如 12 或 12-717cb1beb56d；缺省为现在" placeholder:"DAY"`
}

// open opens the snapshot that is asked for.
func (f readFlag) open(ctx context.Context) (*store.Snapshot, error) {
	at, err := data.ParseMoment(f.AsOf)
	if err != nil {
		return nil, err
	}
	return store.OpenAt(ctx, f.Store, at)
}

type ingestCommand struct {
	storeFlag
	referenceFlag
	Samples     bool     `help:"载入随程序附带的样例报告"`
	DropSamples bool     `help:"从此不再展示样例报告"`
	Paths       []string `arg:"" optional:"" name:"path" help:"报告文件、文件夹、zip 压缩包；- 为标准输入"`
}

// Run loads files and folders and publishes one snapshot.
func (c *ingestCommand) Run(s *surroundings) error {
	if len(c.Paths) == 0 && !c.Samples && !c.DropSamples {
		return &data.Error{Code: "nothing_to_load",
			Reason: data.Text{ZH: "没有指定要载入的文件", EN: "no file to load was given"},
			Way:    data.Text{ZH: "用法：gongkai ingest 文件夹", EN: "usage: gongkai ingest FOLDER"}}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	files, errs := source.Paths(c.Paths)
	if c.Samples {
		more, err := source.Folder(sample.FS(), true)
		if err != nil {
			return err
		}
		files = append(files, more...)
	}
	job, err := newJob(c.Store, c.referenceFlag, s.stderr)
	if err != nil {
		return err
	}
	job.DropSamples = c.DropSamples
	sum, err := job.Run(ctx, files)
	if err != nil {
		if errors.Is(err, context.Canceled) {
			return &data.Error{Code: "interrupted", Reason: data.Text{ZH: "已中断，数据目录未改变", EN: "interrupted; the store is unchanged"}}
		}
		return err
	}
	for _, err := range errs {
		sum.Rejected = append(sum.Rejected, ingest.Rejected{Err: err})
	}
	writeSummary(s.stdout, s.stderr, sum, s.lang)
	if len(sum.Rejected) > 0 && len(sum.Loaded) == 0 && sum.Unchanged == 0 {
		return errSaid // nothing of what was asked for could be taken in
	}
	return nil
}

// newJob prepares a job whose progress is drawn on a terminal.
func newJob(store string, reference referenceFlag, stderr io.Writer) (*ingest.Job, error) {
	catalogue, places, err := reference.knowledge()
	if err != nil {
		return nil, err
	}
	edition, err := reference.edition()
	if err != nil {
		return nil, err
	}
	return &ingest.Job{Store: store, Catalogue: catalogue, Places: places, Reference: edition, Progress: progress(stderr)}, nil
}

// progress draws a bar if stderr is a terminal, and nothing otherwise.
func progress(stderr io.Writer) func(done, total int) {
	f, ok := stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription("读取报告"),
				progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
		}
		_ = bar.Set(done) // a bar that cannot be drawn stops nothing
	}
}

// writeSummary says what a run did; rejected files go to stderr, a line each.
func writeSummary(stdout, stderr io.Writer, sum *ingest.Summary, l data.Lang) {
	for _, r := range sum.Rejected {
		fmt.Fprintln(stderr, message(r.Err, l))
	}
	line := data.Text{ZH: "载入 %d 份，未变 %d 个文件，有勾稽问题 %d 份，拒收 %d 个\n",
		EN: "loaded %d reports, unchanged %d files, with findings %d reports, rejected %d\n"}
	fmt.Fprintf(stdout, line.In(l), len(sum.Loaded), sum.Unchanged, sum.WithFindings, len(sum.Rejected))
	for _, r := range sum.Loaded {
		if r.Failed > 0 {
			fmt.Fprintf(stdout, data.Text{ZH: "  %s %d 年：%d 项勾稽不符（%s）\n", EN: "  %s %d: %d failed checks (%s)\n"}.In(l), r.Body, r.Year, r.Failed, r.File)
		}
	}
	if sum.Restored > 0 {
		fmt.Fprintf(stdout, data.Text{ZH: "归档补回了丢失的源文件 %d 个\n", EN: "the archive got %d lost source files back\n"}.In(l), sum.Restored)
	}
	if m := sum.Published; m != nil {
		fmt.Fprintf(stdout, data.Text{ZH: "已发布快照 %d：%d 个机关，%d 份报告，%d 个数据\n",
			EN: "published snapshot %d: %d bodies, %d reports, %d figures\n"}.In(l), m.Number, m.Bodies, m.Reports, m.Figures)
	} else {
		fmt.Fprint(stdout, data.Text{ZH: "没有变化，未发布新快照\n", EN: "nothing changed, no snapshot published\n"}.In(l))
	}
}
