package immuta

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// chain is rules that are alternatives: the first that is meant for a user
// decides.
type chain struct {
	cells  bool
	fields []target
	links  []link
}

// link is one rule of it.
type link struct {
	at        object
	cells     bool
	fields    []target // which columns; of cells
	inclusion string   // for whom; empty is everyone
	exception string   // but for whom; empty is nobody
	do        rule
}

func (c *chain) sameAs(l link) bool {
	return c.cells == l.cells && slices.EqualFunc(c.fields, l.fields, func(a, b target) bool {
		return slices.Equal(a.ColumnTags, b.ColumnTags) && slices.Equal(a.Columns, b.Columns) && a.ColumnRegex == b.ColumnRegex && a.All == b.All
	})
}

// document is the chain in SEMANTICS S1: rules with inclusions are links with
// "for"; the exceptions of the last one are exempt from the policy when it
// stands alone, and are shown what there is before it otherwise.
func (c *chain) document(a object) policyDocument {
	var d policyDocument
	for i, l := range c.links {
		last := i == len(c.links)-1
		if l.exception != "" && !last {
			l.at.fail("immuta-exception", "put the exceptions on the last rule", "what an excepted user meets next cannot be told where rules follow")
			continue
		}
		if l.inclusion == "" && !last {
			l.at.fail("immuta-unreachable", "take out what follows", "the rule is for everyone, so that those after it are never reached")
			continue
		}
		if l.exception != "" && len(c.links) == 1 && l.inclusion == "" {
			d.Unless = l.exception
		} else if l.exception != "" {
			d.Rules = append(d.Rules, rule{For: l.exception, Clear: true})
		}
		l.do.For = l.inclusion
		d.Rules = append(d.Rules, l.do)
		if last && l.inclusion != "" {
			d.Otherwise = "hide"
			l.at.warn("immuta-no-otherwise", "add a last rule for everyone", "the chain does not say what others see: nothing, here")
		}
		if last && l.inclusion == "" && l.do.Where != "" {
			d.Otherwise = "clear" // Immuta masks where the predicate is true, and shows the rest
		}
		if l.do.Where != "" {
			l.at.warn("immuta-unknown-closed", "", "where the predicate is neither true nor false, Immuta shows the value, and scrim NULL")
		}
	}
	if len(c.links) == 0 {
		a.fail("immuta-no-rules", "", "the action has no rules")
	}
	return d
}

var letters = regexp.MustCompile(`[^a-z]`)

// plainName is a type's name without case, blanks and punctuation: Immuta
// writes several forms.
func plainName(s string) string { return letters.ReplaceAllString(strings.ToLower(s), "") }

// rule translates one rule.
func (t *translator) rule(o object) link {
	l := link{at: o}
	kind := o.text("type")
	config := o.object("config")
	included, excepted := o.object("inclusions"), o.object("exceptions")
	l.inclusion, l.exception = included.people(), excepted.people()
	included.done()
	excepted.done()
	o.ignore("description")
	o.done()
	switch plainName(kind) {
	case "masking":
		l.cells = true
		l.fields = config.columns()
		if config.has("conditionalPredicate") {
			l.do.Where = t.where(config, "conditionalPredicate")
		}
		t.mask(config.object("maskingConfig"), &l.do)
		config.ignore("operator")
	case "rowrestrictionbycustomwhereclause":
		t.filter(&l.do, t.where(config, "predicate"))
	case "rowrestrictionbyuserentitlements":
		t.filter(&l.do, config.matches())
	case "purposerestriction", "limitusagetopurposes", "limitusagetopurpose", "prerequisite":
		config.purposes(&l.do)
	case "timebased", "timebasedrestriction", "time":
		config.window(&l.do)
	case "minimization":
		config.minimize(&l.do)
	default:
		config.fail("immuta-rule", "docs/policy.md lists what policies can say", "rules of type %q have no translation", kind)
		config.ignore(config.keys()...)
	}
	config.done()
	return l
}

func (o object) keys() []string {
	out := make([]string, 0, len(o.fields))
	for key := range o.fields {
		out = append(out, key)
	}
	return out
}

// filter shows the rows where the condition is true; the two constants are
// said as such.
func (t *translator) filter(r *rule, condition string) {
	switch condition {
	case "true":
		r.Clear = true
	case "false":
		r.Hide = true
	default:
		r.Filter = condition
	}
}

// columns says which columns a mask is for.
func (o object) columns() []target {
	var tags []string
	var out []target
	for _, f := range o.items("fields") {
		switch kind := f.text("type"); kind {
		case "columnTags":
			tags = append(tags, f.text("columnTag"))
		case "columnRegex":
			out = append(out, target{ColumnRegex: f.regex()})
		case "all":
			out = append(out, target{All: true})
		default:
			f.fail("immuta-target", "name columns by tag or by pattern", "columns of type %q have no translation", kind)
		}
		f.done()
	}
	if len(tags) > 0 {
		out = append(out, target{ColumnTags: tags})
	}
	if len(out) == 0 {
		o.fail("immuta-target", "name columns by tag or by pattern", "the mask names no column")
	}
	return out
}

// matches is a user's own values in a column.
func (o object) matches() string {
	var parts []string
	for _, m := range o.items("matches") {
		column := ""
		switch tag, name := m.text("tag"), m.text("column"); {
		case tag != "":
			column = fmt.Sprintf("tag(%s)", quote(tag))
			m.warn("immuta-missing-tag", "", "where the source has no column with the tag, or several, Immuta leaves the policy out, and scrim closes the source for it")
		case name != "":
			column = named(name)
		default:
			m.fail("immuta-match", "name a tag or a column", "the match names no column")
		}
		switch kind := m.text("type"); kind {
		case "attribute":
			parts = append(parts, fmt.Sprintf("%s in user.attribute(%s)", column, quote(m.text("attribute"))))
		case "group", "groups":
			parts = append(parts, column+" in user.groups()")
		default:
			m.fail("immuta-match", "attribute or group", "a match of type %q has no translation", kind)
		}
		m.done()
	}
	operator := " && "
	if o.text("operator") == "any" {
		operator = " || "
	}
	return strings.Join(parts, operator)
}

// purposes limits rows to who works for them.
func (o object) purposes(r *rule) {
	var names []string
	for _, p := range o.items("purposes") {
		names = append(names, p.text("name"))
		p.done()
	}
	switch operator := o.text("operator"); {
	case len(names) == 0:
		o.fail("immuta-purpose", "name the purposes", "any purpose at all has no translation")
	case operator == "all" && len(names) > 1:
		r.Filter = strings.TrimSuffix(strings.TrimPrefix(all("&&", names, func(p string) string { return fmt.Sprintf("user.purpose(%s)", quote(p)) }), "("), ")")
	default:
		r.Purpose = names
	}
}

// mask translates what a reader sees.
func (t *translator) mask(o object, r *rule) {
	defer o.done()
	o.ignore("metadata")
	switch kind := o.text("type"); plainName(kind) {
	case "hash", "consistentvalue":
		r.Mask = map[string]any{"hash": map[string]any{}}
	case "null":
		r.Mask = map[string]any{"null": map[string]any{}}
	case "constant":
		constant := o.text("constant")
		r.Mask = map[string]any{"constant": constant}
		if _, err := strconv.ParseFloat(constant, 64); err == nil {
			o.warn("immuta-constant", "write one policy for numbers, with constant: "+constant, "the constant is taken as text: a column of numbers shows NULL")
		}
	case "regex", "regularexpression":
		o.regexMask(r)
	case "rounding", "grouping":
		o.rounding(r)
	case "customfunction":
		o.customFunction(r)
	case "kanonymization", "kanonymity":
		o.ignore(o.keys()...)
		o.fail("immuta-mask", "write mask: {k_anonymity: {k: …}} with the number of rows, over all the columns in one policy, and count: scrim source count",
			"k-anonymization rounds values in Immuta, of which scrim keeps or hides each whole; it has no translation")
	default:
		o.ignore(o.keys()...)
		o.fail("immuta-mask", "docs/policy.md lists the masks", "a mask of type %q has no translation", kind)
	}
}

func (o object) regexMask(r *rule) {
	pattern, replacement := o.text("regex"), o.text("replacement")
	if global, said := o.fields["global"].(bool); said && !global {
		o.fail("immuta-mask", "Redshift replaces every occurrence, and so does scrim", "a mask that replaces the first match alone has no translation")
	}
	if o.flag("caseInsensitive") {
		o.fail("immuta-mask", "write both cases: [Aa]", "patterns without case have no translation")
	}
	if strings.ContainsAny(replacement, `$\`) {
		o.fail("immuta-mask", "use partial", "references to groups in a replacement have no translation")
	}
	o.ignore("global")
	o.warn("immuta-no-match", "", "where nothing matches, Immuta shows the value, and scrim NULL")
	r.Mask = map[string]any{"regex": map[string]any{"pattern": pattern, "replacement": replacement}}
}

func (o object) rounding(r *rule) {
	size, unit := o.text("bucketSize"), strings.ToLower(o.text("timePrecision"))
	switch {
	case size != "" && unit == "":
		r.Mask = map[string]any{"round": map[string]any{"to": number64(size)}}
	case size == "" && slices.Contains([]string{"hour", "day", "month", "year"}, unit):
		r.Mask = map[string]any{"round": map[string]any{"to": unit}}
	default:
		o.fail("immuta-mask", "bucketSize, or timePrecision: hour, day, month or year", "the rounding has no translation: %s", asJSON(o.fields))
	}
}

func number64(s string) any {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		return f
	}
	return s
}
