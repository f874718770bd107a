package dashboard

import (
	"net/url"

	"gongkai/analytics"
)

// sortHead is the head of a column; a link where the table can be sorted by it.
type sortHead struct {
	Text, Href, Arrow string
	Sorted            string // aria-sort, "" where it is not
	Number            bool
}

// heads are those of the members' table.
func (p page) heads(v url.Values, title string) []sortHead {
	order := analytics.Order(v.Get("sort"))
	by := func(h sortHead, wanted analytics.Order, ascending bool) sortHead {
		h.Href = p.with(v, "sort", string(wanted), "skip", "") + "#members"
		h.Arrow = "↕"
		if order == wanted {
			h.Sorted, h.Arrow = "descending", "↓"
			if ascending {
				h.Sorted, h.Arrow = "ascending", "↑"
			}
		}
		return h
	}
	rank := by(sortHead{Text: p.T("名次", "Rank"), Number: true}, analytics.BestFirst, true)
	switch order { // a second click turns it round
	case analytics.BestFirst:
		rank.Href = p.with(v, "sort", string(analytics.BestLast), "skip", "") + "#members"
	case analytics.BestLast:
		rank.Sorted, rank.Arrow = "descending", "↓"
	}
	return []sortHead{
		rank,
		{Text: p.T("名次区间", "Interval"), Number: true},
		by(sortHead{Text: p.T("机关", "Body")}, analytics.ByDivision, true),
		{Text: title, Number: true},
		by(sortHead{Text: p.T("件数（95% 区间）", "k/n (95 % interval)"), Number: true}, analytics.MostCases, false),
		{Text: p.T("漏斗图", "Funnel")},
		{Text: p.T("原文", "Source")},
	}
}
