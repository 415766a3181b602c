package event

import (
	"mime"
	"slices"
	"strings"
	"time"

	"scrim/pkg/issue"
)

// The verbs of an event type.
const (
	verbUpdated = "updated"
	verbDeleted = "deleted"
)

// TypeSynced is the type of a Synced event.
const TypeSynced = "scrim.sync.completed"

// Updated is the type of the event that says what a document now is.
func (k Kind) Updated() string { return "scrim." + string(k) + "." + verbUpdated }

// Deleted is the type of the event that says that a document is no more.
func (k Kind) Deleted() string { return "scrim." + string(k) + "." + verbDeleted }

// Types lists every event type that Decode reads.
func Types() []string {
	var types []string
	for _, k := range Kinds() {
		types = append(types, k.Updated(), k.Deleted())
	}
	return append(types, TypeSynced)
}

// Decode reads CloudEvents 1.0 in JSON: one event (structured mode) or a list
// of them (batch mode). It is strict and all or nothing: when any event has an
// error there are no events, and the issues of all of them say where in the
// body to look ("[3].data.columns[0].name", line and column). Issues with
// events are warnings.
//
// Whether the sender may send this at all, and what of it is new, is for
// others to say.
func Decode(body []byte) ([]Event, issue.List) { return new(Decoder).Decode(body) }

// Decode is the function of that name.
func (d *Decoder) Decode(body []byte) ([]Event, issue.List) {
	r := d.report("", body)
	root := readJSON(r)
	if root == nil {
		return nil, r.list
	}
	if root.shape == shapeList && len(root.items) == 0 {
		r.add(root.at, nil, "empty-batch", "send at least one event", "the batch holds no event")
	}
	var events []Event
	r.eachRoot(root, func(c cursor) { events = append(events, c.event()) })
	if r.errors > 0 {
		return nil, r.list
	}
	return events, r.list
}

// event reads one envelope and its data. Its result is of no use when there
// were errors.
func (c cursor) event() Event {
	if !c.is(shapeObject) {
		return Event{}
	}
	c.attributes()
	e := Event{
		ID: c.attribute("id"), Sender: c.attribute("source"), Type: c.attribute("type"),
		Raw: c.text[c.n.at.offset:c.n.end],
	}
	if version := c.attribute("specversion"); version != "" && version != "1.0" {
		c.attributeIssue("specversion", "unsupported-specversion", `send "1.0"`, "this is CloudEvents 1.0 only")
	}
	if field, written := c.optional("time"); written && field.is(shapeText) {
		at, err := time.Parse(time.RFC3339Nano, field.n.text)
		if err != nil {
			field.issue("not-a-time", "write it as 2026-01-31T00:00:00Z", "there should be a time of RFC 3339 with its zone")
		}
		e.Time = at
	}
	if e.Type != "" {
		e.Body = c.body(e.Type)
	}
	return e
}

// attributes checks what an envelope may hold besides what scrim reads:
// extension attributes are allowed and ignored, a field that CloudEvents could
// not have is a mistake.
func (c cursor) attributes() {
	for _, m := range c.n.members {
		at := c.path.field(m.key)
		switch {
		case m.key == "data_base64":
			c.add(m.at, at, "binary-data", "send the document as JSON in \"data\"", "data in base64 is not read")
		case m.key == "datacontenttype":
			media, _, err := mime.ParseMediaType(m.value.text)
			if m.value.shape != shapeNull && (err != nil || media != "application/json") {
				c.add(m.value.at, at, "unsupported-content-type", `send "application/json", or leave it out`, "the data must be JSON")
			}
		case m.key == "data":
		case strings.ContainsFunc(m.key, func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') }) || m.key == "":
			hint := "names of CloudEvents attributes are lower-case letters and digits"
			if like := issue.Near(m.key, []string{"specversion", "id", "source", "type", "time", "data", "subject", "datacontenttype"}); len(like) > 0 {
				hint = "did you mean " + strings.Join(like, " or ") + "?"
			}
			c.add(m.at, at, "unknown-field", hint, "%s cannot be the name of an attribute", quote(m.key))
		case m.value.shape == shapeObject || m.value.shape == shapeList:
			c.add(m.value.at, at, "wrong-type", "", "an attribute is text, a number, true or false, not %s", m.value.shape)
		}
	}
}

// optional is an attribute that may be absent; null is absence there.
func (c cursor) optional(key string) (cursor, bool) {
	field, written := c.field(key)
	return field, written && field.n.shape != shapeNull
}

// attribute reads a required attribute.
func (c cursor) attribute(key string) string {
	field, written := c.field(key)
	if !written {
		c.issue("missing-attribute", "", "the attribute %q is missing", key)
		return ""
	}
	if !field.is(shapeText) {
		return ""
	}
	field.nameable("the attribute "+key, 1024)
	return field.n.text
}

func (c cursor) attributeIssue(key string, code issue.Code, hint, message string) {
	if field, ok := c.field(key); ok {
		field.issue(code, hint, "%s", message)
	}
}

// body reads the data as the type says.
func (c cursor) body(kind string) Body {
	data, written := c.field("data")
	if kind == TypeSynced {
		if written && data.is(shapeObject) {
			data.only(nil)
		}
		return Synced{}
	}
	if !slices.Contains(Types(), kind) {
		c.attributeIssue("type", "unknown-event-type", typeHint(kind), "there is no event type "+quote(kind))
		return nil
	}
	if !written {
		c.issue("missing-data", "", "the event has no data")
		return nil
	}
	noun, verb, _ := strings.Cut(strings.TrimPrefix(kind, "scrim."), ".")
	if verb == verbDeleted {
		return data.deleted(Kind(noun))
	}
	document, _ := data.document(Kind(noun), data.json())
	data.versioned()
	return Put{document}
}

// typeHint names the types that a mistyped one may have meant: kind and verb
// are compared apart, since all types look alike as a whole.
func typeHint(kind string) string {
	var like []string
	if words := strings.Split(kind, "."); len(words) == 3 {
		for _, noun := range issue.Near(words[1], strings.Split(kindNames(), ", ")) {
			for _, verb := range issue.Near(words[2], []string{verbUpdated, verbDeleted}) {
				like = append(like, "scrim."+noun+"."+verb)
			}
		}
	}
	if len(like) == 0 {
		like = issue.Near(kind, Types())
	}
	if len(like) > 0 {
		return "did you mean " + strings.Join(like, " or ") + "?"
	}
	return "types are scrim.KIND.updated, scrim.KIND.deleted and " + TypeSynced + "; the kinds are " + kindNames()
}

// versioned reports an event without version; a version of 0 was reported
// when it was read.
func (c cursor) versioned() {
	if c.n.shape != shapeObject {
		return
	}
	if _, written := c.field("version"); !written {
		c.issue("missing-version", "versions order deliveries: send a number that grows with every change", "the document has no version")
	}
}

// deleted reads what identifies a document: its id, or the fields from which
// the id is derived, and the version of the deletion.
func (c cursor) deleted(kind Kind) Body {
	if !c.is(shapeObject) {
		return nil
	}
	c.kind(kind)
	parts := idParts(kind)
	c.only(append([]string{"kind", "id", "version"}, parts...))
	for _, part := range parts {
		if field, written := c.field(part); written && field.is(shapeText) {
			field.nameable("an id", maxName)
		}
	}
	id := c.id(kind)
	if _, given := c.field("id"); id == "" && !given && len(parts) > 0 {
		c.issue("missing-field", "", "what is deleted is named by %q, or by %s", "id", strings.Join(parts, " and "))
	}
	c.versioned()
	return Delete{Kind: kind, ID: id, Version: c.version()}
}
