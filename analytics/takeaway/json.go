package takeaway

import (
	"bufio"
	"encoding/json"
	"io"
)

// writeJSON is one object: the columns with their types, and the rows as lists.
func writeJSON(w io.Writer, rows Rows, about About) error {
	out := bufio.NewWriterSize(w, 64<<10)
	head, err := json.Marshal(rows.Columns())
	if err != nil {
		return err
	}
	source := make(map[string]string, len(about.Source))
	for _, line := range about.Source {
		source[line[0]] = line[1]
	}
	from, err := json.Marshal(source)
	if err != nil {
		return err
	}
	b := append(append(append(append([]byte(`{"source":`), from...), `,"columns":`...), head...), `,"rows":[`...)
	n := 0
	err = each(rows, func(row []any) (err error) {
		if n++; n > 1 {
			b = append(b, ',')
		}
		if b, err = AppendRow(append(b, '\n'), row); err != nil {
			return err
		}
		_, err = out.Write(b)
		b = b[:0]
		return err
	})
	if err != nil {
		return err
	}
	if _, err := out.Write(append(b, "\n]}\n"...)); err != nil {
		return err
	}
	return out.Flush()
}

// AppendRow appends a row as a JSON list.
func AppendRow(b []byte, row []any) (_ []byte, err error) {
	b = append(b, '[')
	for i, v := range row {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendJSON(b, v); err != nil {
			return b, err
		}
	}
	return append(b, ']'), nil
}

// writeLines is an object a line, members in the order of the columns.
func writeLines(w io.Writer, rows Rows, _ About) error {
	out := bufio.NewWriterSize(w, 64<<10)
	var names [][]byte
	for i, c := range rows.Columns() {
		name, err := json.Marshal(c.Name)
		if err != nil {
			return err
		}
		if name = append(name, ':'); i > 0 {
			name = append([]byte{','}, name...)
		}
		names = append(names, name)
	}
	var b []byte
	err := each(rows, func(row []any) (err error) {
		b = append(b[:0], '{')
		for i, v := range row {
			if b, err = appendJSON(append(b, names[i]...), v); err != nil {
				return err
			}
		}
		_, err = out.Write(append(b, '}', '\n'))
		return err
	})
	if err != nil {
		return err
	}
	return out.Flush()
}
