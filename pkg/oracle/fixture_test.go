package oracle

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/policy"
)

// The fixture: one source "people" on one cluster, one user "ann" who reads
// as "ann", everyone let in. Tests change what they are about.

var (
	noon     = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	tomorrow = noon.Add(24 * time.Hour)
	people   = policy.Target{Sources: []string{"people"}}
)

// table is a source with columns of the given names and types, all reviewed.
func table(columns ...string) Facts {
	f := Facts{
		Cluster:  catalog.Cluster{ID: "c1", Unpoliced: "everyone"},
		Source:   catalog.Source{ID: "people", Table: catalog.Table{Database: "db", Schema: "hr", Name: "people"}},
		Base:     catalog.Signature{Identity: "16384"},
		Reviews:  map[string]Review{},
		Reader:   "ann",
		Users:    []directory.User{{ID: "ann"}},
		Compared: map[string][]catalog.Type{},
		Salt: func(name string) (string, bool) {
			use, ok := strings.CutPrefix(name, "source/people/1")
			return "salt-a" + use, ok
		},
	}
	for i := 0; i < len(columns); i += 2 {
		f = withColumn(f, columns[i], columns[i+1])
	}
	return f
}

func withColumn(f Facts, name, typ string, tags ...catalog.Tag) Facts {
	t, ok := catalog.ParseType(typ)
	if !ok {
		panic("the test names a type that is none: " + typ)
	}
	o := catalog.Observed{Name: name, Type: t, Ordinal: len(f.Base.Columns) + 1}
	f.Base.Columns = append(f.Base.Columns, o)
	f.Source.Columns = append(f.Source.Columns, catalog.Column{Name: name, Tags: tags})
	f.Reviews[name] = Review{Type: t.String(), Identity: f.Base.Identity, Ordinal: o.Ordinal}
	return f
}

func col(name string) policy.Ref { return policy.Ref{Column: name} }

func text(s string) catalog.Literal    { return catalog.Literal{Kind: catalog.Text, Text: s} }
func integer(s string) catalog.Literal { return catalog.Literal{Kind: catalog.Bigint, Text: s} }
func decimal(s string) catalog.Literal { return catalog.Literal{Kind: catalog.Decimal, Text: s} }

func attribute(name string) policy.List {
	return policy.List{Kind: policy.ListAttribute, Name: name}
}

// masking is a mask policy on column x of people.
func masking(id string, rules ...policy.Rule) policy.Policy {
	return policy.Policy{ID: id, Type: policy.TypeMask, Rules: rules, AppliesTo: policy.Target{Sources: []string{"people"}, Columns: []string{"x"}}}
}

func always(m policy.Mask) policy.Rule { return policy.Rule{Do: policy.Apply{Mask: m}} }

// filtering is a row policy on people.
func filtering(id string, rules ...policy.Rule) policy.Policy {
	return policy.Policy{ID: id, Type: policy.TypeRow, Rules: rules, AppliesTo: people}
}

func keep(c policy.Condition) policy.Rule { return policy.Rule{Do: policy.Filter{Keep: c}} }

func letIn(id string, s policy.Subscription) policy.Policy {
	return policy.Policy{ID: id, Type: policy.TypeSubscription, Subscription: s, AppliesTo: people}
}

// value reads a test's way of writing a value: a Go literal or nil.
func value(v any) Value {
	switch v := v.(type) {
	case string:
		return Text(v)
	case int:
		return Integer(v)
	case float64:
		return Float(v)
	case bool:
		return Bool(v)
	case Value:
		return v
	}
	return nil
}

// parsed is a value from its text; the test's mistake ends the test.
func parsed(t *testing.T, typ, text string) Value {
	t.Helper()
	ct, _ := catalog.ParseType(typ)
	v, err := Parse(ct, text)
	if err != nil {
		t.Fatalf("the test writes %q for a %s: %v", text, typ, err)
	}
	return v
}

// shows is the first cell that the reader sees of a one-row table, or "no row".
func shows(f Facts, row ...any) string {
	r := make(Row, 0, len(row))
	for _, v := range row {
		r = append(r, value(v))
	}
	seen := Read(f, []Row{r}, Comparison{}, noon)
	switch {
	case len(seen) == 0:
		return "no row"
	case seen[0][0] == nil:
		return "NULL"
	}
	return seen[0][0].String()
}

func want(t *testing.T, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("differs from what the page says (-want +got):\n%s", diff)
	}
}
