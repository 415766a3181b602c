package server_test

import (
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"scrim/pkg/server"
)

func TestMetricsStartAtZeroAndStayClosed(t *testing.T) {
	registry := prometheus.NewRegistry()
	labels := server.Labels{Doors: []string{"http"}, Verdicts: []string{"accepted", "stale"}, Outcomes: []string{"done", "failed"}}
	m, err := server.NewMetrics(registry, labels)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := server.NewMetrics(registry, labels); err == nil {
		t.Error("declared twice without an error")
	}
	b := start(t, &control{}, func(o *server.Options) { o.Metrics = m.Handler() })
	m.Watch("main")
	expect := func(has bool, lines ...string) {
		t.Helper()
		_, text := b.do(t, "GET", "/metrics", "", "")
		for _, line := range lines {
			if strings.Contains(text, line) != has {
				t.Errorf("%q: want %v in\n%s", line, has, text)
			}
		}
	}
	expect(true, `scrim_deliveries_total{door="http",verdict="stale"} 0`, `scrim_passes_total{cluster="main",outcome="failed"} 0`,
		`scrim_dirty_targets{cluster="main"} 0`, `scrim_oldest_unenforced_seconds{cluster="main"} 0`,
		`scrim_ddl_statements_total{cluster="main"} 0`, `scrim_event_propagation_seconds_count{cluster="main"} 0`)
	m.Delivered("http", "accepted")
	m.Delivered("http", "made up")
	m.Passed("main", "done")
	m.Passed("elsewhere", "done")
	m.DDL("main", 3)
	m.Waiting("main", 4, 90*time.Second)
	m.Propagated("main", 20*time.Millisecond)
	expect(true, `verdict="accepted"} 1`, `outcome="done"} 1`, `scrim_ddl_statements_total{cluster="main"} 3`, `scrim_dirty_targets{cluster="main"} 4`,
		`scrim_oldest_unenforced_seconds{cluster="main"} 90`, `scrim_event_propagation_seconds_bucket{cluster="main",le="0.025"} 1`)
	expect(false, "made up", "elsewhere")
	m.Forget("main")
	expect(false, `cluster="main"`)
}
