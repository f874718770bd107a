package analytics

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"gongkai/data"
)

// Order is how members are listed; the body's own place among them stays what
// it is.
type Order string

// The orders. Ties stand by region code and organ.
const (
	BestFirst  Order = ""     // by rank; those too small to rank at the end
	BestLast   Order = "last" // by rank, the other way round; those too small at the end
	MostCases  Order = "n"    // by the ratio's denominator, or the value of a count
	ByDivision Order = "body"
)

// order puts the ranked members, the best first, into another order.
func (p *Peers) order(by Order, names map[int]BodyRef) error {
	division := func(x, y Member) int {
		a, b := names[x.Body.ID], names[y.Body.ID]
		return cmp.Or(cmp.Compare(a.RegionCode, b.RegionCode), cmp.Compare(a.Organ, b.Organ), cmp.Compare(x.Body.ID, y.Body.ID))
	}
	switch by {
	case BestFirst:
	case BestLast:
		slices.SortStableFunc(p.Members, func(x, y Member) int {
			if x.Rank == 0 || y.Rank == 0 {
				return cmp.Compare(y.Rank, x.Rank) // not ranked: last in either order
			}
			return cmp.Or(cmp.Compare(y.Rank, x.Rank), division(x, y))
		})
	case MostCases:
		slices.SortStableFunc(p.Members, func(x, y Member) int { return cmp.Or(y.cases().Cmp(x.cases()), division(x, y)) })
	case ByDivision:
		slices.SortFunc(p.Members, division)
	default:
		return &data.Error{Code: "bad_parameter", Place: "sort",
			Reason: data.Text{ZH: "没有这种排序：" + string(by), EN: "no such order: " + string(by)},
			Way:    data.Text{ZH: "可用：last、n、body", EN: "orders: last, n, body"}}
	}
	return nil
}

// cases is how much a member's value rests on.
func (m *Member) cases() decimal.Decimal {
	switch {
	case m.Rate != nil:
		return m.Rate.N.Decimal
	case m.Value != nil:
		return m.Value.Decimal
	}
	return decimal.Decimal{}
}
