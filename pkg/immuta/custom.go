package immuta

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"scrim/pkg/formula"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
)

// customFunction translates a mask that is SQL about @column: that column by
// itself is shown, what scrim's expressions can say becomes one, and everything
// else is an issue.
func (o object) customFunction(r *rule) {
	sql := strings.TrimSpace(o.text("sqlFunction"))
	if sql == "@column" {
		r.Clear = true
		return
	}
	e := expression{tokens: tokens(sql)}
	written := e.sum()
	if e.why == "" && e.next().kind != end {
		e.fail("what stands at %q is not understood", e.next().text)
	}
	if e.why == "" {
		e.why = misread(written, e.kind)
	}
	if e.why != "" {
		o.fail("immuta-mask", "use one of scrim's masks; docs/policy.md lists what expressions can say", "the custom function has no translation, since %s: %s", e.why, sql)
		return
	}
	if e.letters {
		o.warn("immuta-letters", "", "the letters a-z alone change their case here, since every database thinks its own of the others")
	}
	o.warn("immuta-own-value", "", "where the function gives the value itself, or one that the column has no place for, Immuta shows it or fails, and scrim shows NULL")
	r.Mask = map[string]any{"custom": written}
}

// misread says why a text is no expression of scrim's: empty when it is one, and
// about values of that kind alone where the SQL says which.
func misread(written string, about formula.Kind) string {
	quoted, err := json.Marshal(written)
	if err != nil {
		return "it is no text"
	}
	p, issues := policy.Parse([]byte(`{"kind": "policy", "id": "a", "applies_to": {"all": true}, "rules": [{"mask": {"custom": `+string(quoted)+`}}]}`), issue.Place{})
	if i := slices.IndexFunc(issues, func(one issue.Issue) bool { return one.Severity == issue.Error }); i >= 0 {
		return issues[i].Message
	}
	mask, _ := p.Rules[0].Do.(policy.Apply).Mask.(policy.MaskCustom)
	term, err := mask.Formula.Term()
	other := map[formula.Kind]formula.Kind{formula.Text: formula.Number, formula.Number: formula.Text}[about]
	if about != formula.None && (err != nil || formula.Check(term, about) != nil || formula.Check(term, other) == nil) {
		return "it would be " + other.String() + " of " + other.String()
	}
	return ""
}

// expression reads SQL token by token into scrim's expressions.
type expression struct {
	tokens  []sqlToken
	at      int
	kind    formula.Kind // of what || joins, or + adds: both are + here
	letters bool         // the case of letters is changed
	why     string       // the first thing that has no translation
}

func (e *expression) fail(format string, args ...any) string {
	if e.why == "" {
		e.why = fmt.Sprintf(format, args...)
	}
	return ""
}

func (e *expression) next() sqlToken { return e.tokens[min(e.at, len(e.tokens)-1)] }

// take is the next token if it is one of the symbols; empty otherwise.
func (e *expression) take(symbols ...string) string {
	if t := e.next(); t.kind == symbol && slices.Contains(symbols, t.text) {
		e.at++
		return t.text
	}
	return ""
}

// sum reads what is joined, added or subtracted. Both || and + are + in CEL;
// where a text meets a number the whole is refused.
func (e *expression) sum() string {
	out := e.product()
	for e.why == "" {
		op := e.take("||", "+", "-")
		if op == "" {
			return out
		}
		if op == "||" {
			e.about(formula.Text)
			op = "+"
		} else {
			e.about(formula.Number)
		}
		out += " " + op + " " + e.product()
	}
	return out
}

// about notes which kind an operator takes.
func (e *expression) about(kind formula.Kind) {
	if e.kind != formula.None && e.kind != kind {
		e.fail("texts and numbers are mixed")
	}
	e.kind = kind
}

func (e *expression) product() string {
	out := e.factor()
	for e.why == "" && e.take("*") != "" {
		out += " * " + e.factor()
	}
	return out
}

func (e *expression) factor() string {
	t := e.next()
	e.at++
	switch {
	case t.kind == function && t.text == "column":
		return "value"
	case t.kind == text:
		return strconv.Quote(unquoteSQL(t.text))
	case t.kind == number:
		return t.text
	case t.kind == symbol && t.text == "-":
		return "-" + e.factor()
	case t.kind == symbol && t.text == "(":
		inner := e.sum()
		if e.take(")") == "" {
			return e.fail("a parenthesis is not closed")
		}
		return "(" + inner + ")"
	case t.kind == word:
		return e.call(strings.ToLower(t.text))
	}
	return e.fail("what stands at %q is not understood", t.text)
}

func unquoteSQL(quoted string) string {
	return strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(quoted, "'"), "'"), "''", "'")
}

func (e *expression) call(name string) string {
	if e.take("(") == "" {
		return e.fail("%s is no function of @column", name)
	}
	var args []string
	for e.why == "" && e.take(")") == "" {
		if len(args) > 0 && e.take(",") == "" {
			return e.fail("the arguments of %s are not understood", name)
		}
		args = append(args, e.sum())
	}
	method := func(of string, n int) string {
		if len(args) != n {
			return e.fail("%s has %d arguments", name, len(args))
		}
		return fmt.Sprintf("(%s).%s(%s)", args[0], of, strings.Join(args[1:], ", "))
	}
	switch name {
	case "left", "right", "replace":
		return method(name, map[string]int{"left": 2, "right": 2, "replace": 3}[name])
	case "substring", "substr":
		return method("middle", 3)
	case "upper", "lower":
		e.letters = true
		return method(name+"Ascii", 1)
	case "length", "len", "char_length", "character_length":
		return method("size", 1)
	case "abs", "floor":
		return name + "(" + strings.Join(args, ", ") + ")"
	case "concat":
		e.about(formula.Text)
		return "(" + strings.Join(args, " + ") + ")"
	}
	return e.fail("there is no %s in expressions", name)
}
