package takeaway

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"io"
	"iter"
	"strconv"
	"strings"

	"gongkai/data"
)

// SDMXType is the media type of SDMX-CSV 2.0.
const SDMXType = "application/vnd.sdmx.data+csv;version=2.0.0"

// structure is what the observations are of, in the form AGENCY:ID(VERSION).
const structure = "GONGKAI:DISCLOSURE(1.0.0)"

// noValue is the status, of CL_OBS_STATUS, of what has no value for no reason
// that the list knows.
const noValue = "O"

// Observation is a value of a statistical series, or the place of one: a
// missing value is written too, with its status.
type Observation struct {
	Indicator      string // code
	Area           string // a body's key
	Applicant      string // kind of applicant; SDMX's _T for all of them, _Z where there are none
	Transformation string // SDMX's N for a value as it is
	Year           int
	Value          *data.Number
	Status         data.Status
	Unit           string
	Form           string // "" without a report
	Comparability  string
	IndicatorTitle string
	AreaTitle      string
}

// sdmxColumns are dimensions, the measure, attributes and, behind the
// components, columns of our own for people, as the standard allows.
var sdmxColumns = []string{
	"STRUCTURE", "STRUCTURE_ID", "ACTION",
	"FREQ", "INDICATOR", "REF_AREA", "APPLICANT", "TRANSFORMATION", "TIME_PERIOD",
	"OBS_VALUE",
	"OBS_STATUS", "UNIT_MEASURE", "DECIMALS", "FORM", "COMPARABILITY", "SNAPSHOT",
	"INDICATOR_TITLE", "REF_AREA_TITLE",
}

// WriteSDMX writes observations as SDMX-CSV 2.0, as they come. The snapshot
// stands in each row: number and hash.
func WriteSDMX(w io.Writer, snapshot string, list iter.Seq2[Observation, error]) error {
	buffered := bufio.NewWriterSize(w, 64<<10)
	out := csv.NewWriter(buffered)
	out.UseCRLF = true
	if err := out.Write(sdmxColumns); err != nil {
		return err
	}
	for o, err := range list {
		if err != nil {
			return err
		}
		value, decimals := "", ""
		if o.Value != nil {
			value = o.Value.String()
			_, behind, _ := strings.Cut(value, ".")
			decimals = strconv.Itoa(len(behind))
		}
		err = out.Write([]string{
			"dataflow", structure, "I",
			"A", o.Indicator, data.NoFormula(o.Area), o.Applicant, o.Transformation, strconv.Itoa(o.Year),
			value,
			o.letter(), o.Unit, decimals, o.Form, o.Comparability, snapshot,
			data.NoFormula(o.IndicatorTitle), data.NoFormula(o.AreaTitle),
		})
		if err != nil {
			return err
		}
	}
	if out.Flush(); out.Error() != nil {
		return out.Error()
	}
	return buffered.Flush()
}

// letter is the observation's status. A number that was reported may still give
// no value, for example where two years cannot be compared.
func (o *Observation) letter() string {
	if o.Value == nil && o.Status.HasValue() {
		return noValue
	}
	return cmp.Or(o.Status.Letter(), noValue)
}
