package immuta

import (
	"strings"
	"testing"
)

func TestCustomFunctions(t *testing.T) {
	for sql, want := range map[string]string{
		"LEFT(@column, 2) || '***'":                 `(value).left(2) + "***"`,
		"concat(substring(@column, 1, 3), 'it''s')": `((value).middle(1, 3) + "it's")`,
		"REPLACE(UPPER(@column), 'A', '')":          `((value).upperAscii()).replace("A", "")`,
		"FLOOR(@column * 0.01) * 100":               `floor(value * 0.01) * 100`,
		"ABS(-@column + 1) - (2)":                   `abs(-value + 1) - (2)`,
		"'***' || right(@column, 4)":                `"***" + (value).right(4)`,
	} {
		e := expression{tokens: tokens(sql)}
		got := e.sum()
		if got != want || e.why != "" || e.next().kind != end || misread(got, e.kind) != "" {
			t.Errorf("%s is %s, want %s: %s %s", sql, got, want, e.why, misread(got, e.kind))
		}
	}
}

func TestCustomFunctionsRefuse(t *testing.T) {
	for sql, want := range map[string]string{
		"":                          `what stands at ""`,
		"'***'":                     "value does not occur",
		"@column || 5":              "it would be a number of a number",
		"@column || @column":        "it would be a number of a number",
		"@column + @column":         "it would be a text of a text",
		"@column + 1 || 'x'":        "texts and numbers are mixed",
		"FARM_FINGERPRINT(@column)": "there is no farm_fingerprint",
		"CAST(@column AS STRING)":   "the arguments of cast",
		"other_column || @column":   "other_column is no function of @column",
		"@username || @column":      `what stands at "username"`,
		"LEFT(@column)":             "left has 1 arguments",
		"LEFT(@column, -1)":         "left takes a number of characters here",
		"SUBSTRING(@column, 0, 2)":  "middle takes a number of characters here",
		"LENGTH(@column)":           "the result is a number",
		"@column / 2":               `what stands at "/"`,
		"(@column":                  "a parenthesis is not closed",
		"(SELECT @column)":          "SELECT",
		"@column; DROP TABLE x":     `"; DROP TABLE x"`,
		"CASE WHEN @column = 1 THEN 2 ELSE 3 END":  "case is no function",
		strings.Repeat("@column || ", 200) + "'x'": "the expression has more than 1000 characters",
	} {
		e := expression{tokens: tokens(sql)}
		got := e.sum()
		if e.why == "" && e.next().kind != end {
			e.fail("what stands at %q is not understood", e.next().text)
		}
		if e.why == "" {
			e.why = misread(got, e.kind)
		}
		if !strings.Contains(strings.ToLower(e.why), strings.ToLower(want)) {
			t.Errorf("%.60s is %.60s: %q, want %q", sql, got, e.why, want)
		}
	}
}
