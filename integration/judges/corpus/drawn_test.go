package corpus_test

import (
	"testing"

	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/integration/judges/corpus"
	"scrim/integration/judges/walk"
	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/render"
)

// Nor does any view of drawn policies over drawn tables: rapid prints the seed
// of one that does.
func TestDrawnViewsWalk(t *testing.T) {
	views := 0
	rapid.Check(t, func(t *rapid.T) {
		c := draw.NewCase(t, catalog.Redshift)
		reviewed := map[string]bool{}
		for _, o := range c.Base.Columns {
			reviewed[o.Name] = true
		}
		v, _, _ := compile.Compile(compile.Input{
			Cluster: c.Cluster, Source: c.Source, Name: catalog.ViewName{Schema: "governed", Name: "people"}, Base: c.Base, Reviewed: reviewed,
			Policies: c.Policies, Projects: c.Projects, Now: draw.Now(),
		})
		d, err := render.For(c.Cluster)
		if err != nil {
			t.Fatal(err)
		}
		cluster := c.Cluster
		cluster.ViewDatabase = "governed"
		text, err := render.View(d, v, render.Options{Cluster: cluster})
		if err != nil {
			t.Fatal(err)
		}
		views++
		for _, f := range walk.Check(walk.Statement{Text: text, Columns: corpus.Types(d, v), Secrets: []string{draw.Master}}) {
			t.Errorf("%s\n%s\nin %s", f, near(text, f.At), text)
		}
	})
	if views == 0 {
		t.Error("no view was drawn")
	}
}
