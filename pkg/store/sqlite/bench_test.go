package sqlite_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"scrim/pkg/event"
	"scrim/pkg/state"
	"scrim/pkg/store"
	"scrim/pkg/store/sqlite"
)

// BenchmarkAccept is one delivery of one new user with one cluster
// registered, durable when it returns.
func BenchmarkAccept(b *testing.B) {
	for _, goroutines := range []int{1, 8} {
		b.Run(fmt.Sprintf("goroutines=%d", goroutines), func(b *testing.B) {
			s := open(b, filepath.Join(b.TempDir(), "scrim.db"))
			defer closing(b, s)
			acceptCluster(b, s)
			deliveries, events := make([]store.Delivery, b.N), make([][]event.Event, b.N)
			for i := range b.N {
				deliveries[i], events[i] = one(fmt.Sprint(i), 1)
			}
			var next atomic.Int64
			var wg sync.WaitGroup
			b.ResetTimer()
			for range goroutines {
				wg.Go(func() {
					for {
						i := int(next.Add(1)) - 1
						if i >= b.N {
							return
						}
						if _, err := s.Accept(context.Background(), deliveries[i], events[i]); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "accepts/s")
		})
	}
}

// BenchmarkAcceptBatch is one delivery of 100 new users with an access each.
func BenchmarkAcceptBatch(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "scrim.db"))
	defer closing(b, s)
	acceptCluster(b, s)
	for i := range b.N {
		b.StopTimer()
		d, events := batch(fmt.Sprint(i), 100)
		b.StartTimer()
		if _, err := s.Accept(context.Background(), d, events); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*200/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkSnapshotOneUser is what a worker reads for one user's facts. It
// must not grow with the number of users.
func BenchmarkSnapshotOneUser(b *testing.B) {
	for _, users := range []int{100, 10_000} {
		b.Run(fmt.Sprintf("users=%d", users), func(b *testing.B) {
			s := open(b, filepath.Join(b.TempDir(), "scrim.db"))
			defer closing(b, s)
			const size = 100
			for i := range users / size {
				d, events := batch(fmt.Sprint(i), size)
				if _, err := s.Accept(context.Background(), d, events); err != nil {
					b.Fatal(err)
				}
			}
			for b.Loop() {
				readOneUser(b, s, "user-0/50")
			}
		})
	}
}

func readOneUser(b *testing.B, s *sqlite.Store, id string) {
	b.Helper()
	who := state.Target{Kind: event.KindUser, ID: id}
	err := s.Read(context.Background(), func(snap store.Snapshot) error {
		user, err := snap.Object(event.KindUser, id)
		if err != nil || len(user) != 1 {
			return fmt.Errorf("%d users, %w", len(user), err)
		}
		for _, kind := range []event.Kind{event.KindSession, event.KindAcknowledgement, event.KindAccess, event.KindProject} {
			found, err := snap.Referring(kind, who)
			if err != nil {
				return err
			}
			if kind == event.KindAccess && len(found) != 1 {
				return fmt.Errorf("%d accesses", len(found))
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// batch is a delivery of users with one access each.
func batch(id string, users int) (store.Delivery, []event.Event) {
	var d store.Delivery
	var events []event.Event
	for i := range users {
		name := fmt.Sprintf("%s/%d", id, i)
		first, user := one(name, 1)
		d = first
		events = append(events, user...)
		events = append(events, document("access/"+name, event.KindAccess,
			fmt.Sprintf(`{"user":"user-%s","source":"s","decision":"approved","version":1}`, name)))
	}
	d.ID = "batch/" + id
	return d, events
}

func acceptCluster(b *testing.B, s *sqlite.Store) {
	b.Helper()
	e := document("cluster", event.KindCluster,
		`{"id":"c","version":1,"warehouse":"postgres","host":"h","port":5432,"credentials":{"user":"u"},"view_database":"v"}`)
	_, err := s.Accept(context.Background(), store.Delivery{Sender: "admin", ID: "cluster", Digest: "0", Now: noon}, []event.Event{e})
	if err != nil {
		b.Fatal(err)
	}
}
