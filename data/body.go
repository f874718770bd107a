package data

import (
	"cmp"
	"strings"
)

// Body is a reporting body (行政机关): the government of a division, or an
// organ (department, office, township, zone authority) within one.
type Body struct {
	Name       string      `json:"name"`                 // full name without the province, e.g. 双鸭山市尖山区
	RegionCode string      `json:"region_code"`          // six-digit GB/T 2260 code; "" if not certain
	Organ      string      `json:"organ"`                // 财政局, 人民政府办公厅 ...; "" for the government itself
	CodeThen   string      `json:"code_then,omitempty"`  // the division's code in the report year, where it is not RegionCode
	NameNow    string      `json:"name_now,omitempty"`   // Name with today's division names, where it is not Name
	Evidence   []string    `json:"evidence,omitempty"`   // what settled the code, for people
	Candidates []Candidate `json:"candidates,omitempty"` // units that bear the name, if the code stays open
}

// Candidate is a division that a printed name may mean.
type Candidate struct {
	RegionCode string `json:"region_code"`
	FullName   string `json:"full_name"`
}

// Clue is one piece of evidence on whose report a file is.
type Clue struct {
	Kind    ClueKind `json:"kind"`
	Text    string   `json:"text,omitempty"`    // as printed: 徐州市, 0516, 221005
	Says    Text     `json:"says"`              // what follows from it, a sentence
	Against bool     `json:"against,omitempty"` // speaks against the body that was chosen: a warning
}

// ClueKind is where a clue comes from.
type ClueKind string

// The kinds of clues.
const (
	ClueName     ClueKind = "name"     // the printed name, and where it stands
	CluePlace    ClueKind = "place"    // a province or city that is named
	CluePhone    ClueKind = "phone"    // the area code of a telephone number
	CluePostcode ClueKind = "postcode" // a postcode
	ClueHost     ClueKind = "host"     // the portal's address
	ClueFolder   ClueKind = "folder"   // the folder that the file lies in
	ClueTownship ClueKind = "township" // townships that are named
	ClueHistory  ClueKind = "history"  // a change of divisions
	ClueVerdict  ClueKind = "verdict"  // what the clues come to
)

// Key identifies a body over the years. The name is part of it because one
// division may hold several governments: 平潭县 and 平潭综合实验区 share a code.
// A township or subdistrict is the same body whether a report calls it 大庙乡
// or 大庙乡人民政府, 中仓街道 or 中仓街道办事处.
func (b Body) Key() string {
	name := cmp.Or(b.NameNow, b.Name) // the series of a renamed division goes on
	if b.Organ != "" {
		if short := strings.TrimSuffix(name, "人民政府"); short != name && isTownship(short) {
			name = short
		}
		if short := strings.TrimSuffix(name, "办事处"); short != name && strings.HasSuffix(short, "街道") {
			name = short
		}
	}
	return b.RegionCode + ":" + name
}

func isTownship(name string) bool {
	for _, kind := range []string{"乡", "镇", "街道", "苏木"} {
		if strings.HasSuffix(name, kind) {
			return true
		}
	}
	return false
}

// IsTownship reports whether the body is a township or subdistrict.
func (b Body) IsTownship() bool {
	short := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(b.Organ, "人民政府"), "政府"), "办事处")
	return short != "" && isTownship(short)
}
