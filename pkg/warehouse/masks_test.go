package warehouse_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// hostileSettings are what a reader may SET before reading (SEMANTICS S5).
const hostileSettings = `SET timezone = '<evil>+167'; SET datestyle = 'German'; SET extra_float_digits = -14; SET intervalstyle = 'sql_standard';
SET search_path = pg_temp, public; SET standard_conforming_strings = off; SET backslash_quote = off; SET bytea_output = 'escape'; SET lc_time = 'C'; SET lc_numeric = 'C'`

// column is a type with values that break careless expressions.
type column struct {
	sqlType string
	values  []string // SQL literals
	cells   []view.Cell
	lits    []catalog.Literal
}

func lit(kind catalog.Kind, text string) catalog.Literal {
	return catalog.Literal{Kind: kind, Text: text}
}

func columns() []column {
	steps := []view.Cell{view.RoundNumber{Step: "1"}, view.RoundNumber{Step: "7"}, view.RoundNumber{Step: "1000"}, view.RoundNumber{Step: "999999999999999"}}
	fractions := []view.Cell{view.RoundNumber{Step: "0.01"}, view.RoundNumber{Step: "0.5"}}
	times := []view.Cell{view.RoundTime{Unit: "hour"}, view.RoundTime{Unit: "day"}, view.RoundTime{Unit: "month"}, view.RoundTime{Unit: "year"}}
	texts := []view.Cell{
		view.Constant{Value: lit(catalog.Text, `\'x`)}, view.Partial{First: 1, Fill: "*"}, view.Partial{Last: 2, Fill: `\`}, view.Partial{First: 1, Last: 1, Fill: "'"},
		view.Regex{Pattern: `[0-9]+`, Replacement: `\1\&\\$1`}, view.Regex{Pattern: `a.b`, Replacement: "'"}, view.Regex{Pattern: `(x|xy)z?`, Replacement: ""}, view.Regex{Pattern: `^é`, Replacement: "e"},
	}
	hash := []view.Cell{view.Hash{Salt: "s", Digits: 64}}
	textValues := []string{`''`, `' '`, `'a'`, `'ab'`, `'abc '`, `E'a\nb1'`, `'123-45-6789'`, `'é☃'`, `E'back\\slash'`, `'o''brien'`, `'xyz xz'`, `'𝔘𝔫𝔦'`, `'****'`}
	textLits := []catalog.Literal{lit(catalog.Text, "a"), lit(catalog.Text, `o'brien`), lit(catalog.Text, `back\slash`), lit(catalog.Text, "é☃"), lit(catalog.Text, "")}
	number := lit(catalog.Bigint, "5")
	return []column{
		{"smallint", []string{"-32768", "-1", "0", "1", "32767"}, steps, []catalog.Literal{number, lit(catalog.Bigint, "-32768")}},
		{"integer", []string{"-2147483648", "-1", "0", "2147483647"}, steps, []catalog.Literal{number, lit(catalog.Bigint, "-2147483648")}},
		{"bigint", []string{"-9223372036854775808", "-1", "9223372036854775807"}, append(slices.Clone(steps), view.Hash{Salt: "s"}), []catalog.Literal{number, lit(catalog.Bigint, "-9223372036854775808")}},
		{"numeric(4,2)", []string{"-99.99", "99.99", "0", "'NaN'", "-0.01"}, append(slices.Clone(steps), fractions...), []catalog.Literal{number, lit(catalog.Decimal, "-0.01")}},
		{"numeric", []string{"'NaN'", "'Infinity'", "'-Infinity'", "1e300", "-1e-300", "123456789012345678901234567890.123456789"}, append(slices.Clone(steps), fractions...), []catalog.Literal{number, lit(catalog.Decimal, "123456789012345678901234567890.123456789")}},
		{"real", []string{"'NaN'", "'Infinity'", "'-Infinity'", "1e-45", "-1e-45", "3e38", "-3e38", "0.1", "-0.1", "1e15"}, append(slices.Clone(steps), fractions...), nil},
		{"double precision", []string{"'NaN'", "'Infinity'", "'-Infinity'", "5e-324", "-5e-324", "1.7e308", "-1.7e308", "0.1", "1e15", "1.1e15", "'-0'"}, append(slices.Clone(steps), fractions...), nil},
		{"character(70)", textValues, append(slices.Clone(texts), hash...), textLits},
		{"character varying(5)", []string{`''`, `'a'`, `'abcde'`, `'é☃é☃é'`, `'12345'`, `'a1'`}, append(slices.Clone(texts), view.Hash{Salt: "s", Digits: 5}), textLits},
		{"character varying(64)", textValues, append(slices.Clone(texts), hash...), textLits},
		{"text", textValues, append(slices.Clone(texts), hash...), textLits},
		{`text COLLATE "C"`, textValues, append(slices.Clone(texts), hash...), textLits},
		{`text COLLATE hr."c.i ""x"`, append(slices.Clone(textValues), `'A'`, `'O''BRIEN'`), append(slices.Clone(texts), hash...), textLits},
		{"hr.short", []string{"'abc'", "'12345'"}, append(slices.Clone(texts), view.Hash{Salt: "s", Digits: 8}), textLits},
		{"boolean", []string{"true", "false"}, []view.Cell{view.Constant{Value: lit(catalog.Boolean, "true")}}, []catalog.Literal{lit(catalog.Boolean, "false")}},
		{"date", []string{"'infinity'", "'-infinity'", "'4713-01-01 BC'", "'5874897-12-31'", "'0001-01-01'", "'9999-12-31'", "'10000-01-01'", "'2024-02-29'"}, append(slices.Clone(times[2:]), view.Constant{Value: lit(catalog.Date, "2024-02-29")}), []catalog.Literal{lit(catalog.Date, "2024-02-29"), lit(catalog.Date, "0001-01-01")}},
		{"timestamp", []string{"'infinity'", "'-infinity'", "'4713-01-01 00:00:00 BC'", "'294276-12-31 23:59:59.999999'", "'0001-01-01'", "'9999-12-31 23:59:59.999999'", "'2024-02-29 23:59:59.999999'"}, append(slices.Clone(times), view.Constant{Value: lit(catalog.Timestamp, "2024-02-29 00:00:00.000000")}), []catalog.Literal{lit(catalog.Timestamp, "2024-02-29 23:59:59.999999")}},
		{"timestamptz", []string{"'infinity'", "'-infinity'", "'4713-01-01 00:00:00+00 BC'", "'294276-12-31 23:59:59.999999+00'", "'0001-01-01 00:00:00+00'", "'9999-12-31 23:59:59.999999+00'", "'2024-02-29 23:30+00'"}, times, nil},
		{"uuid", []string{"'00000000-0000-0000-0000-000000000000'"}, []view.Cell{view.Null{}}, nil},
		{"jsonb", []string{`'{"a": 1}'`}, []view.Cell{view.Null{}}, nil},
		{"text[]", []string{"'{a,b}'"}, []view.Cell{view.Null{}}, nil},
	}
}

// fill makes a table whose columns c0, c1, … all hold the same values, and
// NULL.
func (h *house) fill(t *testing.T, name string, c column, copies int) view.View {
	t.Helper()
	var names, marks []string
	for i := range copies {
		names = append(names, fmt.Sprintf("c%d %s", i, c.sqlType))
		marks = append(marks, "v")
	}
	h.as(t, h.etl, fmt.Sprintf("CREATE TABLE hr.%s (id int, %s)", name, strings.Join(names, ", ")))
	for i, v := range append(slices.Clone(c.values), "NULL") {
		row := strings.Join(marks, ", ")
		h.as(t, h.etl, fmt.Sprintf("INSERT INTO hr.%s SELECT %d, %s FROM (SELECT CAST(%s AS %s) AS v) AS x", name, i, row, v, strings.SplitN(c.sqlType, " COLLATE", 2)[0]))
	}
	return h.view(t, name)
}

const oddTypes = `CREATE DOMAIN hr.short AS varchar(20) NOT NULL CHECK (VALUE <> 'x');
ALTER DOMAIN hr.short DROP NOT NULL; CREATE COLLATION hr."c.i ""x" (provider = icu, deterministic = false, locale = 'und-u-ks-level2')`

// TestMasksAreTotal: every mask on every value it may meet, read under every
// hostile setting: no error, NULL for NULL, never the input, the same answer
// as without the settings, and the view's columns keep type and collation.
func TestMasksAreTotal(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.as(t, h.etl, oddTypes)
	alice := h.role(t, "LOGIN")
	h.know(t, alice)
	for i, c := range columns() {
		t.Run(c.sqlType, func(t *testing.T) {
			v := h.fill(t, fmt.Sprintf("m%d", i), c, len(c.cells)+1)
			for j, cell := range c.cells {
				v = show(v, fmt.Sprintf("c%d", j+1), view.Choice{When: view.HasFact{Fact: group("hr")}, Show: view.Raw{}}, always(cell))
			}
			h.deploy(t, v)
			o := h.observeBase(t, fmt.Sprintf("m%d", i))
			if got := h.relationColumns(t, v); got != signature(v) || len(o.Columns) != len(v.Columns) {
				t.Errorf("the view has columns\n%swant\n%s", got, signature(v))
			}
			conn := h.reader(t, alice)
			read(t, conn, "CREATE TEMP TABLE calm AS SELECT * FROM governed."+v.Name.Name)
			read(t, conn, hostileSettings+"; CREATE TEMP TABLE hostile AS SELECT * FROM governed."+v.Name.Name)
			plain := read(t, conn, "RESET ALL; SELECT * FROM calm ORDER BY id")
			if hostile := read(t, conn, "SELECT * FROM hostile ORDER BY id"); !slices.Equal(hostile, plain) {
				t.Errorf("under hostile settings\n%q\nwant\n%q", hostile, plain)
			}
			if len(plain) != len(c.values)+1 {
				t.Fatalf("%d rows", len(plain))
			}
			for j, cell := range strings.Split(plain[len(plain)-1], "|")[1:] {
				if cell != "NULL" {
					t.Errorf("c%d shows %q for NULL", j, cell)
				}
			}
		})
	}
}

// TestPredicatesAreTotal: every comparison on every value, in a filter, under
// Any and in a cell: no error, and a predicate and its opposite never hold
// both.
func TestPredicatesAreTotal(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.as(t, h.etl, oddTypes)
	alice := h.role(t, "LOGIN")
	h.know(t, alice, attribute("a", "5"), attribute("a", "o'brien"), attribute("a", "2024-02-29"), attribute("a", "true"), attribute("a", "2024-02-29 23:59:59.999999"))
	for i, c := range columns() {
		if len(c.lits) == 0 {
			continue
		}
		t.Run(c.sqlType, func(t *testing.T) {
			v := h.fill(t, fmt.Sprintf("p%d", i), c, 2)
			h.deploy(t, v)
			col := ref(t, v, "c0")
			pairs := [][2]view.Pred{{view.IsNull{Column: col}, view.IsNull{Column: col, Not: true}}, {view.OneOf{Column: col, Literals: c.lits}, view.OneOf{Column: col, Literals: c.lits, Not: true}}}
			for _, l := range c.lits {
				for _, op := range [][2]string{{"=", "<>"}, {"<", ">="}, {"<=", ">"}} {
					pairs = append(pairs,
						[2]view.Pred{view.Compare{Column: col, Op: op[0], Literal: l}, view.Compare{Column: col, Op: op[1], Literal: l}},
						[2]view.Pred{view.CompareColumns{Left: col, Op: op[0], Right: ref(t, v, "c1")}, view.CompareColumns{Left: col, Op: op[1], Right: ref(t, v, "c1")}})
				}
				if col.Type.IsText() {
					for _, kind := range []view.MatchKind{view.MatchPrefix, view.MatchSuffix, view.MatchContains} {
						pairs = append(pairs, [2]view.Pred{view.Match{Column: col, Kind: kind, Text: l.Text}, view.Match{Column: col, Kind: kind, Text: l.Text, Not: true}})
					}
				}
			}
			if col.Type.IsText() {
				pairs = append(pairs, [2]view.Pred{view.Match{Column: col, Kind: view.MatchPattern, Text: `^[a-z\-]+.?$`}, view.Match{Column: col, Kind: view.MatchPattern, Text: `^[a-z\-]+.?$`, Not: true}})
			}
			if col.Type.Comparable() {
				pairs = append(pairs, [2]view.Pred{view.Held{Column: col, Kind: profile.KindAttribute, Name: "a"}, view.Held{Column: col, Kind: profile.KindAttribute, Name: "a", Not: true}})
			}
			conn := h.reader(t, alice)
			count := func(p view.Pred) (int, int, int) {
				t.Helper()
				out := [3]int{}
				any := view.Any{p, view.HasFact{Fact: group("nobody")}}
				for j, w := range []view.View{
					{Rows: p, Columns: v.Columns}, {Rows: any, Columns: v.Columns},
					{Rows: view.Always{}, Columns: show(v, "id", view.Choice{When: p, Show: view.Raw{}}).Columns},
				} {
					w.Source, w.Name, w.Base, w.Admit = v.Source, v.Name, v.Base, v.Admit
					h.deploy(t, w)
					out[j] = len(read(t, conn, "SELECT id FROM governed."+v.Name.Name+" WHERE id IS NOT NULL"))
				}
				return out[0], out[1], out[2]
			}
			for _, pair := range pairs {
				y1, y2, y3 := count(pair[0])
				n1, n2, n3 := count(pair[1])
				if y1 != y2 || y1 != y3 || n1 != n2 || n1 != n3 {
					t.Errorf("%+v: %d %d %d and %d %d %d rows", pair[0], y1, y2, y3, n1, n2, n3)
				}
				if most := len(c.values) + 1; y1+n1 > most {
					t.Errorf("%+v: %d rows hold and %d do not, of %d", pair[0], y1, n1, most)
				}
			}
		})
	}
}
