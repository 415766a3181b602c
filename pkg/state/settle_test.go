package state_test

import (
	"fmt"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/pkg/event"
	"scrim/pkg/state"
)

// claim is one sender's object at a revision.
func claim(t testing.TB, sender string, revision uint64, kind event.Kind, data string) state.Stored {
	t.Helper()
	e := put(t, kind, data)
	e.Sender = sender
	return state.Stored{Object: fold(e), Revision: revision}
}

func dead(sender string, kind event.Kind, id string, version uint64) state.Stored {
	e := gone(kind, id, version)
	e.Sender = sender
	return state.Stored{Object: fold(e)}
}

func TestSettle(t *testing.T) {
	t.Parallel()
	user := func(sender string) state.Stored {
		return claim(t, sender, 1, event.KindUser, `{"id":"ann","version":1}`)
	}
	access := func(sender, decision string) state.Stored {
		return claim(t, sender, 1, event.KindAccess, `{"user":"ann","source":"s","version":1,`+decision+`}`)
	}
	session := func(sender string, revision uint64) state.Stored {
		return claim(t, sender, revision, event.KindSession, `{"user":"ann","version":1}`)
	}
	ack := func(sender string, statement int) state.Stored {
		return claim(t, sender, 1, event.KindAcknowledgement, fmt.Sprintf(`{"user":"ann","purpose":"p","project":"q","version":1,"statement":%d}`, statement))
	}
	for name, c := range map[string]struct {
		claims []state.Stored
		sender string // of the effective object
		ok     bool
	}{
		"nothing":                        {nil, "", true},
		"one":                            {[]state.Stored{user("a")}, "a", true},
		"one, and another's tombstone":   {[]state.Stored{dead("a", event.KindUser, "ann", 9), user("b")}, "b", true},
		"tombstones":                     {[]state.Stored{dead("a", event.KindUser, "ann", 1), dead("b", event.KindUser, "ann", 2)}, "b", true},
		"two":                            {[]state.Stored{user("b"), user("a")}, "a", false},
		"revoked by one":                 {[]state.Stored{access("a", `"decision":"approved"`), access("b", `"decision":"revoked"`)}, "b", true},
		"approved by both, the longer":   {[]state.Stored{access("a", `"decision":"approved","until":"2030-01-01T00:00:00Z"`), access("b", `"decision":"approved","until":"2031-01-01T00:00:00Z"`)}, "b", true},
		"approved by both, for ever":     {[]state.Stored{access("a", `"decision":"approved"`), access("b", `"decision":"approved","until":"2031-01-01T00:00:00Z"`)}, "a", true},
		"the later session":              {[]state.Stored{session("a", 8), session("scrim", 5)}, "a", true},
		"the greater statement":          {[]state.Stored{ack("a", 1), ack("b", 2)}, "b", true},
		"a session and a tombstone of 9": {[]state.Stored{session("a", 1), dead("scrim", event.KindSession, "ann", 9)}, "a", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := state.Settle(c.claims)
			if got.Sender != c.sender || ok != c.ok {
				t.Errorf("%q %v, want %q %v", got.Sender, ok, c.sender, c.ok)
			}
			if ok == got.Conflict {
				t.Errorf("settled is %v and in conflict is %v", ok, got.Conflict)
			}
		})
	}
}

func TestSettleHandsOutEveryClaim(t *testing.T) {
	t.Parallel()
	a := claim(t, "a", 1, event.KindPurpose, `{"id":"p","version":1,"statement":"x"}`)
	b := claim(t, "b", 2, event.KindPurpose, `{"id":"p","version":5,"statement":"y"}`)
	got, _ := state.Settle([]state.Stored{b, a})
	var contents []string
	for _, c := range got.Contents() {
		contents = append(contents, string(c))
	}
	want := []string{`{"id":"p","kind":"purpose","statement":"x","version":1}`, `{"id":"p","kind":"purpose","statement":"y","version":5}`}
	if diff := gocmp.Diff(want, contents); diff != "" {
		t.Error(diff)
	}
}

// A conflict inside one sender is nobody's decision, even for access.
func TestSettleKeepsConflicts(t *testing.T) {
	t.Parallel()
	one := fold(
		put(t, event.KindAccess, `{"user":"ann","source":"s","version":1,"decision":"approved"}`),
		put(t, event.KindAccess, `{"user":"ann","source":"s","version":1,"decision":"revoked"}`),
	)
	got, ok := state.Settle([]state.Stored{{Object: one}, claim(t, "z", 1, event.KindAccess, `{"user":"ann","source":"s","version":1,"decision":"approved"}`)})
	if ok || !got.Conflict || len(got.Contents()) != 2 {
		t.Errorf("%v, %d contents", ok, len(got.Contents()))
	}
}

func TestSettleIsOrderFree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var claims []state.Stored
		for i, sender := range []string{"a", "b", "scrim"} {
			var o state.Object
			for _, e := range drawEvents(t) {
				e.Sender = sender
				o, _ = state.Fold(o, e)
			}
			claims = append(claims, state.Stored{Object: o, Revision: uint64(i)})
		}
		want, wantOK := state.Settle(claims)
		got, ok := state.Settle(rapid.Permutation(claims).Draw(t, "order"))
		if ok != wantOK || !got.Equal(want) {
			t.Fatal(gocmp.Diff(want, got))
		}
	})
}

func TestTouches(t *testing.T) {
	t.Parallel()
	ann, bob := state.Target{Kind: event.KindUser, ID: "ann"}, state.Target{Kind: event.KindUser, ID: "bob"}
	access := func(user string) state.Object {
		return fold(put(t, event.KindAccess, `{"id":"r1","user":"`+user+`","source":"s","version":1,"decision":"approved"}`))
	}
	source := fold(snapshot(t, 1, "a"))
	for name, c := range map[string]struct {
		old, new state.Object
		want     []state.Target
	}{
		"nothing":                   {source, source, nil},
		"a source":                  {state.Object{}, source, []state.Target{{Kind: event.KindSource, ID: "s"}}},
		"a source's late reviews":   {fold(snapshot(t, 3, "a")), fold(snapshot(t, 3, "a"), snapshot(t, 2)), []state.Target{{Kind: event.KindSource, ID: "s"}}},
		"an access":                 {state.Object{}, access("ann"), []state.Target{ann}},
		"an access of another user": {access("bob"), access("ann"), []state.Target{ann, bob}},
		"an access that went":       {access("ann"), fold(gone(event.KindAccess, "r1", 2)), []state.Target{ann}},
		"an access in conflict": {access("ann"), fold(
			put(t, event.KindAccess, `{"id":"r1","user":"ann","source":"s","version":1,"decision":"approved"}`),
			put(t, event.KindAccess, `{"id":"r1","user":"bob","source":"s","version":1,"decision":"approved"}`)), []state.Target{ann, bob}},
		"a session": {state.Object{}, fold(put(t, event.KindSession, `{"user":"ann","version":1}`)), []state.Target{ann}},
		"a cluster": {state.Object{}, fold(gone(event.KindCluster, "c", 1)), []state.Target{{Kind: event.KindCluster, ID: "c"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := gocmp.Diff(c.want, state.Touches(c.old, c.new)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReferences(t *testing.T) {
	t.Parallel()
	for kind, c := range map[event.Kind]struct {
		data string
		want []state.Target
	}{
		event.KindUser:            {`{"id":"ann"}`, nil},
		event.KindSession:         {`{"user":"ann","project":"q"}`, []state.Target{{Kind: event.KindProject, ID: "q"}, {Kind: event.KindUser, ID: "ann"}}},
		event.KindAcknowledgement: {`{"user":"ann","project":"q","purpose":"p"}`, []state.Target{{Kind: event.KindProject, ID: "q"}, {Kind: event.KindPurpose, ID: "p"}, {Kind: event.KindUser, ID: "ann"}}},
		event.KindAccess:          {`{"user":"ann","source":"s","decision":"revoked"}`, []state.Target{{Kind: event.KindSource, ID: "s"}, {Kind: event.KindUser, ID: "ann"}}},
		event.KindRequest:         {`{"user":"ann","source":"s"}`, []state.Target{{Kind: event.KindSource, ID: "s"}, {Kind: event.KindUser, ID: "ann"}}},
		event.KindProject:         {`{"id":"q","members":["ann","ann"],"sources":["s"]}`, []state.Target{{Kind: event.KindSource, ID: "s"}, {Kind: event.KindUser, ID: "ann"}}},
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			d, issues := event.DecodeDocument(kind, []byte(c.data))
			if issues.HasErrors() {
				t.Fatal(issues)
			}
			if diff := gocmp.Diff(c.want, state.References(d)); diff != "" {
				t.Error(diff)
			}
			if diff := gocmp.Diff(c.want, state.ReferencesOf(fold(put(t, kind, c.data[:len(c.data)-1]+`,"version":1}`)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDue(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	access := func(decision, until string) state.Object {
		return fold(put(t, event.KindAccess, `{"user":"ann","source":"s","version":1,"decision":"`+decision+`"`+until+`}`))
	}
	policy := state.Object{Key: state.Key{Kind: event.KindPolicy, ID: "p"}, Version: 1, Data: []byte(`{"valid_until":"2026-04-01T00:00:00Z"}`)}
	for name, c := range map[string]struct {
		object state.Object
		next   string
		ok     bool
	}{
		"an approval":                {access("approved", `,"until":"2026-03-02T00:00:00Z"`), "2026-03-02", true},
		"an approval that ended":     {access("approved", `,"until":"2026-02-02T00:00:00Z"`), "", false},
		"an approval that ends now":  {access("approved", `,"until":"2026-03-01T00:00:00Z"`), "", false},
		"an approval for ever":       {access("approved", ""), "", false},
		"a revocation":               {access("revoked", `,"until":"2026-03-02T00:00:00Z"`), "", false},
		"a policy":                   {policy, "2026-04-01", true},
		"a user":                     {fold(put(t, event.KindUser, `{"id":"ann","version":1}`)), "", false},
		"a tombstone":                {fold(gone(event.KindPolicy, "p", 1)), "", false},
		"a thing that was not heard": {state.Object{}, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			next, ok := state.Due(c.object, now)
			if ok != c.ok || ok && next.Format(time.DateOnly) != c.next {
				t.Errorf("%v %v, want %v %v", next, ok, c.next, c.ok)
			}
		})
	}
}

// A dispute names what is torn, or who claims, and what that closes.
func TestDispute(t *testing.T) {
	t.Parallel()
	torn := func(sender string, kind event.Kind, a, b string) state.Stored {
		e, f := put(t, kind, a), put(t, kind, b)
		e.Sender, f.Sender = sender, sender
		return state.Stored{Object: fold(e, f)}
	}
	user := func(sender string) state.Stored {
		return claim(t, sender, 1, event.KindUser, `{"id":"ann","version":1}`)
	}
	session := torn("b", event.KindSession, `{"user":"ann","version":3}`, `{"user":"ann","version":3,"project":"q"}`)
	for name, c := range map[string]struct {
		claims []state.Stored
		want   string
	}{
		"nothing": {nil, ""},
		"one":     {[]state.Stored{user("a"), dead("b", event.KindUser, "ann", 3)}, ""},
		"two sessions": {[]state.Stored{
			claim(t, "a", 1, event.KindSession, `{"user":"ann","version":1}`), claim(t, "b", 2, event.KindSession, `{"user":"ann","version":1}`)}, ""},
		"two senders": {[]state.Stored{user("b"), dead("c", event.KindUser, "ann", 3), user("a")},
			`user ann: error [claimed-twice] several senders (a, b) claim user "ann", so it has no effect`},
		"two contents, and another's": {[]state.Stored{claim(t, "a", 1, event.KindSession, `{"user":"ann","version":9}`), session},
			`session ann: error [version-conflict] version 3 of session "ann" came with two contents from b, so its user sees nothing`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := ""
			for _, one := range state.Dispute(c.claims) {
				one.Hint = ""
				got += one.String()
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			if _, ok := state.Settle(c.claims); ok != (got == "") {
				t.Errorf("settled %v and disputed %q", ok, got)
			}
		})
	}
	if all := state.Disputes([]state.Stored{session, user("a"), user("b")}); len(all) != 2 {
		t.Errorf("of two disputes in a list it finds %v", all)
	}
}
