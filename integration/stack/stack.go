// Package stack runs a whole scrim inside a test: a private warehouse, the
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

	"github.com/jackc/pgx/v5"

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

// Stack is one scrim with one warehouse of kind postgres, registered as
// cluster "main".
type Stack struct {
	Database pgtesting.Database
	Store    *sqlite.Store
	Engine   *reconcile.Engine
	Control  *control.Control
	Account  string // of scrim on the warehouse

	t   testing.TB
	cut atomic.Int64 // how many units may still be applied; negative is no limit
}

// Cut lets n more units be applied; the next one, and all after it, fail as if
// the connection had broken. A negative n mends it.
func (s *Stack) Cut(n int) { s.cut.Store(int64(n)) }

// ErrCut is why a unit was not applied.
var ErrCut = errors.New("the connection was cut by the test")

// cutting is a warehouse whose connection breaks where the test says.
type cutting struct {
	reconcile.Warehouse
	left *atomic.Int64
}

// Apply runs unit by unit, as far as it may.
func (c cutting) Apply(ctx context.Context, script plan.Script) ([]plan.Outcome, error) {
	var all []plan.Outcome
	for _, u := range script.Units {
		if c.left.Load() == 0 {
			return all, ErrCut
		}
		outcomes, err := c.Warehouse.Apply(ctx, plan.Script{Of: script.Of, Claim: script.Claim, Units: []plan.ScriptUnit{u}})
		all = append(all, outcomes...)
		if err != nil {
			return all, err
		}
		if c.left.Load() > 0 {
			c.left.Add(-1)
		}
	}
	return all, nil
}

// New starts a stack. Cluster adds lines to the cluster's document.
func New(t testing.TB, cluster ...string) *Stack {
	t.Helper()
	s := &Stack{t: t, Database: pgtesting.NewDatabase(t)}
	s.Cut(-1)
	s.Account = pgtesting.Role(t, "LOGIN")
	s.Database.Exec(t, fmt.Sprintf("GRANT CREATE ON DATABASE %q TO %q", s.Database.Name, s.Account))
	state, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "scrim.db"))
	if err != nil {
		t.Fatal(err)
	}
	s.Store = state
	s.Engine, err = reconcile.New(reconcile.Config{Store: state, Open: s.open, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Now: time.Now, Holder: "test"})
	if err != nil {
		t.Fatal(err)
	}
	s.Control = &control.Control{Store: state, Engine: s.Engine, Now: time.Now, NewID: rand.Text}
	s.run()
	s.Put(strings.Join(append([]string{s.clusterDocument()}, cluster...), "\n"))
	return s
}

func (s *Stack) clusterDocument() string {
	server := pgtesting.Start(s.t)
	return fmt.Sprintf(`kind: cluster
id: main
warehouse: postgres
host: 127.0.0.1
port: %d
view_database: %s
credentials: {user: %s}
open: true`, server.Port(), s.Database.Name, s.Account)
}

// Host is what a source's document says of where its table is.
func (s *Stack) Host() string { return "host: 127.0.0.1" }

func (s *Stack) open(ctx context.Context, c catalog.Cluster) (reconcile.Warehouse, error) {
	salts, err := secret.NewSalts(MasterKey)
	if err != nil {
		return nil, err
	}
	w, err := warehouse.Open(ctx, c, keys{salts})
	if err != nil {
		return nil, err
	}
	return cutting{w, &s.cut}, nil
}

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

// Resync compares everything and returns what was planned.
func (s *Stack) Resync() plan.Script {
	s.t.Helper()
	result, err := s.Engine.Resync(s.t.Context(), "main", reconcile.Request{})
	if err != nil {
		s.t.Fatalf("resyncing: %v", err)
	}
	return result.Script
}

// Reader makes a login role and returns its name; a user document maps to it
// when its id is that name.
func (s *Stack) Reader() string { return pgtesting.Role(s.t, "LOGIN") }

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
	conn := s.Database.Connect(s.t, reader)
	rows, err := conn.Query(s.t.Context(), query, pgx.QueryExecModeSimpleProtocol)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	lines := []string{}
	for rows.Next() {
		var cells []string
		for _, raw := range rows.RawValues() {
			if raw == nil {
				cells = append(cells, "-")
				continue
			}
			cells = append(cells, string(raw))
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return lines, rows.Err()
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
