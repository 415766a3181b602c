package oracle

import (
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/policy"
)

// ann has region eu and us, level 3, no "team"; groups hr and okta/eng; the
// purpose fraud.cards by way of fraud.cards.eu.
func annotated(f Facts) Facts {
	f.Users[0].Attributes = map[string][]string{"region": {"eu", "us"}, "level": {"3"}, "none": {}, "day": {"2020-02-29"}}
	f.Users[0].Groups = []directory.Group{{Name: "hr"}, {Issuer: "okta", Name: "eng"}}
	f.Sessions = []directory.Session{{User: "ann", Project: "p"}}
	f.Projects = []directory.Project{{ID: "p", Purposes: []string{"fraud.cards"}, Members: []string{"ann"}, Sources: []string{"people"}}}
	f.Purposes = []directory.Purpose{{ID: "fraud.cards", Version: 2}}
	f.Acknowledgements = []directory.Acknowledgement{{User: "ann", Purpose: "fraud.cards", Project: "p", Statement: 2}}
	return f
}

func TestConditionsOnUsers(t *testing.T) {
	for name, c := range map[string]struct {
		ask  policy.Condition
		want Truth
	}{
		"a group she is in":                 {policy.InGroup{Name: "hr"}, True},
		"a group she is not in is false":    {policy.InGroup{Name: "it"}, False},
		"a group of another issuer":         {policy.InGroup{Name: "eng"}, False},
		"a group with its issuer":           {policy.InGroup{Issuer: "okta", Name: "eng"}, True},
		"an attribute she has":              {policy.HasAttribute{Name: "region"}, True},
		"an attribute without values":       {policy.HasAttribute{Name: "none"}, False},
		"an attribute she lacks":            {policy.HasAttribute{Name: "team"}, False},
		"one of the values":                 {policy.AttributeIs{Name: "region", Value: "us"}, True},
		"none of the values":                {policy.AttributeIs{Name: "region", Value: "US"}, False},
		"a value of an absent attribute":    {policy.AttributeIs{Name: "team", Value: "a"}, Unknown},
		"its negation is unknown, too":      {policy.Not{Of: policy.AttributeIs{Name: "team", Value: "a"}}, Unknown},
		"a purpose":                         {policy.UnderPurpose{Purpose: "fraud.cards"}, True},
		"the purpose above it":              {policy.UnderPurpose{Purpose: "fraud"}, True},
		"not the purpose below it":          {policy.UnderPurpose{Purpose: "fraud.cards.eu"}, False},
		"a constant":                        {policy.Const{Value: true}, True},
		"a condition that nobody knows":     {nil, Unknown},
		"unknown and false is false":        {policy.And{All: []policy.Condition{nil, policy.Const{}}}, False},
		"unknown and true is unknown":       {policy.And{All: []policy.Condition{nil, policy.Const{Value: true}}}, Unknown},
		"unknown or true is true":           {policy.Or{Any: []policy.Condition{nil, policy.Const{Value: true}}}, True},
		"unknown or false is unknown":       {policy.Or{Any: []policy.Condition{nil, policy.Const{}}}, Unknown},
		"not unknown is unknown":            {policy.Not{}, Unknown},
		"a row condition without a row":     {policy.IsNull{Ref: col("x")}, Unknown},
		"a literal against an absent x":     {policy.Compare{Ref: col("gone"), Op: policy.Equal, Literal: text("a")}, Unknown},
		"an empty and is true, or is false": {policy.And{All: []policy.Condition{policy.Not{Of: policy.Or{}}}}, True},
	} {
		t.Run(name, func(t *testing.T) {
			v := open(annotated(table("x", "text")), Comparison{}, noon)
			want(t, v.ask(c.ask, nil), c.want)
		})
	}
}

func TestComparisonsWithLiterals(t *testing.T) {
	day := func(s string) catalog.Literal { return catalog.Literal{Kind: catalog.Date, Text: s} }
	at := func(s string) catalog.Literal { return catalog.Literal{Kind: catalog.Timestamp, Text: s} }
	for _, c := range []struct {
		name, typ string
		value     any // Go literal, or text that is parsed when parse is set
		parse     bool
		op        policy.Operator
		literal   catalog.Literal
		want      Truth
	}{
		{"text", "text", "de", false, "=", text("de"), True},
		{"text differs in case", "text", "DE", false, "=", text("de"), False},
		{"text by bytes, not by dictionary", "text", "é", false, ">", text("z"), True},
		{"NULL", "text", nil, false, "=", text("de"), Unknown},
		{"NULL is not unequal", "text", nil, false, "<>", text("de"), Unknown},
		{"text with a number", "text", "5", false, "=", integer("5"), Unknown},
		{"char without its padding", "char(4)", "de  ", false, "=", text("de"), True},
		{"varchar with its blanks", "varchar(4)", "de  ", false, "=", text("de"), False},
		{"integer", "integer", 5, false, "<=", integer("5"), True},
		{"smallint and a literal out of its range is unknown", "smallint", 5, false, "<", integer("40000"), Unknown},
		{"integer and a decimal literal do not compare", "integer", 5, false, "=", decimal("5.0"), Unknown},
		{"decimal by value", "numeric(5,2)", Decimal("5.00"), false, "=", integer("5"), True},
		{"decimal beyond double precision", "numeric", Decimal("0.1000000000000000000000001"), false, ">", decimal("0.1"), True},
		{"decimal NaN is above all numbers", "numeric", Decimal("NaN"), false, ">", integer("5"), True},
		{"decimal infinity", "numeric", Decimal("-Infinity"), false, "<", integer("5"), True},
		{"double never compares", "double precision", 5.0, false, "=", integer("5"), Unknown},
		{"real never compares", "real", 5.0, false, "=", decimal("5"), Unknown},
		{"boolean equal", "boolean", true, false, "=", catalog.Literal{Kind: catalog.Boolean, Text: "true"}, True},
		{"boolean has no order", "boolean", true, false, ">", catalog.Literal{Kind: catalog.Boolean, Text: "false"}, Unknown},
		{"date", "date", "2020-02-29", true, "=", day("2020-02-29"), True},
		{"date infinite is beyond all others", "date", "infinity", true, ">", day("9999-12-31"), True},
		{"date before Christ", "date", "0044-03-15 BC", true, "<", day("0001-01-01"), True},
		{"timestamp to the microsecond", "timestamp", "2020-02-29 10:00:00.000001", true, ">", at("2020-02-29 10:00:00.000000"), True},
		{"timestamp and a date literal", "timestamp", "2020-02-29 10:00:00", true, ">", day("2020-02-29"), Unknown},
		{"timestamptz never compares", "timestamptz", "2020-02-29 10:00:00+00", true, ">", at("2020-02-29 00:00:00.000000"), Unknown},
		{"other types never compare", "uuid", "x", true, "=", text("x"), Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := open(table("x", c.typ), Comparison{}, noon)
			x := value(c.value)
			if c.parse {
				x = parsed(t, c.typ, c.value.(string))
			}
			ask := policy.Compare{Ref: col("x"), Op: c.op, Literal: c.literal}
			want(t, v.ask(ask, Row{x}), c.want)
		})
	}
}

func TestBlanksCompareAsTheWarehouseDoes(t *testing.T) {
	ask := policy.Compare{Ref: col("x"), Op: policy.Equal, Literal: text("de")}
	held := policy.Held{Ref: col("x"), List: attribute("region")}
	ends := policy.Match{Ref: col("x"), Kind: policy.MatchSuffix, Text: "e"}
	for _, redshift := range []bool{false, true} {
		f := table("x", "varchar(8)")
		f.Users[0].Attributes = map[string][]string{"region": {"de"}}
		v := open(f, Comparison{IgnoreTrailingBlanks: redshift}, noon)
		want(t, v.ask(ask, Row{Text("de  ")}), is(redshift))
		want(t, v.ask(held, Row{Text("de  ")}), is(redshift))
		want(t, v.ask(ends, Row{Text("de  ")}), False) // a match is no comparison
	}
}

func TestComparisonsOfColumns(t *testing.T) {
	for _, c := range []struct {
		name, left, right string
		a, b              string
		op                policy.Operator
		want              Truth
	}{
		{"text and char", "text", "char(4)", "ab", "ab  ", "=", True},
		{"smallint and bigint", "smallint", "bigint", "5", "6", "<", True},
		{"integer and decimal", "integer", "numeric(4,1)", "5", "5.0", "=", True},
		{"decimal and integer", "numeric(4,1)", "integer", "4.9", "5", ">", False},
		{"booleans", "boolean", "boolean", "t", "f", "<>", True},
		{"booleans have no order", "boolean", "boolean", "t", "f", ">", Unknown},
		{"dates", "date", "date", "2020-01-01", "infinity", "<", True},
		{"date and timestamp", "date", "timestamp", "2020-01-01", "2020-01-01 00:00:00", "=", Unknown},
		{"text and integer", "text", "integer", "5", "5", "=", Unknown},
		{"doubles", "double precision", "double precision", "5", "5", "=", Unknown},
		{"NULL", "text", "text", "a", "", "=", Unknown}, // the right one is NULL below
	} {
		t.Run(c.name, func(t *testing.T) {
			v := open(table("a", c.left, "b", c.right), Comparison{}, noon)
			row := Row{parsed(t, c.left, c.a), nil}
			if c.b != "" {
				row[1] = parsed(t, c.right, c.b)
			}
			want(t, v.ask(policy.CompareColumns{Left: col("a"), Op: c.op, Right: col("b")}, row), c.want)
		})
	}
}

func TestListsOfTheUser(t *testing.T) {
	groups := func(issuer string) policy.List { return policy.List{Kind: policy.ListGroups, Name: issuer} }
	for _, c := range []struct {
		name, typ string
		value     string // "" is NULL
		list      policy.List
		want      Truth
	}{
		{"held", "text", "eu", attribute("region"), True},
		{"not held", "text", "asia", attribute("region"), False},
		{"NULL", "text", "", attribute("region"), Unknown},
		{"no such attribute", "text", "eu", attribute("team"), Unknown},
		{"an attribute without values", "text", "eu", attribute("none"), Unknown},
		{"char", "char(5)", "eu   ", attribute("region"), True},
		{"integer by canonical text", "integer", "3", attribute("level"), True},
		{"a value that is not canonical for the column", "integer", "3", attribute("region"), Unknown},
		{"date", "date", "2020-02-29", attribute("day"), True},
		{"an infinite date has no canonical text", "date", "infinity", attribute("day"), Unknown},
		{"a date before Christ has none either", "date", "0001-01-01 BC", attribute("day"), Unknown},
		{"double is in no list", "double precision", "3", attribute("level"), Unknown},
		{"decimal is in no list", "numeric", "3", attribute("level"), Unknown},
		{"groups without issuer", "text", "hr", groups(""), True},
		{"groups of an issuer", "text", "eng", groups("okta"), True},
		{"groups of no issuer are not all groups", "text", "eng", groups(""), False},
		{"no groups of that issuer", "text", "hr", groups("azure"), Unknown},
		{"a column of numbers and groups", "integer", "3", groups(""), False},
		{"purposes with ancestors", "text", "fraud", policy.List{Kind: policy.ListPurposes}, True},
		{"the user's id", "text", "ann", policy.List{Kind: policy.ListUserID}, True},
		{"another id", "text", "bob", policy.List{Kind: policy.ListUserID}, False},
		{"a list that nobody knows", "text", "ann", policy.List{}, Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := open(annotated(table("x", c.typ)), Comparison{}, noon)
			row := Row{nil}
			if c.value != "" {
				row[0] = parsed(t, c.typ, c.value)
			}
			want(t, v.ask(policy.Held{Ref: col("x"), List: c.list}, row), c.want)
		})
	}
}

func TestOneOfIsOneAtom(t *testing.T) {
	v := open(table("x", "smallint"), Comparison{}, noon)
	in := func(l ...catalog.Literal) policy.Condition { return policy.OneOf{Ref: col("x"), Literals: l} }
	want(t, v.ask(in(integer("4"), integer("5")), Row{Integer(5)}), True)
	want(t, v.ask(in(integer("4"), integer("6")), Row{Integer(5)}), False)
	want(t, v.ask(in(integer("5")), Row{nil}), Unknown)
	want(t, v.ask(in(integer("5"), integer("40000")), Row{Integer(5)}), Unknown)
}

func TestNullAndTruthOfColumns(t *testing.T) {
	v := open(table("x", "boolean"), Comparison{}, noon)
	want(t, v.ask(policy.IsNull{Ref: col("x")}, Row{nil}), True)
	want(t, v.ask(policy.IsNull{Ref: col("x")}, Row{Bool(false)}), False)
	want(t, v.ask(policy.IsTrue{Ref: col("x")}, Row{Bool(false)}), False)
	want(t, v.ask(policy.IsTrue{Ref: col("x")}, Row{nil}), Unknown)
	want(t, open(table("x", "text"), Comparison{}, noon).ask(policy.IsTrue{Ref: col("x")}, Row{Text("true")}), Unknown)
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		kind  policy.MatchKind
		typ   string
		value any
		text  string
		want  Truth
	}{
		{policy.MatchPrefix, "text", "50% off_", "50%", True},
		{policy.MatchPrefix, "text", "500 off", "50%", False},
		{policy.MatchSuffix, "char(6)", "ab    ", "b", True},
		{policy.MatchContains, "text", `a\b`, `\`, True},
		{policy.MatchContains, "text", "a_b", "a%b", False},
		{policy.MatchPattern, "text", "a\nb", "^a.b$", True},
		{policy.MatchPattern, "text", "x\nab", "^ab$", False},
		{policy.MatchPattern, "text", "AB", "[a-z]", False},
		{policy.MatchPattern, "text", nil, "[a-z]", Unknown},
		{policy.MatchPattern, "integer", 5, "5", Unknown},
		{policy.MatchPattern, "text", "a", "(", Unknown},
		{policy.MatchUnknown, "text", "a", "a", Unknown},
	} {
		v := open(table("x", c.typ), Comparison{}, noon)
		got := v.ask(policy.Match{Ref: col("x"), Kind: c.kind, Text: c.text}, Row{value(c.value)})
		if got != c.want {
			t.Errorf("%v on %s %q with %q is %v, want %v", c.kind, c.typ, c.value, c.text, got, c.want)
		}
	}
}
