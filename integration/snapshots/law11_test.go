package snapshots_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/reconcile"
	"scrim/pkg/state"
)

// history is every world in the order of its submission, with the revision
// that it was given as soon as that is known. A world is noted before it is
// sent, so that no read can be of one that is not there yet.
type history struct {
	mu        sync.Mutex
	worlds    []documents
	revisions []uint64 // 0 is not known yet
}

func (h *history) add(d documents) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.worlds, h.revisions = append(h.worlds, d), append(h.revisions, 0)
}

func (h *history) accepted(revision uint64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.revisions[len(h.revisions)-1] = revision
}

// since is the worlds from the one at a revision up to the newest.
func (h *history) since(revision uint64) []documents {
	h.mu.Lock()
	defer h.mu.Unlock()
	first := 0
	for i, r := range h.revisions {
		if r != 0 && r <= revision {
			first = i
		}
	}
	return h.worlds[first:len(h.worlds):len(h.worlds)]
}

// law is one stack under test with what is known of it.
type law struct {
	*stack.Stack
	t       *testing.T
	history history
	readers [2]string
	sources [2]string
	reads   atomic.Int64
	shown   atomic.Int64 // rows that somebody read: a test in which nobody reads anything shows nothing
}

func newLaw(t *testing.T) *law {
	l := &law{Stack: stack.New(t), t: t}
	l.Exec("CREATE SCHEMA hr")
	for s := range 2 {
		l.Exec(fmt.Sprintf("CREATE TABLE hr.s%d (id integer, region varchar(64), email varchar(64))", s))
		for _, r := range rows() {
			l.Exec(fmt.Sprintf("INSERT INTO hr.s%d VALUES (%s, nullif('%s', ''), '%s')", s, r.id, r.region, r.email))
		}
		l.sources[s] = strings.NewReplacer("id: people", fmt.Sprintf("id: s%d", s), "name: people}", fmt.Sprintf("name: s%d}", s)).Replace(l.PeopleDocument())
		l.readers[s] = l.Reader()
	}
	l.Grant("hr")
	first := documents{}
	l.history.add(first)
	l.history.accepted(l.send(t, first.text(nil, l.sources, l.readers)))
	l.settled(t, 1)
	return l
}

func (l *law) send(t rapid.TB, text string) uint64 {
	receipt, err := l.Store.Accept(context.Background(), delivery(), events(t, l.Stack, text, nil))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return receipt.Revision
}

// newest is the last world and its revision.
func (l *law) newest() (documents, uint64) {
	l.history.mu.Lock()
	defer l.history.mu.Unlock()
	last := len(l.history.worlds) - 1
	return l.history.worlds[last], l.history.revisions[last]
}

// settled waits for the newest world and sees that it is exactly what is
// shown. Where two engines wrote, one may have made an old view after the other
// said that all is done; it is shut, and made again by the next to hold the
// lease, which is waited for.
func (l *law) settled(t rapid.TB, engines int) {
	want, revision := l.newest()
	ctx, cancel := context.WithTimeout(l.t.Context(), 60*time.Second)
	defer cancel()
	if err := l.reach(ctx, revision); err != nil {
		t.Fatalf("revision %d: %v", revision, err)
	}
	for {
		changed := l.Engine.Changed()
		err := l.shows(want)
		if err == nil {
			return
		}
		if engines == 1 {
			t.Fatalf("%v\n%s", err, l.dump())
		}
		select {
		case <-changed:
		case <-ctx.Done():
			t.Fatalf("%v\n%s", err, l.dump())
		}
	}
}

// dump is what the warehouse has, for the reader of a failure.
func (l *law) dump() string {
	var b strings.Builder
	for _, q := range []string{
		"SELECT * FROM scrim_system.control", "SELECT * FROM scrim_system.gate ORDER BY 1, 2",
		"SELECT source, view_name, aside, admission, revision FROM scrim_system.managed_view ORDER BY 1", "SELECT * FROM scrim_system.profile ORDER BY 1, 2, 3, 4",
		"SELECT * FROM scrim_system.profile_state",
	} {
		lines, err := l.TryRead("", q)
		fmt.Fprintf(&b, "%s\n\t%s %v\n", q, strings.Join(lines, "\n\t"), err)
	}
	return b.String()
}

// shows reports whether the readers see all that a world allows.
func (l *law) shows(want documents) error {
	for u := range l.readers {
		for s := range l.sources {
			read, err := l.once(u, s)
			if err != nil {
				return err
			}
			if allowed := want.allowed(u, s); !contain(allowed, read) || len(read) != len(allowed) {
				return fmt.Errorf("at rest user %d reads %v of source %d, and should %v, of %+v", u, read, s, allowed, want)
			}
		}
	}
	return nil
}

func (l *law) reach(ctx context.Context, revision uint64) error {
	for {
		changed := l.Engine.Changed()
		all, err := l.Store.ClusterStatuses(ctx)
		if err != nil {
			return err
		}
		if len(all) == 1 && all[0].Applied >= revision {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("%w: %+v", ctx.Err(), all)
		}
	}
}

// snapshot is a reader's transaction, with the revision that the control row
// had in its very snapshot.
type snapshot struct {
	*law
	user     int
	revision uint64
	conn     *pgx.Conn
}

// open begins a transaction as a user. Its snapshot is one of the
// administrator's, who alone may read the control row.
func (l *law) open(user int) (*snapshot, error) {
	ctx := context.Background()
	admin, err := pgx.Connect(ctx, l.dsn("postgres"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = admin.Close(ctx) }()
	s := &snapshot{law: l, user: user}
	if s.conn, err = pgx.Connect(ctx, l.dsn(l.readers[user])); err != nil {
		return nil, err
	}
	var id string
	var revision int64
	_, err = admin.Exec(ctx, "BEGIN ISOLATION LEVEL REPEATABLE READ")
	if err == nil {
		err = admin.QueryRow(ctx, "SELECT pg_export_snapshot(), coalesce((SELECT revision FROM scrim_system.control), 0)").Scan(&id, &revision)
	}
	if err == nil {
		_, err = s.conn.Exec(ctx, "BEGIN ISOLATION LEVEL REPEATABLE READ; SET TRANSACTION SNAPSHOT '"+id+"'")
	}
	s.revision = uint64(max(revision, 0))
	if err != nil {
		s.close()
		return nil, fmt.Errorf("user %d takes a snapshot: %w", user, err)
	}
	return s, nil
}

// once reads a source in a snapshot of its own.
func (l *law) once(user, source int) ([]row, error) {
	s, err := l.open(user)
	if err != nil {
		return nil, err
	}
	defer s.close()
	return s.read(source)
}

func (s *snapshot) close() { _ = s.conn.Close(context.Background()) }

func (l *law) dsn(account string) string {
	return fmt.Sprintf("postgres://%s@%s:%d/%s?sslmode=disable", account, l.Cluster.Host, l.Cluster.Port, l.Cluster.ViewDatabase)
}

// read reads a source and holds what it read against the law.
func (s *snapshot) read(source int) ([]row, error) {
	got, err := pgx.CollectRows(must(s.conn.Query(context.Background(), fmt.Sprintf("SELECT id::text, coalesce(region, ''), coalesce(email, '') FROM governed.hr_s%d ORDER BY id", source))),
		func(r pgx.CollectableRow) (out row, err error) { return out, r.Scan(&out.id, &out.region, &out.email) })
	if err != nil {
		return nil, fmt.Errorf("user %d reads source %d: %w", s.user, source, err)
	}
	s.reads.Add(1)
	s.shown.Add(int64(len(got)))
	worlds := s.history.since(s.revision)
	for _, w := range worlds {
		if contain(w.allowed(s.user, source), got) {
			return got, nil
		}
	}
	return got, fmt.Errorf("user %d read %v of source %d in a snapshot at revision %d, which none of these allows: %s", s.user, got, source, s.revision, list(worlds))
}

func must(r pgx.Rows, _ error) pgx.Rows { return r } // pgx.CollectRows reports it

func list(worlds []documents) string {
	var b strings.Builder
	for _, w := range worlds {
		fmt.Fprintf(&b, "\n\t%+v", w)
	}
	return b.String()
}

// fresh reads again and again, each time in a new snapshot, until stopped or
// until the law is broken.
func (l *law) fresh(t rapid.TB) (stop func()) {
	var group sync.WaitGroup
	var over atomic.Bool
	var broken [2]error
	for u := range l.readers {
		group.Go(func() {
			for i := 0; !over.Load() && broken[u] == nil; i++ {
				_, broken[u] = l.once(u, i%2)
			}
		})
	}
	return func() {
		over.Store(true)
		group.Wait()
		if err := errors.Join(broken[:]...); err != nil {
			t.Fatal(err)
		}
	}
}

// engine is another one on the same store, with another clock. Run it with
// start.
func engine(t rapid.TB, s *stack.Stack, now func() time.Time) *reconcile.Engine {
	e, err := reconcile.New(reconcile.Config{Store: s.Store, Open: s.Opener(), Log: slog.New(slog.DiscardHandler), Now: now, Holder: "rival"})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// ahead is a clock by which every lease of today has ended.
func ahead() time.Time { return time.Now().Add(time.Minute) }

// rival is a second engine on the same store, whose clock runs ahead: it takes
// the lease while the first still believes to hold it.
func (l *law) rival(t rapid.TB) (stop func()) {
	return start(t, engine(t, l.Stack, ahead))
}

func start(t rapid.TB, e *reconcile.Engine) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var group sync.WaitGroup
	group.Go(func() {
		if err := e.Run(ctx); err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("the rival: %v", err)
		}
	})
	return func() { cancel(); group.Wait() }
}

// Which revision is enforced does not depend on whose clock is right: only a
// snapshot that is older than the revision holds it up.
func TestEnforcedThoughClocksDiffer(t *testing.T) {
	pgtesting.NeedServers(t)
	l := newLaw(t)
	e := engine(t, l.Stack, ahead)
	defer start(t, e)()
	l.Exec("GRANT pg_read_all_stats TO " + pgx.Identifier{l.Cluster.Credentials.User}.Sanitize())
	old, err := l.open(0)
	if err != nil {
		t.Fatal(err)
	}
	now := documents{}
	now.users[0].groups = []string{"g"}
	revision := l.send(t, now.text(&documents{}, l.sources, l.readers))
	status := func(what string, ok func(state.ClusterStatus) bool) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		for {
			changed := e.Changed()
			all, err := l.Store.ClusterStatuses(ctx)
			if err == nil && len(all) == 1 && ok(all[0]) {
				return
			}
			select {
			case <-changed:
			case <-ctx.Done():
				t.Fatalf("%s is not reached: %+v %v", what, all, err)
			}
		}
	}
	status("applied", func(s state.ClusterStatus) bool { return s.Applied >= revision })
	status("not enforced", func(s state.ClusterStatus) bool { return s.Enforced < revision })
	young, err := l.open(0)
	if err != nil {
		t.Fatal(err)
	}
	defer young.close()
	old.close()
	status("enforced", func(s state.ClusterStatus) bool { return s.Enforced >= revision })
}

// Law 11, on a PostgreSQL: documents change in any order while readers read,
// some in transactions that stay open, some of which hold what DDL waits for,
// while the connection breaks and a second engine takes over.
func TestLaw11(t *testing.T) {
	pgtesting.NeedServers(t)
	l := newLaw(t)
	l.begun(t)
	begin := time.Now()
	rapid.Check(t, func(rt *rapid.T) {
		if time.Since(begin) < budget {
			l.episode(rt)
		}
	})
	t.Logf("%d reads of %d rows over %d revisions", l.reads.Load(), l.shown.Load(), len(l.history.worlds))
	if l.shown.Load() == 0 {
		t.Error("nobody read anything")
	}
}

// begun starts with a world in which somebody reads something: what is drawn
// walks on from there, and from one that shows nothing it may take long.
func (l *law) begun(t *testing.T) {
	before, _ := l.newest()
	now := before
	now.users[0].regions = []string{"eu"}
	l.history.add(now)
	l.history.accepted(l.send(t, now.text(&before, l.sources, l.readers)))
	l.settled(t, 1)
	l.shown.Store(0) // the law is about what is read from now on
}

// budget bounds the test: episodes that begin later do nothing.
const budget = 25 * time.Second

func (l *law) episode(rt *rapid.T) {
	stop := l.fresh(rt)
	defer stop()
	if rapid.IntRange(0, 9).Draw(rt, "rival") == 0 {
		end := l.rival(rt)
		defer l.settled(rt, 2)
		defer end()
	} else {
		defer l.settled(rt, 1)
	}
	defer l.Cut(-1)
	var open []*snapshot
	defer func() {
		for _, s := range open {
			s.close()
		}
	}()
	for range rapid.IntRange(2, 5).Draw(rt, "steps") {
		switch rapid.IntRange(0, 9).Draw(rt, "step") {
		case 0, 1: // reads nothing yet, and locks nothing
			open = append(open, l.begin(rt))
		case 2:
			s := l.begin(rt)
			s.look(rt) // holds what DDL waits for
			open = append(open, s)
		case 3:
			l.Cut(rapid.SampledFrom([]int{1, 1, 1, 0, 2, 3, 4, 5}).Draw(rt, "units"))
		case 4:
			l.Cut(-1)
		}
		before, _ := l.newest()
		now := before.change(rt)
		text := now.text(&before, l.sources, l.readers)
		if strings.TrimSpace(text) == "" {
			continue
		}
		l.history.add(now)
		l.history.accepted(l.send(rt, text))
		if rapid.IntRange(0, 2).Draw(rt, "wait") == 0 {
			l.progress()
		}
		for _, s := range open {
			s.look(rt)
		}
		for i := range 4 {
			if _, err := l.once(i/2, i%2); err != nil {
				rt.Fatal(err)
			}
		}
	}
}

func (l *law) begin(rt *rapid.T) *snapshot {
	s, err := l.open(rapid.IntRange(0, 1).Draw(rt, "reader"))
	if err != nil {
		rt.Fatal(err)
	}
	return s
}

func (s *snapshot) look(rt *rapid.T) {
	if _, err := s.read(rapid.IntRange(0, 1).Draw(rt, "source")); err != nil {
		rt.Fatal(err)
	}
}

// progress lets the engine come further: until it says something new.
func (l *law) progress() {
	select {
	case <-l.Engine.Changed():
	case <-time.After(time.Second):
	}
}
