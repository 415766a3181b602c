package live_test

import (
	"fmt"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/render"
)

// procedures makes what readers may call, beside the tables that point 14 made, and calls it as one who has facts and as one
// who has none any more.
func procedures(c *cluster) (string, bool) {
	own := catalog.Cluster{Kind: catalog.Redshift, Prefix: c.prefix, ViewDatabase: c.views, Credentials: catalog.Credentials{User: c.owner}}
	d, err := render.For(own)
	if err != nil {
		return err.Error(), false
	}
	lines, err := render.Procedures(d, own)
	if err != nil {
		return err.Error(), false
	}
	system, schema := fmt.Sprintf("%q", render.SystemSchema(own)), fmt.Sprintf("%q", render.ProceduresSchema(own))
	c.must(c.inViews, fmt.Sprintf(`CREATE SCHEMA %s AUTHORIZATION %q`, schema, c.owner))
	for _, l := range lines {
		if answer := c.asOwner.ask(l.SQL); failed(answer) {
			return l.SQL + "\n" + answer, false
		}
	}
	c.must(c.asOwner, fmt.Sprintf(`DELETE FROM %s."profile" WHERE "userid" = '%s'`, system, c.other))
	reader, other := c.connect(c.reader, c.views), c.connect(c.other, c.views)
	called := reader.ask(`CALL ` + schema + `.use_project('it\\s $$ '' a name')`)
	stranger := other.ask(`CALL ` + schema + `.use_project('x')`)
	inner := other.ask(`CALL ` + system + `.wish('project', 'x', '', 0)`)
	seen := c.asOwner.ask(`SELECT "userid", "reader", "wish", "subject" FROM ` + system + `."inbox"`)
	return fmt.Sprintf("called: %q, by a stranger: %q, the inner one: %q; the inbox has %q", called, stranger, inner, seen),
		!failed(called) && failed(stranger) && failed(inner) && strings.HasPrefix(seen, c.reader+"|r|project|") && !strings.Contains(seen, "\n")
}
