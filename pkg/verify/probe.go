package verify

import (
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
)

// Setting is where a probe is made: a kind of warehouse, and what stands
// between a reader's predicate and hidden rows.
type Setting struct {
	Redshift bool                `json:"redshift,omitempty"`
	Mode     catalog.Enforcement `json:"mode"`
}

// Secret is what a reader of the canary must not learn.
type Secret string

// The secrets of the canary.
const (
	HiddenRow    Secret = "a hidden row"
	MaskedValue  Secret = "a value beneath its mask"
	OthersFacts  Secret = "facts of another reader"
	Salt         Secret = "the salt of a hash"
	Literal      Secret = "a literal of a policy"
	Withdrawn    Secret = "what was withdrawn"
	RowCount     Secret = "how many rows the table has"
	HiddenColumn Secret = "columns of a view that does not let the reader in"
	Answer       Secret = "whether a guess is right" // answers to two guesses, or under two settings, differ
)

// Token is a text that stands for a secret: whoever is told it has learned
// the secret.
type Token struct {
	Text   string
	Secret Secret
	Cell   bool // only a whole cell counts
	Later  bool // only after scrim has tightened the policy: before, it is shown
}

// Probe is something that a reader tries.
type Probe struct {
	Name     string   `json:"name"` // of its file in sql/probe
	Tries    string   `json:"tries"`
	Variants []string `json:"-"` // what :variant stands for in one run each; answers may not depend on it
	Only     Dialect  `json:"-"` // where alone it can be tried
	Known    []Known  `json:"-"` // what it is known to learn
}

// Dialect names a kind of warehouse; the zero one is all of them.
type Dialect string

// The dialects to which a probe may be confined.
const (
	OnlyPostgres Dialect = "postgres"
	OnlyRedshift Dialect = "redshift"
)

// Known says that a probe learns something somewhere, and why nothing stops
// it. A probe may learn it; it need not.
type Known struct {
	Unfenced bool // only where views are unfenced
	Learns   []Secret
	Why      string
}

// At reports whether a probe can be made in a setting.
func (p Probe) At(s Setting) bool {
	switch p.Only {
	case OnlyPostgres:
		return !s.Redshift
	case OnlyRedshift:
		return s.Redshift
	default:
		return true
	}
}

// Run is what a session of the reader's was answered.
type Run struct {
	Variant   string
	Replies   []Reply
	Tightened int // before which reply the policy became stricter; 0 is never
}

// Reply is the answer to one statement.
type Reply struct {
	Rows    [][]string // text of cells
	Error   string     // code and message; empty when there is none
	Notices []string
}

// Result is what came of a probe.
type Result struct {
	Probe
	Setting
	Learned  []Secret `json:"learned,omitempty"`
	Evidence string   `json:"evidence,omitempty"` // by what it was learned
	Why      string   `json:"why,omitempty"`      // why that is known
	Leak     bool     `json:"leak"`               // it learned what it is not known to learn
}

// Judge says what a probe has learned.
func (p Probe) Judge(at Setting, tokens []Token, runs []Run) Result {
	out := Result{Probe: p, Setting: at}
	evidence := map[Secret]string{}
	learn := func(s Secret, by string) {
		if evidence[s] == "" {
			out.Learned = append(out.Learned, s)
			evidence[s] = by
		}
	}
	for _, run := range runs {
		for i, reply := range run.Replies {
			for _, token := range tokens {
				if token.Later && (run.Tightened == 0 || i < run.Tightened) {
					continue
				}
				if said := reply.says(token); said != "" {
					learn(token.Secret, said)
				}
			}
		}
	}
	if len(p.Variants) > 1 {
		for _, run := range runs[1:] {
			if said := runs[0].differs(run); said != "" {
				learn(Answer, said)
			}
		}
	}
	for _, secret := range out.Learned {
		known := slices.IndexFunc(p.Known, func(k Known) bool {
			return slices.Contains(k.Learns, secret) && (!k.Unfenced || at.Mode != catalog.Fenced)
		})
		switch {
		case known >= 0:
			out.Why = p.Known[known].Why
		case !out.Leak:
			out.Leak, out.Evidence = true, evidence[secret]
		}
	}
	if !out.Leak && len(out.Learned) > 0 {
		out.Evidence = evidence[out.Learned[0]]
	}
	return out
}

// says is the line of a reply that holds a token; empty when there is none.
func (r Reply) says(token Token) string {
	has := func(text string) bool {
		return token.Cell && text == token.Text || !token.Cell && strings.Contains(text, token.Text)
	}
	line := func(text string) string {
		for line := range strings.Lines(text) {
			if has(line) {
				return brief(strings.TrimSpace(line))
			}
		}
		return brief(text)
	}
	if has(r.Error) {
		return "an error: " + line(r.Error)
	}
	for _, said := range r.Notices {
		if has(said) {
			return "a message: " + line(said)
		}
	}
	for _, row := range r.Rows {
		for _, cell := range row {
			if has(cell) {
				return "a row: " + line(cell)
			}
		}
	}
	return ""
}

// differs is the first reply in which two runs differ otherwise than by their
// variant; empty when there is none.
func (r Run) differs(other Run) string {
	for i := range min(len(r.Replies), len(other.Replies)) {
		a, b := r.Replies[i].without(r.Variant), other.Replies[i].without(other.Variant)
		if a != b {
			return fmt.Sprintf("%s, where for another guess it was: %s", brief(a), brief(b))
		}
	}
	return ""
}

// without is a reply as text, in which the variant is not told from others.
func (r Reply) without(variant string) string {
	var parts []string
	if r.Error != "" {
		parts = append(parts, "error "+r.Error)
	}
	for _, row := range r.Rows {
		parts = append(parts, strings.Join(row, "|"))
	}
	parts = append(parts, r.Notices...)
	return strings.ReplaceAll(strings.Join(parts, "; "), variant, "…")
}

func brief(text string) string {
	const enough = 160
	if len(text) <= enough {
		return text
	}
	return strings.ToValidUTF8(text[:enough], "") + "…"
}

// Leaking reports whether something was learned that is not known.
func Leaking(results []Result) bool {
	return slices.ContainsFunc(results, func(r Result) bool { return r.Leak })
}
