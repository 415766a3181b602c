package policy

import (
	"slices"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
)

// lifter turns CEL's tree into a Condition. What it does not know is an issue;
// the condition that it returns then is nil and is not used.
type lifter struct {
	*reader
	node   *node
	path   string
	scope  scope
	source *ast.SourceInfo
	text   []rune
}

// wrong reports a mistake at an expression.
func (l *lifter) wrong(e ast.Expr, code issue.Code, hint, format string, args ...any) {
	l.add(l.spot(l.start(e)), l.path, code, hint, format, args...)
}

func (l *lifter) spot(offset int) spot { return l.locate(l.node, offset) }

// start is where an expression begins, in characters: CEL places a call at its
// operator or parenthesis, a selection at its dot.
func (l *lifter) start(e ast.Expr) int {
	first := l.own(e)
	switch e.Kind() {
	case ast.CallKind:
		call := e.AsCall()
		if call.IsMemberFunction() {
			return l.start(call.Target())
		}
		if call.FunctionName() == operators.Index {
			return l.start(call.Args()[0])
		}
		if name := []rune(call.FunctionName()); first >= len(name) && slices.Equal(l.text[first-len(name):min(first, len(l.text))], name) {
			return first - len(name)
		}
	case ast.SelectKind:
		return l.start(e.AsSelect().Operand())
	default: // begins where CEL places it
	}
	return first
}

// own is where CEL places an expression.
func (l *lifter) own(e ast.Expr) int {
	place, ok := l.source.GetOffsetRange(e.ID())
	if !ok {
		return 0
	}
	return max(int(place.Start), 0)
}

const conditionHint = "docs/policy.md lists what a condition may say"

// condition lifts an expression that must be true, false or unknown.
func (l *lifter) condition(e ast.Expr) Condition {
	switch e.Kind() {
	case ast.LiteralKind:
		if value, ok := e.AsLiteral().(types.Bool); ok {
			return Const{bool(value)}
		}
		l.wrong(e, "not-a-condition", conditionHint, "a value by itself is no condition")
	case ast.CallKind:
		return l.call(e, e.AsCall())
	case ast.SelectKind, ast.IdentKind:
		if o := l.operand(e); o.kind == operandColumn {
			return IsTrue{o.ref}
		} else if o.kind != operandNone {
			l.wrong(e, "not-a-condition", conditionHint, "%s by itself is no condition", o.kind)
		}
	case ast.ListKind, ast.MapKind, ast.StructKind, ast.ComprehensionKind, ast.UnspecifiedExprKind:
		l.wrong(e, "not-a-condition", conditionHint, "this is no condition")
	}
	return nil
}

func (l *lifter) call(e ast.Expr, call ast.CallExpr) Condition {
	args := call.Args()
	switch name := call.FunctionName(); name {
	case operators.LogicalAnd:
		return And{l.parts(name, args, nil)}
	case operators.LogicalOr:
		return Or{l.parts(name, args, nil)}
	case operators.LogicalNot:
		return Not{l.condition(args[0])}
	case operators.Equals, operators.NotEquals, operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals:
		return l.compare(e, comparison(name), l.operand(args[0]), l.operand(args[1]))
	case operators.In:
		return l.in(e, args[0], args[1])
	case operators.Index:
		if o := l.operand(e); o.kind == operandColumn {
			return IsTrue{o.ref}
		}
		return nil
	}
	if call.IsMemberFunction() {
		return l.member(e, call)
	}
	return l.function(e, call)
}

// parts are the parts of a chain of one connective, flat.
func (l *lifter) parts(name string, args []ast.Expr, into []Condition) []Condition {
	for _, arg := range args {
		if arg.Kind() == ast.CallKind && arg.AsCall().FunctionName() == name {
			into = l.parts(name, arg.AsCall().Args(), into)
			continue
		}
		into = append(into, l.condition(arg))
	}
	return into
}

func comparison(name string) Operator {
	switch name {
	case operators.Equals:
		return Equal
	case operators.NotEquals:
		return NotEqual
	case operators.Less:
		return Less
	case operators.LessEquals:
		return LessEqual
	case operators.Greater:
		return Greater
	}
	return GreaterEqual
}

// flipped is the operator of the same comparison the other way round.
func (o Operator) flipped() Operator {
	switch o {
	case Less:
		return Greater
	case LessEqual:
		return GreaterEqual
	case Greater:
		return Less
	case GreaterEqual:
		return LessEqual
	case Equal, NotEqual:
	}
	return o
}

// compare lifts a comparison of two operands.
func (l *lifter) compare(e ast.Expr, op Operator, a, b operand) Condition {
	if a.kind == operandNone || b.kind == operandNone {
		return nil
	}
	if a.kind != operandColumn {
		a, b, op = b, a, op.flipped()
	}
	at := l.spot(l.own(e))
	equality := op == Equal || op == NotEqual
	switch {
	case a.kind != operandColumn:
		hint := "compare a column: row.x, or tag(\"…\")"
		if a.kind == operandUser || b.kind == operandUser {
			hint = "compare a column with it: row.owner == user.id; a person by name belongs in a group: user.in_group(\"…\")"
		}
		l.add(at, l.path, "does-not-compare", hint, "%s and %s do not compare: one side must be a column", b.kind, a.kind)
	case b.kind == operandNull:
		l.warn(at, l.path, "always-unknown", "write is_null("+a.ref.String()+")", "a comparison with null is never true and never false")
		return Unknown{}
	case b.kind == operandLiteral && b.literal.Kind == catalog.Boolean && !equality:
		l.add(at, l.path, "does-not-compare", "write == or !=", "true and false have no order")
	case b.kind == operandLiteral:
		return Compare{a.ref, op, b.literal}
	case b.kind == operandColumn:
		return CompareColumns{a.ref, op, b.ref}
	case b.kind == operandUser && !equality:
		l.add(at, l.path, "does-not-compare", "write == or !=", "user.id has no order")
	case b.kind == operandUser:
		return negated(op == NotEqual, Held{a.ref, List{Kind: ListUserID}})
	default:
		l.add(at, l.path, "does-not-compare", "write "+a.ref.String()+" in …", "a column and %s do not compare with %s", b.kind, op.written())
	}
	return nil
}

func (o Operator) written() string {
	switch o {
	case Equal:
		return "=="
	case NotEqual:
		return "!="
	case Less, LessEqual, Greater, GreaterEqual:
	}
	return string(o)
}

func negated(not bool, c Condition) Condition {
	if not {
		return Not{c}
	}
	return c
}

// in lifts "x in y".
func (l *lifter) in(e, what, list ast.Expr) Condition {
	if list.Kind() == ast.ListKind {
		return l.oneOf(what, list)
	}
	if isLookup(list) {
		return l.lookup(what, list)
	}
	of, who := l.operand(what), l.operand(list)
	if of.kind == operandNone || who.kind == operandNone {
		return nil
	}
	at := l.spot(l.own(e))
	text := of.kind == operandLiteral && of.literal.Kind == catalog.Text
	switch {
	case who.kind != operandList:
		l.add(at, l.path, "does-not-compare", `write row.x in ["a", "b"], or in user.attribute("…"), user.groups(), user.purposes()`, "%s is no list", who.kind)
	case of.kind == operandColumn:
		return Held{of.ref, who.list}
	case text && who.list.Kind == ListAttribute:
		return AttributeIs{who.list.Name, of.literal.Text}
	case text && who.list.Kind == ListGroups:
		l.add(at, l.path, "does-not-compare", "write user.in_group(…)", "a group by name is asked for with user.in_group")
	case text && who.list.Kind == ListPurposes:
		l.add(at, l.path, "does-not-compare", "write user.purpose(…)", "a purpose by name is asked for with user.purpose")
	default:
		l.add(at, l.path, "does-not-compare", "write row.x in …, or \"v\" in user.attribute(…)", "%s cannot be in a list of the user's: its values are text", of.kind)
	}
	return nil
}

// oneOf lifts "row.x in ["a", "b"]".
func (l *lifter) oneOf(what, list ast.Expr) Condition {
	of := l.operand(what)
	elements := list.AsList().Elements()
	out := OneOf{Ref: of.ref}
	if len(elements) == 0 {
		l.wrong(list, "empty-list", "write false, or name the values", "the list is empty")
	}
	for _, e := range elements {
		o := l.operand(e)
		switch {
		case o.kind == operandNone:
		case o.kind == operandNull:
			l.wrong(e, "always-unknown", "write is_null(row.x) || row.x in […]", "null is in no list")
		case o.kind != operandLiteral:
			l.wrong(e, "does-not-compare", "write row.x == … || row.x == …", "a list holds values only, not %s", o.kind)
		case len(out.Literals) > 0 && family(o.literal) != family(out.Literals[0]):
			l.wrong(e, "does-not-compare", "compare a column with values of its own type", "the values of a list are of one type")
		default:
			out.Literals = addOnce(out.Literals, o.literal)
		}
	}
	if of.kind != operandColumn {
		if of.kind != operandNone {
			l.wrong(what, "does-not-compare", "compare a column: row.x, or tag(\"…\")", "%s cannot be looked for in a list of values", of.kind)
		}
		return nil
	}
	return out
}

// family is the kind of a literal, the same for all numbers.
func family(l catalog.Literal) catalog.Kind {
	if l.Kind == catalog.Bigint {
		return catalog.Decimal
	}
	return l.Kind
}
