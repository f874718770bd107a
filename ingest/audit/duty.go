package audit

import (
	"fmt"
	"time"

	"gongkai/data"
)

const (
	formCheck = "d.form"
	lateCheck = "d.late"
	gapCheck  = "d.gap"
)

// encouraged is the year for which the form of 2019 was encouraged, not
// prescribed (国办公开办函〔2019〕60号): the table before it was still right.
const encouraged = 2019

// fit finds a form that was not the one of the report year. Notices come after
// the year has ended: a form may be used early by a year.
func (l *layout) fit(r *data.Report) []data.Finding {
	f := l.form
	problem := ""
	switch last := f.YearTo; {
	case r.Year < f.YearFrom-1:
		problem = fmt.Sprintf("报告年度为%d年，而所用格式“%s”自%d年度起才施行。请核对报告年度，或核对是否误用了其他年度的文件", r.Year, f.NameZH, f.YearFrom)
	case last != 0 && !f.National() && r.Year < encouraged: // local tables were kept beside the national one
	case last != 0 && r.Year > max(last, encouraged):
		problem = fmt.Sprintf("报告年度为%d年，而所用格式“%s”只用到%d年度。请按报告年度的格式编制，或核对报告年度", r.Year, f.NameZH, max(last, encouraged))
	}
	if problem == "" {
		return nil
	}
	return []data.Finding{{Check: formCheck, State: data.Failed, Severity: data.Soft, Detail: problem}}
}

// stale is how long after the deadline a date is taken for that of a new web
// site rather than of the publication.
const stale = 366 * 24 * time.Hour

// late finds a report that was published behind its deadline: 31 January for
// departments (条例 of 2019, article 49) and, by custom, for townships and what
// else is named by local notices; 31 March for governments, and for all until
// report year 2018 (条例 of 2007, article 31).
func late(r *data.Report) []data.Finding {
	published, err := time.Parse(time.DateOnly, r.Published)
	if err != nil || r.Year == 0 {
		return nil
	}
	deadline := time.Date(r.Year+1, 1, 31, 0, 0, 0, 0, time.UTC)
	if r.Body.Organ == "" || r.Year <= 2018 {
		deadline = time.Date(r.Year+1, 3, 31, 0, 0, 0, 0, time.UTC)
	}
	behind := published.Sub(deadline)
	if behind <= 0 || behind > stale {
		return nil
	}
	return []data.Finding{{Check: lateCheck, State: data.Failed, Severity: data.Note,
		Detail: fmt.Sprintf("文中所示发布日期为 %s，晚于%d年度报告的公布期限 %s", r.Published, r.Year, deadline.Format(time.DateOnly))}}
}

// gaps finds years that a body did not report, between years that it did. The
// finding stands on the later report.
func gaps(years []sheet, add func(at int, f data.Finding)) {
	for i := 1; i < len(years); i++ {
		from, to := years[i-1].report.Year+1, years[i].report.Year-1
		if from > to {
			continue
		}
		missing := fmt.Sprintf("%d年", from)
		if from < to {
			missing = fmt.Sprintf("%d年至%d年", from, to)
		}
		add(i, data.Finding{Check: gapCheck, State: data.Failed, Severity: data.Note,
			Detail: fmt.Sprintf("该机关%d年和%d年都有报告，而%s的没有载入。请补充该年度的报告，或说明未编制的原因", from-1, to+1, missing)})
	}
}
