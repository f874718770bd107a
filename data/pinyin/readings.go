package pinyin

// readings are those of names that the usual reading of their characters
// misses, by the Chinese place names' standard pronunciation; single
// characters are those that names of places and bodies almost always read so.
var readings = map[string]string{
	"长": "chang", "都": "du", "勒": "le", "什": "shi", "佛": "fo", "藏": "zang", "略": "lve", "曾": "zeng", "峒": "tong", "厦": "xia", "埔": "pu",
	"长子": "zhang zi", "院长": "yuan zhang", "局长": "ju zhang", "成长": "cheng zhang", "增长": "zeng zhang", "家长": "jia zhang", "长白": "chang bai",

	"重庆": "chong qing", "厦门": "xia men", "六安": "lu an", "六合": "lu he", "蚌埠": "beng bu", "亳州": "bo zhou", "枞阳": "zong yang", "歙县": "she xian", "黟县": "yi xian",
	"乐清": "yue qing", "乐山": "le shan", "乐都": "le du", "台州": "tai zhou", "天台": "tian tai", "丽水": "li shui", "鄞州": "yin zhou", "番禺": "pan yu", "大埔": "da bu", "东莞": "dong guan",
	"尉犁": "yu li", "东阿": "dong e", "盱眙": "xu yi", "邳州": "pi zhou", "睢宁": "sui ning", "莘县": "shen xian", "单县": "shan xian", "莒县": "ju xian", "鄄城": "juan cheng", "临朐": "lin qu", "兖州": "yan zhou",
	"泌阳": "bi yang", "浚县": "xun xian", "渑池": "mian chi", "中牟": "zhong mu", "牟平": "mu ping", "荥阳": "xing yang", "荥经": "ying jing", "漯河": "luo he", "郏县": "jia xian", "柘城": "zhe cheng", "淅川": "xi chuan",
	"铅山": "yan shan", "婺源": "wu yuan", "洪洞": "hong tong", "繁峙": "fan shi", "隰县": "xi xian", "岢岚": "ke lan", "万柏林": "wan bo lin", "柏乡": "bai xiang", "双柏": "shuang bai", "桐柏": "tong bai",
	"蔚县": "yu xian", "泊头": "bo tou", "大城": "dai cheng", "珲春": "hun chun", "桦甸": "hua dian", "茄子河": "qie zi he", "黄陂": "huang pi", "监利": "jian li", "郧阳": "yun yang", "猇亭": "xiao ting", "硚口": "qiao kou",
	"秭归": "zi gui", "蕲春": "qi chun", "耒阳": "lei yang", "郴州": "chen zhou", "芷江": "zhi jiang", "溆浦": "xu pu", "禅城": "chan cheng", "那坡": "na po", "那曲": "na qu", "邕宁": "yong ning",
	"涪陵": "fu ling", "綦江": "qi jiang", "郫都": "pi du", "邛崃": "qiong lai", "犍为": "qian wei", "筠连": "jun lian", "珙县": "gong xian", "阆中": "lang zhong", "会理": "hui li", "石阡": "shi qian",
	"崆峒": "kong tong", "宕昌": "tan chang", "碌曲": "lu qu", "柞水": "zha shui", "吴堡": "wu bu", "伽师": "jia shi", "莎车": "sha che", "巴音郭楞": "ba yin guo leng", "会计": "kuai ji", "行政": "xing zheng", "银行": "yin hang", "调查": "diao cha", "朝阳": "chao yang",
}
