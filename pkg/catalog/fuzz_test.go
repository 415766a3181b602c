package catalog_test

import (
	"strings"
	"testing"

	"scrim/pkg/catalog"
)

// FuzzParseType: a type that is read is written as text that reads as the same
// type, and what is no type is no text that a statement could be made of.
func FuzzParseType(f *testing.F) {
	for _, text := range []string{
		"character varying(64)", "NUMERIC(12, 2)", "numeric(3,5)", "char", "bpchar(5)", "timestamp(3) with time zone", "timestamptz",
		"public.mood[]", "double  precision", "interval(3)", "int4(5)", "varchar(99999999999999999999)", "text; DROP TABLE t", `"x"`, "uuid\x00", "ÏNT",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		typ, ok := catalog.ParseType(text)
		if !ok {
			if typ != (catalog.Type{}) {
				t.Errorf("%q is no type, and is %+v", text, typ)
			}
			return
		}
		written := typ.String()
		if strings.ContainsAny(written, "'\"\\;-\x00\n") {
			t.Errorf("%q is written %q", text, written)
		}
		again, ok := catalog.ParseType(written)
		again.Domain = typ.Domain // a length of a timestamp is a restriction that the name does not say
		if !ok || again != typ {
			t.Errorf("%q is %+v, written %q and then %+v", text, typ, written, again)
		}
		typ.Canonical(text)
	})
}
