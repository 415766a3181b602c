package policy

import (
	"regexp"

	"scrim/pkg/catalog"
)

const targetHint = "name what the policy protects: all, tags, tagged, sources, schemas, databases, owners, selected, column_tags, column_tagged, columns, column_regex or sources_with"

// target reads applies_to of the policy with an id: one target, or a list of
// alternatives.
func (o *object) target(id string) Target {
	n := o.get("applies_to")
	switch {
	case n == nil:
		o.add(o.of.at, "", "empty-target", targetHint, "there is no applies_to, so that the policy would apply to nothing")
		return Target{}
	case n.shape != shapeList:
		return o.oneTarget(n, "applies_to", id)
	case len(n.items) == 0:
		o.add(n.at, "applies_to", "empty-target", targetHint, "applies_to is empty, so that the policy would apply to nothing")
		return Target{}
	}
	var any []Target
	for i, item := range n.items {
		any = append(any, o.oneTarget(item, index("applies_to", i), id))
	}
	if len(any) == 1 {
		return any[0]
	}
	return Target{AnyOf: any}
}

// oneTarget reads one alternative of applies_to.
func (o *object) oneTarget(n *node, path, id string) Target {
	keys, ok := o.object(n, path)
	if !ok {
		return Target{}
	}
	t := keys.keys()
	if keys.mark("selected") != nil {
		t.Selected = id
	}
	t.SourcesWith = keys.sourcesWith()
	keys.done()
	switch {
	case len(n.members) == 0:
		o.add(n.at, path, "empty-target", targetHint, "applies_to is empty, so that the policy would apply to nothing")
	case len(t.Columns) > 0 && !t.hasSourceKeys():
		o.add(keys.get("columns").at, field(path, "columns"), "columns-of-what", "add sources, schemas, tags or all: true", "columns by name need a field that names sources")
	}
	return t
}

// sourcesWith reads what the sources must meet besides: a list of targets that
// ask for nothing further.
func (o *object) sourcesWith() []Target {
	list := o.shaped("sources_with", shapeList)
	if list == nil {
		return nil
	}
	path := field(o.path, "sources_with")
	if len(list.items) == 0 {
		o.add(list.at, path, "empty-list", "leave the field out, or name something", "the list is empty")
	}
	var out []Target
	for i, item := range list.items {
		keys, ok := o.object(item, index(path, i))
		if !ok {
			continue
		}
		out = append(out, keys.keys())
		keys.done()
		if len(item.members) == 0 {
			o.add(item.at, index(path, i), "empty-target", targetHint, "nothing is asked of the sources here, so that none would meet it")
		}
	}
	return out
}

// keys reads the fields that every target may have.
func (o *object) keys() Target {
	t := Target{
		All:          o.mark("all") != nil,
		Tags:         tags(o.names("tags", o.dotted)),
		Tagged:       o.tagging("tagged"),
		Sources:      o.names("sources", nil),
		Schemas:      o.names("schemas", nil),
		Databases:    o.names("databases", nil),
		Owners:       o.names("owners", nil),
		ColumnTags:   tags(o.names("column_tags", o.dotted)),
		ColumnTagged: o.tagging("column_tagged"),
		Columns:      o.names("columns", nil),
	}
	t.ColumnRegex, t.column = o.columnRegex()
	return t
}

// tagging reads whether there is to be any tag, or none.
func (o *object) tagging(key string) Tagging {
	switch n := o.shaped(key, shapeBool); {
	case n == nil:
		return TaggedOrNot
	case n.text == "true":
		return WithTag
	default:
		return WithoutTag
	}
}

func (o *object) columnRegex() (string, *regexp.Regexp) {
	n := o.shaped("column_regex", shapeText)
	if n == nil {
		return "", nil
	}
	path := field(o.path, "column_regex")
	text := o.words(n, path)
	compiled, err := columnRegex(text)
	if err != nil || text == "" {
		o.add(n.at, path, "bad-regex", "it is matched against the whole name, without case: .*(ssn|tax_id).*", "%s is no regular expression (RE2)", quote(text))
	}
	return text, compiled
}

func tags(paths []string) []catalog.Tag {
	var out []catalog.Tag
	for _, path := range paths {
		out = append(out, catalog.Tag(path))
	}
	return out
}
