package event

import (
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
)

// cursor is a value of the document that is being read, and where issues
// about it go.
type cursor struct {
	*report
	n    *node
	path *trail
}

// field is the value of a field; false when it is not written.
func (c cursor) field(key string) (cursor, bool) {
	value, ok := c.n.get(key)
	return cursor{c.report, value, c.path.field(key)}, ok
}

// each calls visit with every item of a list, or every field of an object.
func (c cursor) each(visit func(key string, value cursor)) {
	for i, item := range c.n.items {
		visit("", cursor{c.report, item, c.path.item(i)})
	}
	for _, m := range c.n.members {
		visit(m.key, cursor{c.report, m.value, c.path.field(m.key)})
	}
}

func (c cursor) issue(code issue.Code, hint, format string, args ...any) {
	c.add(c.n.at, c.path, code, hint, format, args...)
}

// plans remembers the fields of the structs met in one input.
type plans map[reflect.Type][]fieldPlan

// fieldPlan is one field of a struct as its json tag describes it.
type fieldPlan struct {
	name     string
	index    int
	required bool // no omitempty and no omitzero
}

func (p plans) of(t reflect.Type) []fieldPlan {
	if plan, ok := p[t]; ok {
		return plan
	}
	var plan []fieldPlan
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		required := options == "" && t != reflect.TypeFor[catalog.ViewName]() // the template fills a part of the name that is not given
		plan = append(plan, fieldPlan{name: name, index: i, required: required})
	}
	p[t] = plan
	return plan
}

// bind reads the value into v, whose type says what is expected there. The
// json tags of the nouns are the contract: a field without omitempty must be
// written.
func (c cursor) bind(v reflect.Value, also ...string) {
	switch t := v.Type(); t.Kind() {
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			c.bindTime(v)
			return
		}
		c.bindStruct(v, also)
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		c.bind(v.Elem())
	case reflect.Slice:
		c.bindSlice(v)
	case reflect.Map:
		c.bindMap(v)
	case reflect.String:
		if c.is(shapeText) {
			v.SetString(c.n.text)
		}
	case reflect.Bool:
		if c.is(shapeBoolean) {
			v.SetBool(c.n.text == "true")
		}
	case reflect.Int, reflect.Uint64:
		if n, ok := c.whole(); ok && t.Kind() == reflect.Int {
			v.SetInt(n)
		} else if ok {
			v.SetUint(uint64(n))
		}
	default:
		c.issue("internal", "report this to the makers of scrim", "a %s cannot be read", t)
	}
}

// is reports whether the value has the shape, with an issue when not.
func (c cursor) is(want shape) bool {
	if c.n.shape == want {
		return true
	}
	switch {
	case c.n.shape == shapeNull:
		c.issue("null-value", "leave the field out", "null stands for nothing here; there should be %s", want)
	case want == shapeText && c.n.shape != shapeList:
		c.issue("wrong-type", "put quotes around it", "there should be text, not %s", c.n.shape)
	default:
		c.issue("wrong-type", "", "there should be %s, not %s", want, c.n.shape)
	}
	return false
}

func (c cursor) bindStruct(v reflect.Value, also []string) {
	if !c.is(shapeObject) {
		return
	}
	plan := c.plans.of(v.Type())
	c.known(plan, also)
	for _, f := range plan {
		if value, written := c.field(f.name); written {
			value.bind(v.Field(f.index))
		} else if f.required && !slices.Contains(also, f.name) {
			c.issue("missing-field", "", "the field %q is missing", f.name)
		}
	}
}

// known reports fields that the plan does not have.
func (c cursor) known(plan []fieldPlan, also []string) {
	names := slices.Clone(also)
	for _, f := range plan {
		if !slices.Contains(also, f.name) {
			names = append(names, f.name)
		}
	}
	c.only(names)
}

// only reports fields that are none of names.
func (c cursor) only(names []string) {
	for _, m := range c.n.members {
		if slices.Contains(names, m.key) {
			continue
		}
		hint := "the fields here are " + strings.Join(names, ", ")
		if like := issue.Near(m.key, names); len(like) > 0 {
			hint = "did you mean " + strings.Join(like, " or ") + "?"
		}
		c.add(m.at, c.path.field(m.key), "unknown-field", hint, "there is no field %s here", quote(m.key))
	}
}

func (c cursor) bindSlice(v reflect.Value) {
	if !c.is(shapeList) {
		return
	}
	list := reflect.MakeSlice(v.Type(), len(c.n.items), len(c.n.items))
	for i, item := range c.n.items {
		cursor{c.report, item, c.path.item(i)}.bind(list.Index(i))
	}
	v.Set(list)
}

func (c cursor) bindMap(v reflect.Value) {
	if !c.is(shapeObject) {
		return
	}
	m := reflect.MakeMapWithSize(v.Type(), len(c.n.members))
	for _, f := range c.n.members {
		value := reflect.New(v.Type().Elem()).Elem()
		cursor{c.report, f.value, c.path.field(f.key)}.bind(value)
		m.SetMapIndex(reflect.ValueOf(f.key), value)
	}
	v.Set(m)
}

func (c cursor) bindTime(v reflect.Value) {
	if !c.is(shapeText) {
		return
	}
	at, err := time.Parse(time.RFC3339Nano, c.n.text)
	if err != nil || at.UTC().Year() < 1 || at.UTC().Year() > 9999 {
		c.issue("not-a-time", "write it as 2026-01-31T00:00:00Z", "there should be a time of RFC 3339 with its zone")
		return
	}
	v.Set(reflect.ValueOf(at.UTC()))
}

var wholeNumber = regexp.MustCompile(`^(0|[1-9][0-9]*)$`)

// whole reads a whole number from 0 to 2^63-1. No document has a negative
// one, and SQLite keeps no greater one.
func (c cursor) whole() (int64, bool) {
	if !c.is(shapeNumber) {
		return 0, false
	}
	n, err := strconv.ParseInt(c.n.text, 10, 64)
	if err != nil || !wholeNumber.MatchString(c.n.text) {
		c.issue("not-a-whole-number", "", "there should be a whole number from 0 to %d, written in digits", int64(math.MaxInt64))
		return 0, false
	}
	return n, true
}
