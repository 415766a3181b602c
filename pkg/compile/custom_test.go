package compile_test

import (
	"encoding/json"
	"testing"

	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// custom is the mask of an expression; nil when it is none.
func custom(expression string) policy.Mask {
	quoted, err := json.Marshal(expression)
	if err != nil {
		return nil
	}
	p, _ := policy.Parse([]byte(`{"kind": "policy", "id": "a", "applies_to": {"all": true}, "rules": [{"mask": {"custom": `+string(quoted)+`}}]}`), issue.Place{})
	if len(p.Rules) == 0 {
		return nil
	}
	return p.Rules[0].Do.(policy.Apply).Mask
}

func TestExpressionsFitWhatTheyAreAbout(t *testing.T) {
	for _, c := range []struct {
		on, expression string
		fits           bool
	}{
		{"text", `value.left(2)`, true}, {"integer", `value.left(2)`, false}, {"integer", `value * 2`, true}, {"text", `value * 2`, false},
		{"text", `value + value`, true}, {"integer", `value + value`, true}, // is about both
		{"bigint", `value * value`, false}, {"integer", `value * value`, true}, {"numeric(38,2)", `value + 1`, false}, {"numeric(36,0)", `value + 1`, true},
		{"double precision", `value + 1`, false}, {"date", `value + 1`, false}, {"boolean", `value == value ? value + 1 : value`, false}, {"numeric", `value + 1`, false},
		{"character(9)", `value.left(1) + "*"`, true}, {"character(9)", `value.left(1) + "…"`, false}, {"character varying(9)", `value.left(1) + "…"`, true},
	} {
		cell, issues := one(t, c.on, custom(c.expression))
		if _, shown := cell.(view.Custom); shown != c.fits || issues.Has("mask-does-not-fit") == c.fits || issues.Has("custom-mask") != c.fits {
			t.Errorf("%s on %s shows %+v\n%+v", c.expression, c.on, cell, issues)
		}
	}
}

func TestExpressionsMeet(t *testing.T) {
	a, b := custom(`value.left(2) + "*"`), custom(`value.left(1) + "*"`)
	if cell, issues := one(t, "text", a, custom(`(value.left(2)) + '*'`)); cell == (view.Null{}) || issues.Has("masks-meet-in-null") {
		t.Errorf("one expression written in two ways shows %+v", cell)
	}
	if cell, issues := one(t, "text", a, b); cell != (view.Null{}) || !issues.Has("masks-meet-in-null") {
		t.Errorf("two expressions show %+v\n%+v", cell, issues)
	}
	if cell, _ := one(t, "text", a, policy.MaskPartial{First: 1, Fill: "*"}); cell != view.Cell(view.Partial{First: 1, Fill: "*"}) {
		t.Errorf("an expression wins over a partial: %+v", cell)
	}
}
