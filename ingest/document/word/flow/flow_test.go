package flow

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/ingest/document"
)

func write(do func(f *Flow)) *document.Document {
	d := &document.Document{}
	f := New(d)
	do(f)
	f.Close()
	return d
}

func rowOf(f *Flow, depth int, r Row, texts ...string) {
	for _, s := range texts {
		f.Text(s)
		f.Cell(depth)
	}
	f.Row(depth, r)
}

func blocks(d *document.Document) string {
	var s strings.Builder
	for _, b := range d.Blocks {
		if b.Table == nil {
			fmt.Fprintf(&s, "(%s)", b.Text)
			continue
		}
		fmt.Fprintf(&s, "[%d×%d", b.Table.Rows, b.Table.Cols)
		for _, c := range b.Table.Cells {
			fmt.Fprintf(&s, " %d,%d+%dx%d:%s", c.Row, c.Col, c.RowSpan, c.ColSpan, c.Text)
		}
		s.WriteString("]")
	}
	return s.String()
}

var one = Row{Edges: []int{0, 1000}, Cells: make([]Cell, 1)}

func TestFlow(t *testing.T) {
	two := Row{Edges: []int{0, 1000, 2000}, Cells: make([]Cell, 2)}
	for name, tt := range map[string]struct {
		do   func(f *Flow)
		want string
	}{
		"Paragraph": {func(f *Flow) { f.Text("甲"); f.Rune('乙'); f.Paragraph(0); f.Text("末") }, "(甲乙)(末)"},
		"Table":     {func(f *Flow) { rowOf(f, 1, two, "1", "2"); rowOf(f, 1, one, "3"); f.Text("后"); f.Paragraph(0) }, "[2×2 1,1+1x1:1 1,2+1x1:2 2,1+1x1:3](后)"},
		"Beside": {func(f *Flow) {
			f.Text("前")
			b := f.Beside()
			b.Text("旁")
			b.Close()
			f.Text("后")
			f.Paragraph(0)
		}, "(旁)(前后)"},
		"DropRow":     {func(f *Flow) { rowOf(f, 1, one, "1"); f.Text("2"); f.Cell(1); f.DropRow(1); rowOf(f, 1, one, "3") }, "[2×1 1,1+1x1:1 2,1+1x1:3]"},
		"EmptyRow":    {func(f *Flow) { f.Row(1, one); rowOf(f, 1, one, "1") }, "[1×1 1,1+1x1:1]"},
		"Nested":      {func(f *Flow) { rowOf(f, 1, one, "外"); rowOf(f, 2, one, "1"); f.Text("尾"); f.Cell(1); f.Row(1, one) }, "(外)[1×1 1,1+1x1:1](尾)"},
		"NestedTwice": {func(f *Flow) { rowOf(f, 2, one, "1"); f.Cell(1); rowOf(f, 2, one, "2"); f.Cell(1); f.Row(1, two) }, "[1×1 1,1+1x1:1][1×1 1,1+1x1:2]"},
		"Unfinished":  {func(f *Flow) { rowOf(f, 1, one, "1"); f.Text("2"); f.Cell(1); f.Text("3"); f.Paragraph(1) }, "[1×1 1,1+1x1:1](2)(3)"},
		"NearEdges": {func(f *Flow) {
			rowOf(f, 1, two, "1", "2")
			rowOf(f, 1, Row{Edges: []int{15, 1020, 1980}, Cells: make([]Cell, 2)}, "3", "4")
		}, "[2×2 1,1+1x1:1 1,2+1x1:2 2,1+1x1:3 2,2+1x1:4]"},
		"FarEdges": {func(f *Flow) {
			rowOf(f, 1, two, "1", "2")
			rowOf(f, 1, Row{Edges: []int{0, 1021, 2000}, Cells: make([]Cell, 2)}, "3", "4")
		}, "[2×3 1,1+1x1:1 1,2+1x2:2 2,1+1x2:3 2,3+1x1:4]"},
	} {
		if got := blocks(write(tt.do)); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}

// A merge is no taller than a cell may be: what goes on is a cell of its own.
func TestTallMerge(t *testing.T) {
	d := write(func(f *Flow) {
		rowOf(f, 1, Row{Edges: one.Edges, Cells: []Cell{{Top: true}}}, "1")
		for range document.MaxSpan {
			rowOf(f, 1, Row{Edges: one.Edges, Cells: []Cell{{Above: true}}}, "")
		}
	})
	if c := d.Blocks[0].Table.Cells; len(c) != 2 || c[0].RowSpan != document.MaxSpan || c[1].Row != document.MaxSpan+1 {
		t.Errorf("%+v", c)
	}
}

// Rows with more edges than a table can have columns are counted, not placed.
func TestManyColumns(t *testing.T) {
	d := write(func(f *Flow) {
		for i := range document.MaxSpan {
			rowOf(f, 1, Row{Edges: []int{0, 100 + 100*i, 1 << 20}, Cells: make([]Cell, 2)}, "1", "2")
		}
	})
	if table := d.Blocks[0].Table; !table.Ragged || table.Cols != 2 || table.Rows != document.MaxSpan {
		t.Errorf("ragged %v, %d×%d", table.Ragged, table.Rows, table.Cols)
	}
}

func TestDepth(t *testing.T) {
	write(func(f *Flow) {
		if f.Depth() != 0 || f.Cells(1) != 0 {
			t.Error("nothing is open")
		}
		f.Cell(1)
		if f.Depth() != 1 || f.Cells(1) != 1 || f.Cells(2) != 0 {
			t.Errorf("depth %d, %d cells", f.Depth(), f.Cells(1))
		}
		f.Row(1, one)
		if f.Depth() != 0 {
			t.Error("the row has ended")
		}
	})
}
