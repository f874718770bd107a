package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"gongkai/analytics"
	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// askCommand prints the answers that pages and API give, as tables or JSON.
type askCommand struct {
	Trend    askTrend    `cmd:"" help:"指标逐年的变化"`
	Peers    askPeers    `cmd:"" help:"与同类机关比较"`
	Funnel   askFunnel   `cmd:"" help:"漏斗图：差异是否超出偶然"`
	Change   askChange   `cmd:"" help:"本年有哪些不寻常的变化"`
	Why      askWhy      `cmd:"" help:"比率变化的分解：总量、构成、比率"`
	Who      askWho      `cmd:"" help:"合计的变化来自哪些机关"`
	Outcomes askOutcomes `cmd:"" help:"申请、复议、诉讼的结果构成"`
	Chain    askChain    `cmd:"" help:"文件的制发、废止与现行有效"`
	Scatter  askScatter  `cmd:"" help:"两个指标的散点"`
	Total    askTotal    `cmd:"" help:"同类机关的合计"`
	Coverage askCoverage `cmd:"" help:"哪些机关哪些年度已有报告"`
	Define   askDefine   `cmd:"" help:"指标或比率的定义"`
}

// answerFlags are what all questions take.
type answerFlags struct {
	readFlag
	catalogueFlag
	Few    int64 `help:"件数少于此数的比率只列件数" default:"10"`
	Ranked int64 `help:"件数少于此数的比率不排名" default:"30"`
	JSON   bool  `name:"json" help:"以 JSON 输出"`
}

// answer opens the current snapshot, asks, and prints the answer: as JSON, or
// as the lines and tables that print makes of it.
func answer[T any](f answerFlags, s *surroundings, ask func(context.Context, *analytics.Analytics) (T, error), print func(T) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	catalogue, err := f.catalogue()
	if err != nil {
		return err
	}
	snapshot, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer snapshot.Close()
	got, err := ask(ctx, analytics.New(snapshot, catalogue).WithLimits(analytics.Limits{Percent: max(1, f.Few), Rank: max(1, f.Ranked)}))
	if err != nil {
		return err
	}
	if f.JSON {
		return writeJSON(s.stdout, got)
	}
	return print(got)
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// bodies finds the bodies that words name.
func bodies(ctx context.Context, a *analytics.Analytics, words []string) (ids []int, err error) {
	for _, w := range words {
		b, err := a.FindBody(ctx, w)
		if err != nil {
			return nil, err
		}
		ids = append(ids, b.ID)
	}
	return ids, nil
}

// table prints rows under headings, and source says which snapshot they are of.
func (s *surroundings) table(headings []string, rows [][]any) error {
	return writeTable(s.stdout, takeaway.Hold(headings, rows), s.lang)
}

func (s *surroundings) source(ref analytics.SnapshotRef) {
	line := data.Text{ZH: "快照 %d（%s），发布于 %s\n", EN: "snapshot %d (%s), published %s\n"}
	fmt.Fprintf(s.stdout, line.In(s.lang), ref.Number, ref.Hash, ref.Published)
	if ref.Generated {
		s.say(data.Text{ZH: "模拟数据：全部报告由程序编造，不得引用", EN: "made-up data: every report was generated, and means nothing"})
	}
}

func (s *surroundings) say(t data.Text) { fmt.Fprintln(s.stdout, t.In(s.lang)) }

// plainNumber is a number as tables print it; nil is empty.
func plainNumber(n *data.Number) any {
	if n == nil {
		return nil
	}
	return n.String()
}

// casesOf prints k of n with the interval.
func casesOf(r *analytics.Rate) any {
	if r == nil {
		return nil
	}
	s := r.K.String() + "/" + r.N.String()
	if r.Low != nil {
		s += fmt.Sprintf("（%s–%s）", one(*r.Low), one(*r.High))
	}
	return s
}

func one(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
