// Package form holds the statutory forms of the annual report on government
// information disclosure and the indicator catalogue as data, embedded. A new
// form, label variant, identity or indicator is a change of a JSON file under
// catalogue/, never of code.
//
// Sources: 国办公开办函〔2021〕30号 (gov2021), 国办公开办函〔2019〕60号 (gov2019),
// 国办发〔2014〕32号 (stat2014), and local tables of 2008 to 2013 that were kept
// in places to 2018 (pre2014): two of Shanghai, one of Fujian.
package form

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"maps"
	"sync"

	"gongkai/data"
)

//go:embed catalogue/*.json
var embedded embed.FS

// Catalogue is all that gongkai knows of forms and indicators.
type Catalogue struct {
	Forms      []*Form
	Indicators []*Indicator
	Ratios     []*Ratio
	Legal      []LegalBreak
	Values     ValueRules
	Prose      []*ProseRule
	Checks     []*Check
	Statements Statements
	// Fingerprint changes with any change of the catalogue's files.
	Fingerprint string

	forms      map[string]*Form
	cells      map[data.Cell]*CellInfo
	indicators map[string]*Indicator
	ratios     map[string]*Ratio
	checks     map[string]*Check
}

// ValueRules says how cells without a number are printed, and which unit
// words may stand behind one. All tokens are compared after NFKC folding.
type ValueRules struct {
	Blank         []string `json:"blank"`          // no figure given
	NotApplicable []string `json:"not_applicable"` // slash and dashes
	Units         []string `json:"units"`
}

// formFiles lists the forms in the order in which detection tries them.
var formFiles = []string{"gov2021.json", "gov2019.json", "stat2014.json",
	"pre2014.sh_a.json", "pre2014.sh_b.json", "pre2014.fj.json", "pre2014.text.json"}

var load = sync.OnceValues(func() (*Catalogue, error) {
	sub, err := fs.Sub(embedded, "catalogue")
	if err != nil {
		return nil, err
	}
	return Read(sub)
})

// Load returns the embedded catalogue, read and checked once. A broken row is
// an error that names file and row (code "catalogue_broken").
func Load() (*Catalogue, error) { return load() }

// Read reads and checks a catalogue from a folder of the embedded layout.
func Read(dir fs.FS) (*Catalogue, error) {
	c := &Catalogue{}
	explanations := map[string]string{}
	h := sha256.New()
	for _, name := range formFiles {
		f := &Form{}
		if err := readFile(dir, name, f, h); err != nil {
			return nil, err
		}
		c.Forms = append(c.Forms, f)
	}
	for _, part := range []struct {
		name string
		into any
	}{{"indicators.json", &c.Indicators}, {"ratios.json", &c.Ratios}, {"legal.json", &c.Legal}, {"values.json", &c.Values}, {"prose.json", &c.Prose}, {"checks.json", &c.Checks}, {"statements.json", &c.Statements}, {"explanations.json", &explanations}} {
		if err := readFile(dir, part.name, part.into, h); err != nil {
			return nil, err
		}
	}
	c.Fingerprint = hex.EncodeToString(h.Sum(nil)[:6])
	if err := c.index(); err != nil {
		return nil, err
	}
	return c, c.explain(explanations)
}

// explain gives each indicator and ratio its explanation; none is left over.
func (c *Catalogue) explain(said map[string]string) error {
	left := maps.Clone(said)
	for _, i := range c.Indicators {
		i.Explanation = said[i.Code]
		delete(left, i.Code)
	}
	for _, r := range c.Ratios {
		r.Explanation = said[r.Code]
		delete(left, r.Code)
	}
	for code := range left {
		return broken("explanations.json", code, "没有这个指标或比率", nil)
	}
	return nil
}

func readFile(dir fs.FS, name string, into any, h hash.Hash) error {
	b, err := fs.ReadFile(dir, name)
	if err != nil {
		return broken(name, "", "读不到文件", err)
	}
	h.Write(b)
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return broken(name, lineOf(b, err, dec), "JSON 有误："+err.Error(), err)
	}
	return nil
}

// lineOf is the line of a file in which decoding failed.
func lineOf(b []byte, err error, dec *json.Decoder) string {
	at := dec.InputOffset()
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &kind):
		at = kind.Offset
	}
	return fmt.Sprintf("第 %d 行", 1+bytes.Count(b[:min(int(at), len(b))], []byte("\n")))
}

func broken(file, place, reason string, cause error) error {
	return &data.Error{
		Code: "catalogue_broken", File: file, Place: place,
		Reason: data.Text{ZH: "目录数据有误：" + reason, EN: "broken catalogue: " + reason},
		Way:    data.Text{ZH: "请修正该行", EN: "mend that row"}, Err: cause,
	}
}

// Form returns a form by code, or nil.
func (c *Catalogue) Form(id string) *Form { return c.forms[id] }

// Cell returns what is known of a statutory cell, or nil.
func (c *Catalogue) Cell(cell data.Cell) *CellInfo { return c.cells[cell] }

// Indicator returns an indicator by code, or nil.
func (c *Catalogue) Indicator(code string) *Indicator { return c.indicators[code] }

// Ratio returns a ratio by code, or nil.
func (c *Catalogue) Ratio(code string) *Ratio { return c.ratios[code] }
