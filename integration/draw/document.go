package draw

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
)

// Document is the policy as a person would have written it, in JSON: what
// policy.Parse reads back as the same policy, but for what Normal takes away.
func Document(p policy.Policy) ([]byte, error) {
	doc := map[string]any{"kind": "policy", "id": p.ID, "applies_to": target(p.AppliesTo)}
	put(doc, "unless", p.Unless)
	switch p.Type {
	case policy.TypeSubscription:
		doc["subscription"] = subscription(p.Subscription)
	case policy.TypeMask, policy.TypeRow, policy.TypeUnknown:
		rules := []any{}
		for _, r := range p.Rules {
			rules = append(rules, rule(r))
		}
		doc["rules"] = rules
	}
	switch p.Otherwise {
	case policy.OtherwiseClear:
		doc["otherwise"] = "clear"
	case policy.OtherwiseHide:
		doc["otherwise"] = "hide"
	case policy.OtherwiseUnsaid:
	}
	if p.Staged {
		doc["staged"] = true
	}
	if !p.ValidUntil.IsZero() {
		doc["valid_until"] = p.ValidUntil.Format(time.RFC3339Nano)
	}
	return json.Marshal(doc)
}

func put(doc map[string]any, key string, c policy.Condition) {
	if c != nil {
		doc[key] = Text(c)
	}
}

func target(t policy.Target) any {
	if len(t.AnyOf) == 0 {
		return oneTarget(t)
	}
	var any []any
	for _, one := range t.AnyOf {
		any = append(any, oneTarget(one))
	}
	return any
}

func oneTarget(t policy.Target) map[string]any {
	out := map[string]any{}
	if t.All {
		out["all"] = true
	}
	if t.Selected != "" {
		out["selected"] = true
	}
	for key, g := range map[string]policy.Tagging{"tagged": t.Tagged, "column_tagged": t.ColumnTagged} {
		if g != policy.TaggedOrNot {
			out[key] = g == policy.WithTag
		}
	}
	var with []any
	for _, one := range t.SourcesWith {
		with = append(with, oneTarget(one))
	}
	if len(with) > 0 {
		out["sources_with"] = with
	}
	if t.ColumnRegex != "" {
		out["column_regex"] = t.ColumnRegex
	}
	for key, values := range map[string][]string{"sources": t.Sources, "schemas": t.Schemas, "columns": t.Columns, "databases": t.Databases, "owners": t.Owners} {
		if len(values) > 0 {
			out[key] = values
		}
	}
	for key, tags := range map[string][]catalog.Tag{"tags": t.Tags, "column_tags": t.ColumnTags} {
		if len(tags) > 0 {
			out[key] = tags
		}
	}
	return out
}

func subscription(s policy.Subscription) map[string]any {
	switch {
	case s.Guardrail:
		return map[string]any{"guardrail": Text(s.Condition)}
	case s.Mode == policy.Entitlement:
		return map[string]any{"grant": map[string]any{"when": Text(s.Condition)}}
	}
	return map[string]any{"grant": map[policy.SubscriptionMode]string{
		policy.Everyone: "everyone", policy.Approval: "approval", policy.Individual: "individual",
	}[s.Mode]}
}

func rule(r policy.Rule) map[string]any {
	out := map[string]any{}
	put(out, "for", r.For)
	put(out, "where", r.Where)
	switch do := r.Do.(type) {
	case policy.Clear:
		out["clear"] = true
	case policy.Hide:
		out["hide"] = true
	case policy.Filter:
		if sampled, ok := do.Keep.(policy.Sampled); ok {
			out["minimize"] = map[string]any{"percent": json.Number(sampled.Percent())}
			break
		}
		out["filter"] = Text(do.Keep)
	case policy.Apply:
		out["mask"] = maskDocument(do.Mask)
	}
	return out
}

func maskDocument(m policy.Mask) map[string]any {
	switch m := m.(type) {
	case policy.MaskNull:
		return map[string]any{"null": map[string]any{}}
	case policy.MaskConstant:
		return map[string]any{"constant": constant(m.Value)}
	case policy.MaskHash:
		if m.Length == 0 {
			return map[string]any{"hash": map[string]any{}}
		}
		return map[string]any{"hash": map[string]any{"length": m.Length}}
	case policy.MaskRegex:
		return map[string]any{"regex": map[string]any{"pattern": m.Pattern, "replacement": m.Replacement}}
	case policy.MaskRound:
		if m.Unit != "" {
			return map[string]any{"round": map[string]any{"to": m.Unit}}
		}
		return map[string]any{"round": map[string]any{"to": json.Number(m.Step)}}
	case policy.MaskBucket:
		edges := []any{}
		for _, edge := range m.Edges.List() {
			if m.Kind == catalog.Timestamp {
				edges = append(edges, edge)
				continue
			}
			edges = append(edges, json.Number(edge))
		}
		return map[string]any{"bucket": map[string]any{"edges": edges}}
	case policy.MaskRandom:
		if m.Kind == catalog.Date {
			return map[string]any{"random": map[string]any{"low": m.Low, "high": m.High}}
		}
		return map[string]any{"random": map[string]any{"low": json.Number(m.Low), "high": json.Number(m.High)}}
	case policy.MaskNoise:
		if m.Days > 0 {
			return map[string]any{"noise": map[string]any{"days": m.Days}}
		}
		return map[string]any{"noise": map[string]any{"within": json.Number(m.Within)}}
	case policy.MaskPartial:
		return map[string]any{"partial": map[string]any{"first": m.First, "last": m.Last, "fill": m.Fill}}
	case policy.MaskKAnonymity:
		return map[string]any{"k_anonymity": map[string]any{"k": m.K}}
	case policy.MaskEmail:
		return map[string]any{"email": map[string]any{"first": m.First, "fill": m.Fill}}
	case policy.MaskCustom:
		return map[string]any{"custom": m.Formula.String()}
	}
	return nil
}

func constant(l catalog.Literal) any {
	switch l.Kind {
	case catalog.Bigint, catalog.Decimal:
		return json.Number(l.Text)
	case catalog.Boolean:
		return l.Text == "true"
	case catalog.Date:
		return map[string]any{"date": l.Text}
	case catalog.Timestamp:
		return map[string]any{"timestamp": l.Text}
	default:
		return l.Text
	}
}

// Text is the condition in the syntax of conditions.
func Text(c policy.Condition) string {
	switch c := c.(type) {
	case policy.Const:
		return strconv.FormatBool(c.Value)
	case policy.Unknown:
		return "row.x == null"
	case policy.Not:
		return "!(" + Text(c.Of) + ")"
	case policy.And:
		return joined(c.All, " && ")
	case policy.Or:
		return joined(c.Any, " || ")
	case policy.InGroup:
		if c.Issuer == "" {
			return "user.in_group(" + quoted(c.Name) + ")"
		}
		return "user.in_group(" + quoted(c.Issuer) + ", " + quoted(c.Name) + ")"
	case policy.HasAttribute:
		return "user.has_attribute(" + quoted(c.Name) + ")"
	case policy.AttributeIs:
		return quoted(c.Value) + " in user.attribute(" + quoted(c.Name) + ")"
	case policy.UnderPurpose:
		return "user.purpose(" + quoted(c.Purpose) + ")"
	}
	return rowText(c)
}

func rowText(c policy.Condition) string {
	switch c := c.(type) {
	case policy.Compare:
		return refText(c.Ref) + " " + sign(c.Op) + " " + literalText(c.Literal)
	case policy.CompareColumns:
		return refText(c.Left) + " " + sign(c.Op) + " " + refText(c.Right)
	case policy.OneOf:
		var list []string
		for _, l := range c.Literals {
			list = append(list, literalText(l))
		}
		return refText(c.Ref) + " in [" + strings.Join(list, ", ") + "]"
	case policy.Held:
		return heldText(c)
	case policy.Lookup:
		return lookupText(c)
	case policy.IsNull:
		return "is_null(" + refText(c.Ref) + ")"
	case policy.IsTrue:
		return refText(c.Ref)
	case policy.Newer:
		return refText(c.Ref) + ".newer_than(" + quoted(c.Than.String()) + ")"
	case policy.Match:
		return refText(c.Ref) + "." + map[policy.MatchKind]string{
			policy.MatchPrefix: "startsWith", policy.MatchSuffix: "endsWith", policy.MatchContains: "contains", policy.MatchPattern: "matches",
		}[c.Kind] + "(" + quoted(c.Text) + ")"
	}
	return "false"
}

func heldText(c policy.Held) string {
	if c.List.Kind == policy.ListUserID {
		return refText(c.Ref) + " == user.id"
	}
	return refText(c.Ref) + " in " + listText(c.List)
}

func listText(l policy.List) string {
	switch {
	case l.Kind == policy.ListAttribute:
		return "user.attribute(" + quoted(l.Name) + ")"
	case l.Kind == policy.ListGroups && l.Name != "":
		return "user.groups(" + quoted(l.Name) + ")"
	case l.Kind == policy.ListGroups:
		return "user.groups()"
	}
	return "user.purposes()"
}

// refText names most columns in brackets, and those whose name is a plain word
// after a dot.
func refText(r policy.Ref) string {
	switch {
	case r.EventTime:
		return "event_time()"
	case r.Tag != "":
		return "tag(" + quoted(string(r.Tag)) + ")"
	case slices.Contains([]string{"country", "amount", "select", "userid"}, r.Column):
		return "row." + r.Column
	}
	return "row[" + quoted(r.Column) + "]"
}

func joined(parts []policy.Condition, with string) string {
	var out []string
	for _, part := range parts {
		out = append(out, "("+Text(part)+")")
	}
	return strings.Join(out, with)
}

// quoted is text in quotes: what Go escapes, conditions read alike.
func quoted(text string) string { return strconv.Quote(text) }

func literalText(l catalog.Literal) string {
	switch l.Kind {
	case catalog.Bigint, catalog.Decimal, catalog.Boolean:
		return l.Text
	case catalog.Date:
		return "date(" + quoted(l.Text) + ")"
	case catalog.Timestamp:
		return "timestamp(" + quoted(l.Text) + ")"
	default:
		return quoted(l.Text)
	}
}

func sign(op policy.Operator) string {
	switch op {
	case policy.Equal:
		return "=="
	case policy.NotEqual:
		return "!="
	case policy.Less, policy.LessEqual, policy.Greater, policy.GreaterEqual:
	}
	return string(op)
}
