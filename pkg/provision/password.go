package provision

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"strings"

	"scrim/pkg/connector"
	"scrim/pkg/issue"
)

// secret is a password. made is that it was made here, and somebody must be
// told.
type secret struct {
	text string
	made bool
}

// String keeps a password out of whatever prints one.
func (secret) String() string { return "‹secret:password›" }

// password is the one that the plan's account gets, if it gets one: what the
// document refers to, or a new one.
func (p *Provisioner) password(ctx context.Context, plan Plan) (secret, error) {
	if !plan.needsPassword() {
		return secret{}, nil
	}
	ref := plan.Connector.Password
	if ref == "" {
		text, err := NewPassword()
		return secret{text, true}, err
	}
	text, err := p.Sites.Secret(ctx, ref)
	if err == nil {
		why := connector.PasswordRefusal(text)
		if text != "" && !plan.Ground.Kind.IsRedshift() {
			why = ""
		}
		if why != "" {
			var l issue.List
			l.Add(issue.Place{Input: "connector " + plan.Connector.ID, Path: "password"}, "password-unfit", "put another one where it is kept: Redshift would refuse it, and sees only its hash",
				"the password at %s %s", ref, why)
			err = l.Err()
		}
	}
	return secret{text: text}, err
}

func (p Plan) needsPassword() bool {
	for _, u := range p.Units {
		if u.Password {
			return true
		}
	}
	return false
}

// What passwords are made of: nothing that a warehouse, a tool or a shell
// reads as anything else.
const (
	uppers    = "ABCDEFGHJKLMNPQRSTUVWXYZ"
	lowers    = "abcdefghijkmnopqrstuvwxyz"
	digits    = "23456789"
	passwords = 32 // their length
)

// NewPassword makes a password that Redshift, PostgreSQL and the tools accept.
func NewPassword() (string, error) {
	for {
		var b strings.Builder
		for range passwords {
			all := uppers + lowers + digits
			n, err := rand.Int(rand.Reader, big.NewInt(int64(len(all))))
			if err != nil {
				return "", fmt.Errorf("making a password: %w", err)
			}
			b.WriteByte(all[n.Int64()])
		}
		if connector.PasswordRefusal(b.String()) == "" { // without a digit, about once in a hundred times
			return b.String(), nil
		}
	}
}

// answers reports whether nobody has to be told a password to apply the plan.
func (p Plan) answers() bool {
	return !p.needsPassword() || p.Connector.Password != ""
}
