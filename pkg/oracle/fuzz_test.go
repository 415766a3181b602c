package oracle_test

import (
	"testing"
	"unicode/utf8"

	"scrim/pkg/catalog"
	"scrim/pkg/oracle"
)

// FuzzParse: a value of any type is read or refused, and what is read is
// written as text that reads as the same value. A row of `scrim explain --row`
// and of a file of tests comes through here.
func FuzzParse(f *testing.F) {
	for _, seed := range [][2]string{
		{"bigint", "-9223372036854775808"}, {"numeric(10,2)", "0.10"}, {"numeric", "1e400000"}, {"numeric", "NaN"}, {"numeric", "1/3"}, {"numeric", "0x1p-2"}, {"real", "-0"}, {"double precision", "1e400"},
		{"character(5)", "DE   "}, {"boolean", "t"}, {"date", "0044-03-15 BC"}, {"date", "2020-02-31"}, {"date", "2020-01-01 10:00:00"}, {"timestamp", "infinity"}, {"timestamp with time zone", "2021-12-31 23:30:00.5+00"}, {"uuid", "x"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		typ, ok := catalog.ParseType(name)
		if !ok || !utf8.ValidString(text) || len(text) > 1000 {
			return
		}
		v, err := oracle.Parse(typ, text)
		if err != nil {
			return
		}
		again, err := oracle.Parse(typ, v.String())
		if err != nil || !oracle.Equal(v, again) {
			t.Errorf("%q as %s is %q, and that is %v, %v", text, typ, v, again, err)
		}
	})
}
