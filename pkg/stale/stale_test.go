package stale_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/event"
	"scrim/pkg/stale"
)

const world = `
kind: source
id: people
host: h
table: {database: d, schema: s, name: people}
tags: [People]
columns: [{name: email, tags: [PII.Email]}]
---
{kind: user, id: ann, groups: [{name: hr}, {issuer: okta, name: ops}], attributes: {region: [EU]}}
---
{kind: purpose, id: fraud.cards}
---
{kind: project, id: p1, purposes: [fraud.cards], members: [ann], sources: [people]}
`

// found is the codes and messages about the documents beside the world.
func found(t *testing.T, documents string) []string {
	t.Helper()
	docs, issues := event.DecodeDocuments([]byte(documents), "in.yaml")
	if issues.HasErrors() {
		t.Fatal(issues)
	}
	var out []string
	for _, one := range stale.Find(docs, time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)) {
		if one.Severity.String() != "warning" {
			t.Errorf("%v is no warning", one)
		}
		out = append(out, string(one.Code)+" "+one.Place.String()+": "+one.Message)
	}
	return out
}

func TestFind(t *testing.T) {
	for document, want := range map[string]string{
		`{kind: policy, id: p, applies_to: {tags: [People]}, unless: 'user.in_group("hr") || user.in_group("okta", "ops") || "EU" in user.attribute("region") || user.purpose("fraud")', rules: [{hide: true}]}`:     "",
		`{kind: policy, id: p, applies_to: {tags: [People]}, unless: 'user.in_group("HR") || user.in_group("ops")', rules: [{hide: true}]}`:                                                                          `unknown-group policy p: no user is in the group "HR"` + "\n" + `unknown-group policy p: no user is in the group "ops"`,
		`{kind: policy, id: p, applies_to: {tags: [People]}, rules: [{filter: 'row.x in user.attribute("office")'}]}`:                                                                                                `unknown-attribute policy p: no user has the attribute "office"`,
		`{kind: policy, id: p, applies_to: {tags: [People]}, unless: '"US" in user.attribute("region")', rules: [{hide: true}]}`:                                                                                     `unknown-value-of-attribute policy p: no user has the value "US" of the attribute "region"`,
		`{kind: policy, id: p, applies_to: {tags: [People]}, rules: [{purpose: [fraud, audit]}]}`:                                                                                                                    `unknown-purpose policy p: there is no purpose "audit"`,
		`{kind: policy, id: p, applies_to: {tags: [Persons]}, rules: [{hide: true}]}`:                                                                                                                                `meets-nothing policy p applies_to: the policy meets no source`,
		`{kind: policy, id: p, applies_to: {column_tags: [PII.Mail]}, rules: [{mask: {"null": {}}}]}`:                                                                                                                `meets-nothing policy p applies_to: the policy meets no column`,
		`{kind: policy, id: p, applies_to: {all: true}, rules: [{filter: 'row.email in lookup("people", "email", {"of": user.id}) || row.x in lookup("pets", "name", {}) || row.y in lookup("pets", "name", {})'}]}`: `stale-lookup policy p: the lookup source "people" has no column "of"` + "\n" + `stale-lookup policy p: there is no source "pets" to look something up in`,
		`{kind: policy, id: p, applies_to: {column_tags: [PII]}, rules: [{mask: {"null": {}}}]}`:                                                                                                                     "",
		`{kind: policy, id: p, applies_to: {sources: [people, pets]}, rules: [{hide: true}]}`:                                                                                                                        `nobody-of-this-name policy p applies_to.sources: there is no source "pets"`,
		`{kind: policy, id: p, applies_to: {all: true}, valid_until: 2026-06-01T12:00:00Z, rules: [{hide: true}]}`:                                                                                                   `policy-ended policy p valid_until: the policy ended on 2026-06-01 and is as if it were not there`,
		`{kind: policy, id: p, applies_to: {all: true}, review_by: 2026-06-01, rules: [{hide: true}]}`:                                                                                                               "",
		`{kind: policy, id: p, applies_to: {all: true}, owner: zoe, review_by: 2026-05-31, rules: [{hide: true}]}`:                                                                                                   `review-overdue policy p review_by: the policy was to be reviewed by 2026-05-31, by zoe`,
		`{kind: project, id: p2, purposes: [frod], members: [bob], sources: [pets]}`: strings.Join([]string{`nobody-of-this-name project p2 members: there is no user "bob"`,
			`nobody-of-this-name project p2 sources: there is no source "pets"`, `unknown-purpose project p2 purposes: there is no purpose "frod"`}, "\n"),
		`{kind: session, user: bob, project: p1}`:                       `nobody-of-this-name session bob: there is no user "bob"`,
		`{kind: access, user: ann, source: pets, decision: approved}`:   `nobody-of-this-name access ann/pets: there is no source "pets"`,
		`{kind: acknowledgement, user: ann, purpose: x, project: zero}`: `nobody-of-this-name acknowledgement ann/x/zero: there is no project "zero"` + "\n" + `unknown-purpose acknowledgement ann/x/zero: there is no purpose "x"`,
	} {
		if diff := cmp.Diff(want, strings.Join(found(t, world+"---\n"+document), "\n")); diff != "" {
			t.Errorf("%s\n%s", document, diff)
		}
		if got := found(t, document); len(got) > 0 && !strings.Contains(want, "ended") && !strings.Contains(want, "overdue") {
			t.Errorf("%s by itself: %v", document, got)
		}
	}
}
