package directory

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Request is a user's wish to read a source, until somebody answers: with an
// Access that approves or revokes, or with a later request that says why not.
// It lets nobody in by itself.
type Request struct {
	User   string    `json:"user"`
	Source string    `json:"source"`
	Reason string    `json:"reason,omitempty"` // in the user's own words
	At     time.Time `json:"at,omitzero"`      // when they asked; for people
	Denied string    `json:"denied,omitempty"` // why somebody said no; empty is that nobody did

	// The incarnations that the request speaks of, as in Access.
	UserIncarnation   uint64 `json:"user_incarnation,omitempty"`
	SourceIncarnation uint64 `json:"source_incarnation,omitempty"`
}

// MaxWords is how many bytes of somebody's words are shown.
const MaxWords = 512

// OneLine is somebody's words as they may be shown on a terminal or stored in
// a warehouse: on one line, without control characters, and not for ever.
func OneLine(words string) string {
	words = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, words)
	words = strings.Join(strings.Fields(words), " ")
	if len(words) <= MaxWords {
		return words
	}
	cut := MaxWords - len("…")
	for !utf8.RuneStart(words[cut]) {
		cut--
	}
	return words[:cut] + "…"
}
