package warehouse_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// hostileSettings are what a reader may SET before reading (SEMANTICS S5).
func (h *house) hostileSettings() []string {
	if h.dialect.Name() == "redshift" {
		return []string{"SET timezone TO '<evil>+167'", "SET datestyle TO 'German'", "SET extra_float_digits TO -14"}
	}
	return []string{
		"SET timezone = '<evil>+167'", "SET datestyle = 'German'", "SET extra_float_digits = -14", "SET intervalstyle = 'sql_standard'",
		"SET search_path = pg_temp, public", "SET standard_conforming_strings = off", "SET bytea_output = 'escape'", "SET backslash_quote = off",
	}
}

func (h *house) calmSettings() []string {
	if h.dialect.Name() == "redshift" {
		return []string{"SET timezone TO 'UTC'", "SET datestyle TO 'ISO, MDY'", "SET extra_float_digits TO 1"}
	}
	return []string{"RESET ALL"}
}

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

func postgresColumns() []column {
	steps := []view.Cell{view.RoundNumber{Step: "1"}, view.RoundNumber{Step: "7"}, view.RoundNumber{Step: "1000"}, view.RoundNumber{Step: "999999999999999"}, view.Bucket{Edges: "-7|0|32"}}
	fractions := []view.Cell{view.RoundNumber{Step: "0.01"}, view.RoundNumber{Step: "0.5"}, view.Bucket{Edges: "-1.5|0.01|7"}}
	times := []view.Cell{view.Noise{Salt: "s", Within: "1"}, view.Noise{Salt: "s", Within: "36500"}, view.Random{Salt: "s", Low: "0001-01-01", High: "9999-12-31"}, view.Random{Salt: "s", Low: "2020-02-28", High: "2020-02-29"}, view.RoundTime{Unit: "hour"}, view.RoundTime{Unit: "day"}, view.RoundTime{Unit: "month"}, view.RoundTime{Unit: "year"}}
	stamps := append(slices.Clone(times), view.Bucket{Edges: "0001-01-01 00:00:00.000000|2024-02-29 23:30:00.000000"})
	drawn := []view.Cell{
		view.Random{Salt: "s", Low: "-5", High: "90"}, view.Random{Salt: "s", Low: "0", High: "1"},
		view.Noise{Salt: "s", Within: "1"}, view.Noise{Salt: "s", Within: "20"},
	}
	texts := []view.Cell{
		view.Constant{Value: lit(catalog.Text, `\'x`)}, view.Partial{First: 1, Fill: "*"}, view.Partial{Last: 2, Fill: `\`}, view.Partial{First: 1, Last: 1, Fill: "'"},
		view.Email{Fill: `\'`}, view.Email{First: 1, Fill: "***"},
		view.Regex{Pattern: `[0-9]+`, Replacement: `\1\&\\$1`}, view.Regex{Pattern: `a.b`, Replacement: "'"}, view.Regex{Pattern: `(x|xy)z?`, Replacement: ""}, view.Regex{Pattern: `^é`, Replacement: "e"},
	}
	hash := []view.Cell{view.Hash{Salt: "s", Digits: 64}}
	textValues := []string{`''`, `' '`, `'a'`, `'ab'`, `'abc '`, `E'a\nb1'`, `'123-45-6789'`, `'é☃'`, `E'back\\slash'`, `'o''brien'`, `'xyz xz'`, `'𝔘𝔫𝔦'`, `'****'`, `'ann@example.com'`, `'a@b@c.de'`}
	textLits := []catalog.Literal{lit(catalog.Text, "a"), lit(catalog.Text, `o'brien`), lit(catalog.Text, `back\slash`), lit(catalog.Text, "é☃"), lit(catalog.Text, "")}
	number := lit(catalog.Bigint, "5")
	return []column{
		{"smallint", []string{"-32768", "-1", "0", "1", "32767"}, append(slices.Clone(steps), drawn...), []catalog.Literal{number, lit(catalog.Bigint, "-32768")}},
		{"integer", []string{"-2147483648", "-1", "0", "2147483647"}, append(slices.Clone(steps), drawn...), []catalog.Literal{number, lit(catalog.Bigint, "-2147483648")}},
		{"bigint", []string{"-9223372036854775808", "-1", "9223372036854775807"}, slices.Concat(steps, drawn, []view.Cell{view.Hash{Salt: "s"}}), []catalog.Literal{number, lit(catalog.Bigint, "-9223372036854775808")}},
		{"numeric(4,2)", []string{"-99.99", "99.99", "0", "'NaN'", "-0.01"}, slices.Concat(steps, fractions, drawn, []view.Cell{view.Noise{Salt: "s", Within: "0.01"}, view.Random{Salt: "s", Low: "-0.01", High: "0.01"}}), []catalog.Literal{number, lit(catalog.Decimal, "-0.01")}},
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
		{"date", []string{"'infinity'", "'-infinity'", "'4713-01-01 BC'", "'5874897-12-31'", "'0001-01-01'", "'9999-12-31'", "'10000-01-01'", "'2024-02-29'"}, append(slices.DeleteFunc(slices.Clone(times), func(c view.Cell) bool { return c == view.RoundTime{Unit: "hour"} || c == view.RoundTime{Unit: "day"} }), view.Constant{Value: lit(catalog.Date, "2024-02-29")}, view.Bucket{Edges: "0001-01-01|2024-02-28"}), []catalog.Literal{lit(catalog.Date, "2024-02-29"), lit(catalog.Date, "0001-01-01")}},
		{"timestamp", []string{"'infinity'", "'-infinity'", "'4713-01-01 00:00:00 BC'", "'294276-12-31 23:59:59.999999'", "'0001-01-01'", "'9999-12-31 23:59:59.999999'", "'2024-02-29 23:59:59.999999'"}, append(slices.Clone(stamps), view.Constant{Value: lit(catalog.Timestamp, "2024-02-29 00:00:00.000000")}), []catalog.Literal{lit(catalog.Timestamp, "2024-02-29 23:59:59.999999")}},
		{"timestamptz", []string{"'infinity'", "'-infinity'", "'4713-01-01 00:00:00+00 BC'", "'294276-12-31 23:59:59.999999+00'", "'0001-01-01 00:00:00+00'", "'9999-12-31 23:59:59.999999+00'", "'2024-02-29 23:30+00'"}, stamps, nil},
		{"uuid", []string{"'00000000-0000-0000-0000-000000000000'"}, []view.Cell{view.Null{}}, nil},
		{"jsonb", []string{`'{"a": 1}'`}, []view.Cell{view.Null{}}, nil},
		{"text[]", []string{"'{a,b}'"}, []view.Cell{view.Null{}}, nil},
	}
}

// columns are the types that a dialect has.
func (h *house) columns() []column {
	if h.dialect.Name() == "postgres" {
		return postgresColumns()
	}
	var out []column
	for _, c := range postgresColumns() {
		switch strings.SplitN(c.sqlType, " COLLATE", 2)[0] {
		case "numeric", "text", "hr.short", "uuid", "jsonb", "text[]":
			continue
		case "date", "timestamp", "timestamptz":
			c.values = slices.DeleteFunc(c.values, func(v string) bool { return strings.Contains(v, "infinity") })
		case "character(70)": // of ASCII alone there
			c.values = slices.DeleteFunc(slices.Clone(c.values), func(v string) bool { return strings.ContainsFunc(v, func(r rune) bool { return r > unicode.MaxASCII }) })
		case "character varying(5)": // bytes there
			c.values = append(slices.DeleteFunc(c.values, func(v string) bool { return v == `'é☃é☃é'` }), `'é☃'`)
		}
		for i := range c.values { // every literal escapes by backslash there, and none begins with E
			c.values[i] = strings.TrimPrefix(c.values[i], "E")
		}
		out = append(out, c)
	}
	return out
}

// prepareOdd makes odd types where there are any, and a reader.
func (h *house) prepareOdd(t *testing.T) string {
	t.Helper()
	if h.dialect.Name() == "postgres" {
		h.as(t, h.etl, oddTypes...)
	}
	return h.role(t, "LOGIN")
}

// fill makes a table whose columns c0, c1, … all hold the same values, and
// NULL, and whose columns i0, i1, … hold the row's number.
func (h *house) fill(t *testing.T, name string, c column, copies, numbers int) view.View {
	t.Helper()
	columns, marks := []string{"id int"}, []string{"x.n"}
	for i := range copies {
		columns = append(columns, fmt.Sprintf("c%d %s", i, c.sqlType))
		marks = append(marks, "x.v")
	}
	for i := range numbers {
		columns = append(columns, fmt.Sprintf("i%d int", i))
		marks = append(marks, "x.n")
	}
	statements := []string{fmt.Sprintf("CREATE TABLE hr.%s (%s)", name, strings.Join(columns, ", "))}
	for i, v := range append(slices.Clone(c.values), "NULL") {
		statements = append(statements, fmt.Sprintf("INSERT INTO hr.%s SELECT %s FROM (SELECT %d AS n, CAST(%s AS %s) AS v) AS x",
			name, strings.Join(marks, ", "), i, v, strings.SplitN(c.sqlType, " COLLATE", 2)[0]))
	}
	h.as(t, h.etl, statements...)
	return h.view(t, name)
}

var oddTypes = []string{
	`CREATE DOMAIN hr.short AS varchar(20) CHECK (VALUE <> 'x')`,
	`CREATE COLLATION hr."c.i ""x" (provider = icu, deterministic = false, locale = 'und-u-ks-level2')`,
}

// TestMasksAreTotal: every mask on every value it may meet, read under every
// hostile setting: no error, NULL for NULL, never the input, the same answer
// as without the settings, and the view's columns keep type and collation.
func TestMasksAreTotal(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		alice := h.prepareOdd(t)
		h.know(t, alice)
		for i, c := range h.columns() {
			t.Run(c.sqlType, func(t *testing.T) {
				v := h.fill(t, fmt.Sprintf("m%d", i), c, len(c.cells)+1, 0)
				for j, cell := range c.cells {
					v = show(v, fmt.Sprintf("c%d", j+1), view.Choice{When: view.HasFact{Fact: group("hr")}, Show: view.Raw{}}, always(cell))
				}
				h.deploy(t, v)
				if got := h.relationColumns(t, v); got != signature(v) {
					t.Errorf("the view has columns\n%swant\n%s", got, signature(v))
				}
				conn := h.reader(t, alice)
				for _, setting := range h.hostileSettings() {
					read(t, conn, setting)
				}
				read(t, conn, "CREATE TEMP TABLE hostile AS SELECT * FROM governed."+v.Name.Name)
				fresh := h.reader(t, alice)
				read(t, fresh, "CREATE TEMP TABLE calm AS SELECT * FROM governed."+v.Name.Name)
				plain := read(t, fresh, "SELECT * FROM calm ORDER BY id")
				for _, setting := range h.calmSettings() {
					read(t, conn, setting)
				}
				if hostile := read(t, conn, "SELECT * FROM pg_temp.hostile ORDER BY id"); !slices.Equal(hostile, plain) {
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
	})
}

// TestMaskAnswers: what masks make of values, worked out by hand.
func TestMaskAnswers(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		alice := h.role(t, "LOGIN")
		h.know(t, alice)
		cases := []struct {
			sqlType, value string
			cell           view.Cell
			want           string
		}{
			{"integer", "-1", view.RoundNumber{Step: "7"}, "-7"},
			{"integer", "-7", view.RoundNumber{Step: "7"}, "-7"},
			{"integer", "13", view.RoundNumber{Step: "7"}, "7"},
			{"bigint", "-9223372036854775807", view.RoundNumber{Step: "1"}, "-9223372036854775807"},
			{"bigint", "-9223372036854775807", view.RoundNumber{Step: "2"}, "-9223372036854775808"},
			{"bigint", "-9223372036854775807", view.RoundNumber{Step: "3"}, "NULL"},
			{"numeric(12,2)", "-0.01", view.RoundNumber{Step: "0.5"}, "-0.50"},
			{"numeric(12,2)", "1234.56", view.RoundNumber{Step: "0.05"}, "1234.55"},
			{"numeric(12,2)", "-9999999999.99", view.RoundNumber{Step: "1"}, "NULL"},
			{"double precision", "-0.25", view.RoundNumber{Step: "0.5"}, "-0.5"},
			{"double precision", "1e15", view.RoundNumber{Step: "0.5"}, "1e+15"},
			{"smallint", "17", view.Bucket{Edges: "-5|0|18"}, "0"},
			{"smallint", "18", view.Bucket{Edges: "-5|0|18"}, "18"},
			{"smallint", "-6", view.Bucket{Edges: "-5|0|18"}, "NULL"},
			{"numeric(12,2)", "1000", view.Bucket{Edges: "0|0.25"}, "0.25"},
			{"numeric(12,2)", "0.24", view.Bucket{Edges: "0|0.25"}, "0.00"},
			{"double precision", "1e15", view.Bucket{Edges: "0|0.25"}, "0.25"},
			{"double precision", "1.1e15", view.Bucket{Edges: "0|0.25"}, "NULL"},
			{"date", "DATE '2024-02-29'", view.Bucket{Edges: "1999-01-01|2024-03-01"}, "1999-01-01"},
			{"timestamptz", "TIMESTAMPTZ '2024-02-29 01:00:00+05'", view.Bucket{Edges: "2024-01-01 00:00:00.000000|2024-02-28 20:00:00.000000|2024-02-29 00:00:00.000000"}, "2024-02-28 20:00:00+00"},
			{"date", "DATE '2024-02-29'", view.RoundTime{Unit: "month"}, "2024-02-01"},
			{"timestamp", "TIMESTAMP '2024-02-29 23:59:59.999999'", view.RoundTime{Unit: "hour"}, "2024-02-29 23:00:00"},
			{"timestamptz", "TIMESTAMPTZ '2024-02-29 23:59:59+05'", view.RoundTime{Unit: "day"}, "2024-02-29 00:00:00+00"},
			{"varchar(64)", "'a@x.com'", view.Hash{Salt: "s", Digits: 64}, sha("salt-of-sa@x.com")},
			{"varchar(64)", "'é☃'", view.Hash{Salt: "s", Digits: 9}, sha("salt-of-sé☃")[:9]},
			{"char(12)", "'ab'", view.Hash{Salt: "s", Digits: 12}, sha("salt-of-sab")[:12]},
			{"bigint", "-42", view.Hash{Salt: "s"}, number(t, sha("salt-of-s-42")[:15])},
			{"bigint", "42", view.Hash{Salt: "missing"}, number(t, sha("salt-of-missing42")[:15])},
			{"varchar(20)", "'123-45-6789'", view.Regex{Pattern: "[0-9]{2,3}-", Replacement: "#"}, "##6789"},
			{"varchar(20)", "'xyz xy'", view.Regex{Pattern: "x|xy", Replacement: "-"}, "-z -"}, // the longest
			{"varchar(20)", "'abc'", view.Regex{Pattern: "[0-9]", Replacement: "#"}, "NULL"},
			{"varchar(3)", "'a1'", view.Regex{Pattern: "[0-9]", Replacement: "☃"}, "NULL"},
			{"varchar(20)", "'123456789'", view.Partial{First: 3, Last: 1, Fill: "*"}, "123*9"},
			{"varchar(20)", "'12345678'", view.Partial{First: 3, Last: 1, Fill: "*"}, "NULL"},
			{"varchar(20)", "'☃☃☃'", view.Partial{Last: 1, Fill: ""}, "☃"},
			{"varchar(9)", "'123'", view.Partial{First: 1, Fill: "=========="}, "NULL"},
			{"varchar(9)", "'1**'", view.Partial{First: 1, Fill: "**"}, "NULL"}, // its own input
			{"varchar(20)", "'ann@Example.co.uk'", view.Email{Fill: "***"}, "***@Example.co.uk"},
			{"varchar(20)", "'☃nn@x-1.de'", view.Email{First: 1, Fill: "'"}, "☃'@x-1.de"},
			{"varchar(20)", "'an@x.de'", view.Email{First: 1, Fill: "*"}, "NULL"}, // half of it
			{"varchar(20)", "'a@b@x.de'", view.Email{Fill: "*"}, "NULL"},
			{"varchar(20)", "'@x.de'", view.Email{Fill: "*"}, "NULL"},
			{"varchar(20)", "'ann@10.0.0.1'", view.Email{Fill: "*"}, "NULL"},
			{"varchar(20)", "'ann@x.de, 1980'", view.Email{Fill: "*"}, "NULL"},
			{"varchar(8)", "'ann@x.de'", view.Email{Fill: "****"}, "NULL"}, // too long
			{"char(12)", "'ann@x.de'", view.Email{Fill: ""}, "@x.de"},
			{"varchar(20)", "'***@x.de'", view.Email{Fill: "***"}, "NULL"}, // its own input
		}
		var columns, values []string
		for i, c := range cases {
			columns, values = append(columns, fmt.Sprintf("c%d %s", i, c.sqlType)), append(values, c.value)
		}
		h.as(t, h.etl, "CREATE TABLE hr.answers ("+strings.Join(columns, ", ")+")", "INSERT INTO hr.answers VALUES ("+strings.Join(values, ", ")+")")
		v := h.view(t, "answers")
		for i, c := range cases {
			v = show(v, fmt.Sprintf("c%d", i), always(c.cell))
		}
		h.deploy(t, v)
		got := strings.Split(h.read(t, alice, "SELECT * FROM governed.answers")[0], "|")
		for i, c := range cases {
			if strings.TrimRight(got[i], " ") != c.want {
				t.Errorf("%+v of %s %s is %q, want %q", c.cell, c.sqlType, c.value, got[i], c.want)
			}
		}
		h.admin(t, "DELETE FROM scrim_system.mask_secret WHERE name = 'missing'")
		got = strings.Split(h.read(t, alice, "SELECT * FROM governed.answers")[0], "|")
		for i, c := range cases {
			if c.cell == (view.Hash{Salt: "missing"}) && got[i] != "NULL" {
				t.Errorf("without its salt a hash shows %q", got[i])
			}
		}
	})
}

func number(t *testing.T, hex string) string {
	t.Helper()
	n, err := strconv.ParseInt(hex, 16, 64)
	if err != nil {
		t.Fatal(err)
	}
	return strconv.FormatInt(n, 10)
}

// TestPredicatesAreTotal: every comparison on every value, in a cell and in a
// filter: no error, and a predicate and its opposite never hold both.
func TestPredicatesAreTotal(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		alice := h.prepareOdd(t)
		h.know(t, alice, attribute("a", "5"), attribute("a", "o'brien"), attribute("a", "2024-02-29"), attribute("a", "true"), attribute("a", "2024-02-29 23:59:59.999999"))
		for i, c := range h.columns() {
			if len(c.lits) == 0 {
				continue
			}
			t.Run(c.sqlType, func(t *testing.T) {
				const most = 64
				v := h.fill(t, fmt.Sprintf("p%d", i), c, 2, most)
				pairs := pairs(ref(t, v, "c0"), ref(t, v, "c1"), c.lits)
				if 2*len(pairs) > most {
					t.Fatalf("%d pairs", len(pairs))
				}
				shown := v
				for j, pair := range pairs {
					shown = show(shown, fmt.Sprintf("i%d", 2*j), view.Choice{When: pair[0], Show: view.Raw{}})
					shown = show(shown, fmt.Sprintf("i%d", 2*j+1), view.Choice{When: pair[1], Show: view.Raw{}})
				}
				h.deploy(t, shown)
				conn := h.reader(t, alice)
				held := map[int][]string{}
				for _, row := range read(t, conn, "SELECT * FROM governed."+v.Name.Name+" ORDER BY id") {
					cells := strings.Split(row, "|")
					cells = cells[len(cells)-most:]
					for j, cell := range cells[:2*len(pairs)] {
						if cell != "NULL" {
							held[j] = append(held[j], cell)
							if j%2 == 1 && slices.Contains(held[j-1], cell) {
								t.Errorf("%+v and its opposite hold both in row %s", pairs[j/2][0], cell)
							}
						}
					}
				}
				// As a filter, a predicate keeps the rows for which it holds in
				// a cell: the last pairs are the ones that a dialect may write
				// in two ways.
				for j := 2 * (len(pairs) - 2); j < 2*len(pairs); j++ {
					filtered := v
					filtered.Rows = pairs[j/2][j%2]
					h.deploy(t, filtered)
					if got := read(t, conn, "SELECT i0 FROM governed."+v.Name.Name+" ORDER BY id"); !slices.Equal(got, held[j]) {
						t.Errorf("%+v keeps %q and holds for %q", filtered.Rows, got, held[j])
					}
				}
			})
		}
	})
}

// pairs are predicates about a column, each with its opposite.
func pairs(col, other view.ColumnRef, literals []catalog.Literal) [][2]view.Pred {
	out := [][2]view.Pred{
		{view.IsNull{Column: col}, view.IsNull{Column: col, Not: true}},
	}
	if col.Type.IsTime() {
		out = append(out, [2]view.Pred{view.Age{Column: col, Minutes: 24 * 60}, view.Age{Column: col, Minutes: 24 * 60, Over: true}})
	}
	for _, op := range [][2]string{{"=", "<>"}, {"<", ">="}, {"<=", ">"}} {
		for _, l := range literals {
			out = append(out, [2]view.Pred{view.Compare{Column: col, Op: op[0], Literal: l}, view.Compare{Column: col, Op: op[1], Literal: l}})
		}
		out = append(out, [2]view.Pred{view.CompareColumns{Left: col, Op: op[0], Right: other}, view.CompareColumns{Left: col, Op: op[1], Right: other}})
	}
	if col.Type.IsText() {
		for i, l := range literals {
			kind := []view.MatchKind{view.MatchPrefix, view.MatchSuffix, view.MatchContains}[i%3]
			out = append(out, [2]view.Pred{view.Match{Column: col, Kind: kind, Text: l.Text}, view.Match{Column: col, Kind: kind, Text: l.Text, Not: true}})
		}
		out = append(out, [2]view.Pred{view.Match{Column: col, Kind: view.MatchPattern, Text: `^[a-z\-]+.?$`}, view.Match{Column: col, Kind: view.MatchPattern, Text: `^[a-z\-]+.?$`, Not: true}})
	}
	out = append(out, [2]view.Pred{view.OneOf{Column: col, Literals: literals}, view.OneOf{Column: col, Literals: literals, Not: true}})
	if col.Type.Comparable() {
		out = append(out, [2]view.Pred{view.Held{Column: col, Kind: profile.KindAttribute, Name: "a"}, view.Held{Column: col, Kind: profile.KindAttribute, Name: "a", Not: true}})
	}
	return out
}
