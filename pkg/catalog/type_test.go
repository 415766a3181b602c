package catalog_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"scrim/pkg/catalog"
)

// types are all forms that a warehouse declares, written canonically.
func types(t *rapid.T) catalog.Type {
	n := rapid.IntRange(1, 65535).Draw(t, "length")
	precision := rapid.IntRange(1, 38).Draw(t, "precision")
	return rapid.SampledFrom([]catalog.Type{
		{Kind: catalog.Smallint}, {Kind: catalog.Integer}, {Kind: catalog.Bigint}, {Kind: catalog.Decimal},
		{Kind: catalog.Decimal, Precision: precision, Scale: rapid.IntRange(0, precision).Draw(t, "scale")},
		{Kind: catalog.Real}, {Kind: catalog.Double}, {Kind: catalog.Char, Length: n}, {Kind: catalog.Varchar, Length: n},
		{Kind: catalog.Varchar}, {Kind: catalog.Text}, {Kind: catalog.Boolean}, {Kind: catalog.Date}, {Kind: catalog.Timestamp}, {Kind: catalog.TimestampTZ},
		{Kind: catalog.Other, Name: "uuid"}, {Kind: catalog.Other, Name: "integer[]"}, {Kind: catalog.Other, Name: "bit varying(8)"},
		{Kind: catalog.Other, Name: "numeric(10,2)[]"}, {Kind: catalog.Other, Name: "super"}, {Kind: catalog.Other, Name: "my_type2"},
	}).Draw(t, "type")
}

func TestTypesReadBackAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := types(t)
		text := want.String()
		if rapid.Bool().Draw(t, "shouted") {
			text = strings.ToUpper(text)
		}
		text = strings.ReplaceAll(text, " ", rapid.SampledFrom([]string{" ", "  ", "\t", "\n "}).Draw(t, "blank"))
		got, ok := catalog.ParseType("  " + text + " ")
		if !ok || got != want {
			t.Fatalf("%q is %+v (%v), not %+v", text, got, ok, want)
		}
	})
}

func TestTypesAsPeopleAndWarehousesWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"int": "integer", "INT4": "integer", "int8": "bigint", "int2": "smallint", "decimal(12, 2)": "numeric(12,2)", "numeric(5)": "numeric(5,0)", "NUMERIC (12,2)": "numeric(12,2)",
		"float": "double precision", "float4": "real", "float8": "double precision", "char": "character(1)", "bpchar(3)": "character(3)", "varchar": "character varying",
		"VARCHAR(64)": "character varying(64)", "character  varying ( 64 )": "", "bool": "boolean", "timestamptz": "timestamp with time zone", "timestamp": "timestamp without time zone",
		"uuid": "uuid", "int[]": "int[]", "geometry(4, 2)": "geometry(4,2)",
		"": "", "varchar(64": "", "varchar(-1)": "", "varchar(3,4)": "", "numeric(2,3)": "", "integer(3)": "", "text; drop table x": "", "a'b": "", `"odd"`: "", "1st": "", "x.y.z": "", "date(3)": "date", "public.mood": "public.mood", "time(3) without time zone": "time(3) without time zone", "timestamp(3) with time zone": "timestamp with time zone",
		"time(3) at noon": "", `public."Mood"`: "",
		"integer, x integer": "", "text --": "", "varchar(99999999999999999999)": "",
	} {
		got, ok := catalog.ParseType(text)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("%q is %q (%v), not %q", text, got, ok, want)
		}
	}
}

// What is no type is never written as one: String of everything that parses
// is made of a closed set of characters.
func TestNothingElseBecomesAType(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-z0-9_ "';,()\[\]-]{0,30}`)).Draw(t, "text")
		got, ok := catalog.ParseType(text)
		if !ok {
			return
		}
		if i := strings.IndexFunc(got.String(), func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789_. ,()[]", r) }); i >= 0 {
			t.Fatalf("%q becomes %q", text, got)
		}
		got.Domain = false // the canonical name has no precision of times
		again, ok := catalog.ParseType(got.String())
		if !ok || again != got {
			t.Fatalf("%q is %+v and, written and read, %+v", text, got, again)
		}
	})
}

func TestCanonicalTexts(t *testing.T) {
	for _, one := range []struct {
		declared string
		yes, no  []string
	}{
		{"smallint", []string{"0", "-1", "32767", "-32768"}, []string{"", "+1", "01", "-0", " 1", "1 ", "1.0", "32768", "-32769", "1e3", "x", "１"}},
		{"integer", []string{"2147483647", "-2147483648"}, []string{"2147483648", "-2147483649"}},
		{"bigint", []string{"9223372036854775807", "-9223372036854775808"}, []string{"9223372036854775808", "0x1", "1_000"}},
		{"boolean", []string{"true", "false"}, []string{"t", "TRUE", "1", "", "yes"}},
		{"date", []string{"2026-01-01", "0001-01-01", "9999-12-31", "2024-02-29"}, []string{"2026-1-1", "2023-02-29", "0000-01-01", "10000-01-01", "infinity", "2026-01-01 ", "01.01.2026", ""}},
		{"timestamp", []string{"2026-01-01 10:00:00.000000", "0001-01-01 00:00:00.000001"}, []string{"2026-01-01", "2026-01-01 10:00:00", "2026-01-01T10:00:00.000000", "2026-01-01 10:00:00.0000001", "2026-01-01 24:00:00.000000", "2026-01-01 10:00:00,000000", "-infinity"}},
		{"text", []string{"", "a", " a", "a b", "ü", "a\n", "a\t"}, []string{"a ", " ", "a\x00"}},
		{"varchar(2)", []string{"longer than it is"}, []string{"a "}},
		{"char(2)", []string{"ab"}, []string{"a "}},
		{"numeric(5,2)", nil, []string{"1", "1.00", ""}},
		{"double precision", nil, []string{"1"}},
		{"timestamptz", nil, []string{"2026-01-01 10:00:00.000000"}},
		{"uuid", nil, []string{"6f9619ff-8b86-d011-b42d-00c04fc964ff"}},
	} {
		typ, ok := catalog.ParseType(one.declared)
		if !ok {
			t.Fatal(one.declared)
		}
		for _, text := range one.yes {
			if !typ.Canonical(text) {
				t.Errorf("%s: %q is not canonical", typ, text)
			}
		}
		for _, text := range one.no {
			if typ.Canonical(text) {
				t.Errorf("%s: %q is canonical", typ, text)
			}
		}
	}
	if (catalog.Type{}).Canonical("") || (catalog.Type{}).Comparable() || (catalog.Type{}).String() != "unknown" {
		t.Error("the unknown type fits something")
	}
}

func TestWhichLiteralsFit(t *testing.T) {
	types := []string{"smallint", "integer", "bigint", "numeric(5,2)", "real", "double precision", "char(3)", "varchar(3)", "text", "boolean", "date", "timestamp", "timestamptz", "uuid"}
	for _, one := range []struct {
		literal catalog.Literal
		fits    string
	}{
		{catalog.Literal{Kind: catalog.Text, Text: "abcd"}, "char(3) varchar(3) text"},
		{catalog.Literal{Kind: catalog.Bigint, Text: "7"}, "smallint integer bigint numeric(5,2)"},
		{catalog.Literal{Kind: catalog.Bigint, Text: "70000"}, "integer bigint numeric(5,2)"},
		{catalog.Literal{Kind: catalog.Bigint, Text: "3000000000"}, "bigint numeric(5,2)"},
		{catalog.Literal{Kind: catalog.Bigint, Text: "99999999999999999999"}, "numeric(5,2)"},
		{catalog.Literal{Kind: catalog.Decimal, Text: "0.5"}, "numeric(5,2)"},
		{catalog.Literal{Kind: catalog.Boolean, Text: "true"}, "boolean"},
		{catalog.Literal{Kind: catalog.Date, Text: "2026-01-01"}, "date"},
		{catalog.Literal{Kind: catalog.Timestamp, Text: "2026-01-01 00:00:00.000000"}, "timestamp"},
		{catalog.Literal{}, ""},
		{catalog.Literal{Kind: catalog.Other, Text: "x"}, ""},
	} {
		var fits []string
		for _, declared := range types {
			typ, _ := catalog.ParseType(declared)
			if one.literal.Fits(typ) {
				fits = append(fits, declared)
			}
		}
		if got := strings.Join(fits, " "); got != one.fits {
			t.Errorf("%v fits %q, not %q", one.literal, got, one.fits)
		}
	}
}

// A literal has one text: what is almost it may be SQL of somebody's.
func TestCanonicalLiterals(t *testing.T) {
	for kind, texts := range map[catalog.Kind][2]string{
		catalog.Text:      {"|a|a b|'; --|é", "a |a\x00"},
		catalog.Bigint:    {"0|-5|9223372036854775807", "|-0|+5|05|5 |9223372036854775808|1 OR TRUE|0x5|1e3"},
		catalog.Decimal:   {"0|5|-5|0.5|-0.25|1000000|99999999999999999999999999999999999999|0." + strings.Repeat("0", 37) + "1", "|-0|.5|5.|0.50|00.5|1e3|1 OR TRUE|NaN|1" + strings.Repeat("0", 38) + "|0." + strings.Repeat("1", 39)},
		catalog.Boolean:   {"true|false", "TRUE|t|"},
		catalog.Date:      {"2026-01-31", "2026-02-30|2026-1-31|0000-01-01|infinity"},
		catalog.Timestamp: {"2026-01-31 10:00:00.000000", "2026-01-31 10:00:00|2026-01-31|2026-01-31T10:00:00Z"},
		catalog.Varchar:   {"-", "a"},
	} {
		for i, list := range texts {
			for _, text := range strings.Split(strings.ReplaceAll(list, `\x00`, "\x00"), "|") {
				if got := (catalog.Literal{Kind: kind, Text: text}).Canonical(); got != (i == 0) && text != "-" {
					t.Errorf("%q as %v: %v", text, catalog.Type{Kind: kind}, got)
				}
			}
		}
	}
}

// A view's column must be of one type whatever stands in it, and PostgreSQL
// takes timestamp(3) for another one than timestamp.
func TestTimesWithAPrecisionAreCast(t *testing.T) {
	for declared, cast := range map[string]bool{"timestamp(3) without time zone": true, "timestamp(0) with time zone": true, "timestamp with time zone": false, "timestamp": false} {
		if got, ok := catalog.ParseType(declared); !ok || got.Domain != cast {
			t.Errorf("%s is cast: %v (%v)", declared, got.Domain, ok)
		}
	}
}

func ExampleParseType() {
	t, ok := catalog.ParseType("VARCHAR(64)")
	fmt.Println(t, ok, t.IsText())
	// Output: character varying(64) true true
}
