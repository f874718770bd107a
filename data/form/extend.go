package form

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"gongkai/data"
)

// addition is a user's file: indicators and ratios in the shape of the
// catalogue's own.
type addition struct {
	Indicators []*Indicator `json:"indicators"`
	Ratios     []*Ratio     `json:"ratios"`
}

// Extend returns the catalogue with the indicators and ratios of a user's file
// added, which may not replace any. The catalogue itself does not change. Code
// "bad_catalogue", with the file and the indicator or line at fault.
func (c *Catalogue) Extend(name string, b []byte) (*Catalogue, error) {
	var more addition
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&more); err != nil {
		return nil, badCatalogue(name, lineOf(b, err, dec), data.Text{ZH: "JSON 有误：" + err.Error(), EN: "bad JSON: " + err.Error()})
	}
	if len(more.Indicators)+len(more.Ratios) == 0 {
		return nil, badCatalogue(name, "", data.Text{ZH: "没有指标也没有比率", EN: "neither indicators nor ratios"})
	}
	wide := *c
	wide.Indicators, wide.Ratios = slices.Clone(c.Indicators), slices.Clone(c.Ratios)
	wide.indicators, wide.ratios = maps.Clone(c.indicators), maps.Clone(c.ratios)
	if err := wide.add(more); err != nil {
		e := &data.Error{}
		if !errors.As(err, &e) {
			return nil, err
		}
		return nil, badCatalogue(name, e.Place, e.Reason)
	}
	sum := sha256.Sum256(append([]byte(c.Fingerprint), b...))
	wide.Fingerprint = hex.EncodeToString(sum[:6])
	return &wide, nil
}

func (c *Catalogue) add(more addition) error {
	for _, i := range more.Indicators {
		i.Added, i.NameEN = true, cmp.Or(i.NameEN, i.NameZH)
		switch {
		case c.ratios[i.Code] != nil:
			return broken("", i.Code, "指标代码为空或重复", nil)
		case i.Money(): // each report's own unit would have to be looked up
			return broken("", i.Code, "自定指标只能是件数，不能是金额", nil)
		}
		if err := c.indexIndicator(i); err != nil {
			return err
		}
		c.Indicators = append(c.Indicators, i)
	}
	for _, i := range more.Indicators { // a whole may stand behind its part
		if err := c.checkWhole(i); err != nil {
			return err
		}
	}
	for _, r := range more.Ratios {
		r.NameEN = cmp.Or(r.NameEN, r.NameZH)
		if r.NameZH == "" || c.indicators[r.Code] != nil || len(r.ValidFor) == 0 {
			return broken("", r.Code, "缺名称或适用的表式，或代码已被指标使用", nil)
		}
		if err := c.indexRatio(r); err != nil {
			return err
		}
		c.Ratios = append(c.Ratios, r)
	}
	return nil
}

func badCatalogue(file, place string, reason data.Text) error {
	return &data.Error{Code: "bad_catalogue", File: file, Place: place, Reason: reason,
		Way: data.Text{ZH: "请参照数据字典改正该处", EN: "mend it after the data dictionary"}}
}
