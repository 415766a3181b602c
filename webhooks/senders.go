package webhooks

import (
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
)

// maxSecrets bounds how many secrets there may be in all, since each of them
// is tried on a message.
const maxSecrets = 64

// Self is the CloudEvents source of scrim itself, for which nobody else may
// speak.
const Self = "scrim"

// Sender is one platform that tells scrim things.
type Sender struct {
	Name    string              // unique; delivery ids are scoped to it
	Secrets []catalog.Reference // where its secrets are; each is accepted, so that they can be rotated
	Allow   []string            // event types it may send: "scrim.user.updated", "scrim.source.*"
	Sources []string            // CloudEvents sources it may speak for: "immuta", "https://tenant.example/*"
}

// Senders knows who may send what. It is safe for concurrent use.
type Senders struct {
	secrets []secret
	byName  map[string]Sender
}

// NewSenders resolves the secrets and checks everything at once; the error is
// an *issue.Failure whose places are "senders[0].secrets[1]". resolve returns
// the secret that a reference names.
func NewSenders(senders []Sender, resolve func(catalog.Reference) (string, error)) (*Senders, error) {
	s := &Senders{byName: map[string]Sender{}}
	var found issue.List
	for i, one := range senders {
		at := issue.Place{Path: fmt.Sprintf("senders[%d]", i)}
		_, twice := s.byName[one.Name]
		switch {
		case one.Name == "" || one.Name == Self:
			found.Add(at.In("name"), "bad-name", "name the platform that sends", "a sender is named neither %q nor %q", "", Self)
		case twice:
			found.Add(at.In("name"), "duplicate", "give one sender several secrets instead", "two senders are called %q", one.Name)
		}
		s.byName[one.Name] = one
		s.addSecrets(&found, at.In("secrets"), one, resolve)
		checkPatterns(&found, at, one)
	}
	if len(s.secrets) > maxSecrets {
		found.Add(issue.Place{Path: "senders"}, "too-many-secrets", "remove those that were rotated out", "there are %d secrets; each is tried on a message, so at most %d are allowed", len(s.secrets), maxSecrets)
	}
	if err := found.Err(); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Senders) addSecrets(found *issue.List, at issue.Place, of Sender, resolve func(catalog.Reference) (string, error)) {
	if len(of.Secrets) == 0 {
		found.Add(at, "missing-field", `secrets: ["env:NAME"]`, "sender %q has no secret, so nothing it sends could be accepted", of.Name)
	}
	for i, reference := range of.Secrets {
		place := at.In(fmt.Sprintf("[%d]", i))
		text, err := resolve(reference)
		if err != nil {
			found.Add(place, "unresolved-secret", "", "the secret cannot be read: %v", err)
			continue
		}
		one, err := parseSecret(text)
		if err != nil {
			found.Add(place, "bad-secret", `make one with: echo "whsec_$(openssl rand -base64 32)"`, "%v", err)
			continue
		}
		one.sender = of.Name
		if slices.ContainsFunc(s.secrets, func(other secret) bool { return other.key == one.key && other.sender != one.sender }) {
			found.Add(place, "shared-secret", "give each sender a secret of its own", "another sender has the same secret, so that a message does not tell who sent it")
		}
		s.secrets = append(s.secrets, one)
	}
}

// checkPatterns finds a pattern that could never match, which is a typing
// mistake that would be noticed only when events are refused.
func checkPatterns(found *issue.List, at issue.Place, of Sender) {
	if len(of.Allow) == 0 {
		found.Add(at.In("allow"), "missing-field", `allow: ["scrim.*"] allows all that a webhook may send`, "sender %q may send nothing", of.Name)
	}
	for i, pattern := range of.Allow {
		place := at.In("allow").In(fmt.Sprintf("[%d]", i))
		switch {
		case !slices.ContainsFunc(event.Types(), func(one string) bool { return matches(pattern, one) }):
			found.Add(place, "bad-pattern", `write "scrim.user.updated", "scrim.user.*" or "scrim.*"`, "no event type matches %q", pattern)
		case !slices.ContainsFunc(event.Types(), func(one string) bool { return matches(pattern, one) && !adminType(one) }):
			found.Add(place, "admin-only", adminHint, adminOnly)
		}
	}
	if len(of.Sources) == 0 {
		found.Add(at.In("sources"), "missing-field", "list the CloudEvents sources that it may speak for", "sender %q may speak for no source", of.Name)
	}
	for i, pattern := range of.Sources {
		if pattern == "" || pattern == Self {
			found.Add(at.In("sources").In(fmt.Sprintf("[%d]", i)), "bad-pattern", "write the platform's CloudEvents source", "%q is nobody's source but scrim's own", pattern)
		}
	}
}

// refusal says why a sender may not send an event; ok is true when it may.
func (s *Senders) refusal(sender string, e event.Event) (code issue.Code, message, hint string, ok bool) {
	known, found := s.byName[sender]
	switch {
	case !found:
		return "not-allowed", fmt.Sprintf("there is no sender %q", sender), "the operator lists senders in the configuration", false
	case isAdmin(e):
		return "admin-only", adminOnly, adminHint, false
	case e.Sender == Self:
		return "not-allowed", `nobody but scrim speaks for the source "scrim"`, "set the event's source to your own", false
	case !within(known.Sources, e.Sender):
		return "not-allowed", fmt.Sprintf("sender %q may not speak for the source %q", sender, e.Sender), "the operator lists a sender's sources in the configuration", false
	case !within(known.Allow, e.Type):
		return "not-allowed", fmt.Sprintf("sender %q may not send %s", sender, e.Type), "the operator lists what a sender may send in the configuration", false
	}
	return "", "", "", true
}

// What a platform must not send, whatever it is allowed: which warehouses there
// are, and which accounts are made on them.
const (
	adminOnly = "clusters and connectors are accepted through the admin API only"
	adminHint = "an operator registers clusters with: scrim cluster add, and connectors with: scrim connector add"
)

func adminKind(kind event.Kind) bool { return kind == event.KindCluster || kind == event.KindConnector }

func isAdmin(e event.Event) bool {
	switch body := e.Body.(type) {
	case event.Put:
		return adminKind(body.Document.Kind) || adminType(e.Type)
	case event.Delete:
		return adminKind(body.Kind) || adminType(e.Type)
	default:
		return adminType(e.Type)
	}
}

func adminType(eventType string) bool {
	return slices.ContainsFunc(event.Kinds(), func(k event.Kind) bool {
		return adminKind(k) && (eventType == k.Updated() || eventType == k.Deleted())
	})
}

func within(patterns []string, text string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matches(pattern, text) })
}

// matches reports whether text is what a pattern says, where "*" stands for
// any characters, none included. It is linear: what matches first is taken.
func matches(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == text
	}
	first, last := parts[0], parts[len(parts)-1]
	if len(text) < len(first)+len(last) || !strings.HasPrefix(text, first) || !strings.HasSuffix(text, last) {
		return false
	}
	text = text[len(first) : len(text)-len(last)]
	for _, part := range parts[1 : len(parts)-1] {
		at := strings.Index(text, part)
		if at < 0 {
			return false
		}
		text = text[at+len(part):]
	}
	return true
}
