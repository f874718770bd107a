package data

// Body is a reporting body (行政机关): the government of a division, or an
// organ (department, office, township, zone authority) within one.
type Body struct {
	Name       string      `json:"name"`                 // full name without the province, e.g. 双鸭山市尖山区
	RegionCode string      `json:"region_code"`          // six-digit GB/T 2260 code; "" if not certain
	Organ      string      `json:"organ"`                // 财政局, 人民政府办公厅 ...; "" for the government itself
	Evidence   []string    `json:"evidence,omitempty"`   // what settled the code, for people
	Candidates []Candidate `json:"candidates,omitempty"` // units that bear the name, if the code stays open
}

// Candidate is a division that a printed name may mean.
type Candidate struct {
	RegionCode string `json:"region_code"`
	FullName   string `json:"full_name"`
}

// Key identifies a body over the years. The name is part of it because one
// division may hold several governments: 平潭县 and 平潭综合实验区 share a code.
func (b Body) Key() string { return b.RegionCode + ":" + b.Name }
