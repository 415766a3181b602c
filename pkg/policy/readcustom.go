package policy

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"scrim/pkg/formula"
)

const (
	maxExpression  = 1000 // characters
	expressionHint = "docs/policy.md lists what an expression may say"
)

func (o *object) maskCustom(path string, n *node) Mask {
	if n.shape != shapeText {
		o.wrongShape(n, path, "an expression")
		return nil
	}
	f, ok := o.readExpression(n, path)
	if !ok {
		return nil
	}
	return MaskCustom{f}
}

// readExpression parses and lifts the expression of a custom mask, and holds
// it against both kinds of values; false, with an issue, when it is right
// about neither.
func (r *reader) readExpression(n *node, path string) (formula.Formula, bool) {
	switch {
	case strings.TrimSpace(n.text) == "":
		r.add(n.at, path, "expression-syntax", `write value.left(2) + "***"`, "the expression is empty")
		return "", false
	case len([]rune(n.text)) > maxExpression:
		r.add(n.at, path, "expression-syntax", "", "the expression has more than %d characters", maxExpression)
		return "", false
	}
	parsed, problems := r.conditions.env.Parse(n.text)
	if problems.Err() != nil {
		p := problems.Errors()[0] // the others follow from it
		message, _, _ := strings.Cut(strings.TrimPrefix(p.Message, "Syntax error: "), " expecting ")
		r.add(r.celSpot(n, p), path, "expression-syntax", expressionHint, "the expression is no CEL: %s", message)
		return "", false
	}
	l := expressionLifter{lifter{reader: r, node: n, path: path, source: parsed.NativeRep().SourceInfo(), text: []rune(n.text)}}
	before := len(r.list)
	lifted := l.term(parsed.NativeRep().Expr())
	if len(r.list) > before || !l.checked(lifted) {
		return "", false
	}
	f, err := formula.New(lifted.Term)
	if err != nil {
		r.add(n.at, path, "internal", "", "%v", err)
	}
	return f, err == nil
}

// expressionLifter turns CEL's tree into a term.
type expressionLifter struct{ lifter }

// placed is a term and where it is written.
type placed struct {
	formula.Term
	e    ast.Expr
	args []placed
}

func made(e ast.Expr, op formula.Op, args ...placed) placed {
	p := placed{Term: formula.Term{Op: op}, e: e, args: args}
	for _, arg := range args {
		p.Args = append(p.Args, arg.Term)
	}
	return p
}

// checked reports whether the term is right about some kind of values. Of two
// mistakes the one is told that comes later.
func (l expressionLifter) checked(p placed) bool {
	if p.Op == formula.Value {
		l.wrong(p.e, "expression-type", "write clear: true where the value may be seen", "the value by itself is what the mask hides")
		return false
	}
	text, number := formula.Check(p.Term, formula.Text), formula.Check(p.Term, formula.Number)
	if text == nil || number == nil {
		return true
	}
	wrong := text
	if number.Seen > text.Seen {
		wrong = number
	}
	for _, i := range wrong.At {
		p = p.args[i]
	}
	l.add(l.spot(l.placeOf(p.e)), l.path, "expression-type", expressionHint, "%s", wrong.Why)
	return false
}

// placeOf is where a mistake in a step is shown: at its operator, or where it
// begins.
func (l expressionLifter) placeOf(e ast.Expr) int {
	if e.Kind() == ast.CallKind && !e.AsCall().IsMemberFunction() && strings.HasPrefix(e.AsCall().FunctionName(), "_") {
		return l.own(e)
	}
	return l.start(e)
}

func (l expressionLifter) term(e ast.Expr) placed {
	switch e.Kind() {
	case ast.LiteralKind:
		return l.constant(e)
	case ast.IdentKind:
		return l.name(e, e.AsIdent())
	case ast.CallKind:
		if e.AsCall().IsMemberFunction() {
			return l.member(e, e.AsCall())
		}
		return l.call(e, e.AsCall())
	case ast.SelectKind:
		if of := e.AsSelect().Operand(); of.Kind() == ast.IdentKind && of.AsIdent() != "value" {
			return l.name(of, of.AsIdent())
		}
		l.wrong(e, "not-allowed", "an expression is about value, the masked column, alone", "there are no fields here")
	case ast.ListKind, ast.MapKind, ast.StructKind, ast.ComprehensionKind, ast.UnspecifiedExprKind:
		l.wrong(e, "not-allowed", expressionHint, "there are only texts, numbers and conditions here")
	}
	return placed{}
}

func (l expressionLifter) name(e ast.Expr, name string) placed {
	switch name {
	case "value":
		return made(e, formula.Value)
	case "row", "user":
		l.wrong(e, "not-allowed", "ask about it in for or where", "an expression sees the masked column alone: there is no %s here", name)
	default:
		l.wrong(e, "unknown-name", "the masked column is value; a text stands in quotes", "there is no %s here", quote(name))
	}
	return placed{}
}

func (l expressionLifter) constant(e ast.Expr) placed {
	switch v := e.AsLiteral().(type) {
	case types.String:
		text, problem := normalText(string(v))
		if problem != "" {
			l.wrong(e, "bad-literal", "", "the value %s", problem)
			return placed{}
		}
		return literalTerm(e, text)
	case types.Int:
		return l.measure(e, strconv.FormatInt(int64(v), 10))
	case types.Double:
		if of := l.decimal(e, float64(v)); of.kind == operandLiteral {
			return l.measure(e, of.literal.Text)
		}
		return placed{}
	}
	l.wrong(e, "bad-literal", "values are text and numbers such as 5 and 0.5", "values of this kind have no place here")
	return placed{}
}

func literalTerm(e ast.Expr, text string) placed {
	p := made(e, formula.Literal)
	p.Texts = []string{text}
	return p
}

// measure is a number that no warehouse rounds.
func (l expressionLifter) measure(e ast.Expr, written string) placed {
	text, problem := measureOf(written)
	r, ok := new(big.Rat).SetString(text)
	if problem != "" || !ok {
		l.wrong(e, "bad-literal", "", "the number %s", problem)
		return placed{}
	}
	p := made(e, formula.Digits)
	p.Term = formula.NumberTerm(r)
	return p
}

// call lifts operators and the functions of numbers.
func (l expressionLifter) call(e ast.Expr, call ast.CallExpr) placed {
	args := call.Args()
	switch name := call.FunctionName(); name {
	case operators.LogicalAnd, operators.LogicalOr:
		op := map[string]formula.Op{operators.LogicalAnd: formula.And, operators.LogicalOr: formula.Or}[name]
		return made(e, op, l.conditions(name, args, nil)...)
	case operators.Negate:
		return made(e, formula.Subtract, l.measure(e, "0"), l.term(args[0]))
	case operators.Equals, operators.NotEquals, operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals,
		operators.Add, operators.Subtract, operators.Multiply, operators.LogicalNot, operators.Conditional:
		return made(e, symbol(name), l.terms(args)...)
	case "size", "abs", "floor":
		if len(args) != 1 {
			l.wrong(e, "expression-type", "write "+name+"(value)", "%s takes one argument, not %d", name, len(args))
			return placed{}
		}
		return made(e, formula.Op(name), l.term(args[0]))
	case operators.Divide, operators.Modulo:
		l.add(l.spot(l.own(e)), l.path, "not-allowed", "multiply: floor(value * 0.01) * 100", "there is no division here, which has no end for some numbers, and no remainder")
	case operators.In:
		l.add(l.spot(l.own(e)), l.path, "not-allowed", `write value == "a" || value == "b"`, "there are no lists here")
	case operators.Index:
		l.wrong(e, "not-allowed", "write value.middle(1, 1) for the first character", "a value has no parts in brackets")
	default:
		l.unknown(e, name)
	}
	return placed{}
}

// symbol is the operator that CEL names by its pattern: "_+_".
func symbol(name string) formula.Op {
	if name == operators.Conditional {
		return formula.Choose
	}
	return formula.Op(strings.Trim(name, "_"))
}

func (l expressionLifter) terms(args []ast.Expr) []placed {
	var out []placed
	for _, arg := range args {
		out = append(out, l.term(arg))
	}
	return out
}

// conditions are the parts of a chain of one connective, flat.
func (l expressionLifter) conditions(name string, args []ast.Expr, into []placed) []placed {
	for _, arg := range args {
		if arg.Kind() == ast.CallKind && arg.AsCall().FunctionName() == name {
			into = l.conditions(name, arg.AsCall().Args(), into)
			continue
		}
		into = append(into, l.term(arg))
	}
	return into
}

// settings is how many numbers, and then texts, a function takes.
func settings(name string) (counts, texts int, known bool) {
	switch name {
	case "left", "right":
		return 1, 0, true
	case "middle":
		return 2, 0, true
	case "replace":
		return 0, 2, true
	case "upperAscii", "lowerAscii", "size":
		return 0, 0, true
	case "cover":
		return 2, 1, true
	case "startsWith", "endsWith", "contains":
		return 0, 1, true
	}
	return 0, 0, false
}

// member lifts "value.left(2)".
func (l expressionLifter) member(e ast.Expr, call ast.CallExpr) placed {
	name, args := call.FunctionName(), call.Args()
	counts, texts, known := settings(name)
	switch {
	case !known:
		l.unknown(e, name)
		return placed{}
	case len(args) != counts+texts:
		l.wrong(e, "expression-type", expressionHint, "%s takes %d arguments, not %d", name, counts+texts, len(args))
		return placed{}
	case name == "cover" && (call.Target().Kind() != ast.IdentKind || call.Target().AsIdent() != "value"):
		l.wrong(e, "not-allowed", `write value.cover(0, 4, "*")`, "only value itself is covered")
		return placed{}
	}
	p := made(e, formula.Cover)
	if name != "cover" {
		p = made(e, formula.Op(name), l.term(call.Target()))
	}
	for i, arg := range args {
		if i < counts {
			p.Counts = append(p.Counts, l.count(arg, name))
			continue
		}
		p.Texts = append(p.Texts, l.quoted(arg, name))
	}
	return p
}

// count is an argument that is a whole number as it is written.
func (l expressionLifter) count(e ast.Expr, of string) int {
	if e.Kind() == ast.LiteralKind {
		if v, ok := e.AsLiteral().(types.Int); ok && v >= 0 && v <= formula.MaxCount && (v > 0 || of == "cover") {
			return int(v)
		}
	}
	l.wrong(e, "expression-type", fmt.Sprintf("write a number from 1 to %d", formula.MaxCount), "%s takes a number of characters here", of)
	return 0
}

func (l expressionLifter) quoted(e ast.Expr, of string) string {
	if e.Kind() != ast.LiteralKind || e.AsLiteral().Type() != types.StringType {
		l.wrong(e, "expression-type", `write it in quotes: "…"`, "%s takes text in quotes here", of)
		return ""
	}
	p := l.constant(e)
	if len(p.Texts) == 0 {
		return ""
	}
	return p.Texts[0]
}

// unknown knows what people write most often that is not here.
func (l expressionLifter) unknown(e ast.Expr, name string) {
	hint := "the functions of a text are left, right, middle, replace, upperAscii, lowerAscii, cover, size, startsWith, endsWith, contains; those of a number are abs and floor"
	switch strings.ToLower(strings.Trim(name, "_@")) {
	case "substring", "substr", "mid":
		hint = "write value.middle(2, 3): three characters from the second on"
	case "upper", "lower", "ucase", "lcase":
		hint = "write value.upperAscii(), value.lowerAscii(): of other letters every database thinks its own"
	case "concat":
		hint = `write value.left(2) + "***"`
	case "left", "right", "replace", "middle", "cover":
		hint = "write it behind the text: value." + name + "(…)"
	case "len", "length", "char_length":
		hint = "write size(value)"
	case "round", "trunc", "ceil":
		hint = "write floor(value), floor(value * 0.01) * 100, or use mask: {round: {to: 100}}"
	case "matches", "regexp_replace":
		hint = "use mask: {regex: …}"
	case "md5", "sha1", "sha2", "hash":
		hint = "use mask: {hash: {}}, which has a salt"
	}
	l.wrong(e, "unknown-name", hint, "there is no function %s here", quote(strings.Trim(name, "_@")))
}
