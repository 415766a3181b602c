package control_test

import (
	"crypto/rand"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/pkg/control"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/reconcile"
	"scrim/pkg/server/api"
	"scrim/pkg/store"
	"scrim/pkg/store/sqlite"
)

// newControl is a control over a store of its own and an engine that runs no
// worker.
func newControl(t *testing.T) *control.Control {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "scrim.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	e, err := reconcile.New(reconcile.Config{Store: s, Log: slog.New(slog.DiscardHandler), Now: time.Now, Holder: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return &control.Control{Store: s, Engine: e, Now: time.Now, NewID: rand.Text}
}

// send accepts documents as a sender sends them, past the admin door.
func send(t *testing.T, c *control.Control, sender, documents string) {
	t.Helper()
	parsed, issues := event.DecodeDocuments([]byte(documents), "test")
	if err := issues.Err(); err != nil {
		t.Fatal(err)
	}
	var events []event.Event
	for _, d := range parsed {
		one := event.Event{ID: rand.Text(), Sender: sender, Time: time.Now().UTC(), Body: event.Put{Document: d}}
		raw, err := event.Encode(one)
		if err != nil {
			t.Fatal(err)
		}
		one.Raw = raw
		events = append(events, one)
	}
	if _, err := c.Store.Accept(t.Context(), store.Delivery{Sender: sender, ID: rand.Text(), Digest: "of a test", Now: time.Now()}, events); err != nil {
		t.Fatal(err)
	}
}

// live lists the senders of whom a user's document stands.
func live(t *testing.T, c *control.Control, id string) (out []string) {
	t.Helper()
	err := c.Store.Read(t.Context(), func(s store.Snapshot) error {
		claims, err := s.Object(event.KindUser, id)
		for _, one := range claims {
			if one.Live() {
				out = append(out, one.Sender)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// Who deletes what: scrim its own, another sender's only by that sender's name,
// a cluster never.
func TestDelete(t *testing.T) {
	t.Parallel()
	c := newControl(t)
	user := func(version string) string { return "kind: user\nid: ana\nversion: " + version + "\n" }
	remove := func(kind event.Kind, id, sender string) error {
		_, err := c.Delete(t.Context(), api.Deletion{Kind: kind, ID: id, Sender: sender})
		return err
	}
	refused := func(err error, code issue.Code) bool {
		return err != nil && strings.Contains(err.Error(), "["+string(code)+"]")
	}
	if err := remove(event.KindUser, "ana", ""); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("who is not there is deleted with %v", err)
	}
	send(t, c, "hr", user("7"))
	if err := remove(event.KindUser, "ana", ""); !refused(err, "another-senders") {
		t.Errorf("another's user is deleted with %v", err)
	}
	send(t, c, control.Sender, user("3"))
	if err := remove(event.KindUser, "ana", ""); err != nil {
		t.Error(err)
	}
	if got := live(t, c, "ana"); !slices.Equal(got, []string{"hr"}) {
		t.Errorf("after scrim's own deletion there stand %v", got)
	}
	if err := remove(event.KindUser, "ana", "hr"); err != nil {
		t.Error(err)
	}
	send(t, c, "hr", user("7")) // as it was before: the deletion is a version greater, and stays
	if got := live(t, c, "ana"); len(got) != 0 {
		t.Errorf("after both there stand %v", got)
	}
	send(t, c, "hr", user("9"))
	if got := live(t, c, "ana"); !slices.Equal(got, []string{"hr"}) {
		t.Errorf("a later version comes to %v", got)
	}
	if err := remove(event.KindCluster, "main", ""); !refused(err, "cluster-must-be-shut") {
		t.Errorf("a cluster is deleted with %v", err)
	}
}

// Clusters are answered by id, each with what kept it from being compared.
func TestResync(t *testing.T) {
	t.Parallel()
	c := newControl(t)
	for _, id := range []string{"west", "east", "north"} {
		send(t, c, control.Sender, "kind: cluster\nid: "+id+"\nversion: 1\nwarehouse: postgres\nhost: "+id+".example\nport: 5432\nview_database: app\ncredentials: {user: scrim, password: \"env:P\"}\n")
	}
	out, err := c.Resync(t.Context(), api.ResyncRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, one := range out.Clusters {
		got = append(got, one.Cluster)
		if !strings.Contains(one.Error, "no worker") {
			t.Errorf("%s is answered by %q", one.Cluster, one.Error)
		}
	}
	if !slices.Equal(got, []string{"east", "north", "west"}) {
		t.Errorf("compared are %v", got)
	}
	if out, err := c.Resync(t.Context(), api.ResyncRequest{Cluster: "north"}); err != nil || len(out.Clusters) != 1 {
		t.Errorf("one of them: %+v %v", out, err)
	}
	if _, err := c.Resync(t.Context(), api.ResyncRequest{Cluster: "south"}); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("one that is not there: %v", err)
	}
}

// hands is a warehouse that nobody may come to.
type hands struct{ control.Tools }

// An administrator's account goes to no warehouse that does not prove its name,
// and nothing is done before that is known.
func TestAdministratorIsNotGivenAway(t *testing.T) {
	t.Parallel()
	c := newControl(t)
	c.Tools = hands{}
	send(t, c, control.Sender, "kind: cluster\nid: far\nversion: 1\nwarehouse: postgres\nhost: wh.example.com\nport: 5432\ntls: require\ncredentials: {user: scrim, password: \"env:X\"}\nview_database: shop\n")
	send(t, c, control.Sender, "kind: connector\nid: tool\nversion: 1\nrecipe: whaly-bi\ncluster: far\nreads: [{schema: crm, creators: [etl]}]\n")
	as := &api.Account{User: "root", Password: "Very-Secret-1"}
	for name, ask := range map[string]func() error{
		"bootstrap": func() error { _, err := c.Bootstrap(t.Context(), "far", api.BootstrapRequest{As: as}); return err },
		"teardown":  func() error { _, err := c.Teardown(t.Context(), "far", api.TeardownRequest{As: as}); return err },
		"verify":    func() error { _, err := c.VerifyConnector(t.Context(), "tool", api.ProofRequest{As: as}); return err },
		"leaks":     func() error { _, err := c.Leaks(t.Context(), "far", api.LeaksRequest{As: as}); return err },
	} {
		var failure *issue.Failure
		if err := ask(); !errors.As(err, &failure) || !failure.Issues.Has("unproven-warehouse") || strings.Contains(err.Error(), as.Password) {
			t.Errorf("%s: %v", name, err)
		}
	}
	known, err := c.Clusters(t.Context())
	if err != nil || len(known.Clusters) != 1 {
		t.Errorf("the cluster is forgotten: %v, %v", known, err)
	}
}
