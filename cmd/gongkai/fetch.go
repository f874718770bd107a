package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"gongkai/data"
	"gongkai/ingest/document"
	"gongkai/ingest/fetch"
	"gongkai/ingest/source"
)

type fetchCommand struct {
	List         string        `arg:"" help:"网址名单：每行一个网址，或含“网址”一列的 CSV；- 为标准输入"`
	Into         string        `required:"" placeholder:"DIR" type:"path" help:"存入的文件夹"`
	Contact      string        `env:"GONGKAI_CONTACT" help:"写进 User-Agent 的联系方式（邮箱或网址），便于网站联系"`
	Interval     time.Duration `default:"1s" help:"同一网站两次请求的间隔，不少于 1s"`
	Timeout      time.Duration `default:"60s" help:"一次请求的时限"`
	AllowPrivate bool          `help:"允许抓取内网地址"`
}

// Run fetches the pages of a list into a folder that ingest reads.
func (c *fetchCommand) Run(s *surroundings) error {
	agent, err := fetch.Agent(version, c.Contact)
	if err != nil {
		return err
	}
	b, err := readList(c.List)
	if err != nil {
		return err
	}
	entries, errs := fetch.List(c.List, b)
	for _, err := range errs {
		fmt.Fprintln(s.stderr, message(err, s.lang))
	}
	if len(entries) == 0 {
		return errSaid
	}
	if c.Contact == "" {
		fmt.Fprint(s.stderr, data.Text{ZH: "提示：建议用 --contact 写明邮箱或网址，便于网站联系\n",
			EN: "note: --contact with a mail address or web page tells sites whom to write to\n"}.In(s.lang))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	f := &fetch.Fetcher{Into: c.Into, Agent: agent, Interval: max(c.Interval, time.Second), Timeout: max(c.Timeout, time.Second),
		AllowPrivate: c.AllowPrivate, Progress: progress(s.stderr)}
	sum, err := f.Run(ctx, entries)
	if sum != nil {
		writeFetched(s, sum, len(errs))
	}
	switch {
	case err != nil:
		return err
	case sum.Failed > 0 || len(errs) > 0:
		return errSaid
	}
	return nil
}

// readList reads the list of addresses: a file as it is, or standard input.
func readList(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(os.Stdin, document.MaxBytes))
	}
	return source.Path(name).Read()
}

// writeFetched says what a run did; what failed goes to stderr, a line each.
func writeFetched(s *surroundings, sum *fetch.Summary, bad int) {
	for _, err := range sum.Errors {
		fmt.Fprintln(s.stderr, message(err, s.lang))
	}
	line := data.Text{ZH: "共 %d 个网址：新取或有变化 %d，未变 %d，失败 %d；取得附件 %d 个，名单有误 %d 行\n",
		EN: "%d addresses: %d new or changed, %d unchanged, %d failed; %d attachments, %d bad lines in the list\n"}
	fmt.Fprintf(s.stdout, line.In(s.lang), sum.Addresses, sum.Fetched, sum.Unchanged, sum.Failed, sum.Attachments, bad)
}
