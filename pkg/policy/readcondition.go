package policy

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/env"
	"cel.dev/cel-go/common/operators"

	"scrim/pkg/issue"
)

// conditionReader is CEL's syntax and types, cut down to what has a meaning
// here: no macros, no arithmetic, no conversions.
type conditionReader struct{ env *cel.Env }

// Bounds of one condition. CEL's parser counts nesting generously: parentheses
// and operators both count.
const (
	maxCondition      = 20_000 // characters
	maxConditionDepth = 200
)

// newConditionReader makes the environment: rows with columns of any type, one
// user with the questions that may be asked about them, and the operators.
func newConditionReader() (conditionReader, error) {
	user := cel.OpaqueType("user")
	texts := cel.ListType(cel.StringType)
	kept := env.NewLibrarySubset().SetDisableMacros(true)
	for _, name := range []string{
		operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot, operators.In, operators.Index,
		operators.Equals, operators.NotEquals, operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals,
		"startsWith", "endsWith", "contains", "matches",
	} {
		kept.AddIncludedFunctions(env.NewFunction(name))
	}
	ask := func(name string, result *cel.Type, arguments ...int) cel.EnvOption {
		var overloads []cel.FunctionOpt
		for _, n := range arguments {
			types := append([]*cel.Type{user}, slices.Repeat([]*cel.Type{cel.StringType}, n)...)
			overloads = append(overloads, cel.MemberOverload("user_"+name+strings.Repeat("_text", n), types, result))
		}
		return cel.Function(name, overloads...)
	}
	call := func(name string, argument, result *cel.Type) cel.EnvOption {
		return cel.Function(name, cel.Overload("scrim_"+name, []*cel.Type{argument}, result))
	}
	age := func(name string) cel.EnvOption {
		return cel.Function(name, cel.MemberOverload("scrim_"+name, []*cel.Type{cel.DynType, cel.StringType}, cel.BoolType))
	}
	made, err := cel.NewCustomEnv(
		cel.StdLib(cel.StdLibSubset(kept)),
		cel.ParserRecursionLimit(maxConditionDepth),
		cel.ParserExpressionSizeLimit(maxCondition),
		cel.Variable("row", cel.MapType(cel.StringType, cel.DynType)),
		cel.Variable("user", user),
		cel.Variable("user.id", cel.StringType),
		ask("in_group", cel.BoolType, 1, 2),
		ask("has_attribute", cel.BoolType, 1),
		ask("purpose", cel.BoolType, 1),
		ask("attribute", texts, 1),
		ask("groups", texts, 0, 1),
		ask("purposes", texts, 0),
		call("tag", cel.StringType, cel.DynType),
		cel.Function("event_time", cel.Overload("scrim_event_time", nil, cel.DynType)),
		age(newerThan),
		age(olderThan),
		call("is_null", cel.DynType, cel.BoolType),
		cel.Function("lookup", cel.Overload("scrim_lookup", []*cel.Type{cel.StringType, cel.StringType, cel.MapType(cel.StringType, cel.DynType)}, cel.ListType(cel.DynType))),
		call("date", cel.StringType, cel.TimestampType),
		call("timestamp", cel.StringType, cel.TimestampType),
	)
	return conditionReader{made}, err
}

// scope says what a condition may ask about.
type scope uint8

const (
	scopeUser scope = iota // for, unless, subscriptions
	scopeRow               // where, filter: the row and the user
)

// condition is a field with a condition; nil when it is not there or, with an
// issue, is none.
func (o *object) condition(key string, what scope) Condition {
	n := o.shaped(key, shapeText)
	if n == nil {
		return nil
	}
	return o.readCondition(n, field(o.path, key), what)
}

// readCondition parses, lifts and type-checks one condition. It is lifted
// before it is checked because the lifter knows better words for most
// mistakes; nothing that the check refuses is ever used.
func (r *reader) readCondition(n *node, path string, what scope) Condition {
	if strings.TrimSpace(n.text) == "" {
		r.add(n.at, path, "condition-syntax", "leave the field out, or write true", "the condition is empty")
		return nil
	}
	parsed, problems := r.conditions.env.Parse(n.text)
	if problems.Err() != nil {
		r.celIssues(n, path, "condition-syntax", problems.Errors()[:1]) // the others follow from the first
		return nil
	}
	before := len(r.list)
	l := lifter{reader: r, node: n, path: path, scope: what, source: parsed.NativeRep().SourceInfo(), text: []rune(n.text)}
	lifted := l.condition(parsed.NativeRep().Expr())
	if r.list[before:].HasErrors() {
		return nil
	}
	if _, problems = r.conditions.env.Check(parsed); problems.Err() != nil {
		r.celIssues(n, path, "condition-type", problems.Errors())
		return nil
	}
	return lifted
}

// celIssues reports what CEL says, in few words, where it says it.
func (r *reader) celIssues(n *node, path string, code issue.Code, problems []*common.Error) {
	for _, p := range problems {
		message, _, _ := strings.Cut(p.Message, " expecting ")
		message = strings.TrimPrefix(message, "Syntax error: ")
		r.add(r.celSpot(n, p), path, code, syntaxHint(message), "the condition is no CEL: %s", message)
	}
}

// celSpot is where CEL says that a problem is: where the text begins when that
// is all of it.
func (r *reader) celSpot(n *node, p *common.Error) spot {
	if p.Location == common.NoLocation {
		return n.at
	}
	return r.locate(n, runesBefore(n.text, p.Location.Line(), p.Location.Column()))
}

// syntaxHint knows what people write most often that is no CEL.
func syntaxHint(message string) string {
	_, found, _ := strings.Cut(message, "token recognition error at: ")
	switch {
	case found == "":
		return conditionHint
	case strings.HasPrefix(found, "'="):
		return "two values are compared with =="
	case strings.HasPrefix(found, `'"`) || strings.HasPrefix(found, "''"):
		return "a text ends with the quote that it begins with"
	}
	return `a column whose name is not of the letters a-z, digits and _ is row["…"]`
}

// runesBefore is how many characters precede a place of CEL's: lines from 1,
// columns from 0.
func runesBefore(text string, line, column int) int {
	n := 0
	for ; line > 1; line-- {
		head, rest, found := strings.Cut(text, "\n")
		if !found {
			break
		}
		n += len([]rune(head)) + 1
		text = rest
	}
	return n + column
}
