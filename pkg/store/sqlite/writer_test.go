package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"scrim/pkg/store"
)

// TestABrokenTransactionAnswersNobody: when the transaction that several
// callers share is lost, whoever was told that it was accepted finds it, and
// the others can come again.
func TestABrokenTransactionAnswersNobody(t *testing.T) {
	t.Parallel()
	s := open(t, filepath.Join(t.TempDir(), "scrim.db"))
	defer closing(t, s)
	ctx := context.Background()
	var mu sync.Mutex
	accepted, refused := map[string]uint64{}, map[string]uint64{}
	var wg sync.WaitGroup
	for g := range 6 {
		wg.Go(func() {
			for i := range 40 {
				if g == 0 {
					if err := s.Break(ctx); err == nil {
						t.Error("a broken transaction was committed")
					}
					continue
				}
				id := fmt.Sprintf("%d/%d", g, i)
				d, events := one(id, 1)
				receipt, err := s.Accept(ctx, d, events)
				mu.Lock()
				if err != nil {
					refused[id] = 0
				} else {
					accepted[id] = receipt.Revision
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	for id, revision := range accepted {
		if entry, err := s.Entry(ctx, revision); err != nil || entry.Delivery != id {
			t.Errorf("%s was accepted as %d, which is %+v, %v", id, revision, entry, err)
		}
	}
	for id := range refused {
		if receipt := acceptOne(t, s, id, 1); receipt.Repeated {
			t.Errorf("%s was refused and kept", id)
		}
	}
	t.Logf("%d accepted, %d refused", len(accepted), len(refused))
}

// TestAReadThatIsGivenUp leaves its connection to the next reader.
func TestAReadThatIsGivenUp(t *testing.T) {
	t.Parallel()
	s := open(t, filepath.Join(t.TempDir(), "scrim.db"))
	defer closing(t, s)
	acceptOne(t, s, "d1", 1)
	for range 20 {
		ctx, cancel := context.WithCancel(context.Background())
		err := s.Read(ctx, func(snap store.Snapshot) error {
			cancel()
			_, err := snap.Objects("user", 0)
			return err
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("error is %v", err)
		}
	}
	acceptOne(t, s, "d2", 1)
	err := s.Read(context.Background(), func(snap store.Snapshot) error {
		if snap.Revision() != 2 {
			t.Errorf("a reader was left behind at revision %d", snap.Revision())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
