package dashboard

import (
	"net/url"

	"gongkai/analytics"
	"gongkai/data"
)

// findingRows is how many findings a page lists; a file has all, except for the
// workbook to send back, which is laid out in memory and refuses more.
const (
	findingRows      = 50
	workbookFindings = 200_000
)

// states are the results of checks, in the order of the page.
var states = []data.State{data.Failed, data.NotAssessable, data.Waived, data.OK}

// checkRow counts a check's results.
type checkRow struct {
	Code, Text string
	Counts     []checkCount // in the order of states
}

type checkCount struct{ N, Href string }

// foundRow is a finding in the list.
type foundRow struct {
	Name, Check, Rule, State, Severity, Detail string
	Year                                       int
	Failed                                     bool
	Report                                     string
	Cells                                      []linked
	Waiver                                     *waiverLine // nil for none
}

// foundList is what the checks found.
type foundList struct {
	Checks, States, Severities []choiceOf
	ByCheck                    []checkRow
	StateHeads                 []string
	Found                      []foundRow
	FoundOf                    string
	FoundFrom, FoundTo         int
	FoundBefore, FoundAfter    string
}

// checkLetters is how much of a check's rule the choice of checks shows.
const checkLetters = 24

// clipped is the beginning of a text.
func clipped(text string, letters int) string {
	if all := []rune(text); len(all) > letters {
		return string(all[:letters-1]) + "…"
	}
	return text
}

// layFindings prints the findings.
func (s *Server) layFindings(p page, v url.Values, q analytics.FindingsQuestion, f *analytics.Findings) (list foundList) {
	for _, state := range states {
		list.StateHeads = append(list.StateHeads, state.Name().In(p.Lang))
		list.States = append(list.States, choiceOf{string(state), state.Name().In(p.Lang), state == q.State})
	}
	list.States = append(list.States, choiceOf{"any", p.T("全部结果", "any result"), q.State == ""})
	list.Severities = []choiceOf{{"", p.T("全部性质", "any severity"), q.Severity == ""}}
	for _, severity := range []data.Severity{data.Hard, data.Soft, data.Note} {
		list.Severities = append(list.Severities, choiceOf{string(severity), severity.Name().In(p.Lang), severity == q.Severity})
	}
	at := map[string]int{}
	for _, c := range f.Counts {
		i, known := at[c.Check]
		if !known {
			i = len(list.ByCheck)
			at[c.Check] = i
			list.ByCheck = append(list.ByCheck, checkRow{Code: c.Check, Text: s.Catalogue.Demand(c.Check).In(p.Lang), Counts: make([]checkCount, len(states))})
			list.Checks = append(list.Checks, choiceOf{c.Check, clipped(s.Catalogue.Demand(c.Check).In(p.Lang), checkLetters) + " " + c.Check, c.Check == q.Check})
		}
		for k, state := range states {
			if state == c.State {
				list.ByCheck[i].Counts[k] = checkCount{count(c.Findings), p.with(v, "check", c.Check, "state", string(c.State), "skipf", "") + "#findings"}
			}
		}
	}
	for _, found := range f.Findings {
		list.Found = append(list.Found, s.foundRow(p, found))
	}
	list.FoundOf, list.FoundFrom, list.FoundTo = count(f.Of), min(f.Skip+1, f.Of), min(f.Skip+findingRows, f.Of)
	list.FoundBefore, list.FoundAfter = p.turned(v, "skipf", f.Skip, findingRows, f.Of)
	return list
}

// namedCells is how many cells of a finding the list names; the report page
// names them all.
const namedCells = 4

func (s *Server) foundRow(p page, f analytics.FoundIn) foundRow {
	row := foundRow{Name: f.Body.Name, Year: f.Year, Check: f.Check, Rule: s.Catalogue.Demand(f.Check).In(p.Lang), Detail: f.Detail, Failed: f.State == data.Failed, Waiver: waiverOf(f.Judged),
		Report: p.Link(reportAddress(f.Body, f.Year) + "#" + findingID(f.Finding))}
	row.State, row.Severity = f.State.Name().In(p.Lang), f.Severity.Name().In(p.Lang)
	for i, c := range f.Cells {
		if i == namedCells {
			break
		}
		if info := s.Catalogue.Cell(c); info != nil {
			row.Cells = append(row.Cells, linked{info.Label().In(p.Lang), p.Link(reportAddress(f.Body, f.Year) + "#" + string(c))})
		}
	}
	return row
}

// findingID is a finding's place on the report page.
func findingID(f data.Finding) string { return "f-" + f.Check + "-" + f.Where }
