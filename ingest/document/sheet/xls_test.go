package sheet

import (
	"bytes"
	"encoding/binary"
	"math"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/data"
)

// rec writes a record: numbers as they are wide, bytes and strings as they are.
func rec(id uint16, fields ...any) []byte {
	var b bytes.Buffer
	for _, f := range fields {
		switch f := f.(type) {
		case string:
			b.WriteString(f)
		default:
			if err := binary.Write(&b, binary.LittleEndian, f); err != nil {
				panic(err)
			}
		}
	}
	head := binary.LittleEndian.AppendUint16(nil, id)
	head = binary.LittleEndian.AppendUint16(head, uint16(b.Len()))
	return append(head, b.Bytes()...)
}

// wide writes text in two bytes a character.
func wide(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

// text8 is a string of BIFF8 with its length in two bytes.
func text8(s string) string {
	n := len(utf16.Encode([]rune(s)))
	return string([]byte{byte(n), byte(n >> 8), 1}) + wide(s)
}

const u0 = uint16(0)

var (
	eof      = rec(recEOF)
	sheetBOF = rec(recBOF, uint16(0x0600), uint16(0x0010), make([]byte, 12))
)

// biff writes a stream of records with sheets behind the globals.
func biff(globals [][]byte, sheets ...[][]byte) []byte {
	return biffStates(0x0600, make([]byte, len(sheets)), globals, sheets...)
}

func biffStates(version uint16, states []byte, globals [][]byte, sheets ...[][]byte) []byte {
	bof := rec(recBOF, version, uint16(0x0005), make([]byte, 12))
	at := len(bof) + len(bytes.Join(globals, nil)) + len(eof) + len(sheets)*len(rec(recBoundSheet, uint32(0), "\x00\x00\x01\x00A"))
	out := bof
	var bodies []byte
	for i, s := range sheets {
		out = append(out, rec(recBoundSheet, uint32(at+len(bodies)), states[i:i+1], "\x00\x01\x00A")...)
		bodies = append(bodies, bytes.Join(append(append([][]byte{rec(recBOF, version, uint16(0x0010), make([]byte, 12))}, s...), eof), nil)...)
	}
	out = append(append(out, bytes.Join(globals, nil)...), eof...)
	return append(out, bodies...)
}

func num(row, col, ixfe uint16, v float64) []byte {
	return rec(recNumber, row, col, ixfe, math.Float64bits(v))
}

func label(row, col uint16, s string) []byte { return rec(recLabel, row, col, u0, text8(s)) }

func TestRecords(t *testing.T) {
	// the second string is cut between two records inside its characters, and
	// goes on in one byte a character; the third has runs and pronunciation
	sst := [][]byte{
		rec(recSST, uint32(3), uint32(3), text8("甲"), "\x04\x00\x01"+wide("乙丙")),
		rec(recContinue, "\x00AB", "\x01\x00\x0d", uint16(1), uint32(3), wide("丁"), "\x00\x00\x00\x00", "xyz"),
	}
	formats := [][]byte{
		rec(recFormat, uint16(200), text8(`0"件"`)),
		rec(recXF, u0, u0, make([]byte, 16)),
		rec(recXF, u0, uint16(200), make([]byte, 16)),
		rec(recXF, u0, uint16(10), make([]byte, 16)),
		rec(recXF, u0, uint16(31), make([]byte, 16)),
	}
	formula := func(col uint16, value string) []byte {
		return rec(recFormula, uint16(1), col, u0, value, u0, uint32(0), u0)
	}
	special := func(kind, v byte) string { return string([]byte{kind, 0, v, 0, 0, 0, 0xFF, 0xFF}) }
	for name, tt := range map[string]struct {
		globals, cells [][]byte
		want           string
	}{
		"SharedStrings": {sst, [][]byte{rec(recLabelSST, uint16(1), u0, u0, uint32(0)), rec(recLabelSST, uint16(1), uint16(1), u0, uint32(1)), rec(recLabelSST, uint16(1), uint16(2), u0, uint32(2))},
			"2,1:甲 2,2:乙丙AB 2,3:丁"},
		"Numbers": {formats, [][]byte{num(1, 0, 0, 12.340000000000001), num(1, 1, 1, 3), num(1, 2, 2, 0.25678), num(1, 3, 3, 45292)}, "2,1:12.34 2,2:3件 2,3:25.678% 2,4:2024年1月1日"},
		"RK": {nil, [][]byte{rec(recRK, uint16(1), u0, u0, uint32(7<<2|2)), rec(recRK, uint16(1), uint16(1), u0, uint32(1234<<2|3)),
			rec(recMulRK, uint16(1), uint16(2), u0, uint32(math.Float64bits(1.5)>>32), u0, uint32(0xFFFFFFFC|2), u0, uint32(math.Float64bits(250)>>32|1), uint16(4))},
			"2,1:7 2,2:12.34 2,3:1.5 2,4:-1 2,5:2.5"},
		"Labels":        {nil, [][]byte{label(1, 0, "甲"), rec(recRString, uint16(1), uint16(1), u0, text8("乙"), uint16(0)), label(1, 2, "1")}, "2,1:甲 2,2:乙 2,3:1"},
		"Boolean":       {nil, [][]byte{rec(recBoolErr, uint16(1), u0, u0, "\x01\x00"), rec(recBoolErr, uint16(1), uint16(1), u0, "\x07\x01"), rec(recBoolErr, uint16(1), uint16(2), u0, "\x99\x01"), num(1, 3, 0, 1)}, "2,1:TRUE 2,2:#DIV/0! 2,3:#ERROR! 2,4:1"},
		"Formulas":      {nil, [][]byte{formula(0, string(binary.LittleEndian.AppendUint64(nil, math.Float64bits(5)))), formula(1, special(0, 0)), rec(0x04BC, "shared"), rec(recString, text8("文")), formula(2, special(1, 1)), formula(3, special(2, 0x2A)), formula(4, special(3, 0)), formula(5, special(0, 0)), formula(6, special(0, 0))}, "2,1:5 2,2:文 2,3:TRUE 2,4:#N/A 2,6:= 2,7:="},
		"NotCalculated": {nil, [][]byte{rec(recFormula, uint16(1), u0, u0, uint64(0), uint16(2), uint32(0), u0), rec(recFormula, uint16(1), uint16(1), u0, uint64(0), uint16(1), uint32(0), u0)}, "2,1:= 2,2:0"},
		"Hidden": {nil, [][]byte{rec(recColInfo, uint16(1), uint16(1), uint16(2000), u0, uint16(1), u0), rec(recRow, uint16(2), u0, u0, u0, uint32(0), "\x20\x00\x00\x00"),
			num(1, 0, 0, 1), num(1, 1, 0, 9), num(1, 2, 0, 3), num(2, 0, 0, 9)}, "2,1:1 2,3:3"},
		"Zeros":  {nil, [][]byte{num(1, 0, 0, 0), num(1, 1, 0, 2), rec(recWindow2, uint16(0x0026), make([]byte, 16))}, "2,2:2"},
		"Merged": {nil, [][]byte{num(1, 0, 0, 1), num(1, 1, 0, 2), num(1, 2, 0, 3), rec(recMergeCells, uint16(1), uint16(1), uint16(1), u0, uint16(1))}, "2,1+1x2:1 2,3:3"},
		"Chart":  {nil, [][]byte{num(1, 0, 0, 1), sheetBOF, num(1, 1, 0, 9), eof, num(1, 2, 0, 3)}, "2,1:1 2,3:3"},
	} {
		cells := append([][]byte{label(0, 0, "头"), label(0, 1, "尾"), label(0, 6, "末")}, tt.cells...)
		want := "[ 1,1:头 1,2:尾 1,7:末 " + tt.want + "]"
		if name == "Hidden" {
			want = strings.Replace(want, " 1,2:尾", "", 1)
		}
		d, err := ReadXLS(name, biff(tt.globals, cells))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := dump(d); got != want || d.Format != "xls" {
			t.Errorf("%s: got %s %s\nwant %s", name, d.Format, got, want)
		}
	}
}

func TestSheetsXLS(t *testing.T) {
	d, err := ReadXLS("x", biffStates(0x0600, []byte{1, 0, 2}, nil, [][]byte{label(0, 0, "旧")}, [][]byte{label(0, 0, "今")}, [][]byte{label(0, 0, "藏")}))
	if err != nil || dump(d) != "(今)" {
		t.Errorf("hidden sheets: %v, %v", d, err)
	}
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String("行政处罚")
	d, err = ReadXLS("x", biffStates(0x0500, []byte{0}, [][]byte{rec(recCodePage, uint16(936))},
		[][]byte{rec(recLabel, u0, u0, u0, uint16(len(gb)), gb), num(0, 1, 0, 17)}))
	if err != nil || dump(d) != "[ 1,1:行政处罚 1,2:17]" {
		t.Errorf("Excel 95: %v, %v", d, err)
	}
	d, err = ReadXLS("x", append(append(bytes.Clone(sheetBOF), num(0, 0, 0, 5)...), eof...))
	if err != nil || dump(d) != "[ 1,1:5]" {
		t.Errorf("a sheet alone: %v, %v", d, err)
	}
}

// A framed row left blank belongs to its table.
func TestFramesXLS(t *testing.T) {
	xf := func(lines uint32) []byte { return rec(recXF, u0, u0, make([]byte, 6), lines, make([]byte, 6)) }
	for lines, want := range map[uint32]int{0: 1, 0x1: 2, 0x1000: 1, 0x1100: 2} {
		b := biff([][]byte{xf(0), xf(lines)}, [][]byte{num(0, 0, 0, 1), num(0, 1, 0, 2), rec(recMulBlank, uint16(1), u0, uint16(1), uint16(1), uint16(1)), label(2, 0, "文")})
		d, err := ReadXLS("x", b)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Blocks[0].Table.Rows; got != want {
			t.Errorf("borders %x: a table of %d rows, want %d", lines, got, want)
		}
	}
}

func TestRefusedXLS(t *testing.T) {
	whole := biff(nil, [][]byte{label(0, 0, "文")})
	for name, tt := range map[string]struct {
		b    []byte
		code string
	}{
		"NotOLE":     {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxx"), "damaged_file"},
		"Nothing":    {nil, "damaged_file"},
		"Cut":        {whole[:len(whole)-2], "damaged_file"},
		"CutGlobals": {whole[:30], "damaged_file"},
		"Empty":      {biff(nil, [][]byte{}), "empty_file"},
		"NoSheet":    {biff(nil), "empty_file"},
		"Encrypted":  {biff([][]byte{rec(recFilePass, u0)}, [][]byte{label(0, 0, "文")}), "encrypted_file"},
		"Excel2":     {rec(0x0009, u0, uint16(0x10)), "old_excel"},
		"Excel3":     {rec(0x0209, u0, uint16(0x10)), "old_excel"},
		"Excel4":     {rec(0x0409, u0, uint16(0x10)), "old_excel"},
		"NoSuchText": {biff(nil, [][]byte{rec(recLabelSST, u0, u0, u0, uint32(3))}), "damaged_file"},
		"CutString":  {biff([][]byte{rec(recSST, uint32(1), uint32(1), "\xff\x00\x01ab")}, [][]byte{label(0, 0, "文")}), "damaged_file"},
		"ShortCell":  {biff(nil, [][]byte{rec(recNumber, u0, u0)}), "damaged_file"},
	} {
		_, err := ReadXLS(name, tt.b)
		if data.Code(err) != tt.code {
			t.Errorf("%s: %v, want %s", name, err, tt.code)
		}
	}
	var before, after runtime.MemStats
	file := nestedDirectory(2500)
	runtime.ReadMemStats(&before)
	_, err := ReadXLS("Directory", file)
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; data.Code(err) != "damaged_file" || took > 64<<20 {
		t.Errorf("directory: %v, %d MB", err, took>>20)
	}
	// many sheets that are one another's insides
	inner := bytes.Repeat(sheetBOF, 2000)
	inner = append(inner, bytes.Repeat(eof, 2000)...)
	var globals [][]byte
	head := 20 + 500*len(rec(recBoundSheet, uint32(0), "\x00\x00\x01\x00A")) + len(eof)
	for i := range 500 {
		globals = append(globals, rec(recBoundSheet, uint32(head+20*i), "\x00\x00\x01\x00A"))
	}
	if _, err := ReadXLS("Nested", append(biff(globals), inner...)); data.Code(err) != "damaged_file" {
		t.Errorf("nested: %v", err)
	}
}

// nestedDirectory is a compound file of nothing but a directory of so many
// sectors, each entry inside the one before ([MS-CFB] sections 2.2 and 2.6).
func nestedDirectory(sectors int) []byte {
	const size, none, last = 512, 0xFFFFFFFF, 0xFFFFFFFE
	tables := sectors/127 + 1
	b := make([]byte, size*(1+sectors))
	put := func(at int, v uint32) { binary.LittleEndian.PutUint32(b[at:], v) }
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	copy(b[24:], "\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00")
	put(44, uint32(tables))
	put(48, uint32(tables)) // the directory's first sector
	put(56, 4096)
	put(60, last)
	put(68, last)
	for i := range 109 {
		put(76+4*i, none)
		if i < tables {
			put(76+4*i, uint32(i))
		}
	}
	for i := range sectors {
		put(size+4*i, uint32(i+1))
	}
	put(size+4*(sectors-1), last)
	entries := 4 * (sectors - tables)
	for i := range entries {
		at := size*(1+tables) + 128*i
		copy(b[at:], "W\x00")
		b[at+64], b[at+66] = 4, 1
		put(at+68, none)
		put(at+72, none)
		put(at+76, uint32(i+1))
	}
	put(size*(1+tables)+128*(entries-1)+76, none)
	return b
}
