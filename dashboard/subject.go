package dashboard

import "gongkai/data"

// subject is one of the four things that the first page shows.
type subject struct {
	ID     string
	Title  data.Text
	Trends []string // indicators to choose from; the first is shown by default
	Parts  []parts
}

// parts is a composition: indicators that add up to a whole.
type parts struct {
	ID         string
	Title      data.Text
	Indicators []string
	Colors     []string // of the indicators; neighbours differ in lightness
}

// The colours say what is good for the applicant: given is green, refused is
// red; a decision upheld is green for the body, one corrected is red.
var (
	outcomeColors = []string{"#12824c", "#7cc49a", "#c0392b", "#e8a13a", "#7b6fb0", "#b9c0c9"}
	remedyColors  = []string{"#12824c", "#c0392b", "#b9c0c9", "#e8a13a"}
)

// subjects are the four, in the order of the page.
var subjects = []subject{
	{ID: "applications", Title: data.Text{ZH: "政府信息公开申请", EN: "Applications"},
		Trends: []string{"applications.received", "applications.concluded", "applications.carried_in", "applications.carried_out",
			"outcomes.granted", "outcomes.partial", "refused.total", "unavailable.total", "not_processed.total"},
		Parts: []parts{{"outcomes", data.Text{ZH: "申请办理结果", EN: "How applications ended"},
			[]string{"outcomes.granted", "outcomes.partial", "refused.total", "unavailable.total", "not_processed.total", "other.total"}, outcomeColors}}},
	{ID: "penalties", Title: data.Text{ZH: "行政处罚", EN: "Penalties"},
		Trends: []string{"decisions.penalty", "decisions.coercion"}},
	{ID: "licences", Title: data.Text{ZH: "行政许可", EN: "Licences"},
		Trends: []string{"decisions.licence", "decisions.service_other", "fees.amount", "documents.normative.made", "documents.normative.in_force"}},
	{ID: "remedies", Title: data.Text{ZH: "行政复议和行政诉讼", EN: "Reviews and lawsuits"},
		Trends: []string{"review.total", "review.corrected", "litigation.total", "litigation.corrected", "litigation.direct.total", "litigation.after.total"},
		Parts: []parts{
			{"reviews", data.Text{ZH: "行政复议结果", EN: "How reviews ended"},
				[]string{"review.upheld", "review.corrected", "review.other", "review.pending"}, remedyColors},
			{"lawsuits", data.Text{ZH: "行政诉讼结果", EN: "How lawsuits ended"},
				[]string{"litigation.upheld", "litigation.corrected", "litigation.other", "litigation.pending"}, remedyColors},
		}},
}

// decisions are the indicators of the page 处罚许可.
var decisions = []string{"decisions.licence", "decisions.penalty", "decisions.coercion", "fees.amount",
	"documents.normative.made", "documents.normative.repealed", "documents.normative.in_force", "documents.rules.in_force"}

// freeSubject is what was asked for by code.
var freeSubject = subject{ID: "chosen", Title: data.Text{ZH: "指标", EN: "Indicators"}}

// subjects are those of the page: the four, unless indicators are asked for.
func (ch *choice) subjects() (list []*subject) {
	if len(ch.Free) > 0 {
		return []*subject{&freeSubject}
	}
	for i := range subjects {
		list = append(list, &subjects[i])
	}
	return list
}

func subjectByID(id string) *subject {
	if id == freeSubject.ID {
		return &freeSubject
	}
	for i := range subjects {
		if subjects[i].ID == id {
			return &subjects[i]
		}
	}
	return nil
}
