package data

import (
	"github.com/shopspring/decimal"
)

// Number is an exact decimal number: counts are whole, money keeps every
// printed digit. Its JSON form is a plain number, never a string.
type Number struct{ decimal.Decimal }

// NewNumber returns the whole number n.
func NewNumber(n int64) Number { return Number{decimal.NewFromInt(n)} }

// ParseNumber reads plain ASCII decimal notation such as "-18" or "24252.31".
func ParseNumber(s string) (Number, error) {
	d, err := decimal.NewFromString(s)
	return Number{d}, err
}

// MarshalJSON writes a JSON number.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalJSON reads a JSON number.
func (n *Number) UnmarshalJSON(b []byte) error { return n.Decimal.UnmarshalJSON(b) }

// Plus returns n + m.
func (n Number) Plus(m Number) Number { return Number{n.Decimal.Add(m.Decimal)} }

// Small returns n as a whole number, if it is one and at most a thousand
// million million either way: small enough for thousands of them to be added
// as integers.
func (n Number) Small() (whole int64, ok bool) {
	if n.Exponent() != 0 {
		return 0, false
	}
	if n.Sign() == 0 { // most figures are
		return 0, true
	}
	if n.NumDigits() > 15 {
		return 0, false
	}
	return n.CoefficientInt64(), true
}

// Whole returns n as a whole number like Small, however it is written: 3.00 and
// 3e2 are whole too.
func (n Number) Whole() (whole int64, ok bool) {
	exp := n.Exponent()
	switch {
	case n.Sign() == 0:
		return 0, true
	case exp == 0:
		return n.Small()
	}
	if n.NumDigits()+int(max(exp, 0)) > 15 {
		return 0, false
	}
	whole = n.CoefficientInt64()
	for ; exp > 0; exp-- {
		whole *= 10
	}
	for ; exp < 0 && whole%10 == 0; exp++ {
		whole /= 10
	}
	return whole, exp == 0
}

// IsCount reports whether n is a whole number that fits 64 bits.
func (n Number) IsCount() bool { return n.IsInteger() && n.BigInt().IsInt64() }
