package compile_test

import (
	"os"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
)

// documented are the masks of docs/policy.md's table of types, by the name of
// their row, at their best: what they measure in is small and whole, and a
// constant is of the column's type.
func documented(typ catalog.Type) map[string]policy.Mask {
	literal := catalog.Literal{Kind: catalog.Text, Text: "a"}
	switch {
	case typ.IsNumber():
		literal = catalog.Literal{Kind: catalog.Bigint, Text: "1"}
	case typ.Kind == catalog.Boolean:
		literal = catalog.Literal{Kind: catalog.Boolean, Text: "true"}
	case typ.Kind == catalog.Date:
		literal = catalog.Literal{Kind: catalog.Date, Text: "2026-01-01"}
	case typ.IsTime():
		literal = catalog.Literal{Kind: catalog.Timestamp, Text: "2026-01-01 00:00:00.000000"}
	}
	return map[string]policy.Mask{
		"`null`": policy.MaskNull{}, "`constant`": policy.MaskConstant{Value: literal}, "`hash`": policy.MaskHash{},
		"`random` of numbers": between("1", "2"), "`random` of dates": policy.MaskRandom{Kind: catalog.Date, Low: "2026-01-01", High: "2026-01-02"},
		"`noise` within a number": policy.MaskNoise{Within: "1"}, "`noise` of days": policy.MaskNoise{Days: 1},
		"`regex`": policy.MaskRegex{Pattern: "a"}, "`round` to a number": policy.MaskRound{Step: "1"}, "`round` to a unit": policy.MaskRound{Unit: policy.Month},
		"`bucket` by numbers": numbers("1"), "`bucket` by times": times("2026-01-01 00:00:00.000000"),
		"`partial`": policy.MaskPartial{First: 1}, "`email`": policy.MaskEmail{},
		"`k_anonymity`":       policy.MaskKAnonymity{K: 2},
		"`custom` about text": custom(`value.left(1) + "x"`), "`custom` about numbers": custom(`value + 1`),
	}
}

// sampled are types of each column of the table.
func sampled() map[string][]string {
	return map[string][]string{
		"text": {"text", "varchar(64)", "char(64)"}, "smallint, integer": {"smallint", "integer"}, "bigint": {"bigint"}, "decimal": {"numeric(12,2)"},
		"real, double": {"real", "double precision"}, "boolean": {"boolean"}, "date": {"date"}, "timestamp": {"timestamp"}, "timestamptz": {"timestamptz"},
		"other": {"uuid", "time"},
	}
}

// rows reads the table of docs/policy.md that begins with a line.
func rows(t *testing.T, heading string) [][]string {
	t.Helper()
	page, err := os.ReadFile("../../docs/policy.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(page), heading+"\n")
	if !found {
		t.Fatalf("docs/policy.md has no table %q", heading)
	}
	var out [][]string
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, "|") {
			break
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		out = append(out, cells)
	}
	return out[1:]
}

// The table of which mask fits which type is what the compiler does.
func TestTheTableOfMasksIsTrue(t *testing.T) {
	const heading = "| mask | text | smallint, integer | bigint | decimal | real, double | boolean | date | timestamp | timestamptz | other |"
	columns := strings.Split(strings.Trim(heading, "|"), "|")[1:]
	table := rows(t, heading)
	if len(table) != len(documented(catalog.Type{})) {
		t.Errorf("%d masks in the table", len(table))
	}
	for _, row := range table {
		for i, column := range columns {
			for _, declared := range sampled()[strings.TrimSpace(column)] {
				typ, _ := catalog.ParseType(declared)
				mask, known := documented(typ)[row[0]]
				if !known {
					t.Fatalf("no mask %s", row[0])
				}
				_, issues := one(t, declared, mask)
				if fits := row[i+1] != "–"; fits == issues.Has("mask-does-not-fit") {
					t.Errorf("the table says of %s on %s: %s; it is %+v", row[0], declared, row[i+1], issues)
				}
			}
		}
	}
}

// So is the table of ranks: of two masks of different rank on one column the
// higher is shown, by the compiler and by the oracle.
func TestTheTableOfRanksIsTrue(t *testing.T) {
	ranks := map[string]string{}
	for _, row := range rows(t, "| rank | mask | what one can still do with it |") {
		ranks[row[1]] = row[0]
	}
	rank := func(name string) string { return ranks[name[:strings.LastIndexByte(name, '`')+1]] }
	compared := 0
	for _, types := range sampled() {
		typ, _ := catalog.ParseType(types[0])
		for high, a := range documented(typ) {
			for low, b := range documented(typ) {
				_, misfitA := one(t, types[0], a)
				_, misfitB := one(t, types[0], b)
				if rank(low) == "" || rank(high) <= rank(low) || misfitA.Has("mask-does-not-fit") || misfitB.Has("mask-does-not-fit") {
					continue
				}
				compared++
				alone, _ := one(t, types[0], a)
				if both, _ := one(t, types[0], b, a); both != alone || !oracle.Hides(a, b) || oracle.Hides(b, a) {
					t.Errorf("on %s, %s and %s show %+v", typ, high, low, both)
				}
			}
		}
	}
	if len(ranks) != 11 || compared < 50 {
		t.Errorf("%d masks have a rank, and %d pairs were compared", len(ranks), compared)
	}
}
