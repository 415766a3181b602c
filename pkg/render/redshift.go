package render

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"scrim/pkg/catalog"
)

// redshift is Amazon Redshift, provisioned (RA3 and later) and serverless.
// Nothing here was run on a live cluster yet: docs/live-cluster-checklist.md.
type redshift struct{}

const maxRedshiftName = 127

func (redshift) Name() string                { return "redshift" }
func (redshift) CheckName(name string) error { return checkName(name, maxRedshiftName) }
func (redshift) fold(name string) string     { return catalog.Redshift.Fold(name) }
func (redshift) prefix() string              { return "" }

// quote doubles backslashes too: there is no standard_conforming_strings, a
// backslash is always an escape and E'…' does not exist.
func (redshift) quote(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(text) + "'"
}

// relation has three parts always: in a late-binding view, two would mean the
// database that the reader is connected to.
// lingers: names are looked up before locks are waited for, and not again
// (as in PostgreSQL before 9.2, which Redshift descends from).
func (redshift) lingers() bool { return true }

func (redshift) relation(database, schema, name string) string {
	return database + "." + schema + "." + name
}

// maxVarchar is the longest VARCHAR, in bytes; without a length it would be
// 256, and a cast cuts.
const maxVarchar = 65535

func (redshift) typeName(t catalog.Type) string {
	if t.Kind == catalog.Text || t.Kind == catalog.Varchar && t.Length == 0 {
		return catalog.Type{Kind: catalog.Varchar, Length: maxVarchar}.String()
	}
	return t.String()
}

func (redshift) keepsType() bool            { return false } // nothing says that it does
func (redshift) byteOrder() string          { return "" }    // it knows no other
func (redshift) trimmed(char string) string { return "pg_catalog.rtrim(" + char + ")" }

func (redshift) keyText(text string) string { return "pg_catalog.rtrim(" + text + ")" }

// moment is got out of the session's local time, in whatever zone a reader
// sets. A time that occurs twice there, when clocks go back, may be read as
// either instant, so the offset of two days on or before counts where it hides
// more. In a zone more than a day from UTC, which is nobody's, now is not known
// (docs/design/0003-now-on-redshift.md).
func (redshift) moment(early bool) string {
	const local = "pg_catalog.getdate()"
	later := func(at string, days int) string {
		switch {
		case days > 0:
			return fmt.Sprintf("%s + INTERVAL '%d days'", at, days)
		case days < 0:
			return fmt.Sprintf("%s - INTERVAL '%d days'", at, -days)
		}
		return at
	}
	utc := func(days int) string {
		return "CAST(" + later(local, days) + " AS timestamp with time zone) AT TIME ZONE 'UTC'"
	}
	var ordinary []string
	for _, days := range []int{-15, 0, 15} {
		ordinary = append(ordinary, utc(days)+" BETWEEN "+later(local, days-1)+" AND "+later(local, days+1))
	}
	now := "GREATEST(" + utc(0) + ", " + later(utc(2), -2) + ")"
	if early {
		now = "LEAST(" + utc(0) + ", " + later(utc(-2), 2) + ")"
	}
	return "CASE WHEN " + strings.Join(ordinary, " AND ") + " THEN " + now + " END"
}

func (redshift) digest(expr string) string { return "pg_catalog.sha2(" + expr + ", 256)" }
func (redshift) number(hex string) string  { return "pg_catalog.strtol(" + hex + ", 16)" }

func (redshift) integerRoom(t catalog.Type) string {
	if t.Kind == catalog.Bigint {
		return "numeric(38,0)"
	}
	return "bigint"
}

func (d redshift) matches(expr, pattern string) string { return expr + " ~ " + d.quote(pattern) }

// marker stands for the replacement while patterns are at work: a character
// of the private use area, since Redshift does not say which characters mean
// something in a replacement.
const marker = "\ue000"

func (redshift) quotientDigits() int { return 0 }

func (d redshift) prefixed(text, prefix string, no bool) string {
	return fmt.Sprintf(`pg_catalog."left"(%s, %d) %s %s`, text, utf8.RuneCountInString(prefix), equals(no), d.quote(prefix))
}

func (redshift) unlike(a, b string) string {
	return "pg_catalog.rtrim(" + a + ") <> pg_catalog.rtrim(" + b + ")"
}

// once writes it out each time: Redshift has correlated subqueries in few places.
func (redshift) once(value string, in func(value string) string) string { return in(value) }

func (d redshift) replaceAll(expr, pattern, with string) string {
	replace := func(with string) string {
		return fmt.Sprintf("pg_catalog.regexp_replace(%s, %s, %s, 1, 'c')", expr, d.quote(pattern), d.quote(with))
	}
	if !strings.ContainsAny(with, `\$&`) {
		return replace(with)
	}
	return fmt.Sprintf("CASE WHEN pg_catalog.strpos(%s, %s) = 0 THEN pg_catalog.replace(%s, %s, %s) END",
		expr, d.quote(marker), replace(marker), d.quote(marker), d.quote(with))
}

// membership is a left join with the distinct values: under OR or CASE an IN
// would be a subplan that Redshift may refuse (docs/design/0004-membership.md).
func (redshift) membership(held, list, alias string) membership {
	return membership{
		join: fmt.Sprintf(`LEFT JOIN (%s) AS %s ON %s."value" = %s`, strings.Replace(list, "SELECT", "SELECT DISTINCT", 1), alias, alias, held),
		in:   alias + `."value" IS NOT NULL`,
		none: "(" + alias + `."value" IS NULL AND ` + held + " IS NOT NULL)",
	}
}

// among is a membership, which is a join here.
func (redshift) among(w *writer, hash, combinations, counting string) string {
	list := fmt.Sprintf(`SELECT k."hash" AS "value" FROM %s AS k WHERE k."attempt" IN (SELECT n."attempt" FROM %s)`, combinations, counting)
	return w.membership(hash, list).in
}

func (redshift) viewOptions(bool) string { return "" }
func (redshift) viewEnd() string         { return "\nWITH NO SCHEMA BINDING" }
