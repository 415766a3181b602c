package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/event"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

func workTests() tests {
	return tests{
		"EveryRegisteredClusterLooks":         everyRegisteredClusterLooks,
		"StaleEventsMarkNothing":              staleEventsMarkNothing,
		"TheEndOfASyncWakesEveryCluster":      theEndOfASyncWakesEveryCluster,
		"AgeIsOfTheFirstMark":                 ageIsOfTheFirstMark,
		"AChangeDuringALookOutlivesIt":        aChangeDuringALookOutlivesIt,
		"AMarkAtTheSameRevisionOutlivesALook": aMarkAtTheSameRevisionOutlivesALook,
		"DoneIsOneClustersWord":               doneIsOneClustersWord,
		"AnyoneCanAskForALook":                anyoneCanAskForALook,
		"AWakeComesForWhatIsDirty":            aWakeComesForWhatIsDirty,
		"ADroppedClusterIsForgotten":          aDroppedClusterIsForgotten,
	}
}

func everyRegisteredClusterLooks(t *testing.T, s store.Store) {
	accept(t, s, "d0", user(t, "e0", "a", "early", 1, "x"))
	accept(t, s, "d1", cluster(t, "e1", "c1", 1), cluster(t, "e2", "c2", 1), user(t, "e3", "a", "ann", 1, "x"))
	expect(t, marks(t, s, "c1"), "cluster c1@2", "user ann@4")
	expect(t, marks(t, s, "c2"), "cluster c2@3", "user ann@4")
	accept(t, s, "d2", remove(t, "e4", "scrim", event.KindCluster, "c2", 2), user(t, "e5", "a", "ann", 2, "y"))
	expect(t, marks(t, s, "c1"), "cluster c1@2", "user ann@6")
	expect(t, marks(t, s, "c2"), "user ann@4", "cluster c2@5")
	read(t, s, func(snap store.Snapshot) error {
		all, err := snap.DirtyClusters()
		expect(t, all, "c1", "c2")
		return err
	})
}

func staleEventsMarkNothing(t *testing.T, s store.Store) {
	accept(t, s, "d1", cluster(t, "e1", "c", 1), user(t, "e2", "a", "ann", 2, "x"))
	finish(t, s, "c")
	accept(t, s, "d2", user(t, "e3", "a", "ann", 1, "y"), user(t, "e4", "a", "ann", 2, "x"))
	expect(t, marks(t, s, "c"))
}

func theEndOfASyncWakesEveryCluster(t *testing.T, s store.Store) {
	accept(t, s, "d1", cluster(t, "e1", "c1", 1), cluster(t, "e2", "c2", 1))
	finish(t, s, "c1")
	accept(t, s, "d2", synced(t, "e3", "a"))
	expect(t, marks(t, s, "c1"), "cluster c1@3")
	expect(t, marks(t, s, "c2"), "cluster c2@3")
}

func ageIsOfTheFirstMark(t *testing.T, s store.Store) {
	accept(t, s, "d1", cluster(t, "e1", "c", 1))
	must(t, 0, s.MarkDirty(context.Background(), "c", []state.Target{target(event.KindCluster, "c")}, noon().Add(time.Hour)))
	if got := dirty(t, s, "c"); !got[0].Since.Equal(noon()) {
		t.Errorf("since %v", got[0].Since)
	}
}

func aChangeDuringALookOutlivesIt(t *testing.T, s store.Store) {
	accept(t, s, "d1", cluster(t, "e1", "c", 1), user(t, "e2", "a", "ann", 1, "x"))
	looking := dirty(t, s, "c")
	accept(t, s, "d2", user(t, "e3", "a", "ann", 2, "x"))
	must(t, 0, s.Done(context.Background(), "c", looking))
	expect(t, marks(t, s, "c"), "user ann@3")
}

func aMarkAtTheSameRevisionOutlivesALook(t *testing.T, s store.Store) {
	accept(t, s, "d1", cluster(t, "e1", "c", 1))
	looking := dirty(t, s, "c")
	must(t, 0, s.MarkDirty(context.Background(), "c", []state.Target{target(event.KindCluster, "c")}, noon()))
	must(t, 0, s.Done(context.Background(), "c", looking))
	expect(t, marks(t, s, "c"), "cluster c@1")
	finish(t, s, "c")
	must(t, 0, s.MarkDirty(context.Background(), "c", []state.Target{target(event.KindCluster, "c")}, noon()))
	must(t, 0, s.Done(context.Background(), "c", looking))
	expect(t, marks(t, s, "c"), "cluster c@1")
}

func doneIsOneClustersWord(t *testing.T, s store.Store) {
	accept(t, s, "d1", cluster(t, "e1", "c1", 1), cluster(t, "e2", "c2", 1), user(t, "e3", "a", "ann", 1, "x"))
	finish(t, s, "c1")
	expect(t, marks(t, s, "c1"))
	expect(t, marks(t, s, "c2"), "cluster c2@2", "user ann@3")
}

func anyoneCanAskForALook(t *testing.T, s store.Store) {
	accept(t, s, "d1", user(t, "e1", "a", "ann", 1, "x"))
	targets := []state.Target{target(event.KindUser, "ann"), target(event.KindSource, "s")}
	must(t, 0, s.MarkDirty(context.Background(), "gone", targets, noon()))
	expect(t, marks(t, s, "gone"), "source s@1", "user ann@1")
}

func aWakeComesForWhatIsDirty(t *testing.T, s store.Store) {
	wake, cancel := s.Subscribe()
	accept(t, s, "d1", user(t, "e1", "a", "ann", 1, "x")) // no cluster: nobody to wake
	expectWakes(t, wake, 0)
	accept(t, s, "d2", cluster(t, "e2", "c", 1))
	accept(t, s, "d3", cluster(t, "e3", "c", 2))
	expectWakes(t, wake, 1)
	accept(t, s, "d4", cluster(t, "e4", "c", 2)) // stale
	expectWakes(t, wake, 0)
	must(t, 0, s.MarkDirty(context.Background(), "c", []state.Target{target(event.KindUser, "ann")}, noon()))
	expectWakes(t, wake, 1)
	cancel()
	accept(t, s, "d5", cluster(t, "e5", "c", 3))
	expectWakes(t, wake, 0)
}

func aDroppedClusterIsForgotten(t *testing.T, s store.Store) {
	ctx := context.Background()
	accept(t, s, "d1", cluster(t, "e1", "c", 1), cluster(t, "e2", "other", 1))
	for _, c := range []string{"c", "other"} {
		must(t, 0, s.PutStatus(ctx, []state.Status{{Cluster: c, Target: target(event.KindUser, "ann")}}))
		must(t, 0, s.PutClusterStatus(ctx, state.ClusterStatus{Cluster: c}))
		must(t, 0, s.PutDeployed(ctx, c, []store.Deployed{{Source: "s"}}))
	}
	must(t, 0, s.DropCluster(ctx, "c"))
	expect(t, marks(t, s, "c"))
	expect(t, marks(t, s, "other"), "cluster other@2")
	left := must2(s.Statuses(ctx, "", store.StatusFilter{}))(t)
	clusters := must2(s.ClusterStatuses(ctx))(t)
	if len(left) != 1 || left[0].Cluster != "other" || len(clusters) != 1 || clusters[0].Cluster != "other" {
		t.Errorf("statuses %+v, clusters %+v", left, clusters)
	}
	if gone, kept := must2(s.Deployed(ctx, "c"))(t), must2(s.Deployed(ctx, "other"))(t); len(gone) != 0 || len(kept) != 1 {
		t.Errorf("deployed %+v and %+v", gone, kept)
	}
}

func dueTests() tests {
	return tests{
		"NothingIsEverDueOfItself":   nothingIsEverDueOfItself,
		"AnEndIsDueOnce":             anEndIsDueOnce,
		"AnEndDuringALookOutlivesIt": anEndDuringALookOutlivesIt,
		"ADeletionIsNeverDue":        aDeletionIsNeverDue,
	}
}

func nothingIsEverDueOfItself(t *testing.T, s store.Store) {
	accept(t, s, "d1", cluster(t, "e1", "c", 1), access(t, "e2", "a", "ann", "s", 1, time.Time{}))
	marked, next, err := s.Due(context.Background(), noon().AddDate(100, 0, 0))
	if err != nil || len(marked) != 0 || !next.IsZero() {
		t.Errorf("marked %v, next %v, error %v", marked, next, err)
	}
}

func anEndIsDueOnce(t *testing.T, s store.Store) {
	ctx := context.Background()
	first, second := noon().Add(time.Hour+time.Nanosecond), noon().Add(2*time.Hour)
	accept(t, s, "d1", cluster(t, "e1", "c1", 1), cluster(t, "e2", "c2", 1),
		access(t, "e3", "a", "ann", "s1", 1, first), access(t, "e4", "a", "ann", "s2", 1, first), access(t, "e5", "a", "bob", "s", 1, second))
	finish(t, s, "c1")
	finish(t, s, "c2")
	wake, cancel := s.Subscribe()
	defer cancel()

	marked, next, err := s.Due(ctx, noon().Add(time.Hour))
	if err != nil || len(marked) != 0 || next.Before(first) || next.After(first.Add(time.Microsecond)) {
		t.Fatalf("too early: marked %v, next %v, error %v", marked, next, err)
	}
	expectWakes(t, wake, 0)
	marked, next, err = s.Due(ctx, next)
	ann := []state.Target{target(event.KindUser, "ann")}
	if want := map[string][]state.Target{"c1": ann, "c2": ann}; err != nil || !cmp.Equal(marked, want) || !next.Equal(second) {
		t.Fatalf("marked %v, next %v, error %v", marked, next, err)
	}
	expectWakes(t, wake, 1)
	expect(t, marks(t, s, "c1"), "user ann@5")
	if got := dirty(t, s, "c1")[0].Since; got.Before(first) {
		t.Errorf("dirty since %v, before it was due", got)
	}
	finish(t, s, "c1")
	marked, _, err = s.Due(ctx, noon().Add(90*time.Minute))
	if err != nil || len(marked) != 0 {
		t.Fatalf("again: marked %v, error %v", marked, err)
	}
	marked, next, err = s.Due(ctx, noon().Add(24*time.Hour))
	if err != nil || len(marked) != 2 || !next.IsZero() {
		t.Fatalf("at the end: marked %v, next %v, error %v", marked, next, err)
	}
}

func anEndDuringALookOutlivesIt(t *testing.T, s store.Store) {
	ctx := context.Background()
	accept(t, s, "d1", cluster(t, "e1", "c", 1), access(t, "e2", "a", "ann", "s", 1, noon().Add(time.Hour)))
	looking := dirty(t, s, "c")
	if _, _, err := s.Due(ctx, noon().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	must(t, 0, s.Done(ctx, "c", looking))
	expect(t, marks(t, s, "c"), "user ann@2")
}

func aDeletionIsNeverDue(t *testing.T, s store.Store) {
	e := access(t, "e2", "a", "ann", "s", 1, noon().Add(time.Hour))
	accept(t, s, "d1", cluster(t, "e1", "c", 1), e)
	accept(t, s, "d2", remove(t, "e3", "a", event.KindAccess, e.Body.(event.Put).Document.ID, 2))
	marked, next, err := s.Due(context.Background(), noon().AddDate(1, 0, 0))
	if err != nil || len(marked) != 0 || !next.IsZero() {
		t.Errorf("marked %v, next %v, error %v", marked, next, err)
	}
}

// marks writes what a cluster has yet to look at as "kind id@revision".
func marks(t tester, s store.Store, cluster string) []string {
	t.Helper()
	var out []string
	for _, d := range dirty(t, s, cluster) {
		out = append(out, fmt.Sprintf("%s %s@%d", d.Kind, d.ID, d.Revision))
	}
	return out
}

// finish takes everything off a cluster's list.
func finish(t tester, s store.Store, cluster string) {
	t.Helper()
	must(t, 0, s.Done(context.Background(), cluster, dirty(t, s, cluster)))
}

// expectWakes receives what is there now. A wake is there when the call that
// caused it returns.
func expectWakes(t tester, wake <-chan struct{}, want int) {
	t.Helper()
	got := 0
	for more := true; more; {
		select {
		case <-wake:
			got++
		default:
			more = false
		}
	}
	if got != want {
		t.Errorf("%d wakes, expected %d", got, want)
	}
}
