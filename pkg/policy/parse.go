package policy

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
)

// Parser reads policies. It holds the environment in which conditions are
// checked: to make one costs about as much as to read a policy
// (BenchmarkParse, BenchmarkParseAlone), so that whoever reads many makes one
// and shares it. It is safe for concurrent use.
type Parser struct{ conditions conditionReader }

// NewParser makes a Parser. An error is a mistake of scrim's own.
func NewParser() (*Parser, error) {
	conditions, err := newConditionReader()
	if err != nil {
		return nil, fmt.Errorf("making the environment of conditions: %w", err)
	}
	return &Parser{conditions}, nil
}

// Parse is Parser.Parse with a Parser of its own, for whoever reads a policy
// or two.
func Parse(doc []byte, at issue.Place) (Policy, issue.List) {
	p, err := NewParser()
	if err != nil {
		return Policy{}, issue.List{{Place: at, Code: "internal", Message: err.Error()}}
	}
	return p.Parse(doc, at)
}

// Parse reads one YAML or JSON document of kind policy, strictly, and reports
// everything that is wrong with it at once, in the order of the document. When
// that has errors the policy is the zero Policy, which has no effect; with
// warnings alone it can be used.
//
// at says where the document begins in what the person handed over: its Line
// and Column, when set, are those of the document's first character, and its
// Path is what stands before every path here.
func (p *Parser) Parse(doc []byte, at issue.Place) (Policy, issue.List) {
	r := newReader(doc, at, p.conditions)
	out := r.policy()
	list := r.list.Sorted()
	if list.HasErrors() {
		return Policy{}, list
	}
	return out, list
}

func (r *reader) policy() Policy {
	switch {
	case len(r.text) > maxDocument:
		r.add(spot{}, "", "too-large", "split the policy", "the policy is longer than %d bytes", maxDocument)
		return Policy{}
	case !utf8.ValidString(r.text):
		r.add(spot{}, "", "not-utf8", "save the policy as UTF-8", "the text is not valid UTF-8")
		return Policy{}
	}
	var root *node
	if strings.HasPrefix(strings.TrimLeft(r.text, " \t\r\n"), "{") && json.Valid([]byte(r.text)) {
		root = r.readJSON()
	} else {
		root = r.readYAML()
	}
	if root == nil {
		return Policy{}
	}
	doc, ok := r.object(root, "")
	if !ok {
		return Policy{}
	}
	return doc.policy()
}

func (o *object) policy() Policy {
	o.kind()
	id := o.id()
	p := Policy{
		ID:        id,
		AppliesTo: o.target(id),
		Unless:    o.condition("unless", scopeUser),
	}
	o.whole("version", 0, math.MaxUint64, 0) // package event keeps it
	o.text("description")
	o.body(&p)
	o.checkLookups(p)
	p.Staged, p.Urgent, p.Sensitive = o.flag("staged"), o.flag("urgent"), o.flag("sensitive")
	p.ValidUntil = o.moment("valid_until")
	p.Owner, p.Ticket, p.ReviewBy = o.text("owner"), o.text("ticket"), o.day("review_by")
	o.done()
	return p
}

func (o *object) kind() {
	switch n := o.shaped("kind", shapeText); {
	case n == nil && o.has("kind"): // reported already
	case n == nil:
		o.add(o.of.at, "", "missing-field", "write kind: policy", "there is no kind")
	case n.text != "policy":
		o.add(n.at, "kind", "wrong-kind", "write kind: policy", "the kind %s is not policy", quote(n.text))
	}
}

// maxID is the most bytes of a policy's id.
const maxID = 256

func (o *object) id() string {
	n := o.shaped("id", shapeText)
	if n == nil {
		if !o.has("id") {
			o.add(o.of.at, "", "missing-field", "give the policy an id that stays when its content changes", "there is no id")
		}
		return ""
	}
	id := o.name(n, "id")
	if len(id) > maxID {
		o.add(n.at, "id", "bad-name", "", "the id is longer than %d bytes", maxID)
	}
	return id
}

func (o *object) has(key string) bool {
	for _, m := range o.of.members {
		if m.key == key {
			return true
		}
	}
	return false
}

// moment is a field with an RFC 3339 time, in UTC; zero when it is not there.
func (o *object) moment(key string) time.Time {
	n := o.shaped(key, shapeText)
	if n == nil {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339Nano, n.text)
	if err != nil || at.IsZero() {
		o.add(n.at, key, "bad-time", "write 2026-12-31T23:59:59Z", "%s is no time with its zone (RFC 3339)", quote(n.text))
	}
	return at.UTC()
}

// day is a field with a date; empty when it is not there.
func (o *object) day(key string) string {
	n := o.shaped(key, shapeText)
	if n == nil {
		return ""
	}
	if !(catalog.Type{Kind: catalog.Date}).Canonical(n.text) {
		o.add(n.at, key, "bad-date", "write 2026-12-31", "%s is no date", quote(n.text))
	}
	return n.text
}
