package reconcile

import (
	"encoding/json"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/state"
	"scrim/pkg/store"
	"scrim/pkg/view"
)

// letting is a view of one column that shows every row to those whom it admits.
func letting(admit view.Pred) view.View {
	return view.View{
		Source: "crm", Name: catalog.ViewName{Schema: "governed", Name: "crm"}, Base: catalog.Table{Database: "sales", Schema: "crm", Name: "people"}, Admit: admit, Rows: view.Always{},
		Columns: []view.Column{{Name: "id", Type: catalog.Type{Kind: catalog.Integer}, Choices: []view.Choice{{When: view.Always{}, Show: view.Raw{}}}}},
	}
}

// Under apply: review what shows less is applied at once, and of what shows
// more exactly as much as the deployed view shows too, until somebody approved
// exactly that (SEMANTICS S10).
func TestReview(t *testing.T) {
	t.Parallel()
	staff, audit := letting(inGroup("staff")), letting(inGroup("audit"))
	both, all := letting(view.And(inGroup("audit"), inGroup("staff"))), letting(view.Always{})
	for name, c := range map[string]struct {
		deployed *view.View
		full     view.View
		approved view.Admission
		wanted   view.View
		waits    bool
	}{
		"the first view":                   {nil, staff, "", staff.Quarantined(), true},
		"the first view, approved":         {nil, staff, staff.Admission(), staff, false},
		"as it was":                        {&staff, staff, "", staff, false},
		"narrower":                         {&all, staff, "", staff, false},
		"wider":                            {&staff, all, "", staff, true},
		"wider, approved":                  {&staff, all, all.Admission(), all, false},
		"wider, another one approved":      {&staff, all, audit.Admission(), staff, true},
		"others instead":                   {&staff, audit, "", both, true},
		"others instead, the old approved": {&staff, audit, staff.Admission(), both, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := &pass{deployed: map[string]store.Deployed{"crm": {Approved: []byte(c.approved)}}}
			out := standing{full: c.full}
			out.wanted.View, out.wanted.Deployed = c.full, c.deployed
			p.review(source{Source: catalog.Source{ID: "crm"}}, &out)
			if got, want := text(t, out.wanted.View), text(t, c.wanted); got != want {
				t.Errorf("the pass wants\n%s\nnot\n%s", got, want)
			}
			if waits := out.phase == state.PhaseWaiting; waits != c.waits || out.awaiting != c.waits || out.wanted.Opens != c.waits {
				t.Errorf("it is %+v", out)
			}
			p.approved = true
			preview := standing{full: c.full}
			preview.wanted.View, preview.wanted.Deployed = c.full, c.deployed
			p.review(source{Source: catalog.Source{ID: "crm"}}, &preview)
			if text(t, preview.wanted.View) != text(t, c.full) || preview.awaiting != c.waits || preview.phase != "" {
				t.Errorf("as if approved it is %+v", preview)
			}
		})
	}
}

func text(t *testing.T, v view.View) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
