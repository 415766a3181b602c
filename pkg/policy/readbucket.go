package policy

import (
	"math/big"
	"strings"

	"scrim/pkg/catalog"
)

const (
	maxEdges  = 100
	edgesHint = "write {edges: [0, 18, 65]} or {edges: [2000-01-01, 2020-01-01]}"
)

func (o *object) maskBucket(path string, n *node) Mask {
	return o.settings(path, n, func(s *object) Mask {
		list := s.shaped("edges", shapeList)
		switch {
		case list == nil && s.has("edges"):
			return nil
		case list == nil:
			s.add(n.at, path, "missing-field", edgesHint, "there are no edges")
			return nil
		}
		path := field(path, "edges")
		switch {
		case len(list.items) == 0:
			s.add(list.at, path, "empty-list", edgesHint, "the list is empty")
		case len(list.items) > maxEdges:
			s.add(list.at, path, "wrong-value", "", "there are %d edges, and at most %d are allowed", len(list.items), maxEdges)
		}
		return s.edges(list, path)
	})
}

// edges reads a list of numbers, or of dates and timestamps.
func (o *object) edges(list *node, path string) Mask {
	out := MaskBucket{}
	var texts []string
	for i, item := range list.items {
		at := index(path, i)
		kind, text := o.edge(item, at)
		switch {
		case kind == catalog.Unknown:
			continue
		case out.Kind == catalog.Unknown:
			out.Kind = kind
		case kind != out.Kind:
			o.add(item.at, at, "wrong-type", edgesHint, "the edges are all numbers, or all dates and timestamps")
			continue
		case !ascend(kind, texts[len(texts)-1], text):
			o.add(item.at, at, "wrong-value", "", "each edge is greater than the one before")
			continue
		}
		texts = append(texts, text)
	}
	out.Edges = catalog.NewEdges(texts...)
	return out
}

// edge is one of them in canonical text; of Unknown kind, with an issue, when
// it is none.
func (o *object) edge(item *node, path string) (catalog.Kind, string) {
	switch item.shape {
	case shapeNumber:
		text, problem := measureOf(item.text)
		if problem != "" {
			o.add(item.at, path, "bad-number", "", "the edge %s", problem)
			return catalog.Unknown, ""
		}
		return catalog.Decimal, text
	case shapeText:
		if l, problem := dateLiteral(item.text); problem == "" {
			return catalog.Timestamp, l.Text + catalog.Midnight
		}
		l, problem := timestampLiteral(item.text)
		o.badLiteral(item, path, problem)
		if problem == "" {
			return catalog.Timestamp, l.Text
		}
	default:
		o.wrongShape(item, path, "a number, a date or a timestamp")
	}
	return catalog.Unknown, ""
}

func ascend(kind catalog.Kind, a, b string) bool {
	if kind != catalog.Decimal { // canonical: years have four digits
		return strings.Compare(a, b) < 0
	}
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	return okX && okY && x.Cmp(y) < 0
}
