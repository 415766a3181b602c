// Package served runs a whole scrim in a test as "scrim serve" runs it: a
// store in a file, the HTTP doors on a loopback port, JetStream where the test
// has a broker, and workers for real warehouses. Tests talk to it as senders,
// operators and readers do.
//
// It is for tests alone.
package served

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"scrim/cmd/scrim/config"
	"scrim/cmd/scrim/service"
	"scrim/pkg/catalog"
	"scrim/pkg/reconcile"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/webhooks"
)

// Platform is a sender that may send everything but clusters.
const Platform = "platform"

// HR is a sender that may send users alone.
const HR = "hr"

// MasterKey is what salts are made from.
const MasterKey = "a master key for tests, long enough"

const token = "a token for the admin API of tests"

// Scrim is a service that a test starts, stops and starts again on one store.
type Scrim struct {
	API *api.Client

	t    testing.TB
	cfg  config.Config
	env  map[string]string
	log  slog.Handler
	url  string
	stop func() error // nil when it is stopped
}

// Option changes a Scrim before it starts.
type Option func(*Scrim)

// Env sets an environment variable of the service.
func Env(name, value string) Option { return func(s *Scrim) { s.env[name] = value } }

// Stream opens the JetStream door at that URL. Unsigned messages are the
// trusted sender's; an empty one trusts nobody.
func Stream(url, trusted string) Option {
	return func(s *Scrim) {
		s.cfg.NATS = &config.NATS{URL: url, Stream: StreamName, Subject: Subject, Durable: Durable, TrustedSender: trusted}
	}
}

// Log lets a test see the service's log.
func Log(h slog.Handler) Option { return func(s *Scrim) { s.log = h } }

// New prepares a service on a store of its own. Start starts it.
func New(t testing.TB, options ...Option) *Scrim {
	t.Helper()
	s := &Scrim{t: t, env: map[string]string{
		"TOKEN": token, "MASTER_KEY": MasterKey, "PLATFORM": secretOf(Platform), "HR": secretOf(HR),
	}, log: slog.NewTextHandler(t.Output(), nil)}
	s.cfg = config.Config{
		Admin: config.Admin{Token: "env:TOKEN"}, MasterKey: "env:MASTER_KEY",
		Store: config.Store{Path: filepath.Join(t.TempDir(), "scrim.db")},
		Senders: []config.Sender{
			{Name: Platform, Secrets: []catalog.Reference{"env:PLATFORM"}, Allow: []string{"scrim.*"}, Sources: []string{Platform}},
			{Name: HR, Secrets: []catalog.Reference{"env:HR"}, Allow: []string{"scrim.user.*"}, Sources: []string{HR}},
		},
	}
	for _, option := range options {
		option(s)
	}
	t.Cleanup(s.Stop)
	return s
}

// Start is New and Start.
func Start(t testing.TB, options ...Option) *Scrim {
	t.Helper()
	s := New(t, options...)
	s.Start()
	return s
}

// Start runs the service until Stop.
func (s *Scrim) Start() {
	s.t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(s.t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	started, done := make(chan struct{}), make(chan error, 1)
	options := service.Options{
		Env: func(name string) string { return s.env[name] }, Log: slog.New(s.log), Now: time.Now, Listener: listener,
		// A test that takes a warehouse away and gives it back does not wait
		// for the pauses that suit operators.
		Engine:  func(c *reconcile.Config) { c.Retry, c.Recheck = 200*time.Millisecond, 200*time.Millisecond },
		Started: func(string) { close(started) },
	}
	go func() { done <- service.Run(ctx, s.cfg, options) }()
	select {
	case <-started:
	case err := <-done:
		cancel()
		s.t.Fatalf("starting the service: %v", err)
	}
	s.stop = sync.OnceValue(func() error { cancel(); return <-done })
	s.url = "http://" + listener.Addr().String()
	if s.API, err = api.NewClient(s.url, token, nil); err != nil {
		s.t.Fatal(err)
	}
}

// Stop ends the service as a signal would. Stopping twice does nothing.
func (s *Scrim) Stop() {
	s.t.Helper()
	if s.stop == nil {
		return
	}
	if err := s.stop(); err != nil {
		s.t.Errorf("the service ended with: %v", err)
	}
	s.stop = nil
}

func secretOf(name string) string {
	return "whsec_" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat(name+".", 32)[:32]))
}

// Signed are the headers of a delivery.
func Signed(t testing.TB, sender, id, body string) http.Header {
	t.Helper()
	header, err := webhooks.Sign(secretOf(sender), id, time.Now(), []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return header
}

// Answer is what a sender is told.
type Answer struct {
	Status int
	Text   string // the body as it came
	webhooks.Answer
}

// Post delivers a body to the HTTP door.
func (s *Scrim) Post(sender, id, body string) Answer {
	s.t.Helper()
	return s.PostSigned(Signed(s.t, sender, id, body), body)
}

// PostSigned delivers a body with these headers.
func (s *Scrim) PostSigned(header http.Header, body string) Answer {
	s.t.Helper()
	a, err := s.TryPost(header, body)
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

// TryPost is PostSigned to a service that may be gone; an error means that
// there was no whole answer.
func (s *Scrim) TryPost(header http.Header, body string) (Answer, error) {
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.url+webhooks.Path, bytes.NewReader([]byte(body)))
	if err != nil {
		return Answer{}, err
	}
	for name, values := range header {
		request.Header[name] = values
	}
	request.Header.Set("Content-Type", "application/cloudevents-batch+json")
	got, err := http.DefaultClient.Do(request)
	if err != nil {
		return Answer{}, err
	}
	defer func() { _ = got.Body.Close() }()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		return Answer{}, err
	}
	a := Answer{Status: got.StatusCode, Text: string(text)}
	if err := json.Unmarshal(text, &a.Answer); err != nil {
		return a, fmt.Errorf("the answer %q: %w", text, err)
	}
	return a, nil
}

// Accept posts events as the platform under a new delivery id, and fails the
// test when they are not accepted.
func (s *Scrim) Accept(events ...string) uint64 {
	s.t.Helper()
	a := s.Post(Platform, rand.Text(), Batch(events...))
	if a.Status != http.StatusAccepted {
		s.t.Fatalf("events are answered with %d %s", a.Status, a.Text)
	}
	return a.Revision
}

// Submit sends documents as an operator.
func (s *Scrim) Submit(documents string) uint64 {
	s.t.Helper()
	receipt, err := s.API.Submit(s.t.Context(), api.Submission{Body: []byte(documents)})
	if err != nil {
		s.t.Fatalf("sending documents: %v", err)
	}
	return receipt.Revision
}

// patience is how long anything may take.
const patience = 30 * time.Second

// Until asks the server again and again, a moment apart and with what it says
// of the clusters, until the test is content.
func (s *Scrim) Until(what string, content func(clusters map[string]state.ClusterStatus) bool) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	var last map[string]state.ClusterStatus
	for ctx.Err() == nil {
		// A revision that is never reached makes the server wait for us.
		answer, err := s.API.Wait(ctx, api.WaitQuery{Revision: 1 << 62, Timeout: 50 * time.Millisecond})
		if err != nil {
			s.t.Fatalf("waiting until %s: %v", what, err)
		}
		last = map[string]state.ClusterStatus{}
		for _, c := range answer.Clusters {
			last[c.Cluster] = c
		}
		if content(last) {
			return
		}
	}
	s.t.Fatalf("waiting until %s: in vain; the clusters: %+v", what, last)
}

// Applied waits until these clusters have applied a revision.
func (s *Scrim) Applied(revision uint64, clusters ...string) {
	s.t.Helper()
	s.Until("a revision is applied", func(all map[string]state.ClusterStatus) bool {
		for _, id := range clusters {
			if all[id].Applied < revision {
				return false
			}
		}
		return true
	})
}

// Status is what the server says of a target on a cluster; an empty cluster is
// any.
func (s *Scrim) Status(cluster, kind, id string) state.Status {
	s.t.Helper()
	all, err := s.API.Status(s.t.Context(), api.StatusQuery{Cluster: cluster})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, one := range all.Targets {
		if string(one.Target.Kind) == kind && one.Target.ID == id {
			return one
		}
	}
	return state.Status{}
}

// Cluster is what the server says of a cluster.
func (s *Scrim) Cluster(id string) state.ClusterStatus {
	s.t.Helper()
	all, err := s.API.Status(s.t.Context(), api.StatusQuery{Cluster: id})
	if err != nil || len(all.Clusters) != 1 {
		s.t.Fatalf("the status of cluster %s: %+v, %v", id, all.Clusters, err)
	}
	return all.Clusters[0]
}
