package main

import (
	"context"
	"fmt"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/group"
	"gongkai/data/store"
)

// groupsCommand holds peer groups of one's own, saved under a name.
type groupsCommand struct {
	Set   setGroupCommand   `cmd:"" help:"保存一组机关，供 ask --group 使用"`
	Unset unsetGroupCommand `cmd:"" help:"删除一个分组"`
	List  listGroupsCommand `cmd:"" help:"列出分组"`
}

type setGroupCommand struct {
	storeFlag
	Name string   `arg:"" help:"组名"`
	Body []string `arg:"" help:"机关的名称、区划代码或标识"`
}

type unsetGroupCommand struct {
	storeFlag
	Name string `arg:"" help:"组名"`
}

type listGroupsCommand struct{ storeFlag }

// Run finds the bodies and saves their keys, which hold beyond this snapshot.
func (c *setGroupCommand) Run(s *surroundings) error {
	ctx := context.Background()
	catalogue, err := form.Load()
	if err != nil {
		return err
	}
	snapshot, err := store.Open(ctx, c.Store)
	if err != nil {
		return err
	}
	defer snapshot.Close()
	a := analytics.New(snapshot, catalogue)
	var keys []string
	for _, words := range c.Body {
		b, err := a.FindBody(ctx, words)
		if err != nil {
			return err
		}
		keys = append(keys, b.RegionCode+":"+b.Name)
	}
	if err := group.Set(c.Store, c.Name, keys); err != nil {
		return err
	}
	s.say(data.Text{ZH: fmt.Sprintf("已保存分组 %s：%d 个机关", c.Name, len(keys)), EN: fmt.Sprintf("saved the group %s: %d bodies", c.Name, len(keys))})
	return nil
}

// Run forgets a group.
func (c *unsetGroupCommand) Run(s *surroundings) error {
	if err := group.Unset(c.Store, c.Name); err != nil {
		return err
	}
	s.say(data.Text{ZH: "已删除分组 " + c.Name, EN: "deleted the group " + c.Name})
	return nil
}

// Run lists the groups, a line each.
func (c *listGroupsCommand) Run(s *surroundings) error {
	groups, err := group.List(c.Store)
	if err != nil {
		return err
	}
	for _, name := range group.Names(groups) {
		fmt.Fprintf(s.stdout, "%s\t%s\n", name, strings.Join(groups[name], " "))
	}
	return nil
}
