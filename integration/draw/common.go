package draw

import (
	"slices"

	"scrim/pkg/policy"
)

// anonymous adds k-anonymity to a case, now and then with all that it needs:
// values that several rows share, and no policy that shows a part of the rows.
func (w world) anonymous(c *Case) {
	if !w.rarely("k-anonymity", 12) {
		return
	}
	for range w.between("rows again", 2, 8) {
		c.Rows = append(c.Rows, slices.Clone(pick(w, "row", c.Rows...)))
	}
	var names []string
	for _, one := range some(w, "counted", w.columns...) {
		names = append(names, one.name)
	}
	if len(names) == 0 {
		names = []string{w.columns[0].name}
	}
	p := policy.Policy{ID: "k", Type: policy.TypeMask, AppliesTo: policy.Target{Sources: []string{"people"}, Columns: names}}
	mask := policy.Apply{Mask: policy.MaskKAnonymity{K: pick(w, "k", 2, 2, 3, 4)}}
	if w.often("unless", 3) {
		p.Unless = w.aboutUser(1)
	}
	if w.often("for some", 4) {
		p.Rules = append(p.Rules, policy.Rule{For: w.aboutUser(1), Do: pick[policy.Action](w, "for them", policy.Clear{}, policy.Apply{Mask: policy.MaskHash{}}, mask)})
	}
	p.Rules = append(p.Rules, policy.Rule{Do: mask})
	if !w.rarely("policies that depend on the row", 10) {
		c.Policies = slices.DeleteFunc(c.Policies, policy.DependsOnRow)
	}
	c.Policies = append(c.Policies, p)
	if w.rarely("twice", 20) {
		p.ID, p.Unless = "k2", w.aboutUser(1)
		if w.rarely("otherwise", 20) {
			p.Rules = []policy.Rule{{Do: policy.Apply{Mask: policy.MaskKAnonymity{K: 3}}}}
		}
		c.Policies = append(c.Policies, p)
	}
}
