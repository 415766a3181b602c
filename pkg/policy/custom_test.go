package policy_test

import (
	"encoding/json"
	"testing"

	"scrim/pkg/formula"
	"scrim/pkg/issue"
	. "scrim/pkg/policy"
)

// expression reads one, by way of a policy.
func expression(t testing.TB, p *Parser, written string) (formula.Formula, issue.List) {
	t.Helper()
	quoted, err := json.Marshal(written)
	if err != nil {
		t.Fatal(err)
	}
	doc := `{"kind": "policy", "id": "a", "applies_to": {"all": true}, "rules": [{"mask": {"custom": ` + string(quoted) + `}}]}`
	read, issues := p.Parse([]byte(doc), issue.Place{Input: "a"})
	if issues.HasErrors() {
		return "", issues
	}
	return read.Rules[0].Do.(Apply).Mask.(MaskCustom).Formula, issues
}

// What an expression says, and how it is written back.
func TestExpressions(t *testing.T) {
	p := newParser(t)
	for written, want := range map[string]string{
		`value.left(2)+'***'`:                                           `value.left(2) + "***"`,
		`value + "a" + "b"`:                                             `value + "a" + "b"`,
		`value + ("a" + "b")`:                                           `value + ("a" + "b")`,
		`((value)).right( 4 )`:                                          `value.right(4)`,
		`value.middle(2, 3).upperAscii().lowerAscii()`:                  `value.middle(2, 3).upperAscii().lowerAscii()`,
		`value.cover(0, 4, "*")`:                                        `value.cover(0, 4, "*")`,
		"value.replace(r'\\', '')":                                      `value.replace("\\", "")`,
		`value + "e` + "\u0301" + `"`:                                   `value + "é"`, // brought to normal form C
		`size(value) > 3 ? value.left(1) : "x"`:                         `size(value) > 3 ? value.left(1) : "x"`,
		`value.size() > 3 ? value.left(1) : "x"`:                        `size(value) > 3 ? value.left(1) : "x"`,
		`value == "a" || value != "b" || !(value == "c") ? "d" : value`: `value == "a" || value != "b" || !(value == "c") ? "d" : value`,
		`value.startsWith("a") && value.endsWith("b") && value.contains("c") ? "d" : (value == "e" ? value : "f")`: `value.startsWith("a") && value.endsWith("b") && value.contains("c") ? "d" : value == "e" ? value : "f"`,
		`(value < 5 ? 1 : 2) * 3`:       `(value < 5 ? 1 : 2) * 3`,
		`value - (value - 1)`:           `value - (value - 1)`,
		`-value`:                        `0 - value`,
		`value * -0.50 + 5.0`:           `value * -0.5 + 5`,
		`floor(value * 0.01) * 100`:     `floor(value * 0.01) * 100`,
		`abs(value) >= 1e3 ? 0 : value`: `abs(value) >= 1000 ? 0 : value`,
	} {
		f, issues := expression(t, p, written)
		if len(issues) > 0 || f.String() != want {
			t.Errorf("%s is %s, want %s\n%+v", written, f, want, issues)
		}
		if again, _ := expression(t, p, want); again != f {
			t.Errorf("%s is another formula when it is read again", want)
		}
	}
}

// FuzzExpression holds that any text either gives issues with a place, or a
// formula that is read again from what is written of it.
func FuzzExpression(f *testing.F) {
	for _, seed := range []string{
		`value.left(2) + "***"`, `value.cover(1, 4, "…")`, `floor(value * 0.01) * 100`, `size(value) > 3 && !value.startsWith("a") ? value.middle(2, 3) : value.replace("a", "\n")`,
		`value == value ? value + value : value`, `-value`, `value / 2`, `row.x`, `user.id`, `value.upper()`, `"a" + 1`, `value.left(0)`, `[value]`, `value.x`, `1e99 + value`, `((((((value))))))`, `b"a"`, `value.left(2`,
	} {
		f.Add(seed)
	}
	p := newParser(f)
	f.Fuzz(func(t *testing.T, written string) {
		read, issues := expression(t, p, written)
		for _, one := range issues {
			if one.Place.Input == "" || one.Code == "" || one.Message == "" || one.Code == "internal" {
				t.Errorf("an issue says too little: %+v", one)
			}
		}
		if issues.HasErrors() {
			return
		}
		if again, wrong := expression(t, p, read.String()); again != read {
			t.Errorf("%q is %s, and that is %s\n%+v", written, read, again, wrong)
		}
		if term, err := read.Term(); err != nil || formula.Check(term, formula.Text) != nil && formula.Check(term, formula.Number) != nil {
			t.Errorf("%q is no formula: %v", written, err)
		}
	})
}
