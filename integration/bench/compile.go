package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/event"
	"scrim/pkg/policy"
	"scrim/pkg/server/api"
	"scrim/pkg/view"
)

// hundred is how many policies the figures about compiling have.
const hundred = 100

// tagPolicies are a hundred policies that find what they are about by tags:
// eighty that mask a column, ten that find their columns by name, nine that
// filter rows, and one that lets everybody in.
func tagPolicies() string {
	masks := []string{`{hash: {}}`, `{partial: {first: 1, last: 2}}`, `{"null": {}}`, `{constant: "(hidden)"}`}
	var out []string
	for i := range 80 {
		out = append(out, fmt.Sprintf(`kind: policy
id: mask-%02d
applies_to: {column_tags: [T%02d]}
unless: user.in_group("hr-%d") || user.purpose("fraud")
rules:
  - {where: row.region == "eu", mask: %s}
  - mask: {"null": {}}
`, i, i, i%7, masks[i%len(masks)]))
	}
	for i := range 10 {
		out = append(out, fmt.Sprintf(`kind: policy
id: named-%02d
applies_to: {column_regex: "note_1%d.*"}
unless: user.in_group("writers")
rules:
  - mask: {"null": {}}
`, i, i))
	}
	for i := range 9 {
		out = append(out, fmt.Sprintf(`kind: policy
id: rows-%02d
applies_to: {tags: [S%d]}
unless: user.in_group("global")
rules:
  - filter: row.region in user.attribute("region") || row.country == "D%d"
`, i, i, i))
	}
	return strings.Join(append(out, "kind: policy\nid: everyone\napplies_to: {all: true}\nsubscription: {grant: everyone}\n"), "---\n")
}

// taggedSources describes a thousand tables of twenty columns, of which sixteen
// have a tag: each of the eighty tags is on two hundred columns.
func taggedSources() []string {
	var out []string
	for i := range thousand {
		var doc strings.Builder
		fmt.Fprintf(&doc, "kind: source\nid: %s\nhost: 127.0.0.1\ntags: [S%d]\ntable: {database: %s, schema: hr, name: %s}\ncolumns:\n", table(i), i%9, database, table(i))
		for j, c := range columns() {
			fmt.Fprintf(&doc, "  - {name: %s, type: %q", c[0], c[1])
			if j >= 4 {
				fmt.Fprintf(&doc, ", tags: [T%02d]", (i*16+j)%80)
			}
			doc.WriteString("}\n")
		}
		out = append(out, doc.String())
	}
	return out
}

// compiling is a thousand sources, ready to be compiled.
type compiling struct {
	inputs   []compile.Input
	policies string
	views    []view.View
}

func newCompiling() (*compiling, error) {
	c := &compiling{policies: tagPolicies()}
	policies, err := c.parse()
	if err != nil {
		return nil, err
	}
	documents, issues := event.DecodeDocuments([]byte(strings.Join(taggedSources(), "---\n")), "bench")
	if err := issues.Err(); err != nil {
		return nil, err
	}
	for _, d := range documents {
		s, ok := d.Noun.(event.Source)
		if !ok {
			continue
		}
		in := compile.Input{
			Cluster: catalog.Cluster{Kind: catalog.Postgres}, Source: s.Source, Name: catalog.ViewName{Schema: "governed", Name: s.Table.Name},
			Reviewed: map[string]bool{}, Policies: policies, Now: time.Now(),
		}
		for i, col := range columns() {
			typ, ok := catalog.ParseType(col[1])
			if !ok {
				return nil, fmt.Errorf("the type %s", col[1])
			}
			in.Base.Columns = append(in.Base.Columns, catalog.Observed{Name: col[0], Type: typ, Ordinal: i + 1})
			in.Reviewed[col[0]] = true
		}
		c.inputs = append(c.inputs, in)
	}
	return c, nil
}

// parse reads the policies: the conditions of each are parsed and checked here
// and never again.
func (c *compiling) parse() ([]policy.Policy, error) {
	documents, issues := event.DecodeDocuments([]byte(c.policies), "bench")
	if err := issues.Err(); err != nil {
		return nil, err
	}
	var out []policy.Policy
	for _, d := range documents {
		if p, ok := d.Noun.(event.Policy); ok {
			out = append(out, p.Policy)
		}
	}
	if len(out) != hundred {
		return nil, fmt.Errorf("there are %d policies", len(out))
	}
	return out, nil
}

// all parses the policies and compiles every source.
func (c *compiling) all() error {
	policies, err := c.parse()
	if err != nil {
		return err
	}
	c.views = c.views[:0]
	for i := range c.inputs {
		c.inputs[i].Policies = policies
		if err := c.one(i); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiling) one(i int) error {
	v, decision, _ := compile.Compile(c.inputs[i])
	if len(v.Columns) != len(columns()) || len(decision.Columns) != len(columns()) {
		return fmt.Errorf("%s has %d columns", v.Source, len(v.Columns))
	}
	c.views = append(c.views, v)
	return nil
}

// written is the other side: what any compiler must do with what it decided.
func (c *compiling) written() error {
	for _, v := range c.views {
		text, err := v.MarshalJSON()
		if err != nil {
			return err
		}
		if !json.Valid(text) {
			return errors.New("a view has no text")
		}
	}
	return nil
}

// measureCompile measures what deciding costs: alone, and in a scrim that
// governs the thousand tables.
func measureCompile(ctx context.Context, b *bench) error {
	c, err := newCompiling()
	if err != nil {
		return err
	}
	if err := c.all(); err != nil {
		return err
	}
	return errors.Join(c.measureAlone(ctx, b), c.measureServed(ctx, b))
}

// measureAlone needs no warehouse.
func (c *compiling) measureAlone(ctx context.Context, b *bench) error {
	if name := "compile-1000x20x100"; b.wants(name) {
		b.say("compiling %d sources under %d policies, 5 pairs", thousand, hundred)
		if err := b.inProcess(ctx, name, 5, 1, "writing down the thousand views", c.written, c.all); err != nil {
			return err
		}
	}
	if name := "compile-one-source"; b.wants(name) {
		b.say("compiling one of them, 9 pairs of 50")
		err := b.inProcess(ctx, name, 9, 50, "writing down that view",
			func() error { c.views = c.views[:1]; return c.written() },
			func() error { c.views = c.views[:0]; return c.one(0) })
		if err != nil {
			return err
		}
	}
	return nil
}

// measureServed asks a scrim that has made the thousand views.
func (c *compiling) measureServed(ctx context.Context, b *bench) (err error) {
	changed, explain := "compile-one-policy-changed", "explain-ms"
	if !b.wants(changed) && !b.wants(explain) {
		return nil
	}
	h, err := newHouse(ctx, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	if err := governThousand(ctx, b, h, taggedSources(), c.policies, fewSources(0), "kind: user\nid: somebody\ngroups: [{name: hr-1}]\nattributes: {region: [eu]}\n"); err != nil {
		return err
	}
	if b.wants(changed) {
		b.say("changing a policy of ten sources, 9 pairs")
		n := 0
		err := b.inProcess(ctx, changed, 9, 1, "compiling all thousand", c.all, func() error { n++; return h.change(ctx, fewSources(n)) })
		if err != nil {
			return err
		}
	}
	if b.wants(explain) {
		b.say("explaining, 9 pairs of 20")
		n := 0
		err := b.inProcess(ctx, explain, 9, 20, "compiling one source's view",
			func() error { c.views = c.views[:0]; return c.one(0) },
			func() error { n++; return h.explain(ctx, table(n*37%thousand)) })
		if err != nil {
			return err
		}
	}
	return nil
}

// fewSources is a policy about ten sources. Its versions differ in their ticket
// alone, so that the views stay what they are and only deciding costs.
func fewSources(n int) string {
	var ids []string
	for i := range 10 {
		ids = append(ids, table(i*100))
	}
	return fmt.Sprintf("kind: policy\nid: few\nticket: T-%d\napplies_to: {sources: [%s], columns: [born]}\nrules: [{mask: {round: {to: year}}}]\n", n, strings.Join(ids, ", "))
}

// change puts a policy in force and fails when that ran any statement that
// defines something.
func (h *house) change(ctx context.Context, document string) error {
	before := h.ran.ddl.Load()
	if err := h.put(ctx, document); err != nil {
		return err
	}
	if ran := h.ran.ddl.Load() - before; ran != 0 {
		return fmt.Errorf("a change that changes no view ran %d DDL statements", ran)
	}
	return nil
}

// explain asks what somebody sees of a source, and fails when the answer is
// empty or asked the warehouse to change anything.
func (h *house) explain(ctx context.Context, source string) error {
	before := h.ran.transactions.Load()
	answer, err := h.api.Explain(ctx, api.ExplainQuery{User: "somebody", Source: source})
	if err != nil {
		return err
	}
	if answer.Source != source || h.ran.transactions.Load() != before {
		return fmt.Errorf("the explanation of %s is of %s, after %d transactions", source, answer.Source, h.ran.transactions.Load()-before)
	}
	return nil
}
