package provision_test

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"scrim/integration/bigqueryd"
	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/provision"
	"scrim/pkg/store/sqlite"
	"scrim/pkg/warehouse/bigquery"
)

// cloud is a Google project, of which scrim is the owner.
type cloud struct{ *bigqueryd.Server }

func (c cloud) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+c.Token("user:owner@example.com"))
	return http.DefaultTransport.RoundTrip(r)
}

func (c cloud) Project(ctx context.Context, _ string) (provision.Site, error) {
	return bigquery.New(ctx, bigquery.Options{Endpoint: c.URL(), HTTP: &http.Client{Transport: c}, Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }})
}

func (cloud) Cluster(context.Context, catalog.Cluster, *provision.Account) (provision.Site, error) {
	return nil, provision.ErrUnreachable
}

func (cloud) Secret(context.Context, catalog.Reference) (string, error) { return "", nil }

// TestTaken: what somebody else makes between the plan and its step is theirs:
// the step fails, the next plan keeps it, and a removal leaves it.
func TestTaken(t *testing.T) {
	g := bigqueryd.Start("acme-shop")
	t.Cleanup(g.Stop)
	g.Bind("", "", "roles/owner", "user:owner@example.com")
	g.Dataset("sales", "EU", "orders")
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "scrim.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	w := &world{store: s}
	w.document(t, "{kind: connector, id: tool, version: 1, recipe: segment-bigquery, project: acme-shop, location: EU, beforehand: true, reads: [{dataset: sales}]}")
	p := provision.New(provision.Config{Store: s, Sites: cloud{g}, Log: slog.New(slog.DiscardHandler), Now: time.Now, Holder: rand.Text()})
	g.OnRequest = func(r *http.Request) *bigqueryd.Answer {
		if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/serviceAccounts") {
			g.Account("segment-connector")
		}
		return nil
	}
	out, err := p.Apply(t.Context(), "tool", provision.Ask{})
	if err != nil || len(out.Done) != 1 || out.Done[0].Err == nil {
		t.Fatalf("it came to %+v, %v", out.Done, err)
	}
	g.OnRequest = nil
	if held, err := s.Held(t.Context(), "tool"); err != nil || len(held) != 0 {
		t.Fatalf("scrim takes what others made for its own: %+v, %v", held, err)
	}
	if _, err := p.Apply(t.Context(), "tool", provision.Ask{Options: connector.Options{Authoritative: true}}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Remove(t.Context(), "tool", provision.Ask{}); err != nil {
		t.Fatal(err)
	}
	if now := g.Dump(); !strings.Contains(now, "account segment-connector@") || strings.Contains(now, "segment_connector_books") {
		t.Errorf("after the removal there is %s", now)
	}
}
