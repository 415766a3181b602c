package warehouse

import (
	"context"
	"errors"
	"slices"
	"strconv"

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
	procedures, err := render.Procedures(c.dialect, c.cluster)
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
	case have.version != versionOf(slices.Concat(lines, procedures)) && have.version != versionOf(lines):
		c.add(preflight.Bootstrap, preflight.Warning, "they are migrated when scrim serve next connects", "scrim's own tables were made by another version")
	default:
		c.passed(preflight.Bootstrap, "scrim's own tables are there")
	}
}

// callable sees that what readers may call is there and is scrim's, and that
// nothing of somebody else's stands beside it.
func (c *checks) callable(ctx context.Context) {
	if c.cluster.Inbox == catalog.InboxOff {
		c.skipped(preflight.Procedures, "inbox is off in the cluster's document: nobody asks in SQL")
		return
	}
	have, err := c.control(ctx)
	if err != nil || have.version == "" {
		c.skipped(preflight.Procedures, "scrim's own tables are not there yet")
		return
	}
	found, err := c.rows(ctx, c.cluster.ViewDatabase, "callable", []string{c.fold(render.SystemSchema(c.cluster)), c.fold(render.ProceduresSchema(c.cluster))})
	if err != nil {
		c.unseen(preflight.Procedures, err)
		return
	}
	var missing, foreign []string
	for _, r := range render.Routines(c.cluster) {
		row := []string{c.fold(r.Schema), r.Name, strconv.Itoa(len(r.Takes)), "own", "definer"}
		if r.Schema == render.SystemSchema(c.cluster) {
			row[4] = "invoker" // it is called by the others, with their rights
		}
		if !slices.ContainsFunc(found, func(have []string) bool { return slices.Equal(have, row) }) {
			missing = append(missing, r.Schema+"."+r.Name)
		}
	}
	for _, row := range found {
		if row[3] != "own" {
			foreign = append(foreign, row[0]+"."+row[1])
		}
	}
	switch {
	case len(foreign) > 0:
		c.add(preflight.Procedures, preflight.Warning, "see whose they are, and drop them", "these are named as scrim's, and are not: %s", preflight.Few(foreign))
	case len(missing) > 0:
		c.add(preflight.Procedures, preflight.Warning, "give the account CREATE on schema "+render.ProceduresSchema(c.cluster)+" and USAGE on language plpgsql; scrim tries again when it next connects",
			"readers cannot ask for everything in SQL: the account did not make %s", preflight.Few(slices.Compact(missing)))
	default:
		c.passed(preflight.Procedures, "readers may switch projects, acknowledge purposes and ask for access in SQL")
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
	next := "set enforcement: fenced in the cluster's document"
	if c.cluster.Kind.IsRedshift() {
		next = "Redshift has no fence; accept sensitive sources by name in accept_unfenced, or leave them out"
	}
	c.add(preflight.Fence, preflight.Warning, next,
		"views are unfenced: a reader's own predicate may run before the filter and learn something of hidden rows from an error")
}

// viewSchemas sees that every source's view has a schema, or that the account
// may make it.
func (c *checks) viewSchemas(ctx context.Context) {
	var names []string
	for _, s := range c.ask.Sources {
		name, _ := c.cluster.Place(s)
		names = append(names, c.fold(name.Schema))
	}
	slices.Sort(names)
	creates, err := c.rows(ctx, c.cluster.ViewDatabase, "check_creates", nil)
	rows, bad := c.rows(ctx, c.cluster.ViewDatabase, "check_schemas", slices.Compact(names))
	if err = errors.Join(err, bad); err != nil {
		c.unseen(preflight.ViewSchemas, err)
		return
	}
	may := map[string]string{} // by schema: "yes", "no", or nothing where there is none
	for _, row := range rows {
		may[row[0]] = row[1]
	}
	good, account, said := 0, c.cluster.Credentials.User, map[string]bool{}
	for _, s := range c.ask.Sources {
		place, _ := c.cluster.Place(s)
		schema := c.fold(place.Schema)
		switch {
		case may[schema] == "yes", may[schema] == "" && creates[0][0] == "yes":
			good++
			continue
		case may[schema] == "":
			c.source(s, preflight.ViewSchemas, "", "there is no schema %s for its view, and %s may not make one", schema, account)
		default:
			c.source(s, preflight.ViewSchemas, "", "%s may make no view in schema %s", account, schema)
		}
		c.found[len(c.found)-1].Database = c.cluster.ViewDatabase
		if !said[schema] { // what mends one source mends all that have their views there
			said[schema] = true
			c.repair(c.repairs.ViewSchema(schema, may[schema] == ""))
		}
	}
	if good == len(c.ask.Sources) {
		c.passed(preflight.ViewSchemas, "every view has a schema that %s may make it in, or may make", account)
	}
}
