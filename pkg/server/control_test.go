package server_test

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/connector/trial"
	"scrim/pkg/event"
	"scrim/pkg/server"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/verify"
)

// control is the other side of the API: it keeps what it was asked, and
// answers with what the test gave it.
type control struct {
	mu    sync.Mutex
	asked []any
	err   error
	wait  func(ctx context.Context, q api.WaitQuery) (api.Wait, error)
}

func (c *control) take(asked ...any) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = append(c.asked, asked...)
	return c.err
}

func receipt() api.Receipt {
	return api.Receipt{Revision: 7, Results: []api.Result{{Verdict: state.Accepted, Revision: 7, Kind: event.KindCluster, ID: "main", Version: 1}}}
}

func (c *control) Clusters(context.Context) (api.Clusters, error) {
	return api.Clusters{Clusters: []api.Cluster{{Cluster: catalog.Cluster{ID: "main"}, Version: 1}}}, c.take("clusters")
}
func (c *control) RemoveCluster(_ context.Context, r api.Removal) (api.Receipt, error) {
	return receipt(), c.take(r)
}
func (c *control) Submit(_ context.Context, s api.Submission) (api.Receipt, error) {
	return receipt(), c.take(s)
}
func (c *control) Delete(_ context.Context, d api.Deletion) (api.Receipt, error) {
	return receipt(), c.take(d)
}
func (c *control) CheckCluster(_ context.Context, id string) (api.Check, error) {
	return api.Check{Cluster: id, OK: true}, c.take("check", id)
}
func (c *control) Bypass(_ context.Context, id string, r api.BypassRequest) (api.Bypass, error) {
	return api.Bypass{Cluster: id, Findings: []api.Around{{Repair: "REVOKE SELECT ON t FROM PUBLIC"}}}, c.take("bypass", id, r)
}
func (c *control) Leaks(_ context.Context, id string, r api.LeaksRequest) (api.Leaks, error) {
	return api.Leaks{Cluster: id, Results: []verify.Result{{Probe: verify.Probe{Name: "division"}, Learned: []verify.Secret{verify.Answer}}}}, c.take("leaks", id, r)
}
func (c *control) VerifyConnector(_ context.Context, id string, r api.ProofRequest) (api.Proof, error) {
	return api.Proof{Connector: id, Report: trial.Report{Results: []trial.Result{{Name: "read", Status: trial.Failed}}}}, c.take("verify", id, r)
}
func (c *control) BootstrapScripts(_ context.Context, id string) (api.Scripts, error) {
	return api.Scripts{Cluster: id, Scripts: []api.Script{{Database: "dev", Text: "CREATE SCHEMA <x> & more;\n"}}}, c.take("scripts", id)
}
func (c *control) Bootstrap(_ context.Context, id string, r api.BootstrapRequest) (api.Applied, error) {
	return api.Applied{Cluster: id, Outcomes: []api.Outcome{{Target: "schemas", Done: true, Elapsed: time.Second}}}, c.take("bootstrap", id, r)
}
func (c *control) Teardown(_ context.Context, id string, r api.TeardownRequest) (api.Applied, error) {
	return api.Applied{Cluster: id}, c.take("teardown", id, r)
}
func (c *control) Resync(_ context.Context, r api.ResyncRequest) (api.Resync, error) {
	return api.Resync{}, c.take(r)
}
func (c *control) Status(_ context.Context, q api.StatusQuery) (api.Status, error) {
	return api.Status{Revision: 7}, c.take(q)
}
func (c *control) Policies(context.Context) (api.Policies, error) {
	return api.Policies{Policies: []api.PolicyState{{ID: "p", Standing: api.Staged}}}, c.take("policies")
}
func (c *control) Plan(_ context.Context, q api.PlanQuery) (api.Plan, error) {
	return api.Plan{Cluster: q.Cluster, Hash: "abc"}, c.take(q)
}
func (c *control) Apply(_ context.Context, r api.ApplyRequest) (api.Applied, error) {
	return api.Applied{Cluster: r.Cluster, Hash: r.Hash}, c.take(r)
}
func (c *control) Explain(_ context.Context, q api.ExplainQuery) (api.Explanation, error) {
	return api.Explanation{User: q.User, Tree: api.Node{Text: "visible", Children: []api.Node{{Text: "a grant"}}}}, c.take(q)
}
func (c *control) Events(_ context.Context, p api.Page) (api.Entries, error) {
	return api.Entries{Next: 9}, c.take(p)
}
func (c *control) Event(_ context.Context, revision uint64) (api.Entry, error) {
	return api.Entry{Revision: revision, Raw: json.RawMessage(`{"a":1}`)}, c.take("event", revision)
}
func (c *control) Rejected(_ context.Context, p api.Page) (api.Rejections, error) {
	return api.Rejections{Rejected: []api.Rejected{{Number: 3, Body: []byte{0xff, 0}}}}, c.take(p)
}
func (c *control) Replay(_ context.Context, revision uint64) (api.Receipt, error) {
	return receipt(), c.take("replay", revision)
}
func (c *control) Wait(ctx context.Context, q api.WaitQuery) (api.Wait, error) {
	if c.wait != nil {
		return c.wait(ctx, q)
	}
	return api.Wait{Revision: q.Revision, For: q.For, Reached: true}, c.take(q)
}
func (c *control) Review(_ context.Context, source string, r api.ReviewRequest) (api.Receipt, error) {
	return receipt(), c.take(source, r)
}
func (c *control) Count(_ context.Context, source string, r api.CountRequest) (api.Counted, error) {
	return api.Counted{Source: source, K: 5, Combinations: 3}, c.take("count", source, r)
}
func (c *control) Test(_ context.Context, cluster string, r api.TestRequest) (api.Tested, error) {
	return api.Tested{Cluster: cluster, OK: true}, c.take("test", cluster, r)
}
func (c *control) Seek(_ context.Context, cluster string, r api.SeekRequest) (api.Sought, error) {
	return api.Sought{Cluster: cluster, Sources: []api.SoughtIn{{Source: "s", Values: []api.SoughtValue{{Found: true}}}}}, c.take("seek", cluster, r)
}
func (c *control) State(context.Context) (api.State, error) {
	return api.State{Revision: 7, Objects: []state.Object{{Key: state.Key{Kind: event.KindUser, ID: "ann"}}}}, c.take("state")
}
func (c *control) Connectors(context.Context) (api.Connectors, error) {
	return api.Connectors{Connectors: []api.ConnectorState{{Place: "cluster main", Held: 3}}}, c.take("connectors")
}
func (c *control) PlanConnector(_ context.Context, id string, r api.ConnectorRequest) (api.ConnectorPlan, error) {
	return api.ConnectorPlan{Connector: id, Steps: []api.ConnectorStep{{Text: "GRANT"}}}, c.take("plan connector", id, r)
}
func (c *control) ApplyConnector(_ context.Context, id string, r api.ConnectorRequest) (api.ConnectorApplied, error) {
	return api.ConnectorApplied{Connector: id, Password: "told once"}, c.take("apply connector", id, r)
}
func (c *control) RemoveConnector(_ context.Context, id string, r api.ConnectorRequest) (api.ConnectorApplied, error) {
	return api.ConnectorApplied{Connector: id}, c.take("remove connector", id, r)
}
func (c *control) ExplainConnector(_ context.Context, id string, r api.ConnectorRequest) (api.ConnectorExplanation, error) {
	return api.ConnectorExplanation{Connector: id}, c.take("explain connector", id, r)
}
func (c *control) Ready(context.Context) error { return c.take("ready") }

func (c *control) all() server.Control {
	return server.Control{
		Clusters: c, Documents: c, Checker: c, Verifier: c, Bootstrapper: c, Resyncer: c, Status: c, Planner: c, Applier: c,
		Explainer: c, Journal: c, Replayer: c, Waiter: c, Reviewer: c, Counter: c, State: c, Prover: c, Tester: c, Seeker: c, Connectors: c, Requests: c, Health: c,
	}
}

func (c *control) Requests(_ context.Context, q api.RequestQuery) (api.Requests, error) {
	return api.Requests{Requests: []api.Request{{ID: "ann/s", Reply: state.ReplyWaiting}}}, c.take("requests", q)
}

func (c *control) ApproveRequest(_ context.Context, id string, a api.Approval) (api.Receipt, error) {
	return receipt(), c.take("approve", id, a)
}

func (c *control) DenyRequest(_ context.Context, id string, d api.Denial) (api.Receipt, error) {
	return receipt(), c.take("deny", id, d)
}
