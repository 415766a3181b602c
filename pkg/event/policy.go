package event

import (
	"bytes"
	"fmt"

	"scrim/pkg/issue"
	"scrim/pkg/policy"
)

// Decoder is the functions Decode, DecodeDocuments and DecodeDocument with
// what they need made once: the environment in which conditions of policies
// are checked. It is safe for concurrent use. The zero Decoder makes it anew
// for each call that meets a policy, as the functions do.
type Decoder struct{ policies *policy.Parser }

// NewDecoder makes a Decoder. An error is a mistake of scrim's own.
func NewDecoder() (*Decoder, error) {
	policies, err := policy.NewParser()
	if err != nil {
		return nil, fmt.Errorf("making a decoder of events: %w", err)
	}
	return &Decoder{policies}, nil
}

// policy hands the text to the package that knows the language.
func (c cursor) policy(from raw) Noun {
	if c.policies == nil {
		made, err := policy.NewParser()
		if err != nil {
			c.issue("internal", "report this to the makers of scrim", "policies cannot be read: %s", err)
			return Policy{}
		}
		c.policies = made
	}
	text := from.text
	if _, said := c.n.get("kind"); !said {
		text = withKind(text, len(c.n.members) == 0)
	}
	at := issue.Place{Input: c.input, Line: from.at.line, Column: from.at.column, Path: c.path.String()}
	parsed, issues := c.policies.Parse(text, at)
	for _, one := range issues {
		c.adopt(one)
	}
	return Policy{parsed}
}

// withKind adds the kind that event data may leave out, at the end, so that
// every place in the text stays where it is.
func withKind(object []byte, empty bool) []byte {
	end := bytes.LastIndexByte(object, '}')
	if end < 0 {
		return object
	}
	out := append([]byte{}, object[:end]...)
	if !empty {
		out = append(out, ',')
	}
	return append(out, `"kind":"policy"}`...)
}
