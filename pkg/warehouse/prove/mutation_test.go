package prove_test

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
)

// mutation is one thing that is wrong with an account, and the checks that
// must say so: these, and no other.
type mutation struct {
	name, of string // of: the connector's id
	only     catalog.ClusterKind
	database string
	do, undo string // several statements are parted by semicolons
	red      string
	repair   string // that the red check offers
}

// everything is what a superuser is found to be able to do, of what the
// account must not.
const everything = "become-another become-superuser create-database create-in-public create-role create-schema create-table create-user" +
	" grant-on later-table-of-others read-elsewhere read-scrims-own take-role write-elsewhere write-where-it-reads"

func mutations() []mutation {
	return []mutation{
		{name: "another schema is read", of: "whaly", database: "shop", red: "read-elsewhere", repair: `REVOKE SELECT ON "hr"."reviews" FROM "whaly_bi"`,
			do: "GRANT USAGE ON SCHEMA hr TO whaly_bi; GRANT SELECT ON hr.reviews TO whaly_bi", undo: "REVOKE SELECT ON hr.reviews FROM whaly_bi; REVOKE USAGE ON SCHEMA hr FROM whaly_bi"},
		{name: "everybody reads another schema", of: "reader", database: "shop", red: "read-elsewhere", repair: `REVOKE SELECT ON "hr"."reviews" FROM PUBLIC`,
			do: "GRANT USAGE ON SCHEMA hr TO PUBLIC; GRANT SELECT ON hr.reviews TO PUBLIC", undo: "REVOKE SELECT ON hr.reviews FROM PUBLIC; REVOKE USAGE ON SCHEMA hr FROM PUBLIC"},
		{name: "another table of the schema is read", of: "graph-tables", database: "shop", red: "read-raw-table",
			do: "GRANT SELECT ON crm.people TO graph2", undo: "REVOKE SELECT ON crm.people FROM graph2"},
		{name: "rows may be deleted", of: "whaly", database: "shop", red: "write-where-it-reads", repair: `REVOKE DELETE ON "crm"."devices" FROM "whaly_bi"`,
			do: "GRANT DELETE ON crm.devices TO whaly_bi", undo: "REVOKE DELETE ON crm.devices FROM whaly_bi"},
		{name: "rows may be inserted", of: "whaly", database: "shop", red: "write-where-it-reads", repair: `REVOKE INSERT ON "crm"."devices" FROM "whaly_bi"`,
			do: "GRANT INSERT ON crm.devices TO whaly_bi", undo: "REVOKE INSERT ON crm.devices FROM whaly_bi"},
		{name: "rows may be updated", of: "whaly", database: "shop", red: "write-where-it-reads", repair: `REVOKE UPDATE ON "crm"."people" FROM "whaly_bi"`,
			do: "GRANT UPDATE ON crm.people TO whaly_bi", undo: "REVOKE UPDATE ON crm.people FROM whaly_bi"},
		{name: "rows elsewhere may be inserted", of: "whaly", database: "shop", red: "write-elsewhere", repair: `REVOKE INSERT ON "hr"."reviews" FROM "whaly_bi"`,
			do: "GRANT USAGE ON SCHEMA hr TO whaly_bi; GRANT INSERT ON hr.reviews TO whaly_bi", undo: "REVOKE INSERT ON hr.reviews FROM whaly_bi; REVOKE USAGE ON SCHEMA hr FROM whaly_bi"},
		{name: "schemas may be created", of: "whaly", database: "shop", red: "create-schema", repair: `REVOKE CREATE ON DATABASE "shop" FROM "whaly_bi"`,
			do: "GRANT CREATE ON DATABASE shop TO whaly_bi", undo: "REVOKE CREATE ON DATABASE shop FROM whaly_bi"},
		{name: "tables may be created where it reads", of: "whaly", database: "shop", red: "create-table", repair: `REVOKE CREATE ON SCHEMA "crm" FROM "whaly_bi"`,
			do: "GRANT CREATE ON SCHEMA crm TO whaly_bi", undo: "REVOKE CREATE ON SCHEMA crm FROM whaly_bi"},
		{name: "everybody creates in public", of: "linked", database: "views", red: "create-in-public", repair: `REVOKE CREATE ON SCHEMA "public" FROM PUBLIC`,
			do: "GRANT CREATE ON SCHEMA public TO PUBLIC", undo: "REVOKE CREATE ON SCHEMA public FROM PUBLIC"},
		{name: "everybody creates in public of the workspace", of: "graph", database: "segment_workspace", red: "create-in-public", repair: `REVOKE CREATE ON SCHEMA "public" FROM PUBLIC`,
			do: "GRANT CREATE ON SCHEMA public TO PUBLIC", undo: "REVOKE CREATE ON SCHEMA public FROM PUBLIC"},
		{name: "a superuser", of: "whaly", database: "shop", only: catalog.Postgres, red: everything + " set-role", repair: `ALTER USER "whaly_bi" NOSUPERUSER NOCREATEDB`,
			do: "ALTER USER whaly_bi SUPERUSER", undo: "ALTER USER whaly_bi NOSUPERUSER"},
		{name: "a superuser", of: "whaly", database: "shop", only: catalog.Redshift, red: everything, repair: `ALTER USER "whaly_bi" NOCREATEDB NOCREATEUSER`,
			do: "ALTER USER whaly_bi CREATEUSER", undo: "ALTER USER whaly_bi NOCREATEUSER"},
		{name: "databases may be created", of: "whaly", database: "shop", red: "create-database",
			do: "ALTER USER whaly_bi CREATEDB", undo: "ALTER USER whaly_bi NOCREATEDB"},
		{name: "SELECT on a table is missing", of: "whaly", database: "shop", red: "list-columns list-tables read", repair: `GRANT SELECT ON "crm"."devices" TO "whaly_bi"`,
			do: "REVOKE SELECT ON crm.devices FROM whaly_bi", undo: "GRANT SELECT ON crm.devices TO whaly_bi"},
		{name: "USAGE is missing", of: "whaly", database: "shop", red: "list-schemas read read-later-table",
			do: "REVOKE USAGE ON SCHEMA crm FROM whaly_bi", undo: "GRANT USAGE ON SCHEMA crm TO whaly_bi"},
		{name: "default privileges are missing", of: "whaly", database: "shop", red: "read-later-table", repair: "ALTER DEFAULT PRIVILEGES FOR ",
			do: "ALTER DEFAULT PRIVILEGES FOR USER etl IN SCHEMA crm REVOKE SELECT ON TABLES FROM whaly_bi", undo: "ALTER DEFAULT PRIVILEGES FOR USER etl IN SCHEMA crm GRANT SELECT ON TABLES TO whaly_bi"},
		{name: "the scoped grant is missing", of: "graph", database: "shop", only: catalog.Redshift, red: "list-columns list-schemas list-tables read read-later-table",
			do:   "REVOKE SELECT FOR TABLES IN SCHEMA crm FROM ROLE segment_linked_role; REVOKE USAGE ON SCHEMA crm FROM ROLE segment_linked_role",
			undo: "GRANT USAGE ON SCHEMA crm TO ROLE segment_linked_role; GRANT SELECT FOR TABLES IN SCHEMA crm TO ROLE segment_linked_role"},
		{name: "grants on today's tables in place of the scoped one", of: "graph", database: "shop", only: catalog.Redshift, red: "read-later-table",
			do:   "REVOKE SELECT FOR TABLES IN SCHEMA crm FROM ROLE segment_linked_role; GRANT SELECT ON ALL TABLES IN SCHEMA crm TO ROLE segment_linked_role",
			undo: "REVOKE SELECT ON ALL TABLES IN SCHEMA crm FROM ROLE segment_linked_role; GRANT SELECT FOR TABLES IN SCHEMA crm TO ROLE segment_linked_role"},
		{name: "tables of an unnamed creator are covered", of: "whaly", database: "shop", red: "later-table-of-others", repair: "ALTER DEFAULT PRIVILEGES FOR ",
			do: "ALTER DEFAULT PRIVILEGES FOR USER :super IN SCHEMA crm GRANT SELECT ON TABLES TO whaly_bi", undo: "ALTER DEFAULT PRIVILEGES FOR USER :super IN SCHEMA crm REVOKE SELECT ON TABLES FROM whaly_bi"},
		{name: "a scoped grant where tables were chosen", of: "entities", database: "shop", only: catalog.Redshift, red: "later-table-of-others read-raw-table",
			repair: `REVOKE SELECT FOR TABLES IN SCHEMA "crm" FROM ROLE "segment_entities"`,
			do:     "GRANT SELECT FOR TABLES IN SCHEMA crm TO ROLE segment_entities", undo: "REVOKE SELECT FOR TABLES IN SCHEMA crm FROM ROLE segment_entities"},
		{name: "others may be let in", of: "whaly", database: "shop", red: "grant-on", repair: `REVOKE GRANT OPTION FOR SELECT ON "crm"."devices" FROM "whaly_bi"`,
			do: "GRANT SELECT ON crm.devices TO whaly_bi WITH GRANT OPTION", undo: "REVOKE GRANT OPTION FOR SELECT ON crm.devices FROM whaly_bi"},
		{name: "a role may be handed on", of: "linked", database: "shop", red: "grant-role",
			do: "GRANT :role linked_role TO segment_linked_user WITH ADMIN OPTION", undo: "REVOKE ADMIN OPTION FOR :role linked_role FROM segment_linked_user"},
		{name: "a role of power is at hand", of: "whaly", database: "shop", only: catalog.Redshift, red: "take-role",
			do: "GRANT ROLE scrim_catalog TO whaly_bi WITH ADMIN OPTION", undo: "REVOKE ROLE scrim_catalog FROM whaly_bi"},
		{name: "a role of power is at hand", of: "whaly", database: "shop", only: catalog.Postgres, red: "take-role",
			do: "ALTER USER whaly_bi NOINHERIT; GRANT pg_execute_server_program TO whaly_bi WITH ADMIN OPTION", undo: "REVOKE pg_execute_server_program FROM whaly_bi; ALTER USER whaly_bi INHERIT"},
		{name: "it may go on as scrim", of: "whaly", database: "shop", only: catalog.Postgres, red: "set-role",
			do: "GRANT scrim_service TO whaly_bi", undo: "REVOKE scrim_service FROM whaly_bi"},
		{name: "the salts are read", of: "whaly", database: "views", red: "read-scrims-own",
			do: "GRANT SELECT ON scrim_system.mask_secret TO whaly_bi", undo: "REVOKE SELECT ON scrim_system.mask_secret FROM whaly_bi"},
		{name: "the table beneath the views is read", of: "viewer", database: "shop", red: "read-raw-table",
			do: "GRANT USAGE ON SCHEMA crm TO viewer; GRANT SELECT ON crm.people TO viewer", undo: "REVOKE SELECT ON crm.people FROM viewer; REVOKE USAGE ON SCHEMA crm FROM viewer"},
		{name: "a view is not for everybody", of: "viewer", database: "views", red: "list-tables read-view",
			do: "REVOKE SELECT ON governed.crm_people FROM PUBLIC", undo: "GRANT SELECT ON governed.crm_people TO PUBLIC"},
		{name: "it may not connect", of: "linked", database: "segment_linked_profiles_db", only: catalog.Postgres,
			red: "create-books-schema create-checkpoint drop-checkpoint alter-checkpoint list-databases log-in read-checkpoint write-checkpoint",
			do:  "REVOKE CONNECT ON DATABASE segment_linked_profiles_db FROM PUBLIC, linked_role", undo: "GRANT CONNECT ON DATABASE segment_linked_profiles_db TO PUBLIC, linked_role"},
		{name: "it may not make its schema", of: "linked", database: "segment_linked_profiles_db", red: "create-books-schema",
			do: "REVOKE CREATE ON DATABASE segment_linked_profiles_db FROM :role linked_role", undo: "GRANT CREATE ON DATABASE segment_linked_profiles_db TO :role linked_role"},
		{name: "another account keeps its books there", of: "linked", database: "segment_linked_profiles_db", red: "create-checkpoint",
			do: "CREATE SCHEMA __segment_reverse_etl", undo: "DROP SCHEMA __segment_reverse_etl"},
		{name: "it may not write its own tables", of: "linked", database: "segment_linked_profiles_db", red: "write-checkpoint",
			do:   "ALTER DEFAULT PRIVILEGES FOR USER segment_linked_user REVOKE INSERT ON TABLES FROM segment_linked_user",
			undo: "ALTER DEFAULT PRIVILEGES FOR USER segment_linked_user GRANT INSERT ON TABLES TO segment_linked_user"},
		{name: "it may not read its own tables", of: "linked", database: "segment_linked_profiles_db", red: "read-checkpoint",
			do:   "ALTER DEFAULT PRIVILEGES FOR USER segment_linked_user REVOKE SELECT ON TABLES FROM segment_linked_user",
			undo: "ALTER DEFAULT PRIVILEGES FOR USER segment_linked_user GRANT SELECT ON TABLES TO segment_linked_user"},
		{name: "it may not alter its own tables", of: "linked", database: "segment_linked_profiles_db", only: catalog.Postgres, red: "alter-checkpoint",
			do: forbidding("ALTER TABLE"), undo: "DROP EVENT TRIGGER forbids"},
		{name: "it may not drop its own tables", of: "linked", database: "segment_linked_profiles_db", only: catalog.Postgres, red: "drop-checkpoint",
			do: forbidding("DROP TABLE"), undo: "DROP EVENT TRIGGER forbids"},
		{name: "profiles may not be made", of: "graph", database: "segment_workspace", red: "create-own-table",
			do: "REVOKE CREATE ON SCHEMA profiles_sync FROM :role segment_profiles_sync_role", undo: "GRANT CREATE ON SCHEMA profiles_sync TO :role segment_profiles_sync_role"},
		{name: "profiles may not be written", of: "graph", database: "segment_workspace", only: catalog.Postgres, red: "write-own-table write-checkpoint",
			do:   "ALTER DEFAULT PRIVILEGES FOR USER segment_user REVOKE INSERT ON TABLES FROM segment_user; ALTER DEFAULT PRIVILEGES FOR USER segment_user IN SCHEMA profiles_sync REVOKE INSERT ON TABLES FROM :role segment_profiles_sync_role",
			undo: "ALTER DEFAULT PRIVILEGES FOR USER segment_user GRANT INSERT ON TABLES TO segment_user; ALTER DEFAULT PRIVILEGES FOR USER segment_user IN SCHEMA profiles_sync GRANT INSERT ON TABLES TO segment_profiles_sync_role"},
		{name: "profiles may not be read", of: "graph-tables", database: "shop", only: catalog.Postgres, red: "read-own-table read-checkpoint",
			do:   "ALTER DEFAULT PRIVILEGES FOR USER graph2 REVOKE SELECT ON TABLES FROM graph2; ALTER DEFAULT PRIVILEGES FOR USER graph2 IN SCHEMA profiles2 REVOKE SELECT ON TABLES FROM graph2_sync, graph2_linked",
			undo: "ALTER DEFAULT PRIVILEGES FOR USER graph2 GRANT SELECT ON TABLES TO graph2; ALTER DEFAULT PRIVILEGES FOR USER graph2 IN SCHEMA profiles2 GRANT SELECT ON TABLES TO graph2_sync, graph2_linked"},
		{name: "profiles may not be altered", of: "graph", database: "segment_workspace", only: catalog.Postgres, red: "alter-checkpoint alter-own-table",
			do: forbidding("ALTER TABLE"), undo: "DROP EVENT TRIGGER forbids"},
		{name: "profiles may not be dropped", of: "graph", database: "segment_workspace", only: catalog.Postgres, red: "drop-checkpoint drop-own-table",
			do: forbidding("DROP TABLE"), undo: "DROP EVENT TRIGGER forbids"},
	}
}

// forbidding makes the server refuse a command to everybody but superusers.
func forbidding(tag string) string {
	return `CREATE OR REPLACE FUNCTION public.forbid() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE insufficient_privilege USING MESSAGE = 'permission denied by a trigger'\; END $$;` +
		` CREATE EVENT TRIGGER forbids ON ddl_command_start WHEN TAG IN ('` + tag + `') EXECUTE FUNCTION public.forbid()`
}

// Each thing that is wrong turns its own check red, and no other; put right
// again, everything passes as before.
func TestMutations(t *testing.T) {
	var mu sync.Mutex
	red, all := map[string]bool{}, map[string]bool{}
	t.Cleanup(func() { // when both kinds are done
		for name := range all {
			if !red[name] {
				t.Errorf("%s was never seen red", name)
			}
		}
	})
	both(t, func(t *testing.T, w *world) {
		for _, c := range accounts(w.redshift()) {
			w.provision(t, c)
		}
		for _, m := range mutations() {
			if m.only != "" && m.only != w.cluster.Kind {
				continue
			}
			t.Run(m.of+": "+m.name, func(t *testing.T) {
				c := accounts(w.redshift())[slices.IndexFunc(accounts(w.redshift()), func(c connector.Connector) bool { return c.ID == m.of })]
				w.say(t, m.database, w.statements(m.do)...)
				before := w.dump(t)
				report := w.prove(t, w.ask(t, c))
				left := slices.Compare(before, w.dump(t)) != 0
				w.say(t, m.database, w.statements(m.undo)...)
				failed := failures(report)
				want := strings.Fields(m.red)
				slices.Sort(want)
				if got := slices.Sorted(maps.Keys(failed)); !slices.Equal(got, want) {
					t.Errorf("red are\n%v, not\n%v:\n%s", got, want, tell(report))
				}
				if left {
					t.Error("the run left traces")
				}
				mu.Lock()
				defer mu.Unlock()
				for _, name := range want {
					red[name] = true
					if r := failed[name]; m.repair != "" && !strings.Contains(told(r), m.repair) && name != "list-tables" && name != "list-columns" {
						t.Errorf("%s is repaired by %v, not %s", name, r.Repairs, m.repair)
					}
				}
				for _, r := range report.Results {
					all[r.Name] = true
				}
			})
		}
	})
}

func told(r trial.Result) string {
	var texts []string
	for _, one := range r.Repairs {
		texts = append(texts, one.Text)
	}
	return strings.Join(texts, "; ")
}

func failures(r trial.Report) map[string]trial.Result {
	out := map[string]trial.Result{}
	for _, one := range r.Results {
		if one.Status == trial.Failed {
			out[one.Name] = one
		}
	}
	return out
}

// statements fills in what differs between kinds of clusters.
func (w *world) statements(text string) []string {
	role := ""
	if w.redshift() {
		role = "ROLE"
	}
	text = strings.NewReplacer(":super", w.super, ":role", role, `\;`, "\x00").Replace(text)
	var out []string
	for _, one := range strings.Split(text, ";") {
		out = append(out, strings.TrimSpace(strings.ReplaceAll(one, "\x00", ";")))
	}
	return out
}
