package oracle

import (
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
)

func TestMasks(t *testing.T) {
	constant := func(kind catalog.Kind, text string) policy.Mask {
		return policy.MaskConstant{Value: catalog.Literal{Kind: kind, Text: text}}
	}
	step := func(s string) policy.Mask { return policy.MaskRound{Step: s} }
	unit := func(u policy.Unit) policy.Mask { return policy.MaskRound{Unit: u} }
	partial := func(first, last int, fill string) policy.Mask {
		return policy.MaskPartial{First: first, Last: last, Fill: fill}
	}
	numbers := func(edges ...string) policy.Mask {
		return policy.MaskBucket{Kind: catalog.Decimal, Edges: catalog.NewEdges(edges...)}
	}
	times := func(edges ...string) policy.Mask {
		return policy.MaskBucket{Kind: catalog.Timestamp, Edges: catalog.NewEdges(edges...)}
	}
	between := func(low, high string) policy.Mask {
		return policy.MaskRandom{Kind: catalog.Decimal, Low: low, High: high}
	}
	dates := policy.MaskRandom{Kind: catalog.Date, Low: "1940-01-01", High: "2005-12-31"}
	email := func(first int, fill string) policy.Mask { return policy.MaskEmail{First: first, Fill: fill} }
	regex := func(pattern, replacement string) policy.Mask {
		return policy.MaskRegex{Pattern: pattern, Replacement: replacement}
	}
	const ada = "f27572ffeebf8f541951ebdf6c28d93551bcf8d80feeef30036970aa8a3df1c5" // sha256sum of salt-aada@example.com
	for _, c := range []struct {
		name, typ string
		value     string // "" is NULL
		mask      policy.Mask
		want      string
	}{
		{"null", "text", "a", policy.MaskNull{}, "NULL"},
		{"a mask that nobody knows", "text", "a", nil, "NULL"},

		{"constant", "text", "a", constant(catalog.Text, "x"), "x"},
		{"constant of NULL", "text", "", constant(catalog.Text, "x"), "NULL"},
		{"constant that fits in bytes", "varchar(2)", "a", constant(catalog.Text, "é"), "é"},
		{"constant too long in bytes", "varchar(2)", "a", constant(catalog.Text, "éa"), "NULL"},
		{"constant beyond ASCII in a char", "char(9)", "a", constant(catalog.Text, "é"), "NULL"},
		{"fill beyond ASCII in a char", "char(9)", "abcdef", partial(1, 1, "…"), "NULL"},
		{"replacement beyond ASCII in a char", "char(9)", "abcdef", regex("a", "…"), "NULL"},
		{"email with a fill beyond ASCII in a char", "char(9)", "a@x.de", policy.MaskEmail{Fill: "…"}, "NULL"},
		{"constant of another kind", "integer", "5", constant(catalog.Text, "5"), "NULL"},
		{"constant out of range", "smallint", "5", constant(catalog.Bigint, "40000"), "NULL"},
		{"constant integer in a decimal", "numeric(4,2)", "5", constant(catalog.Bigint, "99"), "99"},
		{"constant beyond the precision", "numeric(4,2)", "5", constant(catalog.Bigint, "100"), "NULL"},
		{"constant beyond the scale", "numeric(4,2)", "5", constant(catalog.Decimal, "1.125"), "NULL"},
		{"constant with zeros beyond the scale", "numeric(4,2)", "5", constant(catalog.Decimal, "1.100"), "1.1"},
		{"constant date", "date", "2020-01-01", constant(catalog.Date, "1970-01-01"), "1970-01-01"},
		{"no constant for doubles", "double precision", "5", constant(catalog.Bigint, "5"), "NULL"},
		{"no constant for timestamptz", "timestamptz", "2020-01-01 00:00:00+00", constant(catalog.Timestamp, "2020-01-01 00:00:00.000000"), "NULL"},
		{"boolean constant", "boolean", "t", constant(catalog.Boolean, "false"), "false"},

		{"hash", "text", "ada@example.com", policy.MaskHash{}, ada},
		{"hash cut", "varchar(12)", "ada@example.com", policy.MaskHash{Length: 12}, ada[:12]},
		{"hash of char without padding", "char(64)", "ada@example.com   ", policy.MaskHash{}, ada},
		{"hash of NULL", "text", "", policy.MaskHash{}, "NULL"},
		{"hash does not fit", "varchar(63)", "a", policy.MaskHash{}, "NULL"},
		{"hash of bigint: 60 bits, length ignored", "bigint", "42", policy.MaskHash{Length: 8}, "939652198921839520"},
		{"hash of integer does not fit", "integer", "42", policy.MaskHash{}, "NULL"},
		{"hash of date does not fit", "date", "2020-01-01", policy.MaskHash{}, "NULL"},

		{"regex: every match", "text", "a1b22c", regex("[0-9]+", "#"), "a#b#c"},
		{"regex: no match", "text", "abc", regex("[0-9]+", "#"), "NULL"},
		{"regex: the input again", "text", "a1", regex("1", "1"), "NULL"},
		{"regex: leftmost-longest", "text", "xabcd", regex("ab|abcd", "-"), "x-"},
		{"regex: replacement is literal", "text", "a1", regex("([0-9])", `\1$1`), `a\1$1`},
		{"regex: longer than the type", "varchar(3)", "a1b", regex("1", "22"), "NULL"},
		{"regex: on a number", "integer", "11", regex("1", "2"), "NULL"},
		{"regex: the empty match is refused", "text", "abc", regex("x*", "-"), "NULL"},
		{"regex: newline meets the dot", "text", "a\nb", regex("a.", "-"), "-b"},
		{"regex: char without padding", "char(5)", "ab   ", regex("b$", "-"), "a-"},
		{"regex: only padding added is the input", "char(5)", "ab   ", regex("b", "b "), "NULL"},

		{"round integer", "integer", "1234", step("100"), "1200"},
		{"round negative down", "integer", "-1", step("100"), "-100"},
		{"round out of the type", "smallint", "-32768", step("1000"), "NULL"},
		{"round integer by a broken step", "integer", "7", step("0.5"), "NULL"},
		{"round decimal exactly", "numeric(20,2)", "123456789012345678.99", step("0.25"), "123456789012345678.75"},
		{"round step finer than the scale", "numeric(6,1)", "1.5", step("0.25"), "NULL"},
		{"round any step when unconstrained", "numeric", "1.5", step("0.4"), "1.2"},
		{"round decimal out of range", "numeric(3,0)", "-5", step("1000"), "NULL"},
		{"round NaN", "numeric", "NaN", step("1"), "NULL"},
		{"round infinite", "numeric", "Infinity", step("1"), "NULL"},
		{"round double", "double precision", "2.5", step("2"), "2"},
		{"round double, infinite", "double precision", "-Infinity", step("2"), "NULL"},
		{"round double, beyond 1e15", "double precision", "1e16", step("2"), "NULL"},
		{"round double at 1e15", "double precision", "-1e15", step("10"), "-1e+15"},
		{"round double just below zero", "double precision", "-5e-324", step("7"), "-7"},
		{"round double just above zero", "double precision", "5e-324", step("7"), "0"},
		{"round real", "real", "0.7", step("0.1"), "0.6000000238418579"}, // 0.7 as real is 0.699999988
		{"round by a number does not fit text", "text", "5", step("1"), "NULL"},
		{"round by no step", "integer", "5", step("0"), "NULL"},

		{"month of a date", "date", "2020-02-29", unit(policy.Month), "2020-02-01"},
		{"day of a date does not fit", "date", "2020-02-29", unit(policy.Day), "NULL"},
		{"hour of a timestamp", "timestamp", "2020-02-29 10:59:59.999999", unit(policy.Hour), "2020-02-29 10:00:00.000000"},
		{"year of a timestamptz, in UTC", "timestamptz", "2020-02-29 10:59:59+00", unit(policy.Year), "2020-01-01 00:00:00.000000+00"},
		{"infinite", "date", "infinity", unit(policy.Year), "NULL"},
		{"before Christ", "timestamp", "0001-12-31 00:00:00 BC", unit(policy.Year), "NULL"},
		{"year 10000", "date", "10000-01-01", unit(policy.Year), "NULL"},
		{"unit of a number", "integer", "5", unit(policy.Day), "NULL"},

		{"partial", "text", "4111111111", partial(2, 2, "***"), "41***11"},
		{"partial by characters", "text", "ééaéé", partial(1, 1, "·"), "é·é"},
		{"partial of half", "text", "abcd", partial(1, 1, "***"), "NULL"},
		{"partial of less than half", "text", "abcde", partial(1, 1, "***"), "a***e"},
		{"partial again the input", "text", "abbbe", partial(1, 1, "bbb"), "NULL"},
		{"partial longer than the type", "varchar(4)", "abcd", partial(1, 0, "****"), "NULL"},
		{"partial of char without padding", "char(9)", "abc      ", partial(1, 1, "*"), "NULL"},
		{"partial of a number", "bigint", "123456", partial(1, 1, "*"), "NULL"},

		{"bucket", "integer", "17", numbers("0", "18", "65"), "0"},
		{"bucket without end", "integer", "70", numbers("0", "18", "65"), "65"},
		{"bucket at an edge", "integer", "18", numbers("0", "18", "65"), "18"},
		{"below all buckets", "integer", "-1", numbers("0", "18", "65"), "NULL"},
		{"bucket out of the type", "smallint", "5", numbers("0", "40000"), "NULL"},
		{"bucket with a broken edge", "integer", "5", numbers("0", "0.5"), "NULL"},
		{"bucket of a decimal", "numeric(4,2)", "0.24", numbers("-1.5", "0", "0.25"), "0"},
		{"bucket finer than the scale", "numeric(4,1)", "0.2", numbers("0.25"), "NULL"},
		{"bucket of NaN", "numeric", "NaN", numbers("0"), "NULL"},
		{"bucket of a double", "double precision", "0.3", numbers("0", "0.25"), "0.25"},
		{"bucket of a real", "real", "0.2", numbers("0.1"), "0.10000000149011612"},
		{"bucket beyond 1e15", "double precision", "1e16", numbers("0"), "NULL"},
		{"bucket of a date", "date", "2020-02-29", times("2020-01-01 00:00:00.000000", "2020-03-01 00:00:00.000000"), "2020-01-01"},
		{"bucket of a date in the day", "date", "2020-02-29", times("2020-01-01 10:00:00.000000"), "NULL"},
		{"bucket of a timestamptz", "timestamptz", "2020-02-29 10:00:00+00", times("2020-02-29 10:00:00.000000"), "2020-02-29 10:00:00.000000+00"},
		{"bucket of infinity", "date", "infinity", times("2020-01-01 00:00:00.000000"), "NULL"},
		{"bucket of text", "text", "5", numbers("0"), "NULL"},
		{"bucket of numbers on a date", "date", "2020-01-01", numbers("0"), "NULL"},

		{"random", "integer", "42", between("18", "90"), "62"},
		{"random of a decimal", "numeric(5,2)", "1.5", between("-1", "1"), "-0.34"},
		{"random of a date", "date", "2020-02-29", dates, "1954-04-26"},
		{"random of a timestamptz, by its day", "timestamptz", "2020-02-29 23:59:59+00", dates, "1954-04-26 00:00:00.000000+00"},
		{"random of NULL", "integer", "", between("18", "90"), "NULL"},
		{"random of infinity", "date", "infinity", dates, "NULL"},
		{"random out of the type", "smallint", "1", between("0", "32768"), "NULL"},
		{"random of too many digits", "numeric(19,2)", "1", between("0", "9"), "NULL"},
		{"random of NaN", "numeric(5,2)", "NaN", between("0", "9"), "NULL"},
		{"random of a double", "double precision", "1", between("0", "9"), "NULL"},
		{"random of text", "text", "1", between("0", "9"), "NULL"},
		{"random with its ends turned round", "integer", "1", between("9", "0"), "NULL"},
		{"noise down", "integer", "42", policy.MaskNoise{Within: "5"}, "37"},
		{"noise of one unit never shows the value", "integer", "42", policy.MaskNoise{Within: "1"}, "41"},
		{"noise of a decimal", "numeric(5,2)", "1.50", policy.MaskNoise{Within: "0.5"}, "1.24"},
		{"noise of a date", "date", "2020-02-29", policy.MaskNoise{Days: 30}, "2020-02-14"},
		{"noise of a timestamp, by its day", "timestamp", "2020-02-29 10:00:00", policy.MaskNoise{Days: 30}, "2020-02-14 00:00:00.000000"},
		{"noise where the type ends", "smallint", "32763", policy.MaskNoise{Within: "5"}, "NULL"},
		{"noise where the precision ends", "numeric(3,2)", "9.51", policy.MaskNoise{Within: "0.49"}, "NULL"},
		{"noise where the years end", "date", "9999-12-31", policy.MaskNoise{Days: 1}, "NULL"},
		{"noise of a broken amount", "integer", "5", policy.MaskNoise{Within: "0.5"}, "NULL"},
		{"noise of days on a number", "integer", "5", policy.MaskNoise{Days: 1}, "NULL"},
		{"noise of a double", "double precision", "5", policy.MaskNoise{Within: "1"}, "NULL"},

		{"email", "text", "ann@example.com", email(0, "***"), "***@example.com"},
		{"email with its first character", "text", "ünn@a-b.co.uk", email(1, "*"), "ü*@a-b.co.uk"},
		{"email whose half would stay", "text", "an@x.de", email(1, "*"), "NULL"},
		{"email of one character", "text", "a@x.de", email(0, "*"), "*@x.de"},
		{"email with nothing before the @", "text", "@x.de", email(0, "*"), "NULL"},
		{"email without @", "text", "x.de", email(0, "*"), "NULL"},
		{"email with two @", "text", "a@b@x.de", email(0, "*"), "NULL"},
		{"email of no domain", "text", "ann@localhost", email(0, "*"), "NULL"},
		{"email with text behind it", "text", "<ann@x.de>", email(0, "*"), "NULL"},
		{"email with a line break behind it", "text", "ann@x.de\n", email(0, "*"), "NULL"},
		{"email at an IP address", "text", "ann@10.0.0.1", email(0, "*"), "NULL"},
		{"email of an empty label", "text", "ann@x..de", email(0, "*"), "NULL"},
		{"email again the input", "text", "*@x.de", email(0, "*"), "NULL"},
		{"email longer than the type", "varchar(6)", "a@x.de", email(0, "**"), "NULL"},
		{"email of a number", "bigint", "5", email(0, "*"), "NULL"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := table("x", c.typ)
			f.Policies = []policy.Policy{masking("m", always(c.mask))}
			if c.mask == nil {
				f.Policies[0].Rules[0].Do = nil
			}
			var x any
			if c.value != "" {
				x = parsed(t, c.typ, c.value)
			}
			want(t, shows(f, x), c.want)
		})
	}
}

func TestWhatHasNoSaltIsNull(t *testing.T) {
	for _, m := range []policy.Mask{policy.MaskHash{}, policy.MaskNoise{Within: "1"}, policy.MaskRandom{Kind: catalog.Decimal, Low: "0", High: "9"}} {
		f := table("x", "bigint")
		f.Policies = []policy.Policy{masking("m", always(m))}
		f.Salt = nil
		want(t, shows(f, parsed(t, "bigint", "42")), "NULL")
	}
}

func TestSaltIsMadeFromTheMasterKey(t *testing.T) {
	want(t, Salt([]byte("key"), "source/people/1"), "e9580e2615e1eb39f4ac2aa52dabb9544951b5cf9b92ccf47d82609e245e5e55")
}

func TestMeet(t *testing.T) {
	hash := func(n int) policy.Mask { return policy.MaskHash{Length: n} }
	step := func(s string) policy.Mask { return policy.MaskRound{Step: s} }
	unit := func(u policy.Unit) policy.Mask { return policy.MaskRound{Unit: u} }
	partial := func(first, last int) policy.Mask {
		return policy.MaskPartial{First: first, Last: last, Fill: "*"}
	}
	constant := policy.MaskConstant{Value: text("x")}
	regex := policy.MaskRegex{Pattern: "a", Replacement: "b"}
	null := policy.MaskNull{}
	for _, c := range []struct {
		name, typ string
		masks     []policy.Mask // nil is clear
		want      policy.Mask
	}{
		{"nothing is clear", "text", nil, nil},
		{"clear and clear", "text", []policy.Mask{nil, nil}, nil},
		{"clear and a mask", "text", []policy.Mask{nil, regex}, regex},
		{"null above all", "text", []policy.Mask{constant, null}, null},
		{"equal masks are one", "text", []policy.Mask{regex, regex}, regex},
		{"constant above hash", "text", []policy.Mask{hash(64), constant}, constant},
		{"hash above partial", "text", []policy.Mask{partial(1, 1), hash(64)}, hash(64)},
		{"the shorter hash", "text", []policy.Mask{hash(16), hash(64)}, hash(16)},
		{"no length is 64 digits", "text", []policy.Mask{hash(0), hash(64)}, hash(64)},
		{"hashes of a bigint are one", "bigint", []policy.Mask{hash(8), hash(0)}, hash(0)},
		{"two constants", "text", []policy.Mask{constant, policy.MaskConstant{Value: text("y")}}, null},
		{"one constant written twice", "numeric", []policy.Mask{
			policy.MaskConstant{Value: integer("5")}, policy.MaskConstant{Value: decimal("5.0")},
		}, policy.MaskConstant{Value: decimal("5")}},
		{"regex and partial", "text", []policy.Mask{regex, partial(1, 1)}, null},
		{"two regexes", "text", []policy.Mask{regex, policy.MaskRegex{Pattern: "a", Replacement: "c"}}, null},
		{"partial keeps less", "text", []policy.Mask{partial(2, 1), partial(1, 1)}, partial(1, 1)},
		{"partials across", "text", []policy.Mask{partial(2, 1), partial(1, 2)}, null},
		{"partials of two fills", "text", []policy.Mask{partial(1, 1), policy.MaskPartial{First: 1, Last: 1, Fill: "#"}}, null},
		{"fewer edges", "integer", []policy.Mask{policy.MaskBucket{Kind: catalog.Decimal, Edges: "0|1|2"}, policy.MaskBucket{Kind: catalog.Decimal, Edges: "0|2"}}, policy.MaskBucket{Kind: catalog.Decimal, Edges: "0|2"}},
		{"other edges", "integer", []policy.Mask{policy.MaskBucket{Kind: catalog.Decimal, Edges: "0|1"}, policy.MaskBucket{Kind: catalog.Decimal, Edges: "0|2"}}, null},
		{"bucket and round", "integer", []policy.Mask{policy.MaskBucket{Kind: catalog.Decimal, Edges: "0|10"}, step("10")}, null},
		{"random above noise", "integer", []policy.Mask{policy.MaskNoise{Within: "5"}, policy.MaskRandom{Kind: catalog.Decimal, Low: "0", High: "9"}}, policy.MaskRandom{Kind: catalog.Decimal, Low: "0", High: "9"}},
		{"random and hash", "bigint", []policy.Mask{hash(0), policy.MaskRandom{Kind: catalog.Decimal, Low: "0", High: "9"}}, null},
		{"two noises", "integer", []policy.Mask{policy.MaskNoise{Within: "5"}, policy.MaskNoise{Within: "10"}}, null},
		{"noise and round", "integer", []policy.Mask{policy.MaskNoise{Within: "5"}, step("10")}, null},
		{"email keeps less", "text", []policy.Mask{policy.MaskEmail{First: 1}, policy.MaskEmail{}}, policy.MaskEmail{}},
		{"email and partial", "text", []policy.Mask{policy.MaskEmail{}, partial(1, 1)}, null},
		{"the coarser step", "integer", []policy.Mask{step("10"), step("100")}, step("100")},
		{"steps of decimals", "numeric", []policy.Mask{step("0.25"), step("0.5")}, step("0.5")},
		{"steps across", "integer", []policy.Mask{step("4"), step("6")}, null},
		{"the longer unit", "date", []policy.Mask{unit(policy.Year), unit(policy.Month)}, unit(policy.Year)},
		{"a mask that does not fit is null", "integer", []policy.Mask{step("10"), regex}, null},
		// Law 2: what was NULL stays NULL when a policy is added.
		{"steps across and one above both", "integer", []policy.Mask{step("4"), step("12"), step("6")}, null},
		{"partials across and a hash", "text", []policy.Mask{partial(2, 1), partial(1, 2), hash(64)}, null},
	} {
		t.Run(c.name, func(t *testing.T) {
			ct, _ := catalog.ParseType(c.typ)
			fitted := make([]policy.Mask, len(c.masks))
			for i, m := range c.masks {
				fitted[i] = fit(m, ct)
			}
			want(t, meet(fitted), c.want)
		})
	}
}

func TestValuesReadBackAsTheyAreWritten(t *testing.T) {
	for _, c := range []struct{ typ, text string }{
		{"date", "infinity"}, {"date", "-infinity"}, {"date", "0044-03-15 BC"}, {"date", "12345-01-01"},
		{"timestamp", "294276-12-31 23:59:59.999999"}, {"timestamptz", "4713-11-24 00:00:00.000000+00 BC"},
		{"numeric", "NaN"}, {"numeric", "-0.000000001"}, {"double precision", "-Infinity"}, {"double precision", "5e-324"},
		{"bigint", "-9223372036854775808"}, {"boolean", "false"}, {"text", "a\n\\'"}, {"uuid", "x"},
	} {
		want(t, parsed(t, c.typ, c.text).String(), c.text)
	}
	for _, c := range []struct{ typ, text string }{
		{"date", "yesterday"}, {"numeric", "1/3"}, {"boolean", "maybe"}, {"integer", "5.5"}, {"real", "x"},
	} {
		ct, _ := catalog.ParseType(c.typ)
		if v, err := Parse(ct, c.text); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q as a %s is %v, error %v", c.text, c.typ, v, err)
		}
	}
	if !Equal(Decimal("1.50"), Decimal("1.5")) || Equal(Decimal("1.5"), Float(1.5)) || Equal(nil, Text("")) || !Equal(nil, nil) {
		t.Error("Equal is not by value")
	}
}
