package render

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"scrim/pkg/catalog"
	"scrim/pkg/view"
)

// Dialect is how one kind of warehouse spells what scrim says. It is sealed:
// For returns the ones there are.
type Dialect interface {
	// Name is "postgres" or "redshift".
	Name() string

	// CheckName says why a name cannot be an identifier here: empty, too many
	// bytes, not UTF-8 or with a NUL. The message names the rule, for an issue.
	CheckName(name string) error

	spelling
}

// spelling is what differs between dialects inside a statement. Arguments
// and results are SQL, except where a parameter is called text or name.
type spelling interface {
	fold(name string) string                        // the name as the catalogue stores it
	prefix() string                                 // of the names of scrim's own relations: empty, but for what is tried beside them
	quote(text string) string                       // a literal; text has no NUL
	lingers() bool                                  // a reader can open what a name meant when it began to wait, so a view that lost its name must not go at once
	relation(database, schema, name string) string  // quoted parts → what a view calls a relation
	typeName(t catalog.Type) string                 // of a column
	keepsType() bool                                // a CASE has the type, length included, that all its alternatives have
	byteOrder() string                              // what makes text compare by bytes whatever its collation; may be empty
	trimmed(char string) string                     // a CHAR(n) without its trailing blanks
	keyText(text string) string                     // text without the trailing blanks that do not count when it is compared
	quotientDigits() int                            // how many digits of a quotient of decimals are certain; 0 is not known
	prefixed(text, prefix string, no bool) string   // text that begins, or does not, with a literal; prefix is not SQL
	unlike(a, b string) string                      // texts that differ in more than blanks at their ends
	moment(early bool) string                       // the statement's instant in UTC, without zone; where a session can move it, no later than that, or no earlier
	digest(expr string) string                      // SHA-256 of text as 64 hex digits
	number(hex string) string                       // 15 hex digits as a bigint
	integerRoom(t catalog.Type) string              // a type in which t's values round without overflow
	matches(expr, pattern string) string            // text matches a literal pattern
	replaceAll(expr, pattern, with string) string   // every match replaced by literal text
	membership(held, list, alias string) membership // a list in a place where it is no semi-join

	// once is an expression with a value in it that costs much and is used several
	// times, computed one time for each row where the warehouse can be told so.
	once(value string, in func(value string) string) string

	// among asks whether a hash is one of the combinations k of the attempt that
	// the counting n is of: a relation, and a WHERE that chooses it.
	among(w *writer, hash, combinations, counting string) string

	viewOptions(barrier bool) string // between a view's name and AS
	viewEnd() string                 // after its query
	bootstrapDialect
	withdrawal
	accounts
	trialDialect
}

// membership is how a dialect asks whether an expression is in a list where
// it cannot be a top-level semi-join: by a condition, and by a join besides
// when join is not empty.
type membership struct {
	join     string
	in, none string
}

// For is the dialect of a cluster.
func For(c catalog.Cluster) (Dialect, error) {
	switch {
	case c.Kind == catalog.Postgres:
		return postgres{}, nil
	case c.Kind.IsRedshift():
		return redshift{}, nil
	}
	return nil, fmt.Errorf("choosing a dialect: clusters of kind %q are not rendered here", c.Kind)
}

// NameError says why a name cannot be an identifier.
type NameError struct {
	Name string
	Why  string
}

func (e *NameError) Error() string { return fmt.Sprintf("the name %q %s", shorten(e.Name), e.Why) }

func shorten(name string) string {
	if len(name) <= 80 {
		return name
	}
	return strings.ToValidUTF8(name[:77], "") + "…"
}

func checkName(name string, limit int) error {
	switch {
	case name == "":
		return &NameError{name, "is empty"}
	case strings.ContainsRune(name, 0):
		return &NameError{name, "contains a NUL"}
	case !utf8.ValidString(name):
		return &NameError{name, "is not UTF-8"}
	case len(name) > limit:
		return &NameError{name, fmt.Sprintf("has %d bytes, and %d are allowed", len(name), limit)}
	}
	return nil
}

// writer writes one statement and remembers the first thing that cannot be
// written, so that expressions stay readable; the text is worthless then.
type writer struct {
	d       Dialect
	cluster catalog.Cluster
	row     string // the alias of the table whose columns are written
	joins   []join
	bound   *bound // of a count: values in the place of the reader's facts; nil reads them
	err     error
}

// join is a membership that needs a join of its own; equal ones are shared.
type join struct {
	key  string
	text string
	membership
}

func newWriter(d Dialect, c catalog.Cluster) *writer { return &writer{d: d, cluster: c, row: "t"} }

func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// ident is a quoted identifier.
func (w *writer) ident(name string) string {
	if err := w.d.CheckName(name); err != nil {
		w.fail(err)
	}
	return doubleQuoted(w.d.fold(name))
}

func doubleQuoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// literal is a quoted text literal.
func (w *writer) literal(text string) string {
	switch {
	case strings.ContainsRune(text, 0):
		w.fail(fmt.Errorf("a literal contains a NUL"))
	case !utf8.ValidString(text):
		w.fail(fmt.Errorf("a literal is not UTF-8"))
	}
	return w.d.quote(text)
}

// system is a relation of scrim's own, as a view calls it.
func (w *writer) system(name string) string {
	return w.d.relation(w.ident(w.cluster.ViewDatabase), w.ident(SystemSchema(w.cluster)), doubleQuoted(w.d.prefix()+name))
}

// own is the same in a statement that runs in the view database.
func (w *writer) own(name string) string {
	return w.ident(SystemSchema(w.cluster)) + "." + doubleQuoted(w.d.prefix()+name)
}

// base is the table under a view.
func (w *writer) base(t catalog.Table) string {
	return w.d.relation(w.ident(t.Database), w.ident(t.Schema), w.ident(t.Name))
}

// named is a view in a statement of its own.
func (w *writer) named(n catalog.ViewName) string { return w.ident(n.Schema) + "." + w.ident(n.Name) }

// col is a column of the base table, or of the lookup table that is written.
func (w *writer) col(c view.ColumnRef) string { return w.row + "." + w.ident(c.Name) }

// SystemSchema is the schema of scrim's own tables on a cluster.
func SystemSchema(c catalog.Cluster) string { return c.SystemPrefix() + "_system" }

// user is an account's name: its case counts everywhere.
func (w *writer) user(name string) string { return w.exact(name) }

// exact is a name as the catalogue has it: nothing is folded.
func (w *writer) exact(name string) string {
	if err := w.d.CheckName(name); err != nil {
		w.fail(err)
	}
	return doubleQuoted(name)
}

// Identifier is a name as the dialect writes it in a statement.
func Identifier(d Dialect, name string) (string, error) {
	if err := d.CheckName(name); err != nil {
		return "", err
	}
	return doubleQuoted(d.fold(name)), nil
}

// Fold is a name as the dialect's catalogue stores it.
func Fold(d Dialect, name string) string { return d.fold(name) }
