package compile

import (
	"slices"
	"strings"

	"scrim/pkg/issue"
	"scrim/pkg/policy"
)

// collisions are what policies say against each other, against the columns
// that they meet or against themselves: each has a meaning that closes, and on
// a strict cluster it is an error that closes the whole source until somebody
// has said what is meant.
func collisions() []issue.Code {
	return []issue.Code{
		"masks-meet-in-null", "mask-does-not-fit", "condition-reveals", "does-not-compare", "key-does-not-fit", "unresolved-column", "lookup-closed", "missing-otherwise",
	}
}

// strictly makes errors of collisions, where the cluster is strict, and
// closes the source for them. It looks at what the others have said and so
// comes last.
func (c *compiler) strictly() {
	if !c.in.Cluster.Strict {
		return
	}
	for _, p := range c.policies {
		if c.governs(p) && runsOut(p) {
			c.warn(p, "missing-otherwise", "write otherwise: hide, or otherwise: clear", "the last rule is not for everyone and every row, and nothing says what happens otherwise: it hides")
		}
	}
	var met []string
	for i := range c.issues {
		if one := &c.issues[i]; slices.Contains(collisions(), one.Code) {
			one.Severity = issue.Error
			met = append(met, string(one.Code))
		}
	}
	if len(met) > 0 {
		slices.Sort(met)
		c.close("the cluster is strict, and there is " + strings.Join(slices.Compact(met), ", "))
	}
}

// runsOut reports whether a chain can end without a decision, of which nothing
// is said.
func runsOut(p policy.Policy) bool {
	if p.Otherwise != policy.OtherwiseUnsaid || p.Type == policy.TypeSubscription {
		return false
	}
	return !slices.ContainsFunc(p.Rules, func(r policy.Rule) bool { return r.For == nil && r.Where == nil })
}
