package data

import "testing"

func TestMoment(t *testing.T) {
	for text, want := range map[string]string{"": "", "2026-05-01": "2026-05-01", "12": "12", "12-717cb1beb56d": "12-717cb1beb56d",
		"0": "bad_day", "12-": "bad_day", "12-xyz": "bad_day", "2026-13-01": "bad_day", "-1": "bad_day", "12-717c": "bad_day", "9999999999": "bad_day", " 12": "bad_day"} {
		m, err := ParseMoment(text)
		got := m.String()
		if err != nil {
			got = Code(err)
		}
		if got != want || m.Now() != (text == "") && err == nil {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
