package data

import "testing"

func TestOtherCellIsOneWord(t *testing.T) {
	o := OtherCell{Body: "350128:平潭综合实验区", Year: 2023, Cell: "gov2021/t3/carried_out/total"}
	if got, ok := ParseOtherCell(o.String()); !ok || got != o {
		t.Errorf("%q is read as %+v, %v", o, got, ok)
	}
	whole := OtherCell{Body: "350128:平潭 综合实验区", Year: 2023}
	if got, ok := ParseOtherCell(whole.String()); !ok || got.Body != "350128:平潭综合实验区" || got.Cell != "" {
		t.Errorf("%q is read as %+v, %v", whole, got, ok)
	}
	for _, s := range []string{"", "gov2021/t3/received/total", "a@b@c", "a@1"} {
		if got, ok := ParseOtherCell(s); ok {
			t.Errorf("%q is read as %+v", s, got)
		}
	}
}
