package render_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
	"scrim/pkg/render/rendertest"
)

// A view whose name leaves no room stands aside under as much of it as fits
// and eight digits of its hash, so that two that begin alike do not meet.
func TestLongNamesStandAside(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		limit := map[string]int{"postgres": 63, "redshift": 127}[d.Name()]
		aside := func(name string) string {
			v := rendertest.Employees()
			v.Name.Name = name
			s, err := render.Script(d, plan.Plan{Units: []plan.Unit{{Steps: []plan.Step{plan.SwapView{Deployment: plan.Deployment{View: v, Admission: rendertest.Admission}}}}}}, c)
			if err != nil {
				t.Fatal(err)
			}
			found := regexp.MustCompile(`VIEW "governed"."([^"]*__new_[^"]*)"`).FindStringSubmatch(render.Text(s))
			if len(found) != 2 {
				t.Fatalf("no view stands aside in\n%s", render.Text(s))
			}
			return found[1]
		}
		if got := aside("short"); got != "short__new_00112233" {
			t.Errorf("a short name is %s", got)
		}
		seen := map[string]bool{}
		for _, last := range []string{"a", "b", "ü"} {
			name := strings.Repeat("ü", (limit-2)/2) + last
			got := aside(name)
			if seen[got] || got != aside(name) {
				t.Errorf("%s is not %s's alone, or not each time", got, name)
			}
			seen[got] = true
			begins, rest, _ := strings.Cut(got, "_")
			if !regexp.MustCompile(`^[0-9a-f]{8}__new_00112233$`).MatchString(rest) || !strings.HasPrefix(name, begins) || len(got) < limit-1 || len(got) > limit {
				t.Errorf("%s stands aside as %s", name, got)
			}
		}
	})
}

// TestLongestNames: names as long as the warehouse has them are written whole
// in every place, and so are the names that stand beside them during an
// exchange; with one byte more each of them is refused.
func TestLongestNames(t *testing.T) {
	identifier := regexp.MustCompile(`"((?:[^"]|"")+)"`)
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		limit := map[string]int{"postgres": 63, "redshift": 127}[d.Name()]
		long := func(first string, more int) string {
			return first + strings.Repeat("ü", (limit-1)/2) + strings.Repeat("n", more)
		}
		script := func(view, schema, base, column int) (plan.Script, error) {
			v := rendertest.Employees()
			v.Name = catalog.ViewName{Schema: long("s", schema), Name: long("v", view)}
			v.Base.Schema, v.Base.Name, v.Columns[1].Name = long("b", base), long("t", base), long("c", column)
			deployment := plan.Deployment{View: v, Admission: v.Admission()}
			return render.Script(d, plan.Plan{Units: []plan.Unit{
				{Target: plan.SchemaTarget("x"), Steps: []plan.Step{plan.CreateSchema{Name: v.Name.Schema}}},
				{Target: plan.SourceTarget("s"), Steps: []plan.Step{plan.CreateView{Deployment: deployment}, plan.SwapView{Deployment: deployment}}},
			}}, c)
		}
		s, err := script(0, 0, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, u := range s.Units {
			for _, group := range u.Groups {
				for _, action := range group {
					sql, _ := action.(plan.SQL)
					for _, hit := range identifier.FindAllStringSubmatch(sql.Text, -1) {
						seen[hit[1]] = true
						if len(hit[1]) > limit {
							t.Errorf("%q has %d bytes", hit[1], len(hit[1]))
						}
					}
				}
			}
		}
		beside := 0
		for name := range seen {
			if strings.Contains(name, "__new_") || strings.Contains(name, "__old_") {
				beside++
			}
		}
		for _, first := range []string{"s", "v", "b", "t", "c"} {
			if !seen[long(first, 0)] {
				t.Errorf("%q is not written", long(first, 0))
			}
		}
		if beside != 2 {
			t.Errorf("%d names stand beside the view", beside)
		}
		for i := range 4 {
			more := [4]int{}
			more[i] = 1
			var refused *render.NameError
			if _, err := script(more[0], more[1], more[2], more[3]); !errors.As(err, &refused) {
				t.Errorf("one byte more in place %d: %v", i, err)
			}
		}
	})
}
