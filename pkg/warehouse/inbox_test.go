package warehouse_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/integration/pgtest/pgtesting"
	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/preflight"
	"scrim/pkg/profile"
)

const mine = `SELECT wish, subject, outcome, detail FROM scrim_system.my_requests ORDER BY asked_at, wish`

// wishes takes the inbox as scrim does, a round at a time, and returns each
// account's in order, without what differs from run to run.
func wishes(t *testing.T, h *house) []string {
	t.Helper()
	var out []string
	for {
		all, err := h.w.Wishes(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(all) == 0 {
			slices.SortStableFunc(out, func(a, b string) int { return strings.Compare(strings.Fields(a)[0], strings.Fields(b)[0]) })
			return out
		}
		accounts := map[string]bool{}
		for _, one := range all {
			if age := time.Since(one.At); age < -time.Minute || age > time.Minute {
				t.Errorf("asked at %v", one.At)
			}
			if one.Reader != one.Account || accounts[one.Account] { // the house gives users the ids of their accounts
				t.Errorf("%s, for %s, comes twice in a round, or as another's", one.Account, one.Reader)
			}
			accounts[one.Account] = true
			out = append(out, fmt.Sprintf("%s %s %q %q %d", one.Account, one.Kind, one.Subject, one.Words, one.Statement))
			for range 2 { // it may be repeated
				if err := h.w.Took(t.Context(), []int64{one.ID}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// sorted is lists one behind the other, those of the lesser account first.
func sorted(lists ...[]string) []string {
	slices.SortFunc(lists, slices.Compare[[]string])
	return slices.Concat(lists...)
}

// asks calls procedures as a reader; each must be refused with those words,
// or with none go through. Of words with a | between them either do.
func asks(t *testing.T, h *house, reader, words string, calls ...string) {
	t.Helper()
	conn := h.reader(t, reader)
	for _, call := range calls {
		said := ""
		if _, err := conn.Exec(t.Context(), call); err != nil {
			said = describe(err)
		}
		one, other, either := strings.Cut(words, "|")
		if (words == "") != (said == "") || !strings.Contains(said, one) && (!either || !strings.Contains(said, other)) {
			t.Errorf("%s: %s gives %q, want %q", reader, call, said, words)
		}
	}
}

// TestInbox: what readers ask for arrives as their account's, whatever they
// write; nobody else reads it, and nobody floods it.
func TestInbox(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		ana, ben, stranger := h.role(t, "LOGIN"), h.role(t, "LOGIN"), h.role(t, "LOGIN")
		h.know(t, ana)
		h.know(t, ben)
		const hostile = `x''); DELETE FROM scrim_system.profile; --`
		asks(t, h, ana, "", `CALL scrim_procedures.use_project('fraud')`, `CALL scrim_procedures.acknowledge('fraud.cards', 2)`,
			`CALL scrim_procedures.request_access('hr.employees', '`+hostile+`')`, `CALL scrim_procedures.leave_project()`, `CALL scrim_procedures.use_project(NULL)`)
		asks(t, h, ben, "", `CALL scrim_procedures.acknowledge('fraud.cards')`)
		asks(t, h, ben, "name a purpose", `CALL scrim_procedures.acknowledge('')`, `CALL scrim_procedures.acknowledge(NULL, 1)`)
		asks(t, h, ben, "version", `CALL scrim_procedures.acknowledge('a', 0)`)
		asks(t, h, ben, "name a source", `CALL scrim_procedures.request_access(NULL, 'x')`)
		asks(t, h, ben, "what you need it for", `CALL scrim_procedures.request_access('x', '')`)
		asks(t, h, ben, "at most 256 bytes", `CALL scrim_procedures.use_project('`+strings.Repeat("é", 129)+`')`, `CALL scrim_procedures.request_access('x', '`+strings.Repeat("x", 1025)+`')`)
		asks(t, h, stranger, "nobody is known here", `CALL scrim_procedures.use_project('fraud')`)
		asks(t, h, ben, "permission denied", `CALL scrim_system.wish('project', 'a', '', 0)`, `SELECT * FROM scrim_system.inbox`, `SELECT * FROM scrim_system.reply`,
			`INSERT INTO scrim_system.inbox (userid, wish, subject, words, statement, asked_at) VALUES ('`+ana+`', 'project', 'x', '', 0, '2026-01-01')`,
			`CREATE TABLE scrim_procedures.t (a INTEGER)`)
		if got := read(t, h.reader(t, ben), mine); !slices.Equal(got, []string{"purpose|fraud.cards|sent|"}) {
			t.Errorf("ben is shown %q", got)
		}
		want := sorted([]string{
			ana + ` project "fraud" "" 0`, ana + ` purpose "fraud.cards" "" 2`, ana + ` access "hr.employees" "x'); DELETE FROM scrim_system.profile; --" 0`,
			ana + ` project "" "" 0`, ana + ` project "" "" 0`,
		}, []string{ben + ` purpose "fraud.cards" "" 0`})
		if got := wishes(t, h); !slices.Equal(got, want) {
			t.Errorf("arrived: %q, want %q", got, want)
		}
	})
}

// TestInboxQuota: nobody has more than so many wishes in the inbox, and nobody's
// keep another's waiting.
func TestInboxQuota(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		ana, ben := h.role(t, "LOGIN"), h.role(t, "LOGIN")
		h.know(t, ana)
		h.know(t, ben)
		for range 20 {
			asks(t, h, ben, "", `CALL scrim_procedures.use_project('again')`)
		}
		asks(t, h, ben, "wait already", `CALL scrim_procedures.leave_project()`)
		asks(t, h, ana, "", `CALL scrim_procedures.leave_project()`)
		all, err := h.w.Wishes(t.Context())
		if err != nil || len(all) != 2 {
			t.Fatalf("of each account the first: %+v, %v", all, err)
		}
		if got := wishes(t, h); len(got) != 21 {
			t.Errorf("arrived: %q", got)
		}
		asks(t, h, ben, "", `CALL scrim_procedures.leave_project()`)
	})
}

// TestInboxOfManySessions: whoever asks in many sessions at one moment, so that
// none knows of the others, keeps nobody waiting either.
func TestInboxOfManySessions(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		ana, ben := h.role(t, "LOGIN"), h.role(t, "LOGIN")
		h.know(t, ana)
		line := `('` + ben + `', '` + ben + `', 1, 'project', 'x', '', 0, CAST('2026-01-01 00:00:00+00' AS TIMESTAMPTZ))`
		h.admin(t, `INSERT INTO scrim_system.inbox (userid, reader, turn, wish, subject, words, statement, asked_at) VALUES `+line+strings.Repeat(", "+line, 219))
		asks(t, h, ana, "", `CALL scrim_procedures.leave_project()`)
		all, err := h.w.Wishes(t.Context())
		if err != nil || len(all) != 2 || all[0].Account != ben || all[1].Account != ana {
			t.Errorf("of each account the first: %d, %v", len(all), err)
		}
	})
}

// TestWhoseWish: an account is whoever its facts say now, and nobody when they
// are over.
func TestWhoseWish(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		ana, over := h.role(t, "LOGIN"), h.role(t, "LOGIN")
		h.write(t, plan.WriteFacts{Insert: append(rows(ana, profile.Fact{Kind: profile.KindUser, Value: "ana@example.com"}),
			profile.Row{UserID: over, Fact: profile.Fact{Kind: profile.KindUser, Value: "over"}, ValidUntil: time.Now().Add(-time.Minute)})})
		asks(t, h, ana, "", `CALL scrim_procedures.use_project('fraud')`)
		asks(t, h, over, "nobody is known here", `CALL scrim_procedures.use_project('fraud')`)
		all, err := h.w.Wishes(t.Context())
		if err != nil || len(all) != 1 || all[0].Account != ana || all[0].Reader != "ana@example.com" {
			t.Errorf("arrived: %+v, %v", all, err)
		}
	})
}

// TestNextOfAnAccount: who comes to an account reads nothing of what the one
// before asked for in it, and scrim has not seen yet.
func TestNextOfAnAccount(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		ana := h.role(t, "LOGIN")
		is := func(user string) {
			h.write(t, plan.WriteFacts{Wipe: []string{ana}, Insert: rows(ana, profile.Fact{Kind: profile.KindUser, Value: user})})
		}
		is("old")
		asks(t, h, ana, "", `CALL scrim_procedures.use_project('merger')`)
		if got := read(t, h.reader(t, ana), mine); !slices.Equal(got, []string{"project|merger|sent|"}) {
			t.Errorf("the old one is shown %q", got)
		}
		is("new")
		if got := read(t, h.reader(t, ana), mine); len(got) != 0 {
			t.Errorf("the new one is shown %q", got)
		}
	})
}

// TestInboxOff: where nobody looks for wishes, nobody can make one; where
// somebody looks again, they can again.
func TestInboxOff(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		ana := h.role(t, "LOGIN")
		h.know(t, ana)
		off := h.variant(t, func(c *catalog.Cluster) { c.Inbox = catalog.InboxOff })
		if err := off.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		asks(t, h, ana, "permission denied for schema", `CALL scrim_procedures.leave_project()`)
		is(t, h.checked(t, off, preflight.Ask{})[preflight.Procedures], preflight.Skipped, "inbox is off")
		is(t, h.checked(t, off, preflight.Ask{})[preflight.Bootstrap], preflight.Passed, "are there")
		if err := h.w.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		asks(t, h, ana, "", `CALL scrim_procedures.leave_project()`)
		is(t, h.checked(t, h.w, preflight.Ask{})[preflight.Procedures], preflight.Passed, "readers may")
	})
}

// TestForeignProcedures: what stands beside scrim's procedures, or in the place
// of one, is reported and left alone; the others are made.
func TestForeignProcedures(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		ana := h.role(t, "LOGIN")
		h.know(t, ana)
		check := func() preflight.Finding { return h.checked(t, h.w, preflight.Ask{})[preflight.Procedures] }
		h.admin(t, `CREATE PROCEDURE scrim_procedures.use_project(a INTEGER) AS $$ BEGIN NULL; END $$ LANGUAGE plpgsql`)
		is(t, check(), preflight.Warning, "these are named as scrim's, and are not: scrim_procedures.use_project")
		h.admin(t, `DROP PROCEDURE scrim_procedures.use_project(INTEGER)`, `DROP PROCEDURE scrim_procedures.leave_project()`)
		is(t, check(), preflight.Warning, "the account did not make scrim_procedures.leave_project")
		h.admin(t, `CREATE PROCEDURE scrim_procedures.leave_project() AS $$ BEGIN RAISE EXCEPTION 'mine'; END $$ LANGUAGE plpgsql`,
			`GRANT EXECUTE ON PROCEDURE scrim_procedures.leave_project() TO PUBLIC`, "UPDATE scrim_system.control SET version = 'old'")
		if err := h.w.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		asks(t, h, ana, "mine", `CALL scrim_procedures.leave_project()`)
		is(t, check(), preflight.Warning, "scrim_procedures.leave_project")
		h.admin(t, `DROP PROCEDURE scrim_procedures.leave_project()`)
		if err := h.w.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		asks(t, h, ana, "", `CALL scrim_procedures.leave_project()`)
		is(t, check(), preflight.Passed, "readers may")
	})
}

// TestTell: who has the user's facts reads what became of it, and nobody else;
// the newest are kept, and the same wish is told of once.
func TestTell(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		ana, ben := h.role(t, "LOGIN"), h.role(t, "LOGIN")
		h.know(t, ana)
		h.know(t, ben)
		at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
		tell := func(all ...plan.Said) {
			t.Helper()
			if err := h.w.Tell(t.Context(), ana, all); err != nil {
				t.Fatal(err)
			}
		}
		tell(plan.Said{Kind: plan.WishProject, Subject: "fraud", Outcome: "accepted", At: at}, plan.Said{Kind: plan.WishAccess, Subject: "s", Outcome: "waiting", At: at.Add(time.Second)})
		tell(plan.Said{Kind: plan.WishProject, Outcome: "accepted", Detail: "none", At: at.Add(2 * time.Second)},
			plan.Said{Kind: plan.WishAccess, Subject: "s", Outcome: "approved", At: at.Add(time.Second), Until: time.Now().Add(time.Hour)},
			plan.Said{Kind: plan.WishAccess, Subject: "t", Outcome: "approved", At: at.Add(3 * time.Second), Until: time.Now().Add(-time.Second)})
		if got, want := read(t, h.reader(t, ana), mine), []string{"access|s|approved|", "project||accepted|none", "access|t|approved|"}; !slices.Equal(got, want) {
			t.Errorf("ana is told %q, want %q", got, want)
		}
		if got := read(t, h.reader(t, ben), mine); len(got) != 0 {
			t.Errorf("ben is told %q", got)
		}
		var many []plan.Said
		for i := range 40 {
			many = append(many, plan.Said{Kind: plan.WishPurpose, Subject: fmt.Sprint(i), Outcome: "refused", Detail: "日本", At: at.Add(time.Duration(i) * time.Minute)})
		}
		tell(many...)
		if got := read(t, h.reader(t, ana), mine); len(got) != 20 || got[19] != "purpose|39|refused|日本" {
			t.Errorf("%d are kept: %q", len(got), got)
		}
		tell(plan.Said{Kind: plan.WishPurpose, Subject: "long", Outcome: "statement", Detail: strings.Repeat("日", 9000), At: at.Add(2 * time.Hour)})
		if got := read(t, h.reader(t, ana), mine); len(got) != 20 || !strings.HasSuffix(got[19], "日…") {
			t.Errorf("a detail that fits nowhere: %d, %.100q", len(got), got)
		}
		if err := h.w.Forget(t.Context(), []string{"nobody", ana}); err != nil {
			t.Fatal(err)
		}
		if got := read(t, h.reader(t, ana), mine); len(got) != 0 {
			t.Errorf("after they are no more: %q", got)
		}
	})
}

// TestInboxOutsideUTF8: a text that a database of another encoding holds, and
// nothing in UTF-8 is, is refused to whoever writes it: scrim could not read it,
// nor anybody's wish beside it.
func TestInboxOutsideUTF8(t *testing.T) {
	t.Parallel()
	for encoding, odd := range map[string]string{"WIN1252": `\x81`, "EUC_JP": `\xfd\xfe`, "SQL_ASCII": `\xff`} {
		db := pgtesting.NewDatabase(t)
		other := db.Name + "_" + strings.ToLower(encoding)
		execute(t, db.Server.DSN("postgres", "postgres"), fmt.Sprintf("CREATE DATABASE %s TEMPLATE template0 ENCODING '%s' LC_COLLATE 'C' LC_CTYPE 'C'", other, encoding),
			"ALTER DATABASE "+other+" SET client_encoding TO 'UTF8'") // of the test's own sessions
		db.Name = other
		h := postgresHouse(t, db, pgtesting.Role)
		ana, ben := h.role(t, "LOGIN"), h.role(t, "LOGIN")
		h.know(t, ana)
		h.know(t, ben)
		asks(t, h, ana, "invalid byte sequence|has no equivalent", "SET client_encoding TO '"+encoding+"'; CALL scrim_procedures.use_project(E'"+odd+"')",
			"SET client_encoding TO '"+encoding+"'; CALL scrim_procedures.request_access('s', E'"+odd+"')")
		asks(t, h, ben, "", `CALL scrim_procedures.use_project('fraud')`)
		if got, want := wishes(t, h), []string{ben + ` project "fraud" "" 0`}; !slices.Equal(got, want) {
			t.Errorf("%s: arrived: %q, want %q", encoding, got, want)
		}
	}
}

// TestProceduresShadowed: a reader's own tables, functions and operators of the
// same names, and the settings of a session, change nothing of what the
// procedures do.
func TestProceduresShadowed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.admin(t, "GRANT CREATE ON SCHEMA public TO PUBLIC",
		"CREATE PROCEDURE scrim_system.wish(text, character varying, text, integer) LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''mine''; END'") // PostgreSQL would rather take a literal for text
	ana, ben := h.role(t, "LOGIN"), h.role(t, "LOGIN")
	h.know(t, ana)
	h.know(t, ben)
	conn := h.reader(t, ana)
	for _, sql := range []string{
		"CREATE TEMP TABLE inbox (userid text, wish text, subject text, words text, statement integer, asked_at timestamptz)",
		"CREATE TEMP TABLE profile (userid text, kind text)",
		"CREATE FUNCTION public.octet_length(character varying) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''mine''; END'",
		"CREATE FUNCTION public.mine(character varying, character varying) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''mine''; END'",
		"CREATE OPERATOR public.= (LEFTARG = character varying, RIGHTARG = character varying, FUNCTION = public.mine)",
		"CREATE PROCEDURE public.wish(character varying, character varying, character varying, integer) LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''mine''; END'",
		"CREATE DOMAIN public.varchar AS text CHECK (false)",
		"SET search_path = pg_temp, public, pg_catalog",
		"SET standard_conforming_strings = off", "SET datestyle = 'German'", "SET timezone = 'Pacific/Kiritimati'", "SET plpgsql.variable_conflict = 'use_column'",
		`CALL scrim_procedures.use_project('fraud')`,
		`CALL scrim_procedures.request_access('s', 'because')`,
	} {
		if _, err := conn.Exec(t.Context(), sql); err != nil && !strings.Contains(sql, "variable_conflict") {
			t.Fatalf("%s: %s", sql, describe(err))
		}
	}
	if got, want := wishes(t, h), []string{ana + ` project "fraud" "" 0`, ana + ` access "s" "because" 0`}; !slices.Equal(got, want) {
		t.Errorf("arrived: %q, want %q", got, want)
	}
	// A role that the reader becomes does not become the wish's, nor does whoever owns what they call.
	h.admin(t, fmt.Sprintf("GRANT %q TO %q", ben, ana))
	h.as(t, ben, "CREATE FUNCTION public.deputy() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN CALL scrim_procedures.use_project(''deputy''); END'")
	for _, sql := range []string{"RESET ALL", "SELECT public.deputy()", fmt.Sprintf("SET ROLE %q", ben), `CALL scrim_procedures.leave_project()`} {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %s", sql, describe(err))
		}
	}
	if got, want := wishes(t, h), []string{ana + ` project "deputy" "" 0`, ana + ` project "" "" 0`}; !slices.Equal(got, want) {
		t.Errorf("arrived: %q, want %q", got, want)
	}
}

// TestLeakRequests: nobody's function hears of another's wishes and replies.
func TestLeakRequests(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	mallory, ceo := h.role(t, "LOGIN"), h.role(t, "LOGIN")
	h.know(t, mallory)
	h.know(t, ceo)
	asks(t, h, ceo, "", `CALL scrim_procedures.use_project('merger')`)
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for user, subject := range map[string]string{ceo: "takeover", mallory: "lunch"} {
		if err := h.w.Tell(t.Context(), user, []plan.Said{{Kind: plan.WishProject, Subject: subject, Outcome: "accepted", At: at}}); err != nil {
			t.Fatal(err)
		}
	}
	for _, settings := range []string{"", "SET enable_hashjoin = off; SET enable_mergejoin = off;", "SET enable_nestloop = off;", "SET enable_indexscan = off; SET enable_bitmapscan = off;"} {
		for _, query := range []string{
			"SELECT * FROM scrim_system.my_requests WHERE pg_temp.leak(subject)",
			"SELECT subject FROM scrim_system.my_requests GROUP BY subject HAVING pg_temp.leak(subject) ORDER BY pg_temp.leak(subject)",
		} {
			for _, heard := range eavesdrop(t, h, mallory, settings+query) {
				if heard != "lunch" {
					t.Errorf("%s %s: mallory hears of %q", settings, query, heard)
				}
			}
		}
	}
}

// TestProceduresAreMadeOnUpgrade: a warehouse of an earlier version gets them,
// one where the account may not make them works without, says so and tries again.
func TestProceduresAreMadeOnUpgrade(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		ana := h.role(t, "LOGIN")
		h.know(t, ana)
		prepare := func() {
			t.Helper()
			h.admin(t, "UPDATE scrim_system.control SET version = 'old'")
			if err := h.w.Prepare(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		h.admin(t, "DROP PROCEDURE scrim_procedures.leave_project()", "DROP VIEW scrim_system.my_requests", "DROP TABLE scrim_system.reply")
		prepare()
		asks(t, h, ana, "", `CALL scrim_procedures.leave_project()`)
		h.admin(t, "DROP PROCEDURE scrim_procedures.leave_project()", "DROP PROCEDURE scrim_procedures.use_project(VARCHAR)", "DROP PROCEDURE scrim_procedures.acknowledge(VARCHAR)",
			"DROP PROCEDURE scrim_procedures.acknowledge(VARCHAR, INTEGER)", "DROP PROCEDURE scrim_procedures.request_access(VARCHAR, VARCHAR)", "DROP SCHEMA scrim_procedures",
			"CREATE SCHEMA scrim_procedures")
		prepare()
		if got := h.read(t, ana, mine); len(got) != 1 {
			t.Errorf("the view without the procedures shows %q", got)
		}
		h.admin(t, fmt.Sprintf("GRANT ALL ON SCHEMA scrim_procedures TO %q", h.cluster.Credentials.User), "GRANT USAGE ON SCHEMA scrim_procedures TO PUBLIC")
		if err := h.w.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		asks(t, h, ana, "", `CALL scrim_procedures.leave_project()`)
	})
}
