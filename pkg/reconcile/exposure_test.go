package reconcile

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"scrim/pkg/exposure"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/store"
	"scrim/pkg/view"
)

func inGroup(name string) view.Pred {
	return view.HasFact{Fact: profile.Fact{Kind: profile.KindGroup, Value: name}}
}

func member(account, group string) []profile.Row {
	return []profile.Row{{UserID: account, Fact: profile.Fact{Kind: profile.KindGroup, Value: group}, ValidUntil: profile.Forever}}
}

// before is a pass over one source whose view lets in the staff and is to let
// in the auditors, by one user of each group; ben is only now of the staff.
func before(t *testing.T) *pass {
	t.Helper()
	staff, audit := letting(inGroup("staff")), letting(inGroup("audit"))
	return &pass{
		world:    &world{},
		deployed: map[string]store.Deployed{"crm": {View: []byte(text(t, staff))}},
		observed: plan.Observed{
			Sources: map[string]plan.ObservedSource{"crm": {
				Managed: &plan.Managed{Admission: staff.Admission(), Witness: "as it was"}, Relation: &plan.Relation{Ours: true, Witness: "as it was"}, Gate: []view.Admission{staff.Admission()},
			}},
			Users: map[string]plan.ObservedUser{"ann": {Rows: member("ann", "staff")}, "eve": {Rows: member("eve", "audit")}},
		},
		standing: map[string]standing{"crm": {full: audit, wanted: plan.WantedSource{ID: "crm", Presence: plan.Shown, View: audit}}},
		readers:  []reader{{id: "u1", username: "ann"}, {id: "u2", username: "ben"}, {id: "u3", username: "eve"}},
		wanted:   plan.Wanted{Users: []plan.WantedUser{{Name: "ann", Rows: member("ann", "staff")}, {Name: "ben", Rows: member("ben", "staff")}, {Name: "eve", Rows: member("eve", "audit")}}},
	}
}

func said(d exposure.Delta) string {
	var out []string
	for _, c := range d.Changes {
		out = append(out, strings.Join(d.Users(c), " ")+" "+string(c.Effect)+" "+c.Source)
	}
	return strings.Join(out, ", ")
}

// Facts are told apart from views: they change what the view that stands shows,
// and never wait.
func TestExposure(t *testing.T) {
	t.Parallel()
	p := before(t)
	got := p.exposed(false)
	if said(got.Facts) != "u2 gains crm" || said(got.Views) != "u3 gains crm, u1 u2 loses crm" || len(got.Unknown) > 0 {
		t.Errorf("by facts %q, by views %q, %+v", said(got.Facts), said(got.Views), got)
	}

	p.observed.Sources["crm"].Relation.Witness = "changed by hand"
	if got := p.exposed(false); len(got.Unknown) != 1 || said(got.Facts) != "" || said(got.Views) != "u3 gains crm" {
		t.Errorf("nobody knows what stands there, and it is %+v", got)
	}

	p = before(t)
	shut := p.observed.Sources["crm"]
	shut.Gate = nil
	p.observed.Sources["crm"] = shut
	if got := p.exposed(false); said(got.Facts) != "" || said(got.Views) != "u3 gains crm" {
		t.Errorf("the gate is shut, and it is %+v", got)
	}

	p = before(t)
	st := p.standing["crm"]
	st.wanted.Presence = plan.Shut
	p.standing["crm"] = st
	if got := p.exposed(false); said(got.Views) != "u1 u2 loses crm" {
		t.Errorf("it is to be shut, and it is %+v", got)
	}
}

// The log has numbers of what a pass changes by itself, and no names.
func TestWhatAPassNotes(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	term := &term{worker: &worker{Engine: &Engine{Config: Config{Log: slog.New(slog.NewTextHandler(&log, nil))}}, id: "main"}}
	term.note(t.Context(), before(t))
	for _, want := range []string{`msg="readers see otherwise"`, "cluster=main", "sources_gain=0", "sources_change=1", "users_with_other_facts=1"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("without %s: %s", want, log.String())
		}
	}
	for _, name := range []string{"ben", "u2", "crm"} {
		if strings.Contains(log.String(), name) {
			t.Errorf("%s is named: %s", name, log.String())
		}
	}
	log.Reset()
	p := before(t)
	p.standing["crm"] = standing{text: p.deployed["crm"].View, wanted: plan.WantedSource{ID: "crm", Presence: plan.Shown, View: letting(inGroup("staff"))}}
	p.wanted.Users = nil
	if term.note(t.Context(), p); log.Len() > 0 {
		t.Errorf("nothing changed: %s", log.String())
	}
}
