package grid

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"gongkai/ingest/document"
)

// draw fills a sheet from a picture: a line a row, | between cells, < for a
// place that the cell to the left covers, ^ for one that the cell above does,
// _ for an empty cell with a frame. Spaces at the ends of cells do not count.
func draw(t testing.TB, picture string) *Sheet {
	t.Helper()
	s := &Sheet{}
	var rows [][]string
	for line := range strings.SplitSeq(picture, "\n") {
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, cells)
	}
	mark := func(r, c int) string {
		if r < len(rows) && c < len(rows[r]) {
			return rows[r][c]
		}
		return ""
	}
	for r, cells := range rows {
		for c, text := range cells {
			if text == "" || text == "<" || text == "^" {
				continue
			}
			rowSpan, colSpan := 1, 1
			for mark(r, c+colSpan) == "<" {
				colSpan++
			}
			for mark(r+rowSpan, c) == "^" {
				rowSpan++
			}
			cell := Cell{Text: text, Zero: text == "0"}
			if text == "_" {
				cell = Cell{Framed: true}
			}
			if err := errors.Join(s.Put(r+1, c+1, cell), s.Merge(r+1, c+1, rowSpan, colSpan)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return s
}

// dump writes blocks as text: (paragraph) and [row,col+rowspan x colspan:text].
// Empty cells show as row,col alone.
func dump(d *document.Document) string {
	var b strings.Builder
	for _, bl := range d.Blocks {
		if bl.Table == nil {
			b.WriteString("(" + strings.ReplaceAll(bl.Text, "\n", "⏎") + ")\n")
			continue
		}
		fmt.Fprintf(&b, "[%dx%d", bl.Table.Rows, bl.Table.Cols)
		row := 0
		for _, c := range bl.Table.Cells {
			if c.Row != row {
				row = c.Row
				fmt.Fprintf(&b, " /%d", row)
			}
			fmt.Fprintf(&b, " %d", c.Col)
			if c.RowSpan > 1 || c.ColSpan > 1 {
				fmt.Fprintf(&b, "+%dx%d", c.RowSpan, c.ColSpan)
			}
			if c.Text != "" {
				b.WriteString(":" + c.Text)
			}
		}
		b.WriteString("]\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

func lay(t testing.TB, s *Sheet) string {
	t.Helper()
	d := &document.Document{}
	if err := NewWriter(d).Add(s); err != nil {
		t.Fatal(err)
	}
	return dump(d)
}

func TestBlocks(t *testing.T) {
	for name, tt := range map[string]struct{ sheet, want string }{
		"TitleTableText": {"某区2023年报告|<|<\n一、总体情况\n甲|乙|丙\n丁|1|2\n五、问题",
			"(某区2023年报告)\n(一、总体情况)\n[4x3 /3 1:甲 2:乙 3:丙 /4 1:丁 2:1 3:2]\n(五、问题)"},
		"EmptyRowEnds":          {"甲|乙\n丁|1\n\n戊|己\n庚|2", "[2x2 /1 1:甲 2:乙 /2 1:丁 2:1]\n[5x2 /4 1:戊 2:己 /5 1:庚 2:2]"},
		"PositionsAreTheSheets": {"\n\n||甲|乙\n||丁|1", "[4x4 /3 1 2 3:甲 4:乙 /4 1 2 3:丁 4:1]"},
		"MergedCells":           {"甲|乙|<\n^|丙|丁\n戊|1|2", "[3x3 /1 1+2x1:甲 2+1x2:乙 /2 2:丙 3:丁 /3 1:戊 2:1 3:2]"},
		"HeadingInside": {"甲|乙|丙\n新收|1|2\n三、办理结果|<|<\n予以公开|3|4\n部分公开|5|6",
			"[5x3 /1 1:甲 2:乙 3:丙 /2 1:新收 2:1 3:2 /3 1+1x3:三、办理结果 /4 1:予以公开 2:3 3:4 /5 1:部分公开 2:5 3:6]"},
		"TwoHeadingsInside": {"甲|乙|丙\n新收|1|2\n三、办理结果\n（一）不予公开\n1.国家秘密|3|4",
			"[5x3 /1 1:甲 2:乙 3:丙 /2 1:新收 2:1 3:2 /3 1:三、办理结果 2 3 /4 1:（一）不予公开 2 3 /5 1:1.国家秘密 2:3 3:4]"},
		"HeadingOfTheNextTable": {"甲|乙\n许可|1\n第二十条第（六）项\n信息内容|数量\n处罚|2",
			"[2x2 /1 1:甲 2:乙 /2 1:许可 2:1]\n(第二十条第（六）项)\n[5x2 /4 1:信息内容 2:数量 /5 1:处罚 2:2]"},
		"ProseIsNeverInside": {"甲|乙\n许可|1\n这是一句话。\n处罚|2", "[2x2 /1 1:甲 2:乙 /2 1:许可 2:1]\n(这是一句话。)\n[4x2 /4 1:处罚 2:2]"},
		"LabelsDeeper": {"项目|<|数\n新收|<|1\n三、结果\n（一）|予以|2\n|不予|3",
			"[5x3 /1 1+1x2:项目 3:数 /2 1+1x2:新收 3:1 /3 1:三、结果 2 3 /4 1:（一） 2:予以 3:2 /5 1 2:不予 3:3]"},
		"BlankRowWithFrame": {"甲|乙\n_|_\n五、问题", "[2x2 /1 1:甲 2:乙 /2 1 2]\n(五、问题)"},
		"BlankRowMerged":    {"甲|<|乙|<\n_|<|_|<\n五、问题", "[2x4 /1 1+1x2:甲 3+1x2:乙 /2 1+1x2 3+1x2]\n(五、问题)"},
		"BlankLabelRow":     {"甲|<|乙\n丁|<|1\n戊|<|_\n五、问题", "[3x3 /1 1+1x2:甲 3:乙 /2 1+1x2:丁 3:1 /3 1+1x2:戊 3]\n(五、问题)"},
		"BlankLabelMerged":  {"甲|<|乙\n丁|<|1\n戊|<\n四、情况", "[3x3 /1 1+1x2:甲 3:乙 /2 1+1x2:丁 3:1 /3 1+1x2:戊 3]\n(四、情况)"},
		"OneBlankRowIsKept": {"甲|乙\n丁|1\n_|_\n_|_\n_|_", "[3x2 /1 1:甲 2:乙 /2 1:丁 2:1 /3 1 2]"},
		"FramedTitle":       {"报告标题|_|_\n甲|乙|丙\n丁|1|2", "(报告标题)\n[3x3 /2 1:甲 2:乙 3:丙 /3 1:丁 2:1 3:2]"},
		"LineBelowTitle":    {"报告标题\n_\n甲|乙\n丁|1", "(报告标题)\n[4x2 /3 1:甲 2:乙 /4 1:丁 2:1]"},
		"TextOverRows":      {"序言很长。|<\n^|<\n甲|乙\n丁|1", "(序言很长。)\n[4x2 /3 1:甲 2:乙 /4 1:丁 2:1]"},
		"LabelOverRows":     {"甲|乙|丙\n三|丁|1\n^|戊\n^\n四|<|2", "[5x3 /1 1:甲 2:乙 3:丙 /2 1+3x1:三 2:丁 3:1 /3 2:戊 3 /4 2 3 /5 1+1x2:四 3:2]"},
		"SideBySide": {"许可|数||处罚|数\n甲|1||乙|2\n丙|3||丁|4",
			"[3x2 /1 1:许可 2:数 /2 1:甲 2:1 /3 1:丙 2:3]\n[3x5 /1 1 2 3 4:处罚 5:数 /2 1 2 3 4:乙 5:2 /3 1 2 3 4:丁 5:4]"},
		"SideBySideTitled": {"第（五）项|||第（六）项\n许可|数||处罚|数\n甲|1||乙|2",
			"(第（五）项)\n[3x2 /2 1:许可 2:数 /3 1:甲 2:1]\n(第（六）项)\n[3x5 /2 1 2 3 4:处罚 5:数 /3 1 2 3 4:乙 5:2]"},
		"BlankColumnInside": {"甲|乙||丙\n丁|1||2", "[2x4 /1 1:甲 2:乙 3 4:丙 /2 1:丁 2:1 3 4:2]"},
		"BlankColumnOfRow":  {"复议|<||诉讼|<\n维持|纠正||维持|纠正\n1|2||3|4", "[3x5 /1 1+1x2:复议 3 4+1x2:诉讼 /2 1:维持 2:纠正 3 4:维持 5:纠正 /3 1:1 2:2 3 4:3 5:4]"},
		"FarNote":           {"甲|乙" + strings.Repeat("|", 30) + "注\n丁|1", "[2x2 /1 1:甲 2:乙 /2 1:丁 2:1]\n(注)"},
		"OneLine":           {"填报单位：甲局||单位：件\n\n甲|乙\n丁|1", "(填报单位：甲局 单位：件)\n[4x2 /3 1:甲 2:乙 /4 1:丁 2:1]"},
		"FigureAlone":       {"甲\n乙|丙\n1", "(甲)\n[3x2 /2 1:乙 2:丙 /3 1:1 2]"},
		"Nothing":           {"_|_\n_|_", ""},
	} {
		if got := lay(t, draw(t, tt.sheet)); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, tt.want)
		}
	}
}

func TestHidden(t *testing.T) {
	const sheet = "甲|旧|乙\n去年|8|9\n丁|7|1\n戊|6|2"
	s := draw(t, sheet)
	s.HideRows(2, 2)
	s.HideColumns(2, 2)
	if got, want := lay(t, s), "[4x3 /1 1:甲 2 3:乙 /3 1:丁 2 3:1 /4 1:戊 2 3:2]"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	s = draw(t, "甲|<|乙\n^|<|丙\n丁|7|1")
	s.HideRows(1, 1)
	s.HideColumns(1, 1)
	if got, want := lay(t, s), "[3x3 /2 1 2:甲 3:丙 /3 1 2:7 3:1]"; got != want {
		t.Errorf("merged over hidden: got %s\nwant %s", got, want)
	}
	s = draw(t, sheet)
	s.HideRows(3, 3)
	s.HideRows(1, 2)
	s.HideRows(4, 4)
	if got := lay(t, s); got != "" {
		t.Errorf("all hidden: %s", got)
	}
	s = draw(t, "甲|乙\n丁|0\n戊|10")
	s.HideZeros = true
	if got, want := lay(t, s), "[3x2 /1 1:甲 2:乙 /2 1:丁 2 /3 1:戊 2:10]"; got != want {
		t.Errorf("hidden zeros: got %s\nwant %s", got, want)
	}
}

// What merged cells cover is not shown; ranges that overlap merge nothing.
func TestMerges(t *testing.T) {
	s := draw(t, "甲|乙|丙\n丁|1|2")
	if err := s.Merge(2, 2, 1, 2); err != nil {
		t.Fatal(err)
	}
	if got, want := lay(t, s), "[2x3 /1 1:甲 2:乙 3:丙 /2 1:丁 2+1x2:1]"; got != want {
		t.Errorf("covered: got %s\nwant %s", got, want)
	}
	s = draw(t, "甲|乙|丙\n丁|1|2")
	for _, m := range [][4]int{{1, 1, 1, 2}, {1, 2, 2, 1}, {0, 1, 2, 2}, {1, 1, -1, 5}, {2, 1, 1, 1}} {
		if err := s.Merge(m[0], m[1], m[2], m[3]); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := lay(t, s), "[2x3 /1 1+1x2:甲 3:丙 /2 1:丁 2:1 3:2]"; got != want {
		t.Errorf("overlapping: got %s\nwant %s", got, want)
	}
	s = draw(t, "某报告\n甲|乙\n丁|1")
	if err := errors.Join(s.Merge(1, 1, 1, maxCols), s.Merge(3, 1, maxRows, 1)); err != nil {
		t.Fatal(err)
	}
	if got, want := lay(t, s), "(某报告)\n[4x2 /2 1:甲 2:乙 /3 1+2x1:丁 2:1 /4 2]"; got != want {
		t.Errorf("whole row and column: got %s\nwant %s", got, want)
	}
}

func TestParagraphs(t *testing.T) {
	s := &Sheet{}
	long := "一、总体情况。\n" + strings.Repeat("长", 100)
	if err := errors.Join(s.Put(1, 1, Cell{Text: "某区2023年\n政府信息公开报告"}), s.Put(3, 2, Cell{Text: long})); err != nil {
		t.Fatal(err)
	}
	want := "(某区2023年⏎政府信息公开报告)\n(一、总体情况。)\n(" + strings.Repeat("长", 100) + ")"
	if got := lay(t, s); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestBounds(t *testing.T) {
	tooLarge := func(name string, fill func(s *Sheet) error) {
		t.Helper()
		s := &Sheet{}
		err := fill(s)
		if err == nil {
			err = NewWriter(&document.Document{}).Add(s)
		}
		if !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
	tooLarge("Cells", func(s *Sheet) (err error) {
		for i := 0; err == nil && i <= document.MaxCells; i++ {
			err = s.Put(i/10+1, i%10+1, Cell{Text: "1"})
		}
		return err
	})
	tooLarge("Text", func(s *Sheet) (err error) {
		for i := 0; err == nil && i < 100; i++ {
			err = s.Put(i+1, 1, Cell{Text: strings.Repeat("x", maxText/50)})
		}
		return err
	})
	tooLarge("Merges", func(s *Sheet) (err error) {
		for i := 0; err == nil && i <= document.MaxCells; i++ {
			err = s.Merge(i+1, 1, 1, 2)
		}
		return err
	})
	tooLarge("Diagonal", func(s *Sheet) (err error) {
		for i := 1; err == nil && i < 5000; i++ {
			err = s.Put(i, i, Cell{Text: "1"})
		}
		return err
	})
	tooLarge("Overlaps", func(s *Sheet) error {
		for k := range maxCols {
			_ = s.Put(2, k+1, Cell{Text: "1"})
		}
		_ = s.Merge(1, maxCols, 2, 1)
		for range 2000 {
			_ = s.Merge(2, 1, 1, maxCols)
		}
		return nil
	})
	tooLarge("PlacesOfATable", func(s *Sheet) error {
		for k := range 20 {
			_ = s.Put(100_000, k+1, Cell{Text: "1"})
			_ = s.Put(100_001, k+1, Cell{Text: "1"})
		}
		return nil
	})
	s := &Sheet{}
	if err := errors.Join(s.Put(0, 1, Cell{Text: "x"}), s.Put(1, -1, Cell{Text: "x"}), s.Put(maxRows+1, 1, Cell{Text: "x"}), s.Put(1, maxCols+1, Cell{Text: "x"})); err != nil || lay(t, s) != "" {
		t.Errorf("outside: %v", err)
	}
	for i := range 3 * maxFramed {
		_ = s.Put(i/10+1, i%10+1, Cell{Framed: true})
	}
	if lay(t, s) != "" || len(s.cells) > maxFramed {
		t.Errorf("%d frames remembered", len(s.cells))
	}
}
