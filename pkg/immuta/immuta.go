// Package immuta reads what Immuta's API and its policy files say, and says it
// in scrim's documents.
//
// It promises that what it returns means what it meant there, or less; that
// what has no translation, or another meaning here, is an issue with its place
// and a reason; and that it never guesses: a policy of which one part cannot be
// said is left out whole, and the issue says so. Its output is documents as
// people write them, which the decoder then reads like all others. It asks no
// server and reads no file. Formats are those of Immuta's V2 policy API and of
// the data sources and users of its REST API, as their public pages describe
// them.
package immuta

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	yaml "github.com/goccy/go-yaml"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
)

// Options are what Immuta's own words do not say.
type Options struct {
	Cluster string // the id of scrim's cluster on which users have their Redshift names; empty: names are left out
	Port    int    // of sources that do not say theirs; 0 is any port
}

// File is one file of what Immuta exported.
type File struct {
	Name string
	Text []byte
}

// Documents translates files: policies as YAML or JSON, one, several or a list;
// or the JSON of data sources or users. What comes out is scrim's documents, and
// their text as YAML, in the order of the files. Documents of which a part has
// no translation are not among them.
func Documents(files []File, o Options) ([]event.Document, []byte, issue.List) {
	t := translator{options: o}
	var all []object
	for _, f := range files {
		all = append(all, t.parts(f)...)
	}
	t.shared = slices.ContainsFunc(all, sharesResponsibility)
	var out [][]byte
	for _, one := range all {
		out = append(out, t.one(one)...)
	}
	whole := bytes.Join(out, []byte("---\n"))
	if len(whole) == 0 {
		return nil, nil, t.issues
	}
	documents, issues := event.DecodeDocuments(whole, "what was translated")
	t.issues = append(t.issues, issues...)
	t.conflicts(documents)
	return documents, whole, t.issues
}

// conflicts names pairs of mask policies that meet on one column by their tags:
// in Immuta one of them wins there, and in scrim the one that tells least.
func (t *translator) conflicts(documents []event.Document) {
	var masks []policy.Policy
	for _, d := range documents {
		if p, ok := d.Noun.(event.Policy); ok && p.Type == policy.TypeMask {
			masks = append(masks, p.Policy)
		}
	}
	for i, a := range masks {
		for _, b := range masks[i+1:] {
			if meetByTag(a.AppliesTo, b.AppliesTo) {
				t.issues.Warn(issue.Place{Path: fmt.Sprintf("policy %q", a.ID)}, "immuta-conflict", "say in one policy what holds for the deeper tag",
					"it meets policy %q on some columns: in Immuta the deeper tag wins, here what tells less", b.ID)
			}
		}
	}
}

func meetByTag(a, b policy.Target) bool {
	return slices.ContainsFunc(a.ColumnTags, func(x catalog.Tag) bool {
		return slices.ContainsFunc(b.ColumnTags, func(y catalog.Tag) bool { return x.Within(y) || y.Within(x) })
	})
}

type translator struct {
	options Options
	issues  issue.List
	shared  bool // one of the policies is a way in among several
	bad     bool // the document at hand has a part without translation
}

// parts are the objects of the file.
func (t *translator) parts(f File) []object {
	var out []object
	at := issue.Place{Input: f.Name}
	decoder := yaml.NewDecoder(bytes.NewReader(f.Text))
	for {
		var v any
		err := next(decoder, &v)
		if errors.Is(err, errDone) {
			return out
		}
		if err != nil {
			t.issues.Add(at, "immuta-unreadable", "export it again as YAML or JSON", "the file cannot be read: %s", firstLine(err))
			return out
		}
		out = append(out, t.objects(v, at)...)
	}
}

var errDone = errors.New("there is no more")

// next keeps a mistake of the YAML parser from ending the program.
func next(d *yaml.Decoder, v *any) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("the YAML here cannot be read")
		}
	}()
	err = d.Decode(v)
	if err != nil && err.Error() == "EOF" {
		return errDone
	}
	return err
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// lists are the fields under which Immuta's answers have their objects.
var lists = []string{"hits", "users", "dataSources", "policies", "data"} //nolint:gochecknoglobals // a constant list

func (t *translator) objects(v any, at issue.Place) []object {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		var out []object
		for i, item := range v {
			out = append(out, t.objects(item, at.In(fmt.Sprintf("[%d]", i)))...)
		}
		return out
	case map[string]any:
		for _, key := range lists {
			if inner, ok := v[key].([]any); ok && v["actions"] == nil && v["id"] == nil {
				return t.objects(inner, at.In(key))
			}
		}
		return []object{{t: t, at: at, fields: v, read: map[string]bool{}}}
	}
	t.issues.Add(at, "immuta-unreadable", "export it again as YAML or JSON", "there should be an object")
	return nil
}

// one translates an object by what it is.
func (t *translator) one(o object) [][]byte {
	switch {
	case o.has("actions"):
		return t.policy(o)
	case o.has("iamid") || o.has("userid") || o.has("authorizations"):
		return t.user(o)
	case o.has("sqlTableName") || o.has("blobHandlerType") || o.has("metadata") || o.has("dictionary"):
		return t.source(o)
	}
	o.fail("immuta-unknown-object", "policies have actions, data sources sqlTableName, users iamid", "this is neither a policy, nor a data source, nor a user")
	return nil
}

// object is a value of the file of which every field must be read or be
// reported.
type object struct {
	t      *translator
	at     issue.Place
	fields map[string]any
	read   map[string]bool
}

func (o object) has(key string) bool { return o.fields[key] != nil }

// fail reports what has no translation: what it is about is left out.
func (o object) fail(code issue.Code, hint, format string, args ...any) {
	o.t.bad = true
	o.t.issues.Add(o.at, code, hint, format, args...)
}

// warn reports what means something else here.
func (o object) warn(code issue.Code, hint, format string, args ...any) {
	o.t.issues.Warn(o.at, code, hint, format, args...)
}

func (o object) in(key string) object {
	o.at = o.at.In(key)
	return o
}

// text reads a field that is a text, a number or a truth value.
func (o object) text(key string) string {
	o.read[key] = true
	switch v := o.fields[key].(type) {
	case nil:
		return ""
	case string:
		return v
	case bool, int, int64, uint64, float64:
		return fmt.Sprint(v)
	}
	o.in(key).fail("immuta-wrong-type", "", "there should be a text")
	return ""
}

// flag reads a field that is true or false; false when it is not written.
func (o object) flag(key string) bool {
	o.read[key] = true
	switch v := o.fields[key].(type) {
	case nil:
		return false
	case bool:
		return v
	}
	o.in(key).fail("immuta-wrong-type", "", "there should be true or false")
	return false
}

// object reads a field that is an object; one without fields when it is not
// written.
func (o object) object(key string) object {
	o.read[key] = true
	inner, ok := o.fields[key].(map[string]any)
	if !ok && o.fields[key] != nil {
		o.in(key).fail("immuta-wrong-type", "", "there should be an object")
	}
	return object{t: o.t, at: o.at.In(key), fields: inner, read: map[string]bool{}}
}

// items reads a field that is a list: objects, and texts as objects with
// "name".
func (o object) items(key string) []object {
	o.read[key] = true
	list, ok := o.fields[key].([]any)
	if !ok && o.fields[key] != nil {
		o.in(key).fail("immuta-wrong-type", "", "there should be a list")
	}
	var out []object
	for i, item := range list {
		at := o.at.In(key).In(fmt.Sprintf("[%d]", i))
		switch item := item.(type) {
		case map[string]any:
			out = append(out, object{t: o.t, at: at, fields: item, read: map[string]bool{}})
		case string:
			out = append(out, object{t: o.t, at: at, fields: map[string]any{"name": item}, read: map[string]bool{}})
		default:
			object{t: o.t, at: at}.fail("immuta-wrong-type", "", "there should be a name or an object")
		}
	}
	return out
}

// ignore marks fields that say nothing about who sees what.
func (o object) ignore(keys ...string) {
	for _, key := range keys {
		o.read[key] = true
	}
}

// done reports the fields that nobody read: what is not known cannot be
// translated.
func (o object) done() {
	for _, key := range slices.Sorted(maps.Keys(o.fields)) {
		if v := o.fields[key]; !o.read[key] && v != nil && !isEmpty(v) {
			o.in(key).fail("immuta-unknown-field", "take it out if it says nothing about who sees what", "scrim does not know what %q means", key)
		}
	}
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	case string:
		return v == ""
	case bool:
		return !v
	}
	return false
}

// written is a document as YAML.
func written(v any) []byte {
	text, err := yaml.MarshalWithOptions(v, yaml.IndentSequence(true))
	if err != nil { // the values are texts, numbers and lists of them
		return nil
	}
	return text
}

// asJSON is a value in the words of the file, for messages.
func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(text)
}
