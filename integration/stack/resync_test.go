package stack_test

import (
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/server/api"
)

// Clusters are compared at once, told of by id, and one that never answers
// costs its own deadline and no other's.
func TestResyncOfManyClusters(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	s.Put(s.People() + stack.Everyone)
	const silent = 6
	for i := range silent {
		listener, err := net.Listen("tcp", "127.0.0.1:0") // takes connections, and says nothing
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = listener.Close() }()
		id := fmt.Sprintf("%c-silent", "lmnopq"[i])
		if err := s.TryPut(fmt.Sprintf("kind: cluster\nid: %s\nwarehouse: postgres\nhost: 127.0.0.1\nport: %d\nview_database: x\ncredentials: {user: x}\n", id, listener.Addr().(*net.TCPAddr).Port)); err != nil {
			t.Fatal(err)
		}
	}
	s.Control.Patience = 2 * time.Second
	begin := time.Now()
	out, err := s.Control.Resync(t.Context(), api.ResyncRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begin); took > silent*s.Control.Patience/2 {
		t.Errorf("it took %v: one waited for another", took)
	}
	var got []string
	for _, one := range out.Clusters {
		got = append(got, one.Cluster)
		if answered := one.Error == ""; answered != (one.Cluster == "main") {
			t.Errorf("cluster %s answers %q", one.Cluster, one.Error)
		}
	}
	if want := "l-silent m-silent main n-silent o-silent p-silent q-silent"; strings.Join(got, " ") != want {
		t.Errorf("the clusters are %v, not %s", got, want)
	}
}
