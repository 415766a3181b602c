// Package corpus collects what scrim says to Redshift, from the code that says
// it: views of every mask and predicate, scripts of every step, bootstrap and
// teardown, the questions to the catalogue and the settings of a session.
//
// It promises one entry for each distinct text, in a stable order, each named
// after where it comes from. Nothing is run.
package corpus

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"scrim/integration/judges/walk"
	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
	"scrim/pkg/render/rendertest"
	"scrim/pkg/view"
	"scrim/pkg/warehouse"
)

// collector gathers statements once.
type collector struct {
	out  []walk.Statement
	seen map[string]bool
	err  error
}

func (c *collector) add(s walk.Statement) {
	s.Text = strings.TrimSpace(s.Text)
	if s.Text == "" || c.seen[s.Text] {
		return
	}
	c.seen[s.Text] = true
	c.out = append(c.out, s)
}

func (c *collector) fail(err error) {
	if c.err == nil && err != nil {
		c.err = fmt.Errorf("collecting statements: %w", err)
	}
}

// Statements is everything that scrim says to Redshift.
func Statements() ([]walk.Statement, error) {
	c := &collector{seen: map[string]bool{}}
	cluster := rendertest.Cluster(catalog.Redshift)
	d, err := render.For(cluster)
	if err != nil {
		return nil, err
	}
	for _, text := range warehouse.Settings(cluster.Kind) {
		c.add(walk.Statement{Name: "session setting", Text: text})
	}
	c.questions(d, cluster)
	c.views(d, cluster)
	c.bootstrap(d, cluster)
	script, err := render.Script(d, rendertest.Plan(), cluster)
	c.fail(err)
	c.script("script", script, nil)
	c.besides(d, cluster)
	return c.out, c.err
}

func (c *collector) questions(d render.Dialect, cluster catalog.Cluster) {
	queries, err := warehouse.Queries(cluster, d)
	c.fail(err)
	for _, name := range slices.Sorted(maps.Keys(queries)) {
		c.add(walk.Statement{Name: "catalogue question " + name, Text: queries[name]})
	}
}

func (c *collector) views(d render.Dialect, cluster catalog.Cluster) {
	employees := rendertest.Employees()
	views := []view.View{employees, employees.Quarantined(), rendertest.Hostile(cluster.Kind)}
	views = append(views, narrow(rendertest.Masks())...)
	for _, v := range append(views, narrow(rendertest.Predicates())...) {
		text, err := render.View(d, v, render.Options{Cluster: cluster, Admission: rendertest.Admission, Replace: len(v.Columns)%2 == 0})
		c.fail(err)
		c.add(walk.Statement{Name: "view " + v.Name.Name, Text: text, Columns: Types(d, v)})
	}
}

// narrow is a view in several, each of a few columns and row predicates: a
// judge may take time that grows faster than the text.
func narrow(v view.View) []view.View {
	const few = 6
	var out []view.View
	rows, _ := v.Rows.(view.All)
	for i := 0; i < len(v.Columns); i += few {
		one := v
		one.Columns = v.Columns[i:min(i+few, len(v.Columns))]
		if len(rows) > i {
			one.Rows = rows[i:min(i+few, len(rows))]
		}
		out = append(out, one)
	}
	return out
}

// Types is the columns of the table under a view, as it reads them.
func Types(d render.Dialect, v view.View) map[string]catalog.Type {
	out := map[string]catalog.Type{}
	preds := []view.Pred{v.Rows}
	for _, column := range v.Columns {
		out[render.Fold(d, column.Name)] = column.Type
		for _, choice := range column.Choices {
			preds = append(preds, choice.When)
		}
	}
	maps.Copy(out, types(d, preds))
	return out
}

// types is the columns that predicates read.
func types(d render.Dialect, preds []view.Pred) map[string]catalog.Type {
	out := map[string]catalog.Type{}
	for _, p := range preds {
		for _, ref := range view.Reads(p) {
			out[render.Fold(d, ref.Name)] = ref.Type
		}
	}
	return out
}

func (c *collector) bootstrap(d render.Dialect, cluster catalog.Cluster) {
	up, err := render.Bootstrap(d, cluster, rendertest.Base())
	c.fail(err)
	down, err := render.Teardown(d, cluster, []plan.Managed{{Source: "ds_42", Name: catalog.ViewName{Schema: "other", Name: "employees"}}}, rendertest.Base())
	c.fail(err)
	c.lines("bootstrap", up)
	c.repairs(render.Repairs{Dialect: d, Cluster: cluster})
	c.lines("teardown", down)
	c.accounts(d, cluster)
	c.withdrawals(d)
}

// repairs is what checks print, and the probe that one of them runs.
func (c *collector) repairs(r render.Repairs) {
	for name, write := range map[string]func() ([]string, error){
		"read":     func() ([]string, error) { return r.Read(rendertest.Base()) },
		"let in":   func() ([]string, error) { return r.LetIn("hr", true, true, []string{"ana", "bob"}) },
		"sessions": r.SeeSessions,
		"drop":     func() ([]string, error) { return r.DropFunction("public", "sha2", "character varying, integer") },
		"pass by":  func() ([]string, error) { return r.PassBy(rendertest.Base()) },
		"schema":   func() ([]string, error) { return r.ViewSchema("shop", true) },
		"make in":  func() ([]string, error) { return r.ViewSchema("shop", false) },
		"fold":     func() ([]string, error) { return r.FoldNames([]string{"ana"}) },
		"probe":    func() ([]string, error) { return r.Probe(rendertest.Base()) },
	} {
		statements, err := write()
		c.fail(err)
		for _, s := range statements {
			c.add(walk.Statement{Name: "repair, " + name, Text: s})
		}
	}
}

func (c *collector) lines(name string, scripts []render.BootstrapScript) {
	for _, s := range scripts {
		for _, l := range append(slices.Clone(s.Admin), s.Service...) {
			for _, query := range append([]string{l.Unless, l.Seen}, l.Guards...) {
				c.add(walk.Statement{Name: name, Text: query})
			}
			c.add(walk.Statement{Name: name, Text: l.SQL})
		}
	}
}

// script adds the statements of a script; types are those of its view's base.
func (c *collector) script(name string, script plan.Script, types map[string]catalog.Type) {
	for _, u := range script.Units {
		for _, group := range u.Groups {
			for _, a := range group {
				if s, ok := a.(plan.SQL); ok {
					c.add(walk.Statement{Name: name + ", " + u.Target.String(), Text: s.Text, Columns: types})
				}
			}
		}
	}
}

// besides is what is said outside a plan.
func (c *collector) besides(d render.Dialect, cluster catalog.Cluster) {
	tidied, err := render.Tidy(d, cluster, "ds_42", catalog.ViewName{Schema: "governed", Name: "hr_employees__old_00112233"}, true)
	c.fail(err)
	taken := rendertest.Plan()
	taken.Claim.TakeOver = true
	over, err := render.Script(d, taken, cluster)
	c.fail(err)
	c.script("script that takes over", over, nil)
	for _, a := range tidied {
		if s, ok := a.(plan.SQL); ok {
			c.add(walk.Statement{Name: "tidying", Text: s.Text})
		}
	}
	for _, s := range render.Witnesses(d, cluster, map[string]string{"ds_42": "hash", "ds_43": "hash"}) {
		c.add(walk.Statement{Name: "witnesses", Text: s.Text})
	}
	base, tests := rendertest.Sought()
	seek, err := render.Seek(d, cluster, base, tests)
	c.fail(err)
	c.add(walk.Statement{Name: "seeking values", Text: seek.Text, Columns: types(d, tests)})
	for _, text := range []string{"BEGIN", "BEGIN READ ONLY", "COMMIT", "ROLLBACK"} {
		c.add(walk.Statement{Name: "transaction", Text: text})
	}
}
