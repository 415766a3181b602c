package event

import (
	"time"

	"regexp"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
)

func (c cursor) checkSource() {
	c.host()
	c.port()
	for _, key := range []string{"database", "schema", "name"} {
		if field, ok := c.at("table", key); ok {
			field.identifier("the " + key + " of a table")
		}
	}
	for _, key := range []string{"schema", "name"} {
		if field, ok := c.at("view", key); ok {
			field.identifier("the " + key + " of a view")
		}
	}
	c.schemaAt("table", "a data source must not be a table of")
	c.schemaAt("view", "a view must not be made in")
	c.tags()
	c.columns()
	if owner, ok := c.at("owner"); ok && owner.n.text != "" {
		owner.nameable("an owner", maxName)
	}
	c.list("policies", func(_ string, id cursor) { id.nameable("an id", maxName) })
}

// schemaAt refuses scrim's own schemas and the system's (SEMANTICS S11): a
// source there would publish salts or replace the profile.
func (c cursor) schemaAt(key, what string) {
	if field, ok := c.at(key, "schema"); ok && reservedSchema(field.n.text) {
		field.issue("reserved-schema", "scrim_*, pg_* and information_schema are reserved", "%s this schema", what)
	}
}

func reservedSchema(schema string) bool {
	s := strings.ToLower(schema)
	return strings.HasPrefix(s, "scrim_") || strings.HasPrefix(s, "pg_") || s == "information_schema"
}

func (c cursor) tags() {
	c.list("tags", func(_ string, tag cursor) { tag.pathLike("a tag") })
}

func (c cursor) columns() {
	var names []string
	c.list("columns", func(_ string, column cursor) {
		column.tags()
		if hint, ok := column.at("type"); ok {
			if !c.isType(hint.n.text) {
				c.warn(hint.n.at, hint.path, "unknown-type", "write it as the warehouse does: character varying(64)", "%s is no type name; the column stays hidden until somebody reviews it", quote(hint.n.text))
			} else if meant := mistyped(hint.n.text); meant != "" {
				c.warn(hint.n.at, hint.path, "unknown-type", "did you mean "+meant+"?", "%s is no type that every warehouse has; where this one has not, the column stays hidden until somebody reviews it", quote(hint.n.text))
			}
		}
		name, ok := column.at("name")
		if !ok {
			return
		}
		name.identifier("the name of a column")
		names = append(names, name.n.text)
	})
	c.distinct(names)
	c.key(names)
	if field, ok := c.at("event_time"); ok && !slices.Contains(names, field.n.text) {
		field.issue("unknown-column", "name one of the columns", "the source has no column %s", quote(field.n.text))
	}
}

// key reports a key of columns that are not there, of none, and of one twice.
func (c cursor) key(columns []string) {
	field, ok := c.field("key")
	if !ok {
		return
	}
	var names []string
	c.list("key", func(_ string, name cursor) {
		switch {
		case !slices.Contains(columns, name.n.text):
			name.issue("unknown-column", "name one of the columns", "the source has no column %s", quote(name.n.text))
		case slices.Contains(names, name.n.text):
			name.issue("duplicate-column", "keep one of them", "the column %s stands twice", quote(name.n.text))
		}
		names = append(names, name.n.text)
	})
	if len(names) == 0 {
		field.issue("empty-list", "leave the field out, or name a column", "the key names no column")
	}
}

// mistyped is the name of a type that scrim knows and from which a name that it
// does not know is one letter away; empty when there is none.
func mistyped(hint string) string {
	if t, ok := catalog.ParseType(hint); !ok || t.Kind != catalog.Other {
		return ""
	}
	name, _, _ := strings.Cut(hint, "(")
	name = strings.TrimSpace(name)
	for _, known := range []string{
		"smallint", "integer", "bigint", "numeric", "decimal", "real", "double precision", "float", "boolean", "date",
		"character", "char", "character varying", "varchar", "text", "timestamp", "timestamptz", "timestamp with time zone", "timestamp without time zone",
	} {
		if n := len(name) - len(known); -1 <= n && n <= 1 && issue.Distance(name, known) == 1 {
			return known
		}
	}
	return ""
}

// isType remembers what it was asked: a snapshot has few types and many
// columns.
func (r *report) isType(hint string) bool {
	known, asked := r.types[hint]
	if !asked {
		_, known = catalog.ParseType(hint)
		r.types[hint] = known
	}
	return known
}

// distinct reports columns that stand twice in a snapshot.
func (c cursor) distinct(names []string) {
	seen := make(map[string]bool, len(names))
	i := 0
	c.list("columns", func(_ string, column cursor) {
		name, ok := column.at("name")
		if !ok {
			return
		}
		if seen[names[i]] {
			name.issue("duplicate-column", "keep one of them", "the column %s stands twice", quote(names[i]))
		}
		seen[names[i]] = true
		i++
	})
}

func warehouses() []string {
	return []string{string(catalog.Redshift), string(catalog.RedshiftServerless), string(catalog.Postgres), string(catalog.BigQuery)}
}

func (c cursor) checkCluster() {
	c.warehouse()
	c.host()
	c.port()
	c.credentials("credentials")
	c.credentials("provisioner")
	c.databases()
	c.template("view_schema")
	c.template("view_name")
	c.prefix()
	c.oneOf([]string{"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}, "tls")
	if roots, ok := c.at("tls_roots"); ok && !strings.HasPrefix(roots.n.text, "/") {
		roots.issue("bad-file", "as /etc/scrim/amazon-trust-ca-bundle.crt", "trusted certificates are named by the whole path of their file, on the machine where scrim runs")
	}
	c.oneOf([]string{string(catalog.Auto), string(catalog.Review)}, "apply")
	c.oneOf([]string{"nobody", "everyone"}, "unpoliced")
	c.enforcement()
	c.list("accept_unfenced", func(_ string, id cursor) { id.nameable("an id", maxName) })
	c.list("accept_usage", func(_ string, table cursor) { table.nameable("a table", 3*maxName) })
	if inbox, ok := c.at("inbox"); ok && !catalog.InboxReadable(inbox.n.text) {
		inbox.issue("unknown-value", "a duration from 1s to 1h, or off", "%q does not have this value", "inbox")
	}
	if proven, ok := c.at("proven"); ok {
		if _, err := time.Parse(time.DateOnly, proven.n.text); err != nil {
			proven.issue("unknown-value", "the day on which the live suite passed: 2026-11-21", "%q is not a date", "proven")
		}
	}
}

func (c cursor) warehouse() {
	field, ok := c.at("warehouse")
	if !ok {
		return
	}
	if field.n.text == string(catalog.BigQuery) {
		field.issue("not-yet-supported", "redshift, redshift-serverless and postgres are", "scrim cannot make views on BigQuery yet")
		return
	}
	c.oneOf(warehouses()[:3], "warehouse")
}

// enforcement checks the mode against the warehouse: only PostgreSQL has a
// fence.
func (c cursor) enforcement() {
	c.oneOf([]string{string(catalog.Fast), string(catalog.Fenced)}, "enforcement")
	mode, given := c.at("enforcement")
	warehouse, known := c.at("warehouse")
	if given && known && mode.n.text == string(catalog.Fenced) && catalog.ClusterKind(warehouse.n.text).IsRedshift() {
		mode.issue("not-yet-supported", "leave it out: Redshift is unfenced, and status says so", "Redshift has no fence to put up")
	}
}

var (
	hostName    = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?$`)
	hostAddress = regexp.MustCompile(`^[0-9A-Fa-f]*:[0-9A-Fa-f:.]+$`)
)

const maxHost = 255

func (c cursor) host() {
	field, ok := c.at("host")
	if ok && (len(field.n.text) > maxHost || !hostName.MatchString(field.n.text) && !hostAddress.MatchString(field.n.text)) {
		field.issue("bad-host", "a name or an address alone, as analytics.example.com", "this is no host: no scheme, port, path or account belongs here")
	}
}

func (c cursor) port() {
	field, ok := c.field("port")
	if !ok || field.n.shape != shapeNumber || !wholeNumber.MatchString(field.n.text) {
		return
	}
	if n, ok := field.whole(); ok && (n < 1 || n > 65535) {
		field.issue("bad-port", "", "a port is between 1 and 65535")
	}
}

// reference is "env:NAME" or "file:/path".
var reference = regexp.MustCompile(`^(env:[A-Za-z_][A-Za-z0-9_]*|file:/.+)$`)

// credentials takes references only. What was written instead may be the
// secret itself, so it is not repeated.
func (c cursor) credentials(key string) {
	if field, ok := c.at(key, "user"); ok {
		field.identifier("the name of an account")
	}
	field, ok := c.at(key, "password")
	if ok && !reference.MatchString(field.n.text) {
		field.issue("secret-in-document", "write env:NAME or file:/path, and change the password if this was it", "a document holds references to secrets, never secrets")
	}
	c.iam(key, ok)
}

var awsName = regexp.MustCompile(`^[A-Za-z0-9-]+$`)

// iam checks temporary passwords against what else the document says: only
// Redshift has them, AWS must know for which cluster, and it takes no login
// without TLS.
func (c cursor) iam(key string, password bool) {
	credentials, ok := c.field(key)
	if !ok {
		return
	}
	field, ok := credentials.field("iam")
	host, told := c.at("host")
	if !ok || !told || field.n.shape != shapeObject {
		return
	}
	if password {
		field.issue("bad-iam", "leave one of them out", "an account has a password or gets temporary ones from AWS, not both")
	}
	if warehouse, ok := c.at("warehouse"); ok && warehouse.n.text == string(catalog.Postgres) {
		field.issue("bad-iam", "name a password", "AWS gives temporary passwords for Redshift alone")
	}
	if tls, ok := c.at("tls"); ok && slices.Contains([]string{"disable", "allow", "prefer", "require"}, tls.n.text) {
		tls.issue("bad-iam", "leave it out: it is verify-full then", "a temporary password goes only to whom a certificate proves to be the warehouse")
	}
	name, region := field.awsName("name"), field.awsName("region")
	if known := (catalog.IAM{Name: name, Region: region}).On(host.n.text); known.Name == "" || known.Region == "" {
		field.issue("bad-iam", "iam: {name: analytics-1, region: eu-west-1}", "the host does not tell which cluster or workgroup this is, and in which region")
	}
}

func (c cursor) awsName(key string) string {
	field, ok := c.at(key)
	if ok && !awsName.MatchString(field.n.text) {
		field.issue("bad-iam", "letters, digits and hyphens, as analytics-1 or eu-west-1", "AWS has no such name")
	}
	if !ok {
		return ""
	}
	return field.n.text
}

func (c cursor) databases() {
	if field, ok := c.at("view_database"); ok {
		field.identifier("the name of a database")
	}
	c.list("databases", func(_ string, name cursor) { name.identifier("the name of a database") })
}

var templateField = regexp.MustCompile(`\{[^{}]*\}`)

// template checks a naming template: known fields and nothing half open.
func (c cursor) template(key string) {
	field, ok := c.at(key)
	if !ok {
		return
	}
	for _, hole := range templateField.FindAllString(field.n.text, -1) {
		if !slices.Contains([]string{"{database}", "{schema}", "{table}", "{source}"}, hole) {
			field.issue("unknown-template-field", "the fields are {database}, {schema}, {table} and {source}", "there is no template field %s", quote(hole))
		}
	}
	rest := templateField.ReplaceAllString(field.n.text, "")
	if strings.ContainsAny(rest, "{}") {
		field.issue("unknown-template-field", "the fields are {database}, {schema}, {table} and {source}", "a brace of the template has no partner")
	}
	if key == "view_schema" && reservedSchema(field.n.text) {
		field.issue("reserved-schema", "scrim_*, pg_* and information_schema are reserved", "a view must not be made in this schema")
	}
	field.identifier("a template")
}

var prefix = regexp.MustCompile(`^[a-z][a-z0-9_]{0,30}$`)

func (c cursor) prefix() {
	field, ok := c.at("prefix")
	if ok && (!prefix.MatchString(field.n.text) || strings.HasPrefix(field.n.text, "pg_")) {
		field.issue("bad-prefix", "as scrim", "a prefix is at most 31 lower-case letters, digits and underscores, begins with a letter and not with pg_")
	}
}
