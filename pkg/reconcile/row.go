package reconcile

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/explain"
	"scrim/pkg/issue"
	"scrim/pkg/oracle"
	"scrim/pkg/state"
	"scrim/pkg/store"
	"scrim/pkg/view"
)

// explainRow asks the oracle about one row: it needs no warehouse, and shares
// nothing with what wrote the view but the words for what a rule asks.
func (w *world) explainRow(s store.Snapshot, q Question, one source, known about, r reader, rules []compile.RowDecision, deployed map[string]store.Deployed, now time.Time) (explain.Node, bool, error) {
	d := deployed[one.ID]
	base := remembered(d.Applied)
	row, err := w.row(q, one.Source, base)
	if err != nil {
		return explain.Node{}, false, err
	}
	f := oracle.Facts{
		Cluster: w.cluster, Source: one.Source, Base: base, Reviews: map[string]oracle.Review{}, Lookups: unseen(w.rememberedLookups(one.Source, deployed)),
		Policies: w.activePolicies(), Compared: w.compared(),
		Projects: slices.Collect(maps.Values(w.projects)), Purposes: slices.Collect(maps.Values(w.purposes)),
	}
	reviewed := w.reviewed(one, d.Applied, base)
	for _, c := range base.Columns {
		if reviewed[c.Name] {
			f.Reviews[c.Name] = oracle.Review{Identity: base.Identity, Ordinal: c.Ordinal}
		}
	}
	if known.subject != nil && len(r.rows) > 0 { // else they have no facts, whatever their documents say
		known.tell(&f, r.username)
	}
	decision := oracle.Explain(f, row, oracle.Comparison{IgnoreTrailingBlanks: w.cluster.Kind.IsRedshift()}, now)
	return explain.Row(explain.OneRow{
		User: q.User, Source: one.Source, Decision: decision, Policies: f.Policies, Given: slices.Collect(maps.Keys(q.Row)),
		Rules: rules, Facts: view.FactsOf(r.rows, now),
		Origin: func(policy string) string { return origin(s, policy) },
	}), decision.Shown, nil
}

// tell adds to facts what is known of a reader. Decisions about another
// incarnation were left out when the subject was made.
func (a about) tell(f *oracle.Facts, username string) {
	user := a.subject.User
	user.Usernames = map[string]string{f.Cluster.ID: username}
	f.Reader, f.Users = username, []directory.User{user}
	f.Acknowledgements = a.subject.Acknowledged
	session := a.subject.Session
	session.User = user.ID
	if a.subject.Unplaced {
		session.Project = "\x00" // no project's id: the user is in no context at all
	}
	f.Sessions = []directory.Session{session}
	for _, decided := range a.subject.Accesses {
		decided.User, decided.UserIncarnation, decided.SourceIncarnation = user.ID, 0, 0
		f.Accesses = append(f.Accesses, decided)
	}
}

// row reads the values that a question gives.
func (w *world) row(q Question, s catalog.Source, base catalog.Signature) (oracle.Row, error) {
	var issues issue.List
	at := issue.Place{Input: "row"}
	row := make(oracle.Row, len(base.Columns))
	for name, text := range q.Row {
		i := slices.IndexFunc(base.Columns, func(c catalog.Observed) bool { return c.Name == w.fold(name) })
		if i < 0 {
			issues.Add(at.In(name), "unknown-column", "name a column of the table", "%s has no column %q", s.Table, name)
			continue
		}
		if text == nil {
			continue
		}
		value, err := oracle.Parse(base.Columns[i].Type, *text)
		if err != nil { // its text is not repeated: it may be anybody's
			issues.Add(at.In(name), "bad-cell", "write it as the warehouse prints it: 2026-01-31, 12.50, true", "the value is none of type %s", base.Columns[i].Type)
		}
		row[i] = value
	}
	return row, issues.Err()
}

// origin says which event brought a policy.
func origin(s store.Snapshot, policy string) string {
	claims, err := s.Object(event.KindPolicy, policy)
	if err != nil {
		return ""
	}
	for _, c := range claims {
		if c.Live() {
			return originOf(c)
		}
	}
	return ""
}

func originOf(c state.Stored) string {
	return fmt.Sprintf("version %d, revision %d of %s", c.Version, c.Revision, c.Sender)
}
