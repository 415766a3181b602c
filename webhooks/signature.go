package webhooks

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	standard "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// Window is how far the timestamp of an attempt may be from now, either way.
const Window = 5 * time.Minute

// The bounds of a secret, in bytes, as Standard Webhooks sets them.
const (
	minSecret = 24
	maxSecret = 64
)

// maxID bounds a delivery id, in bytes.
const maxID = 255

// Why a message is not authentic. A sender is never told which.
var (
	errUnsigned  = errors.New("a signature header is missing")
	errBadID     = errors.New("the id is not 1 to 255 visible ASCII characters")
	errTimestamp = errors.New("the timestamp is outside the window")
	errNoMatch   = errors.New("no secret matches")
)

// secret is one key of one sender. It shows nothing of itself.
type secret struct {
	sender string
	key    string // as bytes, to find two senders with one secret
	hook   *standard.Webhook
}

// String hides the key from anything that prints.
func (secret) String() string { return "‹secret›" }

// parseSecret reads "whsec_" and base64, or base64 alone. The text is in no
// error.
func parseSecret(text string) (secret, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(strings.TrimSpace(text), "whsec_"))
	if err != nil {
		return secret{}, errors.New(`a webhook secret is "whsec_" and base64`)
	}
	if len(key) < minSecret || len(key) > maxSecret {
		return secret{}, fmt.Errorf("a webhook secret has %d to %d bytes, this one has %d", minSecret, maxSecret, len(key))
	}
	hook, err := standard.NewWebhookRaw(key)
	if err != nil {
		return secret{}, errors.New("the webhook secret cannot be used")
	}
	return secret{key: string(key), hook: hook}, nil
}

// Sign returns the three headers that make a body a signed delivery:
// webhook-id, webhook-timestamp and webhook-signature. A retry keeps id and
// body and is signed anew, at its own time. The secret is "whsec_" and base64, or base64
// alone.
func Sign(secret, id string, at time.Time, body []byte) (http.Header, error) {
	key, err := parseSecret(secret)
	if err != nil {
		return nil, err
	}
	if !validID(id) {
		return nil, errBadID
	}
	signature, err := key.hook.Sign(id, at, body)
	if err != nil {
		return nil, fmt.Errorf("signing: %w", err)
	}
	header := http.Header{}
	header.Set(standard.HeaderWebhookID, id)
	header.Set(standard.HeaderWebhookTimestamp, strconv.FormatInt(at.Unix(), 10))
	header.Set(standard.HeaderWebhookSignature, signature)
	return header, nil
}

// signed reports whether a message claims to be signed at all.
func signed(header http.Header) bool { return header.Get(standard.HeaderWebhookSignature) != "" }

// authenticate finds whose secret signed the body. What is cheap comes first,
// so that noise costs no HMAC.
func authenticate(secrets []secret, header http.Header, body []byte, now time.Time) (sender, id string, err error) {
	id = header.Get(standard.HeaderWebhookID)
	stamp := header.Get(standard.HeaderWebhookTimestamp)
	if id == "" || stamp == "" || !signed(header) {
		return "", "", errUnsigned
	}
	if !validID(id) {
		return "", "", errBadID
	}
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || strconv.FormatInt(seconds, 10) != stamp {
		return "", "", errTimestamp
	}
	if at := time.Unix(seconds, 0); at.Before(now.Add(-Window)) || at.After(now.Add(Window)) {
		return "", "", errTimestamp
	}
	for _, one := range secrets {
		if one.hook.VerifyIgnoringTimestamp(body, header) == nil { // compares in constant time; the window was checked above, with our clock
			return one.sender, id, nil
		}
	}
	return "", "", errNoMatch
}

func validID(id string) bool {
	if id == "" || len(id) > maxID {
		return false
	}
	return !strings.ContainsFunc(id, func(c rune) bool { return c <= ' ' || c > '~' })
}
