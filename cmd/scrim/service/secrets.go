package service

import (
	"errors"
	"fmt"

	"scrim/cmd/scrim/config"
	"scrim/pkg/catalog"
	"scrim/pkg/issue"
	"scrim/pkg/secret"
	"scrim/pkg/server"
	"scrim/webhooks"
)

// keys is what the configuration only refers to, read.
type keys struct {
	token   string // of the admin API
	salts   secret.Salts
	senders *webhooks.Senders
}

// readKeys reads every secret that scrim itself needs, and reports all that
// are missing or too short at once: whoever sets a service up repairs them in
// one go. Passwords of warehouses are not among them; a cluster that cannot be
// reached must not keep the others waiting.
func readKeys(c config.Config, env func(string) string) (keys, error) {
	var k keys
	var found issue.List
	var err error
	resolve := func(ref catalog.Reference) (string, error) { return secret.Resolve(ref, env) }

	if k.token, err = resolve(c.Admin.Token); err != nil {
		found.Add(issue.Place{Path: "admin.token"}, "unresolved-secret", "make one with: openssl rand -base64 24", "the admin token cannot be read: %v", err)
	} else if len(k.token) < server.MinToken {
		found.Add(issue.Place{Path: "admin.token"}, "bad-secret", "make one with: openssl rand -base64 24", "the admin token is shorter than %d bytes", server.MinToken)
	}
	if key, err := resolve(c.MasterKey); err != nil {
		found.Add(issue.Place{Path: "master_key"}, "unresolved-secret", "make one with: openssl rand -base64 32, and keep a copy: every hash depends on it", "the master key cannot be read: %v", err)
	} else if k.salts, err = secret.NewSalts(key); err != nil {
		found.Add(issue.Place{Path: "master_key"}, "bad-secret", "make one with: openssl rand -base64 32, and keep a copy: every hash depends on it", "%v", err)
	}
	var senders []webhooks.Sender
	for _, s := range c.Senders {
		senders = append(senders, webhooks.Sender{Name: s.Name, Secrets: s.Secrets, Allow: s.Allow, Sources: s.Sources})
	}
	if k.senders, err = webhooks.NewSenders(senders, resolve); err != nil {
		var failure *issue.Failure
		if !errors.As(err, &failure) {
			return keys{}, fmt.Errorf("reading the senders: %w", err)
		}
		found = append(found, failure.Issues...)
	}
	if err := found.Err(); err != nil {
		return keys{}, err
	}
	return k, nil
}
