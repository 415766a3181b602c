package render

import (
	"fmt"
	"io/fs"
	"strings"

	sqlfiles "scrim/sql"
)

func (postgres) now() string { return "pg_catalog.statement_timestamp()" }

func (postgres) files() fs.FS { return folder(sqlfiles.Postgres, "postgres") }

// folder is a folder of embedded files, which is always there.
func folder(files fs.FS, name string) fs.FS {
	sub, err := fs.Sub(files, name)
	if err != nil {
		return files // only an invalid name gets here
	}
	return sub
}

func (postgres) account(w *writer) []BootstrapLine {
	c := w.cluster
	return []BootstrapLine{{
		Comment:  "The account that scrim works as. It owns the views and needs no other right than those below.",
		Unless:   "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = " + w.literal(c.Credentials.User),
		SQL:      "CREATE ROLE " + w.user(c.Credentials.User) + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '" + PasswordHole + "'",
		Password: true, Thing: thingAccount,
	}, {
		Comment: "It may see since when other sessions read, to say when a change is enforced.",
		SQL:     "GRANT pg_read_all_stats TO " + w.user(c.Credentials.User),
	}, {
		Comment: "The database that readers connect to. Its tables can be governed too.",
		Unless:  "SELECT 1 FROM pg_catalog.pg_database WHERE datname = " + w.literal(c.ViewDatabase),
		SQL:     "CREATE DATABASE " + w.ident(c.ViewDatabase),
		Thing:   ViewDatabase,
	}}
}

// harden is nothing: functions in a view are bound when it is made.
func (postgres) harden() []BootstrapLine { return nil }

func (postgres) unharden() []BootstrapLine { return nil }

// leftIn asks the catalogues of all that a database loses when it is dropped,
// be it in a schema or not. What initdb made has a number below 16384.
func (postgres) leftIn(*writer, string) []string {
	const of = `SELECT 1 FROM pg_catalog.%[1]s AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.%[2]snamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_'`
	var parts []string
	for _, inSchema := range [][2]string{
		{"pg_class", "rel"}, {"pg_proc", "pro"}, {"pg_type", "typ"}, {"pg_operator", "opr"}, {"pg_collation", "coll"}, {"pg_conversion", "con"},
		{"pg_opclass", "opc"}, {"pg_opfamily", "opf"}, {"pg_ts_config", "cfg"}, {"pg_ts_dict", "dict"}, {"pg_ts_parser", "prs"}, {"pg_ts_template", "tmpl"}, {"pg_statistic_ext", "stx"},
	} {
		parts = append(parts, fmt.Sprintf(of, inSchema[0], inSchema[1]))
	}
	for _, catalog := range []string{
		"pg_largeobject_metadata", "pg_extension", "pg_foreign_data_wrapper", "pg_foreign_server", "pg_publication", "pg_event_trigger", "pg_language", "pg_cast", "pg_transform", "pg_am",
	} {
		parts = append(parts, "SELECT 1 FROM pg_catalog."+catalog+" AS o WHERE o.oid >= 16384")
	}
	parts = append(parts, `SELECT 1 FROM pg_catalog.pg_namespace AS n WHERE n.oid >= 16384 AND pg_catalog."left"(n.nspname, 3) <> 'pg_' AND n.nspname <> 'public'`)
	return []string{strings.Join(parts, " UNION ALL ") + " LIMIT 1"}
}

func (postgres) everybodyLacks(w *writer, schema string) string {
	return "SELECT 1 WHERE NOT pg_catalog.has_schema_privilege('public', " + w.literal(schema) + ", 'USAGE')"
}

func (postgres) readers(schema, account string) []BootstrapLine {
	return []BootstrapLine{{
		Comment: "scrim may name the tables that it governs.",
		SQL:     "GRANT USAGE ON SCHEMA " + schema + " TO " + account,
	}, {
		Comment: "scrim may read them; the views read as their owner.",
		SQL:     "GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + account,
	}, {
		Comment: "Also the tables that this administrator makes later. Repeat it FOR ROLE each other account that makes tables.",
		SQL:     "ALTER DEFAULT PRIVILEGES IN SCHEMA " + schema + " GRANT SELECT ON TABLES TO " + account,
	}}
}

// Readers of a view need nothing in the schema of its base here.
func (postgres) letIn(*writer, string) []BootstrapLine { return nil }

func (postgres) letOut(*writer, string) []BootstrapLine { return nil }

func (postgres) unreaders(schema, account string) []BootstrapLine {
	return []BootstrapLine{{
		Comment: "What scrim was granted there.",
		SQL:     "ALTER DEFAULT PRIVILEGES IN SCHEMA " + schema + " REVOKE SELECT ON TABLES FROM " + account,
	}, {
		Comment: "What scrim was granted there.",
		SQL:     "REVOKE SELECT ON ALL TABLES IN SCHEMA " + schema + " FROM " + account,
	}, {
		Comment: "What scrim was granted there.",
		SQL:     "REVOKE USAGE ON SCHEMA " + schema + " FROM " + account,
	}}
}

func (postgres) dropAccount(w *writer) []BootstrapLine {
	return []BootstrapLine{{
		Comment: "The account. It fails while it owns something or is granted something.",
		SQL:     "DROP ROLE IF EXISTS " + w.user(w.cluster.Credentials.User),
		Thing:   thingAccount,
	}}
}
