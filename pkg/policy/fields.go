package policy

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"scrim/pkg/issue"
)

// field and index are the paths of parts: "rules" and 0 are "rules[0]".
func field(path, key string) string { return issue.Place{Path: path}.In(key).Path }

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// object is an object of the document that is being read field by field. The
// fields that were asked for are the fields that it may have; done reports the
// others.
type object struct {
	*reader
	of    *node
	path  string
	asked []string
}

// object begins to read an object; false, with an issue, when it is none.
func (r *reader) object(n *node, path string) (*object, bool) {
	if n.shape != shapeObject {
		r.wrongShape(n, path, shapeObject.String())
		return nil, false
	}
	return &object{reader: r, of: n, path: path}, true
}

func (r *reader) wrongShape(n *node, path, want string) {
	hint := ""
	switch {
	case n.shape == shapeBad:
		return // reported already
	case n.shape == shapeText && want != shapeList.String() && want != shapeObject.String():
		hint = "write it without quotes"
	case n.shape < shapeText && want == shapeText.String():
		hint = "put it in quotes"
	}
	r.add(n.at, path, "wrong-type", hint, "%s is wanted here, not %s", want, n.shape)
}

// get is a field's value, nil when it is not there.
func (o *object) get(key string) *node {
	o.asked = append(o.asked, key)
	for _, m := range o.of.members {
		if m.key == key {
			return m.value
		}
	}
	return nil
}

// shaped is a field's value of one shape, nil when it is not there or, with an
// issue, of another.
func (o *object) shaped(key string, want shape) *node {
	n := o.get(key)
	if n != nil && n.shape != want {
		o.wrongShape(n, field(o.path, key), want.String())
		return nil
	}
	return n
}

// done reports fields that nobody asked for.
func (o *object) done() {
	hint := "the fields here are " + strings.Join(o.asked, ", ")
	switch len(o.asked) {
	case 0:
		hint = "write {}"
	case 1:
		hint = "the only field here is " + o.asked[0]
	}
	for _, m := range o.of.members {
		if !slices.Contains(o.asked, m.key) {
			hint := hint
			if like := issue.Near(m.key, o.asked); len(like) > 0 {
				hint = "did you mean " + strings.Join(like, " or ") + "?"
			}
			o.add(m.at, field(o.path, m.key), "unknown-field", hint, "there is no field %s here", quote(m.key))
		}
	}
}

// text is a field of text; empty when it is not there.
func (o *object) text(key string) string {
	n := o.shaped(key, shapeText)
	if n == nil {
		return ""
	}
	return o.words(n, field(o.path, key))
}

// words is a text in normal form, with an issue when it cannot be one.
func (r *reader) words(n *node, path string) string {
	text, problem := normalText(n.text)
	if problem != "" {
		r.add(n.at, path, "bad-text", "", "the text %s", problem)
	}
	return text
}

// name is like text for what names something: it is never empty, and compares
// by bytes, so that no blank may hide at its ends.
func (r *reader) name(n *node, path string) string {
	text := r.words(n, path)
	if text == "" || strings.TrimSpace(text) != text {
		r.add(n.at, path, "bad-name", "", "a name is not empty and has no blanks at its ends")
	}
	return text
}

// flag is a field that is true or false; false when it is not there.
func (o *object) flag(key string) bool {
	n := o.shaped(key, shapeBool)
	return n != nil && n.text == "true"
}

// mark is a field that can only be true: "clear: true".
func (o *object) mark(key string) *node {
	n := o.shaped(key, shapeBool)
	if n != nil && n.text != "true" {
		o.add(n.at, field(o.path, key), "wrong-type", "leave the field out, or write "+key+": true", "%s can only be true", key)
	}
	return n
}

// whole is a field that is a whole number from least to most; fallback when it
// is not there.
func (o *object) whole(key string, least, most, fallback uint64) uint64 {
	n := o.shaped(key, shapeNumber)
	if n == nil {
		return fallback
	}
	value, err := strconv.ParseUint(n.text, 10, 64)
	if err != nil || value < least || value > most {
		bounds := "from " + strconv.FormatUint(least, 10)
		if most < math.MaxUint64 {
			bounds += " to " + strconv.FormatUint(most, 10)
		}
		o.add(n.at, field(o.path, key), "bad-number", "", "%s is a whole number %s", key, bounds)
		return fallback
	}
	return value
}

// names is a field that is a list of names, each once; nil when it is not
// there. check, when given, looks at each.
func (o *object) names(key string, check func(at spot, path, text string)) []string {
	list := o.shaped(key, shapeList)
	if list == nil {
		return nil
	}
	path := field(o.path, key)
	if len(list.items) == 0 {
		o.add(list.at, path, "empty-list", "leave the field out, or name something", "the list is empty")
	}
	var out []string
	for i, item := range list.items {
		if item.shape != shapeText {
			o.wrongShape(item, index(path, i), shapeText.String())
			continue
		}
		name := o.name(item, index(path, i))
		if check != nil {
			check(item.at, index(path, i), name)
		}
		out = addOnce(out, name)
	}
	return out
}

// dotted reports a path of a tree that has an empty part.
func (r *reader) dotted(at spot, path, text string) {
	if text != "" && slices.Contains(strings.Split(text, "."), "") {
		r.add(at, path, "bad-name", "write single dots between the parts: a.b", "%s is no path: a part between the dots is empty", quote(text))
	}
}
