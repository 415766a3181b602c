package doors_test

import (
	"net/http"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"scrim/integration/doors/served"
	"scrim/integration/pgtest"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/webhooks"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("net/http.(*persistConn).readLoop"), goleak.IgnoreTopFunction("net/http.(*persistConn).writeLoop"))
}

// governed starts a scrim with one warehouse, cluster "main", whose gates wait
// for the platform's word.
func governed(t *testing.T, options ...served.Option) (*served.Scrim, *served.Warehouse) {
	t.Helper()
	w := served.NewWarehouse(t, pgtest.Config{})
	return governing(t, w, options...), w
}

// governing is a service for one warehouse.
func governing(t *testing.T, w *served.Warehouse, options ...served.Option) *served.Scrim {
	t.Helper()
	s := served.Start(t, options...)
	s.Submit(w.Cluster("main"))
	return s
}

// both runs a test on PostgreSQL and, through the stand-in, on Redshift.
func both(t *testing.T, test func(t *testing.T, s *served.Scrim, w *served.Warehouse)) {
	t.Helper()
	t.Run("postgres", func(t *testing.T) {
		w := served.NewWarehouse(t, pgtest.Config{})
		test(t, governing(t, w), w)
	})
	t.Run("redshift", func(t *testing.T) {
		w := served.NewRedshift(t)
		test(t, governing(t, w), w)
	})
}

// shop is everything that a platform sends first: hr.people with masked
// e-mails, and ana.
func shop(w *served.Warehouse, groups ...string) []string {
	return []string{
		served.Event("policy.updated", served.Everyone),
		served.Event("policy.updated", served.MaskEmail(1)),
		served.Event("source.updated", w.People("people", 1)),
		served.Event("user.updated", served.User("ana", 1, groups...)),
		served.Synced(),
	}
}

func TestWebhooksReachReaders(t *testing.T) {
	s, w := governed(t)
	ana := w.Reader("ana")
	first := served.Batch(shop(w)...)
	answer := s.Post(served.Platform, "d1", first)
	if answer.Status != http.StatusAccepted || len(answer.Results) != 5 {
		t.Fatalf("the first batch is answered with %d %s", answer.Status, answer.Text)
	}
	s.Applied(answer.Revision, "main")
	w.Sees(ana, served.Masked)

	// The same delivery again: the same body, and nothing happens.
	again := s.Post(served.Platform, "d1", first)
	if again.Status != http.StatusOK || again.Text != answer.Text {
		t.Errorf("the same delivery is answered with %d %s, first with %s", again.Status, again.Text, answer.Text)
	}
	// The same events in another delivery: stale, but for the word of completion, which has no version.
	stale := s.Post(served.Platform, "d2", served.Batch(shop(w)[:4]...))
	if stale.Status != http.StatusOK || stale.Revision != 0 {
		t.Errorf("stale events are answered with %d %s", stale.Status, stale.Text)
	}
	for _, one := range stale.Results {
		if one.Verdict != webhooks.Stale {
			t.Errorf("an event that says nothing new is %s", one.Verdict)
		}
	}
	// The same id with other bytes is somebody's mistake.
	if other := s.Post(served.Platform, "d1", served.Batch(served.Synced())); other.Status != http.StatusConflict {
		t.Errorf("other bytes are answered with %d %s", other.Status, other.Text)
	}

	next := s.Accept(served.Event("user.updated", served.User("ana", 2, "hr")))
	s.Applied(next, "main")
	w.Sees(ana, served.Clear)
}

// One version with two contents closes what it is about, until a greater one.
func TestConflictingVersions(t *testing.T) {
	s, w := governed(t)
	ana := w.Reader("ana")
	s.Applied(s.Accept(shop(w, "hr")...), "main")
	w.Sees(ana, served.Clear)

	answer := s.Post(served.Platform, "d2", served.Event("user.updated", served.User("ana", 1, "nobody")))
	if answer.Status != http.StatusAccepted || answer.Results[0].Verdict != webhooks.Conflicting {
		t.Fatalf("two contents of one version are answered with %d %s", answer.Status, answer.Text)
	}
	s.Applied(answer.Revision, "main")
	w.Sees(ana, served.Nothing)
	if one := s.Status("main", "user", "ana"); one.Phase != state.PhaseConflict || !one.Issues.Has("version-conflict") {
		t.Errorf("the conflict is reported as %+v", one)
	}
	s.Applied(s.Accept(served.Event("user.updated", served.User("ana", 2, "hr"))), "main")
	w.Sees(ana, served.Clear)
}

// What a sender may not do is refused at the door, and leaves no trace.
func TestRefusals(t *testing.T) {
	s, w := governed(t)
	ana := w.Reader("ana")
	s.Applied(s.Accept(shop(w)...), "main")
	before, err := s.API.Status(t.Context(), api.StatusQuery{})
	if err != nil {
		t.Fatal(err)
	}
	body := served.Event("user.updated", served.User("ana", 2, "hr"))
	forged := served.Signed(t, served.HR, "f1", body)
	for name, one := range map[string]struct {
		header http.Header
		body   string
		status int
	}{
		"no signature":           {http.Header{}, body, http.StatusUnauthorized},
		"another body":           {forged, strings.Replace(body, "ana", "eve", 1), http.StatusUnauthorized},
		"another's events":       {forged, body, http.StatusForbidden},
		"a type not on the list": signedBy(t, served.HR, served.EventFrom(served.HR, "source.updated", w.People("people", 9)), http.StatusForbidden),
		"a cluster":              signedBy(t, served.Platform, served.Event("cluster.deleted", `{"id":"main","version":9}`), http.StatusForbidden),
		"too much":               signedBy(t, served.Platform, strings.Repeat(" ", 1<<24), http.StatusRequestEntityTooLarge),
	} {
		if got := s.PostSigned(one.header, one.body); got.Status != one.status || got.Error == nil || got.Error.Message == "" {
			t.Errorf("%s is answered with %d %s, not %d", name, got.Status, got.Text, one.status)
		}
	}
	after, err := s.API.Status(t.Context(), api.StatusQuery{})
	if err != nil || after.Revision != before.Revision {
		t.Errorf("refusals moved the revision from %d to %d (%v)", before.Revision, after.Revision, err)
	}
	w.Sees(ana, served.Masked)
}

func signedBy(t *testing.T, sender, body string, status int) struct {
	header http.Header
	body   string
	status int
} {
	t.Helper()
	return struct {
		header http.Header
		body   string
		status int
	}{served.Signed(t, sender, "r"+http.StatusText(status)[:3], body), body, status}
}

// A batch is one transaction: one event that cannot be read refuses it whole.
func TestBatchIsAllOrNothing(t *testing.T) {
	s, w := governed(t)
	ana := w.Reader("ana")
	s.Applied(s.Accept(shop(w)...), "main")
	answer := s.Post(served.Platform, "d2", served.Batch(
		served.Event("user.updated", served.User("ana", 2, "hr")),
		served.Event("user.updated", `{"id":"eve","version":1,"groups":"hr"}`)))
	if answer.Status != http.StatusBadRequest || !answer.Error.Issues.Has("wrong-type") {
		t.Fatalf("half a batch is answered with %d %s", answer.Status, answer.Text)
	}
	s.Applied(s.Accept(served.Event("user.updated", served.User("bob", 1))), "main")
	w.Sees(ana, served.Masked)

	// Of a batch of which a part is not allowed, the rest is accepted.
	mixed := s.Post(served.HR, "m1", served.Batch(
		served.EventFrom(served.HR, "user.updated", served.User("carl", 1)),
		served.EventFrom(served.HR, "policy.deleted", `{"id":"mask-email","version":9}`)))
	if mixed.Status != http.StatusAccepted || mixed.Results[0].Verdict != webhooks.Accepted || mixed.Results[1].Verdict != webhooks.Forbidden {
		t.Errorf("a mixed batch is answered with %d %s", mixed.Status, mixed.Text)
	}
	s.Applied(mixed.Revision, "main")
	w.Sees(ana, served.Masked)
}
