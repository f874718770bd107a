package main

import (
	"fmt"
	"time"

	"gongkai/data"
	"gongkai/data/apikey"
)

// keysCommand gives programs keys to the API.
type keysCommand struct {
	Add    addKey    `cmd:"" help:"发给一个程序或单位一个接口密钥；只显示这一次"`
	Revoke revokeKey `cmd:"" help:"收回一个密钥"`
	List   listKeys  `cmd:"" help:"列出密钥的名称、次数和日期"`
}

type addKey struct {
	storeFlag
	Name string `arg:"" help:"给谁用，如 统计局"`
	Rate int    `help:"每分钟至多请求多少次" default:"600"`
}

// Run makes a key and prints it.
func (c *addKey) Run(s *surroundings) error {
	secret, err := apikey.Add(c.Store, c.Name, c.Rate, time.Now())
	if err != nil {
		return err
	}
	s.say(data.Text{ZH: "密钥只显示这一次，请妥善保存；用法：Authorization: Bearer 密钥", EN: "shown this once; send it as Authorization: Bearer KEY"})
	fmt.Fprintln(s.stdout, secret)
	return nil
}

type revokeKey struct {
	storeFlag
	Name string `arg:"" help:"密钥的名称"`
}

// Run ends a key; a running server refuses it from the next request on.
func (c *revokeKey) Run(s *surroundings) error {
	if err := apikey.Revoke(c.Store, c.Name, time.Now()); err != nil {
		return err
	}
	s.say(data.Text{ZH: "已收回：" + c.Name, EN: "revoked: " + c.Name})
	return nil
}

type listKeys struct {
	storeFlag
}

// Run lists the keys that were given out.
func (c *listKeys) Run(s *surroundings) error {
	keys, err := apikey.List(c.Store)
	if err != nil {
		return err
	}
	var rows [][]any
	for _, k := range keys {
		revoked := ""
		if k.Revoked != nil {
			revoked = k.Revoked.Format(time.RFC3339)
		}
		rows = append(rows, []any{k.Name, k.Rate, k.Made.Format(time.RFC3339), revoked})
	}
	return s.table(headings(data.Text{ZH: "名称|每分钟次数|发出|收回", EN: "name|requests a minute|made|revoked"}, s), rows)
}
