package draw

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
)

// policies draws one to five policies, most of them masks.
func (w world) policies(c *Case) {
	for i := range w.between("policies", 1, 5) {
		p := w.policy(fmt.Sprintf("p%d", i))
		if w.rarely("selected", 5) {
			p.AppliesTo = narrowed(p.AppliesTo, policy.Target{Selected: p.ID})
			if w.rarely("by the source", 60) {
				c.Source.Policies = append(c.Source.Policies, p.ID)
			}
		}
		c.Policies = append(c.Policies, p)
	}
	if w.rarely("a policy that is not there", 2) {
		c.Source.Policies = append(c.Source.Policies, "p9")
	}
}

func (w world) policy(id string) policy.Policy {
	p := policy.Policy{ID: id}
	switch w.between("type", 1, 20) {
	case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10:
		w.maskPolicy(&p)
	case 11, 12, 13, 14, 15, 16, 17:
		w.rowPolicy(&p)
	default:
		w.subscription(&p)
	}
	switch {
	case w.rarely("staged", 4):
		p.Staged = true
	case w.rarely("ended", 4):
		p.ValidUntil = Now()
	case w.rarely("ends later", 10):
		p.ValidUntil = Now().Add(time.Hour)
	}
	return p
}

// Another draws one more policy of a type for a case, under an id that none
// of the case's has.
func Another(t *rapid.T, c Case, of policy.Type) policy.Policy {
	w := world{t: t, redshift: c.Cluster.Kind.IsRedshift(), listed: c.Lookups[0], eventTime: c.Source.EventTime}
	for _, o := range c.Base.Columns {
		for _, d := range c.Source.Columns {
			if d.Name == o.Name {
				w.columns = append(w.columns, column{o.Name, o.Type, d.Tags})
			}
		}
	}
	p := policy.Policy{ID: "another"}
	switch of {
	case policy.TypeMask:
		w.maskPolicy(&p)
	case policy.TypeRow:
		w.rowPolicy(&p)
	case policy.TypeSubscription, policy.TypeUnknown:
		w.subscription(&p)
	}
	return p
}

func (w world) maskPolicy(p *policy.Policy) {
	p.Type = policy.TypeMask
	about := w.columns[0] // often the same one, so that policies meet
	if w.often("another column", 6) {
		about = pick(w, "masked", w.columns...)
	}
	p.AppliesTo = w.columnTarget(about)
	w.chain(p, 6, policy.Apply{Mask: policy.MaskNull{}}, func() policy.Action {
		if w.rarely("clear", 12) {
			return policy.Clear{}
		}
		return policy.Apply{Mask: w.mask(about.typ)}
	})
}

func (w world) rowPolicy(p *policy.Policy) {
	p.Type = policy.TypeRow
	p.AppliesTo = w.sourceTarget()
	w.chain(p, 3, policy.Hide{}, func() policy.Action {
		switch w.between("row action", 1, 10) {
		case 9:
			return policy.Clear{}
		case 10:
			return policy.Hide{}
		}
		if w.rarely("a sample", 15) {
			return policy.Filter{Keep: policy.Sampled{Share: pick(w, "share", 5000, 2500, 9000, 50, 9999, 1)}}
		}
		keep := w.aboutRow(2)
		if own := w.held(); own != nil && w.often("own rows", 6) {
			keep = own
		}
		if own := w.lookup(); own != nil && w.often("looked up", 3) {
			keep = own
		}
		for w.often("or", 4) {
			keep = policy.Or{Any: []policy.Condition{keep, w.aboutRow(1)}}
		}
		return policy.Filter{Keep: keep}
	})
}

// chain draws one to three rules, conditions on them in so many of ten. One
// that is all clear would be of no type; its last rule is then the least.
func (w world) chain(p *policy.Policy, conditions int, least policy.Action, do func() policy.Action) {
	if w.often("unless", 4) {
		p.Unless = w.aboutUser(1)
	}
	n := pick(w, "rules", 1, 1, 2, 3)
	for i := range n {
		r := policy.Rule{Do: do()}
		if w.often("for", conditions/2) {
			r.For = w.aboutUser(1)
		}
		if w.often("where", conditions-oneOf(i == n-1, 2, 0)) {
			r.Where = w.aboutRow(2)
		}
		p.Rules = append(p.Rules, r)
	}
	if !slices.ContainsFunc(p.Rules, func(r policy.Rule) bool { return r.Do != policy.Action(policy.Clear{}) }) {
		p.Rules[n-1].Do = least
	}
	last := p.Rules[n-1]
	if last.For != nil || last.Where != nil {
		p.Otherwise = pick(w, "otherwise", policy.OtherwiseClear, policy.OtherwiseClear, policy.OtherwiseClear, policy.OtherwiseHide, policy.OtherwiseUnsaid)
	}
}

func oneOf(first bool, a, b int) int {
	if first {
		return a
	}
	return b
}

func (w world) subscription(p *policy.Policy) {
	p.Type = policy.TypeSubscription
	p.AppliesTo = w.sourceTarget()
	if w.rarely("guardrail", 30) {
		p.Subscription = policy.Subscription{Mode: policy.Entitlement, Guardrail: true, Condition: policy.Or{Any: []policy.Condition{w.aboutUser(1), w.aboutUser(1)}}}
		return
	}
	p.Subscription.Mode = pick(w, "mode", policy.Everyone, policy.Everyone, policy.Everyone, policy.Approval, policy.Individual, policy.Entitlement, policy.Entitlement)
	if p.Subscription.Mode == policy.Entitlement {
		p.Subscription.Condition = w.aboutUser(2)
	}
}

// sourceTarget mostly names the source.
func (w world) sourceTarget() policy.Target {
	switch {
	case w.rarely("alternatives", 8):
		return policy.Target{AnyOf: []policy.Target{w.whichSources(), w.whichSources()}}
	case w.rarely("narrowed", 5):
		return narrowed(w.whichSources(), policy.Target{SourcesWith: []policy.Target{w.whichSources()}})
	}
	return w.whichSources()
}

// narrowed is a target with a further key on each alternative.
func narrowed(t, by policy.Target) policy.Target {
	for i := range t.AnyOf {
		t.AnyOf[i] = narrowed(t.AnyOf[i], by)
	}
	if len(t.AnyOf) == 0 {
		t.Selected, t.SourcesWith = by.Selected, append(t.SourcesWith, by.SourcesWith...)
	}
	return t
}

func (w world) whichSources() policy.Target {
	switch {
	case w.rarely("by owner", 5):
		return policy.Target{Owners: []string{pick(w, "owner asked", "ann@example.com", "Bob", "bob")}}
	case w.rarely("by database", 5):
		return policy.Target{Databases: []string{pick(w, "database", "governed", "GOVERNED", "other")}}
	case w.rarely("by having tags", 5):
		return policy.Target{Tagged: pick(w, "tagged", policy.WithTag, policy.WithoutTag)}
	case w.rarely("by a column's having tags", 5):
		return policy.Target{ColumnTagged: pick(w, "column tagged", policy.WithTag, policy.WithoutTag)}
	case w.rarely("other sources", 4):
		return policy.Target{Sources: []string{"others"}}
	case w.rarely("by source tag", 25):
		return policy.Target{Tags: []catalog.Tag{"sales", "hr"}}
	case w.rarely("by column tag", 10):
		return policy.Target{ColumnTags: []catalog.Tag{pick(w, "tag", w.tags()...)}}
	case w.rarely("by schema", 20):
		return policy.Target{Schemas: []string{pick(w, "schema", "hr", "HR", "governed.hr", "other.hr")}}
	case w.rarely("all", 20):
		return policy.Target{All: true}
	}
	return policy.Target{Sources: []string{"people"}}
}

// columnTarget mostly names the column, sometimes with others.
func (w world) columnTarget(c column) policy.Target {
	switch {
	case len(c.tags) > 0 && w.rarely("by tag", 40):
		return policy.Target{ColumnTags: []catalog.Tag{c.tags[0]}}
	case w.rarely("by having a tag", 10):
		return policy.Target{ColumnTagged: pick(w, "tagged", policy.WithTag, policy.WithoutTag)}
	case w.rarely("or others", 8):
		return policy.Target{AnyOf: []policy.Target{{All: true, Columns: []string{c.name}}, w.whichSources()}}
	case w.rarely("of sources that are", 8):
		return policy.Target{All: true, Columns: []string{c.name}, SourcesWith: []policy.Target{w.whichSources()}}
	case w.rarely("every column", 8):
		return policy.Target{Sources: []string{"people"}}
	case w.rarely("by pattern", 10):
		return policy.Target{All: true, ColumnRegex: pick(w, "pattern", "[a-m].*", ".*e.*", "COUNTRY|amount")}
	}
	return policy.Target{Sources: []string{"people"}, Columns: []string{c.name}}
}

func patterns() []string {
	return []string{"[0-9]+", "@.*$", "^[^@]+", "a|ab|abb", "[a-z]", "e", "(D|DE)", ".", "b{2,4}", `\\`, "'", "é+", "[^ -]", "^D"}
}

// mask draws a mask that mostly fits the type.
func (w world) mask(t catalog.Type) policy.Mask {
	if w.rarely("null", 5) {
		return policy.MaskNull{}
	}
	if w.rarely("k-anonymity among others", 2) {
		return policy.MaskKAnonymity{K: 2}
	}
	if w.rarely("a mask that does not fit", 5) {
		t = catalog.Type{Kind: pick(w, "other type", catalog.Text, catalog.Bigint, catalog.Date, catalog.Decimal)}
	}
	switch {
	case t.IsText():
		return w.textMask(t)
	case t.IsNumber():
		return w.numberMask(t)
	case t.IsTime():
		unit := pick(w, "unit", policy.Hour, policy.Day, policy.Month, policy.Month, policy.Year)
		switch {
		case w.rarely("random", 15):
			low := pick(w, "low", "0001-01-01", "1999-12-31", "2020-02-29")
			return policy.MaskRandom{Kind: catalog.Date, Low: low, High: pick(w, "high", "2020-03-01", "9999-12-31")}
		case w.rarely("noise", 15):
			return policy.MaskNoise{Days: pick(w, "days", 1, 2, 30, 366, 36500)}
		case w.often("bucket", 3):
			return policy.MaskBucket{Kind: catalog.Timestamp, Edges: w.edges(
				"0001-01-01 00:00:00.000000", "1999-01-01 00:00:00.000000", "2020-02-29 00:00:00.000000", "2020-02-29 10:00:00.000001", "2024-12-31 00:00:00.000000", "9999-12-31 00:00:00.000000")}
		}
		if t.Kind == catalog.TimestampTZ || w.often("unit or constant", 5) {
			return policy.MaskRound{Unit: unit}
		}
	}
	return policy.MaskConstant{Value: w.literal(t)}
}

func (w world) textMask(t catalog.Type) policy.Mask {
	switch w.between("text mask", 0, 10) {
	case 0, 1:
		return policy.MaskHash{Length: pick(w, "digits", 0, 8, 12, 16, 64)}
	case 2, 3, 9:
		return policy.MaskRegex{Pattern: pick(w, "pattern", patterns()...), Replacement: pick(w, "replacement", "", "x", `\1`, "$0", "***", "'", `\`)}
	case 4, 5:
		first := w.between("first", 0, 3)
		return policy.MaskPartial{
			First: first, Last: w.between("last", oneOf(first == 0, 1, 0), 3),
			Fill: pick(w, "fill", "***", "*", "", "'", `\`, "…"),
		}
	case 6, 7:
		return policy.MaskEmail{First: w.between("first", 0, 1), Fill: pick(w, "fill", "***", "*", "", "'", `\`, "ann", "@")}
	case 10:
		return w.custom(t)
	}
	return policy.MaskConstant{Value: w.literal(t)}
}

func (w world) numberMask(t catalog.Type) policy.Mask {
	switch w.between("number mask", 0, 9) {
	case 0, 1:
		if t.Kind == catalog.Bigint {
			return policy.MaskHash{}
		}
	case 2:
		return policy.MaskConstant{Value: w.literal(t)}
	case 3:
		numbers := []string{"-99999", "-7", "0", "3", "42", "1234", "32768", "999999999999999"}
		if !t.IsInteger() {
			numbers = []string{"-99999.5", "-7.25", "-0.3", "0", "0.1", "0.5", "3", "19.99", "1234.5", "999999999999999.999999"}
		}
		return policy.MaskBucket{Kind: catalog.Decimal, Edges: w.edges(numbers...)}
	case 4, 5:
		return policy.MaskRandom{Kind: catalog.Decimal, Low: pick(w, "low", "-7", "0", "3", "-32768"), High: pick(w, "high", "4", "42", "999", "32767", "4.5", "999999999999999")}
	case 6, 7:
		return policy.MaskNoise{Within: pick(w, "within", "1", "1", "2", "10", "32767", "0.5", "0.01", "7.25", "1000000", "999999999999999")}
	case 8:
		return w.custom(t)
	}
	steps := []string{"1", "2", "3", "5", "7", "10", "1000", "100000", "999999999999999"}
	if !t.IsInteger() {
		steps = append(steps, "0.5", "0.25", "0.1", "0.3", "0.000001")
	}
	return policy.MaskRound{Step: pick(w, "step", steps...)}
}

// edges draws a few of what ascends already.
func (w world) edges(of ...string) catalog.Edges {
	chosen := some(w, "edges", of...)
	if len(chosen) == 0 {
		chosen = of[:1]
	}
	return catalog.NewEdges(chosen...)
}
