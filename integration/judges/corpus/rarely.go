package corpus

import (
	"cmp"
	"slices"

	"scrim/integration/judges/walk"
	"scrim/pkg/catalog"
	"scrim/pkg/render"
	"scrim/pkg/render/rendertest"
)

// Rarely is what scrim says to a warehouse of a kind outside views and scripts:
// bootstrap and teardown with what they ask first, accounts and their trials, repairs, what takes ways around the
// views away, witnesses and tidying; sorted, so that a person can find it. What a
// dialect has no statement for is left out.
func Rarely(kind catalog.ClusterKind) ([]walk.Statement, error) {
	cluster := rendertest.Cluster(kind)
	d, err := render.For(cluster)
	if err != nil {
		return nil, err
	}
	c := &collector{seen: map[string]bool{}}
	for name, write := range map[string]func(render.Dialect, catalog.Cluster) ([]render.BootstrapScript, error){
		"bootstrap": func(d render.Dialect, of catalog.Cluster) ([]render.BootstrapScript, error) {
			return render.Bootstrap(d, of, rendertest.Base())
		},
		"teardown": func(d render.Dialect, of catalog.Cluster) ([]render.BootstrapScript, error) {
			return render.Teardown(d, of, nil, rendertest.Base())
		},
	} {
		scripts, err := write(d, cluster)
		c.fail(err)
		c.lines(name, scripts)
	}
	c.repairs(render.Repairs{Dialect: d, Cluster: cluster})
	c.accounts(d, cluster)
	c.withdrawals(d)
	c.besides(d, cluster)
	slices.SortFunc(c.out, func(a, b walk.Statement) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Text, b.Text))
	})
	if kind == catalog.Postgres {
		c.err = nil // it lacks some of what Redshift has: shares, and names that are folded
	}
	return c.out, c.err
}
