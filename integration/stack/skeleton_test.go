package stack_test

import (
	"testing"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
)

func TestMain(m *testing.M) { pgtesting.Main(m) }

// One source, a null mask and a group filter, three readers.
func TestSkeleton(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		hr, analyst, stranger := s.Reader(), s.Reader(), s.Reader()
		s.Put(s.People() + stack.Everyone + stack.MaskEmail + `
---
kind: policy
id: own-region
applies_to: {all: true}
unless: user.in_group("hr")
rules:
  - filter: row.region in user.attribute("region")
` + stack.User(hr, "groups: [{name: hr}]") + stack.User(analyst, "attributes: {region: [us]}"))

		sees(t, s, hr, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
		sees(t, s, analyst, "2|us|-")
		sees(t, s, stranger)
		if again := s.Resync(); len(again.Units) != 0 {
			t.Errorf("planning again gives %d units: %+v", len(again.Units), again.Units)
		}
	})
}
