// Package stack runs a whole scrim inside a test: a private warehouse (a
// PostgreSQL, or a Redshift stand-in with views in one database over tables in
// another), the
// store, the engine with its workers, and the admin door, without HTTP between
// them. It is for tests and benchmarks alone.
package stack

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"scrim/integration/pgtest/pgtesting"
	"scrim/pkg/catalog"
	"scrim/pkg/control"
	"scrim/pkg/event"
	"scrim/pkg/plan"
	"scrim/pkg/reconcile"
	"scrim/pkg/secret"
	"scrim/pkg/server/api"
	"scrim/pkg/store"
	"scrim/pkg/store/sqlite"
	"scrim/pkg/warehouse"
)

// MasterKey is what the stack's salts are made from.
const MasterKey = "a master key for tests, long enough"

// Stack is one scrim with one warehouse, registered as cluster "main".
type Stack struct {
	Store   *sqlite.Store
	Engine  *reconcile.Engine
	Control *control.Control
	Cluster catalog.Cluster // as registered
	Base    string          // the database of the base tables
	Bases   []string        // Base first; on Redshift one more
	Path    string          // of the store's file

	t     testing.TB
	site  site
	cut   atomic.Int64         // how many units may still be applied; negative is no limit
	keep  atomic.Bool          // see Keep
	kept  atomic.Int64         // see Kept
	held  atomic.Pointer[Held] // what the next script stops at; nil is nothing
	stall atomic.Pointer[stall]
}

// New starts a stack on PostgreSQL; more is added to the cluster's document.
func New(t testing.TB, more ...string) *Stack {
	t.Helper()
	return start(t, newPostgres(t), 0, more)
}

// NewRedshift starts a stack on a Redshift stand-in of its own, with views in
// one database over tables in two others.
func NewRedshift(t testing.TB, more ...string) *Stack {
	t.Helper()
	return start(t, newRedshift(t), 0, more)
}

// Each runs a test on PostgreSQL and on the Redshift stand-in.
func Each(t *testing.T, run func(t *testing.T, s *Stack)) {
	t.Helper()
	pgtesting.NeedServers(t)
	t.Run("postgres", func(t *testing.T) { run(t, New(t)) })
	t.Run("redshift", func(t *testing.T) { run(t, NewRedshift(t)) })
}

// EachWatched is Each with an engine that watches the warehouse all the time.
func EachWatched(t *testing.T, run func(t *testing.T, s *Stack)) {
	t.Helper()
	pgtesting.NeedServers(t)
	const soon = 20 * time.Millisecond
	t.Run("postgres", func(t *testing.T) { run(t, start(t, newPostgres(t), soon, nil)) })
	t.Run("redshift", func(t *testing.T) { run(t, start(t, newRedshift(t), soon, nil)) })
}

func start(t testing.TB, where site, watch time.Duration, more []string) *Stack {
	t.Helper()
	s := &Stack{t: t, site: where, Cluster: where.cluster(), Bases: where.bases()}
	s.Base = s.Bases[0]
	s.Cut(-1)
	s.Path = filepath.Join(t.TempDir(), "scrim.db")
	state, err := sqlite.Open(t.Context(), s.Path)
	if err != nil {
		t.Fatal(err)
	}
	s.Store = state
	s.Engine, err = reconcile.New(reconcile.Config{Store: state, Open: s.open, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Now: time.Now, Holder: "test", Retry: 500 * time.Millisecond, Watch: watch, Inbox: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	s.Control = &control.Control{Store: state, Engine: s.Engine, Tools: tools{}, Now: time.Now, NewID: rand.Text}
	s.run()
	s.Put(strings.Join(append([]string{s.ClusterDocument()}, more...), "\n"))
	return s
}

// ClusterDocument is how the stack registers its cluster.
func (s *Stack) ClusterDocument() string {
	document := fmt.Sprintf(`kind: cluster
id: %s
warehouse: %s
host: %s
port: %d
view_database: %s
credentials: {user: %s}
open: true`, s.Cluster.ID, s.Cluster.Kind, s.Cluster.Host, s.Cluster.Port, s.Cluster.ViewDatabase, s.Cluster.Credentials.User)
	if len(s.Cluster.Databases) > 0 {
		document += "\ndatabases: [" + strings.Join(s.Cluster.Databases, ", ") + "]"
	}
	return document
}

// Exec runs statements in the base database as the administrator.
func (s *Stack) Exec(statements ...string) {
	s.t.Helper()
	s.site.exec(s.t, s.Base, statements...)
}

// ExecIn is Exec in one of the Bases.
func (s *Stack) ExecIn(database string, statements ...string) {
	s.t.Helper()
	s.site.exec(s.t, database, statements...)
}

// Grant lets scrim read the tables of a schema, those to come only where the
// warehouse has such a grant.
func (s *Stack) Grant(schema string) {
	s.t.Helper()
	s.site.grant(s.t, s.Base, schema)
}

// GrantIn is Grant in one of the Bases.
func (s *Stack) GrantIn(database, schema string) {
	s.t.Helper()
	s.site.grant(s.t, database, schema)
}

// Revoke keeps scrim from naming the tables of a schema.
func (s *Stack) Revoke(schema string) {
	s.t.Helper()
	s.site.revoke(s.t, s.Base, schema)
}

func (s *Stack) open(ctx context.Context, c catalog.Cluster) (reconcile.Warehouse, error) {
	salts, err := secret.NewSalts(MasterKey)
	if err != nil {
		return nil, err
	}
	w, err := warehouse.Open(ctx, c, keys{salts})
	if err != nil {
		return nil, err
	}
	return faulty{w, s}, nil
}

// Opener is how the engine reaches the warehouse, for another engine.
func (s *Stack) Opener() reconcile.Opener { return s.open }

type keys struct{ salts secret.Salts }

func (keys) Secret(context.Context, catalog.Reference) (string, error) { return "", nil }

func (k keys) Salt(_ context.Context, name string) (string, error) { return k.salts.Of(name) }

func (s *Stack) run() {
	ctx, cancel := context.WithCancel(context.Background())
	var group sync.WaitGroup
	group.Go(func() {
		if err := s.Engine.Run(ctx); err != nil {
			s.t.Errorf("running the engine: %v", err)
		}
	})
	s.t.Cleanup(func() {
		cancel()
		group.Wait()
		if err := s.Store.Close(); err != nil {
			s.t.Errorf("closing the store: %v", err)
		}
	})
}

// Put sends documents through the admin door, as an operator, and waits until
// the warehouse shows them.
func (s *Stack) Put(documents string) {
	s.t.Helper()
	receipt, err := s.Control.Submit(s.t.Context(), api.Submission{Body: []byte(documents)})
	if err != nil {
		s.t.Fatalf("sending documents: %v", err)
	}
	s.Wait(receipt.Revision)
}

// TryPut is Put without waiting, with the error returned.
func (s *Stack) TryPut(documents string) error {
	_, err := s.Control.Submit(s.t.Context(), api.Submission{Body: []byte(documents)})
	return err
}

// Wait returns when the revision is applied, and fails the test when that
// takes too long.
func (s *Stack) Wait(revision uint64) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	defer cancel()
	answer, err := s.Control.Wait(ctx, api.WaitQuery{Revision: revision})
	if err != nil || !answer.Reached {
		s.t.Fatalf("revision %d is not applied: %+v %v", revision, answer.Clusters, err)
	}
}

// Until waits for something to become true after a pass.
func (s *Stack) Until(what string, holds func() bool) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	defer cancel()
	for {
		changed := s.Engine.Changed()
		if holds() {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			s.t.Fatalf("in vain waited until %s", what)
		}
	}
}

// Resync compares everything and returns what was planned.
func (s *Stack) Resync() plan.Script {
	s.t.Helper()
	changed := s.Engine.Changed()
	result, err := s.Engine.Resync(s.t.Context(), "main", reconcile.Request{})
	for errors.Is(err, reconcile.ErrUnavailable) { // between two terms, after a cut
		<-changed
		changed = s.Engine.Changed()
		result, err = s.Engine.Resync(s.t.Context(), "main", reconcile.Request{})
	}
	if err != nil {
		s.t.Fatalf("resyncing: %v", err)
	}
	return result.Script
}

// Reader makes a login role and returns its name; a user document maps to it
// when its id is that name.
func (s *Stack) Reader() string {
	s.t.Helper()
	return s.site.reader(s.t)
}

// Read runs a query as a reader and returns the rows as lines of text, values
// separated by "|", NULL as "-".
func (s *Stack) Read(reader, query string) []string {
	s.t.Helper()
	lines, err := s.TryRead(reader, query)
	if err != nil {
		s.t.Fatalf("reading as %s: %v", reader, err)
	}
	return lines
}

// TryRead is Read with the error returned.
func (s *Stack) TryRead(reader, query string) ([]string, error) {
	s.t.Helper()
	conn := connect(s.t, s.site.dsn(reader))
	defer func() { _ = conn.Close(context.Background()) }()
	// Without arguments, as text: as a reader's own tool would ask.
	results, err := conn.PgConn().Exec(s.t.Context(), query).ReadAll()
	if err != nil {
		return nil, err
	}
	lines := []string{}
	for _, result := range results {
		for _, row := range result.Rows {
			lines = append(lines, line(row))
		}
	}
	return lines, nil
}

func line(row [][]byte) string {
	cells := make([]string, len(row))
	for i, raw := range row {
		cells[i] = "-"
		if raw != nil {
			cells[i] = string(raw)
		}
	}
	return strings.Join(cells, "|")
}

// Send accepts CloudEvents as they come through a door, from a platform, and
// waits until the warehouse shows them.
func (s *Stack) Send(events string) {
	s.t.Helper()
	decoded, issues := event.Decode([]byte(events))
	if err := issues.Err(); err != nil {
		s.t.Fatal(err)
	}
	receipt, err := s.Store.Accept(s.t.Context(), store.Delivery{Sender: "platform", ID: rand.Text(), Digest: events, Now: time.Now()}, decoded)
	if err != nil {
		s.t.Fatal(err)
	}
	s.Wait(receipt.Revision)
}
