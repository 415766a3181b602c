package doors_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"scrim/integration/doors/served"
	"scrim/integration/pgtest"
	"scrim/pkg/issue"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

// latin1 makes a database for the languages of western Europe.
const latin1 = "TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"

// latin governs a database whose encoding cannot hold every name.
func latin(t *testing.T) (*served.Scrim, *served.Warehouse) {
	t.Helper()
	w := served.NewWarehouse(t, pgtest.Config{}, latin1)
	return governing(t, w), w
}

// stored is a user's facts in the profile table, one a line.
func stored(w *served.Warehouse, name string) []string {
	return w.Read(pgtest.Superuser, `SELECT kind, name, value FROM scrim_system.profile WHERE userid = '`+name+`' ORDER BY 1, 2, 3`)
}

// What a warehouse can never store withdraws whoever has it, tells them, and
// holds up nobody: not in the same pass, not in later ones.
func TestWhatCannotBeStored(t *testing.T) {
	s, w := latin(t)
	ana, bob := w.Reader("ana"), w.Reader("bob")
	s.Applied(s.Accept(append(shop(w, "hr"), served.Event("user.updated", served.User("bob", 1, "hr", "größe")))...), "main")
	w.Sees(ana, served.Clear)
	w.Sees(bob, served.Clear)

	// In one pass: bob gets a group that LATIN1 has not, ana loses hers, and cleo comes.
	cleo := w.Reader("cleo")
	s.Applied(s.Accept(
		served.Event("user.updated", served.User("bob", 2, "hr", "営業")),
		served.Event("user.updated", served.User("ana", 2)),
		served.Event("user.updated", served.User("cleo", 1, "hr")),
	), "main")
	w.Sees(bob, served.Nothing)
	w.Sees(ana, served.Masked)
	w.Sees(cleo, served.Clear)
	if got := stored(w, "bob"); len(got) != 0 {
		t.Errorf("of bob there is left: %q", got)
	}
	told(t, s, "user", "bob", "user-unstorable", state.PhaseClosed, "group", "encoding")
	if got := s.Status("main", "user", "ana"); got.Phase != state.PhaseApplied || len(got.Issues) != 0 {
		t.Errorf("ana is %+v", got)
	}

	// Each other kind of text, and the name that even a question cannot hold.
	s.Applied(s.Accept(
		served.Event("user.updated", `{"id":"dora","version":1,"attributes":{"city":["東京"]}}`),
		served.Event("user.updated", `{"id":"emil","version":1,"usernames":{"main":"エミール"}}`),
		served.Event("user.updated", `{"id":"花子","version":1,"usernames":{"main":"hana"}}`),
		served.Event("user.updated", served.User("ana", 3, "hr")),
	), "main")
	w.Sees(ana, served.Clear)
	told(t, s, "user", "dora", "user-unstorable", state.PhaseClosed, "attribute")
	told(t, s, "user", "emil", "user-unstorable", state.PhaseClosed, "warehouse name")
	told(t, s, "user", "花子", "user-unstorable", state.PhaseClosed, "id")

	// A look at everything finds the same and changes nothing.
	unchanged(t, s)
	told(t, s, "user", "bob", "user-unstorable", state.PhaseClosed, "group")
	s.Stop()
	s.Start() // a new term has to find it out again
	unchanged(t, s)
	told(t, s, "user", "bob", "user-unstorable", state.PhaseClosed, "group")

	// Who comes with what is known to be refused is withdrawn at once; who loses it is back.
	s.Applied(s.Accept(
		served.Event("user.updated", served.User("cleo", 2, "営業")),
		served.Event("user.updated", served.User("bob", 3, "hr")),
	), "main")
	w.Sees(cleo, served.Nothing)
	w.Sees(bob, served.Clear)
	told(t, s, "user", "cleo", "user-unstorable", state.PhaseClosed, "group")
	if got := s.Status("main", "user", "bob"); got.Phase != state.PhaseApplied || len(got.Issues) != 0 {
		t.Errorf("bob is %+v", got)
	}
	if c := s.Cluster("main"); c.State != state.ClusterEnabled || c.Pending != 0 || c.Message != "" {
		t.Errorf("the cluster is %+v", c)
	}
}

// One user among very many who cannot be stored is found in a few dozen tries,
// and the others wait for no more than that.
func TestOneOfManyCannotBeStored(t *testing.T) {
	const many = 2000
	var tries counter
	w := served.NewWarehouse(t, pgtest.Config{Settings: map[string]string{"log_statement": "all"}, Log: slog.New(&tries)}, latin1)
	ana := w.Reader("ana")
	s := served.Start(t)
	s.Accept(shop(w, "hr")...)
	for chunk := range slices.Chunk(crowd(many), 500) {
		s.Accept(chunk...)
	}
	revision := s.Accept(served.Event("user.updated", served.User("bob", 1, "営業")))
	s.Submit(w.Cluster("main"))
	s.Applied(revision, "main")
	w.Sees(ana, served.Clear)
	if got := w.Read(w.Admin(), "SELECT count(DISTINCT userid) FROM scrim_system.profile"); got[0] != fmt.Sprint(many+1) {
		t.Errorf("%s users are stored of %d", got[0], many+1)
	}
	told(t, s, "user", "bob", "user-unstorable", state.PhaseClosed, "group")
	if n := tries.rollbacks.Load(); n > 32 {
		t.Errorf("it took %d tries", n)
	}
	before := tries.rollbacks.Load()
	unchanged(t, s)
	if n := tries.rollbacks.Load() - before; n != 1 {
		t.Errorf("a look at everything tried %d times what cannot be stored", n)
	}
}

// crowd is users with a group of their own and one in common.
func crowd(n int) []string {
	out := make([]string, n)
	for i := range out {
		id := fmt.Sprintf("user%05d", i)
		out[i] = served.Event("user.updated", served.User(id, 1, "hr", "group of "+id))
	}
	return out
}

// counter is a server's log in which transactions that were taken back are
// counted.
type counter struct{ rollbacks atomic.Int64 }

func (c *counter) Enabled(context.Context, slog.Level) bool { return true }
func (c *counter) WithAttrs([]slog.Attr) slog.Handler       { return c }
func (c *counter) WithGroup(string) slog.Handler            { return c }

func (c *counter) Handle(_ context.Context, r slog.Record) error {
	line := r.Message
	r.Attrs(func(a slog.Attr) bool { line += " " + a.Value.String(); return true })
	if strings.Contains(strings.ToLower(line), "statement: rollback") {
		c.rollbacks.Add(1)
	}
	return nil
}

// A source whose id has no place in the gate has no view, and no other source
// and no user waits for it.
func TestSourceThatCannotBeStored(t *testing.T) {
	s, w := latin(t)
	ana := w.Reader("ana")
	w.Exec("CREATE TABLE hr.other (id integer)")
	other := func(id, name, view string) string {
		at := served.Table(id, "127.0.0.1", w.Port(), 1, name, `{"name":"id"}`)
		return served.Event("source.updated", strings.Replace(at, `"columns"`, fmt.Sprintf(`"view":{"schema":"governed","name":%q},"columns"`, view), 1))
	}
	s.Applied(s.Accept(append(shop(w, "hr"), other("注文", "other", "other"))...), "main")
	w.Sees(ana, served.Clear)
	told(t, s, "source", "注文", "source-unstorable", state.PhaseQuarantined, "encoding")
	s.Applied(s.Accept(other("orders", "注文", "orders")), "main")
	told(t, s, "source", "orders", "base-table-missing", state.PhaseBlocked)
	s.Applied(s.Accept(served.Event("user.updated", served.User("ana", 2))), "main")
	w.Sees(ana, served.Masked)
	unchanged(t, s)
}

// A column that somebody made too narrow is the same to the user; when it is
// wide enough again, a look at everything brings them back.
func TestTooLongForItsColumn(t *testing.T) {
	both(t, func(t *testing.T, s *served.Scrim, w *served.Warehouse) {
		ana, bob := w.Reader("ana"), w.Reader("bob")
		s.Applied(s.Accept(shop(w, "hr")...), "main")
		widen(t, w, 16)
		s.Applied(s.Accept(served.Event("user.updated", served.User("bob", 1, "hr", strings.Repeat("long ", 9)+"name")), served.Event("user.updated", served.User("ana", 2))), "main")
		w.Sees(ana, served.Masked)
		w.Sees(bob, served.Nothing)
		told(t, s, "user", "bob", "user-unstorable", state.PhaseClosed, "group", "too long")
		unchanged(t, s)
		widen(t, w, 1024)
		if _, err := s.API.Resync(t.Context(), api.ResyncRequest{}); err != nil {
			t.Fatal(err)
		}
		w.Sees(bob, served.Clear)
		if got := s.Status("main", "user", "bob"); got.Phase != state.PhaseApplied || len(got.Issues) != 0 {
			t.Errorf("bob is %+v", got)
		}
	})
}

// widen sets the length of the column of facts' values. Neither warehouse lets
// anybody alter a column under a view, so it is done in the catalogue behind it.
func widen(t *testing.T, w *served.Warehouse, length int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.Server.DSN(pgtest.Superuser, w.Views()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	const header = 4 // of what the catalogue calls a length
	_, err = conn.Exec(t.Context(), `UPDATE pg_attribute SET atttypmod = $1 WHERE attrelid = 'scrim_system.profile'::regclass AND attname = 'value'`, length+header)
	if err != nil {
		t.Fatal(err)
	}
}

// told fails the test when a target is not reported with a code, a phase and
// these words.
func told(t *testing.T, s *served.Scrim, kind, id, code string, phase state.Phase, words ...string) {
	t.Helper()
	got := s.Status("main", kind, id)
	at := slices.IndexFunc(got.Issues, func(i issue.Issue) bool { return string(i.Code) == code })
	if got.Phase != phase || at < 0 || got.Issues[at].Hint == "" {
		t.Errorf("%s %s is told as %+v, not %s with %s and a hint", kind, id, got, phase, code)
		return
	}
	for _, word := range words {
		if !strings.Contains(got.Issues[at].Message, word) {
			t.Errorf("%s %s is told %q, without %q", kind, id, got.Issues[at].Message, word)
		}
	}
	for _, secret := range []string{"営業", "東京", "エミール", "long long"} {
		if strings.Contains(got.Issues[at].Message+got.Message, secret) {
			t.Errorf("%s %s is told %q, which repeats %q", kind, id, got.Issues[at].Message, secret)
		}
	}
}

// unchanged fails the test when a look at everything finds anything to do.
func unchanged(t *testing.T, s *served.Scrim) {
	t.Helper()
	if units := look(t, s); len(units) != 0 {
		t.Errorf("a resync says %+v", units)
	}
}

// look is what a look at everything finds to do.
func look(t *testing.T, s *served.Scrim) []api.Unit {
	t.Helper()
	var units []api.Unit
	s.Until("the cluster has a worker", func(map[string]state.ClusterStatus) bool {
		again, err := s.API.Resync(t.Context(), api.ResyncRequest{})
		if err != nil || again.Clusters[0].Error != "" {
			return false
		}
		units = again.Clusters[0].Units
		return true
	})
	return units
}

// A constant that the view database's encoding has not closes the sources of
// its policy, once and for all: nobody tries the same text again.
func TestViewThatCannotBeWritten(t *testing.T) {
	s, w := latin(t)
	ana := w.Reader("ana")
	s.Applied(s.Accept(shop(w)...), "main")
	w.Sees(ana, served.Masked)
	kana := strings.Replace(served.MaskEmail(2), `{"null":{}}`, `{"constant":"営業"}`, 1)
	s.Applied(s.Accept(served.Event("policy.updated", kana)), "main")
	w.Sees(ana, served.Nothing)
	told(t, s, "source", "people", "view-unwritable", state.PhaseQuarantined, "encoding")
	unchanged(t, s)
	if c := s.Cluster("main"); c.Pending != 0 || c.Message != "" {
		t.Errorf("the cluster is %+v", c)
	}
	s.Stop()
	s.Start()  // a new term has to find it out again:
	look(t, s) // it tries the view once more, and shuts the gate in its next look
	unchanged(t, s)
	told(t, s, "source", "people", "view-unwritable", state.PhaseQuarantined, "encoding")
	s.Applied(s.Accept(served.Event("policy.updated", served.MaskEmail(3))), "main")
	w.Sees(ana, served.Masked)
}

// A user whose name is no login is told so, and loses nothing by it.
func TestUserWithoutLogin(t *testing.T) {
	both(t, func(t *testing.T, s *served.Scrim, w *served.Warehouse) {
		w.Reader("ana")
		s.Applied(s.Accept(append(shop(w), served.Event("user.updated", served.User("bob", 1, "hr")))...), "main")
		if got := s.Status("main", "user", "ana"); len(got.Issues) != 0 {
			t.Errorf("ana is %+v", got)
		}
		told(t, s, "user", "bob", "no-such-login", state.PhaseApplied, "login")
		bob := w.Reader("bob")
		if _, err := s.API.Resync(t.Context(), api.ResyncRequest{}); err != nil {
			t.Fatal(err)
		}
		w.Sees(bob, served.Clear)
		if got := s.Status("main", "user", "bob"); len(got.Issues) != 0 {
			t.Errorf("bob is %+v", got)
		}
	})
}
