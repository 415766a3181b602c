package oracle

import (
	"testing"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/policy"
)

var (
	star  = policy.Apply{Mask: policy.MaskConstant{Value: text("*")}}
	yesC  = policy.Const{Value: true}
	noC   = policy.Const{}
	maybe = policy.AttributeIs{Name: "absent", Value: "a"} // unknown
)

func TestMaskChains(t *testing.T) {
	for _, c := range []struct {
		name      string
		unless    policy.Condition
		rules     []policy.Rule
		otherwise policy.Otherwise
		want      string
		end       End
		rule      int
	}{
		{"unless true is clear", yesC, []policy.Rule{{Do: star}}, 0, "raw", EndExempt, -1},
		{"unless false", noC, []policy.Rule{{Do: star}}, 0, "*", EndDecided, 0},
		{"unless unknown is not true", maybe, []policy.Rule{{Do: star}}, 0, "*", EndDecided, 0},
		{"the first rule that decides", nil, []policy.Rule{{For: yesC, Do: policy.Clear{}}, {Do: star}}, 0, "raw", EndDecided, 0},
		{"for false goes on", nil, []policy.Rule{{For: noC, Do: policy.Clear{}}, {Do: star}}, 0, "*", EndDecided, 1},
		{"where false goes on", nil, []policy.Rule{{Where: noC, Do: policy.Clear{}}, {Do: star}}, 0, "*", EndDecided, 1},
		{"for unknown is NULL", nil, []policy.Rule{{For: maybe, Do: star}}, policy.OtherwiseClear, "NULL", EndUnknown, 0},
		{"where unknown is NULL", nil, []policy.Rule{{Where: maybe, Do: star}}, policy.OtherwiseClear, "NULL", EndUnknown, 0},
		{"for false before where unknown", nil, []policy.Rule{{For: noC, Where: maybe, Do: star}}, policy.OtherwiseClear, "raw", EndOtherwise, -1},
		{"for unknown before where false", nil, []policy.Rule{{For: maybe, Where: noC, Do: star}}, policy.OtherwiseClear, "NULL", EndUnknown, 0},
		{"out of rules: clear", nil, []policy.Rule{{For: noC, Do: star}}, policy.OtherwiseClear, "raw", EndOtherwise, -1},
		{"out of rules: hide", nil, []policy.Rule{{For: noC, Do: star}}, policy.OtherwiseHide, "NULL", EndOtherwise, -1},
		{"out of rules: unsaid", nil, []policy.Rule{{For: noC, Do: star}}, policy.OtherwiseUnsaid, "NULL", EndOtherwise, -1},
		{"no rules at all", nil, nil, policy.OtherwiseUnsaid, "NULL", EndOtherwise, -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := table("x", "text")
			p := masking("m", c.rules...)
			p.Unless, p.Otherwise = c.unless, c.otherwise
			f.Policies = []policy.Policy{p}
			want(t, shows(f, "raw"), c.want)
			step := Explain(f, Row{Text("raw")}, Comparison{}, noon).Cells[0].Because[0]
			want(t, []any{step.Policy, step.End, step.Rule}, []any{"m", c.end, c.rule})
		})
	}
}

func TestRowChains(t *testing.T) {
	for _, c := range []struct {
		name      string
		unless    policy.Condition
		rules     []policy.Rule
		otherwise policy.Otherwise
		want      string
	}{
		{"unless true shows", yesC, []policy.Rule{{Do: policy.Hide{}}}, 0, "raw"},
		{"filter true", nil, []policy.Rule{keep(yesC)}, 0, "raw"},
		{"filter false", nil, []policy.Rule{keep(noC)}, 0, "no row"},
		{"filter unknown", nil, []policy.Rule{keep(maybe)}, 0, "no row"},
		{"not of an unknown filter", nil, []policy.Rule{keep(policy.Not{Of: maybe})}, 0, "no row"},
		{"hide", nil, []policy.Rule{{Do: policy.Hide{}}}, policy.OtherwiseClear, "no row"},
		{"clear", nil, []policy.Rule{{For: yesC, Do: policy.Clear{}}, {Do: policy.Hide{}}}, 0, "raw"},
		{"for unknown", nil, []policy.Rule{{For: maybe, Do: policy.Hide{}}}, policy.OtherwiseClear, "no row"},
		{"where unknown", nil, []policy.Rule{{Where: maybe, Do: policy.Clear{}}}, policy.OtherwiseClear, "no row"},
		{"out of rules: clear", nil, []policy.Rule{{For: noC, Do: policy.Hide{}}}, policy.OtherwiseClear, "raw"},
		{"out of rules: unsaid", nil, []policy.Rule{{For: noC, Do: policy.Clear{}}}, 0, "no row"},
		{"an action of another type", nil, []policy.Rule{{Do: star}}, policy.OtherwiseClear, "no row"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := table("x", "text")
			p := filtering("r", c.rules...)
			p.Unless, p.Otherwise = c.unless, c.otherwise
			f.Policies = []policy.Policy{p}
			want(t, shows(f, "raw"), c.want)
		})
	}
}

func TestRowPoliciesAnd(t *testing.T) {
	f := table("x", "text")
	f.Policies = []policy.Policy{filtering("a", keep(yesC)), filtering("b", keep(noC))}
	want(t, shows(f, "raw"), "no row")
	d := Explain(f, Row{Text("raw")}, Comparison{}, noon)
	want(t, d.Rows, []Step{{Policy: "a", End: EndDecided, Shows: true}, {Policy: "b", End: EndDecided}})
	want(t, d.Door.Open, true)
}

func TestReferencesThatDoNotResolveCloseTheChain(t *testing.T) {
	sees := func(change func(*Facts), c policy.Condition, unless policy.Condition) string {
		f := withColumn(table("x", "text"), "y", "text", "Geo.Country")
		p := masking("m", policy.Rule{For: noC, Where: c, Do: star})
		p.Unless, p.Otherwise = unless, policy.OtherwiseClear
		f.Policies = []policy.Policy{p}
		if change != nil {
			change(&f)
		}
		return shows(f, "raw", "DE")
	}
	isNull := func(r policy.Ref) policy.Condition { return policy.Not{Of: policy.IsNull{Ref: r}} }
	want(t, sees(nil, isNull(col("y")), nil), "raw")
	want(t, sees(nil, isNull(col("z")), nil), "NULL")
	want(t, sees(nil, isNull(col("z")), yesC), "raw") // unless still exempts
	want(t, sees(nil, isNull(policy.Ref{Tag: "Geo"}), nil), "raw")
	want(t, sees(nil, isNull(policy.Ref{Tag: "PII"}), nil), "NULL")
	two := func(f *Facts) { *f = withColumn(*f, "w", "text", "Geo") }
	want(t, sees(two, isNull(policy.Ref{Tag: "Geo"}), nil), "NULL")
	want(t, sees(two, isNull(policy.Ref{Tag: "Geo.Country"}), nil), "raw")
	unreviewed := func(f *Facts) { delete(f.Reviews, "y") }
	want(t, sees(unreviewed, isNull(col("y")), nil), "NULL")
	undescribed := func(f *Facts) { f.Source.Columns = f.Source.Columns[:1] }
	want(t, sees(undescribed, isNull(col("y")), nil), "NULL")
}

func TestConditionsReadRawValues(t *testing.T) {
	f := table("x", "text")
	f.Policies = []policy.Policy{
		masking("m", always(policy.MaskNull{})),
		filtering("r", keep(policy.Compare{Ref: col("x"), Op: policy.Equal, Literal: text("raw")})),
	}
	want(t, shows(f, "raw"), "NULL")
	want(t, shows(f, "other"), "no row")
}

func TestPoliciesOutOfForce(t *testing.T) {
	f := table("x", "text")
	p := masking("m", policy.Rule{Do: star})
	p.ValidUntil = noon.Add(time.Second)
	staged := masking("s", always(policy.MaskNull{}))
	staged.Staged = true
	f.Policies = []policy.Policy{p, staged}
	want(t, shows(f, "raw"), "*")
	f.Policies[0].ValidUntil = noon
	want(t, shows(f, "raw"), "raw")
}

func TestTargets(t *testing.T) {
	f := withColumn(table(), "x", "text", "PII.Email")
	f = withColumn(f, "y", "text")
	f.Source.Tags = []catalog.Tag{"sales.eu"}
	for _, c := range []struct {
		name   string
		target policy.Target
		mask   bool // applies to x
		row    bool
	}{
		{"empty", policy.Target{}, false, false},
		{"all", policy.Target{All: true}, true, true},
		{"a tag above the source's", policy.Target{Tags: []catalog.Tag{"sales"}}, true, true},
		{"a tag below the source's", policy.Target{Tags: []catalog.Tag{"sales.eu.de"}}, false, false},
		{"values or", policy.Target{Tags: []catalog.Tag{"hr", "sales"}}, true, true},
		{"keys and", policy.Target{Tags: []catalog.Tag{"sales"}, Sources: []string{"others"}}, false, false},
		{"all and another key", policy.Target{All: true, Sources: []string{"others"}}, false, false},
		{"schema", policy.Target{Schemas: []string{"hr"}}, true, true},
		{"schema with database", policy.Target{Schemas: []string{"db.hr"}}, true, true},
		{"another database", policy.Target{Schemas: []string{"other.hr"}}, false, false},
		{"column tag", policy.Target{ColumnTags: []catalog.Tag{"PII"}}, true, true},
		{"column tag nowhere", policy.Target{ColumnTags: []catalog.Tag{"Geo"}}, false, false},
		{"column name", policy.Target{All: true, Columns: []string{"y"}}, false, true},
		{"column pattern without case, whole", policy.Target{All: true, ColumnRegex: "X"}, true, true},
		{"column pattern is no part", policy.Target{All: true, ColumnRegex: "xx?y|z"}, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			x, _ := described(f.Source, "x")
			want(t, appliesToColumn(c.target, f.Source, x), c.mask)
			want(t, applies(c.target, f.Source), c.row)
		})
	}
}

func TestColumnsOfTheView(t *testing.T) {
	f := table("a", "text", "x", "text")
	f.Base.Columns[0], f.Base.Columns[1] = f.Base.Columns[1], f.Base.Columns[0] // the table's order
	f.Base.Columns = append(f.Base.Columns, catalog.Observed{Name: "new", Ordinal: 3})
	f.Source.Columns = append(f.Source.Columns, catalog.Column{Name: "vanished"})
	got := Read(f, []Row{{Text("1"), Text("2"), Text("3")}}, Comparison{}, noon)
	want(t, got, []Row{{Text("1"), Text("2")}})
}

func TestReviews(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Facts)
		want   string
	}{
		"as confirmed":          {func(*Facts) {}, "raw"},
		"another name of it":    {func(f *Facts) { f.Reviews["x"] = Review{Type: "VARCHAR(9)", Identity: "16384", Ordinal: 1} }, "raw"},
		"confirmed at any type": {func(f *Facts) { f.Reviews["x"] = Review{Identity: "16384", Ordinal: 1} }, "raw"},
		"never":                 {func(f *Facts) { delete(f.Reviews, "x") }, "NULL"},
		"another type":          {func(f *Facts) { f.Base.Columns[0].Type.Length = 10 }, "NULL"},
		"no type":               {func(f *Facts) { f.Reviews["x"] = Review{Type: "?", Identity: "16384", Ordinal: 1} }, "NULL"},
		"another table":         {func(f *Facts) { f.Base.Identity = "16385" }, "NULL"},
		"moved":                 {func(f *Facts) { f.Base.Columns[0].Ordinal = 2 }, "NULL"},
		"whatever the policies": {func(f *Facts) {
			f.Base.Identity = "16385"
			f.Policies = []policy.Policy{masking("m", policy.Rule{Do: star})}
		}, "NULL"},
	} {
		t.Run(name, func(t *testing.T) {
			f := table("x", "varchar(9)")
			c.change(&f)
			want(t, shows(f, "raw"), c.want)
		})
	}
}

// The example of DESIGN §6: HR clear, others a hash in the US, NULL elsewhere
// and where the country is unknown.
func TestTheExampleOfTheDesign(t *testing.T) {
	f := table("x", "text", "country", "text")
	p := masking("mask-email",
		policy.Rule{Where: policy.Compare{Ref: col("country"), Op: policy.Equal, Literal: text("US")}, Do: policy.Apply{Mask: policy.MaskHash{}}},
		always(policy.MaskNull{}))
	p.Unless = policy.Or{Any: []policy.Condition{policy.InGroup{Name: "hr"}, policy.UnderPurpose{Purpose: "fraud"}}}
	f.Policies = []policy.Policy{p}
	want(t, shows(f, "ada@example.com", "US"), "f27572ffeebf8f541951ebdf6c28d93551bcf8d80feeef30036970aa8a3df1c5")
	want(t, shows(f, "ada@example.com", "DE"), "NULL")
	want(t, shows(f, "ada@example.com", nil), "NULL")
	f.Users[0].Groups = []directory.Group{{Name: "hr"}}
	want(t, shows(f, "ada@example.com", nil), "ada@example.com")
}
