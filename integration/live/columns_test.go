package live_test

import (
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/render"
)

// ownTables makes scrim's own tables and views as scrim does, describes two sources in them, one for everybody and one for
// a group, and asks two readers for the columns that they may know of.
func ownTables(c *cluster) (string, bool) {
	own := catalog.Cluster{Kind: catalog.Redshift, Prefix: c.prefix, ViewDatabase: c.views, Credentials: catalog.Credentials{User: c.owner}}
	d, err := render.For(own)
	if err != nil {
		return err.Error(), false
	}
	lines, err := render.Service(d, own)
	if err != nil {
		return err.Error(), false
	}
	schema := fmt.Sprintf("%q", render.SystemSchema(own))
	c.must(c.inViews, fmt.Sprintf(`CREATE SCHEMA %s AUTHORIZATION %q`, schema, c.owner), fmt.Sprintf(`GRANT USAGE ON SCHEMA %s TO PUBLIC`, schema))
	for _, l := range lines {
		if answer := c.asOwner.ask(l.SQL); failed(answer) {
			return l.SQL + "\n" + answer, false
		}
	}
	const forever = `CAST('9999-12-31 00:00:00+00' AS TIMESTAMPTZ)`
	c.must(c.asOwner,
		fmt.Sprintf(`INSERT INTO %[1]s."profile" VALUES ('%[2]s', 'user', '', 'r', %[4]s), ('%[2]s', 'group', '', 'hr', %[4]s), ('%[3]s', 'user', '', 'o', %[4]s)`, schema, c.reader, c.other, forever),
		fmt.Sprintf(`INSERT INTO %s."gate" VALUES ('a', '1'), ('b', '2')`, schema),
		fmt.Sprintf(`INSERT INTO %s."view_columns" VALUES ('a', 'g', 'for_all', 1, 'id', 'integer', 'clear'), ('b', 'g', 'for_hr', 1, 'id', 'integer', 'clear')`, schema),
		fmt.Sprintf(`INSERT INTO %s."view_terms" VALUES ('a', '1', 1, 1, 1, 'user', '', '', TRUE, FALSE), ('a', '1', 2, 1, 1, 'revoked', '', 'a', FALSE, TRUE),
			('b', '2', 1, 1, 1, 'user', '', '', TRUE, FALSE), ('b', '2', 2, 1, 1, 'group', '', 'hr', FALSE, FALSE), ('b', '2', 2, 2, 1, 'approved', '', 'b', FALSE, FALSE)`, schema))
	list := `SELECT "view_name" FROM ` + schema + `."columns"`
	reader, other := c.connect(c.reader, c.views), c.connect(c.other, c.views)
	mine, theirs := reader.ask(list+` ORDER BY "view_name"`), other.ask(list)
	probe := other.ask(list + ` WHERE CAST(CASE WHEN "view_name" = 'for_hr' THEN 'x' ELSE '1' END AS INTEGER) = 1`)
	return fmt.Sprintf("in hr: %q, the other: %q, the other with a predicate that fails on what is hidden: %q", mine, theirs, probe),
		mine == "for_all\nfor_hr" && theirs == "for_all" && probe == "for_all"
}
