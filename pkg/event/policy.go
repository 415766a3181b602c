package event

import (
	"scrim/pkg/issue"
	"scrim/pkg/policy"
)

// policy hands the text to the package that knows the language, and moves the
// places of its issues to where the document stands in the input.
func (c cursor) policy(from raw) Noun {
	parsed, issues := parsePolicy(from.text, issue.Place{Input: c.input, Path: c.path.String()})
	for _, one := range issues {
		if one.Place.Line == 1 && one.Place.Column > 0 {
			one.Place.Column += from.at.column - 1
		}
		if one.Place.Line > 0 {
			one.Place.Line += from.at.line - 1
		}
		c.adopt(one)
	}
	return Policy{parsed}
}

func parsePolicy(_ []byte, at issue.Place) (policy.Policy, issue.List) {
	return policy.Policy{}, issue.List{{Place: at, Severity: issue.Warning, Code: "policy-not-parsed", Message: "the policy parser has not landed yet"}}
}
