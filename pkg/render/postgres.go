package render

import (
	"fmt"
	"strings"

	"scrim/pkg/catalog"
)

// postgres is PostgreSQL 12 and later.
type postgres struct{}

// maxPostgresName is NAMEDATALEN - 1: PostgreSQL cuts what is longer, so that
// two names could become one.
const maxPostgresName = 63

func (postgres) Name() string                { return "postgres" }
func (postgres) CheckName(name string) error { return checkName(name, maxPostgresName) }
func (postgres) fold(name string) string     { return name }
func (postgres) prefix() string              { return "" }

// quote writes a backslash so that it is one under both settings of
// standard_conforming_strings.
func (postgres) quote(text string) string {
	quoted := "'" + strings.ReplaceAll(text, "'", "''") + "'"
	if !strings.Contains(text, `\`) {
		return quoted
	}
	return "E" + strings.ReplaceAll(quoted, `\`, `\\`)
}

// lingers: a name is looked up again once its lock was waited for.
func (postgres) lingers() bool { return false }

// relation leaves the database out: PostgreSQL reads no other.
func (postgres) relation(_, schema, name string) string { return schema + "." + name }

func (postgres) typeName(t catalog.Type) string { return t.String() }
func (postgres) keepsType() bool                { return true }
func (postgres) byteOrder() string              { return ` COLLATE "C"` }
func (postgres) trimmed(char string) string     { return "CAST(" + char + " AS text)" }

// keyText: trailing blanks count, but for those of CHAR(n), which trimmed takes.
func (postgres) keyText(text string) string { return text }
func (postgres) moment(bool) string         { return "pg_catalog.statement_timestamp() AT TIME ZONE 'UTC'" }

func (postgres) digest(expr string) string {
	return "pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(" + expr + ", 'UTF8')), 'hex')"
}

func (postgres) number(hex string) string {
	return "CAST(CAST('x' || " + hex + " AS bit(60)) AS bigint)"
}

func (postgres) integerRoom(t catalog.Type) string {
	if t.Kind == catalog.Bigint {
		return "numeric"
	}
	return "bigint"
}

// mode makes the pattern an advanced regular expression, whatever
// regex_flavor or its first characters say, in which a newline is a character
// like any other; a second list of options is not allowed after the first.
const postgresMode = "***:(?s)"

func (p postgres) matches(expr, pattern string) string {
	return expr + " ~ " + p.quote(postgresMode+pattern)
}

// quotientDigits is NUMERIC_MIN_SIG_DIGITS of PostgreSQL's sources.
func (postgres) quotientDigits() int { return 16 }

// prefixed is a LIKE, which an index serves, and which costs less than half of
// what starts_with does.
func (p postgres) prefixed(text, prefix string, no bool) string {
	pattern := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(prefix) + "%"
	return text + not(no) + " LIKE " + p.quote(pattern)
}

// unlike compares as character(n) does, which costs a fifth of cutting the
// blanks off; a text is one without being converted.
func (postgres) unlike(a, b string) string {
	return "CAST(" + a + " AS pg_catalog.bpchar) <> CAST(" + b + " AS pg_catalog.bpchar)"
}

// once has a subquery that OFFSET keeps from being flattened into its users.
func (postgres) once(value string, in func(value string) string) string {
	return fmt.Sprintf(`(SELECT %s FROM (SELECT %s AS "x" OFFSET 0) AS o)`, in(`o."x"`), value)
}

func (p postgres) replaceAll(expr, pattern, with string) string {
	with = strings.ReplaceAll(with, `\`, `\\`) // \1 and \& would mean something
	return fmt.Sprintf("pg_catalog.regexp_replace(%s, %s, %s, 'g')", expr, p.quote(postgresMode+pattern), p.quote(with))
}

// membership is a hashed subplan: it is built when it is first needed and
// costs less than a join under OR (docs/design/0004-membership.md).
func (postgres) membership(held, list, _ string) membership {
	return membership{in: held + " IN (" + list + ")", none: held + " NOT IN (" + list + ")"}
}

// hashed is how many combinations a statement hashes once for all its rows, which
// is twice as fast as looking each up: few enough for the least work_mem that
// anybody sets, and for nobody to notice in a statement of one row.
const hashed = 10_000

// among asks the counting itself which way is better: the planner, which may
// know nothing of the table or that it is small, would compute a row's hash anew
// for each combination. Of two subqueries the one that is not chosen never runs.
func (postgres) among(_ *writer, hash, combinations, counting string) string {
	attempt := `k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM ` + counting + `)`
	return fmt.Sprintf(`CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM %[1]s) <= %[2]d `+
		`THEN %[3]s IN (SELECT k."hash" FROM %[4]s AS k WHERE %[5]s) `+
		`ELSE EXISTS (SELECT 1 FROM %[4]s AS k WHERE %[5]s AND k."hash" = %[3]s) END`, counting, hashed, hash, combinations, attempt)
}

func (postgres) viewOptions(barrier bool) string {
	if barrier {
		return " WITH (security_barrier)"
	}
	return ""
}

func (postgres) viewEnd() string { return "" }
