package event

import (
	"net/netip"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"scrim/pkg/connector"
	"scrim/pkg/issue"
)

func (c cursor) checkConnector() {
	recipe, known := c.recipe()
	if !known {
		return
	}
	c.fieldsOf(recipe, recipe.Fields(), reflect.TypeFor[connector.Connector]())
	c.idAt("cluster")
	c.texts()
	c.identifiers("the name of a user", "user")
	c.identifiers("the name of a role", "role", "sync_role")
	c.identifiers("the name of a database", "workspace")
	c.identifiers("the name of a schema", "profiles", "books")
	c.principals()
	c.passwordOrIAM()
	for _, key := range []string{"profiles", "books"} {
		if field, ok := c.at(key); ok && reservedSchema(field.n.text) {
			field.reserved()
		}
	}
	c.list("allow_from", func(_ string, network cursor) { network.network() })
	for _, key := range []string{"reads", "writes"} {
		c.list(key, func(_ string, extent cursor) { extent.extent(recipe) })
	}
	if recipe == connector.SegmentBigQuery {
		c.google()
	}
}

func (c cursor) recipe() (connector.Recipe, bool) {
	field, ok := c.at("recipe")
	if !ok {
		return "", false
	}
	r := connector.Recipe(field.n.text)
	if slices.Contains(connector.Recipes(), r) {
		return r, true
	}
	var names []string
	for _, one := range connector.Recipes() {
		names = append(names, string(one))
	}
	hint := "one of: " + strings.Join(names, ", ")
	if like := issue.Near(field.n.text, names); len(like) > 0 {
		hint = "did you mean " + strings.Join(like, " or ") + "?"
	}
	field.issue("unknown-recipe", hint, "there is no recipe %s", quote(field.n.text))
	return "", false
}

// fieldsOf reports what a document or an extent of a recipe says that the
// recipe has not, and what it must say. What no document has was reported when
// it was bound.
func (c cursor) fieldsOf(recipe connector.Recipe, fields []connector.Field, noun reflect.Type) {
	if c.n.shape != shapeObject {
		return
	}
	names := make([]string, 0, len(fields))
	for _, f := range fields {
		names = append(names, f.Name)
		value, written := c.field(f.Name)
		if empty := written && value.n.shape == shapeList && len(value.n.items) == 0; f.Required && (!written || empty) && f.Name != "recipe" {
			c.issue("missing-field", "scrim connector presets "+string(recipe)+" shows a whole document", "the recipe %s needs the field %q", recipe, f.Name)
		}
	}
	plan := c.plans.of(noun)
	for _, m := range c.n.members {
		known := m.key != "id" && slices.ContainsFunc(plan, func(f fieldPlan) bool { return f.name == m.key })
		if known && !slices.Contains(names, m.key) {
			c.add(m.at, c.path.field(m.key), "not-in-recipe", "it has "+strings.Join(names, ", "), "the recipe %s has no field %s here", recipe, quote(m.key))
		}
	}
}

// texts checks what is for people; the limits are Google's.
func (c cursor) texts() {
	if field, ok := c.at("owner"); ok {
		field.nameable("an owner", maxName)
	}
	if field, ok := c.at("display_name"); ok {
		field.nameable("the name of a service account", 100)
	}
	if field, ok := c.at("description"); ok {
		field.nameable("a description", 256)
	}
}

func (c cursor) identifiers(what string, keys ...string) {
	for _, key := range keys {
		if field, ok := c.at(key); ok {
			field.identifier(what)
		}
	}
}

// principals keeps roles and users apart: Redshift has one space of names for
// them, PostgreSQL too.
func (c cursor) principals() {
	names := map[string]string{}
	for _, key := range []string{"user", "role", "sync_role"} {
		field, ok := c.at(key)
		if !ok {
			continue
		}
		folded := strings.ToLower(field.n.text)
		switch {
		case names[folded] != "":
			field.issue("bad-account", "give each a name of its own", "%s and %s have one name, and users and roles share their names", names[folded], key)
		case strings.HasPrefix(folded, "sys:") || strings.HasPrefix(folded, "pg_") || folded == "public" || strings.ContainsAny(folded, ":/\n"):
			field.issue("bad-account", "letters, digits and underscores", "a warehouse keeps such names for itself")
		}
		names[folded] = key
	}
}

func (c cursor) passwordOrIAM() {
	field, ok := c.at("password")
	if ok && !reference.MatchString(field.n.text) {
		field.issue("secret-in-document", "write env:NAME or file:/path, and change the password if this was it", "a document holds references to secrets, never secrets")
	}
	if iam, written := c.field("iam"); ok && written && iam.n.text == "true" {
		iam.issue("bad-iam", "leave one of them out", "an account has a password or gets temporary ones from AWS, not both")
	}
}

// network checks one network that a tool comes from.
func (c cursor) network() {
	if c.n.shape != shapeText {
		return
	}
	prefix, err := netip.ParsePrefix(c.n.text)
	switch {
	case err != nil:
		c.issue("bad-network", "as 192.0.2.0/28; one address is 192.0.2.7/32", "this is no network in CIDR notation")
	case prefix != prefix.Masked():
		c.issue("bad-network", "write "+prefix.Masked().String(), "the address has bits beyond its network")
	case prefix.Bits() == 0:
		c.issue("bad-network", "the tool's own documentation lists its addresses", "this is the whole internet")
	}
}

func (c cursor) extent(recipe connector.Recipe) {
	c.fieldsOf(recipe, recipe.ExtentFields(), reflect.TypeFor[connector.Extent]())
	c.identifiers("the name of a database", "database")
	c.identifiers("the name of a schema", "schema")
	if field, ok := c.at("schema"); ok && reservedSchema(field.n.text) {
		field.reserved()
	}
	c.list("tables", func(_ string, name cursor) { name.identifier("the name of a table") })
	c.list("creators", func(_ string, name cursor) { name.identifier("the name of a user") })
	if recipe == connector.SegmentBigQuery {
		c.datasetOrEverything()
		return
	}
	c.future()
}

// reserved refuses scrim's own schemas and the system's: a tool has no
// business there that grants could help.
func (c cursor) reserved() {
	c.issue("reserved-schema", "scrim_*, pg_* and information_schema are reserved; the recipe governed-views reads scrim's views", "no account is given anything in this schema")
}

// future checks what is said of later tables: of a whole schema, and with
// names where names are needed.
func (c cursor) future() {
	c.oneOf([]string{string(connector.Scoped), string(connector.ByCreator), string(connector.NotCovered)}, "future")
	tables, chosen := c.field("tables")
	chosen = chosen && len(tables.n.items) > 0
	field, given := c.at("future")
	creators, named := c.field("creators")
	named = named && len(creators.n.items) > 0
	switch {
	case chosen && (given || named):
		tables.issue("bad-future", "leave tables out for the whole schema, or future and creators for these tables", "a list of tables is about those, and later ones are not in it")
	case given && field.n.text == string(connector.ByCreator) && !named:
		field.issue("bad-future", "creators: [etl]", "default privileges are of named users, and none is named")
	case given && field.n.text != string(connector.ByCreator) && named:
		field.issue("bad-future", "future: creators, or leave creators out", "creators are named, and later tables are not covered by them")
	}
}

func (c cursor) datasetOrEverything() {
	_, dataset := c.field("dataset")
	everything, all := c.field("everything")
	all = all && everything.n.text == "true"
	tables, some := c.field("tables")
	switch {
	case dataset == all:
		c.issue("missing-field", "dataset: crm; or everything: true for the whole project", "what is read is a dataset, tables of it, or everything")
	case all && some && len(tables.n.items) > 0:
		tables.issue("bad-future", "leave the tables out, or name their dataset", "tables are of one dataset")
	}
}

var (
	googleID       = regexp.MustCompile(`^[a-z][a-z0-9-]{4,28}[a-z0-9]$`)
	googleDataset  = regexp.MustCompile(`^[A-Za-z0-9_]+$`)
	googleLocation = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{1,62}$`)
)

func (c cursor) google() {
	rule := func(c cursor, key, what string, form *regexp.Regexp, hint string) {
		if field, ok := c.at(key); ok && !form.MatchString(field.n.text) {
			field.issue("bad-google-name", hint, "Google gives %s no such name", what)
		}
	}
	const id = "6 to 30 lower-case letters, digits and hyphens, beginning with a letter"
	rule(c, "project", "a project", googleID, id)
	rule(c, "account", "a service account", googleID, id)
	rule(c, "books", "a dataset", googleDataset, "letters, digits and underscores: it is a dataset")
	rule(c, "location", "a place", googleLocation, "as EU, US or europe-west1")
	c.list("reads", func(_ string, extent cursor) {
		rule(extent, "dataset", "a dataset", googleDataset, "letters, digits and underscores")
	})
}
