package render

import (
	"io/fs"

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
		Comment: "The account that scrim works as. It owns the views and needs no other right than those below.",
		Unless:  "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = " + w.literal(c.Credentials.User),
		SQL:     "CREATE ROLE " + w.user(c.Credentials.User) + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '" + PasswordHole + "'",
		Thing:   thingAccount,
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

func (postgres) leftIn(*writer, string) string {
	const system = " = n.oid WHERE n.nspname <> 'information_schema' AND pg_catalog.\"left\"(n.nspname, 3) <> 'pg_'"
	return "SELECT 1 FROM pg_catalog.pg_namespace AS n JOIN pg_catalog.pg_class AS c ON c.relnamespace" + system +
		" UNION ALL SELECT 1 FROM pg_catalog.pg_namespace AS n JOIN pg_catalog.pg_proc AS p ON p.pronamespace" + system + " LIMIT 1"
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
