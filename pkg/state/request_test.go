package state_test

import (
	"testing"
	"time"

	"scrim/pkg/event"
	"scrim/pkg/state"
)

// What answers a request is what was accepted after it, and a revocation
// whenever it came.
func TestReplied(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	request := func(sender string, revision uint64, more string) state.Stored {
		return claim(t, sender, revision, event.KindRequest, `{"user":"ann","source":"s","version":1`+more+`}`)
	}
	access := func(sender string, revision uint64, decision, more string) state.Stored {
		return claim(t, sender, revision, event.KindAccess, `{"user":"ann","source":"s","version":1,"decision":"`+decision+`"`+more+`}`)
	}
	torn := func() state.Stored {
		return state.Stored{Object: fold(
			put(t, event.KindAccess, `{"user":"ann","source":"s","version":1,"decision":"approved"}`),
			put(t, event.KindAccess, `{"user":"ann","source":"s","version":1,"decision":"approved","until":"2030-01-01T00:00:00Z"}`))}
	}
	const later, over = `,"until":"2027-01-01T00:00:00Z"`, `,"until":"2026-01-01T00:00:00Z"`
	ann, s := claim(t, "p", 1, event.KindUser, `{"id":"ann","version":3}`).Object, claim(t, "p", 1, event.KindSource, `{"id":"s","version":3,"host":"h","table":{"database":"d","schema":"x","name":"t"},"columns":[{"name":"a"}]}`).Object
	for name, c := range map[string]struct {
		requests []state.Stored
		accesses []state.Stored
		user     state.Object
		want     state.Reply
		by       string
		until    string
	}{
		"nobody answered":                    {[]state.Stored{request("p", 5, "")}, nil, ann, state.ReplyWaiting, "", ""},
		"approved since":                     {[]state.Stored{request("p", 5, "")}, []state.Stored{access("scrim", 6, "approved", later)}, ann, state.ReplyApproved, "scrim", "2027-01-01"},
		"approved before, and that ends":     {[]state.Stored{request("p", 5, "")}, []state.Stored{access("scrim", 4, "approved", later)}, ann, state.ReplyWaiting, "", "2027-01-01"},
		"approved before for ever":           {[]state.Stored{request("p", 5, "")}, []state.Stored{access("scrim", 4, "approved", "")}, ann, state.ReplyApproved, "scrim", ""},
		"approved since, and that is over":   {[]state.Stored{request("p", 5, "")}, []state.Stored{access("scrim", 6, "approved", over)}, ann, state.ReplyEnded, "scrim", "2026-01-01"},
		"two approvals, the longer":          {[]state.Stored{request("p", 5, "")}, []state.Stored{access("a", 6, "approved", over), access("b", 7, "approved", later)}, ann, state.ReplyApproved, "b", "2027-01-01"},
		"denied":                             {[]state.Stored{request("p", 5, ""), request("scrim", 6, `,"denied":"no"`)}, nil, ann, state.ReplyDenied, "", ""},
		"denied, and asked again":            {[]state.Stored{request("p", 7, ""), request("scrim", 6, `,"denied":"no"`)}, nil, ann, state.ReplyWaiting, "", ""},
		"denied, and approved after all":     {[]state.Stored{request("p", 5, `,"denied":"no"`)}, []state.Stored{access("scrim", 6, "approved", later)}, ann, state.ReplyApproved, "scrim", "2027-01-01"},
		"revoked by another than approves":   {[]state.Stored{request("p", 5, "")}, []state.Stored{access("a", 1, "revoked", ""), access("scrim", 6, "approved", later)}, ann, state.ReplyRevoked, "a", ""},
		"revoked, listed last":               {[]state.Stored{request("p", 5, "")}, []state.Stored{access("scrim", 6, "approved", later), access("z", 1, "revoked", "")}, ann, state.ReplyRevoked, "z", ""},
		"a decision in conflict may be one":  {[]state.Stored{request("p", 5, "")}, []state.Stored{torn()}, ann, state.ReplyRevoked, "platform", ""},
		"an approval of another user":        {[]state.Stored{request("p", 5, `,"user_incarnation":3`)}, []state.Stored{access("scrim", 6, "approved", `,"user_incarnation":9`)}, ann, state.ReplyWaiting, "", ""},
		"a request of another user":          {[]state.Stored{request("p", 5, `,"user_incarnation":9`)}, nil, ann, state.ReplyVoid, "", ""},
		"the user is no more":                {[]state.Stored{request("p", 5, "")}, nil, dead("p", event.KindUser, "ann", 9).Object, state.ReplyVoid, "", ""},
		"an access that says something else": {[]state.Stored{request("p", 5, "")}, []state.Stored{claim(t, "p", 6, event.KindAccess, `{"user":"bob","source":"s","version":1,"decision":"approved"}`)}, ann, state.ReplyWaiting, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := state.Replied(state.Ask{Requests: c.requests, Accesses: c.accesses, User: c.user, Source: s}, now)
			until := ""
			if !got.Until.IsZero() {
				until = got.Until.Format(time.DateOnly)
			}
			if !ok || got.Reply != c.want || got.By != c.by || until != c.until {
				t.Errorf("%s by %q until %q, want %s by %q until %q", got.Reply, got.By, until, c.want, c.by, c.until)
			}
		})
	}
	if _, ok := state.Replied(state.Ask{Requests: []state.Stored{dead("p", event.KindRequest, "ann/s", 2)}, User: ann, Source: s}, now); ok {
		t.Error("a request that was taken back still stands")
	}
}
