package analytics_test

import (
	"context"
	"encoding/json"
	"testing"

	"gongkai/data"
	"gongkai/data/store/storetest"
)

func TestQuery(t *testing.T) {
	r := storetest.Report(tan, 2021, "gov2021", map[data.Cell]string{
		"gov2021/t3/received/total": "40", "gov2021/t2.art20_8/fee/amount": "24252.311082", "gov2021/t3/carried_in/total": "",
	})
	r.Published = "2022-01-25"
	a := mustAsk(t, r)
	for _, tt := range []struct {
		sql   string
		limit int
		want  string
	}{
		{"SELECT label, value, amount, status FROM figures ORDER BY cell", 10, `{"columns":["label","value","amount","status"],"types":["VARCHAR","BIGINT","DECIMAL(28,10)","ENUM"],"rows":[["行政事业性收费 · 本年收费金额（单位：万元）",null,24252.311082,"reported"],["二、上年结转政府信息公开申请数量 · 总计",null,null,"blank"],["一、本年新收政府信息公开申请数量 · 总计",40,null,"reported"]],"truncated":false}`},
		{"SELECT t3_received_total AS n FROM wide_gov2021;\n", 0, `{"columns":["n"],"types":["BIGINT"],"rows":[[40]],"truncated":false}`},
		{"SELECT published, sum(figures) AS n FROM report GROUP BY published -- 注释", 5, `{"columns":["published","n"],"types":["DATE","HUGEINT"],"rows":[["2022-01-25",2]],"truncated":false}`},
		{"SELECT range AS n FROM range(5) ORDER BY 1 DESC", 2, `{"columns":["n"],"types":["BIGINT"],"rows":[[4],[3]],"truncated":true}`},
		{"SELECT range AS n FROM range(2)", 2, `{"columns":["n"],"types":["BIGINT"],"rows":[[0],[1]],"truncated":false}`},
		{"SELECT code FROM indicator WHERE false", 2, `{"columns":["code"],"types":["VARCHAR"],"rows":[],"truncated":false}`},
		{"SELECT ';' AS a ; -- a; remark", 3, `{"columns":["a"],"types":["VARCHAR"],"rows":[[";"]],"truncated":false}`},
		{"SELECT ';' AS a ; -- a; remark", 0, `{"columns":["a"],"types":["VARCHAR"],"rows":[[";"]],"truncated":false}`},
		{"SELECT 1 AS a; /* two\n;lines */ ;", 3, `{"columns":["a"],"types":["INTEGER"],"rows":[[1]],"truncated":false}`},
		{"WITH x AS (SELECT 1 AS a) SELECT a, a FROM x", 0, `{"columns":["a","a_1"],"types":["INTEGER","INTEGER"],"rows":[[1,1]],"truncated":false}`},
		{"SELECT 7/2 AS a, 1.10::FLOAT AS b, 'inf'::DOUBLE AS c, 170141183460469231731687303715884105727 AS d, TIMESTAMP '2020-01-02 03:04:05.6' AS e, TIME '10:00:00' AS f, [DATE '2020-01-01', NULL] AS g, {'x': 1.50, 'y': [1]} AS h, MAP {'k': 2} AS i, true AS j, '00000000-0000-0000-0000-000000000001'::UUID AS k, INTERVAL 3 DAY AS l, 'ab'::BLOB AS m, TIMESTAMPTZ '2020-01-01 08:00:00+08' AS n", 1,
			`{"columns":["a","b","c","d","e","f","g","h","i","j","k","l","m","n"],"types":["INTEGER","FLOAT","DOUBLE","HUGEINT","TIMESTAMP","TIME","DATE[]","STRUCT(\"x\" DECIMAL(3,2), \"y\" INTEGER[])","MAP(VARCHAR, INTEGER)","BOOLEAN","UUID","INTERVAL","BLOB","TIMESTAMPTZ"],"rows":[[3,1.1,"+Inf",170141183460469231731687303715884105727,"2020-01-02 03:04:05.6","10:00:00",["2020-01-01",null],{"x":1.5,"y":[1]},{"k":2},true,"00000000-0000-0000-0000-000000000001","0 months 3 days 0 us","6162","2020-01-01T00:00:00Z"]],"truncated":false}`},
	} {
		rows, err := a.Query(t.Context(), tt.sql, tt.limit)
		if err != nil {
			t.Errorf("%s: %v", tt.sql, err)
			continue
		}
		b, err := json.Marshal(rows)
		if err != nil || string(b) != tt.want {
			t.Errorf("%s:\n%s\n%v", tt.sql, b, err)
		}
	}
}

func TestQueryRefuses(t *testing.T) {
	a := mustAsk(t, storetest.Report(tan, 2021, "gov2021", nil))
	for sql, code := range map[string]string{
		"":                               "sql_syntax",
		"-- nothing":                     "sql_syntax",
		"SELEC 1":                        "sql_syntax",
		"SELECT 1) AS x, (SELECT 2":      "sql_syntax",
		"SELECT 1; SELECT 2":             "sql_several",
		"DROP TABLE figure":              "sql_not_select",
		"INSERT INTO meta VALUES (1)":    "sql_not_select",
		"CREATE TEMP TABLE x (a INT)":    "sql_not_select",
		"BEGIN":                          "sql_not_select",
		"SET threads=1":                  "sql_not_select",
		"PRAGMA enable_profiling":        "sql_not_select",
		"CALL duckdb_settings()":         "sql_not_select",
		"COPY figure TO 'x.csv'":         "sql_not_select",
		"ATTACH 'x.db'":                  "sql_not_select",
		"SELECT * FROM nowhere":          "sql_failed",
		"SELECT 1 + 'x'":                 "sql_failed",
		"SELECT * FROM read_text('*')":   "sql_failed",
		"SELECT * FROM 'some.csv'":       "sql_failed",
		"SELECT value FROM figure, item": "",
	} {
		_, err := a.Query(t.Context(), sql, 10)
		if err == nil && code == "" {
			continue
		}
		if data.Code(err) != code {
			t.Errorf("%q: %v, want %s", sql, err, code)
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Query(cancelled, "SELECT 1", 1); err != context.Canceled {
		t.Error(err)
	}
}
