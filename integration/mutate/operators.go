package main

import (
	"go/ast"
	"go/token"
	"math/big"
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
			f.change(n.OpPos, n.X.Pos(), "")
		}
	case *ast.IfStmt:
		f.change(n.Cond.Pos(), n.Cond.End(), "!("+f.code(n.Cond)+")")
		f.change(n.Cond.Pos(), n.Cond.End(), "false && ("+f.code(n.Cond)+")")
	case *ast.CaseClause:
		f.clause(n)
	case *ast.Ident:
		switch n.Name {
		case "true":
			f.change(n.Pos(), n.End(), "false")
		case "false":
			f.change(n.Pos(), n.End(), "true")
		}
	case *ast.BasicLit:
		f.literal(n)
	case *ast.BlockStmt:
		for _, s := range n.List {
			f.statement(s)
		}
	case *ast.CallExpr:
		return !complains(n)
	case *ast.KeyValueExpr:
		name, ok := n.Key.(*ast.Ident)
		return !ok || name.Name != "Message" && name.Name != "Hint"
	}
	return true
}

func (f *source) code(n ast.Node) string { return string(f.text[f.offset(n.Pos()):f.offset(n.End())]) }

func (f *source) binary(n *ast.BinaryExpr) {
	turned := map[token.Token][]string{
		token.EQL: {"!="}, token.NEQ: {"=="},
		token.LSS: {"<=", ">"}, token.LEQ: {"<", ">"}, token.GTR: {">=", "<"}, token.GEQ: {">", "<"},
		token.LAND: {"||"}, token.LOR: {"&&"},
		token.ADD: {"-"}, token.SUB: {"+"}, token.MUL: {"+"}, token.QUO: {"*"}, token.REM: {"/"},
	}
	if n.Op == token.ADD && (isText(n.X) || isText(n.Y)) {
		return // text has no difference
	}
	for _, op := range turned[n.Op] {
		f.change(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), op)
	}
}

// isText reports whether an operand is visibly text.
func isText(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.STRING
	case *ast.BinaryExpr:
		return isText(e.X) || isText(e.Y)
	}
	return false
}

// clause makes a case of a switch without value never true, and gives one of
// several values of a case back to the others.
func (f *source) clause(n *ast.CaseClause) {
	for i, e := range n.List {
		switch e.(type) {
		case *ast.BinaryExpr, *ast.CallExpr, *ast.UnaryExpr:
			if len(n.List) == 1 {
				f.change(e.Pos(), e.End(), "false && ("+f.code(e)+")")
			}
		}
		switch {
		case len(n.List) < 2:
		case i == 0:
			f.change(e.Pos(), n.List[1].Pos(), "")
		default:
			f.change(n.List[i-1].End(), e.End(), "")
		}
	}
}

// literal moves a number by one and empties a text.
func (f *source) literal(n *ast.BasicLit) {
	switch n.Kind {
	case token.INT:
		value, ok := new(big.Int).SetString(n.Value, 0)
		if !ok {
			return
		}
		f.change(n.Pos(), n.End(), new(big.Int).Add(value, big.NewInt(1)).String())
		if value.Sign() > 0 {
			f.change(n.Pos(), n.End(), new(big.Int).Sub(value, big.NewInt(1)).String())
		}
	case token.STRING:
		text, err := strconv.Unquote(n.Value)
		switch {
		case err != nil, f.subject.prose && strings.Contains(text, " "):
		case text == "":
			f.change(n.Pos(), n.End(), `"mutant"`)
		default:
			f.change(n.Pos(), n.End(), `""`)
		}
	}
}

// statement takes one away whose absence still builds.
func (f *source) statement(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.ExprStmt, *ast.IncDecStmt:
		f.change(s.Pos(), s.End(), "")
	case *ast.AssignStmt:
		if s.Tok != token.DEFINE {
			f.change(s.Pos(), s.End(), "")
		}
	case *ast.BranchStmt:
		if s.Tok == token.CONTINUE {
			f.change(s.Pos(), s.End(), "")
		}
	case *ast.ReturnStmt:
		if len(s.Results) == 0 {
			f.change(s.Pos(), s.End(), "")
		}
	}
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
	at := d.Body.Lbrace + 1
	f.change(at, at, strings.TrimRight(" return "+strings.Join(zero, ", "), " ")+";")
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
