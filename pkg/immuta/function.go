package immuta

import (
	"fmt"
	"regexp"
	"strings"
)

// arguments reads the arguments of a function, each an expression.
func (p *predicate) arguments() []expr {
	p.want("(")
	var out []expr
	for p.err == nil && !p.symbol(")") {
		out = append(out, p.primary())
		if !p.symbol(",") {
			p.want(")")
			break
		}
	}
	return out
}

// texts reads arguments that are all texts.
func (p *predicate) texts(least, most int) []string {
	args := p.arguments()
	if p.err != nil {
		return nil
	}
	if len(args) < least || len(args) > most {
		p.fail("the function has another number of arguments")
		return nil
	}
	out := make([]string, len(args))
	for i, a := range args {
		if a.kind != literal {
			p.fail("the function takes texts")
			return nil
		}
		out[i] = a.raw
	}
	return out
}

// call is one of Immuta's functions.
func (p *predicate) call(t sqlToken) expr {
	const many = 1000
	switch name := t.text; name {
	case "username":
		return expr{kind: reader, cel: "user.id"}
	case "hasAttribute":
		if a := p.texts(2, 2); p.err == nil {
			if strings.Contains(a[1], "*") {
				return p.fail("a wildcard in the value of an attribute has no meaning here")
			}
			return expr{cel: "(" + holds(a[0], a[1]) + ")", op: "&&"}
		}
	case "isInGroups":
		if a := p.texts(1, many); p.err == nil {
			out := expr{cel: all("&&", a, func(g string) string { return fmt.Sprintf("user.in_group(%s)", quote(g)) })}
			if len(a) > 1 {
				out.op = "&&"
			}
			return out
		}
	case "isUsingPurpose":
		if a := p.texts(1, 1); p.err == nil {
			return expr{cel: fmt.Sprintf("user.purpose(%s)", quote(a[0]))}
		}
	case "columnTagged":
		if a := p.texts(1, 1); p.err == nil {
			p.note("immuta-missing-tag", "where the source has no column with the tag, or several, Immuta leaves the policy out, and scrim closes the source for it")
			return expr{kind: column, cel: fmt.Sprintf("tag(%s)", quote(a[0]))}
		}
	case "columnReference":
		if a := p.texts(1, 1); p.err == nil {
			return expr{kind: column, cel: named(a[0])}
		}
	case "attributeValuesContains", "groupsContains", "purposesContains":
		return p.contains(name)
	default:
		return p.fail(fmt.Sprintf("@%s has no translation", name))
	}
	return expr{}
}

func (p *predicate) contains(name string) expr {
	args := p.arguments()
	if p.err != nil {
		return expr{}
	}
	list := map[string]string{"groupsContains": "user.groups()", "purposesContains": "user.purposes()"}[name]
	if list == "" {
		if len(args) == 0 || args[0].kind != literal {
			return p.fail("the first argument is the name of an attribute")
		}
		list, args = fmt.Sprintf("user.attribute(%s)", quote(args[0].raw)), args[1:]
	}
	switch {
	case len(args) < 1 || len(args) > 2:
		return p.fail("the function has another number of arguments")
	case len(args) == 2:
		p.note("immuta-placeholder", "of who has no value Immuta compares the placeholder; here the answer is unknown, so that nothing is shown")
	}
	if p.negated {
		p.note("immuta-none-hides", "of who has no value Immuta shows what is under NOT, and scrim nothing")
	}
	switch args[0].kind {
	case column:
		return expr{cel: fmt.Sprintf("(%s in %s)", args[0].cel, list), op: "()"}
	case literal: // a text that names the column, or an SQL expression over it
		if name := args[0].raw; regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_ ]*$`).MatchString(name) {
			return expr{cel: fmt.Sprintf("(%s in %s)", named(strings.ToLower(name)), list), op: "()"}
		}
		return p.fail("an SQL expression stands where scrim has a column: register a view with that column as the source")
	case truth, nothing, reader:
	}
	return p.fail("the function takes a column")
}

// holds is whether a user has a value of an attribute. Who has none at all does
// not, as Immuta means it: scrim by itself calls that unknown.
func holds(attribute, value string) string {
	return fmt.Sprintf("user.has_attribute(%s) && %s in user.attribute(%s)", quote(attribute), quote(value), quote(attribute))
}

func all(op string, of []string, one func(string) string) string {
	out := make([]string, len(of))
	for i, s := range of {
		out[i] = one(s)
	}
	if len(out) == 1 {
		return out[0]
	}
	return "(" + strings.Join(out, " "+op+" ") + ")"
}
