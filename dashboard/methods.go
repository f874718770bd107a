package dashboard

import (
	"fmt"
	"strings"

	"gongkai/data"
)

// methodSection is a part of the page 方法说明.
type methodSection struct {
	ID, Title  string
	Paragraphs []string
	Statuses   []statusWords
	Quote      string
}

type statusWords struct{ Name, Letter, Meaning string }

// methodText is a section in both languages; paragraphs are apart by line feeds.
type methodText struct {
	id    string
	title data.Text
	text  data.Text
}

var methods = []methodText{
	{"reading", data.Text{ZH: "数字从哪里来", EN: "Where numbers come from"}, data.Text{
		ZH: `全部数字取自各机关发布的政府信息公开工作年度报告中的法定表格。一个数只按它所在的行名和列名入库，不按位置；行名、列名认不出的，宁可不取。
每个数都保留原文、所在的表、行、列和文件的 SHA-256，点击页面上的任何一个数，即可看到它在报告中的单元格。
原文自身对不上的数按原文保留，标为存疑，不作改动。更正后的报告取代先前的版本，先前的版本仍保留。`,
		EN: `All numbers are from the statutory tables of the annual reports that the bodies published. A number is taken in by the labels of its row and column, never by position; where labels are not recognised, nothing is taken.
Each number keeps its printed text, its table, row and column, and the SHA-256 of its file; a click on any number of a page leads to its cell.
Numbers that do not add up in the source are kept as printed and marked as under suspicion. A corrected report replaces the former one, which is kept.`}},
	{"status", data.Text{ZH: "空白、斜杠和零", EN: "Blank, slash and zero"}, data.Text{
		ZH: `空白、“/”、0 和无法识读是四种不同的情形，从原文到图表、导出始终分开。没有的数从不当作 0：折线在此断开，合计注明 k/n 个机关。`,
		EN: `Blank, a slash, 0 and unreadable are four different things, from the source to charts and exports. What is missing is never taken for 0: lines have a gap, and sums say how many of how many bodies they hold.`}},
	{"breaks", data.Text{ZH: "表式和法律的变化", EN: "Changes of form and law"}, data.Text{
		ZH: `年报的表式在 2014、2019、2021 年变更，有关法律在 2008、2019、2024 年施行或修订。每个指标对每种表式注明“一致”“相近”“只含一部分”或“范围更宽”。
只有“一致”和“相近”的年份才相连；相近的在图上标出断点。区划合并、拆分的年份同样标出。跨断点的增减照算，但注明跨了断点；不可比的不算。`,
		EN: `The forms changed in 2014, 2019 and 2021, the law in 2008, 2019 and 2024. Each indicator says of each form whether its cells mean the same, nearly the same, a part, or more.
Only years of the same or nearly the same meaning are joined, and the latter with a mark. Mergers and splits of divisions are marked too. Changes across a mark say so; what cannot be compared is not computed.`}},
	{"small", data.Text{ZH: "件数少时", EN: "Few cases"}, data.Text{
		ZH: `比率总是连同分子、分母给出。分母不足 10 件时不给比率，只列件数；10 至 29 件时给出比率，注明件数少，不参与排名。
比率的 95% 区间用 Wilson（1927）的得分区间，件数的区间用 Garwood（1936）的精确区间。机关群体的比率由分子之和除以分母之和得出，从不把各机关的比率平均。`,
		EN: `Ratios come with their numerator and denominator. Below 10 cases no ratio is given, only the numbers; from 10 to 29 the ratio is marked and not ranked.
Intervals of ratios are Wilson's score intervals (1927), of counts Garwood's exact ones (1936), both at 95 %. Ratios of groups are the sum of numerators by the sum of denominators; ratios are never averaged.`}},
	{"peers", data.Text{ZH: "与谁比较", EN: "Whom a body is compared with"}, data.Text{
		ZH: `同类是指同一级别、同一类机关，统计口径（本机关、汇总）也相同。常用规则：本市同类满 30 个时取本市，否则本省满 5 个时取本省，再否则取全国；也可取同地区、全国、规模最接近的若干个，或自选名单。规则随答案一并印出，未参与比较的机关逐个列出原因。
地区按国家统计局东部、中部、西部、东北的划分。地区自身的报告与其所属机关的报告不相加。`,
		EN: `Peers are of the same level and kind and of the same scope (own or consolidated). By default they are those of the prefecture where it has at least 30, else of the province; also the region, the country, those of most similar size, or a list of one's own. The rule is printed with the answer, and bodies left out are listed with the reason.
Regions are the four of the National Bureau of Statistics. A region's own report is never added to those of its bodies.`}},
	{"ranks", data.Text{ZH: "名次和漏斗图", EN: "Ranks and funnel plots"}, data.Text{
		ZH: `名次给出区间：以经验贝叶斯方法模拟各机关的真实比率（先验按本组数据以矩法拟合），反复排名，取中间的 95%（Goldstein 与 Spiegelhalter 1996）。在 10,000 个模拟群体中，区间包含真实名次的占 96.7%（比率）和 97.3%（件数）。
漏斗图（Spiegelhalter 2005）以合并比率为目标，画出 95% 和 99.8% 界限；机关之间的差异本来就大于偶然时，界限相应放宽（乘性过度离散 φ 或随机效应 τ，取缩尾残差）。界限之内的高低可能只是偶然。
四分位数用 Hyndman 与 Fan（1996）第 7 类。`,
		EN: `Ranks come with an interval: the true ratios are simulated by empirical Bayes (priors fitted to the group by moments) and ranked again and again; the interval holds the middle 95 % (Goldstein and Spiegelhalter 1996). In 10,000 simulated groups 96.7 % (ratios) and 97.3 % (counts) of the intervals held the true rank.
Funnel plots (Spiegelhalter 2005) take the pooled ratio as target with limits of 95 % and 99.8 %; where bodies differ by more than chance anyway the limits are wider (overdispersion phi or random effects tau, from winsorised residuals). What lies within may be chance alone.
Quartiles are type 7 of Hyndman and Fan (1996).`}},
	{"change", data.Text{ZH: "本年有何变化", EN: "What changed"}, data.Text{
		ZH: `“不寻常”由以往各年推断：件数按负二项分布、比率按过度离散的二项分布，求本年数值出现的概率，得分为 −log10（双侧概率），2 即百分之一。至少要有两个可比的以往年份。同类机关同向变化时一并说明。
比率变化的分解用 Kitagawa（1955）：总量、构成、各部分比率各占多少，三者之和等于变化本身。`,
		EN: `How unusual a change is follows from earlier years: a negative binomial for counts, a binomial with overdispersion for ratios; the score is −log10 of the two-sided probability, so 2 is one in a hundred. At least two comparable earlier years are needed. Where the peers moved the same way, the sentence says so.
Changes of ratios are taken apart after Kitagawa (1955) into volume, composition and the parts' own ratios, which add up to the change.`}},
	{"checks", data.Text{ZH: "核验", EN: "Checks"}, data.Text{
		ZH: `每份报告入库时按表式自身的勾稽关系核验，结果为通过、未通过、无法核验或免核。有空白或无法识读的数字时，能判断的才判断。未通过的，所涉数字标为存疑，图上为空心菱形，表中为※。`,
		EN: `Each report is checked by the identities of its form; a check holds, fails, cannot be assessed, or was waived. With blanks and unreadable numbers only what can be judged is judged. Numbers of a failed check are under suspicion: a hollow diamond in charts, ※ in tables.`}},
}

var statusMeanings = []struct {
	status  data.Status
	meaning data.Text
}{
	{data.Reported, data.Text{ZH: "原文印有数字", EN: "a number is printed"}},
	{data.Blank, data.Text{ZH: "原文有此单元格，但没有填写", EN: "the cell is printed without a number"}},
	{data.NotApplicable, data.Text{ZH: "原文填“/”或“—”", EN: "a slash or dash is printed"}},
	{data.Unreadable, data.Text{ZH: "印有内容，但不是一个数", EN: "something is printed that is not one number"}},
	{data.Suspect, data.Text{ZH: "印有数字，但必须成立的勾稽关系不成立", EN: "printed, but an identity that must hold fails"}},
	{data.Derived, data.Text{ZH: "由本程序推算，原文没有", EN: "computed, not printed"}},
	{data.Missing, data.Text{ZH: "没有报告，或该年表式没有此项", EN: "no report, or not in the form of the year"}},
}

type methodsPage struct {
	page
	Sections []methodSection
}

// methodsOf lays the page 方法说明 out.
func (s *Server) methods(r *request) (*answered, error) {
	p := methodsPage{page: r.page}
	for _, m := range methods {
		section := methodSection{ID: m.id, Title: m.title.In(r.Lang), Paragraphs: strings.Split(m.text.In(r.Lang), "\n")}
		if m.id == "status" {
			for _, s := range statusMeanings {
				section.Statuses = append(section.Statuses, statusWords{s.status.Name().In(r.Lang), s.status.Letter(), s.meaning.In(r.Lang)})
			}
		}
		p.Sections = append(p.Sections, section)
	}
	p.Sections = append(p.Sections, methodSection{ID: "citation", Title: r.T("引用格式", "How to cite"), Quote: r.Citation(),
		Paragraphs: []string{r.T("数据以快照发布，快照一经发布不再改动；每个页面和导出文件都注明快照编号。", "Data are published in snapshots, which never change; each page and export names its snapshot."),
			r.T("每页页脚的“引用本页”是带快照编号和校验的地址（?asof=编号-校验）：以后打开，看到的仍是引用时的数字；校验不符会说明，绝不显示别的数字。要引用的快照请用 gongkai snapshots pin 固定。", "“Cite this page” in the foot of each page is an address with the snapshot's number and checksum (?asof=NUMBER-CHECKSUM): opened later it shows the numbers that were cited, or says why not; it never shows others. Pin what you cite: gongkai snapshots pin.")}})
	switch r.format {
	case "json":
		return asJSON(p.Sections)
	case "csv":
		out := newSheet("节", "内容", "快照")
		for _, section := range p.Sections {
			for _, text := range section.Paragraphs {
				out.text(section.Title, text, r.Label())
			}
		}
		return out.done(r, "gongkai-methods")
	}
	return s.rendered("methods", p)
}

// Citation is how to quote what the snapshot says.
func (p page) Citation() string {
	made := ""
	if p.Snapshot.Generated {
		made = p.T("模拟数据，不得引用。", "Made-up data, not to be quoted. ")
	}
	return made + fmt.Sprintf(p.T("各机关政府信息公开工作年度报告，经 gongkai（公开）%s 汇集。数据快照 %d，%s 发布，校验 %s。",
		"Annual reports on government information disclosure of the bodies named, collected by gongkai (公开) %s. Data snapshot %d, published %s, checksum %s."), p.Version, p.Snapshot.Number, p.Day(), p.Snapshot.Hash)
}
