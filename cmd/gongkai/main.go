// Command gongkai reads the annual reports on government information
// disclosure (政府信息公开工作年度报告), keeps their figures in DuckDB and
// serves charts of them.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"gongkai/analytics/cage"
	"gongkai/data"
)

// commands is the command line: one struct a command.
type commands struct {
	Lang string `help:"语言 language: zh, en" enum:"zh,en" default:"zh" env:"GONGKAI_LANG"`

	Read    readCommand    `cmd:"" help:"读取报告并打印识读结果（不入库）"`
	Explain explainCommand `cmd:"" help:"说明一个文件被读成了什么：每个单元格的代码，或没有代码的原因"`
	Fetch   fetchCommand   `cmd:"" help:"按网址名单抓取年报网页和附件，存入文件夹"`
	Ingest  ingestCommand  `cmd:"" help:"载入报告并发布快照"`
	Bodies  bodiesCommand  `cmd:"" help:"人工指定报告机关"`

	Check    checkCommand    `cmd:"" help:"报告发布前的核验：与往年一并核对，什么也不保存"`
	Findings findingsCommand `cmd:"" help:"核验发现的问题：筛选、导出，或写成退回各机关核改的反馈表"`
	Verdicts verdictsCommand `cmd:"" help:"列出人工决定：免核和更正，及其是否有效"`
	Waive    waiveCommand    `cmd:"" help:"免核：一项未通过的核验已查明原因；数字变动后自动失效"`
	Correct  correctCommand  `cmd:"" help:"更正一个单元格的数字：原文保留，状态标为更正；报告重发而该格变动后自动失效"`
	Undo     undoCommand     `cmd:"" help:"撤回一项免核或更正"`

	Snapshots snapshotsCommand `cmd:"" help:"列出已发布的快照，固定要引用的快照"`
	Publish   publishCommand   `cmd:"" help:"从归档重建并发布最新状态，或使已有的快照重新成为当前快照"`
	Rollback  rollbackCommand  `cmd:"" help:"退回到以前的快照"`
	Prune     pruneCommand     `cmd:"" help:"清理旧快照"`
	Backup    backupCommand    `cmd:"" help:"把归档、当前快照和注记等备份成一个文件；载入进行时也可以"`
	Restore   restoreCommand   `cmd:"" help:"从备份恢复：先解开、核对、试查，再替换"`
	Doctor    doctorCommand    `cmd:"" help:"检查数据目录：哪里不对、对数字有何影响、怎么办；--mend 修复"`
	Verify    verifyCommand    `cmd:"" help:"核对：各文件的哈希，以及从归档重建的快照是否与当前快照逐行相同"`

	Serve    serveCommand    `cmd:"" help:"启动看板"`
	MCP      mcpCommand      `cmd:"" name:"mcp" help:"以 Model Context Protocol 为智能助手提供查询工具（标准输入输出）"`
	Ask      askCommand      `cmd:"" help:"提问：趋势、同类比较、结果构成、合计、覆盖、定义"`
	Keys     keysCommand     `cmd:"" help:"接口密钥"`
	Groups   groupsCommand   `cmd:"" help:"自选的比较分组"`
	Queries  queriesCommand  `cmd:"" help:"保存的 SQL 查询"`
	Annotate annotateCommand `cmd:"" help:"对数字的注记，署名并注明日期"`
	Revised  revisionCommand `cmd:"" name:"revisions" help:"更正过的报告改了哪些数字"`
	Query    queryCommand    `cmd:"" help:"在当前快照上执行一条 SELECT"`
	Export   exportCommand   `cmd:"" help:"把当前快照的各表导出为 Parquet 或 CSV 文件"`
	Version  versionCommand  `cmd:"" help:"版本信息"`
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == cage.Word {
		os.Exit(cage.Child())
	}
	signal.Ignore(syscall.SIGXFSZ) // on a thread of DuckDB's it would end the program; ignored, the write fails and is told of
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with its surroundings as parameters, so that tests start the
// same program. It returns the exit status: 0, 1 for a failed run, 2 for wrong
// usage.
func run(args []string, stdout, stderr io.Writer) int {
	var c commands
	status := -1
	parser, err := kong.New(&c, kong.Name("gongkai"), kong.Description("公开 gongkai：政府信息公开工作年度报告的识读、入库与比较"),
		kong.Writers(stdout, stderr), kong.Exit(func(code int) { status = code }), kong.UsageOnError())
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	ctx, err := parser.Parse(args)
	if status >= 0 { // --help was printed
		return status
	}
	if err != nil {
		fmt.Fprintln(stderr, "gongkai: "+err.Error())
		return 2
	}
	if err := ctx.Run(&surroundings{stdout, stderr, data.Lang(c.Lang)}); err != nil {
		if !errors.Is(err, errSaid) {
			fmt.Fprintln(stderr, "gongkai: "+message(err, data.Lang(c.Lang)))
		}
		return 1
	}
	return 0
}

// surroundings is what commands may print to.
type surroundings struct {
	stdout, stderr io.Writer
	lang           data.Lang
}

// errSaid fails a command that has already printed its errors.
var errSaid = errors.New("said")

func message(err error, l data.Lang) string {
	var e *data.Error
	if errors.As(err, &e) {
		return e.In(l)
	}
	return err.Error()
}
