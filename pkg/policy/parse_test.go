package policy_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
	. "scrim/pkg/policy"
)

// parsed reads a document that must be without any issue.
func parsed(t testing.TB, parser *Parser, doc string) Policy {
	t.Helper()
	p, issues := parser.Parse([]byte(doc), issue.Place{})
	if len(issues) > 0 {
		t.Fatalf("%s\n%s", doc, (&issue.Failure{Issues: issues}).Error())
	}
	return p
}

func TestParse(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	us := Compare{col("country"), Equal, text("US")}
	everything := Target{All: true}
	for _, test := range []struct {
		name, doc string
		want      Policy
	}{
		{"a mask policy with every field", `
kind: policy
id: mask-email
version: 18446744073709551615
description: e-mail addresses are for HR
applies_to:
  tags: [sales, sales]
  column_tags: [PII.Email]
  columns: [email]
  column_regex: .*mail.*
  sources: [s1, s2]
  schemas: [hr, sales.hr]
unless: 'user.in_group("hr") || user.purpose("fraud")'
rules:
  - mask: {hash: {}}
    for: 'user.has_attribute("region")'
    where: 'row.country == "US"'
  - clear: true
    where: 'row.country == user.id'
  - mask: {null: {}}
    for: true && user.in_group("x")
otherwise: clear
staged: true
urgent: true
sensitive: true
valid_until: 2026-12-31T23:59:59+01:00
owner: data@example.com
ticket: GOV-7
review_by: 2026-06-01
`, Policy{
			ID: "mask-email", Type: TypeMask,
			AppliesTo: Target{
				Tags: []catalog.Tag{"sales"}, ColumnTags: []catalog.Tag{"PII.Email"}, Columns: []string{"email"},
				ColumnRegex: ".*mail.*", Sources: []string{"s1", "s2"}, Schemas: []string{"hr", "sales.hr"},
			},
			Unless: Or{[]Condition{InGroup{Name: "hr"}, UnderPurpose{"fraud"}}},
			Rules: []Rule{
				{For: HasAttribute{"region"}, Where: us, Do: Apply{MaskHash{}}},
				{Where: Held{col("country"), List{Kind: ListUserID}}, Do: Clear{}},
				{For: And{[]Condition{Const{true}, InGroup{Name: "x"}}}, Do: Apply{MaskNull{}}},
			},
			Otherwise: OtherwiseClear, Staged: true, Urgent: true, Sensitive: true,
			ValidUntil: time.Date(2026, 12, 31, 22, 59, 59, 0, time.UTC),
			Owner:      "data@example.com", Ticket: "GOV-7", ReviewBy: "2026-06-01",
		}},
		{"a row policy", `
kind: policy
id: rows
applies_to: {all: true}
rules:
  - filter: 'row.country == "US"'
    for: 'user.in_group("us")'
  - hide: true
    where: row.country == "US"
  - purpose: [fraud, audit.tax]
    for: 'user.in_group("audit")'
  - purpose: [fraud]
`, Policy{ID: "rows", Type: TypeRow, AppliesTo: everything, Rules: []Rule{
			{For: InGroup{Name: "us"}, Do: Filter{us}},
			{Where: us, Do: Hide{}},
			{For: InGroup{Name: "audit"}, Do: Filter{Or{[]Condition{UnderPurpose{"fraud"}, UnderPurpose{"audit.tax"}}}}},
			{Do: Filter{UnderPurpose{"fraud"}}},
		}}},
		{"a policy as JSON", `
{"kind": "policy", "id": "caf\u00e9 \ud83d\ude00", "applies_to": {"all": true},
	"rules": [{"mask": {"null": {}}, "where": "row.country == \"US\""}], "otherwise": "hide"}`,
			Policy{ID: "café 😀", Type: TypeMask, AppliesTo: everything, Otherwise: OtherwiseHide, Rules: []Rule{{Where: us, Do: Apply{MaskNull{}}}}}},
		{"everyone", "{kind: policy, id: a, applies_to: {all: true}, subscription: {grant: everyone}}",
			Policy{ID: "a", Type: TypeSubscription, AppliesTo: everything, Subscription: Subscription{Mode: Everyone}}},
		{"approval", "{kind: policy, id: a, applies_to: {all: true}, subscription: {grant: approval}}",
			Policy{ID: "a", Type: TypeSubscription, AppliesTo: everything, Subscription: Subscription{Mode: Approval}}},
		{"individual", "{kind: policy, id: a, applies_to: {all: true}, subscription: {grant: individual}}",
			Policy{ID: "a", Type: TypeSubscription, AppliesTo: everything, Subscription: Subscription{Mode: Individual}}},
		{"entitlement", `{kind: policy, id: a, applies_to: {all: true}, subscription: {grant: {when: 'user.in_group("a")'}}}`,
			Policy{ID: "a", Type: TypeSubscription, AppliesTo: everything, Subscription: Subscription{Mode: Entitlement, Condition: InGroup{Name: "a"}}}},
		{"guardrail", `{kind: policy, id: a, applies_to: {all: true}, subscription: {guardrail: 'user.has_attribute("a")'}}`,
			Policy{ID: "a", Type: TypeSubscription, AppliesTo: everything, Subscription: Subscription{Mode: Entitlement, Guardrail: true, Condition: HasAttribute{"a"}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, parsed(t, parser, test.doc)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestMasks(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	constant := func(kind catalog.Kind, text string) Mask { return MaskConstant{lit(kind, text)} }
	for _, test := range []struct {
		mask string
		want Mask
	}{
		{`{null: {}}`, MaskNull{}},
		{`{"null": {}}`, MaskNull{}},
		{`{constant: x}`, constant(catalog.Text, "x")},
		{`{constant: ""}`, constant(catalog.Text, "")},
		{`{constant: "7"}`, constant(catalog.Text, "7")},
		{"{constant: \"e\u0301\"}", constant(catalog.Text, "é")},
		{`{constant: 7}`, constant(catalog.Bigint, "7")},
		{`{constant: -0}`, constant(catalog.Bigint, "0")},
		{`{constant: 1e5}`, constant(catalog.Decimal, "100000")},
		{`{constant: 1.50}`, constant(catalog.Decimal, "1.5")},
		{`{constant: -12.0e-2}`, constant(catalog.Decimal, "-0.12")},
		{`{constant: 9223372036854775808}`, constant(catalog.Decimal, "9223372036854775808")},
		{`{constant: 12345678901234567890.123456789012345678}`, constant(catalog.Decimal, "12345678901234567890.123456789012345678")},
		{`{constant: true}`, constant(catalog.Boolean, "true")},
		{`{constant: False}`, constant(catalog.Boolean, "false")},
		{`{constant: 2026-01-01}`, constant(catalog.Text, "2026-01-01")},
		{`{constant: {date: 2026-01-01}}`, constant(catalog.Date, "2026-01-01")},
		{`{constant: {timestamp: 2026-01-01 10:00:00}}`, constant(catalog.Timestamp, "2026-01-01 10:00:00.000000")},
		{`{hash: {}}`, MaskHash{}},
		{`{hash: {length: 8}}`, MaskHash{8}},
		{`{hash: {length: 64}}`, MaskHash{}},
		{`{regex: {pattern: '[0-9]', replacement: 'x\1$1&'}}`, MaskRegex{"[0-9]", `x\1$1&`}},
		{`{regex: {pattern: '[0-9]', replacement: ''}}`, MaskRegex{"[0-9]", ""}},
		{`{round: {to: 100}}`, MaskRound{Step: "100"}},
		{`{round: {to: 0.50}}`, MaskRound{Step: "0.5"}},
		{`{round: {to: 1e3}}`, MaskRound{Step: "1000"}},
		{`{round: {to: month}}`, MaskRound{Unit: Month}},
		{`{partial: {first: 1, last: 4}}`, MaskPartial{1, 4, "***"}},
		{`{partial: {last: 4, fill: ""}}`, MaskPartial{0, 4, ""}},
		{`{email: {}}`, MaskEmail{0, "***"}},
		{`{random: {low: -1.50, high: 1e2}}`, MaskRandom{catalog.Decimal, "-1.5", "100"}},
		{`{random: {low: 2020-01-01, high: "2020-01-02"}}`, MaskRandom{catalog.Date, "2020-01-01", "2020-01-02"}},
		{`{noise: {within: 0.50}}`, MaskNoise{Within: "0.5"}},
		{`{noise: {days: 30}}`, MaskNoise{Days: 30}},
		{`{bucket: {edges: [-1.50, 0, 1e2]}}`, MaskBucket{catalog.Decimal, "-1.5|0|100"}},
		{`{bucket: {edges: [2020-01-01, "2020-01-01T10:00:00Z"]}}`, MaskBucket{catalog.Timestamp, "2020-01-01 00:00:00.000000|2020-01-01 10:00:00.000000"}},
		{`{email: {first: 1, fill: ""}}`, MaskEmail{1, ""}},
		{`{k_anonymity: {k: 5}}`, MaskKAnonymity{5}},
	} {
		p := parsed(t, parser, "{kind: policy, id: a, applies_to: {all: true}, rules: [{mask: "+test.mask+"}]}")
		if diff := cmp.Diff(Apply{test.want}, p.Rules[0].Do); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.mask, diff)
		}
	}
}

// TestPlaces holds that the caller's place is where the document begins.
func TestPlaces(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	_, issues := parser.Parse([]byte(`{"kind": "policy", "idd": 1,
 "x": 1}`), issue.Place{Input: "event 7", Line: 10, Column: 5, Path: "data"})
	var places []string
	for _, one := range issues {
		places = append(places, one.Place.String()+" "+strings.Split(one.Excerpt, " |")[0])
	}
	want := []string{"event 7:10:5 data 10", "event 7:10:5 data 10", "event 7:10:5 data 10", "event 7:10:24 data.idd 10", "event 7:11:2 data.x 11"}
	if diff := cmp.Diff(want, places); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestParseIsBounded holds that a document that is built to hurt is an issue,
// soon, and that the number of issues is bounded.
func TestParseIsBounded(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	for name, doc := range map[string]string{
		"long":       strings.Repeat(" ", 2<<20),
		"deep JSON":  strings.Repeat(`{"a":`, 9_000) + "1" + strings.Repeat("}", 9_000),
		"deep flow":  strings.Repeat("[", 200_000),
		"deep list":  strings.Repeat("- ", 100_000),
		"deep YAML":  deepYAML(500),
		"many":       "kind: policy\n" + manyFields(5_000),
		"bad UTF-8":  "kind: \xff",
		"only NULs":  "\x00\x00",
		"only a tab": "\t",
	} {
		_, issues := parser.Parse([]byte(doc), issue.Place{})
		if !issues.HasErrors() || len(issues) > 101 {
			t.Errorf("%s: %d issues", name, len(issues))
		}
	}
}

func deepYAML(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func manyFields(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("f" + strings.Repeat("x", i%50) + string(rune('a'+i%26)) + ": 1\n")
	}
	return b.String()
}

var yamlBlock = regexp.MustCompile("(?ms)^```yaml\n(.*?)^```")

// TestDocumentation holds that every policy in docs/policy.md parses without
// any issue.
func TestDocumentation(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/policy.md")
	if err != nil {
		t.Fatal(err)
	}
	parser := newParser(t)
	blocks := yamlBlock.FindAllSubmatch(page, -1)
	if len(blocks) < 5 {
		t.Fatalf("docs/policy.md has %d examples", len(blocks))
	}
	for _, block := range blocks {
		for _, doc := range strings.Split(string(block[1]), "---\n") {
			parsed(t, parser, doc)
		}
	}
}
