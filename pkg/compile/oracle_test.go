package compile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// Law 10 without a database: what a compiled view shows, decided predicate by
// predicate, is what the oracle says of the policies. The atoms are the
// oracle's too; what is compared is everything that the compiler makes of
// them: chains, targets, admission, the meet of masks, what fits.
func TestAViewShowsWhatTheOracleSays(t *testing.T) {
	cells := 0
	rapid.Check(t, func(t *rapid.T) {
		c := draw.NewCase(t, rapid.SampledFrom([]catalog.ClusterKind{catalog.Postgres, catalog.Redshift}).Draw(t, "kind"))
		in := input(c)
		in.Reviewed = reviewed(c)
		v, _, _ := compile.Compile(in)
		for _, login := range draw.Logins() {
			facts := c.Facts(login)
			known, _ := oracle.Known(facts, draw.Now())
			for _, row := range c.Rows {
				r := reading{t: t, facts: facts, known: known, row: row, as: c.Comparison()}
				want := oracle.Explain(facts, row, c.Comparison(), draw.Now())
				if got := r.holds(v.Admit) && r.holds(v.Rows); got != want.Shown {
					t.Fatalf("%s: the row is shown: %v, the oracle says %v\n%+v", login, got, want.Shown, want)
				}
				for i, column := range v.Columns {
					cells++
					if got, should := r.shown(column), told(want.Cells[i].Mask, column.Type); got != should && want.Door.Open {
						t.Fatalf("%s: column %s shows %s, the oracle says %s\n%+v", login, column.Name, got, should, want.Cells[i])
					}
				}
			}
		}
	})
	if cells < 100 {
		t.Errorf("only %d cells were compared", cells)
	}
}

func reviewed(c draw.Case) map[string]bool {
	out := map[string]bool{}
	for _, o := range c.Base.Columns {
		r, ok := c.Reviews[o.Name]
		typ, known := catalog.ParseType(r.Type)
		fits := r.Type == "" || known && typ.String() == o.Type.String()
		out[o.Name] = ok && fits && r.Identity == c.Base.Identity && r.Ordinal == o.Ordinal
	}
	return out
}

// reading is one reader before one row.
type reading struct {
	t     *rapid.T
	facts oracle.Facts
	known []profile.Fact
	row   oracle.Row
	as    oracle.Comparison
}

func (r reading) holds(p view.Pred) bool {
	switch p := p.(type) {
	case view.Always:
		return true
	case view.Never, nil:
		return false
	case view.All:
		return !slices.ContainsFunc(p, func(part view.Pred) bool { return !r.holds(part) })
	case view.Any:
		return slices.ContainsFunc(p, r.holds)
	case view.HasFact:
		return slices.Contains(r.known, p.Fact) != p.Absent
	case view.HasAny:
		return r.any(p.Kind, p.Name) != p.Absent
	case view.IsNull:
		return r.is(policy.IsNull{Ref: ref(p.Column)}, p.Not)
	case view.Held:
		return r.is(policy.Held{Ref: ref(p.Column), List: list(p)}, p.Not)
	case view.Compare:
		return r.is(policy.Compare{Ref: ref(p.Column), Op: policy.Operator(p.Op), Literal: p.Literal}, false)
	case view.CompareColumns:
		return r.is(policy.CompareColumns{Left: ref(p.Left), Op: policy.Operator(p.Op), Right: ref(p.Right)}, false)
	case view.OneOf:
		return r.is(policy.OneOf{Ref: ref(p.Column), Literals: p.Literals}, p.Not)
	case view.Match:
		kinds := map[view.MatchKind]policy.MatchKind{view.MatchPrefix: policy.MatchPrefix, view.MatchSuffix: policy.MatchSuffix, view.MatchContains: policy.MatchContains, view.MatchPattern: policy.MatchPattern}
		return r.is(policy.Match{Ref: ref(p.Column), Kind: kinds[p.Kind], Text: p.Text}, p.Not)
	case view.Age:
		return r.is(policy.Newer{Ref: ref(p.Column), Than: policy.Age(p.Minutes)}, p.Over)
	}
	if p, ok := p.(view.Lookup); ok {
		return r.is(lookup(p), p.Not)
	}
	if sample, ok := p.(view.Sample); ok {
		return r.is(policy.Sampled{Share: sample.Share}, false)
	}
	if common, ok := p.(view.Common); ok {
		return r.common(common)
	}
	r.t.Fatalf("no meaning for %T", p)
	return false
}

// common compares the row with every one that was counted, value by value.
func (r reading) common(p view.Common) bool {
	alike := 0
	for _, other := range r.facts.Counted {
		same := true
		for _, column := range p.Columns.Columns() {
			i := slices.IndexFunc(r.facts.Base.Columns, func(o catalog.Observed) bool { return o.Name == column.Name })
			a, b := r.row[i], other[i]
			if column.Type.Kind == catalog.Char {
				a, b = unpadded(a), unpadded(b)
			}
			same = same && written(a) && (a == nil && b == nil || a != nil && b != nil && oracle.Equal(a, b))
		}
		if same {
			alike++
		}
	}
	return alike >= p.K
}

// written reports whether a value is none of those without canonical text.
func written(v oracle.Value) bool {
	within := func(m oracle.Moment) bool { return m.Infinite == 0 && m.At.Year() >= 1 && m.At.Year() <= 9999 }
	switch v := v.(type) {
	case oracle.Date:
		return within(v.Moment)
	case oracle.Timestamp:
		return within(v.Moment)
	}
	return true
}

func unpadded(v oracle.Value) oracle.Value {
	if text, ok := v.(oracle.Text); ok {
		return oracle.Text(strings.TrimRight(string(text), " "))
	}
	return v
}

func (r reading) any(kind profile.Kind, name string) bool {
	return slices.ContainsFunc(r.known, func(f profile.Fact) bool { return f.Kind == kind && f.Name == name })
}

// is asks the oracle about one atom; its opposite holds where it is false.
func (r reading) is(c policy.Condition, not bool) bool {
	want := oracle.True
	if not {
		want = oracle.False
	}
	return oracle.Ask(r.facts, c, r.row, r.as, draw.Now()) == want
}

func ref(c view.ColumnRef) policy.Ref { return policy.Ref{Column: c.Name} }

func list(p view.Held) policy.List {
	kinds := map[profile.Kind]policy.ListKind{
		profile.KindAttribute: policy.ListAttribute, profile.KindGroup: policy.ListGroups,
		profile.KindPurpose: policy.ListPurposes, profile.KindUser: policy.ListUserID,
	}
	return policy.List{Kind: kinds[p.Kind], Name: p.Name}
}

func lookup(p view.Lookup) policy.Lookup {
	out := policy.Lookup{Ref: ref(p.Column), Source: p.Source, Key: p.Key.Name}
	for _, test := range p.Where {
		one := policy.LookupTest{Column: test.Column.Name, Is: test.Is}
		if test.Kind != "" {
			one.In = list(view.Held{Kind: test.Kind, Name: test.Name})
		}
		out.Where = append(out.Where, one)
	}
	return out
}

// shown is what a column's cell shows, in the words of told.
func (r reading) shown(c view.Column) string {
	for _, choice := range c.Choices {
		if r.holds(choice.When) {
			return name(choice.Show)
		}
	}
	return "null"
}

func name(cell view.Cell) string {
	switch cell := cell.(type) {
	case view.Raw:
		return "clear"
	case view.Constant:
		return "constant " + number(cell.Value.Text)
	case view.Hash:
		return fmt.Sprintf("hash %d", cell.Digits)
	case view.Regex:
		return fmt.Sprintf("regex %q %q", cell.Pattern, cell.Replacement)
	case view.RoundNumber:
		return "round " + number(cell.Step)
	case view.RoundTime:
		return "round " + cell.Unit
	case view.Bucket:
		return "bucket " + string(cell.Edges)
	case view.Random:
		return "random " + cell.Low + " " + cell.High
	case view.Noise:
		return "noise " + cell.Within
	case view.Partial:
		return fmt.Sprintf("partial %d %d %q", cell.First, cell.Last, cell.Fill)
	case view.Email:
		return fmt.Sprintf("email %d %q", cell.First, cell.Fill)
	case view.Custom:
		return "custom " + string(cell.Formula)
	default:
		return "null"
	}
}

// told is the oracle's mask in the words of name.
func told(mask policy.Mask, on catalog.Type) string {
	switch mask := mask.(type) {
	case nil:
		return "clear"
	case policy.MaskConstant:
		return "constant " + number(mask.Value.Text)
	case policy.MaskHash:
		if on.Kind == catalog.Bigint {
			return "hash 15"
		}
		return fmt.Sprintf("hash %d", mask.Length)
	case policy.MaskRegex:
		return fmt.Sprintf("regex %q %q", mask.Pattern, mask.Replacement)
	case policy.MaskRound:
		return "round " + number(mask.Step) + string(mask.Unit)
	case policy.MaskBucket:
		if on.Kind == catalog.Date {
			return "bucket " + strings.ReplaceAll(string(mask.Edges), catalog.Midnight, "")
		}
		return "bucket " + string(mask.Edges)
	case policy.MaskRandom:
		return "random " + mask.Low + " " + mask.High
	case policy.MaskNoise:
		if mask.Days > 0 {
			return fmt.Sprintf("noise %d", mask.Days)
		}
		return "noise " + mask.Within
	case policy.MaskPartial:
		return fmt.Sprintf("partial %d %d %q", mask.First, mask.Last, mask.Fill)
	case policy.MaskEmail:
		return fmt.Sprintf("email %d %q", mask.First, mask.Fill)
	case policy.MaskCustom:
		return "custom " + string(mask.Formula)
	default:
		return "null"
	}
}

// number is a decimal without the zeros that mean nothing.
func number(text string) string {
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}
