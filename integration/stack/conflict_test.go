package stack_test

import (
	"fmt"
	"strings"
	"testing"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

// platform is an event from a platform.
func platform(kind event.Kind, data string) string {
	return fmt.Sprintf(`{"specversion":"1.0","id":"1","source":"platform","type":%q,"data":%s}`, kind.Updated(), data)
}

// reported is the status of a document, as an operator asks for it.
func reported(t *testing.T, s *stack.Stack, kind event.Kind, id string) state.Status {
	t.Helper()
	all, err := s.Control.Status(t.Context(), api.StatusQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all.Targets {
		if one.Target == (state.Target{Kind: kind, ID: id}) {
			return one
		}
	}
	return state.Status{}
}

// Every document in conflict is named by status, and by explain of whom it
// closes, and both forget it when a greater version comes.
func TestConflictsAreSeen(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	ann := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.User(ann, "") + "---\nkind: purpose\nid: fraud\n" +
		"---\nkind: project\nid: q\nmembers: [" + ann + "]\nsources: [people]\npurposes: [fraud]\n")
	s.Send(platform(event.KindSession, `{"user":"`+ann+`","version":1,"project":"q"}`))
	s.Send(platform(event.KindAcknowledgement, `{"user":"`+ann+`","project":"q","purpose":"fraud","version":1}`))
	all := []string{"1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com"}
	sees(t, s, ann, all...)

	for _, one := range []struct {
		kind    event.Kind
		id      string
		a, b    string // two contents
		sees    []string
		message string
	}{
		{event.KindSession, ann, `"user":"ANN","project":"q"`, `"user":"ANN"`, nil, "so its user sees nothing"},
		{event.KindAccess, ann + "/people", `"user":"ANN","source":"people","decision":"approved"`, `"user":"ANN","source":"people","decision":"approved","until":"2090-01-01T00:00:00Z"`, nil, "so it counts as a revocation"},
		{event.KindAcknowledgement, ann + "/fraud/q", `"user":"ANN","project":"q","purpose":"fraud"`, `"user":"ANN","project":"q","purpose":"fraud","statement":2`, all, "so it does not count"},
		{event.KindUser, ann, `"id":"ANN"`, `"id":"ANN","groups":[{"name":"g"}]`, nil, "so it has no effect"},
		{event.KindReview, "main/people", `"cluster":"main","source":"people","identity":"1","columns":[]`, `"cluster":"main","source":"people","identity":"2","columns":[]`, all, "so it confirms nothing"},
		{event.KindPolicy, "extra", `"id":"extra","applies_to":{"all":true},"rules":[{"filter":"row.id > 0"}]`, `"id":"extra","applies_to":{"all":true},"rules":[{"filter":"row.id > 1"}]`, nil, "so it has no effect"},
	} {
		t.Run(string(one.kind), func(t *testing.T) {
			content := func(version int, text string) string {
				return platform(one.kind, fmt.Sprintf(`{"version":%d,%s}`, version, strings.ReplaceAll(text, "ANN", ann)))
			}
			if one.kind == event.KindUser { // the operator's document would be a second claim
				s.Put("kind: user\nid: " + ann + "\nversion: 90\n")
				if err := s.TryPut("kind: user\nid: " + ann + "\nversion: 90\ngroups: [{name: g}]\n"); err != nil {
					t.Fatal(err)
				}
				s.Put(stack.User("nobody", "")) // to wait for
			} else {
				s.Send(content(90, one.a))
				s.Send(content(90, one.b))
			}
			sees(t, s, ann, one.sees...)
			status := reported(t, s, one.kind, one.id)
			if status.Phase != state.PhaseConflict || status.Since.IsZero() {
				t.Errorf("status says %+v", status)
			}
			found := told(t, status.Issues, one.message)
			if explained := told(t, explained(t, s, ann).Issues, one.message); explained != found {
				t.Errorf("explain says %+v, status %+v", explained, found)
			}

			if one.kind == event.KindUser {
				s.Put("kind: user\nid: " + ann + "\nversion: 91\n")
			} else {
				s.Send(content(91, one.a))
			}
			if again := reported(t, s, one.kind, one.id); again.Phase == state.PhaseConflict {
				t.Errorf("a greater version leaves %+v", again)
			}
			if l := explained(t, s, ann).Issues; l.Has("version-conflict") {
				t.Errorf("a greater version leaves %v", l)
			}
		})
	}
}

// told is the one issue about a conflict in a list.
func told(t *testing.T, l issue.List, message string) issue.Issue {
	t.Helper()
	for _, one := range l {
		if one.Code == "version-conflict" || one.Code == "claimed-twice" {
			if !strings.Contains(one.Message, message) || one.Hint == "" || one.Place.Input == "" {
				t.Errorf("the issue is %+v", one)
			}
			return one
		}
	}
	t.Errorf("no issue about a conflict among %v", l)
	return issue.Issue{}
}

func explained(t *testing.T, s *stack.Stack, user string) api.Explanation {
	t.Helper()
	out, err := s.Control.Explain(t.Context(), api.ExplainQuery{User: user, Source: "people", Cluster: "main"})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Two senders that claim one source or project, which close whoever reads it.
func TestClaimsAreSeen(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	ann := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.User(ann, "") + "---\nkind: project\nid: q\nmembers: [" + ann + "]\nsources: [people]\n---\nkind: session\nuser: " + ann + "\nproject: q\n")
	s.Send(platform(event.KindProject, `{"id":"q","version":1}`))
	sees(t, s, ann)
	told(t, reported(t, s, event.KindProject, "q").Issues, `several senders (platform, scrim) claim project "q"`)
	if out := explained(t, s, ann); out.Visible {
		t.Errorf("explain says that it is visible: %+v", out.Tree)
	} else {
		told(t, out.Issues, `several senders (platform, scrim) claim project "q"`)
	}
	s.Send(platform(event.KindSource, fmt.Sprintf(`{"id":"people","version":1,"host":"%s","table":{"database":"%s","schema":"hr","name":"people"},"columns":[{"name":"id"}]}`, s.Cluster.Host, s.Base)))
	sees(t, s, ann)
	if out := explained(t, s, ann); out.Visible || !strings.Contains(out.Tree.Text, "nobody can say what the source is") {
		t.Errorf("explain says %+v", out.Tree)
	} else {
		told(t, out.Issues, `several senders (platform, scrim) claim source "people"`)
	}
}

// A cluster in conflict is still listed, says why, and takes nothing with it.
func TestClusterInConflict(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	ann := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.User(ann, ""))
	s.Put(s.ClusterDocument() + "\nversion: 90\n")
	if err := s.TryPut(s.ClusterDocument() + "\nversion: 90\napply: review\n"); err != nil {
		t.Fatal(err)
	}
	all, err := s.Control.Status(t.Context(), api.StatusQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if one := all.Clusters[0]; one.State != state.ClusterInvalid || !strings.Contains(one.Message, "so nothing is applied there until that ends") {
		t.Errorf("the cluster is reported as %+v", one)
	}
	told(t, reported(t, s, event.KindCluster, "main").Issues, "so nothing is applied there until that ends")
	sees(t, s, ann, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
	s.Put(s.ClusterDocument() + "\nversion: 91\n---\n" + stack.Everyone + stack.User(ann, "disabled: true"))
	sees(t, s, ann)
	if again := reported(t, s, event.KindCluster, "main"); again.Phase == state.PhaseConflict {
		t.Errorf("a greater version leaves %+v", again)
	}
}
