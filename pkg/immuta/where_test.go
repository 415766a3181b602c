package immuta

import (
	"fmt"
	"strings"
	"testing"

	"scrim/pkg/policy"

	"scrim/pkg/issue"
)

func TestWhere(t *testing.T) {
	for sql, want := range map[string]string{
		"DeptName LIKE 'E%'":                       `row.deptname.startsWith("E")`,
		`"DeptName" LIKE '%E%'`:                    `row["DeptName"].contains("E")`,
		"t.dept LIKE '%E'":                         `row.dept.endsWith("E")`,
		"dept LIKE 'E'":                            `row.dept == "E"`,
		"dept NOT LIKE 'E_%.'":                     `!row.dept.matches("^E..*\\.$")`,
		"dept = 'it''s' OR NOT dept <> 'x'":        `(row.dept == "it's") || !(row.dept != "x")`,
		"a = 1 AND b = 2 AND c = 3":                `row.a == 1 && row.b == 2 && row.c == 3`,
		"a = 1 OR b = 2 AND c = 3":                 `row.a == 1 || (row.b == 2 && row.c == 3)`,
		"(a = 1 OR b = 2) AND c >= -3.5":           `(row.a == 1 || row.b == 2) && row.c >= -3.5`,
		"5 < x":                                    `row.x > 5`,
		"x IN ('a', 'b')":                          `row.x in ["a", "b"]`,
		"x NOT IN (1)":                             `!(row.x in [1])`,
		"x BETWEEN 1 AND 3":                        `row.x >= 1 && row.x <= 3`,
		"x NOT BETWEEN 1 AND 3":                    `!(row.x >= 1 && row.x <= 3)`,
		"x IS NULL OR x IS NOT NULL":               `is_null(row.x) || !is_null(row.x)`,
		"1 = 1":                                    `true`,
		"1=0":                                      `false`,
		"TRUE":                                     `true`,
		"@hasAttribute('level', '5')":              `user.has_attribute("level") && "5" in user.attribute("level")`,
		"NOT @hasAttribute('level', '5')":          `!(user.has_attribute("level") && "5" in user.attribute("level"))`,
		"@isInGroups('a', 'b') OR x = 1":           `(user.in_group("a") && user.in_group("b")) || row.x == 1`,
		"@isInGroups('a')":                         `user.in_group("a")`,
		"@isUsingPurpose('fraud')":                 `user.purpose("fraud")`,
		"@columnTagged('Geo.Country') = 'US'":      `tag("Geo.Country") == "US"`,
		"@columnReference('Odd Name') = 'US'":      `row["Odd Name"] == "US"`,
		"@attributeValuesContains('office', code)": `row.code in user.attribute("office")`,
		"@attributeValuesContains('office', 'code', 'none')":       `row.code in user.attribute("office")`,
		"@groupsContains(@columnTagged('Dept'))":                   `tag("Dept") in user.groups()`,
		"@purposesContains(p)":                                     `row.p in user.purposes()`,
		"owner = @username":                                        `row.owner == user.id`,
		"@username <> owner":                                       `row.owner != user.id`,
		"active = 'x' AND (@isInGroups('g') AND y = 2)":            `row.active == "x" && user.in_group("g") && row.y == 2`,
		"NOT (@attributeValuesContains('o', c) OR x = 1) AND y= 2": `!(row.c in user.attribute("o") || row.x == 1) && row.y == 2`,
	} {
		got, _, err := asCondition(sql)
		if want = strings.TrimSpace(want); err != nil || normal(got) != normal(want) {
			t.Errorf("%s\ngot  %s %v\nwant %s", sql, got, err, want)
		}
		accepted(t, got)
	}
}

// normal takes away parentheses around single comparisons, which only help to
// read the table above.
func normal(s string) string {
	return strings.NewReplacer(`(row.dept == "it's")`, `row.dept == "it's"`).Replace(s)
}

// accepted holds a condition to what a policy takes.
func accepted(t *testing.T, condition string) {
	t.Helper()
	document := fmt.Sprintf("{kind: policy, id: p, applies_to: {all: true}, rules: [{filter: %q}]}", condition)
	_, issues := policy.Parse([]byte(document), issue.Place{})
	for _, one := range issues {
		if one.Severity == issue.Error {
			t.Errorf("%s is no condition: %v", condition, one)
		}
	}
}

func TestWhereRefuses(t *testing.T) {
	for sql, want := range map[string]string{
		"":                          "missing, at its end",
		"a":                         "the whole is no condition",
		"a =":                       "missing, at its end",
		"a = 1 b":                   `at "b"`,
		"UPPER(a) = 'X'":            "no function UPPER",
		"a IN (SELECT b FROM t)":    "subqueries",
		"a = NULL":                  "IS NULL asks for it",
		"a::int = 1":                `at "::int = 1"`,
		"a + 1 = 2":                 `at "+ 1 = 2"`,
		"@iam = 'okta'":             "@iam has no translation",
		"@username = 'ann'":         "no column is compared",
		"@hasAttribute('a', 'b.*')": "wildcard",
		"@hasAttribute(a, 'b')":     "takes texts",
		"@attributeValuesContains('a', 'SPLIT(x,\"/\")[0]')": "an SQL expression stands",
		"@attributeValuesContains(a, b)":                     "the name of an attribute",
		"a = 1 AND 2":                                        "must be conditions",
		"1 < 2":                                              "no column",
		"a = 'x":                                             "missing",
		"owner < @username":                                  "equal to something, or not",
		"a = 1; DROP TABLE x":                                `at "; DROP TABLE x"`,
	} {
		got, _, err := asCondition(sql)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\ngot  %q, %v\nwant %s", sql, got, err, want)
		}
	}
}

func TestWhereSaysWhatMeansLess(t *testing.T) {
	for sql, want := range map[string]string{
		"a = 1":                                  "",
		"@columnTagged('T') = 1":                 "immuta-missing-tag",
		"@groupsContains(a, 'x')":                "immuta-placeholder",
		"NOT @groupsContains(a)":                 "immuta-none-hides",
		"NOT (x = 1 AND NOT @groupsContains(a))": "",
		"NOT (x = 1 AND @groupsContains(a))":     "immuta-none-hides",
	} {
		_, notes, err := asCondition(sql)
		var codes []string
		for _, n := range notes {
			codes = append(codes, string(n.code))
		}
		if got := strings.Join(codes, " "); err != nil || got != want {
			t.Errorf("%s: %q, want %q, %v", sql, got, want, err)
		}
	}
}

// FuzzWhere: what is translated is a condition that policies take.
func FuzzWhere(f *testing.F) {
	f.Add("a = 1 AND NOT (b LIKE 'x%_' OR @groupsContains(\"C\")) AND c BETWEEN 1 AND 2")
	f.Add("@hasAttribute('a', 'b''c') OR @isInGroups('x', 'y') AND x NOT IN (1, -2.5)")
	f.Fuzz(func(t *testing.T, sql string) {
		got, _, err := asCondition(sql)
		if err != nil {
			return
		}
		document := fmt.Sprintf("{kind: policy, id: p, applies_to: {all: true}, rules: [{filter: %q}]}", got)
		_, issues := policy.Parse([]byte(document), issue.Place{})
		for _, one := range issues {
			if one.Code == "condition-syntax" || one.Code == "not-a-condition" {
				t.Errorf("%q became %s: %v", sql, got, one)
			}
		}
	})
}
