package main

import (
	"fmt"
	"time"

	"gongkai/data"
	"gongkai/data/store"
	"gongkai/data/store/pin"
)

// snapshotsCommand shows what was published, and keeps what is cited.
type snapshotsCommand struct {
	List  listSnapshots `cmd:"" default:"withargs" help:"列出各次发布的快照（缺省）"`
	Pin   pinSnapshot   `cmd:"" help:"固定一个快照：清理时永不删除"`
	Unpin unpinSnapshot `cmd:"" help:"取消固定"`
}

type listSnapshots struct {
	storeFlag
	JSON bool `help:"每个快照输出一行 JSON"`
}

type pinSnapshot struct {
	storeFlag
	Number int    `arg:"" help:"快照序号"`
	Reason string `required:"" help:"理由，如 某报告引用"`
	Author string `required:"" help:"署名"`
}

type unpinSnapshot struct {
	storeFlag
	Number int `arg:"" help:"快照序号"`
}

// snapshotLine is a snapshot as --json prints it.
type snapshotLine struct {
	Number    int        `json:"number"`
	Name      string     `json:"name"`
	Published *time.Time `json:"published"` // null where the manifest is damaged, like the counts
	Reports   *int       `json:"reports"`
	Figures   *int       `json:"figures"`
	Bodies    *int       `json:"bodies"`
	Size      int64      `json:"size"` // bytes
	Current   bool       `json:"current"`
	Pin       *pin.Pin   `json:"pin"`
	Readable  bool       `json:"readable"` // by this program
	Problem   string     `json:"problem,omitempty"`
}

// Run lists the snapshots, a line each.
func (c *listSnapshots) Run(s *surroundings) error {
	list, err := store.Snapshots(c.Store)
	if err != nil {
		return err
	}
	for _, e := range list {
		if c.JSON {
			err = writeSnapshotJSON(s, e)
		} else {
			writeSnapshot(s, e)
		}
		if err != nil {
			return err
		}
	}
	if len(list) == 0 && !c.JSON {
		s.say(data.Text{ZH: "还没有快照", EN: "no snapshots yet"})
	}
	return nil
}

func writeSnapshotJSON(s *surroundings, e store.Entry) error {
	l := snapshotLine{Number: e.Number, Name: e.Name, Size: e.Size, Current: e.Current, Pin: e.Pin, Readable: e.Err == nil}
	if m := e.Manifest; m != nil {
		l.Published, l.Reports, l.Figures, l.Bodies = &m.Published, &m.Reports, &m.Figures, &m.Bodies
	}
	if e.Err != nil {
		l.Problem = data.Code(e.Err)
	}
	return writeJSON(s.stdout, l)
}

// writeSnapshot prints a snapshot for people: * is the current one.
func writeSnapshot(s *surroundings, e store.Entry) {
	mark := " "
	if e.Current {
		mark = "*"
	}
	fmt.Fprintf(s.stdout, "%s %d", mark, e.Number)
	if m := e.Manifest; m != nil {
		fmt.Fprintf(s.stdout, data.Text{ZH: "  %s  %d 份报告  %d 个数据  %d 个机关", EN: "  %s  %d reports  %d figures  %d bodies"}.In(s.lang),
			m.Published.Local().Format("2006-01-02 15:04:05"), m.Reports, m.Figures, m.Bodies)
	}
	fmt.Fprintf(s.stdout, "  %s", megabytes(e.Size))
	if e.Current {
		fmt.Fprint(s.stdout, data.Text{ZH: "  当前", EN: "  current"}.In(s.lang))
	}
	if p := e.Pin; p != nil {
		fmt.Fprintf(s.stdout, data.Text{ZH: "  固定：%s（%s）", EN: "  pinned: %s (%s)"}.In(s.lang), p.Reason, p.Author)
	}
	if e.Err != nil {
		fmt.Fprintf(s.stdout, data.Text{ZH: "  打不开：%s", EN: "  cannot be opened: %s"}.In(s.lang), message(e.Err, s.lang))
	}
	fmt.Fprintln(s.stdout)
}

// megabytes prints a size as people read it.
func megabytes(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }

// Run pins a snapshot by its number.
func (c *pinSnapshot) Run(s *surroundings) error {
	m, err := store.Find(c.Store, c.Number)
	if err != nil {
		return err
	}
	if err := pin.Set(c.Store, m.Name(), c.Reason, c.Author, time.Now()); err != nil {
		return err
	}
	s.say(data.Text{ZH: fmt.Sprintf("已固定快照 %d", c.Number), EN: fmt.Sprintf("pinned snapshot %d", c.Number)})
	return nil
}

// Run forgets the pin of a snapshot.
func (c *unpinSnapshot) Run(s *surroundings) error {
	m, err := store.Find(c.Store, c.Number)
	if err != nil {
		return err
	}
	if err := pin.Unset(c.Store, m.Name()); err != nil {
		return err
	}
	s.say(data.Text{ZH: fmt.Sprintf("已取消固定快照 %d", c.Number), EN: fmt.Sprintf("unpinned snapshot %d", c.Number)})
	return nil
}
