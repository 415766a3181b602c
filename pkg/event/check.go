package event

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"scrim/pkg/directory"
)

// The limits of names, in bytes.
const (
	maxName       = 256 // an id, a tag, a purpose
	maxIdentifier = 127 // a database, schema, table, column or view: Redshift's limit
)

// maxID leaves room for the parts of a derived id with every byte escaped.
func maxID(kind Kind) int { return maxName * max(1, 3*len(idParts(kind))) }

// at walks down by field names, to a text. It reports false when there is no
// text there; whether that is a mistake was said when the value was read.
func (c cursor) at(keys ...string) (cursor, bool) {
	for _, key := range keys {
		next, ok := c.field(key)
		if !ok {
			return next, false
		}
		c = next
	}
	return c, c.n.shape == shapeText
}

// list visits the items, or the values, under a field.
func (c cursor) list(key string, visit func(key string, value cursor)) {
	if field, ok := c.field(key); ok {
		field.each(visit)
	}
}

// nameable checks a name that people and facts use: an id, a tag.
func (c cursor) nameable(what string, most int) {
	if c.n.shape != shapeText {
		return
	}
	text := c.n.text
	switch {
	case text == "":
		c.issue("empty-name", "", "%s must not be empty", what)
	case len(text) > most:
		c.issue("too-long", "", "%s has at most %d bytes, this one has %d", what, most, len(text))
	case strings.ContainsFunc(text, unicode.IsControl):
		c.issue("control-character", "", "%s must not hold control characters", what)
	case strings.ContainsRune(text, utf8.RuneError):
		c.issue("damaged-text", "send what stood there before it was converted", "%s holds U+FFFD, the mark of text that was damaged on its way", what)
	case strings.TrimSpace(text) != text:
		c.issue("outer-blank", "", "%s must not begin or end with a blank", what)
	case !norm.NFC.IsNormalString(text):
		c.issue("not-nfc", "send Unicode normal form C", "%s is not in Unicode normal form C, so that two names could look alike", what)
	}
}

// id checks the text under a field as an id of something else.
func (c cursor) idAt(keys ...string) {
	if field, ok := c.at(keys...); ok {
		field.nameable("an id", maxName)
	}
}

// identifier checks a name that a warehouse uses.
func (c cursor) identifier(what string) {
	if c.n.shape != shapeText {
		return
	}
	switch text := c.n.text; {
	case text == "":
		c.issue("empty-name", "", "%s must not be empty", what)
	case len(text) > maxIdentifier:
		c.issue("too-long", "", "%s has at most %d bytes, this one has %d", what, maxIdentifier, len(text))
	case strings.ContainsRune(text, 0):
		c.issue("control-character", "", "%s must not hold NUL", what)
	}
}

// pathLike checks a path in a tree: words separated by dots.
func (c cursor) pathLike(what string) {
	if c.n.shape != shapeText {
		return
	}
	before := c.errors
	c.nameable(what, maxName)
	if c.errors > before {
		return
	}
	for _, word := range strings.Split(c.n.text, ".") {
		if word == "" || strings.TrimSpace(word) != word {
			c.issue("bad-path", "write it as PII.Email", "%s is a path: words separated by single dots", what)
			return
		}
	}
}

// oneOf checks a text against a closed list. The value is not repeated: it
// could be anything.
func (c cursor) oneOf(words []string, keys ...string) {
	field, ok := c.at(keys...)
	if ok && !slices.Contains(words, field.n.text) {
		field.issue("unknown-value", "one of: "+strings.Join(words, ", "), "%q does not have this value", keys[len(keys)-1])
	}
}

func (c cursor) checkUser() {
	keys := func(field, what string) {
		if m, ok := c.field(field); ok && m.n.shape == shapeObject {
			for _, one := range m.n.members {
				cursor{c.report, &node{shape: shapeText, text: one.key, at: one.at}, m.path.field(one.key)}.nameable(what, maxName)
			}
		}
	}
	// The values are not checked here but where they become facts: one bad
	// value withdraws that user there (SEMANTICS S7), while a refused document
	// would leave the user with what they had before.
	keys("usernames", "a cluster's id")
	keys("attributes", "an attribute's name")
}

func (c cursor) checkSession() {
	c.idAt("user")
	c.projectAt("project")
}

// projectAt checks a project's id, which is not the word for no project.
func (c cursor) projectAt(key string) {
	field, ok := c.at(key)
	if !ok {
		return
	}
	if field.n.text == noProject {
		field.issue("reserved-id", "leave the project out, or give it another id", "%q is the word for no project", noProject)
		return
	}
	field.nameable("an id", maxName)
}

// noProject is profile.NoProject; package event may not know package profile.
const noProject = "none"

func (c cursor) checkAcknowledgement() {
	c.idAt("user")
	c.projectAt("project")
	if field, ok := c.at("purpose"); ok {
		field.pathLike("a purpose")
	}
}

func (c cursor) checkAccess() {
	c.idAt("user")
	c.idAt("source")
	c.oneOf([]string{string(directory.Approved), string(directory.Revoked)}, "decision")
	if decision, ok := c.at("decision"); ok && decision.n.text == string(directory.Revoked) {
		if until, written := c.field("until"); written {
			c.warn(until.n.at, until.path, "until-on-revoked", "send an approval, or delete the decision, when it ends", "a revocation never expires; the time is ignored")
		}
	}
}

func (c cursor) checkProject() {
	c.projectAt("id")
	c.list("purposes", func(_ string, purpose cursor) { purpose.pathLike("a purpose") })
	for _, field := range []string{"members", "sources"} {
		c.list(field, func(_ string, id cursor) { id.nameable("an id", maxName) })
	}
}

func (c cursor) checkReview() {
	c.idAt("cluster")
	c.idAt("source")
}

func (c cursor) checkPurpose() {
	if field, ok := c.at("id"); ok {
		field.pathLike("a purpose")
	}
}
