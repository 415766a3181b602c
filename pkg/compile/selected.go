package compile

import (
	"fmt"
	"slices"

	"scrim/pkg/issue"
)

// selected closes a source that names a policy which is not there, or which
// does not meet it: its owner relies on it, and without it the source would
// show what the policy hides.
func (c *compiler) selected() {
	names := slices.Clone(c.in.Source.Policies)
	slices.Sort(names)
	for _, id := range slices.Compact(names) {
		if _, meets := c.matchers[id]; meets {
			continue
		}
		c.issues.Add(issue.Place{Input: "source " + c.in.Source.ID, Path: "policies"}, "selected-policy-missing",
			"send the policy, with applies_to: {selected: true}, or take it out of the source's policies",
			"the source names policy %q, which is not there or does not meet it, so nobody sees a row", id)
		c.close(fmt.Sprintf("it names policy %s, which is not there or does not meet it", id))
	}
}

// close leaves nobody a row.
func (c *compiler) close(why string) {
	if !slices.Contains(c.decision.Closed, why) {
		c.decision.Closed = append(c.decision.Closed, why)
	}
}
