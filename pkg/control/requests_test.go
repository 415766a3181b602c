package control_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/pkg/control"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

const askedFor = `{"kind":"cluster","id":"c","version":1,"warehouse":"postgres","host":"h","port":5432,"credentials":{"user":"u"},"view_database":"d"}
---
{"kind":"user","id":"ann","version":4}
---
{"kind":"source","id":"s","version":3,"host":"h","owner":"data@example.com","table":{"database":"d","schema":"x","name":"t"},"columns":[{"name":"a"}]}
---
{"kind":"policy","id":"on-request","version":1,"applies_to":{"sources":["s"]},"subscription":{"grant":"approval"}}
---
{"kind":"request","user":"ann","source":"s","version":1,"reason":"two\nlines\u001b[31m","at":"2026-03-01T12:00:00Z"}`

// replies is what became of each request.
func replies(t *testing.T, c *control.Control) map[string]state.Reply {
	t.Helper()
	all, err := c.Requests(t.Context(), api.RequestQuery{All: true})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]state.Reply{}
	for _, one := range all.Requests {
		out[one.ID] = one.Reply
	}
	return out
}

// access is scrim's own decision about ann and s.
func access(t *testing.T, c *control.Control) (out directory.Access, found bool) {
	t.Helper()
	err := c.Store.Read(t.Context(), func(s store.Snapshot) error {
		have, err := store.Said(s, event.KindAccess, "ann/s")
		if err != nil || !have.Live() {
			return err
		}
		found = true
		document, issues := event.DecodeDocument(event.KindAccess, have.Data)
		out = document.Noun.(event.Access).Access
		return issues.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, found
}

func codes(l issue.List) (out []string) {
	for _, one := range l {
		out = append(out, string(one.Code))
	}
	return out
}

// A request waits until somebody answers it, and an answer is scrim's own.
func TestRequestIsAnswered(t *testing.T) {
	t.Parallel()
	c := newControl(t)
	send(t, c, "platform", askedFor)
	all, err := c.Requests(t.Context(), api.RequestQuery{})
	if err != nil || len(all.Requests) != 1 {
		t.Fatal(all, err)
	}
	one := all.Requests[0]
	if one.ID != "ann/s" || one.Owner != "data@example.com" || one.Reason != "two lines [31m" || one.NoPolicy || one.Reply != state.ReplyWaiting {
		t.Errorf("listed as %+v", one)
	}
	if s, err := c.Status(t.Context(), api.StatusQuery{}); err != nil || s.Requests != 1 {
		t.Error(s.Requests, err)
	}
	if _, err := c.DenyRequest(t.Context(), "ann/s", api.Denial{Reason: "why\never"}); err != nil {
		t.Fatal(err)
	}
	if got := replies(t, c); got["ann/s"] != state.ReplyDenied {
		t.Error(got)
	}
	if _, found := access(t, c); found {
		t.Error("a denial wrote a decision")
	}
	send(t, c, "platform", `{"kind":"request","user":"ann","source":"s","version":2,"reason":"please"}`)
	if got := replies(t, c); got["ann/s"] != state.ReplyWaiting {
		t.Error("asked again", got)
	}
	until := time.Now().Add(time.Hour).Truncate(time.Second).UTC()
	receipt, err := c.ApproveRequest(t.Context(), "ann/s", api.Approval{Until: until})
	if err != nil || len(receipt.Results[0].Issues) > 0 {
		t.Fatal(receipt, err)
	}
	want := directory.Access{User: "ann", Source: "s", Decision: directory.Approved, Until: until, UserIncarnation: 4, SourceIncarnation: 3}
	if got, _ := access(t, c); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := replies(t, c); got["ann/s"] != state.ReplyApproved {
		t.Error(got)
	}
	if _, err := c.DenyRequest(t.Context(), "ann/s", api.Denial{Reason: "no"}); !has(err, "already-approved") {
		t.Error(err)
	}
}

// What is revoked stays so, whoever said it, and who is gone is not let in.
func TestApprovalTakesNothingBack(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sender, also string
		code         string // of an issue with the receipt, or of the refusal
		refused      bool
	}{
		"revoked by another":          {"platform", `{"kind":"access","user":"ann","source":"s","version":1,"decision":"revoked"}`, "still-revoked", false},
		"revoked by scrim":            {control.Sender, `{"kind":"access","user":"ann","source":"s","version":1,"decision":"revoked"}`, "revoked-here", true},
		"no policy asks for approval": {"platform", `{"kind":"policy","id":"on-request","version":2,"applies_to":{"sources":["s"]},"subscription":{"grant":"everyone"}}`, "approval-without-policy", false},
		"a policy that is staged":     {"platform", `{"kind":"policy","id":"on-request","version":2,"staged":true,"applies_to":{"sources":["s"]},"subscription":{"grant":"approval"}}`, "approval-without-policy", false},
		"of a user who was another":   {"platform", `{"kind":"request","user":"ann","source":"s","version":2,"user_incarnation":9}`, "request-void", true},
		"claimed twice":               {"other", `{"kind":"user","id":"ann","version":1}`, "request-void", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			control := newControl(t)
			send(t, control, "platform", askedFor)
			send(t, control, c.sender, c.also)
			before := replies(t, control)["ann/s"]
			receipt, err := control.ApproveRequest(t.Context(), "ann/s", api.Approval{Forever: true})
			if c.refused {
				if !has(err, c.code) || replies(t, control)["ann/s"] != before {
					t.Errorf("%v, want %s", err, c.code)
				}
				return
			}
			if err != nil || !slices.Contains(codes(receipt.Results[0].Issues), c.code) {
				t.Errorf("%v %v, want %s", receipt, err, c.code)
			}
			if before == state.ReplyRevoked && replies(t, control)["ann/s"] != state.ReplyRevoked {
				t.Error("an approval took a revocation back")
			}
		})
	}
	c := newControl(t)
	if _, err := c.ApproveRequest(t.Context(), "ann/s", api.Approval{Forever: true}); !errors.Is(err, api.ErrNotFound) {
		t.Error(err)
	}
	send(t, c, "platform", askedFor)
	if _, err := c.ApproveRequest(t.Context(), "ann/s", api.Approval{Until: time.Now().Add(-time.Second)}); !has(err, "already-over") {
		t.Error(err)
	}
}

func has(err error, code string) bool {
	var failure *issue.Failure
	return errors.As(err, &failure) && strings.Contains(strings.Join(codes(failure.Issues), " "), code)
}

// Versions of scrim's own follow on one another, however many speak at once.
func TestOwnVersionsNeverClash(t *testing.T) {
	t.Parallel()
	c := newControl(t)
	send(t, c, "platform", askedFor)
	const speakers = 16
	done := make(chan error, speakers)
	for i := range speakers {
		go func() {
			until := time.Now().Add(time.Duration(i+1) * time.Hour)
			_, err := c.ApproveRequest(t.Context(), "ann/s", api.Approval{Until: until})
			done <- err
		}()
	}
	for range speakers {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	err := c.Store.Read(t.Context(), func(s store.Snapshot) error {
		have, err := store.Said(s, event.KindAccess, "ann/s")
		if have.Conflict || have.Version != speakers {
			t.Errorf("version %d, in conflict: %v", have.Version, have.Conflict)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// An operator's request about nobody, or nothing, is refused: it would wait for
// ever. One that an approval would not help is taken, and says so.
func TestOperatorsRequestIsAboutSomebody(t *testing.T) {
	t.Parallel()
	c := newControl(t)
	send(t, c, "platform", askedFor)
	ask := func(user, source string) (api.Receipt, error) {
		return c.Submit(t.Context(), api.Submission{Body: []byte(`{"kind":"request","user":"` + user + `","source":"` + source + `"}`)})
	}
	for _, named := range [][2]string{{"ann", "nothing"}, {"nobody", "s"}} {
		if _, err := ask(named[0], named[1]); !has(err, "nobody-of-this-name") {
			t.Errorf("%s: %v", named, err)
		}
	}
	if receipt, err := ask("ann", "s"); err != nil || len(receipt.Results) != 1 || len(receipt.Results[0].Issues) > 0 {
		t.Error(receipt, err)
	}
	send(t, c, "platform", `{"kind":"policy","id":"on-request","version":2,"applies_to":{"sources":["s"]},"subscription":{"grant":"everyone"}}`)
	if receipt, err := ask("ann", "s"); err != nil || !slices.Equal(codes(receipt.Results[0].Issues), []string{"approval-without-policy"}) {
		t.Error(receipt, err)
	}
}
