package webhooks_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
	"scrim/webhooks"
)

func TestSendersAreCheckedWhole(t *testing.T) {
	good := webhooks.Sender{Name: "a", Secrets: []catalog.Reference{"env:a"}, Allow: []string{"scrim.*"}, Sources: []string{"a"}}
	change := func(f func(*webhooks.Sender)) webhooks.Sender {
		one := good
		f(&one)
		return one
	}
	answers := map[catalog.Reference]string{
		"env:a": secretOf("a"), "env:b": secretOf("b"), "env:bare": strings.TrimPrefix(secretOf("c"), "whsec_") + "\n",
		"env:short": "whsec_aGVsbG8=", "env:text": "hunter2!", "env:empty": "",
	}
	resolve := func(r catalog.Reference) (string, error) {
		text, ok := answers[r]
		if !ok {
			return "", errors.New("no such variable")
		}
		return text, nil
	}
	for name, one := range map[string]struct {
		senders []webhooks.Sender
		place   string
		code    issue.Code
	}{
		"good":           {[]webhooks.Sender{good}, "", ""},
		"bare base64":    {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Secrets = []catalog.Reference{"env:bare"} })}, "", ""},
		"nobody":         {nil, "", ""},
		"no name":        {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Name = "" })}, "senders[0].name", "bad-name"},
		"scrim":          {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Name = "scrim" })}, "senders[0].name", "bad-name"},
		"twice":          {[]webhooks.Sender{good, change(func(s *webhooks.Sender) { s.Secrets = []catalog.Reference{"env:b"} })}, "senders[1].name", "duplicate"},
		"one secret":     {[]webhooks.Sender{good, change(func(s *webhooks.Sender) { s.Name = "b" })}, "senders[1].secrets[0]", "shared-secret"},
		"no secret":      {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Secrets = nil })}, "senders[0].secrets", "missing-field"},
		"unresolved":     {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Secrets = []catalog.Reference{"env:zz"} })}, "senders[0].secrets[0]", "unresolved-secret"},
		"short":          {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Secrets = []catalog.Reference{"env:short"} })}, "senders[0].secrets[0]", "bad-secret"},
		"no base64":      {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Secrets = []catalog.Reference{"env:text"} })}, "senders[0].secrets[0]", "bad-secret"},
		"empty":          {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Secrets = []catalog.Reference{"env:empty"} })}, "senders[0].secrets[0]", "bad-secret"},
		"allows nothing": {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Allow = nil })}, "senders[0].allow", "missing-field"},
		"a typo":         {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Allow = []string{"scrim.user.*", "scrim.usr.*"} })}, "senders[0].allow[1]", "bad-pattern"},
		"connectors":     {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Allow = []string{"scrim.connector.updated"} })}, "senders[0].allow[0]", "admin-only"},
		"clusters":       {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Allow = []string{"scrim.cluster.*"} })}, "senders[0].allow[0]", "admin-only"},
		"no source":      {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Sources = nil })}, "senders[0].sources", "missing-field"},
		"speaks as us":   {[]webhooks.Sender{change(func(s *webhooks.Sender) { s.Sources = []string{"scrim"} })}, "senders[0].sources[0]", "bad-pattern"},
	} {
		_, err := webhooks.NewSenders(one.senders, resolve)
		if one.code == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		var found *issue.Failure
		if !errors.As(err, &found) || len(found.Issues) != 1 || found.Issues[0].Place.Path != one.place || found.Issues[0].Code != one.code {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s shows a secret", name)
		}
	}
}

// TestAllowListNeverWidens draws patterns and texts: what matches is what a
// backtracking matcher, which is slow and plain, says.
func TestAllowListNeverWidens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringMatching(`[ab.*]{0,6}`).Draw(t, "pattern")
		text := rapid.StringMatching(`[ab.]{0,8}`).Draw(t, "text")
		if got, want := webhooks.Matches(pattern, text), plainMatch(pattern, text); got != want {
			t.Fatalf("%q matches %q: %v, want %v", pattern, text, got, want)
		}
	})
}

func plainMatch(pattern, text string) bool {
	if pattern == "" {
		return text == ""
	}
	if pattern[0] == '*' {
		return plainMatch(pattern[1:], text) || text != "" && plainMatch(pattern, text[1:])
	}
	return text != "" && pattern[0] == text[0] && plainMatch(pattern[1:], text[1:])
}
