package explain_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/explain"
	"scrim/pkg/oracle"
	"scrim/pkg/view"
)

// explainRow asks about one row of the world's table.
func (w world) explainRow(t *testing.T, user string, row map[string]string) string {
	t.Helper()
	f := oracle.Facts{
		Cluster: catalog.Cluster{ID: "c1", Kind: catalog.Redshift}, Source: w.source, Base: w.Base, Reviews: map[string]oracle.Review{},
		Policies: w.Policies, Projects: w.projects, Accesses: w.access, Users: slices.Collect(maps.Values(w.users)), Sessions: slices.Collect(maps.Values(w.sessions)),
		Reader: user,
	}
	var values oracle.Row
	for _, c := range w.Base.Columns {
		if w.Reviewed[c.Name] {
			f.Reviews[c.Name] = oracle.Review{Ordinal: c.Ordinal}
		}
		var v oracle.Value
		if text, ok := row[c.Name]; ok {
			var err error
			if v, err = oracle.Parse(c.Type, text); err != nil {
				t.Fatal(err)
			}
		}
		values = append(values, v)
	}
	f.Compared = oracle.Compared([]oracle.Facts{f}, now())
	_, compiled, _ := compile.Compile(w.Input)
	return told(explain.Row(explain.OneRow{
		Rules: compiled.Rows, Facts: view.FactsOf(w.facts(user), now()),
		User: user, Source: w.source, Decision: oracle.Explain(f, values, oracle.Comparison{}, now()), Policies: w.Policies, Given: slices.Collect(maps.Keys(row)),
		Origin: func(policy string) string {
			if policy == "pay" {
				return "version 3, revision 17 of platform"
			}
			return ""
		},
	}), 0)
}

// What is told of single rows: which rule decided what, and by which tag.
func TestRowsAreExplained(t *testing.T) {
	w := read(t, people)
	european := map[string]string{"id": "1", "email": "ada@example.com", "region": "EU", "pay": "1234.50"}
	for _, one := range []struct {
		name, file, user string
		row              map[string]string
	}{
		{"a row of her region: a hash by the tag, rounded pay", "row-ann", "ann", european},
		{"a row of another region is hidden by one policy", "row-ann-uk", "ann", map[string]string{"id": "2", "email": "bo@example.com", "region": "UK", "pay": "1"}},
		{"without a region nobody can say, and pay is taken as NULL", "row-ann-key", "ann", map[string]string{"id": "3"}},
		{"an exempt reader", "row-gus", "gus", european},
		{"kept out, and all that is missing is said", "row-ned", "ned", european},
		{"somebody nobody knows", "row-who", "who", european},
		{"works in a project without the source", "row-pro", "pro", european},
	} {
		t.Run(one.name, func(t *testing.T) {
			path := filepath.Join("testdata", one.file+".txt")
			got := fmt.Sprintf("# %s\n\n%s", one.name, w.explainRow(t, one.user, one.row))
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (run with -update when this is meant):\n%s", path, diff)
			}
		})
	}
}
