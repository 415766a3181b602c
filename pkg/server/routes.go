package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

// Bounds of the routes.
const (
	smallBody    = 64 << 10 // a request of ours
	documentBody = 16 << 20 // a folder of policies
	quick        = 30 * time.Second
	slow         = 10 * time.Minute // what talks to warehouses about everything
)

// routes is the whole API.
func (s *Server) routes() []route {
	return slices.Concat(s.openRoutes(), s.clusterRoutes(), s.enforcementRoutes(), s.connectorRoutes(), s.requestRoutes(), s.proofRoutes(), s.seekRoutes(), s.journalRoutes())
}

func (s *Server) openRoutes() []route {
	c := s.options.Control
	return []route{
		{method: "GET", path: "/healthz", time: quick, open: true, do: func(context.Context, *call) (any, error) {
			return api.Health{OK: true}, nil
		}},
		{method: "GET", path: "/readyz", time: 5 * time.Second, open: true, do: func(ctx context.Context, _ *call) (any, error) {
			if err := c.Health.Ready(ctx); err != nil {
				// Whoever asks here has no token: the reason is in the log.
				s.log.WarnContext(ctx, "not ready", "error", err)
				return api.Health{}, &withStatus{http.StatusServiceUnavailable}
			}
			return api.Health{OK: true}, nil
		}},
	}
}

func (s *Server) clusterRoutes() []route {
	c := s.options.Control
	return []route{
		{method: "GET", path: "/v1/clusters", time: quick, do: func(ctx context.Context, r *call) (any, error) {
			return bare(r, func() (any, error) { return c.Clusters.Clusters(ctx) })
		}},
		{method: "DELETE", path: "/v1/clusters/:id", time: quick, do: func(ctx context.Context, r *call) (any, error) {
			q := ask(r)
			removal := api.Removal{Cluster: r.param("id"), Abandon: q.flag("abandon")}
			return answered(q, func() (any, error) { return c.Clusters.RemoveCluster(ctx, removal) })
		}},
		{method: "POST", path: "/v1/clusters/:id/check", body: smallBody, time: slow, do: func(ctx context.Context, r *call) (any, error) {
			return bare(r, func() (any, error) { return c.Checker.CheckCluster(ctx, r.param("id")) })
		}},
		{method: "POST", path: "/v1/clusters/:id/bypass", body: smallBody, time: slow, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.BypassRequest
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			return c.Verifier.Bypass(ctx, r.param("id"), ask)
		}},
		{method: "POST", path: "/v1/clusters/:id/leaks", body: smallBody, time: slow, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.LeaksRequest
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			if ask.As == nil || ask.As.User == "" {
				return nil, mistake("missing-field", `send {"as": {"user": …, "password": …}}`, "an administrator's account is needed")
			}
			return c.Verifier.Leaks(ctx, r.param("id"), ask)
		}},
		{method: "GET", path: "/v1/clusters/:id/bootstrap", time: quick, do: func(ctx context.Context, r *call) (any, error) {
			return bare(r, func() (any, error) { return c.Bootstrapper.BootstrapScripts(ctx, r.param("id")) })
		}},
		{method: "POST", path: "/v1/clusters/:id/bootstrap", body: smallBody, time: slow, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.BootstrapRequest
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			return c.Bootstrapper.Bootstrap(ctx, r.param("id"), ask)
		}},
		{method: "POST", path: "/v1/clusters/:id/teardown", body: smallBody, time: slow, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.TeardownRequest
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			return c.Bootstrapper.Teardown(ctx, r.param("id"), ask)
		}},
		{method: "POST", path: "/v1/documents", body: documentBody, time: time.Minute, do: s.submit},
		{method: "DELETE", path: "/v1/documents/:kind/:id", time: quick, do: func(ctx context.Context, r *call) (any, error) {
			q := ask(r)
			deletion := api.Deletion{Kind: event.Kind(r.param("kind")), ID: r.param("id"), Sender: q.text("sender")}
			q.oneOf("kind", string(deletion.Kind), kinds())
			return answered(q, func() (any, error) { return c.Documents.Delete(ctx, deletion) })
		}},
		{method: "GET", path: "/v1/state", time: slow, do: func(ctx context.Context, r *call) (any, error) {
			return bare(r, func() (any, error) { return c.State.State(ctx) })
		}},
		{method: "POST", path: "/v1/sources/:id/review", body: smallBody, time: quick, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.ReviewRequest
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			return c.Reviewer.Review(ctx, r.param("id"), ask)
		}},
		{method: "POST", path: "/v1/sources/:id/count", body: smallBody, time: slow, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.CountRequest
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			if _, ok := ask.Valid(); !ok {
				return nil, mistake("wrong-value", `write {"valid_for": "24h"}`, "valid_for is no duration from 1s to %s", api.MaxValidFor)
			}
			return c.Counter.Count(ctx, r.param("id"), ask)
		}},
	}
}

func (s *Server) enforcementRoutes() []route {
	c := s.options.Control
	return []route{
		{method: "POST", path: "/v1/resync", body: smallBody, time: slow, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.ResyncRequest
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			return c.Resyncer.Resync(ctx, ask)
		}},
		{method: "GET", path: "/v1/status", time: quick, do: func(ctx context.Context, r *call) (any, error) {
			q := ask(r)
			status := api.StatusQuery{Cluster: q.text("cluster"), Phase: state.Phase(q.text("phase"))}
			q.oneOf("phase", string(status.Phase), phases())
			return answered(q, func() (any, error) { return c.Status.Status(ctx, status) })
		}},
		{method: "GET", path: "/v1/policies", time: slow, do: func(ctx context.Context, r *call) (any, error) {
			return answered(ask(r), func() (any, error) { return c.Status.Policies(ctx) })
		}},
		{method: "GET", path: "/v1/plan", time: slow, do: func(ctx context.Context, r *call) (any, error) {
			q := ask(r)
			plan := api.PlanQuery{Cluster: q.required("cluster"), Count: q.flag("count")}
			return answered(q, func() (any, error) { return c.Planner.Plan(ctx, plan) })
		}},
		{method: "POST", path: "/v1/apply", body: smallBody, time: slow, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.ApplyRequest
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			if ask.Cluster == "" || ask.Hash == "" {
				return nil, mistake("missing-field", `send {"cluster": …, "hash": …}; GET /v1/plan says the hash`, "cluster and hash are both needed")
			}
			return c.Applier.Apply(ctx, ask)
		}},
		{method: "GET", path: "/v1/explain", time: quick, do: func(ctx context.Context, r *call) (any, error) {
			q := ask(r)
			explain := api.ExplainQuery{User: q.required("user"), Source: q.required("source"), Cluster: q.text("cluster")}
			return answered(q, func() (any, error) { return c.Explainer.Explain(ctx, explain) })
		}},
		{method: "POST", path: "/v1/explain", body: smallBody, time: quick, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.ExplainQuery
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			if ask.User == "" || ask.Source == "" || ask.Row == nil {
				return nil, mistake("missing-field", `send {"user": …, "source": …, "row": {"column": "value"}}`, "user, source and row are all needed; without a row it is GET")
			}
			return c.Explainer.Explain(ctx, ask)
		}},
		{method: "GET", path: "/v1/wait", time: api.MaxWait + 10*time.Second, polls: true, do: s.wait},
	}
}

func (s *Server) connectorRoutes() []route {
	c := s.options.Control
	return []route{
		{method: "GET", path: "/v1/connectors", time: quick, do: func(ctx context.Context, r *call) (any, error) {
			return bare(r, func() (any, error) { return c.Connectors.Connectors(ctx) })
		}},
		{method: "POST", path: "/v1/connectors/:id/plan", body: smallBody, time: slow, do: aboutConnector(c.Connectors.PlanConnector)},
		{method: "POST", path: "/v1/connectors/:id/apply", body: smallBody, time: slow, do: aboutConnector(c.Connectors.ApplyConnector)},
		{method: "POST", path: "/v1/connectors/:id/remove", body: smallBody, time: slow, do: aboutConnector(c.Connectors.RemoveConnector)},
		{method: "POST", path: "/v1/connectors/:id/explain", body: smallBody, time: slow, do: aboutConnector(c.Connectors.ExplainConnector)},
	}
}

// aboutConnector is a route about one connector.
func aboutConnector[T any](do func(context.Context, string, api.ConnectorRequest) (T, error)) func(context.Context, *call) (any, error) {
	return func(ctx context.Context, r *call) (any, error) {
		var ask api.ConnectorRequest
		if err := decode(r, &ask); err != nil {
			return nil, err
		}
		if ask.As != nil && ask.As.User == "" {
			return nil, mistake("missing-field", `send {"as": {"user": …, "password": …}}`, "the account has no user")
		}
		return do(ctx, r.param("id"), ask)
	}
}

func (s *Server) journalRoutes() []route {
	c := s.options.Control
	return []route{
		{method: "GET", path: "/v1/events", time: quick, do: func(ctx context.Context, r *call) (any, error) {
			q := ask(r)
			page := q.page()
			return answered(q, func() (any, error) { return c.Journal.Events(ctx, page) })
		}},
		{method: "GET", path: "/v1/events/:revision", time: quick, do: func(ctx context.Context, r *call) (any, error) {
			revision, err := revisionOf(r)
			if err != nil {
				return nil, err
			}
			return c.Journal.Event(ctx, revision)
		}},
		{method: "POST", path: "/v1/events/:revision/replay", body: smallBody, time: quick, do: func(ctx context.Context, r *call) (any, error) {
			revision, err := revisionOf(r)
			if err != nil {
				return nil, err
			}
			return bare(r, func() (any, error) { return c.Replayer.Replay(ctx, revision) })
		}},
		{method: "GET", path: "/v1/rejected", time: quick, do: func(ctx context.Context, r *call) (any, error) {
			q := ask(r)
			page := q.page()
			return answered(q, func() (any, error) { return c.Journal.Rejected(ctx, page) })
		}},
	}
}

func (s *Server) submit(ctx context.Context, r *call) (any, error) {
	if len(bytes.TrimSpace(r.body)) == 0 {
		return nil, mistake("empty-body", "send YAML or JSON documents, several separated by ---", "there is no document in the body")
	}
	name, err := url.PathUnescape(r.header.Get(api.HeaderDocument))
	if err != nil || name == "" {
		name = "body"
	}
	key := r.header.Get(api.HeaderKey)
	if len(key) > 255 {
		return nil, mistake("long-key", "use a UUID", "%s is longer than 255 bytes", api.HeaderKey)
	}
	return s.options.Control.Documents.Submit(ctx, api.Submission{Name: name, Key: key, Body: r.body})
}

func (s *Server) wait(ctx context.Context, r *call) (any, error) {
	q := ask(r)
	query := api.WaitQuery{Revision: q.number("revision"), For: api.Milestone(q.text("for")), Timeout: q.duration("timeout")}
	q.required("revision")
	q.oneOf("for", string(query.For), []string{string(api.Closed), string(api.Current), string(api.Enforced)})
	return answered(q, func() (any, error) {
		query = query.Bounded()
		ctx, cancel := context.WithTimeout(ctx, query.Timeout)
		defer cancel()
		answer, err := s.options.Control.Waiter.Wait(ctx, query)
		if err == nil && !answer.Reached {
			return answer, &withStatus{http.StatusGatewayTimeout}
		}
		return answer, err
	})
}

// bare refuses what a route without arguments would otherwise ignore.
func bare(r *call, then func() (any, error)) (any, error) {
	if body := bytes.TrimSpace(r.body); len(body) > 0 && string(body) != "{}" {
		return nil, mistake("unexpected-body", "send no body", "this route takes no body")
	}
	return answered(ask(r), then)
}

// decode reads a request of ours, strictly. No body is the zero request.
func decode(r *call, into any) error {
	if len(bytes.TrimSpace(r.body)) == 0 {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(r.body))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if err == nil {
		if _, more := decoder.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("something follows the JSON object")
		}
	}
	if err != nil {
		return mistake("unreadable-body", "docs/admin-api.md shows what it takes", "%s", strings.TrimPrefix(err.Error(), "json: "))
	}
	return nil
}

// arguments reads a query and finds every mistake in it.
type arguments struct {
	values url.Values
	known  []string
	found  issue.List
}

func ask(r *call) *arguments { return &arguments{values: r.query} }

// answered goes on when nothing was wrong with the query.
func answered(q *arguments, then func() (any, error)) (any, error) {
	for _, name := range slices.Sorted(keys(q.values)) {
		switch {
		case !slices.Contains(q.known, name):
			q.add(name, "unknown-argument", "this route takes: "+strings.Join(q.known, ", "), "there is no argument %q", name)
		case len(q.values[name]) > 1:
			q.add(name, "duplicate", "give it once", "%s is given more than once", name)
		}
	}
	if err := q.found.Err(); err != nil {
		return nil, err
	}
	return then()
}

func keys(v url.Values) func(func(string) bool) {
	return func(yield func(string) bool) {
		for name := range v {
			if !yield(name) {
				return
			}
		}
	}
}

func (q *arguments) add(name string, code issue.Code, hint, format string, args ...any) {
	q.found.Add(issue.Place{Input: "query", Path: name}, code, hint, format, args...)
}

func (q *arguments) text(name string) string {
	if !slices.Contains(q.known, name) {
		q.known = append(q.known, name)
	}
	return q.values.Get(name)
}

func (q *arguments) required(name string) string {
	value := q.text(name)
	if value == "" {
		q.add(name, "missing-argument", "add ?"+name+"=…", "%s is needed", name)
	}
	return value
}

func (q *arguments) number(name string) uint64 {
	text := q.text(name)
	if text == "" {
		return 0
	}
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		q.add(name, "not-a-number", "write a whole number", "%s is no whole number", name)
	}
	return n
}

func (q *arguments) duration(name string) time.Duration {
	text := q.text(name)
	if text == "" {
		return 0
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		q.add(name, "not-a-duration", "write 30s or 2m", "%s is no duration", name)
	}
	return d
}

func (q *arguments) flag(name string) bool {
	text := q.text(name)
	q.oneOf(name, text, []string{"true", "false"})
	return text == "true"
}

func (q *arguments) oneOf(name, value string, allowed []string) {
	if value != "" && !slices.Contains(allowed, value) {
		q.add(name, "unknown-value", "write "+strings.Join(allowed, ", "), "%s is none that scrim knows", name)
	}
}

func (q *arguments) page() api.Page {
	page := api.Page{After: q.number("after"), Limit: api.DefaultPage}
	if limit := q.number("limit"); limit > api.MaxPage {
		q.add("limit", "too-many", fmt.Sprintf("ask for at most %d and follow next", api.MaxPage), "%d is more than one page", limit)
	} else if limit > 0 {
		page.Limit = int(limit)
	}
	return page
}

func revisionOf(r *call) (uint64, error) {
	revision, err := strconv.ParseUint(r.param("revision"), 10, 63)
	if err != nil || revision == 0 {
		return 0, mistake("not-a-number", "GET /v1/events lists the revisions", "a revision is a whole number from 1")
	}
	if len(r.query) > 0 {
		return 0, mistake("unknown-argument", "this route takes none", "the query is not used")
	}
	return revision, nil
}

func kinds() []string {
	var out []string
	for _, k := range event.Kinds() {
		out = append(out, string(k))
	}
	return out
}

func phases() []string {
	return []string{
		string(state.PhasePending), string(state.PhaseApplied), string(state.PhaseWaiting), string(state.PhaseBlocked),
		string(state.PhaseQuarantined), string(state.PhaseClosed), string(state.PhaseFailed), string(state.PhaseConflict),
		string(state.PhaseUnmatched), string(state.PhaseOutOfScope),
	}
}

// mount puts the routes under one handler.
func (s *Server) mount() http.Handler {
	mounts := map[string]http.Handler{}
	if s.options.Events != nil {
		mounts["POST /v1/events"] = s.counted(s.options.Events)
	}
	if s.options.Metrics != nil {
		mounts["GET /metrics"] = s.counted(s.options.Metrics)
	}
	return newRouter(s.routes(), s.guard, mounts, http.HandlerFunc(s.nowhere))
}

// counted makes Run wait for a mounted handler's requests too.
func (s *Server) counted(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.running.Add(1)
		defer s.running.Done()
		h.ServeHTTP(w, r)
	})
}

func (s *Server) nowhere(w http.ResponseWriter, _ *http.Request) {
	id := requestID()
	w.Header().Set(api.HeaderRequest, id)
	s.write(w, http.StatusNotFound, api.Problem{Error: api.ProblemDetail{Message: "there is no such route; docs/admin-api.md lists them", Request: id}})
}
