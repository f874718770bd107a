package dashboard

import (
	"net"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"gongkai/analytics/cage"
	"gongkai/dashboard/pgwire"
)

// psql runs PostgreSQL's own client and returns what it prints.
func psql(t *testing.T, at string, input string, args ...string) (string, error) {
	t.Helper()
	host, port, err := net.SplitHostPort(at)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("psql", append([]string{"-X", "-h", host, "-p", port, "-U", PostgresAnonymous, "-d", "gongkai"}, args...)...)
	cmd.Env = append(cmd.Environ(), "LC_ALL=C.UTF-8", "PAGER=cat")
	cmd.Stdin = strings.NewReader(input)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestPsql(t *testing.T) {
	if _, err := exec.LookPath("psql"); err != nil {
		t.Skip("psql is not installed: apt-get install postgresql-client")
	}
	at := startPG(t, cage.Limits{}, pgwire.Config{})
	for _, test := range []struct {
		args []string
		want string // all of it is in what is printed; what stands behind ! is not
	}{
		{[]string{"-c", `\d`}, "main | figures | view;main | body | table;!pg_class"},
		{[]string{"-c", `\dt`}, "main | body | table;!figures "},
		{[]string{"-c", `\dt+`}, "机关"},
		{[]string{"-c", `\dv`}, "main | observations;!body "},
		{[]string{"-c", `\dv fig*`}, "figure_source;figures;!observations"},
		{[]string{"-c", `\d figures`}, `View "main.figures";amount | numeric(28,10);year | smallint;body | text`},
		{[]string{"-c", `\d+ main.body`}, `Table "main.body";机关全称`},
		{[]string{"-c", `\d nothing`}, `Did not find any relation named "nothing"`},
		{[]string{"-c", `\l`}, "gongkai | reader | UTF8"},
		{[]string{"-c", `\dn`}, "main | reader;!pg_catalog"},
		{[]string{"-c", `\du`}, "reader"},
		{[]string{"-c", `\dS pg_class`}, "relname"},
		{[]string{"-c", `\df`, "-c", `\dT`, "-c", `\di`, "-c", `\ds`, "-c", `\dp body`, "-c", `\dx`, "-c", `\db`, "-c", `\dm`, "-c", `\det`, "-c", `\dC`, "-c", `\dD`, "-c", `\do`, "-c", `\dy`, "-c", `\dF`, "-c", `\dL`, "-c", `\drds`, "-c", `\dd`, "-c", `\dc`, "-c", `\dO`, "-c", `\da`, "-c", `\dA`, "-c", `\dRp`, "-c", `\dRs`, "-c", `\dX`, "-c", `\dP`, "-c", `\ddp`, "-c", `\l+`, "-c", `\dn+`}, "!ERROR"},
		{[]string{"--csv", "-c", "SELECT year, body, value FROM figures WHERE body = '平潭综合实验区' AND year = 2024 ORDER BY value DESC LIMIT 2"}, "year,body,value\n2024,平潭综合实验区,"},
		{[]string{"-At", "-c", "SELECT 1;", "-c", "SELECT 2"}, "1\n2\n"},
		{[]string{"-c", "SELECT 1; SELECT 2"}, "[sql_several]"},
		{[]string{"-c", "SELECT nothing FROM figures"}, "LINE 1: SELECT nothing FROM figures\n ^;Referenced column"},
		{[]string{"-c", `\copy (SELECT 1) TO STDOUT`}, "psql --csv;[pg_copy]"},
		{[]string{"-v", "ON_ERROR_STOP=1", "-c", "BEGIN", "-c", "SELECT 1 AS one", "-c", "COMMIT"}, "BEGIN;one;COMMIT"},
	} {
		out, err := psql(t, at, "", test.args...)
		out = spaces.ReplaceAllString(out, " ")
		for _, want := range strings.Split(test.want, ";") {
			if not, is := strings.CutPrefix(want, "!"); is && strings.Contains(out, not) || !is && !strings.Contains(out, want) {
				t.Errorf("%v: %v, want %q in\n%.2000s", test.args, err, want, out)
			}
		}
	}
	script := "\\set body '平潭综合实验区'\n\\set year 2024\nSELECT 'n', count(*) > 0 FROM figures WHERE body = :'body' AND year = :year;\nPREPARE p AS SELECT 1;\n"
	if out, _ := psql(t, at, script, "-At"); !strings.Contains(out, "n|t") || !strings.Contains(out, "[sql_not_select]") {
		t.Errorf("variables: %s", out)
	}
	if out, err := psql(t, at, "", "--version"); err == nil && versionOf(out) >= 16 {
		if out, _ := psql(t, at, "SELECT $1 || 'x', $2::INTEGER + 1 \\bind 'it''s' 41 \\g\n", "-At"); !strings.Contains(out, "it'sx|42") {
			t.Errorf("\\bind: %s", out)
		}
	} else {
		t.Log(`this psql has no \bind`)
	}
}

// spaces are those by which psql aligns.
var spaces = regexp.MustCompile(` +`)

// versionOf is the major version of psql, 0 if it does not tell.
func versionOf(out string) int {
	n := 0
	if fields := strings.Fields(out); len(fields) > 2 {
		for _, c := range fields[2] {
			if c < '0' || c > '9' {
				break
			}
			n = n*10 + int(c-'0')
		}
	}
	return n
}
