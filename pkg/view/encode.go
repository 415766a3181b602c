package view

import (
	"encoding/json"
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
)

// node is a predicate on paper: op names the case, the rest are its fields.
// The names are stable: admissions are computed from them.
type node struct {
	Op       string            `json:"op"`
	Parts    []node            `json:"parts,omitempty"`
	Kind     profile.Kind      `json:"kind,omitempty"`
	Name     string            `json:"name,omitempty"`
	Value    string            `json:"value,omitempty"`
	Not      bool              `json:"not,omitempty"`
	Column   *ColumnRef        `json:"column,omitempty"`
	Other    *ColumnRef        `json:"other,omitempty"`
	Literals []catalog.Literal `json:"literals,omitempty"`
	Lookup   *lookupNode       `json:"lookup,omitempty"`
	Columns  []ColumnRef       `json:"columns,omitempty"`
	K        int               `json:"k,omitempty"`
	Share    int               `json:"share,omitempty"`
	Minutes  int               `json:"minutes,omitempty"`
}

type cellNode struct {
	Op string `json:"op"`
	*Constant
	*Hash
	*Regex
	*RoundNumber
	*RoundTime
	*Bucket
	*Partial
	Email  *Email  `json:"email,omitempty"` // by name, as others have fields called so
	Random *Random `json:"random,omitempty"`
	Noise  *Noise  `json:"noise,omitempty"`
	Custom *Custom `json:"custom,omitempty"`
}

type choiceNode struct {
	When node     `json:"when"`
	Show cellNode `json:"show"`
}

type columnNode struct {
	Name    string       `json:"name"`
	Type    catalog.Type `json:"type"`
	Choices []choiceNode `json:"choices,omitempty"`
}

type viewNode struct {
	Source  string           `json:"source"`
	Name    catalog.ViewName `json:"name"`
	Base    catalog.Table    `json:"base"`
	Columns []columnNode     `json:"columns"`
	Admit   node             `json:"admit"`
	Rows    node             `json:"rows"`
}

// MarshalJSON writes the whole view, the predicates and cells included; equal
// views give equal bytes.
func (v View) MarshalJSON() ([]byte, error) {
	out := viewNode{Source: v.Source, Name: v.Name, Base: v.Base, Columns: []columnNode{}, Admit: encodePred(v.Admit), Rows: encodePred(v.Rows)}
	for _, c := range v.Columns {
		col := columnNode{Name: c.Name, Type: c.Type}
		for _, choice := range c.Choices {
			col.Choices = append(col.Choices, choiceNode{When: encodePred(choice.When), Show: encodeCell(choice.Show)})
		}
		out.Columns = append(out.Columns, col)
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (v *View) UnmarshalJSON(text []byte) error {
	var in viewNode
	if err := json.Unmarshal(text, &in); err != nil {
		return fmt.Errorf("decoding a view: %w", err)
	}
	out := View{Source: in.Source, Name: in.Name, Base: in.Base}
	var err error
	if out.Admit, err = decodePred(in.Admit); err != nil {
		return err
	}
	if out.Rows, err = decodePred(in.Rows); err != nil {
		return err
	}
	for _, c := range in.Columns {
		col := Column{Name: c.Name, Type: c.Type}
		for _, choice := range c.Choices {
			when, err := decodePred(choice.When)
			if err != nil {
				return err
			}
			show, err := decodeCell(choice.Show)
			if err != nil {
				return err
			}
			col.Choices = append(col.Choices, Choice{When: when, Show: show})
		}
		out.Columns = append(out.Columns, col)
	}
	*v = out
	return nil
}

func encodePred(p Pred) node {
	switch p := p.(type) {
	case Always:
		return node{Op: "always"}
	case All:
		return node{Op: "all", Parts: encodeParts(p)}
	case Any:
		return node{Op: "any", Parts: encodeParts(p)}
	case HasFact:
		return node{Op: "fact", Kind: p.Kind, Name: p.Name, Value: p.Value, Not: p.Absent}
	case HasAny:
		return node{Op: "any-fact", Kind: p.Kind, Name: p.Name, Not: p.Absent}
	case Held:
		return node{Op: "held", Column: &p.Column, Kind: p.Kind, Name: p.Name, Not: p.Not}
	case IsNull:
		return node{Op: "null", Column: &p.Column, Not: p.Not}
	case Compare:
		return node{Op: "compare", Column: &p.Column, Name: p.Op, Literals: []catalog.Literal{p.Literal}}
	case CompareColumns:
		return node{Op: "columns", Column: &p.Left, Name: p.Op, Other: &p.Right}
	case OneOf:
		return node{Op: "one-of", Column: &p.Column, Literals: p.Literals, Not: p.Not}
	case Common:
		return node{Op: "common", Name: p.Salt, Value: p.Counting, Columns: p.Columns.Columns(), K: p.K}
	case Match:
		return node{Op: "match", Column: &p.Column, Name: string(p.Kind), Value: p.Text, Not: p.Not}
	case Lookup:
		return node{Op: "lookup", Column: &p.Column, Not: p.Not, Lookup: &lookupNode{p.Source, p.Table, p.Key, p.Where}}
	case Sample:
		return node{Op: "sample", Name: p.Salt, Columns: p.Key.Columns(), Share: p.Share}
	case Age:
		return node{Op: "age", Column: &p.Column, Minutes: p.Minutes, Not: p.Over}
	default: // nil and Never
		return node{Op: "never"}
	}
}

func encodeParts[S ~[]Pred](parts S) []node {
	out := make([]node, len(parts))
	for i, p := range parts {
		out[i] = encodePred(p)
	}
	return out
}

func decodePred(n node) (Pred, error) {
	col := func(c *ColumnRef) ColumnRef {
		if c == nil {
			return ColumnRef{}
		}
		return *c
	}
	switch n.Op {
	case "always":
		return Always{}, nil
	case "never":
		return Never{}, nil
	case "all", "any":
		parts := make([]Pred, len(n.Parts))
		for i, part := range n.Parts {
			var err error
			if parts[i], err = decodePred(part); err != nil {
				return nil, err
			}
		}
		if n.Op == "all" {
			return All(parts), nil
		}
		return Any(parts), nil
	case "fact":
		return HasFact{Fact: profile.Fact{Kind: n.Kind, Name: n.Name, Value: n.Value}, Absent: n.Not}, nil
	case "any-fact":
		return HasAny{Kind: n.Kind, Name: n.Name, Absent: n.Not}, nil
	case "held":
		return Held{Column: col(n.Column), Kind: n.Kind, Name: n.Name, Not: n.Not}, nil
	case "null":
		return IsNull{Column: col(n.Column), Not: n.Not}, nil
	case "compare":
		if len(n.Literals) != 1 {
			return nil, fmt.Errorf("decoding a view: compare with %d literals", len(n.Literals))
		}
		return Compare{Column: col(n.Column), Op: n.Name, Literal: n.Literals[0]}, nil
	case "columns":
		return CompareColumns{Left: col(n.Column), Op: n.Name, Right: col(n.Other)}, nil
	case "one-of":
		return OneOf{Column: col(n.Column), Literals: n.Literals, Not: n.Not}, nil
	case "common":
		return Common{Salt: n.Name, Counting: n.Value, Columns: NewSet(n.Columns...), K: n.K}, nil
	case "match":
		return Match{Column: col(n.Column), Kind: MatchKind(n.Name), Text: n.Value, Not: n.Not}, nil
	case "lookup":
		if n.Lookup == nil {
			return nil, fmt.Errorf("decoding a view: a lookup without a table")
		}
		return Lookup{Column: col(n.Column), Source: n.Lookup.Source, Table: n.Lookup.Table, Key: n.Lookup.Key, Where: n.Lookup.Where, Not: n.Not}, nil
	case "sample":
		return Sample{Salt: n.Name, Key: NewSet(n.Columns...), Share: n.Share}, nil
	case "age":
		return Age{Column: col(n.Column), Minutes: n.Minutes, Over: n.Not}, nil
	}
	return nil, fmt.Errorf("decoding a view: unknown predicate %q", n.Op)
}

func encodeCell(c Cell) cellNode {
	switch c := c.(type) {
	case Raw:
		return cellNode{Op: "raw"}
	case Constant:
		return cellNode{Op: "constant", Constant: &c}
	case Hash:
		return cellNode{Op: "hash", Hash: &c}
	case Regex:
		return cellNode{Op: "regex", Regex: &c}
	case RoundNumber:
		return cellNode{Op: "round-number", RoundNumber: &c}
	case RoundTime:
		return cellNode{Op: "round-time", RoundTime: &c}
	case Bucket:
		return cellNode{Op: "bucket", Bucket: &c}
	case Random:
		return cellNode{Op: "random", Random: &c}
	case Noise:
		return cellNode{Op: "noise", Noise: &c}
	case Partial:
		return cellNode{Op: "partial", Partial: &c}
	case Email:
		return cellNode{Op: "email", Email: &c}
	case Custom:
		return cellNode{Op: "custom", Custom: &c}
	default: // nil and Null
		return cellNode{Op: "null"}
	}
}

func decodeCell(n cellNode) (Cell, error) {
	switch {
	case n.Op == "raw":
		return Raw{}, nil
	case n.Op == "null":
		return Null{}, nil
	case n.Op == "constant" && n.Constant != nil:
		return *n.Constant, nil
	case n.Op == "hash" && n.Hash != nil:
		return *n.Hash, nil
	case n.Op == "regex" && n.Regex != nil:
		return *n.Regex, nil
	case n.Op == "round-number" && n.RoundNumber != nil:
		return *n.RoundNumber, nil
	case n.Op == "round-time" && n.RoundTime != nil:
		return *n.RoundTime, nil
	case n.Op == "bucket" && n.Bucket != nil:
		return *n.Bucket, nil
	case n.Op == "random" && n.Random != nil:
		return *n.Random, nil
	case n.Op == "noise" && n.Noise != nil:
		return *n.Noise, nil
	case n.Op == "partial" && n.Partial != nil:
		return *n.Partial, nil
	case n.Op == "email" && n.Email != nil:
		return *n.Email, nil
	case n.Op == "custom" && n.Custom != nil:
		return *n.Custom, nil
	}
	return nil, fmt.Errorf("decoding a view: unknown cell %q", n.Op)
}
