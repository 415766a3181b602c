package render

import (
	"fmt"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/view"
)

// column is one entry of the SELECT list. The first choice that holds is
// shown; CASE looks at no later one, so that an expression need only be safe
// for the values it is meant for.
func (w *writer) column(c view.Column) string {
	if c.Type.Kind == catalog.Unknown {
		w.fail(fmt.Errorf("column %q has a type that scrim cannot write", shorten(c.Name)))
	}
	name, ref := w.ident(c.Name), view.ColumnRef{Name: c.Name, Type: c.Type}
	choices, last := w.choices(c)
	if len(choices) == 0 && last == (view.Raw{}) && !c.Type.Domain {
		return w.col(ref) + " AS " + name
	}
	if len(choices) == 0 {
		return w.cast(w.cell(last, ref), c.Type) + " AS " + name
	}
	if w.d.keepsType() { // then whoever sees the value as it is pays for no cast, which on numeric costs more than the CASE
		return w.alternatives(choices, last, ref, w.castCell) + " AS " + name
	}
	return w.cast(w.alternatives(choices, last, ref, w.cell), c.Type) + " AS " + name
}

// alternatives is the CASE over the choices, each cell written by one.
func (w *writer) alternatives(choices []view.Choice, last view.Cell, ref view.ColumnRef, one func(view.Cell, view.ColumnRef) string) string {
	var b strings.Builder
	b.WriteString("CASE\n")
	for _, choice := range choices {
		fmt.Fprintf(&b, "    WHEN %s\n      THEN %s\n", w.pred(choice.When, "    "), one(choice.Show, ref))
	}
	fmt.Fprintf(&b, "    ELSE %s\n  END", one(last, ref))
	return b.String()
}

// cast makes an expression the column's type and collation.
func (w *writer) cast(expr string, t catalog.Type) string {
	return fmt.Sprintf("CAST(%s AS %s)%s", expr, w.d.typeName(t), w.collation(t))
}

// castCell is a cell of exactly the column's type. The column itself has it
// already, unless it was declared through a domain.
func (w *writer) castCell(c view.Cell, ref view.ColumnRef) string {
	if c == (view.Raw{}) && !ref.Type.Domain {
		return w.col(ref)
	}
	return w.cast(w.cell(c, ref), ref.Type)
}

// choices are the ones that can be reached, and what is shown when none of
// them holds.
func (w *writer) choices(c view.Column) ([]view.Choice, view.Cell) {
	var out []view.Choice
	var last view.Cell = view.Null{}
	for _, choice := range c.Choices {
		if view.Same(choice.When, view.Always{}) {
			last = choice.Show
			break
		}
		if choice.When != nil && !view.Same(choice.When, view.Never{}) {
			out = append(out, choice)
		}
	}
	for len(out) > 0 && isNull(last) && isNull(out[len(out)-1].Show) {
		out = out[:len(out)-1]
	}
	return out, last
}

func isNull(c view.Cell) bool { return c == nil || c == view.Null{} }

// collation keeps the column's collation on an expression that has lost it.
// The observed name is either one of pg_catalog, bare, or two quoted names.
func (w *writer) collation(t catalog.Type) string {
	switch {
	case t.Collation == "":
		return ""
	case !strings.HasPrefix(t.Collation, `"`):
		return " COLLATE pg_catalog." + w.ident(t.Collation)
	}
	schema, rest := unquote(t.Collation)
	name, rest := unquote(strings.TrimPrefix(rest, "."))
	if rest != "" {
		w.fail(fmt.Errorf("a collation's name cannot be read"))
	}
	return " COLLATE " + w.ident(schema) + "." + w.ident(name) // neither of which may be empty
}

// QualifiedCollation is how an observed collation outside pg_catalog is
// written into catalog.Type: both names quoted, so that it can be read back.
func QualifiedCollation(schema, name string) string {
	return doubleQuoted(schema) + "." + doubleQuoted(name)
}

// unquote takes one quoted identifier from the front of text; where there is
// none the name is empty.
func unquote(text string) (name, rest string) {
	if !strings.HasPrefix(text, `"`) {
		return name, text
	}
	for i := 1; i < len(text); i++ {
		if text[i] != '"' {
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			i++
			continue
		}
		return strings.ReplaceAll(text[1:i], `""`, `"`), text[i+1:]
	}
	return name, text
}
