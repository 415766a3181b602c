package server

import (
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Labels are the closed sets of label values: every series starts at zero, so
// that a dashboard sees it before the first event, and no message from outside
// can make a new one.
type Labels struct {
	Doors    []string // "http", "jetstream", "admin"
	Verdicts []string // webhooks.Verdicts
	Outcomes []string // of a pass of the reconcile loop
}

// Metrics are all numbers that scrim tells. Its methods are safe for
// concurrent use and ignore a label outside the closed sets.
type Metrics struct {
	labels   Labels
	handler  http.Handler
	mu       sync.Mutex
	clusters map[string]bool

	deliveries  *prometheus.CounterVec
	propagation *prometheus.HistogramVec
	dirty       *prometheus.GaugeVec
	oldest      *prometheus.GaugeVec
	passes      *prometheus.CounterVec
	ddl         *prometheus.CounterVec
	drift       *prometheus.GaugeVec
}

// NewMetrics declares the metrics in a registry, where they must not be
// declared yet.
func NewMetrics(registry *prometheus.Registry, labels Labels) (*Metrics, error) {
	m := &Metrics{
		labels:   labels,
		clusters: map[string]bool{},
		handler:  promhttp.HandlerFor(registry, promhttp.HandlerOpts{Registry: registry, MaxRequestsInFlight: 4, Timeout: 10 * time.Second}),
		deliveries: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "scrim_deliveries_total", Help: "Deliveries answered, by door and verdict.",
		}, []string{"door", "verdict"}),
		propagation: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "scrim_event_propagation_seconds", Help: "From accepting an event to its being applied on the cluster.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 1800},
		}, []string{"cluster"}),
		dirty: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "scrim_dirty_targets", Help: "Targets that the cluster has yet to look at.",
		}, []string{"cluster"}),
		oldest: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "scrim_oldest_unenforced_seconds", Help: "Age of the oldest accepted change that the cluster does not enforce yet; 0 when there is none.",
		}, []string{"cluster"}),
		passes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "scrim_passes_total", Help: "Passes of the reconcile loop, by outcome.",
		}, []string{"cluster", "outcome"}),
		ddl: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "scrim_ddl_statements_total", Help: "Statements run that changed a definition.",
		}, []string{"cluster"}),
		drift: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "scrim_connector_drift", Help: "Things of a data tool's account that are not as its document says; -1 where that could not be seen.",
		}, []string{"connector"}),
	}
	for _, one := range []prometheus.Collector{m.deliveries, m.propagation, m.dirty, m.oldest, m.passes, m.ddl, m.drift} {
		if err := registry.Register(one); err != nil {
			return nil, fmt.Errorf("declaring the metrics: %w", err)
		}
	}
	for _, door := range labels.Doors {
		for _, verdict := range labels.Verdicts {
			m.deliveries.WithLabelValues(door, verdict)
		}
	}
	return m, nil
}

// Handler answers GET /metrics.
func (m *Metrics) Handler() http.Handler { return m.handler }

// Watch starts a cluster's series at zero.
func (m *Metrics) Watch(cluster string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.clusters[cluster] {
		return
	}
	m.clusters[cluster] = true
	m.propagation.WithLabelValues(cluster)
	m.dirty.WithLabelValues(cluster)
	m.oldest.WithLabelValues(cluster)
	m.ddl.WithLabelValues(cluster)
	for _, outcome := range m.labels.Outcomes {
		m.passes.WithLabelValues(cluster, outcome)
	}
}

// Forget ends a removed cluster's series.
func (m *Metrics) Forget(cluster string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.clusters, cluster)
	of := prometheus.Labels{"cluster": cluster}
	m.propagation.DeletePartialMatch(of)
	m.dirty.DeletePartialMatch(of)
	m.oldest.DeletePartialMatch(of)
	m.ddl.DeletePartialMatch(of)
	m.passes.DeletePartialMatch(of)
}

// Delivered counts one answered delivery.
func (m *Metrics) Delivered(door, verdict string) {
	if within(m.labels.Doors, door) && within(m.labels.Verdicts, verdict) {
		m.deliveries.WithLabelValues(door, verdict).Inc()
	}
}

// Propagated records how long one event took to be applied on a cluster.
func (m *Metrics) Propagated(cluster string, took time.Duration) {
	if m.watched(cluster) {
		m.propagation.WithLabelValues(cluster).Observe(took.Seconds())
	}
}

// Waiting records how many targets are dirty and since when the oldest
// accepted change waits.
func (m *Metrics) Waiting(cluster string, dirty int, oldest time.Duration) {
	if m.watched(cluster) {
		m.dirty.WithLabelValues(cluster).Set(float64(dirty))
		m.oldest.WithLabelValues(cluster).Set(oldest.Seconds())
	}
}

// Passed counts one pass of the loop.
func (m *Metrics) Passed(cluster, outcome string) {
	if m.watched(cluster) && within(m.labels.Outcomes, outcome) {
		m.passes.WithLabelValues(cluster, outcome).Inc()
	}
}

// DDL counts statements that changed a definition.
func (m *Metrics) DDL(cluster string, statements int) {
	if m.watched(cluster) && statements > 0 {
		m.ddl.WithLabelValues(cluster).Add(float64(statements))
	}
}

// Drift records how many things of a connector are not as they should be;
// negative where it could not be seen.
func (m *Metrics) Drift(connector string, things int) {
	m.drift.WithLabelValues(connector).Set(float64(max(things, -1)))
}

// Gone ends a connector's series.
func (m *Metrics) Gone(connector string) { m.drift.DeleteLabelValues(connector) }

func (m *Metrics) watched(cluster string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.clusters[cluster]
}

func within(set []string, value string) bool {
	for _, one := range set {
		if one == value {
			return true
		}
	}
	return false
}
