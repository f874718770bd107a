package store

import (
	"strings"

	"gongkai/data"
)

// Kinds of bodies that are not named by their organ.
const (
	KindGovernment = "政府"   // the government of a division
	KindTownship   = "乡镇街道" // a township or subdistrict
)

// Kind is the kind of a body, by which bodies of one kind are found wherever
// they are: KindGovernment, KindTownship, or the organ's name, which has no
// place in it (教育局).
func Kind(b data.Body) string {
	if b.Organ == "" {
		return KindGovernment
	}
	short := b.Organ
	for _, tail := range []string{"人民政府", "政府", "办事处", "办"} {
		if cut, ok := strings.CutSuffix(short, tail); ok {
			short = cut
			break
		}
	}
	for _, tail := range []string{"乡", "镇", "街道", "苏木"} {
		if strings.HasSuffix(short, tail) {
			return KindTownship
		}
	}
	return b.Organ
}
