package provision_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"scrim/integration/pgtest"
	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/redshiftd"
	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/event"
	"scrim/pkg/provision"
	"scrim/pkg/state"
	"scrim/pkg/store"
	"scrim/pkg/store/sqlite"
	"scrim/pkg/warehouse"
)

func TestMain(m *testing.M) { pgtesting.Main(m) }

var errKilled = errors.New("the process was killed")

// world is a warehouse with a table and its owner etl, a store, and a scrim
// that provisions.
type world struct {
	kind    catalog.ClusterKind
	port    int
	admin   string
	dsn     func(user, database string) string
	below   func(user, database string) string
	store   *sqlite.Store
	secrets map[string]string

	mu     sync.Mutex
	after  int  // how many statements run before the process is killed; negative is all
	inside bool // it is killed after the last statement ran and before anybody learnt of it
	drift  map[string]int
	rival  func(connector.Unit) // is at work just before each statement
}

// worlds runs a test on both kinds of warehouse.
func worlds(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	t.Parallel()
	pgtesting.NeedServers(t)
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		server, err := pgtest.Start(t.Context(), pgtest.Config{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Stop() })
		w := &world{kind: catalog.Postgres, port: server.Port(), admin: "postgres", dsn: server.DSN, below: server.DSN}
		w.execute(t, "postgres", "CREATE DATABASE sales")
		w.settle(t)
		test(t, w)
	})
	t.Run("redshift", func(t *testing.T) {
		t.Parallel()
		server, err := redshiftd.Start(t.Context(), redshiftd.Config{Databases: []string{"sales"}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Stop() })
		_, text, err := net.SplitHostPort(server.Addr())
		if err != nil {
			t.Fatal(err)
		}
		port, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		w := &world{kind: catalog.Redshift, port: port, admin: server.Admin(), dsn: server.DSN, below: server.Postgres().SocketDSN}
		w.settle(t)
		test(t, w)
	})
}

func (w *world) settle(t *testing.T) {
	t.Helper()
	w.after, w.drift, w.secrets = -1, map[string]int{}, map[string]string{"env:TOOL": "Tool-Secret-1"}
	w.execute(t, "sales", "CREATE USER etl PASSWORD 'Abcdefg1'", "CREATE USER scrim PASSWORD 'Abcdefg1'", "CREATE SCHEMA crm AUTHORIZATION etl",
		"CREATE TABLE crm.deals (id integer)", "ALTER TABLE crm.deals OWNER TO etl")
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "scrim.db"))
	if err != nil {
		t.Fatal(err)
	}
	w.store = s
	t.Cleanup(func() { _ = s.Close() })
	w.register(t, "")
}

func (w *world) execute(t *testing.T, database string, statements ...string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.dsn(w.admin, database))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	for _, s := range statements {
		if _, err := conn.Exec(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// accounts is every account that is there.
func (w *world) accounts(t *testing.T) []string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.below("postgres", "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	rows, err := conn.Query(t.Context(), "SELECT rolname::text FROM pg_roles WHERE rolname !~ '^(pg_|redshiftd)' UNION ALL SELECT datname FROM pg_database ORDER BY 1")
	if err != nil {
		t.Fatal(err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// send accepts documents, or their deletion.
func (w *world) send(t *testing.T, body event.Body) {
	t.Helper()
	one := event.Event{ID: rand.Text(), Sender: "scrim", Time: time.Now().UTC(), Body: body}
	raw, err := event.Encode(one)
	if err != nil {
		t.Fatal(err)
	}
	one.Raw = raw
	if _, err := w.store.Accept(t.Context(), store.Delivery{Sender: "scrim", ID: rand.Text(), Digest: "of a test", Now: time.Now()}, []event.Event{one}); err != nil {
		t.Fatal(err)
	}
}

func (w *world) document(t *testing.T, text string) {
	t.Helper()
	all, issues := event.DecodeDocuments([]byte(text), "test")
	if err := issues.Err(); err != nil {
		t.Fatal(err)
	}
	w.send(t, event.Put{Document: all[0]})
}

// register sends the cluster's document, with more in it.
func (w *world) register(t *testing.T, more string) {
	t.Helper()
	w.document(t, fmt.Sprintf("{kind: cluster, id: main, version: %d, warehouse: %s, host: 127.0.0.1, port: %d, credentials: {user: scrim}, view_database: sales%s}",
		time.Now().UnixNano(), w.kind, w.port, more))
}

// tool sends the connector's document: it reads what etl makes, and with
// another recipe has a database of its own.
func (w *world) tool(t *testing.T, recipe, more string) {
	t.Helper()
	creators := ", creators: [etl]"
	if w.kind == catalog.Redshift {
		creators = ""
	}
	w.document(t, fmt.Sprintf("{kind: connector, id: tool, version: %d, recipe: %s, cluster: main, reads: [{database: sales, schema: crm%s}]%s}", time.Now().UnixNano(), recipe, creators, more))
}

// provisioner is a new process over the same store.
func (w *world) provisioner(t *testing.T) *provision.Provisioner {
	t.Helper()
	return provision.New(provision.Config{Store: w.store, Sites: w, Log: slog.New(slog.DiscardHandler), Now: time.Now, Holder: rand.Text(), Meter: w, Lease: 200 * time.Millisecond})
}

func (w *world) Drift(id string, things int) { w.mu.Lock(); defer w.mu.Unlock(); w.drift[id] = things }
func (w *world) Gone(id string)              { w.mu.Lock(); defer w.mu.Unlock(); delete(w.drift, id) }

// Secret resolves a reference.
func (w *world) Secret(_ context.Context, ref catalog.Reference) (string, error) {
	return w.secrets[string(ref)], nil
}

// Salt is none of an account's.
func (w *world) Salt(context.Context, string) (string, error) { return "", errors.New("no salts here") }

// Project is none.
func (w *world) Project(context.Context, string) (provision.Site, error) {
	return nil, provision.ErrUnreachable
}

// Cluster is the warehouse, with statements that may be cut off.
func (w *world) Cluster(ctx context.Context, c catalog.Cluster, as *provision.Account) (provision.Site, error) {
	if as == nil && c.Provisioner != nil {
		c.Credentials = *c.Provisioner
	}
	var given *warehouse.Account
	if as != nil {
		account := warehouse.Account(*as)
		given = &account
	}
	site, err := warehouse.OpenAccounts(ctx, c, given, w)
	if err != nil {
		return nil, err
	}
	return &cutSite{site, w}, nil
}

type cutSite struct {
	*warehouse.Accounts
	w *world
}

// Run is cut off once the process was killed.
func (s *cutSite) Run(ctx context.Context, u connector.Unit, password string) error {
	s.w.mu.Lock()
	last, inside := s.w.after, s.w.inside
	if s.w.after > 0 {
		s.w.after--
	}
	s.w.mu.Unlock()
	if last == 0 && !inside {
		return errKilled
	}
	if s.w.rival != nil {
		s.w.rival(u)
	}
	if err := s.Accounts.Run(ctx, u, password); err != nil {
		return err
	}
	if last == 0 {
		return errKilled
	}
	return nil
}

func (w *world) as() provision.Ask { return provision.Ask{As: &provision.Account{User: w.admin}} }

// agree fails unless ledger and catalogue agree: what is there is held, and
// what is held is there, but for what was in flight.
func (w *world) agree(t *testing.T, p *provision.Provisioner, flight int) {
	t.Helper()
	plan, err := p.Plan(t.Context(), "tool", w.as())
	if err != nil {
		t.Fatal(err)
	}
	missing := 0
	for k := range plan.Ours {
		if plan.There[k] == connector.Missing {
			missing++
		}
	}
	if missing > flight {
		t.Errorf("%d things are held and not there", missing)
	}
	for _, want := range plan.Want {
		if k := want.Thing.Key(); plan.There[k] != connector.Missing && !plan.Ours[k] {
			t.Errorf("%s is there and not held", connector.Words(want.Thing))
		}
	}
}

// TestLedger: whatever is the last statement that ran, and whether anybody
// learnt that it did, what is noted and what is there agree; the next process
// goes on; and a removal takes all of it away, document or not.
func TestLedger(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		before := w.accounts(t)
		w.tool(t, "segment-data-graph", ", password: 'env:TOOL'")
		whole, err := w.provisioner(t).Plan(t.Context(), "tool", w.as())
		if err != nil {
			t.Fatal(err)
		}
		every := 1
		if w.kind == catalog.Redshift {
			every = 3 // the stand-in is slow, and the statements are those of the other
		}
		for cut := 0; cut < len(whole.Units); cut += every {
			w.after, w.inside = cut, cut%2 == 0
			result, err := w.provisioner(t).Apply(t.Context(), "tool", w.as())
			if err != nil || len(result.Done) != cut+1 || !errors.Is(result.Done[cut].Err, errKilled) {
				t.Fatalf("cut after %d: %d were begun, %v", cut, len(result.Done), err)
			}
			w.agree(t, w.provisioner(t), len(result.Done[cut].Steps))
			w.after = -1
			if result, err = w.provisioner(t).Apply(t.Context(), "tool", w.as()); err != nil || !result.Left.Empty() {
				t.Fatalf("going on after %d: %+v, %v", cut, result.Left.Steps, err)
			}
			w.agree(t, w.provisioner(t), 0)

			w.send(t, event.Delete{Kind: event.KindConnector, ID: "tool", Version: uint64(time.Now().UnixNano())})
			w.after = cut / 2
			if _, err := w.provisioner(t).Remove(t.Context(), "tool", w.as()); err != nil {
				t.Fatal(err)
			}
			w.after = -1
			if _, err := w.provisioner(t).Remove(t.Context(), "tool", w.as()); err != nil && !errors.Is(err, provision.ErrNotFound) {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, w.accounts(t)); diff != "" {
				t.Fatalf("after a removal that was cut off after %d:\n%s", cut/2, diff)
			}
			if held, err := w.store.Held(t.Context(), ""); err != nil || len(held) > 0 {
				t.Fatalf("still held: %v, %v", held, err)
			}
			w.tool(t, "segment-data-graph", ", password: 'env:TOOL'")
		}
	})
}

// TestPasswords: one that is made is told once, and is nowhere afterwards;
// one of the document's is used and never told; a bad one is refused before
// anything is made.
func TestPasswords(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := w.provisioner(t)
		w.tool(t, "read-only", "")
		made, err := p.Apply(t.Context(), "tool", w.as())
		if err != nil || connector.PasswordRefusal(made.Password) != "" || made.User != "tool" {
			t.Fatalf("%q for %q, %v", made.Password, made.User, err)
		}
		if strings.Contains(fmt.Sprintf("%+v", made.Done), made.Password) {
			t.Error("what was done shows the password")
		}
		own, err := p.Plan(t.Context(), "tool", provision.Ask{}) // scrim's own account, which does not see everything
		if err != nil || len(own.Steps)+len(own.Waiting) > 0 || (w.kind == catalog.Redshift) != (len(own.Unseen) > 0) {
			t.Errorf("seen by scrim itself: %+v, waiting %+v, unseen %q, %v", own.Steps, own.Waiting, own.Unseen, err)
		}
		again, err := p.Apply(t.Context(), "tool", w.as())
		if err != nil || again.Password != "" || len(again.Done) != 0 {
			t.Errorf("applied again: %q, %d done, %v", again.Password, len(again.Done), err)
		}
		ask := w.as()
		ask.Rotate = true
		rotated, err := p.Apply(t.Context(), "tool", ask)
		if err != nil || rotated.Password == "" || rotated.Password == made.Password {
			t.Errorf("rotated: %q, %v", rotated.Password, err)
		}
		w.tool(t, "read-only", ", password: 'env:TOOL'")
		given, err := p.Apply(t.Context(), "tool", ask)
		if err != nil || given.Password != "" || len(given.Done) != 1 || given.User != "tool" {
			t.Errorf("by reference: %q, %d done, %v", given.Password, len(given.Done), err)
		}
		w.secrets["env:TOOL"] = "brief"
		if _, err := p.Apply(t.Context(), "tool", ask); w.kind == catalog.Redshift && (err == nil || strings.Contains(err.Error(), "brief") || !strings.Contains(err.Error(), "password-unfit")) {
			t.Errorf("a bad password: %v", err)
		}
		w.secrets["env:TOOL"] = ""
		if _, err := p.Apply(t.Context(), "tool", ask); err == nil || !strings.Contains(err.Error(), "password-unfit") {
			t.Errorf("an empty password: %v", err)
		}
	})
}

// TestBefore: what was there before scrim stays, also where default privileges
// of scrim's would have given it.
func TestBefore(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		to := "tool_role"
		if w.kind == catalog.Redshift {
			to = "ROLE tool_role"
		}
		w.execute(t, "sales", "CREATE ROLE tool_role", "GRANT SELECT ON crm.deals TO "+to)
		p := w.provisioner(t)
		w.tool(t, "read-only", "")
		if w.kind == catalog.Redshift {
			w.document(t, fmt.Sprintf("{kind: connector, id: tool, version: %d, recipe: read-only, cluster: main, reads: [{database: sales, schema: crm, creators: [etl]}]}", time.Now().UnixNano()))
		}
		if _, err := p.Apply(t.Context(), "tool", w.as()); err != nil {
			t.Fatal(err)
		}
		conn, err := pgx.Connect(t.Context(), w.dsn("etl", "sales"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Exec(t.Context(), "CREATE TABLE crm.later (id integer)"); err != nil {
			t.Fatal(err)
		}
		_ = conn.Close(t.Context())
		if again, err := p.Apply(t.Context(), "tool", w.as()); err != nil || len(again.Done) > 0 || len(again.Left.Kept) != 2 {
			t.Errorf("with a later table %d are done, and kept is %+v, %v", len(again.Done), again.Left.Kept, err)
		}
		w.send(t, event.Delete{Kind: event.KindConnector, ID: "tool", Version: uint64(time.Now().UnixNano())})
		if _, err := p.Remove(t.Context(), "tool", w.as()); err != nil {
			t.Fatal(err)
		}
		below, err := pgx.Connect(t.Context(), w.below("postgres", "sales"))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = below.Close(context.WithoutCancel(t.Context())) }()
		var deals, later bool
		if err := below.QueryRow(t.Context(), "SELECT has_table_privilege('tool_role', 'crm.deals', 'SELECT'), has_table_privilege('tool_role', 'crm.later', 'SELECT')").Scan(&deals, &later); err != nil {
			t.Fatal(err)
		}
		if !deals || later {
			t.Errorf("the grant of before: %v; the one that came of scrim's: %v", deals, later)
		}
		if slices.Contains(w.accounts(t), "tool") {
			t.Error("the user is still there")
		}
	})
}

// TestLoop: drift is told everywhere; it is repaired where the cluster names a
// provisioner and asks for no review.
func TestLoop(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.tool(t, "read-only", ", password: 'env:TOOL'")
		if s := w.round(t); s.Phase != state.PhaseWaiting || !strings.Contains(s.Message, "drift") {
			t.Errorf("without a provisioner: %+v", s)
		}
		review := fmt.Sprintf(", apply: review, provisioner: {user: %s}", w.admin)
		w.register(t, review)
		if s := w.round(t); s.Phase != state.PhaseWaiting || w.drift["tool"] == 0 {
			t.Errorf("under review: %+v, drift %d", s, w.drift["tool"])
		}
		w.register(t, fmt.Sprintf(", provisioner: {user: %s}", w.admin))
		if s := w.round(t); s.Phase != state.PhaseApplied || w.drift["tool"] != 0 {
			t.Errorf("with a provisioner: %+v, drift %d", s, w.drift["tool"])
		}
		w.execute(t, "sales", "ALTER USER tool CONNECTION LIMIT 99")
		w.register(t, review)
		if s := w.round(t); s.Phase != state.PhaseWaiting || w.drift["tool"] != 1 {
			t.Errorf("drift under review: %+v, drift %d", s, w.drift["tool"])
		}
		w.register(t, fmt.Sprintf(", provisioner: {user: %s}", w.admin))
		if s := w.round(t); s.Phase != state.PhaseApplied || w.drift["tool"] != 0 {
			t.Errorf("drift, repaired: %+v, drift %d", s, w.drift["tool"])
		}
		w.send(t, event.Delete{Kind: event.KindConnector, ID: "tool", Version: uint64(time.Now().UnixNano())})
		if s := w.round(t); s.Phase != state.PhaseWaiting || !strings.Contains(s.Message, "scrim connector remove tool") {
			t.Errorf("without a document: %+v", s)
		}
	})
}

// round runs the loop until it has looked, and says what it tells.
func (w *world) round(t *testing.T) state.Status {
	t.Helper()
	p := w.provisioner(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if err := w.store.DropStatus(ctx, "main", []state.Target{{Kind: event.KindConnector, ID: "tool"}}); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-t.Context().Done():
			t.Fatal("nothing was told")
		}
		all, err := w.store.Statuses(ctx, "", store.StatusFilter{Kind: event.KindConnector})
		if err != nil {
			t.Fatal(err)
		}
		if len(all) == 1 {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
			return all[0]
		}
	}
}

// TestOneAtATime: two who apply at once do not both, and a document that names
// another cluster is not followed there.
func TestOneAtATime(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.tool(t, "read-only", "")
		var group sync.WaitGroup
		var mu sync.Mutex
		made, busy := 0, 0
		for range 4 {
			group.Go(func() {
				r, err := w.provisioner(t).Apply(t.Context(), "tool", w.as())
				mu.Lock()
				defer mu.Unlock()
				switch {
				case errors.Is(err, provision.ErrBusy):
					busy++
				case err != nil:
					t.Error(err)
				case r.Password != "":
					made++
				}
			})
		}
		group.Wait()
		if made != 1 {
			t.Errorf("%d made a password, %d were busy", made, busy)
		}
		w.document(t, fmt.Sprintf("{kind: connector, id: tool, version: %d, recipe: read-only, cluster: other, reads: [{schema: crm, creators: [etl]}]}", time.Now().UnixNano()))
		if _, err := w.provisioner(t).Plan(t.Context(), "tool", w.as()); err == nil || !strings.Contains(err.Error(), "connector-moved") {
			t.Errorf("moved: %v", err)
		}
		if _, err := w.provisioner(t).Plan(t.Context(), "nobody", w.as()); !errors.Is(err, provision.ErrNotFound) {
			t.Errorf("unknown: %v", err)
		}
	})
}

// TestOneToolOneAccount: what scrim made for a connector is no other
// connector's, whose removal would take it away, and no tool is the
// administrator.
func TestOneToolOneAccount(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := w.provisioner(t)
		w.tool(t, "read-only", "")
		if out, err := p.Apply(t.Context(), "tool", w.as()); err != nil || !out.Left.Empty() {
			t.Fatalf("%+v, %v", out.Left.Steps, err)
		}
		for id, document := range map[string]string{
			"same-user":     "recipe: governed-views, user: tool",
			"same-role":     "recipe: read-only, role: tool_role, reads: [{database: sales, schema: crm, tables: [deals]}]",
			"administrator": "recipe: governed-views, user: " + w.admin,
		} {
			w.document(t, fmt.Sprintf("{kind: connector, id: %s, version: 1, cluster: main, %s}", id, document))
			ask := w.as()
			ask.Authoritative = true
			out, err := p.Apply(t.Context(), id, ask)
			if err == nil || len(out.Done) > 0 || !strings.Contains(err.Error(), "bad-account") {
				t.Errorf("%s: %d were begun, %v", id, len(out.Done), err)
			}
		}
		plan, err := p.Plan(t.Context(), "tool", w.as())
		if err != nil || !plan.Empty() {
			t.Errorf("the first is not what it was: %+v, %v", plan.Steps, err)
		}
	})
}

// TestMadeMeanwhile: what somebody else made between the look and the
// statement is theirs, and no removal takes it away.
func TestMadeMeanwhile(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := w.provisioner(t)
		w.tool(t, "read-only", "")
		w.rival = func(u connector.Unit) {
			if _, makes := u.Steps[0].Thing.(connector.Role); makes {
				w.execute(t, "sales", "CREATE ROLE tool_role")
			}
		}
		out, err := p.Apply(t.Context(), "tool", w.as())
		if err != nil || len(out.Done) != 1 || out.Done[0].Err == nil {
			t.Fatalf("%+v, %v", out.Done, err)
		}
		w.rival = nil
		if out, err = p.Apply(t.Context(), "tool", w.as()); err != nil || !out.Left.Empty() {
			t.Fatalf("%+v, %v", out.Left.Steps, err)
		}
		if _, err := p.Remove(t.Context(), "tool", w.as()); err != nil {
			t.Fatal(err)
		}
		if there := w.accounts(t); !slices.Contains(there, "tool_role") || slices.Contains(there, "tool") {
			t.Errorf("after the removal: %v", there)
		}
	})
}
