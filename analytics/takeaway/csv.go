package takeaway

import (
	"bufio"
	"encoding/csv"
	"io"

	"gongkai/data"
)

// writeCSV is RFC 4180 in UTF-8. A text that a spreadsheet would run as a
// formula stands behind an apostrophe; numbers stay as they are.
func writeCSV(w io.Writer, rows Rows, about About) error {
	buffered := bufio.NewWriterSize(w, 64<<10)
	if about.ByteOrderMark {
		if _, err := buffered.WriteString("\uFEFF"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(buffered)
	out.UseCRLF = !about.Lines
	columns := rows.Columns()
	line := make([]string, len(columns))
	for i, c := range columns {
		line[i] = data.NoFormula(c.Name)
	}
	if err := out.Write(line); err != nil {
		return err
	}
	var scratch []byte
	err := each(rows, func(row []any) (err error) {
		for i, v := range row {
			if text, is := v.(string); is {
				line[i] = data.NoFormula(text)
				continue
			}
			if scratch, err = appendText(scratch[:0], v); err != nil {
				return err
			}
			if line[i] = string(scratch); !isNumber(v) {
				line[i] = data.NoFormula(line[i])
			}
		}
		return out.Write(line)
	})
	if err != nil {
		return err
	}
	if out.Flush(); out.Error() != nil {
		return out.Error()
	}
	return buffered.Flush()
}

func isNumber(v any) bool {
	switch v.(type) {
	case nil, int64, uint64, float64, float32, data.Number, bool:
		return true
	}
	return false
}
