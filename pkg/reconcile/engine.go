// Package reconcile makes warehouses equal to the documents: one worker a
// cluster, level-triggered, one writer at a time.
//
// It promises that the queue holds names and never events, so that passes may
// be lost, merged and repeated; that every pass reads the store at one
// revision and applies in the order of SEMANTICS S10; that a cluster which is
// down, slow or broken holds up no other; and that nothing is forgotten before
// it is applied. It decides nothing about access: packages compile, profile
// and plan do, and it hands their results on.
package reconcile

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// Config is what an Engine needs. Zero durations mean the defaults.
type Config struct {
	Store  Store
	Open   Opener
	Log    *slog.Logger
	Now    func() time.Time // the one clock
	Holder string           // names this process in leases
	Meter  Meter            // nil counts nothing

	Lease   time.Duration // how long a lease lasts without renewal; 15 s
	Every   time.Duration // how often everything is compared, to see drift; 10 min
	Watch   time.Duration // how often tables and views are compared with what they were; 30 s
	Recheck time.Duration // how often a blocked source is tried again; 30 s
	Inbox   time.Duration // how often readers' wishes are looked for, where the cluster does not say; 2 s
	Retry   time.Duration // the longest pause after failures; 30 s
}

// Meter is told what passes do; the server's metrics are one.
type Meter interface {
	// Watch begins and Forget ends a cluster's series.
	Watch(cluster string)
	Forget(cluster string)
	// Passed counts a pass by its outcome, one of Outcomes.
	Passed(cluster, outcome string)
	// Propagated observes the time from acceptance to effect of the oldest
	// change of a pass.
	Propagated(cluster string, took time.Duration)
	// DDL counts statements that changed a definition.
	DDL(cluster string, statements int)
	// Waiting is how many targets are dirty and how long the oldest waits.
	Waiting(cluster string, dirty int, oldest time.Duration)
}

// What becomes of a pass.
const (
	passApplied = "applied"
	passPartial = "partial" // some target failed and will be tried again
	passFailed  = "failed"  // the cluster could not be worked on
)

// Outcomes lists what can become of a pass.
func Outcomes() []string { return []string{passApplied, passPartial, passFailed} }

// Engine runs the workers.
type Engine struct {
	Config
	Own      *store.Own // scrim as a sender: whoever says something in its name does it here
	mu       sync.Mutex
	workers  map[string]*worker
	counting map[string]bool       // what is being counted: cluster and source
	refused  map[[2]string]Refused // by cluster and account
	changed  chan struct{}         // closed, and replaced, when a status has changed
	decoder  *event.Decoder
}

// Changed is closed when the status of some cluster has changed. Take it
// before reading the statuses.
func (e *Engine) Changed() <-chan struct{} {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.changed
}

func (e *Engine) announce() {
	e.mu.Lock()
	defer e.mu.Unlock()
	close(e.changed)
	e.changed = make(chan struct{})
}

// New prepares an engine; Run starts it. The error is one of building the
// language of conditions.
func New(c Config) (*Engine, error) {
	decoder, err := event.NewDecoder()
	if err != nil {
		return nil, fmt.Errorf("preparing to read documents: %w", err)
	}
	c.Lease = orDuration(c.Lease, 15*time.Second)
	c.Every = orDuration(c.Every, 10*time.Minute)
	c.Watch = orDuration(c.Watch, 30*time.Second)
	c.Recheck = orDuration(c.Recheck, 30*time.Second)
	c.Inbox = orDuration(c.Inbox, 2*time.Second)
	c.Retry = orDuration(c.Retry, 30*time.Second)
	if c.Meter == nil {
		c.Meter = silent{}
	}
	return &Engine{Config: c, Own: store.NewOwn(c.Store, c.Now), workers: map[string]*worker{}, counting: map[string]bool{}, changed: make(chan struct{}), decoder: decoder}, nil
}

func orDuration(d, fallback time.Duration) time.Duration {
	if d == 0 {
		return fallback
	}
	return d
}

// silent is the Meter of an engine without one.
type silent struct{}

func (silent) Watch(string)                     {}
func (silent) Forget(string)                    {}
func (silent) Passed(string, string)            {}
func (silent) Propagated(string, time.Duration) {}
func (silent) DDL(string, int)                  {}
func (silent) Waiting(string, int, time.Duration) {
}

// Run supervises one worker for each registered cluster until ctx ends, and
// returns when all of them have stopped.
func (e *Engine) Run(ctx context.Context) error {
	wake, cancel := e.Store.Subscribe()
	defer cancel()
	var group sync.WaitGroup
	defer group.Wait()
	for {
		e.wakeAll() // first: what was just accepted waits for nothing that is looked up here
		if err := e.supervise(ctx, &group); err != nil && ctx.Err() == nil {
			e.Log.ErrorContext(ctx, "supervising clusters", "error", err)
		}
		marked, next, err := e.Store.Due(ctx, e.Now())
		if err != nil && ctx.Err() == nil {
			e.Log.ErrorContext(ctx, "marking what time changed", "error", err)
		}
		if len(marked) > 0 {
			e.wakeAll()
		}
		if !sleep(ctx, e.untilDue(next), wake) {
			return nil
		}
	}
}

// untilDue is how long Run may sleep: until time alone changes an object, and
// never so long that a missed wake-up would matter.
func (e *Engine) untilDue(next time.Time) time.Duration {
	const longest = 5 * time.Second
	if next.IsZero() {
		return longest
	}
	return min(max(next.Sub(e.Now()), 0), longest)
}

// sleep waits for the duration or a wake-up; false means that ctx ended.
func sleep(ctx context.Context, d time.Duration, wake <-chan struct{}) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
	case <-wake:
	}
	return ctx.Err() == nil
}

// supervise starts a worker for each cluster that has none. A worker ends by
// itself when its cluster is gone.
func (e *Engine) supervise(ctx context.Context, group *sync.WaitGroup) error {
	clusters, err := e.clusters(ctx)
	if err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, c := range clusters {
		if e.workers[c.ID] != nil {
			continue
		}
		w := &worker{Engine: e, id: c.ID, wake: make(chan struct{}, 1), ask: make(chan request)}
		e.workers[c.ID] = w
		e.Meter.Watch(c.ID)
		group.Go(func() {
			defer e.retire(w)
			w.run(ctx)
		})
	}
	return nil
}

func (e *Engine) retire(w *worker) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.workers, w.id)
	e.Meter.Forget(w.id)
}

func (e *Engine) wakeAll() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, w := range e.workers {
		select {
		case w.wake <- struct{}{}:
		default:
		}
	}
}

// clusters is every cluster that is registered, or deleted and not yet closed.
func (e *Engine) clusters(ctx context.Context) ([]catalog.Cluster, error) {
	var out []catalog.Cluster
	err := e.Store.Read(ctx, func(s store.Snapshot) error {
		objects, err := s.Objects(event.KindCluster, 0)
		if err != nil {
			return err
		}
		for _, id := range ids(objects) {
			c, err := cluster(s, id)
			if errors.Is(err, errNoCluster) {
				continue
			}
			if err != nil {
				return err
			}
			out = append(out, c)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading clusters: %w", err)
	}
	return out, nil
}

var errNoCluster = errors.New("no such cluster")

// cluster reads one cluster's document.
func cluster(s store.Snapshot, id string) (catalog.Cluster, error) {
	objects, err := s.Object(event.KindCluster, id)
	if err != nil {
		return catalog.Cluster{}, err
	}
	object, settled := state.Settle(objects)
	if !settled || object.Conflict || object.Deleted || object.Data == nil {
		return catalog.Cluster{}, fmt.Errorf("cluster %q: %w", id, errNoCluster)
	}
	var out catalog.Cluster
	return out, decode(object, &out)
}
