package doors_test

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"scrim/integration/doors/served"
	"scrim/integration/pgtest"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

// deliveries is a log handler that hears what became of each JetStream
// message, at the moment between the commit and the acknowledgement.
type deliveries struct {
	slog.Handler
	mu     sync.Mutex
	heard  []string // verdicts
	before func()   // nil, or what happens between the two, once
}

func (d *deliveries) Handle(ctx context.Context, r slog.Record) error {
	door, verdict := "", ""
	r.Attrs(func(a slog.Attr) bool {
		switch a.Key {
		case "door":
			door = a.Value.String()
		case "verdict":
			verdict = a.Value.String()
		}
		return true
	})
	if r.Message == "delivery" && door == "jetstream" {
		d.mu.Lock()
		d.heard = append(d.heard, verdict)
		before := d.before
		d.before = nil
		d.mu.Unlock()
		if before != nil {
			before()
		}
	}
	return d.Handler.Handle(ctx, r)
}

func (d *deliveries) verdicts() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Join(d.heard, " ")
}

func TestStreamReachesReaders(t *testing.T) {
	broker := served.NewBroker(t)
	s, w := governed(t, served.Stream(broker.URL(), ""))
	ana := w.Reader("ana")
	publish := func(id, body string) { broker.Publish(served.Signed(t, served.Platform, id, body), body) }

	publish("m1", served.Batch(shop(w)...))
	s.Until("ana sees her rows", func(all map[string]state.ClusterStatus) bool {
		return all["main"].Open && w.Seen(ana) == served.Masked
	})
	// What nobody can read, or nobody signed, does not stop what comes after.
	broker.Publish(served.Signed(t, served.Platform, "m2", "no JSON \xff"), "no JSON \xff")
	unsigned := served.Event("user.updated", served.User("eve", 1, "hr"))
	broker.Publish(nil, unsigned)
	publish("m3", served.Event("user.promoted", `{"id":"ana","version":2}`))
	publish("m4", served.Event("user.updated", served.User("ana", 2, "hr")))
	s.Until("ana sees clear", func(map[string]state.ClusterStatus) bool { return w.Seen(ana) == served.Clear })

	rejected, err := s.API.Rejected(t.Context(), api.Page{})
	if err != nil || len(rejected.Rejected) != 3 {
		t.Fatalf("rejected are %+v, %v", rejected.Rejected, err)
	}
	for i, want := range []struct{ code, delivery, sender string }{
		{"not-utf8", "m2", served.Platform}, {"bad-signature", "", ""}, {"unknown-event-type", "m3", served.Platform},
	} {
		one := rejected.Rejected[i]
		if len(one.Issues) == 0 || string(one.Issues[0].Code) != want.code || one.Delivery != want.delivery || one.Sender != want.sender {
			t.Errorf("rejected number %d is of %q, delivery %q, for %v; want %+v", one.Number, one.Sender, one.Delivery, one.Issues, want)
		}
		if one.Door != served.StreamName && one.Door != "jetstream" || len(one.Body) == 0 {
			t.Errorf("rejected number %d came through %q with %d bytes", one.Number, one.Door, len(one.Body))
		}
	}
	if got := broker.Consumer(); got.NumAckPending != 0 || got.NumPending != 0 {
		t.Errorf("%d messages wait for an answer, %d to be read", got.NumAckPending, got.NumPending)
	}
}

// An operator may trust the subject: then unsigned messages are the trusted
// sender's, whose allow-list holds.
func TestTrustedSubject(t *testing.T) {
	broker := served.NewBroker(t)
	s, w := governed(t, served.Stream(broker.URL(), served.HR))
	ana := w.Reader("ana")
	s.Applied(s.Accept(shop(w)[:3]...), "main")
	s.Applied(s.Accept(served.Synced()), "main")
	broker.Publish(nil, served.EventFrom(served.HR, "policy.deleted", `{"id":"mask-email","version":9}`))
	broker.Publish(nil, served.EventFrom(served.HR, "user.updated", served.User("ana", 1)))
	s.Until("ana sees her rows", func(all map[string]state.ClusterStatus) bool {
		return all["main"].Open && w.Seen(ana) == served.Masked // open is said when the view is there
	})
	rejected, err := s.API.Rejected(t.Context(), api.Page{})
	if err != nil || len(rejected.Rejected) != 1 || !rejected.Rejected[0].Issues.Has("not-allowed") {
		t.Errorf("what the trusted sender may not send: %+v, %v", rejected.Rejected, err)
	}
}

// The commit happened, the acknowledgement was lost, and the service died: the
// message comes again to the next one and changes nothing.
func TestLostAcknowledgement(t *testing.T) {
	broker := served.NewBroker(t)
	proxy := served.NewProxy(t, broker.Addr())
	dead := make(chan struct{})
	log := &deliveries{Handler: slog.NewTextHandler(t.Output(), nil), before: func() { proxy.Cut(); close(dead) }}
	w := served.NewWarehouse(t, pgtest.Config{})
	s := served.New(t, served.Stream(broker.URLThrough(proxy), ""), served.Log(log))
	s.Start()
	s.Submit(w.Cluster("main"))
	ana := w.Reader("ana")
	body := served.Batch(shop(w)...)
	broker.Publish(served.Signed(t, served.Platform, "m1", body), body)
	<-dead
	s.Stop()
	if got := broker.Consumer(); got.NumAckPending != 1 {
		t.Fatalf("%d messages wait for an acknowledgement, not the one whose was lost", got.NumAckPending)
	}

	proxy.Mend()
	s.Start()
	journal, err := s.API.Events(t.Context(), api.Page{})
	if err != nil {
		t.Fatal(err)
	}
	s.Until("the message came again", func(map[string]state.ClusterStatus) bool {
		broker.Impatient()
		return strings.HasPrefix(log.verdicts(), "accepted repeated") && broker.Consumer().NumAckPending == 0
	})
	again, err := s.API.Events(t.Context(), api.Page{})
	if err != nil || len(again.Events) != len(journal.Events) {
		t.Errorf("the journal grew from %d events to %d (%v)", len(journal.Events), len(again.Events), err)
	}
	s.Until("ana sees her rows", func(all map[string]state.ClusterStatus) bool {
		return all["main"].Open && w.Seen(ana) == served.Masked // open is said when the view is there
	})
}
