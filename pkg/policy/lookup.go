package policy

import (
	"cmp"
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"scrim/pkg/catalog"
)

// Lookup is row.account in lookup("account-managers", "account", {"manager":
// user.id}): whether a row of another source's table has the column's value as
// its key and passes every test. It is unknown when the column is NULL, and
// when a list of the user's that a test asks is unknown; a row of the table
// whose key or tested column is NULL matches nothing (design 0001).
type Lookup struct {
	Ref    Ref
	Source string       // the id of the source whose table it is
	Key    string       // a column of that table
	Where  []LookupTest // by column, each once; none asks only for the key
}

// LookupTest is what one column of a lookup table must equal: one of the
// user's list when In has a kind, else Is.
type LookupTest struct {
	Column string
	Is     catalog.Literal
	In     List
}

func (Lookup) condition() {}

// Lookups are the ids of the sources in whose tables the policy's conditions
// look something up, each once, in the order of first mention.
func (p Policy) Lookups() []string {
	var out []string
	p.visitAll(func(c Condition) {
		if c, ok := c.(Lookup); ok {
			out = addOnce(out, c.Source)
		}
	})
	return out
}

const lookupHint = `write row.x in lookup("SOURCE", "KEY COLUMN", {"COLUMN": user.id})`

// isLookup reports whether an expression is a call of lookup.
func isLookup(e ast.Expr) bool {
	return e.Kind() == ast.CallKind && e.AsCall().FunctionName() == "lookup" && !e.AsCall().IsMemberFunction()
}

// lookup lifts "row.x in lookup(…)".
func (l *lifter) lookup(what, table ast.Expr) Condition {
	of, args := l.operand(what), table.AsCall().Args()
	if of.kind != operandColumn {
		if of.kind != operandNone {
			l.wrong(what, "does-not-compare", lookupHint, "%s cannot be looked up: a column of the row can", of.kind)
		}
		return nil
	}
	if len(args) != 3 || args[2].Kind() != ast.MapKind {
		l.wrong(table, "condition-type", lookupHint+"; {} asks only for the key", "lookup takes a source, its key column, and in braces what its other columns must equal")
		return nil
	}
	out := Lookup{Ref: of.ref}
	source, okSource := l.name(args[0])
	key, okKey := l.name(args[1])
	out.Source, out.Key = source, key
	ok := okSource && okKey
	for _, e := range args[2].AsMap().Entries() {
		test, fine := l.lookupTest(e.AsMapEntry())
		switch {
		case !fine:
			ok = false
		case slices.ContainsFunc(out.Where, func(t LookupTest) bool { return t.Column == test.Column }):
			l.wrong(e.AsMapEntry().Key(), "duplicate-key", "name each column once", "the column %s is tested twice", quote(test.Column))
			ok = false
		default:
			out.Where = append(out.Where, test)
		}
	}
	slices.SortFunc(out.Where, func(a, b LookupTest) int { return cmp.Compare(a.Column, b.Column) })
	if !ok {
		return nil
	}
	return out
}

// lookupTest lifts one "COLUMN": value.
func (l *lifter) lookupTest(entry ast.MapEntry) (LookupTest, bool) {
	column, ok := l.name(entry.Key())
	out := LookupTest{Column: column}
	switch is := l.operand(entry.Value()); is.kind {
	case operandLiteral:
		out.Is = is.literal
	case operandUser:
		out.In = List{Kind: ListUserID}
	case operandList:
		out.In = is.list
	case operandNone:
		return out, false
	case operandColumn:
		l.wrong(entry.Value(), "does-not-compare", lookupHint+"; only one column of the row is looked up", "a column of a lookup table does not compare with a column of the row here")
		return out, false
	case operandNull:
		l.wrong(entry.Value(), "always-unknown", "leave the column out, or name a value", "nothing equals null")
		return out, false
	}
	return out, ok
}

// name is a literal text that names something.
func (l *lifter) name(e ast.Expr) (string, bool) {
	text, ok := types.String(""), false
	if e.Kind() == ast.LiteralKind {
		text, ok = e.AsLiteral().(types.String)
	}
	if !ok {
		l.wrong(e, "condition-type", `write it in quotes: "…"`, "a source or a column is named in quotes here")
		return "", false
	}
	normal, problem := normalText(string(text))
	if problem != "" || normal == "" || strings.TrimSpace(normal) != normal {
		l.wrong(e, "bad-name", "", "a name is not empty and has no blanks at its ends")
		return "", false
	}
	return normal, true
}
