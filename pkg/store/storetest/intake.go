package storetest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

func intakeTests() tests {
	return tests{
		"EachAcceptedEventGetsTheNextRevision":      eachAcceptedEventGetsTheNextRevision,
		"TheSameDeliveryAgainGetsTheFirstReceipt":   theSameDeliveryAgainGetsTheFirstReceipt,
		"AStaleDeliveryAgainIsRepeatedToo":          aStaleDeliveryAgainIsRepeatedToo,
		"OtherBytesUnderOneIDAreRefused":            otherBytesUnderOneIDAreRefused,
		"DeliveryIDsAreEachSendersOwn":              deliveryIDsAreEachSendersOwn,
		"ADeliveryThatNamesNothingIsRefused":        aDeliveryThatNamesNothingIsRefused,
		"ABatchIsAllOrNothing":                      aBatchIsAllOrNothing,
		"AllBitsOfAVersionAreKept":                  allBitsOfAVersionAreKept,
		"TheJournalGivesEventsBack":                 theJournalGivesEventsBack,
		"PruningForgetsDeliveriesAndChangesNothing": pruningForgetsDeliveriesAndChangesNothing,
		"ManyAtOnce":               testManyAtOnce,
		"AnEndedContextIsNoAnswer": anEndedContextIsNoAnswer,
	}
}

func eachAcceptedEventGetsTheNextRevision(t *testing.T, s store.Store) {
	got := accept(t, s, "d1",
		user(t, "e1", "platform", "ann", 2, "hr"),
		user(t, "e2", "platform", "ann", 1, "it"),    // stale
		user(t, "e3", "platform", "ann", 2, "sales"), // another word on version 2
		synced(t, "e4", "platform"),
		remove(t, "e5", "platform", event.KindUser, "ann", 3),
	)
	want := store.Receipt{Revision: 4, Results: []store.Result{
		{EventID: "e1", Verdict: state.Accepted, Revision: 1, Kind: event.KindUser, ID: "ann", Version: 2},
		{EventID: "e2", Verdict: state.Stale, Kind: event.KindUser, ID: "ann", Version: 1},
		{EventID: "e3", Verdict: state.Conflicting, Revision: 2, Kind: event.KindUser, ID: "ann", Version: 2},
		{EventID: "e4", Verdict: state.Accepted, Revision: 3},
		{EventID: "e5", Verdict: state.Accepted, Revision: 4, Kind: event.KindUser, ID: "ann", Version: 3},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func theSameDeliveryAgainGetsTheFirstReceipt(t *testing.T, s store.Store) {
	e := user(t, "e1", "platform", "ann", 1, "hr")
	first := accept(t, s, "d1", e)
	accept(t, s, "d2", user(t, "e2", "platform", "ann", 2, "it"))
	again := accept(t, s, "d1", e)
	first.Repeated = true
	if diff := cmp.Diff(first, again); diff != "" {
		t.Error(diff)
	}
	read(t, s, func(snap store.Snapshot) error {
		if snap.Revision() != 2 {
			t.Errorf("a repeated delivery moved the revision to %d", snap.Revision())
		}
		return nil
	})
}

func aStaleDeliveryAgainIsRepeatedToo(t *testing.T, s store.Store) {
	accept(t, s, "d1", user(t, "e1", "platform", "ann", 2, "hr"))
	stale := user(t, "e2", "platform", "ann", 1, "it")
	first, again := accept(t, s, "d2", stale), accept(t, s, "d2", stale)
	if first.Revision != 0 || first.Repeated || !again.Repeated || again.Results[0].Verdict != state.Stale {
		t.Errorf("first %+v, again %+v", first, again)
	}
}

func otherBytesUnderOneIDAreRefused(t *testing.T, s store.Store) {
	accept(t, s, "d1", user(t, "e1", "platform", "ann", 1, "hr"))
	other := []event.Event{user(t, "e1", "platform", "ann", 9, "boss")}
	_, err := s.Accept(context.Background(), delivery("d1", other...), other)
	if !errors.Is(err, store.ErrDifferentBytes) {
		t.Fatalf("error is %v", err)
	}
	read(t, s, func(snap store.Snapshot) error {
		objects, err := snap.Object(event.KindUser, "ann")
		if err == nil && (len(objects) != 1 || objects[0].Version != 1) {
			t.Errorf("a refused delivery changed the object to %+v", objects)
		}
		return err
	})
}

func deliveryIDsAreEachSendersOwn(t *testing.T, s store.Store) {
	accept(t, s, "d1", user(t, "e1", "platform", "ann", 1, "hr"))
	events := []event.Event{user(t, "e1", "other", "bob", 1, "it")}
	d := delivery("d1", events...)
	d.Sender = "other"
	got, err := s.Accept(context.Background(), d, events)
	if err != nil || got.Repeated || got.Revision != 2 {
		t.Errorf("receipt %+v, error %v", got, err)
	}
}

func aDeliveryThatNamesNothingIsRefused(t *testing.T, s store.Store) {
	full := delivery("d1")
	for name, spoil := range map[string]func(*store.Delivery){
		"sender": func(d *store.Delivery) { d.Sender = "" },
		"id":     func(d *store.Delivery) { d.ID = "" },
		"digest": func(d *store.Delivery) { d.Digest = "" },
		"time":   func(d *store.Delivery) { d.Now = time.Time{} },
	} {
		d := full
		spoil(&d)
		if _, err := s.Accept(context.Background(), d, nil); err == nil {
			t.Errorf("a delivery without %s was accepted", name)
		}
	}
}

func aBatchIsAllOrNothing(t *testing.T, s store.Store) {
	events := []event.Event{user(t, "e1", "platform", "ann", 1, "hr"), {ID: "e2", Sender: "platform", Type: "scrim.user.updated"}}
	if _, err := s.Accept(context.Background(), delivery("d1", events...), events); err == nil {
		t.Fatal("an event without body was accepted")
	}
	read(t, s, func(snap store.Snapshot) error {
		objects, err := snap.Objects(event.KindUser, 0)
		if len(objects) > 0 || snap.Revision() != 0 {
			t.Errorf("half a batch was kept: revision %d, %+v", snap.Revision(), objects)
		}
		return err
	})
	if got := accept(t, s, "d1", events[0]); got.Repeated || got.Revision != 1 {
		t.Errorf("the id of a failed delivery was kept: %+v", got)
	}
}

func allBitsOfAVersionAreKept(t *testing.T, s store.Store) {
	e := user(t, "e1", "platform", "ann", 1, "hr")
	body := e.Body.(event.Put)
	body.Document.Version = math.MaxUint64
	e.Body = body
	accept(t, s, "d1", e)
	read(t, s, func(snap store.Snapshot) error {
		objects, err := snap.Object(event.KindUser, "ann")
		if err == nil && objects[0].Version != math.MaxUint64 {
			t.Errorf("version is %d", objects[0].Version)
		}
		return err
	})
	if got := must2(s.Entry(context.Background(), 1))(t); got.Version != math.MaxUint64 {
		t.Errorf("in the journal the version is %d", got.Version)
	}
}

func theJournalGivesEventsBack(t *testing.T, s store.Store) {
	first, second := user(t, "e1", "okta", "ann", 7, "hr"), synced(t, "e2", "okta")
	accept(t, s, "d1", first, second)
	accept(t, s, "d2", user(t, "e3", "okta", "ann", 1, "old"))
	want := []store.Entry{
		{Revision: 1, Principal: "platform", Delivery: "d1", EventID: "e1", Sender: "okta", Type: first.Type, Kind: event.KindUser,
			ID: "ann", Version: 7, Verdict: state.Accepted, Received: noon(), Raw: first.Raw},
		{Revision: 2, Principal: "platform", Delivery: "d1", EventID: "e2", Sender: "okta", Type: second.Type,
			Verdict: state.Accepted, Received: noon(), Raw: second.Raw},
	}
	ctx := context.Background()
	if diff := cmp.Diff(want, must2(s.Journal(ctx, 0, 10))(t)); diff != "" {
		t.Error(diff)
	}
	if got := must2(s.Journal(ctx, 1, 10))(t); len(got) != 1 || got[0].Revision != 2 {
		t.Errorf("after 1: %+v", got)
	}
	if got := must2(s.Journal(ctx, 0, 1))(t); len(got) != 1 || got[0].Revision != 1 {
		t.Errorf("one: %+v", got)
	}
	if got := must2(s.Entry(ctx, 2))(t); !cmp.Equal(got, want[1]) {
		t.Errorf("entry 2: %+v", got)
	}
	if _, err := s.Entry(ctx, 3); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("entry 3: %v", err)
	}
}

func pruningForgetsDeliveriesAndChangesNothing(t *testing.T, s store.Store) {
	e := user(t, "e1", "platform", "ann", 1, "hr")
	accept(t, s, "d1", e)
	ctx := context.Background()
	if n := must2(s.Prune(ctx, noon()))(t); n != 0 {
		t.Errorf("%d forgotten that were not older", n)
	}
	if n := must2(s.Prune(ctx, noon().Add(time.Microsecond)))(t); n != 1 {
		t.Errorf("%d forgotten", n)
	}
	again := accept(t, s, "d1", e)
	if again.Repeated || again.Results[0].Verdict != state.Stale {
		t.Errorf("again: %+v", again)
	}
}

func anEndedContextIsNoAnswer(t *testing.T, s store.Store) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	e := user(t, "e1", "platform", "ann", 1, "hr")
	if _, err := s.Accept(ctx, delivery("d1", e), []event.Event{e}); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if got := accept(t, s, "d1", e); got.Revision != 1 {
		t.Errorf("receipt %+v", got)
	}
}

// testManyAtOnce delivers from many goroutines, some of which fail, and finds
// every revision given exactly once.
func testManyAtOnce(t *testing.T, s store.Store) {
	const senders, each = 8, 30
	accept(t, s, "taken", user(t, "e", "platform", "taken", 1, "x"))
	var mu sync.Mutex
	given := map[uint64]string{1: "taken"}
	var wg sync.WaitGroup
	for g := range senders {
		events := make([]event.Event, each)
		for i := range each {
			events[i] = user(t, fmt.Sprint(i), fmt.Sprint("sender-", g), "ann", uint64(i+1), "hr")
		}
		wg.Go(func() {
			for i, e := range events {
				if i%5 == 4 {
					_, err := s.Accept(context.Background(), delivery("taken", e), events[i:i+1])
					if !errors.Is(err, store.ErrDifferentBytes) {
						t.Errorf("error is %v", err)
					}
				}
				id := fmt.Sprintf("%d/%d", g, i)
				receipt, err := s.Accept(context.Background(), delivery(id, e), events[i:i+1])
				if err != nil {
					t.Errorf("accepting %s: %v", id, err)
					return
				}
				mu.Lock()
				if other, twice := given[receipt.Revision]; twice {
					t.Errorf("revision %d was given to %s and %s", receipt.Revision, other, id)
				}
				given[receipt.Revision] = id
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(given) != senders*each+1 {
		t.Errorf("%d revisions were given", len(given))
	}
	entries := must2(s.Journal(context.Background(), 0, senders*each+2))(t)
	for i, e := range entries {
		if e.Revision != uint64(i+1) || given[e.Revision] != e.Delivery {
			t.Fatalf("entry %d is revision %d of delivery %s, which was answered to %s", i, e.Revision, e.Delivery, given[e.Revision])
		}
	}
}

func rejectionTests() tests {
	return tests{
		"AreKeptInOrder":                     areKeptInOrder,
		"KeepTheBeginningOfTheBody":          keepTheBeginningOfTheBody,
		"NumbersAreNotUsedAgainAfterPruning": numbersAreNotUsedAgainAfterPruning,
	}
}

func areKeptInOrder(t *testing.T, s store.Store) {
	ctx := context.Background()
	one := store.Rejection{Door: "http", Sender: "platform", Delivery: "d", Digest: "00", Body: []byte("{"), At: noon(),
		Issues: issue.List{{Code: "not-json", Message: "it ends too early", Place: issue.Place{Line: 1}}}}
	bare := store.Rejection{Door: "nats", At: noon(), Body: []byte{}}
	a, b := must2(s.Reject(ctx, one))(t), must2(s.Reject(ctx, bare))(t)
	if a <= 0 || b <= a {
		t.Errorf("numbers %d, %d", a, b)
	}
	one.Number, bare.Number = a, b
	if diff := cmp.Diff([]store.Rejection{one, bare}, must2(s.Rejections(ctx, 0, 5))(t)); diff != "" {
		t.Error(diff)
	}
	if got := must2(s.Rejections(ctx, a, 5))(t); len(got) != 1 || got[0].Number != b {
		t.Errorf("after the first: %+v", got)
	}
	if got := must2(s.Rejections(ctx, 0, 1))(t); len(got) != 1 || got[0].Number != a {
		t.Errorf("one: %+v", got)
	}
}

func keepTheBeginningOfTheBody(t *testing.T, s store.Store) {
	ctx := context.Background()
	body := []byte(strings.Repeat("x", store.MaxRejectedBody+1))
	must2(s.Reject(ctx, store.Rejection{Door: "http", Body: body, At: noon()}))(t)
	if got := must2(s.Rejections(ctx, 0, 1))(t); len(got[0].Body) != store.MaxRejectedBody {
		t.Errorf("%d bytes were kept", len(got[0].Body))
	}
}

func numbersAreNotUsedAgainAfterPruning(t *testing.T, s store.Store) {
	ctx := context.Background()
	first := must2(s.Reject(ctx, store.Rejection{Door: "http", At: noon()}))(t)
	if n := must2(s.Prune(ctx, noon().Add(time.Hour)))(t); n != 1 {
		t.Errorf("%d forgotten", n)
	}
	if second := must2(s.Reject(ctx, store.Rejection{Door: "http", At: noon()}))(t); second <= first {
		t.Errorf("%d after %d", second, first)
	}
}

// must2 is must for a call with two results: must2(f())(t).
func must2[T any](v T, err error) func(tester) T {
	return func(t tester) T {
		t.Helper()
		return must(t, v, err)
	}
}
