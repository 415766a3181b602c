package policy

import (
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// matchKind is how a function of a text matches; MatchUnknown when it is none.
func matchKind(function string) MatchKind {
	switch function {
	case "startsWith":
		return MatchPrefix
	case "endsWith":
		return MatchSuffix
	case "contains":
		return MatchContains
	case "matches":
		return MatchPattern
	}
	return MatchUnknown
}

// member lifts "user.in_group(…)" and "row.x.startsWith(…)".
func (l *lifter) member(e ast.Expr, call ast.CallExpr) Condition {
	name, target := call.FunctionName(), call.Target()
	if isUser(target) {
		return l.ask(e, call)
	}
	kind, asksAge := matchKind(name), name == newerThan || name == olderThan
	if kind == MatchUnknown && !asksAge {
		l.notAllowed(e, name)
		return nil
	}
	of := l.operand(target)
	if of.kind != operandColumn {
		if of.kind != operandNone {
			l.wrong(target, "does-not-compare", "write row.x."+name+"(…)", "%s asks about a column, not about %s", name, of.kind)
		}
		return nil
	}
	if asksAge {
		return l.age(e, call, of)
	}
	texts, ok := l.texts(e, call, 1)
	if !ok {
		return nil
	}
	argument := call.Args()[0]
	if kind == MatchPattern {
		l.pattern(argument, texts[0])
	} else if _, problem := textLiteral(texts[0]); problem != "" {
		l.wrong(argument, "bad-literal", "write a pattern: matches(\"^ab[ ]\")", "the value %s", problem)
	}
	return Match{of.ref, kind, texts[0]}
}

// pattern reports what is outside the portable subset, at its character when
// the pattern stands in the condition as it is.
func (l *lifter) pattern(e ast.Expr, text string) {
	start := l.own(e)
	shift := strings.Index(string(l.text[min(start, len(l.text)):]), text)
	_, mistakes := readPattern(text)
	for _, m := range mistakes {
		if shift > 0 && shift <= 4 { // past the quotes, and an r
			l.add(l.spot(start+shift+m.at), l.path, "pattern", m.hint, "%s", m.message)
			continue
		}
		l.add(l.spot(start), l.path, "pattern", m.hint, "%s, at character %d of the pattern", m.message, m.at+1)
	}
}

// ask lifts a question about the user.
func (l *lifter) ask(e ast.Expr, call ast.CallExpr) Condition {
	switch name := call.FunctionName(); name {
	case "in_group":
		if texts, ok := l.names(e, call, 1, 2); ok {
			return InGroup{Issuer: strings.Join(texts[:len(texts)-1], ""), Name: texts[len(texts)-1]}
		}
	case "has_attribute":
		if texts, ok := l.names(e, call, 1); ok {
			return HasAttribute{texts[0]}
		}
	case "purpose":
		if texts, ok := l.names(e, call, 1); ok {
			l.dotted(l.spot(l.own(call.Args()[0])), l.path, texts[0])
			return UnderPurpose{texts[0]}
		}
	case "attribute", "groups", "purposes":
		l.wrong(e, "not-a-condition", "write row.x in user."+name+"(…)", "a list by itself is no condition")
	default:
		l.wrong(e, "unknown-name", "there are in_group, has_attribute, attribute, groups, purpose, purposes and id", "a user has no %s", quote(name))
	}
	return nil
}

// function lifts a call that is not about the user.
func (l *lifter) function(e ast.Expr, call ast.CallExpr) Condition {
	switch name := call.FunctionName(); name {
	case "is_null":
		if len(call.Args()) != 1 {
			l.wrong(e, "condition-type", "write is_null(row.x)", "is_null takes one column")
			return nil
		}
		o := l.operand(call.Args()[0])
		if o.kind == operandColumn {
			return IsNull{o.ref}
		}
		if o.kind != operandNone {
			l.wrong(e, "condition-type", "write is_null(row.x)", "is_null asks about a column, not about %s", o.kind)
		}
	case "tag", "event_time":
		if o := l.operand(e); o.kind == operandColumn {
			return IsTrue{o.ref}
		}
	case "date", "timestamp":
		l.wrong(e, "not-a-condition", conditionHint, "a value by itself is no condition")
	case "lookup":
		l.wrong(e, "not-a-condition", lookupHint, "a lookup by itself is no condition")
	default:
		l.notAllowed(e, name)
	}
	return nil
}

// notAllowed reports a function or an operator that has no meaning here.
func (l *lifter) notAllowed(e ast.Expr, name string) {
	const functions = "the functions are is_null, tag, event_time, date, timestamp, lookup, and startsWith, endsWith, contains, matches, newer_than, older_than of a column"
	switch name {
	case operators.Conditional:
		l.add(l.spot(l.own(e)), l.path, "not-allowed", "write a && b || !a && c", "there is no ?: here")
	case operators.Add, operators.Subtract, operators.Multiply, operators.Divide, operators.Modulo, operators.Negate:
		l.add(l.spot(l.own(e)), l.path, "not-allowed", "compare columns and values as they are", "there is no arithmetic here")
	case operators.Has:
		l.wrong(e, "not-allowed", "write !is_null(row.x)", "there is no has() here: every row has every column")
	case operators.All, operators.Exists, operators.ExistsOne, operators.Map, operators.Filter:
		l.wrong(e, "not-allowed", `write row.x in user.attribute("…") or "v" in user.attribute("…")`, "there is no %s here", name)
	default:
		l.wrong(e, "unknown-name", functions, "there is no function %s here", quote(strings.Trim(name, "_@")))
	}
}

// texts are the arguments of a call, which must be literal texts of one of the
// given numbers.
func (l *lifter) texts(e ast.Expr, call ast.CallExpr, numbers ...int) ([]string, bool) {
	if !slices.Contains(numbers, len(call.Args())) {
		want := "one text"
		switch {
		case slices.Equal(numbers, []int{1, 2}):
			want = "one or two texts"
		case slices.Equal(numbers, []int{0, 1}):
			want = "nothing or one text"
		case numbers[0] == 0:
			want = "nothing"
		}
		l.wrong(e, "condition-type", conditionHint, "%s takes %s, not %d arguments", call.FunctionName(), want, len(call.Args()))
		return nil, false
	}
	out := []string{}
	for _, arg := range call.Args() {
		text, ok := types.String(""), false
		if arg.Kind() == ast.LiteralKind {
			text, ok = arg.AsLiteral().(types.String)
		}
		if !ok {
			l.wrong(arg, "condition-type", `write it in quotes: "…"`, "%s takes text in quotes here", call.FunctionName())
			return nil, false
		}
		normal, problem := normalText(string(text))
		if problem != "" {
			l.wrong(arg, "bad-literal", "", "the value %s", problem)
		}
		out = append(out, normal)
	}
	return out, true
}

// names are texts that name something.
func (l *lifter) names(e ast.Expr, call ast.CallExpr, numbers ...int) ([]string, bool) {
	texts, ok := l.texts(e, call, numbers...)
	for i, text := range texts {
		if text == "" || strings.TrimSpace(text) != text {
			ok = false
			l.wrong(call.Args()[i], "bad-name", "", "a name is not empty and has no blanks at its ends")
		}
	}
	return texts, ok
}
