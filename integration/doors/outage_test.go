package doors_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"scrim/integration/doors/served"
	"scrim/integration/pgtest"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

// A warehouse that is away holds up no sender, and what was accepted meanwhile
// is applied when it is back: over restarts of the warehouse and of scrim.
func TestWarehouseAway(t *testing.T) {
	w := served.NewWarehouse(t, pgtest.Config{Durable: true})
	ana := w.Reader("ana")
	if err := w.Crash(); err != nil {
		t.Fatal(err)
	}
	s := served.Start(t)
	s.Submit(w.Cluster("main"))
	first := s.Accept(shop(w)...)
	s.Until("status says that nobody answers", func(all map[string]state.ClusterStatus) bool {
		return all["main"].State == state.ClusterFailed && strings.Contains(all["main"].Message, "cannot be reached")
	})
	if one := s.Cluster("main"); one.Pending == 0 || one.OldestDirty.IsZero() || one.Attempts == 0 {
		t.Errorf("what waits is told as %+v", one)
	}
	s.Stop()
	s.Start()
	back(t, w)
	s.Applied(first, "main")
	w.Sees(ana, served.Masked)

	if err := w.Crash(); err != nil {
		t.Fatal(err)
	}
	answer := s.Post(served.Platform, "d9", served.Event("user.updated", served.User("ana", 2, "hr")))
	if answer.Status != http.StatusAccepted {
		t.Fatalf("while the warehouse is away, a sender is answered %d %s", answer.Status, answer.Text)
	}
	s.Until("status says that it worked and does not now", func(all map[string]state.ClusterStatus) bool {
		return all["main"].State == state.ClusterInvalid
	})
	back(t, w)
	s.Applied(answer.Revision, "main")
	w.Sees(ana, served.Clear)
	if one := s.Cluster("main"); one.State != state.ClusterEnabled || one.Message != "" || one.Pending != 0 {
		t.Errorf("a warehouse that is back is told as %+v", one)
	}
}

func back(t *testing.T, w *served.Warehouse) {
	t.Helper()
	if err := w.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// A wrong password, and a reference to nothing, are said in words; the other
// clusters go on, and the right password is all that it takes.
func TestWrongPassword(t *testing.T) {
	locked := served.NewWarehouse(t, pgtest.Config{PasswordRoles: []string{served.Account}})
	w := served.NewWarehouse(t, pgtest.Config{})
	ana, bob := w.Reader("ana"), locked.Reader("ana")
	file := t.TempDir() + "/password"
	write(t, file, "not the right one")
	s := served.Start(t)
	s.Submit(w.Cluster("main"))
	s.Submit(locked.Cluster("locked", "credentials: {user: "+served.Account+`, password: "file:`+file+`"}`))
	revision := s.Accept(append(shop(w), served.Event("source.updated", locked.People("locked-people", 1)))...)
	s.Applied(revision, "main")
	w.Sees(ana, served.Masked)
	s.Until("the password is refused", func(all map[string]state.ClusterStatus) bool {
		return strings.Contains(all["locked"].Message, "the account or its password is refused")
	})
	if one := s.Cluster("locked"); one.State != state.ClusterFailed || strings.Contains(one.Message, "not the right one") {
		t.Errorf("a wrong password is told as %+v", one)
	}
	check, err := s.API.CheckCluster(t.Context(), "locked")
	if err != nil || check.OK || len(check.Findings) == 0 || check.Findings[0].Next == "" {
		t.Errorf("a check says %+v, %v", check, err)
	}

	write(t, file, "the right one\n")
	s.Applied(revision, "locked")
	locked.Sees(bob, served.Masked)

	s.Submit(locked.Cluster("locked", "credentials: {user: "+served.Account+`, password: "env:NOBODY_SET_THIS"}`))
	s.Until("the missing variable is named", func(all map[string]state.ClusterStatus) bool {
		return strings.Contains(all["locked"].Message, "NOBODY_SET_THIS is not set")
	})
	s.Applied(s.Accept(served.Event("user.updated", served.User("ana", 2, "hr"))), "main")
	w.Sees(ana, served.Clear)
}

// A cluster that answers nothing for longer than anybody waits holds up no
// other, no sender and no operator; then it catches up.
func TestSlowCluster(t *testing.T) {
	slow, w := served.NewWarehouse(t, pgtest.Config{}), served.NewWarehouse(t, pgtest.Config{})
	proxy := served.NewProxy(t, slow.Addr())
	ana, distant := w.Reader("ana"), slow.Reader("ana")
	s := served.Start(t)
	s.Submit(w.Cluster("main"))
	s.Submit(slow.ClusterAt("slow", "127.0.0.1", proxy.Port()))
	source := served.Event("source.updated", served.People("slow-people", "127.0.0.1", proxy.Port(), 1))
	s.Applied(s.Accept(append(shop(w), source)...), "main", "slow")
	slow.Sees(distant, served.Masked)

	proxy.Hold()
	var revision uint64
	for version := 2; version <= 5; version++ {
		groups := []string{"hr"}[:version%2]
		revision = s.Accept(served.Event("user.updated", served.User("ana", version, groups...)))
		s.Applied(revision, "main")
		w.Sees(ana, map[int]string{0: served.Masked, 1: served.Clear}[version%2])
	}
	if one := s.Cluster("slow"); one.Applied >= revision || one.Pending == 0 || one.OldestDirty.IsZero() {
		t.Errorf("a cluster that does not answer is told as %+v", one)
	}
	slow.Sees(distant, served.Masked)
	proxy.Release()
	s.Applied(revision, "slow")
	slow.Sees(distant, served.Clear)
}

// A commit whose answer is lost may have happened or not: scrim looks instead
// of guessing, whichever of a pass's transactions it was.
func TestCommitOfUnknownOutcome(t *testing.T) {
	w := served.NewWarehouse(t, pgtest.Config{})
	proxy := served.NewProxy(t, w.Addr())
	ana := w.Reader("ana")
	s := served.Start(t)
	s.Submit(w.ClusterAt("main", "127.0.0.1", proxy.Port()))
	source := served.Event("source.updated", served.People("people", "127.0.0.1", proxy.Port(), 2))
	s.Applied(s.Accept(append(shop(w), source)...), "main")
	w.Sees(ana, served.Masked)
	lost, version := 0, 1
	for after := 0; ; after++ {
		version++
		proxy.LoseAnswer("commit", after)
		groups := []string{"hr"}[:(version+1)%2]
		table := served.People("people", "127.0.0.1", proxy.Port(), version+1)
		if len(groups) > 0 { // now the view has fewer columns, so names are exchanged as well
			table = served.Table("people", "127.0.0.1", proxy.Port(), version+1, "people", `{"name":"id"},{"name":"email","tags":["PII.Email"]}`)
		}
		s.Applied(s.Accept(served.Event("user.updated", served.User("ana", version, groups...)), served.Event("source.updated", table)), "main")
		if !proxy.Lost() {
			break
		}
		lost++
		want := "- - -"
		if len(groups) > 0 {
			want = "a@x.com b@x.com c@x.com"
		}
		if got := strings.Join(w.Read(ana, "SELECT email FROM governed.hr_people ORDER BY id"), " "); got != want {
			t.Errorf("after commit %d was lost, ana reads %q", after, got)
		}
		again, err := s.API.Resync(t.Context(), api.ResyncRequest{})
		if err != nil || len(again.Clusters) != 1 || again.Clusters[0].DDL != 0 || again.Clusters[0].Error != "" {
			t.Errorf("after commit %d was lost, a resync does %+v, %v", after, again, err)
		}
		if got := w.Read(ana, "SELECT count(*) FROM pg_views WHERE schemaname = 'governed'"); len(got) != 1 || got[0] != "1" {
			t.Errorf("after commit %d was lost there are %q views", after, got)
		}
	}
	if t.Logf("%d commits were lost", lost); lost < 4 {
		t.Errorf("a pass has more transactions than %d", lost)
	}
}

// Readers of the metrics and of the whole state see everything even then.
func TestStatusWhileAway(t *testing.T) {
	w := served.NewWarehouse(t, pgtest.Config{})
	s := served.Start(t)
	s.Submit(w.Cluster("main"))
	s.Applied(s.Accept(shop(w)...), "main")
	if err := w.Crash(); err != nil {
		t.Fatal(err)
	}
	resync, err := s.API.Resync(t.Context(), api.ResyncRequest{})
	if err != nil || len(resync.Clusters) != 1 || resync.Clusters[0].Error == "" {
		t.Errorf("a resync of what is away says %+v, %v", resync, err)
	}
	if _, err := s.API.RemoveCluster(t.Context(), api.Removal{Cluster: "main"}); err == nil {
		t.Error("a cluster that cannot be shut was let go of")
	} else if !strings.Contains(err.Error(), "main") {
		t.Errorf("the refusal is %v", err)
	}
	if err := s.API.Ready(t.Context()); err != nil {
		t.Errorf("scrim is not ready because a warehouse is away: %v", err)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
