package form

import (
	"cmp"
	"strings"

	"gongkai/data"
)

// Form is one statutory form.
type Form struct {
	ID         string     `json:"id"`
	NameZH     string     `json:"name_zh"`
	NameEN     string     `json:"name_en"`
	DocTitle   string     `json:"doc_title"`
	DocNo      string     `json:"doc_no"`
	Issuer     string     `json:"issuer"`
	Issued     string     `json:"issued"`
	YearFrom   int        `json:"report_year_from"` // first report year it was meant for
	YearTo     int        `json:"report_year_to"`   // last one; 0 while in force
	Detect     Detect     `json:"detect"`
	Tables     []*Table   `json:"tables"`
	Identities []Identity `json:"identities"`
	// Prose maps what a report says in sentences (proactive, received, granted,
	// partial, refused, review, litigation) to the row that means the same. It
	// fills what the tables do not print.
	Prose map[string]string `json:"prose"`

	cells  []*CellInfo
	byCell map[data.Cell]*CellInfo
}

// Name is the form's name in both languages.
func (f *Form) Name() data.Text { return data.Text{ZH: f.NameZH, EN: f.NameEN} }

// National reports whether the form was prescribed for the whole country.
func (f *Form) National() bool { return f.Issuer != "地方" && len(f.Detect.Any) > 0 }

// Detect tells a form by what its tables print, never by the year.
type Detect struct {
	Any     []string `json:"any"`  // labels that speak for the form
	None    []string `json:"none"` // labels that rule it out
	MinHits int      `json:"min_hits"`
	Rows    bool     `json:"rows"` // row labels count as hits too; the form with most of them wins
}

// Layouts of a table.
const (
	Matrix    = "matrix"     // labelled rows by labelled columns
	SingleRow = "single_row" // one row of figures without a label
	List      = "list"       // labelled rows, each with a unit of its own
	Prose     = "prose"      // no table: sentences
)

// Table is one statutory table.
type Table struct {
	ID            string    `json:"id"`      // t2.art20_1 ... t4
	Section       string    `json:"section"` // 二, 三, 四
	Title         string    `json:"title_zh"`
	TitleVariants []string  `json:"title_variants"`
	Layout        string    `json:"layout"`
	RowHeader     string    `json:"row_header"`
	ColumnHeader  string    `json:"column_header"`
	Columns       []*Column `json:"columns"`
	Rows          []*Row    `json:"rows"`
}

// Column is a column of figures. Group is the path of headings above it.
type Column struct {
	Code     string   `json:"code"`
	Label    string   `json:"label"`
	EN       string   `json:"en"`
	Group    []string `json:"group"`
	Variants []string `json:"variants"`
	Unit     string   `json:"unit"`   // 件, 项, 个, 万元; "" where the form prints none
	Money    bool     `json:"money"`  // decimals and 元 are possible
	Signed   bool     `json:"signed"` // may be negative (本年增/减)
	Year     bool     `json:"year"`   // a heading such as 2016年度 names it
}

// Row is a printed row. A group row is a heading and carries no figures.
// Path is the chain of headings that stand left of it.
type Row struct {
	Code       string   `json:"code"`
	Label      string   `json:"label"`
	EN         string   `json:"en"`
	No         string   `json:"no"`
	Level      int      `json:"level"`
	Path       []string `json:"path"`
	Variants   []string `json:"variants"`
	Group      bool     `json:"group"`
	LegalBasis string   `json:"legal_basis"`
	Unit       string   `json:"unit"` // of a list's row: 条, 件, 人次, 万元; "" where columns have units
}

// CellInfo is a statutory cell with its table, row and column.
type CellInfo struct {
	Cell   data.Cell
	Order  int // position in the catalogue, from 0, stable within a release
	Form   *Form
	Table  *Table
	Row    *Row
	Column *Column
}

// Money reports whether the cell holds an amount of money rather than a count.
func (c *CellInfo) Money() bool { return c.Column.Money || strings.HasSuffix(c.Row.Unit, "元") }

// Unit is the unit that the form prescribes, "" where it prints none.
func (c *CellInfo) Unit() string { return cmp.Or(c.Column.Unit, c.Row.Unit) }

// Label is the cell's place in words: "（三）不予公开 1.属于国家秘密 · 总计".
func (c *CellInfo) Label() data.Text {
	zh, en := "", ""
	for i, p := range c.Row.Path {
		if i > 0 || len(c.Row.Path) == 1 {
			zh += p + " "
		}
	}
	zh += c.Row.No + c.Row.Label
	en = c.Row.EN
	for _, g := range c.Column.Group {
		zh = join(zh, g)
	}
	return data.Text{ZH: join(zh, c.Column.Label), EN: join(en, c.Column.EN)}
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// Cell returns what is known of one of the form's cells, or nil.
func (f *Form) Cell(cell data.Cell) *CellInfo { return f.byCell[cell] }

// Cells lists the form's cells in printed order.
func (f *Form) Cells() []*CellInfo { return f.cells }

// Table returns a table by code, or nil.
func (f *Form) Table(id string) *Table {
	for _, t := range f.Tables {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// Row returns a row by code, or nil.
func (t *Table) Row(code string) *Row {
	for _, r := range t.Rows {
		if r.Code == code {
			return r
		}
	}
	return nil
}

// Column returns a column by code, or nil.
func (t *Table) Column(code string) *Column {
	for _, c := range t.Columns {
		if c.Code == code {
			return c
		}
	}
	return nil
}
