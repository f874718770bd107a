package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"gongkai/data"
	"gongkai/data/savedquery"
)

// queriesCommand holds statements that the page SQL offers by name.
type queriesCommand struct {
	Set   setQueryCommand    `cmd:"" help:"保存一条查询，页面 SQL 按名称列出"`
	Unset unsetQueryCommand  `cmd:"" help:"删除一条保存的查询"`
	List  listQueriesCommand `cmd:"" help:"列出保存的查询"`
}

type setQueryCommand struct {
	storeFlag
	Description string `help:"说明" short:"d"`
	Name        string `arg:"" help:"名称"`
	SQL         string `arg:"" name:"sql" help:"SELECT 语句，参数写作 :名称；- 为标准输入"`
}

type unsetQueryCommand struct {
	storeFlag
	Name string `arg:"" help:"名称"`
}

type listQueriesCommand struct{ storeFlag }

// Run saves a query.
func (c *setQueryCommand) Run(s *surroundings) error {
	text, err := statement(c.SQL)
	if err != nil {
		return err
	}
	if err := savedquery.Set(c.Store, savedquery.Query{Name: c.Name, Description: c.Description, Text: text}); err != nil {
		return err
	}
	s.say(data.Text{ZH: "已保存查询 " + c.Name, EN: "saved the query " + c.Name})
	return nil
}

// statement is a text given as an argument, or what comes on the standard input
// for -.
func statement(given string) (string, error) {
	if given != "-" {
		return given, nil
	}
	b, err := io.ReadAll(io.LimitReader(os.Stdin, 1<<20))
	return strings.TrimSpace(string(b)), err
}

// Run forgets a query.
func (c *unsetQueryCommand) Run(s *surroundings) error {
	if err := savedquery.Unset(c.Store, c.Name); err != nil {
		return err
	}
	s.say(data.Text{ZH: "已删除查询 " + c.Name, EN: "deleted the query " + c.Name})
	return nil
}

// Run lists the queries, a line each.
func (c *listQueriesCommand) Run(s *surroundings) error {
	all, err := savedquery.List(c.Store)
	if err != nil {
		return err
	}
	for _, q := range all {
		fmt.Fprintf(s.stdout, "%s\t%s\t%s\n", q.Name, q.Description, strings.Join(strings.Fields(q.Text), " "))
	}
	return nil
}
