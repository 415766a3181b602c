package render_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/render/rendertest"
	"scrim/pkg/view"
)

// TestSameScript: the claim alone does not make another script; anything else
// does.
func TestSameScript(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		of := func(p plan.Plan) string {
			s, err := render.Script(d, p, c)
			if err != nil {
				t.Fatal(err)
			}
			return s.Of
		}
		p := rendertest.Plan()
		first := of(p)
		p.Claim = plan.Claim{Store: "other", Lease: 9, Revision: 99}
		if of(p) != first {
			t.Error("the claim changes the script's name")
		}
		facts := p.Units[0].Steps[0].(plan.WriteFacts)
		facts.Insert = append([]profile.Row(nil), facts.Insert...)
		facts.Insert[0].Value = "finance"
		p.Units[0].Steps = []plan.Step{facts, p.Units[0].Steps[1]}
		if of(p) == first {
			t.Error("another fact does not change the script's name")
		}
	})
}

// TestOrderOfFacts: facts in any order are the same statements (law 4).
func TestOrderOfFacts(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		rows := []profile.Row{{UserID: "b"}, {UserID: "a", Fact: profile.Fact{Value: "2"}}, {UserID: "a", Fact: profile.Fact{Value: "1"}}}
		texts := map[string]bool{}
		for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}} {
			var shuffled []profile.Row
			for _, i := range order {
				shuffled = append(shuffled, rows[i])
			}
			s, err := render.Script(d, plan.Plan{Units: []plan.Unit{{Target: plan.Target{Kind: plan.TargetFacts}, Steps: []plan.Step{plan.WriteFacts{Delete: shuffled, Insert: shuffled}}}}}, c)
			if err != nil {
				t.Fatal(err)
			}
			texts[s.Of] = true
		}
		if len(texts) != 1 {
			t.Errorf("%d different scripts", len(texts))
		}
	})
}

// TestArguments: no statement takes more arguments than Redshift does.
func TestArguments(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		f := plan.WriteFacts{}
		for i := range 20000 {
			r := profile.Row{UserID: strings.Repeat("u", 1+i%90), Fact: profile.Fact{Value: strings.Repeat("v", 1+i/90)}}
			f.Delete, f.Insert = append(f.Delete, r), append(f.Insert, r)
			f.Wipe = append(f.Wipe, r.Value)
		}
		s, err := render.Script(d, plan.Plan{Units: []plan.Unit{{Target: plan.Target{Kind: plan.TargetFacts}, Steps: []plan.Step{f}}}}, c)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(s.Units[0].Groups); n != 1 {
			t.Errorf("%d transactions", n)
		}
		for _, a := range s.Units[0].Groups[0] {
			if n := len(a.(plan.SQL).Args); n > 32767 {
				t.Errorf("a statement with %d arguments", n)
			}
		}
	})
}

// TestRefused: what cannot be written is an error, and the error says what.
func TestRefused(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		for name, change := range map[string]func(*view.View){
			"no columns":       func(v *view.View) { v.Columns = nil },
			"NUL in a literal": func(v *view.View) { v.Rows = rendertest.Fact(profile.KindGroup, "", "a\x00b") },
			"bad UTF-8":        func(v *view.View) { v.Rows = rendertest.Fact(profile.KindGroup, "", "a\xff") },
			"NUL in a name":    func(v *view.View) { v.Columns[0].Name = "a\x00" },
			"empty name":       func(v *view.View) { v.Base.Name = "" },
			"long name":        func(v *view.View) { v.Name.Name = strings.Repeat("x", 128) },
			"unknown type":     func(v *view.View) { v.Columns[0].Type = catalog.Type{} },
			"unknown operator": func(v *view.View) {
				v.Rows = view.Compare{Column: view.ColumnRef{Name: "id"}, Op: "= 1 OR", Literal: rendertest.Text("x")}
			},
			"number as SQL": func(v *view.View) {
				v.Rows = view.Compare{Column: view.ColumnRef{Name: "id"}, Op: "=", Literal: catalog.Literal{Kind: catalog.Bigint, Text: "1 OR TRUE"}}
			},
			"date as SQL": func(v *view.View) {
				v.Rows = view.Compare{Column: view.ColumnRef{Name: "id"}, Op: "=", Literal: catalog.Literal{Kind: catalog.Date, Text: "today"}}
			},
			"step as SQL":      func(v *view.View) { v.Columns[0].Choices = rendertest.Always(view.RoundNumber{Step: "1); DROP"}) },
			"step of nothing":  func(v *view.View) { v.Columns[0].Choices = rendertest.Always(view.RoundNumber{Step: "0"}) },
			"unit as SQL":      func(v *view.View) { v.Columns[9].Choices = rendertest.Always(view.RoundTime{Unit: "year')"}) },
			"hash too wide":    func(v *view.View) { v.Columns[7].Choices = rendertest.Always(view.Hash{Salt: "s", Digits: 21}) },
			"hash of a number": func(v *view.View) { v.Columns[0].Choices = rendertest.Always(view.Hash{Salt: "s", Digits: 8}) },
			"constant too long": func(v *view.View) {
				v.Columns[2].Choices = rendertest.Always(view.Constant{Value: rendertest.Text("é☃")})
			},
			"constant too large": func(v *view.View) {
				v.Columns[4].Choices = rendertest.Always(view.Constant{Value: catalog.Literal{Kind: catalog.Decimal, Text: "12345678901.00"}})
			},
			"sample of nothing": func(v *view.View) {
				v.Rows = view.Sample{Salt: "s", Key: view.NewSet(view.ColumnRef{Name: "id", Type: catalog.Type{Kind: catalog.Integer}})}
			},
			"sample of all": func(v *view.View) {
				v.Rows = view.Sample{Salt: "s", Key: view.NewSet(view.ColumnRef{Name: "id", Type: catalog.Type{Kind: catalog.Integer}}), Share: view.Shares}
			},
			"sample without key": func(v *view.View) { v.Rows = view.Sample{Salt: "s", Share: 1} },
			"pattern repeats":    func(v *view.View) { v.Columns[8].Choices = rendertest.Always(view.Regex{Pattern: "a{256}"}) },
			"empty list":         func(v *view.View) { v.Rows = view.OneOf{Column: view.ColumnRef{Name: "id"}} },
		} {
			v := rendertest.Employees()
			change(&v)
			if got, err := render.View(d, v, render.Options{Cluster: c}); err == nil {
				t.Errorf("%s: rendered\n%s", name, got)
			}
		}
		v := rendertest.Employees()
		v.Columns[1].Name = strings.Repeat("n", 200)
		_, err := render.View(d, v, render.Options{Cluster: c})
		var bad *render.NameError
		if !errors.As(err, &bad) || bad.Name != v.Columns[1].Name {
			t.Errorf("a long name is refused as %v", err)
		}
	})
}

// Why a name is refused is said, with no more of it than can be read.
func TestWhyANameIsRefused(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, _ catalog.Cluster) {
		limit := map[string]int{"postgres": 63, "redshift": 127}[d.Name()]
		for name, want := range map[string]string{
			"":                                  `the name "" is empty`,
			"a\x00":                             `the name "a\x00" contains a NUL`,
			strings.Repeat("n", 79) + "\x00":    `the name "` + strings.Repeat("n", 79) + `\x00" contains`,
			strings.Repeat("n", 80) + "\x00":    `the name "` + strings.Repeat("n", 77) + `…" contains`,
			"a\xff":                             `the name "a\xff" is not UTF-8`,
			strings.Repeat("n", 128):            fmt.Sprintf(`the name "%s…" has 128 bytes, and %d are allowed`, strings.Repeat("n", 77), limit),
			"n" + strings.Repeat("☃", limit/3):  "",
			"nn" + strings.Repeat("☃", limit/3): fmt.Sprintf(`has %d bytes, and %d are allowed`, 2+limit/3*3, limit),
		} {
			err := d.CheckName(name)
			if len(name) <= limit && want == "" && err == nil {
				continue
			}
			if err == nil || !strings.Contains(err.Error(), want) || !utf8.ValidString(err.Error()) {
				t.Errorf("%q: %v, not %s", name, err, want)
			}
		}
	})
}
