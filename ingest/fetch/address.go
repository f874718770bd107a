package fetch

import (
	"net"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"gongkai/data"
)

// maxAddress bounds an address, in bytes.
const maxAddress = 4096

// Canonical parses the address of a page: http or https, a host, no user name.
// Chinese letters in it are escaped, those of the host as IDNA says, and the
// fragment is dropped. The error has the code "bad_address".
func Canonical(address string) (*url.URL, *data.Error) {
	if len(address) > maxAddress {
		return nil, tooLong(address)
	}
	if strings.ContainsFunc(address, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\uFFFD' }) {
		return nil, badAddress(address, "网址里有空格或控制字符", "the address has spaces or control characters")
	}
	u, err := url.Parse(address)
	if err != nil || u.Opaque != "" {
		return nil, badAddress(address, "不是网址", "not an address")
	}
	return settled(u, address)
}

// settled is the canonical form of a parsed address.
func settled(u *url.URL, address string) (*url.URL, *data.Error) {
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, badAddress(address, "网址须以 http:// 或 https:// 开头", "the address must begin with http:// or https://")
	}
	if u.User != nil {
		return nil, badAddress(address, "网址里不能有用户名", "no user name in an address")
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if ip := net.ParseIP(host); ip == nil {
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil || strings.ContainsAny(ascii, "%:/") || !dnsLengths(ascii) {
			return nil, badAddress(address, "网站域名有误", "bad host name")
		}
		host = ascii
	} else if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		host += ":" + port
	}
	c := &url.URL{Scheme: u.Scheme, Host: host, Path: u.Path, RawPath: u.RawPath, RawQuery: escaped(u.RawQuery), ForceQuery: u.ForceQuery}
	if c.Path == "" {
		c.Path = "/"
	}
	text := c.String()
	if len(text) > maxAddress { // escaping makes Chinese letters nine characters
		return nil, tooLong(address)
	}
	again, err := url.Parse(text) // what is asked for is what is noted down
	if err != nil {
		return nil, badAddress(address, "不是网址", "not an address")
	}
	return again, nil
}

// dnsLengths reports whether a name keeps to the lengths of RFC 1035 section
// 2.3.4: labels of 1 to 63 octets, 253 in all.
func dnsLengths(host string) bool {
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 {
			return false
		}
	}
	return len(host) <= 253
}

// escaped escapes what must not stand in a query unescaped.
func escaped(query string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(query); i++ {
		if c := query[i]; c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>' || c == '#' {
			b.WriteString("%" + string(digits[c>>4]) + string(digits[c&15]))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func tooLong(address string) *data.Error {
	return badAddress(strings.ToValidUTF8(address[:100], "")+"…", "网址太长", "the address is too long")
}

func badAddress(address, zh, en string) *data.Error {
	return &data.Error{Code: "bad_address", Reason: data.Text{ZH: zh + "：" + address, EN: en + ": " + address},
		Way: data.Text{ZH: "请改正名单", EN: "correct the list"}}
}
