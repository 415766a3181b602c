package policy

import (
	"math/big"
	"strconv"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"scrim/pkg/catalog"
)

// String is the reference as a condition writes it: row.x, row["odd name"],
// tag("Geo.Country") or event_time().
func (r Ref) String() string {
	if r.EventTime {
		return "event_time()"
	}
	if r.Tag != "" {
		return "tag(" + strconv.Quote(string(r.Tag)) + ")"
	}
	for i, c := range r.Column {
		if c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (i == 0 || c < '0' || c > '9') {
			return "row[" + strconv.Quote(r.Column) + "]"
		}
	}
	return "row." + r.Column
}

// operandKind is what one side of a comparison is.
type operandKind uint8

const (
	operandNone operandKind = iota // a mistake that was reported
	operandColumn
	operandLiteral
	operandNull
	operandUser // user.id
	operandList // a list of the user's
)

func (k operandKind) String() string {
	return [...]string{"nothing", "a column", "a value", "null", "user.id", "a list of the user's"}[k]
}

// operand is one side of a comparison.
type operand struct {
	kind    operandKind
	ref     Ref
	literal catalog.Literal
	list    List
}

func isUser(e ast.Expr) bool { return e.Kind() == ast.IdentKind && e.AsIdent() == "user" }

func isRow(e ast.Expr) bool { return e.Kind() == ast.IdentKind && e.AsIdent() == "row" }

// operand lifts one side of a comparison.
func (l *lifter) operand(e ast.Expr) operand {
	switch e.Kind() {
	case ast.LiteralKind:
		return l.value(e)
	case ast.IdentKind:
		l.unknownName(e, e.AsIdent())
	case ast.SelectKind:
		return l.selection(e, e.AsSelect())
	case ast.CallKind:
		return l.callOperand(e, e.AsCall())
	case ast.ListKind:
		l.wrong(e, "does-not-compare", "write row.x in […]; the user's lists compare with in alone", "a list does not compare")
	case ast.MapKind, ast.StructKind, ast.ComprehensionKind, ast.UnspecifiedExprKind:
		l.wrong(e, "not-allowed", conditionHint, "only columns, values and what is known of the user compare")
	}
	return operand{}
}

func (l *lifter) unknownName(e ast.Expr, name string) {
	switch name {
	case "row":
		l.wrong(e, "not-a-condition", `write row.x or row["odd name"]`, "row by itself says nothing")
	case "user":
		l.wrong(e, "not-a-condition", "write user.id, user.in_group(\"…\"), user.attribute(\"…\")", "user by itself says nothing")
	default:
		l.wrong(e, "unknown-name", "a column is row.x, the reader is user, a text stands in quotes", "there is no %s here", quote(name))
	}
}

// selection lifts "row.x" and "user.id".
func (l *lifter) selection(e ast.Expr, s ast.SelectExpr) operand {
	switch of := s.Operand(); {
	case isRow(of):
		return l.column(e, Ref{Column: s.FieldName()})
	case isUser(of) && s.FieldName() == "id":
		return operand{kind: operandUser}
	case isUser(of):
		l.wrong(e, "unknown-name", "there are in_group, has_attribute, attribute, groups, purpose, purposes and id", "a user has no %s", quote(s.FieldName()))
	case of.Kind() == ast.IdentKind:
		l.unknownName(of, of.AsIdent())
	default:
		l.add(l.spot(l.own(e)), l.path, "not-allowed", `a column whose name has a dot is row["a.b"]`, "a column has no fields here")
	}
	return operand{}
}

// column is a reference to a column, where the scope has any.
func (l *lifter) column(e ast.Expr, ref Ref) operand {
	if l.scope != scopeRow {
		l.wrong(e, "row-not-allowed", "rows are asked about in where and filter", "this condition is about the user alone")
		return operand{}
	}
	name, problem := normalText(ref.Column)
	if ref.Tag == "" && !ref.EventTime && (problem != "" || name == "") {
		l.wrong(e, "bad-name", "", "this is no name of a column")
		return operand{}
	}
	ref.Column = name
	return operand{kind: operandColumn, ref: ref}
}

func (l *lifter) callOperand(e ast.Expr, call ast.CallExpr) operand {
	name := call.FunctionName()
	switch {
	case name == operators.Index:
		return l.index(e, call.Args())
	case call.IsMemberFunction() && isUser(call.Target()):
		return l.userList(e, call)
	case call.IsMemberFunction() && (matchKind(name) != MatchUnknown || name == newerThan || name == olderThan):
		l.wrong(e, "does-not-compare", "combine conditions with && || !", "a condition does not compare")
	case call.IsMemberFunction():
		l.notAllowed(e, name)
	case name == "tag":
		if texts, ok := l.names(e, call, 1); ok {
			l.dotted(l.spot(l.own(call.Args()[0])), l.path, texts[0])
			return l.column(e, Ref{Tag: catalog.Tag(texts[0])})
		}
	case name == "event_time":
		if _, ok := l.names(e, call, 0); ok {
			return l.column(e, Ref{EventTime: true})
		}
	case name == "date", name == "timestamp":
		read := dateLiteral
		if name == "timestamp" {
			read = timestampLiteral
		}
		if texts, ok := l.texts(e, call, 1); ok {
			literal, problem := read(texts[0])
			return l.literal(call.Args()[0], literal, problem)
		}
	case name == "lookup":
		l.wrong(e, "does-not-compare", lookupHint, "a lookup compares with in alone")
	case name == "is_null", name == operators.LogicalAnd, name == operators.LogicalOr, name == operators.LogicalNot, name == operators.In,
		strings.HasPrefix(name, "_") && comparison(name) != GreaterEqual, name == operators.GreaterEquals:
		l.wrong(e, "does-not-compare", "combine conditions with && || !", "a condition does not compare")
	default:
		l.notAllowed(e, name)
	}
	return operand{}
}

// index lifts row["odd name"].
func (l *lifter) index(e ast.Expr, args []ast.Expr) operand {
	if isRow(args[0]) && args[1].Kind() == ast.LiteralKind {
		if name, ok := args[1].AsLiteral().(types.String); ok {
			return l.column(e, Ref{Column: string(name)})
		}
	}
	l.wrong(e, "not-allowed", `write row["odd name"]`, "only row has parts in brackets, by a name in quotes")
	return operand{}
}

// userList lifts user.attribute("a"), user.groups() and user.purposes().
func (l *lifter) userList(e ast.Expr, call ast.CallExpr) operand {
	switch call.FunctionName() {
	case "attribute":
		if texts, ok := l.names(e, call, 1); ok {
			return operand{kind: operandList, list: List{ListAttribute, texts[0]}}
		}
	case "groups":
		if texts, ok := l.names(e, call, 0, 1); ok {
			return operand{kind: operandList, list: List{ListGroups, strings.Join(texts, "")}}
		}
	case "purposes":
		if _, ok := l.names(e, call, 0); ok {
			return operand{kind: operandList, list: List{Kind: ListPurposes}}
		}
	case "in_group", "has_attribute", "purpose":
		l.wrong(e, "does-not-compare", "combine conditions with && || !", "a condition does not compare")
	default:
		l.ask(e, call)
	}
	return operand{}
}

func (l *lifter) literal(e ast.Expr, value catalog.Literal, problem string) operand {
	if problem != "" {
		l.wrong(e, "bad-literal", "", "the value %s", problem)
		return operand{}
	}
	return operand{kind: operandLiteral, literal: value}
}

// value lifts a literal.
func (l *lifter) value(e ast.Expr) operand {
	switch v := e.AsLiteral().(type) {
	case types.Null:
		return operand{kind: operandNull}
	case types.Bool:
		return operand{kind: operandLiteral, literal: catalog.Literal{Kind: catalog.Boolean, Text: strconv.FormatBool(bool(v))}}
	case types.String:
		literal, problem := textLiteral(string(v))
		return l.literal(e, literal, problem)
	case types.Int:
		literal, problem := numberLiteral(strconv.FormatInt(int64(v), 10))
		return l.literal(e, literal, problem)
	case types.Double:
		return l.decimal(e, float64(v))
	}
	l.wrong(e, "bad-literal", "values are text, numbers such as 5 and 0.5, true, false, date(\"…\") and timestamp(\"…\")", "values of this kind have no column to compare with")
	return operand{}
}

// decimal lifts a number with a point or an exponent. CEL reads it as a double;
// one that lost digits on the way is a mistake rather than another number.
func (l *lifter) decimal(e ast.Expr, v float64) operand {
	short := strconv.FormatFloat(v, 'f', -1, 64)
	if !strings.Contains(short, ".") {
		short += ".0"
	}
	meant, okMeant := new(big.Rat).SetString(short)
	written, okWritten := new(big.Rat).SetString(l.number(e))
	if !okMeant || !okWritten || meant.Cmp(written) != 0 {
		return l.literal(e, catalog.Literal{}, "has more digits than are read exactly (about 15)")
	}
	literal, problem := numberLiteral(short)
	return l.literal(e, literal, problem)
}

// number is the number that is written where an expression begins.
func (l *lifter) number(e ast.Expr) string {
	start := min(l.own(e), len(l.text))
	end := start
	for end < len(l.text) && (isAlphanumeric(l.text[end]) || l.text[end] == '.' ||
		strings.ContainsRune("+-", l.text[end]) && (end == start || strings.ContainsRune("eE", l.text[end-1]))) {
		end++
	}
	return string(l.text[start:end])
}
