package pgwire

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgproto3"

	"gongkai/data"
)

// ServerVersion is the version of PostgreSQL whose catalogue and protocol
// clients find.
const ServerVersion = "15.0"

// setting is what a client may show, and set where that changes nothing that
// it could rely on.
type setting struct {
	name, value string
	fixed       bool // it can only be set to what it is
}

// known are the settings at the start of a session.
var known = []setting{
	{"application_name", "", false}, {"bytea_output", "hex", true}, {"check_function_bodies", "on", false}, {"client_encoding", "UTF8", true},
	{"client_min_messages", "notice", false}, {"cursor_tuple_fraction", "0.1", false}, {"datestyle", "ISO, YMD", true},
	{"default_transaction_deferrable", "off", false}, {"default_transaction_isolation", "read committed", false},
	{"default_transaction_read_only", "on", true}, {"escape_string_warning", "on", false}, {"extra_float_digits", "1", false},
	{"geqo", "on", false}, {"idle_in_transaction_session_timeout", "0", false}, {"in_hot_standby", "off", true},
	{"integer_datetimes", "on", true}, {"intervalstyle", "postgres", true}, {"is_superuser", "off", true}, {"jit", "off", false},
	{"lc_messages", "zh_CN.UTF-8", false}, {"lc_monetary", "zh_CN.UTF-8", false}, {"lc_numeric", "C", false}, {"lc_time", "C", false}, {"lock_timeout", "0", false},
	{"max_identifier_length", "63", true}, {"max_index_keys", "32", true}, {"optimize_bounded_sort", "on", false}, {"quote_all_identifiers", "off", false},
	{"role", "none", false}, {"row_security", "on", false}, {"search_path", "main", false}, {"server_encoding", "UTF8", true},
	{"server_version", ServerVersion, true}, {"server_version_num", "150000", true}, {"session_authorization", "", true}, {"ssl_renegotiation_limit", "0", false},
	{"standard_conforming_strings", "on", true}, {"statement_timeout", "0", false}, {"synchronize_seqscans", "on", false}, {"timezone", "Asia/Shanghai", false},
	{"transaction_deferrable", "off", false}, {"transaction_isolation", "read committed", false}, {"transaction_read_only", "on", true},
	{"work_mem", "4MB", false}, {"xmloption", "content", false},
}

// shownAs are names as the protocol reports them.
var shownAs = []struct{ reported, name string }{
	{"application_name", "application_name"}, {"client_encoding", "client_encoding"}, {"DateStyle", "datestyle"},
	{"default_transaction_read_only", "default_transaction_read_only"}, {"in_hot_standby", "in_hot_standby"},
	{"integer_datetimes", "integer_datetimes"}, {"IntervalStyle", "intervalstyle"}, {"is_superuser", "is_superuser"},
	{"server_encoding", "server_encoding"}, {"server_version", "server_version"}, {"session_authorization", "session_authorization"},
	{"standard_conforming_strings", "standard_conforming_strings"}, {"TimeZone", "timezone"},
}

// mostSetting bounds a value, in bytes.
const mostSetting = 500

// settings are those of a session.
type settings struct {
	user string
	set  map[string]string // what differs from known
}

func find(name string) (setting, bool) {
	at := slices.IndexFunc(known, func(s setting) bool { return s.name == strings.ToLower(name) })
	if at < 0 {
		return setting{}, false
	}
	return known[at], true
}

// get is the value of a setting.
func (s *settings) get(name string) (string, bool) {
	k, is := find(name)
	if k.name == "session_authorization" {
		return s.user, true
	}
	if v, changed := s.set[k.name]; changed {
		return v, true
	}
	return k.value, is
}

// change sets one. What would change how values are written is refused, as the
// client would misread them; what changes nothing is only remembered.
func (s *settings) change(name, value string) error {
	k, is := find(name)
	if !is {
		return &data.Error{Code: "pg_setting", Reason: data.Text{ZH: "没有参数“" + cut(name) + "”", EN: "there is no setting “" + cut(name) + "”"}}
	}
	if k.fixed && !k.same(value) || len(value) > mostSetting || !utf8.ValidString(value) {
		return &data.Error{Code: "pg_fixed", Reason: data.Text{ZH: "参数 " + k.name + " 只能是 " + k.value, EN: "the setting " + k.name + " can only be " + k.value}}
	}
	if s.set == nil {
		s.set = map[string]string{}
	}
	if !k.fixed {
		s.set[k.name] = value
	}
	return nil
}

// same says whether a value means what a fixed setting is.
func (k setting) same(value string) bool {
	v := strings.ToLower(strings.Trim(value, `'" `))
	switch k.name {
	case "client_encoding":
		return slices.Contains([]string{"utf8", "utf-8", "unicode", "auto"}, v)
	case "datestyle":
		return strings.HasPrefix(v, "iso")
	case "session_authorization":
		return v == "default"
	}
	if k.value == "on" {
		return slices.Contains([]string{"on", "true", "1", "yes"}, v)
	}
	return v == strings.ToLower(k.value) || v == "default"
}

// start takes a setting of the message of the start: one that is not known is
// of no concern, as drivers send their own.
func (s *settings) start(name, value string) error {
	if name == "options" {
		for _, pair := range optionsOf(value) {
			if err := s.start(pair[0], pair[1]); err != nil {
				return err
			}
		}
		return nil
	}
	if k, is := find(name); !is || k.fixed && name != "client_encoding" {
		return nil
	}
	return s.change(name, value)
}

// optionsOf reads -c name=value and --name=value.
func optionsOf(text string) (pairs [][2]string) {
	fields := strings.Fields(text)
	for i := 0; i < len(fields); i++ {
		option := fields[i]
		switch {
		case option == "-c" && i+1 < len(fields):
			i++
			option = fields[i]
		case strings.HasPrefix(option, "-c"), strings.HasPrefix(option, "--"):
			option = option[2:]
		}
		if name, value, is := strings.Cut(option, "="); is {
			pairs = append(pairs, [2]string{strings.ReplaceAll(name, "-", "_"), value})
		}
	}
	return pairs
}

// reported are the settings that a client is told of at the start.
func (s *settings) reported() []pgproto3.ParameterStatus {
	var list []pgproto3.ParameterStatus
	for _, r := range shownAs {
		value, _ := s.get(r.name)
		list = append(list, pgproto3.ParameterStatus{Name: r.reported, Value: value})
	}
	return list
}

// english says whether messages come in English first.
func (s *settings) english() bool {
	v, _ := s.get("lc_messages")
	v = strings.ToLower(v)
	return strings.HasPrefix(v, "en") || v == "c" || strings.HasPrefix(v, "c.")
}

// cut is a text of theirs in a message of ours.
func cut(s string) string {
	r := []rune(strings.ToValidUTF8(s, "�"))
	if len(r) > 60 {
		r = append(r[:60], '…')
	}
	for i, x := range r {
		if x < ' ' {
			r[i] = ' '
		}
	}
	return string(r)
}

// Settings are the names and values that a session starts with.
func Settings() (list [][2]string) {
	for _, k := range known {
		list = append(list, [2]string{k.name, k.value})
	}
	return list
}
