package server

import (
	"context"

	"scrim/pkg/server/api"
)

// Control is the side that does the work, one field for each role. Every role
// must be filled; one value may fill several, for no two share a method's name.
//
// A method reports a person's mistake as an *issue.Failure and wraps the
// sentinels of package api for the rest; any other error is scrim's own and is
// answered with 500. Lists in answers may be nil.
type Control struct {
	Clusters     Clusters
	Documents    Documents
	Checker      Checker
	Verifier     Verifier
	Bootstrapper Bootstrapper
	Resyncer     Resyncer
	Status       StatusReader
	Planner      Planner
	Applier      Applier
	Explainer    Explainer
	Journal      Journal
	Replayer     Replayer
	Waiter       Waiter
	Reviewer     Reviewer
	Counter      Counter
	State        StateReader
	Prover       Prover
	Tester       Tester
	Seeker       Seeker
	Connectors   Connectors
	Requests     Requester
	Health       Health
}

// Clusters knows the registered clusters.
type Clusters interface {
	Clusters(ctx context.Context) (api.Clusters, error)
	// RemoveCluster deletes the cluster's document, as the sender "scrim".
	RemoveCluster(ctx context.Context, r api.Removal) (api.Receipt, error)
}

// Documents accepts and deletes what an operator sends, as the sender "scrim".
// It is the only door for clusters.
type Documents interface {
	Submit(ctx context.Context, s api.Submission) (api.Receipt, error)
	// Delete writes the deletion of a document, greater than what is there. A
	// document of another sender than "scrim" is deleted when that sender is
	// named, and is a mistake otherwise.
	Delete(ctx context.Context, d api.Deletion) (api.Receipt, error)
}

// Checker looks whether scrim can do its work on a cluster. A cluster that
// cannot be reached is a finding and no error.
type Checker interface {
	CheckCluster(ctx context.Context, id string) (api.Check, error)
}

// Verifier looks for what reaches governed data past the views of a cluster.
type Verifier interface {
	Bypass(ctx context.Context, id string, r api.BypassRequest) (api.Bypass, error)
	// Leaks tries on a canary of its own what a reader can learn through views.
	Leaks(ctx context.Context, id string, r api.LeaksRequest) (api.Leaks, error)
}

// Bootstrapper makes and removes what scrim needs on a cluster.
type Bootstrapper interface {
	BootstrapScripts(ctx context.Context, id string) (api.Scripts, error)
	Bootstrap(ctx context.Context, id string, r api.BootstrapRequest) (api.Applied, error)
	Teardown(ctx context.Context, id string, r api.TeardownRequest) (api.Applied, error)
}

// Resyncer compares warehouses whole with the documents.
type Resyncer interface {
	Resync(ctx context.Context, r api.ResyncRequest) (api.Resync, error)
}

// StatusReader says how far everything has come.
type StatusReader interface {
	Status(ctx context.Context, q api.StatusQuery) (api.Status, error)
	// Policies lists every policy and how it stands.
	Policies(ctx context.Context) (api.Policies, error)
}

// Planner says what is to be done on a cluster.
type Planner interface {
	Plan(ctx context.Context, q api.PlanQuery) (api.Plan, error)
}

// Applier carries out the approved plan; when the plan has another hash by
// now, it does nothing and wraps api.ErrConflict.
type Applier interface {
	Apply(ctx context.Context, r api.ApplyRequest) (api.Applied, error)
}

// Explainer says what a user sees of a source and why.
type Explainer interface {
	Explain(ctx context.Context, q api.ExplainQuery) (api.Explanation, error)
}

// Journal reads what came in.
type Journal interface {
	Events(ctx context.Context, p api.Page) (api.Entries, error)
	Event(ctx context.Context, revision uint64) (api.Entry, error)
	Rejected(ctx context.Context, p api.Page) (api.Rejections, error)
}

// Replayer takes an event of the journal through scrim again.
type Replayer interface {
	Replay(ctx context.Context, revision uint64) (api.Receipt, error)
}

// Waiter returns as soon as the revision has come as far as asked on every
// cluster, or when ctx ends: then with Reached false, the status at that
// moment and no error. A revision that does not exist yet is waited for.
type Waiter interface {
	Wait(ctx context.Context, q api.WaitQuery) (api.Wait, error)
}

// Reviewer confirms columns of a source.
type Reviewer interface {
	Review(ctx context.Context, source string, r api.ReviewRequest) (api.Receipt, error)
}

// Counter counts which values enough rows of a source's table share.
type Counter interface {
	Count(ctx context.Context, source string, r api.CountRequest) (api.Counted, error)
}

// Tester runs tests of policies on a warehouse, on tables of their own of which
// nothing remains. It writes nothing to the store.
type Tester interface {
	Test(ctx context.Context, cluster string, r api.TestRequest) (api.Tested, error)
}

// StateReader returns every document as accepted.
type StateReader interface {
	State(ctx context.Context) (api.State, error)
}

// Connectors provisions the accounts of data tools. Accounts that are given
// are used for the one request and kept nowhere.
type Connectors interface {
	Connectors(ctx context.Context) (api.Connectors, error)
	PlanConnector(ctx context.Context, id string, r api.ConnectorRequest) (api.ConnectorPlan, error)
	// ApplyConnector carries out what PlanConnector plans. A statement that
	// fails is part of the answer.
	ApplyConnector(ctx context.Context, id string, r api.ConnectorRequest) (api.ConnectorApplied, error)
	// RemoveConnector deletes the document, when there is one of the sender
	// "scrim", and takes away all that scrim made.
	RemoveConnector(ctx context.Context, id string, r api.ConnectorRequest) (api.ConnectorApplied, error)
	ExplainConnector(ctx context.Context, id string, r api.ConnectorRequest) (api.ConnectorExplanation, error)
}

// Health says whether the work can be done: the store is readable and the
// leases are held or taken.
type Health interface {
	Ready(ctx context.Context) error
}

// missing names the roles that nobody fills.
func (c Control) missing() []string {
	var out []string
	for _, role := range []struct {
		name  string
		value any
	}{
		{"Clusters", c.Clusters}, {"Documents", c.Documents}, {"Checker", c.Checker}, {"Verifier", c.Verifier},
		{"Bootstrapper", c.Bootstrapper}, {"Resyncer", c.Resyncer}, {"Status", c.Status},
		{"Planner", c.Planner}, {"Applier", c.Applier}, {"Explainer", c.Explainer},
		{"Journal", c.Journal}, {"Replayer", c.Replayer}, {"Waiter", c.Waiter},
		{"Reviewer", c.Reviewer}, {"Counter", c.Counter}, {"State", c.State}, {"Prover", c.Prover}, {"Tester", c.Tester}, {"Seeker", c.Seeker}, {"Connectors", c.Connectors}, {"Requests", c.Requests}, {"Health", c.Health},
	} {
		if role.value == nil {
			out = append(out, role.name)
		}
	}
	return out
}
