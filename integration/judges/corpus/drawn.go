package corpus

import (
	"fmt"

	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/integration/judges/walk"
	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/render"
)

// View is the statement that makes a drawn case's view.
func View(c draw.Case) (walk.Statement, error) {
	c.Cluster.ViewDatabase = "governed"
	reviewed := map[string]bool{}
	for _, o := range c.Base.Columns {
		reviewed[o.Name] = true
	}
	v, _, _ := compile.Compile(compile.Input{
		Cluster: c.Cluster, Source: c.Source, Name: catalog.ViewName{Schema: "governed", Name: "people"}, Base: c.Base, Reviewed: reviewed,
		Policies: c.Policies, Projects: c.Projects, Lookups: c.Tables(), Now: draw.Now(),
	})
	d, err := render.For(c.Cluster)
	if err != nil {
		return walk.Statement{}, err
	}
	text, err := render.View(d, v, render.Options{Cluster: c.Cluster})
	return walk.Statement{Text: text, Columns: Types(d, v), Secrets: []string{draw.Master}}, err
}

// short is how long a drawn view may be that outside judges read, in bytes:
// their time grows faster than the text. Package walk reads all of them.
const short = 3000

// Drawn is n short views of drawn policies over drawn tables, the same for the
// same seed.
func Drawn(seed, n int) ([]walk.Statement, error) {
	cases := rapid.Custom(func(t *rapid.T) draw.Case { return draw.NewCase(t, catalog.Redshift) })
	c := &collector{seen: map[string]bool{}}
	for i := 0; len(c.out) < n; i++ {
		s, err := View(cases.Example(seed + i))
		if err != nil {
			return nil, fmt.Errorf("drawing with seed %d: %w", seed+i, err)
		}
		s.Name = fmt.Sprintf("drawn view %d", seed+i)
		if len(s.Text) <= short {
			c.add(s)
		}
	}
	return c.out, nil
}
