package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// visit finds the places of one node where a change could be seen.
func (f *source) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		f.binary(n)
	case *ast.UnaryExpr:
		if n.Op == token.NOT {
			f.condition(n, n.OpPos, n.X.Pos(), "", f.code(n.X))
		}
	case *ast.IfStmt:
		f.decision(n.Cond)
	case *ast.CaseClause:
		f.clause(n)
	case *ast.BlockStmt:
		f.statements(n.List)
	case *ast.Ident:
		f.name(n)
	case *ast.SelectorExpr:
		f.named(n, n.Sel)
		_, isName := n.X.(*ast.Ident)
		return !isName
	case *ast.BasicLit:
		f.literal(n)
	case *ast.CallExpr:
		return !complains(n)
	case *ast.KeyValueExpr:
		return f.keyed(n)
	case *ast.GenDecl:
		return n.Tok == token.VAR // what is constant is changed where it is used
	case *ast.ArrayType, *ast.StructType, *ast.FuncType, *ast.InterfaceType:
		return false
	}
	return true
}

// keyed goes into the value alone where the key is a field's name, or an index
// that has to be constant; what is said to people is left as it is.
func (f *source) keyed(n *ast.KeyValueExpr) bool {
	name, ok := n.Key.(*ast.Ident)
	if ok && (name.Name == "Message" || name.Name == "Hint") {
		return false
	}
	if _, isField := f.info.Uses[identOf(n.Key)].(*types.Var); ok && isField || f.info.Types[n.Key].Value != nil {
		ast.Inspect(n.Value, f.visit)
		return false
	}
	return true
}

func identOf(e ast.Expr) *ast.Ident {
	name, _ := e.(*ast.Ident)
	return name
}

// constant reports whether an expression has its value when it is built.
func (f *source) constant(e ast.Expr) bool { return f.info.Types[e].Value != nil }

func (f *source) binary(n *ast.BinaryExpr) {
	turned := map[token.Token][]string{
		token.EQL: {"!="}, token.NEQ: {"=="},
		token.LSS: {"<=", ">"}, token.LEQ: {"<", ">"}, token.GTR: {">=", "<"}, token.GEQ: {">", "<"},
		token.LAND: {"||"}, token.LOR: {"&&"},
		token.ADD: {"-"}, token.SUB: {"+"}, token.MUL: {"+"}, token.QUO: {"*"}, token.REM: {"*"},
	}
	t := f.info.TypeOf(n)
	if f.constant(n) || t == nil {
		return
	}
	basic, _ := t.Underlying().(*types.Basic)
	for _, op := range turned[n.Op] {
		from, to := n.OpPos, n.OpPos+token.Pos(len(n.Op.String()))
		whole := f.code(n.X) + " " + op + " " + f.code(n.Y)
		switch {
		case basic == nil:
		case basic.Info()&types.IsBoolean != 0:
			f.condition(n, from, to, op, whole)
		case basic.Info()&types.IsNumeric != 0:
			f.value(n, from, to, op, whole, t)
		}
	}
}

// condition is a change of something that is true or false.
func (f *source) condition(n ast.Node, from, to token.Pos, text, whole string) {
	f.change(n, from, to, text, func(on, inner string) string {
		return "(" + on + " && (" + whole + ") || !" + on + " && (" + inner + "))"
	})
}

// value is a change of something of a type that can be named here.
func (f *source) value(n ast.Node, from, to token.Pos, text, whole string, t types.Type) {
	name, ok := f.typeName(t)
	if !ok {
		return
	}
	f.change(n, from, to, text, func(on, inner string) string {
		return "(func() " + name + " { if " + on + " { return " + whole + " }; return " + inner + " }())"
	})
}

// typeName is how the file names a basic type, or a defined one of its own
// package or of one that it imports.
func (f *source) typeName(t types.Type) (string, bool) {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return t.Name(), t.Info()&types.IsUntyped == 0
	case *types.Named:
		of := t.Obj().Pkg()
		if of == nil || t.TypeArgs().Len() > 0 || t.Obj().Parent() != of.Scope() {
			return "", false
		}
		if of == f.pkg {
			return t.Obj().Name(), true
		}
		for _, i := range f.tree.Imports {
			if path, err := strconv.Unquote(i.Path.Value); err == nil && path == of.Path() && i.Name == nil {
				return of.Name() + "." + t.Obj().Name(), true
			}
		}
	}
	return "", false
}

// decision is what an if asks: it is turned round, and made never true.
func (f *source) decision(e ast.Expr) {
	f.condition(e, e.Pos(), e.End(), "!("+f.code(e)+")", "!("+f.code(e)+")")
	f.condition(e, e.Pos(), e.End(), "false && ("+f.code(e)+")", "false")
}

// clause makes a case of a switch without value never true.
func (f *source) clause(n *ast.CaseClause) {
	for _, e := range n.List {
		t := f.info.TypeOf(e)
		if t == nil || f.constant(e) || f.info.Types[e].IsType() {
			continue
		}
		if basic, ok := t.Underlying().(*types.Basic); ok && basic.Info()&types.IsBoolean != 0 {
			f.condition(e, e.Pos(), e.End(), "false && ("+f.code(e)+")", "false")
		}
	}
	f.statements(n.Body)
}

// name changes true and false, and constants that count or enumerate.
func (f *source) name(n *ast.Ident) {
	switch {
	case f.info.Uses[n] == types.Universe.Lookup("true"):
		f.condition(n, n.Pos(), n.End(), "false", "false")
	case f.info.Uses[n] == types.Universe.Lookup("false"):
		f.condition(n, n.Pos(), n.End(), "true", "true")
	default:
		f.named(n, n)
	}
}

// named moves a constant that is an integer to the one after it.
func (f *source) named(n ast.Expr, name *ast.Ident) {
	c, ok := f.info.Uses[name].(*types.Const)
	if !ok || c.Val().Kind() != constant.Int {
		return
	}
	t := f.info.TypeOf(n)
	if of, ok := f.typeName(t); ok {
		f.value(n, n.Pos(), n.End(), f.code(n)+" + 1", of+"("+f.code(n)+") + 1", t)
	}
}

// literal moves a number by one, and empties a text.
func (f *source) literal(n *ast.BasicLit) {
	t := f.info.TypeOf(n)
	value := f.info.Types[n].Value
	if t == nil || value == nil {
		return
	}
	instead := func(text string) { f.value(n, n.Pos(), n.End(), text, text, t) }
	switch n.Kind {
	case token.INT:
		instead(constant.BinaryOp(value, token.ADD, constant.MakeInt64(1)).ExactString())
		if constant.Sign(value) > 0 {
			instead(constant.BinaryOp(value, token.SUB, constant.MakeInt64(1)).ExactString())
		}
	case token.STRING:
		text := constant.StringVal(value)
		switch {
		case f.subject.prose && strings.Contains(text, " "):
		case text == "":
			instead(`"mutant"`)
		default:
			instead(`""`)
		}
	default: // a character, a fraction: the views of scrim are not made of them
	}
}

// statements takes those away whose absence still builds.
func (f *source) statements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.ExprStmt, *ast.IncDecStmt:
			f.absent(s)
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE {
				f.absent(s)
			}
		case *ast.BranchStmt:
			if s.Tok == token.CONTINUE {
				f.absent(s)
			}
		case *ast.ReturnStmt:
			if len(s.Results) == 0 {
				f.absent(s)
			}
		}
	}
}

func (f *source) absent(s ast.Stmt) {
	f.change(s, s.Pos(), s.End(), "", func(on, inner string) string { return "if !" + on + " { " + inner + " }" })
}

// emptied makes a function return at once, with what its results are before
// anybody set them.
func (f *source) emptied(d *ast.FuncDecl) {
	if len(d.Body.List) == 0 {
		return
	}
	var zero []string
	if d.Type.Results != nil {
		for _, r := range d.Type.Results.List {
			for range max(len(r.Names), 1) {
				zero = append(zero, "*new("+f.code(r.Type)+")")
			}
		}
	}
	text := strings.TrimRight("return "+strings.Join(zero, ", "), " ")
	at := d.Body.Lbrace + 1
	first := &ast.BadExpr{From: at, To: at}
	f.change(first, at, at, " "+text+";", func(on, _ string) string { return " if " + on + " { " + text + " };" })
}

// complains reports whether a call makes nothing but a text for people: what
// an error says is not what it decides.
func complains(n *ast.CallExpr) bool {
	name, ok := n.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	of, ok := name.X.(*ast.Ident)
	return ok && slices.Contains([]string{"fmt.Errorf", "errors.New"}, of.Name+"."+name.Sel.Name)
}
