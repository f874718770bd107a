package data

// yuan gives the power of ten of each unit of money.
var yuan = map[string]int32{"元": 0, "千元": 3, "万元": 4, "亿元": 8}

// MoneyPower is the power of ten of yuan that a unit stands for: 4 for 万元. It
// says false for what is no unit of money.
func MoneyPower(unit string) (int32, bool) {
	power, known := yuan[unit]
	return power, known
}

// ConvertMoney changes the unit of an amount of money, exactly: 元, 千元, 万元 or
// 亿元. It says false for any other unit: amounts of unknown units never mix.
func ConvertMoney(n Number, from, to string) (Number, bool) {
	a, known := yuan[from]
	b, wanted := yuan[to]
	if a == b {
		return n, known && wanted
	}
	return Number{n.Shift(a - b)}, known && wanted
}
