package render

import (
	"fmt"
	"io/fs"

	sqlfiles "scrim/sql"
)

// now is an instant: the session's time zone makes the local time and undoes
// it again (docs/design/0003-now-on-redshift.md).
func (redshift) now() string { return "CAST(pg_catalog.getdate() AS timestamp with time zone)" }

func (redshift) files() fs.FS { return folder(sqlfiles.Redshift, "redshift") }

func (redshift) account(w *writer) []BootstrapLine {
	c := w.cluster
	account, role := w.user(c.Credentials.User), c.SystemPrefix()+"_catalog"
	password := "'" + PasswordHole + "'"
	if c.Credentials.IAM != nil {
		password = "DISABLE" // AWS gives it temporary ones
	}
	return []BootstrapLine{{
		Comment:  "The account that scrim works as. It owns the views and needs no other right than those below.",
		Unless:   "SELECT 1 FROM pg_catalog.pg_user WHERE usename = " + w.literal(c.Credentials.User),
		SQL:      "CREATE USER " + account + " PASSWORD " + password + " NOCREATEDB NOCREATEUSER SYSLOG ACCESS RESTRICTED CONNECTION LIMIT 20",
		Password: c.Credentials.IAM == nil, Thing: thingAccount,
	}, {
		Comment: "What lets it see the catalogue of objects that it may not read, to say why a table cannot be governed.",
		Unless:  "SELECT 1 FROM svv_roles WHERE role_name = " + w.literal(w.d.fold(role)),
		SQL:     "CREATE ROLE " + w.ident(role),
		Thing:   thingRole,
	}, {
		Comment: "Catalogue rows stay visible when metadata security is on.",
		SQL:     "GRANT ACCESS CATALOG TO ROLE " + w.ident(role),
	}, {
		Comment: "Grants and open transactions of other users can be seen.",
		SQL:     "GRANT ACCESS SYSTEM TABLE TO ROLE " + w.ident(role),
	}, {
		Comment: "The account has the role.",
		SQL:     "GRANT ROLE " + w.ident(role) + " TO " + account,
	}, {
		Comment: "The database that readers connect to: they must, since views read across databases only from there.",
		Unless:  "SELECT 1 FROM pg_catalog.pg_database WHERE datname = " + w.literal(w.d.fold(c.ViewDatabase)),
		SQL:     "CREATE DATABASE " + w.ident(c.ViewDatabase),
		Thing:   ViewDatabase,
	}}
}

// harden keeps readers from putting a function of their own in the place of
// one that a view calls: late-binding views are read again as the reader.
func (redshift) harden() []BootstrapLine {
	const (
		why     = "Nobody may make a function here that could be taken for one of Redshift's own. Leave it out only if no reader may create anything."
		creates = `SELECT 1 FROM svv_schema_privileges WHERE namespace_name = 'public' AND privilege_type = 'CREATE' AND identity_type = 'public'`
		uses    = "SELECT 1 FROM svv_language_privileges WHERE privilege_type = 'USAGE' AND identity_type = 'public' AND language_name = "
	)
	return []BootstrapLine{{
		Comment: why, Hardens: true, Thing: thingHarden + "public", Seen: creates,
		SQL: `REVOKE CREATE ON SCHEMA "public" FROM PUBLIC`,
	}, {
		Comment: why, Hardens: true, Thing: thingHarden + "sql", Seen: uses + "'sql'",
		SQL: "REVOKE USAGE ON LANGUAGE sql FROM PUBLIC",
	}, {
		Comment: why, Hardens: true, Thing: thingHarden + "plpythonu", Seen: uses + "'plpythonu'",
		Unless: "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_language WHERE lanname = 'plpythonu')",
		SQL:    "REVOKE USAGE ON LANGUAGE plpythonu FROM PUBLIC",
	}}
}

// unharden gives back what harden took, where it is known to have been there.
func (redshift) unharden() []BootstrapLine {
	const why = "Where everybody had it before scrim came. It gives something to everybody: look first whether they should have it."
	return []BootstrapLine{
		{Comment: why, Optional: true, Widens: true, Thing: thingHarden + "public", SQL: `GRANT CREATE ON SCHEMA "public" TO PUBLIC`},
		{Comment: why, Optional: true, Widens: true, Thing: thingHarden + "sql", SQL: "GRANT USAGE ON LANGUAGE sql TO PUBLIC"},
		{Comment: why, Optional: true, Widens: true, Thing: thingHarden + "plpythonu", SQL: "GRANT USAGE ON LANGUAGE plpythonu TO PUBLIC"},
	}
}

// leftIn asks of schemas and of what is in them, and then of what a database
// holds besides: external schemas, and datashares that give from it.
func (redshift) leftIn(w *writer, database string) []string {
	name := w.literal(w.d.fold(database))
	where := " WHERE database_name = " + name + ` AND pg_catalog."left"(schema_name, 3) <> 'pg_' AND schema_name <> 'information_schema'`
	return []string{
		"SELECT 1 FROM svv_redshift_tables" + where + " UNION ALL SELECT 1 FROM svv_redshift_functions" + where +
			" UNION ALL SELECT 1 FROM svv_redshift_schemas" + where + " AND schema_name <> 'public' LIMIT 1",
		"SELECT 1 FROM svv_external_schemas LIMIT 1",
		"SELECT 1 FROM svv_datashares WHERE share_type = 'OUTBOUND' AND source_database = " + name + " LIMIT 1",
	}
}

func (redshift) everybodyLacks(w *writer, schema string) string {
	return fmt.Sprintf("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM svv_schema_privileges WHERE namespace_name = %s AND privilege_type = 'USAGE' AND identity_type = 'public')",
		w.literal(w.d.fold(schema)))
}

func (redshift) readers(schema, account string) []BootstrapLine {
	return []BootstrapLine{{
		Comment: "scrim may name the tables that it governs.",
		SQL:     "GRANT USAGE ON SCHEMA " + schema + " TO " + account,
	}, {
		Comment: "scrim may read them and the ones that are made later, by whomever; the views read as their owner.",
		SQL:     "GRANT SELECT FOR TABLES IN SCHEMA " + schema + " TO " + account,
	}}
}

// letIn is what readers of late-binding views may need, for their role and
// never for PUBLIC.
func (redshift) letIn(w *writer, schema string) []BootstrapLine {
	role := ReadersRole(w.cluster)
	return []BootstrapLine{{
		Comment: "Readers of late-binding views may need this, for a role that you make and give to them. It lets them read no table by itself, but it makes every grant effective that " +
			"somebody gave on something in the schema and that lay dormant: scrim cluster check lists those.",
		Unless: fmt.Sprintf("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM svv_roles WHERE role_name = %[1]s) "+
			"OR EXISTS (SELECT 1 FROM svv_schema_privileges WHERE namespace_name = %[2]s AND privilege_type = 'USAGE' AND identity_type = 'role' AND identity_name = %[1]s)",
			w.literal(w.d.fold(role)), w.literal(w.d.fold(schema))),
		SQL:      "GRANT USAGE ON SCHEMA " + w.ident(schema) + " TO ROLE " + w.ident(role),
		Optional: true, LetsInto: schema,
	}}
}

func (redshift) letOut(w *writer, schema string) []BootstrapLine {
	role := ReadersRole(w.cluster)
	return []BootstrapLine{{
		Comment: "Where the readers' role did not have it before scrim came.", Optional: true,
		Unless: "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM svv_roles WHERE role_name = " + w.literal(w.d.fold(role)) + ")",
		SQL:    "REVOKE USAGE ON SCHEMA " + w.ident(schema) + " FROM ROLE " + w.ident(role),
	}}
}

func (redshift) unreaders(schema, account string) []BootstrapLine {
	return []BootstrapLine{{
		Comment: "What scrim was granted there.",
		SQL:     "REVOKE SELECT FOR TABLES IN SCHEMA " + schema + " FROM " + account,
	}, {
		Comment: "What scrim was granted there.",
		SQL:     "REVOKE USAGE ON SCHEMA " + schema + " FROM " + account,
	}}
}

func (redshift) dropAccount(w *writer) []BootstrapLine {
	account, role := w.cluster.Credentials.User, w.cluster.SystemPrefix()+"_catalog"
	return []BootstrapLine{{
		Comment: "The account no longer has the role.",
		SQL:     "REVOKE ROLE " + w.ident(role) + " FROM " + w.user(account),
		Thing:   thingRole,
	}, {
		Comment: "The account. It fails while it owns something or is granted something.",
		SQL:     "DROP USER IF EXISTS " + w.user(account),
		Thing:   thingAccount,
	}, {
		Comment: "Its role.",
		Unless:  "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM svv_roles WHERE role_name = " + w.literal(w.d.fold(role)) + ")",
		SQL:     "DROP ROLE " + w.ident(role),
		Thing:   thingRole,
	}}
}
