package stack_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3/driver"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/control"
	"scrim/pkg/reconcile"
	"scrim/pkg/server/api"
	"scrim/pkg/store/sqlite"
)

// file opens a store's file beside scrim, as a backup does.
func file(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := driver.Open("file:" + path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// restored is a scrim on a copy of the store.
func restored(t *testing.T, s *stack.Stack, path string) *control.Control {
	t.Helper()
	state, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = state.Close() })
	engine, err := reconcile.New(reconcile.Config{Store: state, Open: s.Opener(), Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Now: time.Now, Holder: "restored", Retry: 200 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return &control.Control{Store: state, Engine: engine, Now: time.Now, NewID: rand.Text}
}

// A copy that was made while scrim ran, and that is sent more than the original
// ever was before it looks at the warehouse for the first time, writes nothing
// until an operator says so; then the original does not.
func TestARestoredCopyIsRefusedForGood(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	ann := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.User(ann, ""))
	path := filepath.Join(t.TempDir(), "copy.db")
	if _, err := file(t, s.Path).ExecContext(t.Context(), "VACUUM INTO ?", path); err != nil {
		t.Fatal(err)
	}
	if _, err := file(t, path).ExecContext(t.Context(), "UPDATE lease SET expires = 0"); err != nil { // as if time had passed
		t.Fatal(err)
	}
	s.Put(stack.User(ann, "disabled: true"))
	sees(t, s, ann)

	other := restored(t, s, path)
	for range 5 {
		if _, err := other.Submit(t.Context(), api.Submission{Body: []byte(stack.User("another-"+rand.Text(), ""))}); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- other.Engine.Run(ctx) }()
	defer func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}()
	for {
		changed := other.Engine.Changed()
		all, err := other.Clusters(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if message := all.Clusters[0].Status.Message; strings.Contains(message, "--take-over") {
			if !strings.Contains(message, "the warehouse is at revision") {
				t.Errorf("it is refused with %q", message)
			}
			break
		}
		select {
		case <-changed:
		case <-time.After(20 * time.Second):
			t.Fatalf("the copy is not refused: %+v", all.Clusters[0].Status)
		}
	}
	if _, err := other.Engine.Resync(t.Context(), "main", reconcile.Request{}); err == nil || !strings.Contains(err.Error(), "--take-over") {
		t.Errorf("a resync without the operator's word: %v", err)
	}
	sees(t, s, ann)

	if _, err := other.Engine.Resync(t.Context(), "main", reconcile.Request{TakeOver: true}); err != nil {
		t.Fatal(err)
	}
	sees(t, s, ann, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
	if _, err := s.Engine.Resync(t.Context(), "main", reconcile.Request{}); err == nil || !strings.Contains(err.Error(), "--take-over") {
		t.Errorf("after the copy has taken over, the original writes: %v", err)
	}
}

// While a warehouse does not answer, the store's log is folded into its file all
// the same, and the pass that waited is about the revision that it read.
func TestASilentWarehousePinsNothing(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	ann := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.MaskEmail + stack.User(ann, ""))
	asked, answer := s.Stall()
	defer answer()
	if err := s.TryPut(stack.User(ann, "groups: [{name: hr}]")); err != nil {
		t.Fatal(err)
	}
	<-asked
	for range 20 {
		if err := s.TryPut(stack.User("another-"+rand.Text(), "")); err != nil {
			t.Fatal(err)
		}
	}
	var busy, log, folded int
	if err := file(t, s.Path).QueryRowContext(t.Context(), "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &log, &folded); err != nil {
		t.Fatal(err)
	}
	if log == 0 || folded < log {
		t.Errorf("of %d pages of the log %d are folded into the file", log, folded)
	}
	answer()
	s.Put(stack.User("last", ""))
	sees(t, s, ann, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
}

// A policy that begins to compare an attribute is about whoever has it; what
// they are sent while the warehouse is silent counts, and nothing is mixed.
func TestAComparisonReachesItsHolders(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	ann, bob := s.Reader(), s.Reader()
	s.Put(s.People() + stack.Everyone + stack.User(ann, "attributes: {number: [\"01\"]}") + stack.User(bob, "attributes: {number: [\"2\"]}"))
	number := "SELECT value FROM scrim_system.profile WHERE name = 'number' ORDER BY value"
	if got := s.Read("", number); strings.Join(got, " ") != "01 2" {
		t.Fatalf("before, the facts are %v", got)
	}
	asked, answer := s.Stall()
	defer answer()
	if err := s.TryPut("kind: policy\nid: own\napplies_to: {all: true}\nrules: [{filter: 'row.id in user.attribute(\"number\")'}]\n"); err != nil {
		t.Fatal(err)
	}
	<-asked
	if err := s.TryPut(stack.User(bob, "attributes: {number: [\"3\"]}")); err != nil {
		t.Fatal(err)
	}
	answer()
	s.Put(stack.User("last", ""))
	sees(t, s, ann)
	sees(t, s, bob, "3|-|c@x.com")
	if got := s.Read("", number); strings.Join(got, " ") != "3" {
		t.Errorf("the facts are %v", got)
	}
}
