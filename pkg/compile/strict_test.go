package compile_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// On a strict cluster a source is what it is elsewhere, or shows nobody
// anything; it does the latter exactly where something collides, and says what.
func TestStrictClosesWhatCollides(t *testing.T) {
	closed, open := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		in.Source.Policies = nil
		lax, before, said := compile.Compile(in)
		in.Cluster.Strict = true
		strict, after, errors := compile.Compile(in)
		if len(before.Closed) > 0 {
			t.Fatalf("closed without strict: %v", before.Closed)
		}
		collides := slices.ContainsFunc(said, func(i issue.Issue) bool {
			return slices.Contains([]issue.Code{"masks-meet-in-null", "mask-does-not-fit", "condition-reveals", "does-not-compare", "key-does-not-fit", "unresolved-column", "lookup-closed"}, i.Code)
		}) || errors.Has("missing-otherwise")
		if collides != (len(after.Closed) > 0) {
			t.Fatalf("collides %v, closed %v\n%v", collides, after.Closed, errors)
		}
		want := lax
		if collides {
			want, closed = lax.Quarantined(), closed+1
		} else {
			open++
		}
		if asJSON(t, strict) != asJSON(t, want) {
			t.Fatalf("collides %v:\n%s\n%s", collides, asJSON(t, strict), asJSON(t, want))
		}
		for _, i := range errors {
			if i.Severity == issue.Warning && slices.Contains([]issue.Code{"masks-meet-in-null", "mask-does-not-fit", "condition-reveals", "missing-otherwise"}, i.Code) {
				t.Errorf("a collision is a warning on a strict cluster: %v", i)
			}
		}
	})
	if closed == 0 || open == 0 {
		t.Errorf("%d sources were closed and %d open", closed, open)
	}
}

func asJSON(t *rapid.T, v view.View) string {
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A chain that can run out is a collision only where nothing says what happens
// then, and only under strict is it said of a source.
func TestStrictChains(t *testing.T) {
	t.Parallel()
	some := policy.InGroup{Name: "hr"}
	for name, test := range map[string]struct {
		policy policy.Policy
		closed bool
	}{
		"unsaid":           {policy.Policy{Rules: []policy.Rule{{For: some, Do: policy.Clear{}}}}, true},
		"unsaid, by where": {policy.Policy{Rules: []policy.Rule{{Where: policy.IsNull{Ref: policy.Ref{Column: "c"}}, Do: policy.Hide{}}}}, true},
		"said":             {policy.Policy{Rules: []policy.Rule{{For: some, Do: policy.Clear{}}}, Otherwise: policy.OtherwiseHide}, false},
		"for everyone":     {policy.Policy{Rules: []policy.Rule{{For: some, Do: policy.Clear{}}, {Do: policy.Hide{}}}}, false},
		"staged":           {policy.Policy{Staged: true, Rules: []policy.Rule{{For: some, Do: policy.Clear{}}}}, false},
	} {
		test.policy.ID, test.policy.Type, test.policy.AppliesTo = "p", policy.TypeRow, policy.Target{All: true}
		for _, strict := range []bool{true, false} {
			_, decision, issues := compile.Compile(oneColumn("text", strict, test.policy))
			if closed := len(decision.Closed) > 0; closed != (test.closed && strict) || issues.Has("missing-otherwise") != closed {
				t.Errorf("%s, strict %v: closed %v, %v", name, strict, decision.Closed, issues)
			}
		}
	}
}

// Each of the things that a strict cluster closes a source for, alone.
func TestWhatAStrictClusterClosesFor(t *testing.T) {
	t.Parallel()
	rows := func(id string, keep policy.Condition) policy.Policy {
		return policy.Policy{ID: id, Type: policy.TypeRow, AppliesTo: policy.Target{All: true}, Rules: []policy.Rule{{Do: policy.Filter{Keep: keep}}}}
	}
	c := policy.Ref{Column: "c"}
	number := catalog.Literal{Kind: catalog.Bigint, Text: "1"}
	unsaid := masks("unsaid", policy.MaskNull{})
	unsaid.Otherwise = policy.OtherwiseUnsaid
	for code, test := range map[issue.Code]struct {
		declared string
		policies []policy.Policy
	}{
		"masks-meet-in-null": {"text", []policy.Policy{masks("a", policy.MaskEmail{Fill: "*"}), masks("b", policy.MaskPartial{Last: 1, Fill: "*"})}},
		"mask-does-not-fit":  {"integer", []policy.Policy{masks("a", policy.MaskEmail{Fill: "*"})}},
		"condition-reveals":  {"text", []policy.Policy{masks("a", policy.MaskNull{}), rows("b", policy.IsNull{Ref: c})}},
		"does-not-compare":   {"text", []policy.Policy{rows("a", policy.Compare{Ref: c, Op: policy.Equal, Literal: number})}},
		"key-does-not-fit":   {"real", []policy.Policy{rows("a", policy.Sampled{Share: 100})}},
		"unresolved-column":  {"text", []policy.Policy{rows("a", policy.IsNull{Ref: policy.Ref{Column: "gone"}})}},
		"lookup-closed":      {"text", []policy.Policy{rows("a", policy.Lookup{Ref: c, Source: "gone", Key: "k"})}},
		"missing-otherwise":  {"text", []policy.Policy{unsaid}},
	} {
		in := oneColumn(test.declared, true, test.policies...)
		in.Source.Key = []string{"c"}
		_, decision, issues := compile.Compile(in)
		if want := []string{"the cluster is strict, and there is " + string(code)}; !slices.Equal(decision.Closed, want) {
			t.Errorf("%s: closed %q, %v", code, decision.Closed, issues)
		}
		for _, one := range issues {
			if one.Code == code && one.Severity != issue.Error {
				t.Errorf("%s is no error: %v", code, one)
			}
		}
	}
}

func oneColumn(declared string, strict bool, policies ...policy.Policy) compile.Input {
	typ, _ := catalog.ParseType(declared)
	return compile.Input{
		Source: catalog.Source{ID: "s", Columns: []catalog.Column{{Name: "c"}}}, Cluster: catalog.Cluster{Unpoliced: "everyone", Strict: strict},
		Base: catalog.Signature{Columns: []catalog.Observed{{Name: "c", Type: typ, Ordinal: 1}}}, Reviewed: map[string]bool{"c": true},
		Policies: policies,
	}
}

func masks(id string, all ...policy.Mask) policy.Policy {
	p := policy.Policy{ID: id, Type: policy.TypeMask, AppliesTo: policy.Target{All: true}, Otherwise: policy.OtherwiseHide}
	for i, m := range all {
		p.Rules = append(p.Rules, policy.Rule{For: policy.InGroup{Name: strings.Repeat("g", i+1)}, Do: policy.Apply{Mask: m}})
	}
	return p
}

// Of every two masks of two policies a decision says which wins and why, of
// two rules of one policy never.
func TestContests(t *testing.T) {
	t.Parallel()
	partial, email := policy.MaskPartial{Last: 1, Fill: "*"}, policy.MaskEmail{Fill: "*"}
	for name, test := range map[string]struct {
		policies []policy.Policy
		want     []string
		null     bool
	}{
		"one policy, two masks": {[]policy.Policy{masks("a", partial, email)}, nil, false},
		"by rank":               {[]policy.Policy{masks("a", partial), masks("b", policy.MaskHash{})}, []string{"b over a: a hash tells less than a partial value"}, false},
		"NULL": {[]policy.Policy{masks("a", policy.MaskNull{}), masks("b", policy.MaskHash{})},
			[]string{"a over b: NULL tells less than a hash"}, false},
		"of one kind": {[]policy.Policy{masks("a", policy.MaskPartial{Last: 2, Fill: "*"}), masks("b", partial)},
			[]string{"b over a: a partial value and a partial value are of one kind, and the first keeps less"}, false},
		"the same":       {[]policy.Policy{masks("a", email), masks("b", email)}, []string{"a over b: both say an e-mail address's domain"}, false},
		"not comparable": {[]policy.Policy{masks("a", partial), masks("b", email)}, []string{"neither of a partial value and an e-mail address's domain tells less than the other"}, true},
	} {
		_, decision, issues := compile.Compile(oneColumn("text", false, test.policies...))
		var got []string
		for _, c := range decision.Columns[0].Contests {
			if c.Null {
				got = append(got, c.Why())
				continue
			}
			got = append(got, c.WinnerPolicy+" over "+c.LoserPolicy+": "+c.Why())
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q", name, got)
		}
		if issues.Has("masks-meet-in-null") != test.null {
			t.Errorf("%s: %v", name, issues)
		}
	}
}

// A mask that two policies share is one choice of the column.
func TestASharedMaskIsOneChoice(t *testing.T) {
	t.Parallel()
	email := policy.MaskEmail{Fill: "*"}
	v, _, _ := compile.Compile(oneColumn("text", false, masks("a", email), masks("b", email)))
	shown := 0
	for _, c := range v.Columns[0].Choices {
		if c.Show == (view.Email{Fill: "*"}) {
			shown++
		}
	}
	if shown != 1 {
		t.Errorf("it is %d of the choices %+v", shown, v.Columns[0].Choices)
	}
}
