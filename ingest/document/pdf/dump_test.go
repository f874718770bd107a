package pdf

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestDump(t *testing.T) {
	f := os.Getenv("DUMP")
	if f == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(f)
	d, err := Read(f, b)
	if err != nil {
		t.Fatal(err)
	}
	for _, bl := range d.Blocks {
		switch {
		case bl.Table != nil:
			fmt.Printf("TABLE %d %dx%d\n", bl.Table.Number, bl.Table.Rows, bl.Table.Cols)
			row := 0
			for _, c := range bl.Table.Cells {
				if c.Row != row {
					row = c.Row
					fmt.Printf("\n%d: ", row)
				}
				fmt.Printf("|%d", c.Col)
				if c.RowSpan > 1 || c.ColSpan > 1 {
					fmt.Printf("+%dx%d", c.RowSpan, c.ColSpan)
				}
				fmt.Printf(" %s ", strings.ReplaceAll(c.Text, "\n", "⏎"))
			}
			fmt.Println()
		case bl.Lines != nil:
			fmt.Println("LINES")
			for _, l := range bl.Lines {
				fmt.Println("  >", l)
			}
		default:
			fmt.Println("P:", bl.Text)
		}
	}
}
