package analytics

import (
	"encoding/hex"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"
	"github.com/shopspring/decimal"

	"gongkai/data"
)

// plain turns a value of the driver into a JSON-able one; see Rows.
func plain(v any, sqlType string) any {
	switch v := v.(type) {
	case nil, bool, string, int64, uint64:
		return v
	case int8:
		return int64(v)
	case int16:
		return int64(v)
	case int32:
		return int64(v)
	case uint8:
		return uint64(v)
	case uint16:
		return uint64(v)
	case uint32:
		return uint64(v)
	case float32: // with its own digits: 1.1, not 1.10000002
		f, _ := strconv.ParseFloat(strconv.FormatFloat(float64(v), 'g', -1, 32), 64)
		return finite(f)
	case float64:
		return finite(v)
	case *big.Int:
		return data.Number{Decimal: decimal.NewFromBigInt(v, 0)}
	case duckdb.Decimal:
		return data.Number{Decimal: decimal.NewFromBigInt(v.Value, -int32(v.Scale))}
	case time.Time:
		return timeText(v, sqlType)
	case duckdb.Interval:
		return fmt.Sprintf("%d months %d days %d us", v.Months, v.Days, v.Micros)
	case []byte:
		if sqlType == "UUID" && len(v) == 16 {
			return fmt.Sprintf("%x-%x-%x-%x-%x", v[:4], v[4:6], v[6:8], v[8:10], v[10:])
		}
		return hex.EncodeToString(v)
	case []any:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = plain(e, strings.TrimSuffix(sqlType, "[]"))
		}
		return list
	case map[string]any:
		object := make(map[string]any, len(v))
		for name, e := range v {
			object[name] = plain(e, "")
		}
		return object
	case duckdb.OrderedMap:
		object := make(map[string]any, v.Len())
		for i, key := range v.Keys() {
			object[fmt.Sprint(plain(key, ""))] = plain(v.Values()[i], "")
		}
		return object
	case duckdb.Union:
		return plain(v.Value, "")
	}
	return fmt.Sprint(v)
}

// finite is the number, or its name where JSON has no number for it.
func finite(f float64) any {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return fmt.Sprint(f)
	}
	return f
}

// timeText writes a date as a date and a time of day as such; nested values,
// whose type is not known, are dates if they have no time of day.
func timeText(t time.Time, sqlType string) string {
	midnight := t.Equal(t.Truncate(24 * time.Hour))
	switch {
	case sqlType == "DATE", sqlType == "" && midnight:
		return t.Format(time.DateOnly)
	case sqlType == "TIME":
		return t.Format("15:04:05.999999")
	case strings.HasSuffix(sqlType, "TZ"), strings.HasSuffix(sqlType, "TIME ZONE"):
		return t.UTC().Format("2006-01-02T15:04:05.999999Z07:00")
	}
	return t.Format("2006-01-02 15:04:05.999999")
}
