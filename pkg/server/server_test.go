package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"scrim/pkg/catalog"
	"scrim/pkg/connector/trial"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/server"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/verify"
)

const token = "correct-horse-battery"

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type bench struct {
	url    string
	client *api.Client
	log    *bytes.Buffer
	stop   func() error
}

// start runs a server on a free port; it is stopped, and has to end well, when
// the test ends.
func start(t *testing.T, c *control, change func(*server.Options)) *bench {
	t.Helper()
	log := &bytes.Buffer{}
	o := server.Options{Control: c.all(), Tokens: []string{"the-former-token-1", token}, Log: slog.New(slog.NewTextHandler(log, nil))}
	if change != nil {
		change(&o)
	}
	s, err := server.New(o)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, listener) }()
	b := &bench{url: "http://" + listener.Addr().String(), log: log}
	b.stop = sync.OnceValue(func() error { cancel(); return <-done })
	doer := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	if b.client, err = api.NewClient(b.url, token, doer); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.stop(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// said is an answer without its body, which do has read.
type said struct {
	StatusCode int
	Header     http.Header
}

func (b *bench) do(t *testing.T, method, path, bearer, body string) (said, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, b.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Close = true
	if bearer != "" {
		r.Header.Set("Authorization", "Bearer "+bearer)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return said{answer.StatusCode, answer.Header}, string(text)
}

// TestEveryRoute calls every route through the client and sees that what was
// asked arrives and what was answered comes back.
func TestEveryRoute(t *testing.T) {
	c := &control{}
	b := start(t, c, nil)
	ctx := t.Context()
	odd := "a/b %2F ünï"
	request := api.ConnectorRequest{As: &api.Account{User: "root", Password: "p"}, Rotate: true, ReassignTo: "etl"}
	seek := api.SeekRequest{Sources: []api.SeekIn{{Source: "s", Values: []api.SeekValue{{Column: "c", Type: "text", Match: "prefix", Is: "ü'"}}}}}
	for name, one := range map[string]struct {
		call  func() (any, error)
		asked []any
		want  any
	}{
		"clusters": {func() (any, error) { return b.client.Clusters(ctx) }, []any{"clusters"}, api.Clusters{Clusters: []api.Cluster{{Cluster: catalog.Cluster{ID: "main"}, Version: 1}}}},
		"remove":   {func() (any, error) { return b.client.RemoveCluster(ctx, api.Removal{Cluster: odd}) }, []any{api.Removal{Cluster: odd}}, receipt()},
		"abandon": {func() (any, error) { return b.client.RemoveCluster(ctx, api.Removal{Cluster: odd, Abandon: true}) },
			[]any{api.Removal{Cluster: odd, Abandon: true}}, receipt()},
		"submit": {func() (any, error) {
			return b.client.Submit(ctx, api.Submission{Name: "é.yaml", Key: "k", Body: []byte("kind: x")})
		}, []any{api.Submission{Name: "é.yaml", Key: "k", Body: []byte("kind: x")}}, receipt()},
		"delete": {func() (any, error) {
			return b.client.Delete(ctx, api.Deletion{Kind: event.KindAccess, ID: odd, Sender: "a&b"})
		}, []any{api.Deletion{Kind: event.KindAccess, ID: odd, Sender: "a&b"}}, receipt()},
		"policies":   {func() (any, error) { return b.client.Policies(ctx) }, []any{"policies"}, api.Policies{Policies: []api.PolicyState{{ID: "p", Standing: api.Staged}}}},
		"check":      {func() (any, error) { return b.client.CheckCluster(ctx, odd) }, []any{"check", odd}, api.Check{Cluster: odd, OK: true}},
		"connectors": {func() (any, error) { return b.client.Connectors(ctx) }, []any{"connectors"}, api.Connectors{Connectors: []api.ConnectorState{{Place: "cluster main", Held: 3}}}},
		"plan connector": {func() (any, error) { return b.client.PlanConnector(ctx, odd, request) }, []any{"plan connector", odd, request},
			api.ConnectorPlan{Connector: odd, Steps: []api.ConnectorStep{{Text: "GRANT"}}}},
		"apply connector":   {func() (any, error) { return b.client.ApplyConnector(ctx, odd, request) }, []any{"apply connector", odd, request}, api.ConnectorApplied{Connector: odd, Password: "told once"}},
		"remove connector":  {func() (any, error) { return b.client.RemoveConnector(ctx, odd, request) }, []any{"remove connector", odd, request}, api.ConnectorApplied{Connector: odd}},
		"explain connector": {func() (any, error) { return b.client.ExplainConnector(ctx, odd, request) }, []any{"explain connector", odd, request}, api.ConnectorExplanation{Connector: odd}},
		"leaks": {func() (any, error) { return b.client.Leaks(ctx, odd, api.LeaksRequest{As: &api.Account{User: "root"}}) }, []any{"leaks", odd, api.LeaksRequest{As: &api.Account{User: "root"}}},
			api.Leaks{Cluster: odd, Results: []verify.Result{{Probe: verify.Probe{Name: "division"}, Learned: []verify.Secret{verify.Answer}}}}},
		"verify": {func() (any, error) {
			return b.client.VerifyConnector(ctx, odd, api.ProofRequest{As: &api.Account{User: "root"}, Password: "p"})
		}, []any{"verify", odd, api.ProofRequest{As: &api.Account{User: "root"}, Password: "p"}},
			api.Proof{Connector: odd, Report: trial.Report{Results: []trial.Result{{Name: "read", Status: trial.Failed}}}}},
		"test": {func() (any, error) {
			return b.client.Test(ctx, odd, api.TestRequest{Tests: api.Text{Name: "a_test.yaml", Text: "source: x"}, Documents: []api.Text{{Name: "d.yaml", Text: "kind: x"}}})
		}, []any{"test", odd, api.TestRequest{Tests: api.Text{Name: "a_test.yaml", Text: "source: x"}, Documents: []api.Text{{Name: "d.yaml", Text: "kind: x"}}}}, api.Tested{Cluster: odd, OK: true}},
		"bypass": {func() (any, error) { return b.client.Bypass(ctx, odd, api.BypassRequest{Except: []string{"etl"}}) }, []any{"bypass", odd, api.BypassRequest{Except: []string{"etl"}}},
			api.Bypass{Cluster: odd, Findings: []api.Around{{Repair: "REVOKE SELECT ON t FROM PUBLIC"}}}},
		"scripts": {func() (any, error) { return b.client.BootstrapScripts(ctx, "main") }, []any{"scripts", "main"}, api.Scripts{Cluster: "main", Scripts: []api.Script{{Database: "dev", Text: "CREATE SCHEMA <x> & more;\n"}}}},
		"bootstrap": {func() (any, error) {
			return b.client.Bootstrap(ctx, "main", api.BootstrapRequest{As: &api.Account{User: "root", Password: "p"}, Harden: true})
		}, []any{"bootstrap", "main", api.BootstrapRequest{As: &api.Account{User: "root", Password: "p"}, Harden: true}}, api.Applied{Cluster: "main", Outcomes: []api.Outcome{{Target: "schemas", Done: true, Elapsed: time.Second}}}},
		"teardown": {func() (any, error) { return b.client.Teardown(ctx, "main", api.TeardownRequest{}) }, []any{"teardown", "main", api.TeardownRequest{}}, api.Applied{Cluster: "main"}},
		"resync": {func() (any, error) {
			return b.client.Resync(ctx, api.ResyncRequest{Cluster: "main", Source: "s", DryRun: true, Prune: true})
		}, []any{api.ResyncRequest{Cluster: "main", Source: "s", DryRun: true, Prune: true}}, api.Resync{}},
		"status": {func() (any, error) {
			return b.client.Status(ctx, api.StatusQuery{Cluster: "main", Phase: state.PhaseFailed})
		}, []any{api.StatusQuery{Cluster: "main", Phase: state.PhaseFailed}}, api.Status{Revision: 7}},
		"plan":    {func() (any, error) { return b.client.Plan(ctx, "main") }, []any{api.PlanQuery{Cluster: "main"}}, api.Plan{Cluster: "main", Hash: "abc"}},
		"counted": {func() (any, error) { return b.client.PlanCounted(ctx, "main") }, []any{api.PlanQuery{Cluster: "main", Count: true}}, api.Plan{Cluster: "main", Hash: "abc"}},
		"apply":   {func() (any, error) { return b.client.Apply(ctx, api.ApplyRequest{Cluster: "main", Hash: "abc"}) }, []any{api.ApplyRequest{Cluster: "main", Hash: "abc"}}, api.Applied{Cluster: "main", Hash: "abc"}},
		"explain": {func() (any, error) { return b.client.Explain(ctx, api.ExplainQuery{User: "ann", Source: "a&b=c"}) }, []any{api.ExplainQuery{User: "ann", Source: "a&b=c"}}, api.Explanation{User: "ann", Tree: api.Node{Text: "visible", Children: []api.Node{{Text: "a grant"}}}}},
		"explain a row": {func() (any, error) {
			return b.client.Explain(ctx, api.ExplainQuery{User: "ann", Source: "s", Row: map[string]*string{"a": nil}})
		}, []any{api.ExplainQuery{User: "ann", Source: "s", Row: map[string]*string{"a": nil}}}, api.Explanation{User: "ann", Tree: api.Node{Text: "visible", Children: []api.Node{{Text: "a grant"}}}}},
		"events":   {func() (any, error) { return b.client.Events(ctx, api.Page{After: 5}) }, []any{api.Page{After: 5, Limit: api.DefaultPage}}, api.Entries{Next: 9}},
		"event":    {func() (any, error) { return b.client.Event(ctx, 3) }, []any{"event", uint64(3)}, api.Entry{Revision: 3, Raw: json.RawMessage(`{"a":1}`)}},
		"replay":   {func() (any, error) { return b.client.Replay(ctx, 3) }, []any{"replay", uint64(3)}, receipt()},
		"rejected": {func() (any, error) { return b.client.Rejected(ctx, api.Page{Limit: 2}) }, []any{api.Page{Limit: 2}}, api.Rejections{Rejected: []api.Rejected{{Number: 3, Body: []byte{0xff, 0}}}}},
		"wait": {func() (any, error) {
			return b.client.Wait(ctx, api.WaitQuery{Revision: 7, For: api.Enforced, Timeout: time.Minute})
		}, []any{api.WaitQuery{Revision: 7, For: api.Enforced, Timeout: time.Minute}}, api.Wait{Revision: 7, For: api.Enforced, Reached: true}},
		"review": {func() (any, error) { return b.client.Review(ctx, odd, api.ReviewRequest{Columns: []string{"email"}}) }, []any{odd, api.ReviewRequest{Columns: []string{"email"}}}, receipt()},
		"requests": {func() (any, error) { return b.client.Requests(ctx, api.RequestQuery{All: true}) }, []any{"requests", api.RequestQuery{All: true}},
			api.Requests{Requests: []api.Request{{ID: "ann/s", Reply: state.ReplyWaiting}}}},
		"approve": {func() (any, error) { return b.client.ApproveRequest(ctx, odd, api.Approval{Forever: true}) }, []any{"approve", odd, api.Approval{Forever: true}}, receipt()},
		"deny":    {func() (any, error) { return b.client.DenyRequest(ctx, odd, api.Denial{Reason: "no"}) }, []any{"deny", odd, api.Denial{Reason: "no"}}, receipt()},
		"seek": {func() (any, error) { return b.client.Seek(ctx, odd, seek) }, []any{"seek", odd, seek},
			api.Sought{Cluster: odd, Sources: []api.SoughtIn{{Source: "s", Values: []api.SoughtValue{{Found: true}}}}}},
		"state": {func() (any, error) { return b.client.State(ctx) }, []any{"state"}, api.State{Revision: 7, Objects: []state.Object{{Key: state.Key{Kind: event.KindUser, ID: "ann"}}}}},
		"count": {func() (any, error) {
			return b.client.Count(ctx, odd, api.CountRequest{Cluster: "main", ValidFor: "24h"})
		}, []any{"count", odd, api.CountRequest{Cluster: "main", ValidFor: "24h"}}, api.Counted{Source: odd, K: 5, Combinations: 3}},
	} {
		c.asked = nil
		got, err := one.call()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(one.asked, c.asked); diff != "" {
			t.Errorf("%s was asked otherwise: %s", name, diff)
		}
		if diff := cmp.Diff(one.want, got); diff != "" {
			t.Errorf("%s was answered otherwise: %s", name, diff)
		}
	}
}

// TestErrorsAreTheSameOnBothSides sends each meaning through HTTP.
func TestErrorsAreTheSameOnBothSides(t *testing.T) {
	c := &control{}
	b := start(t, c, nil)
	for _, want := range []error{api.ErrNotFound, api.ErrConflict, api.ErrUnavailable, api.ErrTimeout} {
		c.err = fmt.Errorf("looking at main: %w", want)
		_, err := b.client.Clusters(t.Context())
		if !errors.Is(err, want) || !strings.Contains(err.Error(), "looking at main") {
			t.Errorf("%v arrives as %v", want, err)
		}
	}
	c.err = errors.Join(errors.New("the plan is another one"), api.ErrConflict)
	if _, err := b.client.Clusters(t.Context()); err == nil || err.Error() != "the plan is another one" {
		t.Errorf("a person reads %v", err)
	}
	var list issue.List
	list.Add(issue.Place{Input: "a.yaml", Line: 3, Column: 5}, "unknown-field", "a hint", "there is no field %q", "x")
	c.err = fmt.Errorf("reading: %w", list.Err())
	_, err := b.client.Submit(t.Context(), api.Submission{Body: []byte("x: 1")})
	var mistakes *issue.Failure
	if !errors.As(err, &mistakes) || !reflect.DeepEqual(mistakes.Issues, list) {
		t.Errorf("issues arrive as %#v", err)
	}
	c.err = errors.New("the disk is full")
	_, err = b.client.State(t.Context())
	var known *api.Error
	if !errors.As(err, &known) || known.Status != 500 || known.Problem.Request == "" || !strings.Contains(b.log.String(), known.Problem.Request) {
		t.Errorf("an own failure arrives as %v", err)
	}
}

// TestNothingWithoutToken tries every route that is not open, and the ways in
// which a path may be written.
func TestNothingWithoutToken(t *testing.T) {
	c := &control{}
	b := start(t, c, nil)
	for _, one := range []string{
		"GET /v1/clusters", "DELETE /v1/clusters/a", "POST /v1/clusters/a/check", "POST /v1/clusters/a/bypass", "POST /v1/clusters/a/leaks", "GET /v1/clusters/a/bootstrap",
		"POST /v1/clusters/a/bootstrap", "POST /v1/clusters/a/teardown", "POST /v1/documents", "DELETE /v1/documents/user/a", "GET /v1/state",
		"POST /v1/sources/a/review", "POST /v1/resync", "GET /v1/status", "GET /v1/policies", "GET /v1/plan", "POST /v1/apply",
		"GET /v1/explain", "GET /v1/wait", "GET /v1/events", "GET /v1/events/1", "POST /v1/events/1/replay",
		"GET /v1/rejected", "DELETE /v1/clusters/a%2Fb", "DELETE /v1/clusters/%2e%2e",
	} {
		method, path, _ := strings.Cut(one, " ")
		for _, bearer := range []string{"", "wrong", token + "x", token[:len(token)-1]} {
			answer, body := b.do(t, method, path, bearer, "")
			if answer.StatusCode != 401 && answer.StatusCode != 429 {
				t.Errorf("%s with %q: %d %s", one, bearer, answer.StatusCode, body)
			}
		}
	}
	if len(c.asked) != 0 {
		t.Errorf("somebody got through: %v", c.asked)
	}
	if answer, _ := b.do(t, "GET", "/v1/clusters", "the-former-token-1", ""); answer.StatusCode != 200 {
		t.Errorf("the other token, after too many without one: %d", answer.StatusCode)
	}
	if strings.Contains(b.log.String(), token[:8]) {
		t.Error("the log has a token")
	}
}

func TestRefusals(t *testing.T) {
	c := &control{}
	b := start(t, c, nil)
	for name, one := range map[string]struct {
		request, body string
		status        int
		says          string
	}{
		"unknown argument": {"GET /v1/status?clutser=a", "", 400, `there is no argument \"clutser\"`},
		"twice":            {"GET /v1/status?cluster=a&cluster=b", "", 400, "more than once"},
		"unknown phase":    {"GET /v1/status?phase=done", "", 400, "quarantined"},
		"no cluster":       {"GET /v1/plan", "", 400, "cluster is needed"},
		"unknown kind":     {"DELETE /v1/documents/usr/ann", "", 400, "acknowledgement"},
		"both missing":     {"GET /v1/explain", "", 400, "source is needed"},
		"not a number":     {"GET /v1/events?after=x", "", 400, "no whole number"},
		"a large page":     {"GET /v1/events?limit=100000", "", 400, "follow next"},
		"no revision":      {"GET /v1/events/0", "", 400, "whole number from 1"},
		"no duration":      {"GET /v1/wait?revision=1&timeout=5", "", 400, "no duration"},
		"no milestone":     {"GET /v1/wait?revision=1&for=ever", "", 400, "enforced"},
		"unknown field":    {"POST /v1/resync", `{"clutser":"a"}`, 400, "clutser"},
		"wrong type":       {"POST /v1/resync", `{"prune":"yes"}`, 400, "prune"},
		"two objects":      {"POST /v1/resync", `{} {}`, 400, "something follows"},
		"half a plan":      {"POST /v1/apply", `{"cluster":"a"}`, 400, "hash"},
		"no documents":     {"POST /v1/documents", " \n", 400, "no document"},
		"a body for none":  {"POST /v1/clusters/a/check", `{"sure":true}`, 400, "takes no body"},
		"an unknown wish":  {"POST /v1/clusters/a/teardown", `{"sure":true}`, 400, "unknown field"},
		"a large body":     {"POST /v1/resync", strings.Repeat(" ", 70_000), 413, "at most 65536 bytes"},
		"no route":         {"GET /v2/clusters", "", 404, "no such route"},
		"no method":        {"PUT /v1/clusters", "", 404, "no such route"},
	} {
		method, path, _ := strings.Cut(one.request, " ")
		answer, body := b.do(t, method, path, token, one.body)
		if answer.StatusCode != one.status || !strings.Contains(body, one.says) || answer.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: %d %s", name, answer.StatusCode, body)
		}
		var p api.Problem
		if err := json.Unmarshal([]byte(body), &p); err != nil || p.Error.Message == "" {
			t.Errorf("%s: no problem in %s", name, body)
		}
	}
	if len(c.asked) != 0 {
		t.Errorf("somebody got through: %v", c.asked)
	}
}

func TestRateLimit(t *testing.T) {
	b := start(t, &control{}, func(o *server.Options) { o.PerSecond, o.Burst = 0.01, 2 })
	for range 2 {
		if _, err := b.client.Clusters(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	answer, _ := b.do(t, "GET", "/v1/clusters", token, "")
	if answer.StatusCode != 429 || answer.Header.Get("Retry-After") == "" || answer.Header.Get("Retry-After") == "0" {
		t.Errorf("%d, Retry-After %q", answer.StatusCode, answer.Header.Get("Retry-After"))
	}
	if answer, _ := b.do(t, "GET", "/healthz", "", ""); answer.StatusCode != 200 {
		t.Errorf("health: %d", answer.StatusCode)
	}
}

// TestWaitNotReached gets the status and 504, which is no error to the client.
func TestWaitNotReached(t *testing.T) {
	c := &control{wait: func(ctx context.Context, q api.WaitQuery) (api.Wait, error) {
		<-ctx.Done()
		return api.Wait{Revision: q.Revision, For: q.For, Clusters: []state.ClusterStatus{{Cluster: "main", Applied: 3}}}, nil
	}}
	b := start(t, c, nil)
	got, err := b.client.Wait(t.Context(), api.WaitQuery{Revision: 7, Timeout: time.Millisecond})
	if err != nil || got.Reached || got.For != api.Current || len(got.Clusters) != 1 || got.Clusters[0].Applied != 3 {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestWaitOutlastsReadTimeout waits longer than a request may take to arrive.
func TestWaitOutlastsReadTimeout(t *testing.T) {
	ended := make(chan error, 1)
	c := &control{wait: func(ctx context.Context, q api.WaitQuery) (api.Wait, error) {
		<-ctx.Done()
		ended <- ctx.Err()
		return api.Wait{Revision: q.Revision, For: q.For}, nil
	}}
	b := start(t, c, func(o *server.Options) { o.ReadTimeout = 50 * time.Millisecond })
	if _, err := b.client.Wait(t.Context(), api.WaitQuery{Revision: 7, Timeout: 300 * time.Millisecond}); err != nil {
		t.Error(err)
	}
	if err := <-ended; !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the wait was ended by something else: %v", err)
	}
}

// TestStopEndsWaiting stops a server on which somebody waits for five minutes.
func TestStopEndsWaiting(t *testing.T) {
	waiting := make(chan struct{})
	c := &control{wait: func(ctx context.Context, q api.WaitQuery) (api.Wait, error) {
		close(waiting)
		<-ctx.Done()
		return api.Wait{Revision: q.Revision, For: q.For}, nil
	}}
	b := start(t, c, func(o *server.Options) { o.Grace = time.Hour })
	answered := make(chan error, 1)
	go func() {
		_, err := b.client.Wait(t.Context(), api.WaitQuery{Revision: 7, Timeout: api.MaxWait})
		answered <- err
	}()
	<-waiting
	if err := b.stop(); err != nil {
		t.Error(err)
	}
	if err := <-answered; err != nil {
		t.Errorf("who waited was cut off: %v", err)
	}
}

func TestHealth(t *testing.T) {
	c := &control{}
	b := start(t, c, nil)
	if err := b.client.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	c.err = errors.New("the store at /secret/path is gone")
	answer, body := b.do(t, "GET", "/readyz", "", "")
	if answer.StatusCode != 503 || strings.Contains(body, "secret") {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
	if answer, _ := b.do(t, "GET", "/healthz", "", ""); answer.StatusCode != 200 {
		t.Errorf("the process lives: %d", answer.StatusCode)
	}
}

func TestMountedDoor(t *testing.T) {
	b := start(t, &control{}, func(o *server.Options) {
		o.Events = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) })
	})
	if answer, _ := b.do(t, "POST", "/v1/events", "", "{}"); answer.StatusCode != 202 {
		t.Errorf("the webhook door: %d", answer.StatusCode)
	}
	if answer, _ := b.do(t, "GET", "/v1/events", "", ""); answer.StatusCode != 401 {
		t.Errorf("the journal beside it: %d", answer.StatusCode)
	}
}

// TestMountedDoorRefusesEndlessBody answers before the body ends: the door has
// net/http's own writer, which knows when to stop reading.
func TestMountedDoorRefusesEndlessBody(t *testing.T) {
	b := start(t, &control{}, func(o *server.Options) {
		o.ReadTimeout = time.Hour
		o.Events = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 4)); err != nil {
				w.WriteHeader(http.StatusRequestEntityTooLarge)
			}
		})
	})
	for _, request := range []string{"POST /v1/events", "POST /v1/resync"} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(b.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		_, _ = fmt.Fprintf(conn, "%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nTransfer-Encoding: chunked\r\n\r\n", request, token)
		_, _ = fmt.Fprintf(conn, "%x\r\n%s\r\n", 70_000, strings.Repeat("[", 70_000))
		head := make([]byte, 12)
		if _, err := io.ReadFull(conn, head); err != nil || string(head) != "HTTP/1.1 413" {
			t.Errorf("%s: %q %v", request, head, err)
		}
		_ = conn.Close()
	}
}

// TestBreakingRoute answers 500 and goes on.
func TestBreakingRoute(t *testing.T) {
	c := &control{wait: func(context.Context, api.WaitQuery) (api.Wait, error) { panic("broken") }}
	b := start(t, c, nil)
	if answer, body := b.do(t, "GET", "/v1/wait?revision=1", token, ""); answer.StatusCode != 500 || strings.Contains(body, "goroutine") {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
	if _, err := b.client.Clusters(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestNewRefuses(t *testing.T) {
	c := &control{}
	half := c.all()
	half.Waiter, half.Journal = nil, nil
	for name, o := range map[string]server.Options{
		"Journal, Waiter": {Control: half, Tokens: []string{token}},
		"no token":        {Control: c.all()},
		"shorter than":    {Control: c.all(), Tokens: []string{"short"}},
	} {
		if _, err := server.New(o); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
