package redshiftd_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// VARCHAR(n) holds n bytes (D r_Character_types): what is too long fails, and the error tells nothing of the row.
func TestLengthsAreBytes(t *testing.T) {
	w := newWorld(t, cluster(t))
	c := w.admin
	tooLong := func(n, sql string, args ...any) {
		t.Helper()
		_, err := c.Exec(context.Background(), sql, args...)
		var pgErr *pgconn.PgError
		if !errors.As(err, &pgErr) || pgErr.Code != "22001" || pgErr.Message != "value too long for type character varying("+n+")" || pgErr.Detail != "" || pgErr.ConstraintName != "" {
			t.Errorf("%s: got %v", sql, err)
		}
	}
	c.run(`CREATE TABLE "hr"."b" ("a" VARCHAR(4), "c" VARCHAR)`)
	tooLong("4", `INSERT INTO "hr"."b" ("a") VALUES ($1)`, "größ")
	tooLong("4", `INSERT INTO "hr"."b" ("a") VALUES ($1)`, "abcde")
	c.run(`INSERT INTO "hr"."b" ("a") VALUES ('abcd'), ('grö'), (NULL)`)
	tooLong("4", `UPDATE "hr"."b" SET "a" = 'größ' WHERE "a" = 'grö'`)

	c.run(`ALTER TABLE "hr"."b" ALTER COLUMN "a" TYPE VARCHAR(8)`, `UPDATE "hr"."b" SET "a" = 'größ' WHERE "a" = 'grö'`, `ALTER TABLE "hr"."b" RENAME COLUMN "a" TO "z"`)
	tooLong("8", `INSERT INTO "hr"."b" ("z") VALUES ('größer als')`)
	tooLong("8", `INSERT INTO "hr"."b" ("z") VALUES ('größerä')`)
	c.run(`ALTER TABLE "hr"."b" ADD COLUMN "d" VARCHAR(2)`, `CREATE TABLE "hr"."copy" AS SELECT "d" FROM "hr"."b"`, `CREATE TABLE "hr"."alike" (LIKE "hr"."b")`)
	for _, table := range []string{"b", "copy", "alike"} {
		tooLong("2", `INSERT INTO "hr"."`+table+`" ("d") VALUES ('ää')`)
	}
	c.run(`ALTER TABLE "hr"."b" DROP COLUMN "d"`, `INSERT INTO "hr"."b" ("c") VALUES (REPEAT('ä', 128))`)
	tooLong("256", `INSERT INTO "hr"."b" ("c") VALUES (REPEAT('ä', 129))`)
}

// A CHAR column holds single-byte characters only (D r_Character_types; wording I amazon-redshift-utils#395), whatever room there is.
func TestCharsAreSingleBytes(t *testing.T) {
	w := newWorld(t, cluster(t))
	c := w.admin
	multibyte := func(sql string, args ...any) {
		t.Helper()
		_, err := c.Exec(context.Background(), sql, args...)
		var pgErr *pgconn.PgError
		if !errors.As(err, &pgErr) || pgErr.Code != "XX000" || pgErr.Message != "Invalid characters:" || strings.Contains(pgErr.Detail, "row") || pgErr.ConstraintName != "" {
			t.Errorf("%s: got %v", sql, err)
		}
	}
	c.run(`CREATE TABLE "hr"."c" ("a" CHAR(8), "b" BPCHAR, "d" INTEGER)`, `INSERT INTO "hr"."c" VALUES ('abc', 'ab ', 1), ('', NULL, 2), ('12345678', 'x', 3)`)
	multibyte(`INSERT INTO "hr"."c" ("a") VALUES ($1)`, "größ")
	multibyte(`UPDATE "hr"."c" SET "b" = 'ä' WHERE "d" = 1`)
	c.fails("22001", "value too long for type character(8)", `INSERT INTO "hr"."c" ("a") VALUES ('123456789')`)
	c.run(`ALTER TABLE "hr"."c" RENAME COLUMN "a" TO "z"`, `ALTER TABLE "hr"."c" ADD COLUMN "e" CHAR(2)`, `CREATE TABLE "hr"."copied" AS SELECT "z", "e" FROM "hr"."c"`)
	multibyte(`UPDATE "hr"."c" SET "e" = 'ä' WHERE "d" = 1`)
	multibyte(`INSERT INTO "hr"."copied" ("z") VALUES ('ä')`)
	c.run(`ALTER TABLE "hr"."c" DROP COLUMN "z"`)
}
