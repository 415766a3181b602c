package event

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"scrim/pkg/issue"
)

// Kinds lists every kind of document, in the order in which they depend on
// each other: what comes later may speak about what comes before.
func Kinds() []Kind {
	return []Kind{
		KindCluster, KindSource, KindUser, KindPurpose, KindProject,
		KindSession, KindAcknowledgement, KindAccess, KindRequest, KindReview, KindPolicy, KindConnector,
	}
}

// DecodeDocuments reads the documents of a file: YAML, several of them
// separated by "---" lines, or JSON, one document or a list of them. input
// names the file in issues. Every document must say its kind; a version may be
// missing, and then Document.Version is 0.
//
// It returns the documents that have no error, in the order of the file, and
// the issues of all. The text must come from somebody who is trusted with the
// memory and time that YAML costs; the network's door is Decode, which reads
// JSON alone.
func DecodeDocuments(text []byte, input string) ([]Document, issue.List) {
	return new(Decoder).DecodeDocuments(text, input)
}

// DecodeDocuments is the function of that name.
func (d *Decoder) DecodeDocuments(text []byte, input string) ([]Document, issue.List) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	r := d.report(input, text)
	var documents []Document
	take := func(c cursor, source raw) {
		d, ok := c.document("", source)
		if !ok {
			return
		}
		if slices.ContainsFunc(documents, func(other Document) bool { return other.Kind == d.Kind && other.ID == d.ID }) {
			c.issue("duplicate-document", "keep one of them", "the %s %s is described twice in this file", d.Kind, quote(d.ID))
			return
		}
		documents = append(documents, d)
	}
	if strings.HasSuffix(input, ".json") || json.Valid(text) {
		root := readJSON(r)
		if root != nil {
			sound := r.errors == 0
			r.eachRoot(root, func(c cursor) { take(c, c.json()) })
			if !sound {
				documents = nil // a mistake of the text itself: which document it spoils is not asked
			}
		}
		return documents, r.list
	}
	for _, p := range split(text) {
		before, sofar := r.errors, documents
		root := readYAML(r, p)
		if root == nil {
			continue
		}
		sound := r.errors == before
		take(cursor{r, root, nil}, raw{p.text, spot{line: p.line, column: 1}})
		if !sound {
			documents = sofar
		}
	}
	return documents, r.list
}

// DecodeDocument reads one document of a known kind from JSON: event data, or
// what a store kept. The document may leave its kind out. It returns the zero
// Document when there are errors.
func DecodeDocument(kind Kind, data []byte) (Document, issue.List) {
	return new(Decoder).DecodeDocument(kind, data)
}

// DecodeDocument is the function of that name.
func (d *Decoder) DecodeDocument(kind Kind, data []byte) (Document, issue.List) {
	r := d.report("", data)
	root := readJSON(r)
	if root == nil {
		return Document{}, r.list
	}
	c := cursor{r, root, nil}
	document, _ := c.document(kind, c.json())
	if r.errors > 0 {
		return Document{}, r.list
	}
	return document, r.list
}

// eachRoot visits a value, or the items of a list.
func (r *report) eachRoot(root *node, visit func(cursor)) {
	c := cursor{report: r, n: root}
	if root.shape != shapeList {
		visit(c)
		return
	}
	c.each(func(_ string, item cursor) { visit(item) })
}

// raw is the text of one document and where it begins in the input, for the
// one noun that another package parses.
type raw struct {
	text []byte
	at   spot
}

func (c cursor) json() raw { return raw{c.text[c.n.at.offset:c.n.end], c.n.at} }

// document reads one document. An empty want means that the document must say
// its kind itself. It reports false, and returns nothing, when there were
// errors.
func (c cursor) document(want Kind, from raw) (Document, bool) {
	before := c.errors
	if !c.is(shapeObject) {
		return Document{}, false
	}
	kind, ok := c.kind(want)
	if !ok {
		return Document{}, false
	}
	if (kind == KindCluster || kind == KindConnector) && !c.quiet {
		c.quiet = true // an account is in it
		defer func() { c.quiet = false }()
	}
	d := Document{Kind: kind, ID: c.id(kind), Version: c.version()}
	d.Noun = c.noun(kind, from)
	if c.errors > before {
		return Document{}, false
	}
	d.Data = canonical(c.complete(d))
	return d, true
}

// kind reads the kind of the document, which may be left out when it is known.
func (c cursor) kind(want Kind) (Kind, bool) {
	field, written := c.field("kind")
	if !written {
		if want == "" {
			c.issue("missing-kind", "add one of: "+kindNames(), "the document does not say its kind")
		}
		return want, want != ""
	}
	if !field.is(shapeText) {
		return "", false
	}
	kind := Kind(field.n.text)
	switch {
	case want != "" && kind != want:
		field.issue("wrong-kind", "leave it out, or send the event of that kind", "the kind is %s where %s is expected", quote(string(kind)), want)
		return "", false
	case !slices.Contains(Kinds(), kind):
		field.issue("unknown-kind", kindHint(field.n.text), "there is no kind %s", quote(field.n.text))
		return "", false
	}
	return kind, true
}

func kindHint(word string) string {
	if like := issue.Near(word, strings.Split(kindNames(), ", ")); len(like) > 0 {
		return "did you mean " + strings.Join(like, " or ") + "?"
	}
	if slices.Contains(warehouses(), word) {
		return "write kind: cluster and warehouse: " + word
	}
	return "the kinds are " + kindNames()
}

func kindNames() string {
	names := make([]string, 0, len(Kinds()))
	for _, k := range Kinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// version reads the version; 0 when it is not written.
func (c cursor) version() uint64 {
	field, written := c.field("version")
	if !written {
		return 0
	}
	n, ok := field.whole()
	if ok && n == 0 {
		field.issue("missing-version", "versions order deliveries; the first is 1", "the version must be at least 1")
	}
	return uint64(n)
}

// id reads the id, or derives it for the kinds that are about two or three
// other things. The parts are escaped, so that no two sets of parts give one
// id.
func (c cursor) id(kind Kind) string {
	parts := idParts(kind)
	derived, complete := c.derive(parts)
	field, written := c.field("id")
	switch {
	case !written && len(parts) == 0:
		c.issue("missing-field", "", "the field %q is missing", "id")
	case !written && !complete:
		return "" // the missing part is reported as a field
	case !written:
		return derived
	case field.is(shapeText):
		if kind == KindSession && complete && field.n.text != derived {
			field.issue("session-id", "leave it out", "the id of a session is its user: a user has one")
		}
		field.nameable("an id", maxID(kind))
		return field.n.text
	}
	return ""
}

// idParts are the fields from which an id is derived; none where the id must
// be written.
func idParts(kind Kind) []string {
	switch kind {
	case KindSession:
		return []string{"user"}
	case KindAcknowledgement:
		return []string{"user", "purpose", "project"}
	case KindAccess, KindRequest:
		return []string{"user", "source"}
	case KindReview:
		return []string{"cluster", "source"}
	default:
		return nil
	}
}

func (c cursor) derive(parts []string) (string, bool) {
	words := make([]string, 0, len(parts))
	for _, part := range parts {
		field, written := c.field(part)
		if !written || field.n.shape != shapeText {
			return "", false
		}
		words = append(words, field.n.text)
	}
	return joinID(words), true
}

// joinID joins the parts of a derived id with slashes. One part stays as it
// is: the id of a session is the id of its user.
func joinID(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	escape := strings.NewReplacer("%", "%25", "/", "%2F")
	escaped := make([]string, len(parts))
	for i, part := range parts {
		escaped[i] = escape.Replace(part)
	}
	return strings.Join(escaped, "/")
}

// noun reads what the document describes.
func (c cursor) noun(kind Kind, from raw) Noun {
	switch kind {
	case KindCluster:
		var n Cluster
		c.bind(reflect.ValueOf(&n.Cluster).Elem(), "kind", "id", "version")
		c.checkCluster()
		return n
	case KindSource:
		var n Source
		c.bind(reflect.ValueOf(&n.Source).Elem(), "kind", "id", "version")
		c.checkSource()
		return n
	case KindUser:
		var n User
		c.bind(reflect.ValueOf(&n.User).Elem(), "kind", "id", "version")
		c.checkUser()
		return n
	case KindSession:
		var n Session
		c.bind(reflect.ValueOf(&n.Session).Elem(), "kind", "id", "version")
		c.checkSession()
		return n
	case KindAcknowledgement:
		var n Acknowledgement
		c.bind(reflect.ValueOf(&n.Acknowledgement).Elem(), "kind", "id", "version")
		c.checkAcknowledgement()
		return n
	case KindAccess:
		var n Access
		c.bind(reflect.ValueOf(&n.Access).Elem(), "kind", "id", "version")
		c.checkAccess()
		return n
	case KindRequest:
		var n Request
		c.bind(reflect.ValueOf(&n.Request).Elem(), "kind", "id", "version")
		c.checkRequest()
		return n
	case KindProject:
		var n Project
		c.bind(reflect.ValueOf(&n.Project).Elem(), "kind", "id", "version")
		c.checkProject()
		return n
	case KindPurpose:
		var n Purpose
		c.bind(reflect.ValueOf(&n.Purpose).Elem(), "kind", "id", "version")
		c.checkPurpose()
		return n
	case KindReview:
		var n Review
		c.bind(reflect.ValueOf(&n.Confirmation).Elem(), "kind", "id", "version")
		c.checkReview()
		return n
	case KindPolicy:
		return c.policy(from)
	case KindConnector:
		var n Connector
		c.bind(reflect.ValueOf(&n.Connector).Elem(), "kind", "id", "version")
		c.checkConnector()
		return n
	}
	return nil
}

// complete is the tree of the document with kind, id and version in it, so
// that it means the same wherever it is kept.
func (c cursor) complete(d Document) *node {
	whole := *c.n
	whole.members = slices.Clone(c.n.members)
	put := func(key string, value *node) {
		if _, written := whole.get(key); !written {
			whole.members = append(whole.members, member{key: key, value: value})
		}
	}
	put("kind", &node{shape: shapeText, text: string(d.Kind)})
	put("id", &node{shape: shapeText, text: d.ID})
	return &whole
}
