package warehouse

import (
	"context"
	"errors"

	"scrim/pkg/catalog"
	"scrim/pkg/preflight"
	"scrim/pkg/render"
)

func (c *checks) bootstrapped(ctx context.Context) {
	const next = "run scrim cluster bootstrap"
	lines, err := render.Service(c.dialect, c.cluster)
	if err != nil {
		c.add(preflight.Bootstrap, preflight.Failed, next, "%v", err)
		return
	}
	have, err := c.control(ctx)
	switch {
	case errors.Is(err, ErrMissing), err == nil && have.version == "":
		c.add(preflight.Bootstrap, preflight.Failed, next, "scrim's own tables are not there yet")
	case err != nil:
		c.add(preflight.Bootstrap, preflight.Failed, next, "%v", err)
	case have.version != versionOf(lines):
		c.add(preflight.Bootstrap, preflight.Warning, "they are migrated when scrim serve next connects", "scrim's own tables were made by another version")
	default:
		c.passed(preflight.Bootstrap, "scrim's own tables are there")
	}
}

func (c *checks) secureView(ctx context.Context) {
	have, err := c.control(ctx)
	if err != nil {
		c.skipped(preflight.SecureView, "scrim's own tables are not there yet")
		return
	}
	now, err := c.secureWitness(ctx)
	switch {
	case err != nil:
		c.unseen(preflight.SecureView, err)
	case now == "" || now != have.witness:
		c.add(preflight.SecureView, preflight.Failed, "see who changed them; they are made again when scrim serve next connects", "the views that tell readers their own facts and columns are not as scrim made them")
	default:
		c.passed(preflight.SecureView, "the views that tell readers their own facts and columns are as scrim made them")
	}
}

func (c *checks) shadows(ctx context.Context) {
	if !c.cluster.Kind.IsRedshift() {
		c.skipped(preflight.Shadows, "PostgreSQL binds a view's functions when it is made")
		return
	}
	found := c.listing(ctx, preflight.Shadows, "shadows", "nobody has a function named like one that views call", "these functions are named like ones that views call", "see whose they are, and drop them")
	for _, row := range found {
		c.repair(c.repairs.DropFunction(row[0], row[1], row[2]))
	}
}

// hardened sees that no reader can make a function where views are read again
// as the reader. What takes something from everybody is never run from here.
func (c *checks) hardened(ctx context.Context) {
	lines := c.repairs.Hardened()
	if len(lines) == 0 {
		c.skipped(preflight.Hardening, "PostgreSQL binds a view's functions when it is made")
		return
	}
	pool, err := c.own(ctx)
	if err != nil {
		c.unseen(preflight.Hardening, err)
		return
	}
	var open []string
	for _, l := range lines {
		there, err := answers(ctx, pool, l.Seen)
		if err != nil {
			c.unseen(preflight.Hardening, err)
			return
		}
		if there {
			open = append(open, l.SQL)
		}
	}
	if len(open) == 0 {
		c.passed(preflight.Hardening, "readers can make no function in the view database")
		return
	}
	c.add(preflight.Hardening, preflight.Warning, "it takes something from everybody in this database: run it where nothing else needs it, or scrim cluster bootstrap --harden",
		"readers can make functions in the view database, which could be taken for ones that views call")
	c.repair(open, nil)
}

func (c *checks) fence(context.Context) {
	if c.cluster.Mode() == catalog.Fenced {
		c.passed(preflight.Fence, "views are fenced: a reader's own functions see no hidden row")
		return
	}
	c.add(preflight.Fence, preflight.Warning, "on PostgreSQL set enforcement: fenced; on Redshift there is no fence yet",
		"views are unfenced: a reader's own predicate may run before the filter and learn something of hidden rows from an error")
}
