package sqlite_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"scrim/pkg/event"
	"scrim/pkg/state"
	"scrim/pkg/store"
	"scrim/pkg/store/sqlite"
)

// childPath is set in the process that TestKilled kills; it names the
// database.
const childPath = "SCRIM_STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childPath); path != "" {
		if err := acceptForEver(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

// acknowledged is one line of the child: what it was told is accepted.
type acknowledged struct {
	Delivery string
	Version  uint64
	Receipt  store.Receipt
}

// acceptForEver accepts from several goroutines and prints each receipt after
// it got it.
func acceptForEver(path string) error {
	s, err := sqlite.Open(context.Background(), path)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	failed := make(chan error)
	for g := range 4 {
		go func() {
			for version := uint64(1); ; version++ {
				id := fmt.Sprintf("%d/%d/%d", os.Getpid(), g, version)
				d, events := one(id, version)
				receipt, err := s.Accept(context.Background(), d, events)
				if err != nil {
					failed <- err
					return
				}
				line, err := json.Marshal(acknowledged{id, version, receipt})
				if err != nil {
					failed <- err
					return
				}
				mu.Lock()
				_, err = os.Stdout.Write(append(line, '\n'))
				mu.Unlock()
				if err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	return <-failed
}

// TestKilled is law 6: what was acknowledged is there after kill -9 at any
// point.
func TestKilled(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "scrim.db")
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	draw := rand.New(rand.NewPCG(seed, 0))
	rounds := 12
	if testing.Short() {
		rounds = 4
	}
	var all []acknowledged
	for range rounds {
		all = append(all, killAfter(t, path, 1+draw.IntN(400), time.Duration(draw.IntN(3000))*time.Microsecond)...)
		expectAll(t, path, all)
	}
	t.Logf("%d acknowledged in %d killed processes", len(all), rounds)
}

// killAfter starts a process that accepts, reads so many of its lines, kills
// it a moment later and returns every whole line that it wrote.
func killAfter(t *testing.T, path string, lines int, moment time.Duration) (out []acknowledged) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), self)
	child.Env = append(os.Environ(), childPath+"="+path)
	child.Stderr = os.Stderr
	stdout, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	from := bufio.NewReader(stdout)
	for {
		line, err := from.ReadBytes('\n')
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		var one acknowledged
		if err := json.Unmarshal(line, &one); err != nil {
			t.Fatal(err)
		}
		out = append(out, one)
		if len(out) == lines {
			time.AfterFunc(moment, func() { _ = child.Process.Kill() })
		}
	}
	_ = child.Wait() // killed
	if len(out) < lines {
		t.Fatalf("the process ended by itself after %d lines", len(out))
	}
	return out
}

func expectAll(t *testing.T, path string, all []acknowledged) {
	t.Helper()
	s := open(t, path)
	defer closing(t, s)
	ctx := context.Background()
	for _, a := range all {
		entry, err := s.Entry(ctx, a.Receipt.Revision)
		if err != nil || entry.Delivery != a.Delivery || entry.Version != a.Version {
			t.Fatalf("%s was acknowledged as revision %d, which is %+v, %v", a.Delivery, a.Receipt.Revision, entry, err)
		}
	}
	last := all[len(all)-1]
	if again := acceptOne(t, s, last.Delivery, last.Version); !again.Repeated || again.Revision != last.Receipt.Revision {
		t.Fatalf("receipt %+v, then %+v", last.Receipt, again)
	}
	err := s.Read(ctx, func(snap store.Snapshot) error {
		entries, err := s.Journal(ctx, 0, int(snap.Revision())+1)
		if err != nil {
			return err
		}
		if len(entries) != int(snap.Revision()) {
			t.Errorf("%d entries at revision %d", len(entries), snap.Revision())
		}
		return expectFolded(t, snap, entries)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// expectFolded: the objects are what the journal says, so no transaction was
// torn.
func expectFolded(t *testing.T, snap store.Snapshot, entries []store.Entry) error {
	t.Helper()
	model := map[string]state.Object{}
	for _, e := range entries {
		events, issues := event.Decode(e.Raw)
		if issues.HasErrors() {
			t.Fatalf("the journal's event %d: %v", e.Revision, issues)
		}
		model[e.ID], _ = state.Fold(model[e.ID], events[0])
	}
	objects, err := snap.Objects(event.KindUser, 0)
	if len(objects) != len(model) {
		t.Errorf("%d objects, %d in the journal", len(objects), len(model))
	}
	for _, o := range objects {
		if !o.Equal(model[o.ID]) {
			t.Errorf("object %+v, in the journal %+v", o.Object, model[o.ID])
		}
	}
	return err
}

// one is a delivery of one new user.
func one(id string, version uint64) (store.Delivery, []event.Event) {
	e := document(id, event.KindUser, fmt.Sprintf(
		`{"attributes":{"region":["eu"]},"groups":[{"name":"hr"}],"id":%q,"kind":"user","version":%d}`, "user-"+id, version))
	sum := sha256.Sum256(e.Raw)
	return store.Delivery{Sender: "platform", ID: id, Digest: hex.EncodeToString(sum[:]), Now: noon}, []event.Event{e}
}

// document is an event as a door would decode it.
func document(id string, kind event.Kind, text string) event.Event {
	d, issues := event.DecodeDocument(kind, []byte(text))
	if issues.HasErrors() {
		panic(issues.Err())
	}
	e := event.Event{ID: id, Sender: "platform", Type: kind.Updated(), Body: event.Put{Document: d}}
	raw, err := event.Encode(e)
	if err != nil {
		panic(err)
	}
	e.Raw = raw
	return e
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func acceptOne(t testing.TB, s *sqlite.Store, id string, version uint64) store.Receipt {
	t.Helper()
	d, events := one(id, version)
	receipt, err := s.Accept(context.Background(), d, events)
	if err != nil {
		t.Fatalf("accepting: %v", err)
	}
	return receipt
}
