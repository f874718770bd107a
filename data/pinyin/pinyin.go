// Package pinyin spells names of places and bodies in Latin letters, without
// tones, so that a body can be found by typing them: 重庆市教育局 is
// chongqingshijiaoyuju, or by initials cqsjyj.
package pinyin

import (
	"strings"
	"unicode/utf8"

	gopinyin "github.com/mozillazg/go-pinyin"
)

// longest is how many characters a special reading has at most.
var longest = func() int {
	most := 0
	for word := range readings {
		most = max(most, utf8.RuneCountInString(word))
	}
	return most
}()

// Of spells a name: whole is the syllables without gaps, initials the first
// letter of each. Latin letters and digits stand as they are, in lower case;
// other signs are left out. ü is written v.
func Of(name string) (whole, initials string) {
	var w, i strings.Builder
	runes := []rune(name)
	for at := 0; at < len(runes); {
		syllables, n := special(runes[at:])
		if n == 0 {
			syllables, n = plain(runes[at]), 1
		}
		for syllable := range strings.FieldsSeq(syllables) {
			w.WriteString(syllable)
			i.WriteByte(syllable[0])
		}
		at += n
	}
	return w.String(), i.String()
}

// special finds the longest word with a reading of its own that the text
// begins with, and how many characters it has.
func special(text []rune) (syllables string, n int) {
	for n = min(longest, len(text)); n > 0; n-- {
		if syllables, found := readings[string(text[:n])]; found {
			return syllables, n
		}
	}
	return "", 0
}

// plain is the usual reading of a character, "" for what is not spelt.
func plain(r rune) string {
	switch {
	case r >= 'A' && r <= 'Z':
		return string(r + 'a' - 'A')
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		return string(r)
	}
	if found := gopinyin.SinglePinyin(r, gopinyin.NewArgs()); len(found) > 0 {
		return found[0]
	}
	return ""
}
