package oracle

import (
	"math"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
)

func fitBucket(m policy.MaskBucket, t catalog.Type) policy.Mask {
	edges := m.Edges.List()
	if len(edges) == 0 {
		return policy.MaskNull{}
	}
	for _, edge := range edges {
		if !edgeFits(m.Kind, edge, t) {
			return policy.MaskNull{}
		}
	}
	return m
}

func edgeFits(kind catalog.Kind, edge string, t catalog.Type) bool {
	switch {
	case kind == catalog.Timestamp && t.Kind == catalog.Date:
		at, ok := edgeTime(edge)
		return ok && at.Equal(at.Truncate(24*time.Hour))
	case kind == catalog.Timestamp:
		_, ok := edgeTime(edge)
		return ok && t.IsTime()
	case t.IsInteger():
		return t.Canonical(edge)
	case t.Kind == catalog.Decimal:
		return representable(rational(edge), t)
	}
	return t.Kind == catalog.Real || t.Kind == catalog.Double
}

// bucket is the greatest edge that is not above the value.
func bucket(m policy.MaskBucket, v Value, t catalog.Type) Value {
	var shown Value
	for _, edge := range m.Edges.List() {
		if at, ok := reached(v, edge, t); ok {
			shown = at
		}
	}
	return shown
}

// reached is an edge as a value, and whether v is not below it.
func reached(v Value, edge string, t catalog.Type) (Value, bool) {
	switch v := v.(type) {
	case Integer:
		at, err := Parse(t, edge)
		whole, ok := at.(Integer)
		return at, err == nil && ok && v >= whole
	case Decimal:
		if _, none := special(string(v)); none {
			return nil, false
		}
		return Decimal(edge), rational(string(v)).Cmp(rational(edge)) >= 0
	case Float:
		at := floatOf(edge)
		ok := math.Abs(float64(v)) <= 1e15 && float64(v) >= at
		if t.Kind == catalog.Real {
			at = float64(float32(at))
		}
		return Float(at), ok
	case Date:
		at, ok := edgeTime(edge)
		return Date{Moment{At: at}}, ok && v.common() && !v.At.Before(at)
	case Timestamp:
		at, ok := edgeTime(edge)
		return Timestamp{Moment{At: at}}, ok && v.common() && !v.At.Before(at)
	case TimestampTZ:
		at, ok := edgeTime(edge)
		return TimestampTZ{Moment{At: at}}, ok && v.common() && !v.At.Before(at)
	}
	return nil, false
}

func edgeTime(edge string) (time.Time, bool) {
	at, err := time.Parse(catalog.TimestampLayout, edge)
	return at, err == nil
}

// within reports whether every edge of a is one of b's.
func within(a, b policy.MaskBucket) bool {
	for _, edge := range a.Edges.List() {
		if !slices.Contains(b.Edges.List(), edge) {
			return false
		}
	}
	return true
}
