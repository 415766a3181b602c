package draw

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	"scrim/pkg/oracle"
)

// columnNames are legal everywhere and hostile to whoever forgets to quote.
func (w world) columnNames() []string {
	names := []string{
		"country", "amount", "select", "user", "value", "userid", "kind", `quo"te`, "apos'trophe", `back\slash`,
		"with blank", "ünïcode", "$1", "semi;--colon", "%s", "row", "null", "1st", "tab\tbed", "日本語",
		strings.Repeat("l", 60),
	}
	if w.redshift {
		return names
	}
	return append(names, "UPPER", "Mixed", "ctid_", "\U0001F600")
}

// types are those that scrim reasons about, and some that it does not.
func (w world) types() []string {
	types := []string{
		"smallint", "integer", "bigint", "bigint", "numeric(10,2)", "numeric(3,0)", "numeric(38,10)", "real", "double precision",
		"character(5)", "character(64)", "character varying(3)", "character varying(16)", "character varying(200)", "character varying(200)", "character varying(200)", "character varying(256)",
		"boolean", "date", "timestamp without time zone", "timestamp with time zone", "time without time zone",
	}
	if w.redshift {
		return types
	}
	return append(types, "numeric", "text", "text", "text", "character varying", "uuid")
}

func (w world) tags() []catalog.Tag {
	return []catalog.Tag{"PII", "PII.Email", "Geo", "Geo.Country", "Finance"}
}

// table draws the source, the table and what is reviewed of it.
func (w *world) table(c *Case) {
	c.Source = catalog.Source{
		ID: "people", Host: c.Cluster.Host, Port: c.Cluster.Port,
		Table: catalog.Table{Database: "governed", Schema: "hr", Name: pick(*w, "table", "people", `o'people`, `p"q\r`)},
		Tags:  some(*w, "source tags", catalog.Tag("sales"), catalog.Tag("sales.eu"), catalog.TagNew),
		Owner: pick(*w, "owner", "", "ann@example.com", "Bob"),
	}
	c.Base = catalog.Signature{Identity: "1"}
	c.Reviews = map[string]oracle.Review{}
	names := rapid.Permutation(w.columnNames()).Draw(w.t, "names")
	n := w.between("columns", 3, 6)
	for i := range n {
		w.column(c, names[i], i+1)
	}
	if len(w.columns) == 0 {
		w.column(c, "x", n+1)
	}
	if c, ok := w.byFit("event time", catalog.Type.IsTime); ok && w.often("an event time", 7) {
		w.eventTime = c.name
	}
	c.Source.EventTime = w.eventTime
	c.Source.Key = w.rowKey()
	if w.rarely("a column that vanished", 5) {
		c.Source.Columns = append(c.Source.Columns, catalog.Column{Name: "vanished", Tags: w.columnTags()})
	}
}

func (w *world) column(c *Case, name string, ordinal int) {
	typ, ok := catalog.ParseType(pick(*w, "type", w.types()...))
	if !ok {
		w.t.Fatalf("the pool of types has one that is none")
	}
	c.Base.Columns = append(c.Base.Columns, catalog.Observed{Name: name, Type: typ, Ordinal: ordinal})
	if name != "x" && w.rarely("a column that the snapshot lacks", 4) {
		return
	}
	described := catalog.Column{Name: name, Type: typ.String(), Tags: w.columnTags()}
	c.Source.Columns = append(c.Source.Columns, described)
	w.columns = append(w.columns, column{name, typ, described.Tags})
	switch review := (oracle.Review{Type: typ.String(), Identity: c.Base.Identity, Ordinal: ordinal}); {
	case w.rarely("never reviewed", 3):
	case w.rarely("reviewed as another type", 1):
		review.Type = "inet"
		c.Reviews[name] = review
	default:
		c.Reviews[name] = review
	}
}

// rowKey is no column rarely, and rarely one by which nothing is drawn.
func (w world) rowKey() []string {
	if w.rarely("no key", 15) {
		return nil
	}
	key := []string{pick(w, "key", w.columns...).name}
	if c, ok := w.byFit("key that fits", catalog.Type.Comparable); ok && w.often("a key that fits", 8) {
		key[0] = c.name
	}
	if c := pick(w, "second of the key", w.columns...); c.name != key[0] && w.often("a key of two", 3) {
		key = append(key, c.name)
	}
	return key
}

func (w world) columnTags() []catalog.Tag {
	if w.often("tagged", 5) {
		return []catalog.Tag{pick(w, "tag", w.tags()...)}
	}
	return nil
}

// rows draws up to eight rows, of which the pools make many meet a literal.
func (w world) rows(c *Case) {
	for range w.between("rows", 3, 8) {
		row := make(oracle.Row, 0, len(c.Base.Columns))
		for _, o := range c.Base.Columns {
			row = append(row, w.value(o.Type))
		}
		c.Rows = append(c.Rows, row)
	}
}

func (w world) value(t catalog.Type) oracle.Value {
	if w.rarely("NULL", 12) {
		return nil
	}
	texts := w.common(t)
	if !w.often("hostile", 6) {
		texts = w.hostile(t)
	}
	v, err := oracle.Parse(t, w.fit(t, pick(w, "value", texts...)))
	if err != nil {
		w.t.Fatalf("the pool of %s has a value that is none: %v", t, err)
	}
	return v
}

// fit cuts text to the length of its type: characters, on Redshift bytes, of
// which CHAR takes ASCII alone.
func (w world) fit(t catalog.Type, text string) string {
	if !t.IsText() || t.Length == 0 {
		return text
	}
	chars := []rune(text)
	if w.redshift && t.Kind == catalog.Char {
		chars = slices.DeleteFunc(chars, func(r rune) bool { return r > unicode.MaxASCII })
	}
	for len(chars) > t.Length || w.redshift && len(string(chars)) > t.Length {
		chars = chars[:len(chars)-1]
	}
	return string(chars)
}

// common are canonical values that literals and attributes have too.
func (w world) common(t catalog.Type) []string {
	switch t.Kind {
	case catalog.Smallint, catalog.Integer, catalog.Bigint:
		return []string{"0", "1", "3", "42", "-7", "1234"}
	case catalog.Decimal:
		if t.Scale == 0 && t.Precision > 0 {
			return []string{"0", "3", "42", "-7"}
		}
		return []string{"0", "1", "3", "42", "-7", "19.99", "0.50"}
	case catalog.Real, catalog.Double:
		return []string{"0", "1", "3", "-7.25", "0.1", "1234.5"}
	case catalog.Char, catalog.Varchar, catalog.Text:
		return []string{"DE", "US", "FR", "DE", "US", "hr", "ann", "fraud", "3", "ann@example.com", "carl@x.io", "bob@example.org", "Düsseldorf", "4111111111111111"}
	case catalog.Boolean:
		return []string{"true", "false"}
	case catalog.Date:
		return []string{"2020-02-29", "2024-12-31", "1999-01-01"}
	case catalog.Timestamp:
		return []string{"2020-02-29 10:00:00.000000", "2024-12-31 23:59:59.999999", "1999-01-01 00:00:00.000000"}
	case catalog.TimestampTZ:
		return []string{"2020-02-29 10:00:00.000000+00", "2024-12-31 23:30:00.000000+00"}
	case catalog.Other:
		return otherValues(t)
	case catalog.Unknown:
	}
	return []string{"x"}
}

func otherValues(t catalog.Type) []string {
	if t.Name == "uuid" {
		return []string{"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff"}
	}
	return []string{"00:00:00", "23:59:59.999999"}
}

// hostile are values at the ends of the type and text that looks like code.
func (w world) hostile(t catalog.Type) []string {
	switch t.Kind {
	case catalog.Smallint:
		return []string{"32767", "-32768"}
	case catalog.Integer:
		return []string{"2147483647", "-2147483648", "32768"}
	case catalog.Bigint:
		return []string{"9223372036854775807", "-9223372036854775808", "9007199254740993"}
	case catalog.Decimal:
		return w.hostileDecimals(t)
	case catalog.Real:
		return w.specials(t, "3.4028235e+38", "1e-45", "16777217", "-0.3", "-1e-40")
	case catalog.Double:
		return w.specials(t, "1.7976931348623157e+308", "5e-324", "-5e-324", "1e15", "1000000000000001", "-0.3", "0.30000000000000004")
	case catalog.Char, catalog.Varchar, catalog.Text:
		return hostileTexts()
	case catalog.Date:
		return w.specials(t, "0001-01-01", "9999-12-31", "10000-01-01", "0044-03-15 BC")
	case catalog.Timestamp:
		return w.specials(t, "0001-01-01 00:00:00.000000", "9999-12-31 23:59:59.999999", "0044-03-15 00:00:00.000000 BC", "2020-03-29 02:30:00.000000")
	case catalog.TimestampTZ:
		return w.specials(t, "0001-01-01 00:00:00.000000+00", "9999-12-31 23:59:59.999999+00", "2021-12-31 23:30:00.000000+00", "0044-03-15 00:00:00.000000+00 BC")
	case catalog.Boolean, catalog.Unknown, catalog.Other:
	}
	return w.common(t)
}

func (w world) hostileDecimals(t catalog.Type) []string {
	if t.Precision == 0 {
		return []string{
			"NaN", "Infinity", "-Infinity", "0.1000000000000000000000000000001",
			"123456789012345678901234567890123456789012345678901234567890", "-0.000000000000000000001",
		}
	}
	nines := strings.Repeat("9", t.Precision-t.Scale)
	if t.Scale > 0 {
		nines += "." + strings.Repeat("9", t.Scale)
	}
	out := []string{nines, "-" + nines}
	if w.redshift {
		return out
	}
	return append(out, "NaN")
}

// specials adds what is no number or no day, which Redshift's dates lack.
func (w world) specials(t catalog.Type, texts ...string) []string {
	switch {
	case t.Kind == catalog.Real || t.Kind == catalog.Double:
		return append(texts, "NaN", "Infinity", "-Infinity")
	case w.redshift:
		return texts
	}
	return append(texts, "infinity", "-infinity")
}

func hostileTexts() []string {
	return []string{
		"", " ", "DE ", "DE   ", " DE", "de", "O'Brien", `back\slash`, `\'; DROP TABLE x; --`, `"quoted"`, "100%", "a_b",
		"new\nline", "DE\n", "tab\t", "é", "e\u0301", "ß", "İ", "😀😀😀😀😀😀", "$1", `\1&\0`, "NULL", "{}", "\u00a0", "\u2028",
		"ann@example.com", "first.last@sub.example.org", "@", "a@b@example.com", "@example.com", "é@example.com", "bob@10.0.0.1", "bob@x.", "bob@.x.de", "***@a-b.C9",
		"bob@example.com\n", "a\nb@x.io", "bob@exämple.com", "bob@localhost", "<bob@x.io>, born 1980", "4111111111111111", "+49 30 123456", "aaaaaaaaaa", "abbbbbe",
		strings.Repeat("long ", 39) + "end", strings.Repeat("é", 100),
	}
}

// byFit orders columns: those that a test of the kind suits, or any, rarely.
func (w world) byFit(label string, fits func(catalog.Type) bool) (column, bool) {
	if w.rarely(label+" that does not fit", 6) {
		return pick(w, label, w.columns...), true
	}
	suited := slices.DeleteFunc(slices.Clone(w.columns), func(c column) bool { return !fits(c.typ) })
	if len(suited) == 0 {
		return column{}, false
	}
	return pick(w, label, suited...), true
}

// name describes a case in a test's log.
func (c Case) String() string {
	return fmt.Sprintf("%s with %d columns, %d rows, %d policies, %d users", c.Cluster.Kind, len(c.Base.Columns), len(c.Rows), len(c.Policies), len(c.Users))
}
