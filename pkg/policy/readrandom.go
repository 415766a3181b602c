package policy

import "scrim/pkg/catalog"

const (
	randomHint = "write {low: 18, high: 90} or {low: 1940-01-01, high: 2005-12-31}"
	noiseHint  = "write {within: 100} or {days: 30}"
	maxDays    = 36500
)

func (o *object) maskRandom(path string, n *node) Mask {
	return o.settings(path, n, func(s *object) Mask {
		low, high := s.end("low", n), s.end("high", n)
		switch {
		case low.Kind == catalog.Unknown || high.Kind == catalog.Unknown:
		case low.Kind != high.Kind:
			s.add(n.at, path, "wrong-type", randomHint, "low and high are both numbers, or both dates")
		case !ascend(low.Kind, low.Text, high.Text):
			s.add(n.at, path, "wrong-value", randomHint, "low is not less than high")
		}
		return MaskRandom{Kind: low.Kind, Low: low.Text, High: high.Text}
	})
}

// end is a field that is a number or a date; of Unknown kind, with an issue,
// when it is none.
func (o *object) end(key string, of *node) catalog.Literal {
	n, path := o.get(key), field(o.path, key)
	if n == nil {
		o.add(of.at, o.path, "missing-field", randomHint, "there is no %s", key)
		return catalog.Literal{}
	}
	switch n.shape {
	case shapeNumber:
		text, problem := measureOf(n.text)
		if problem != "" {
			o.add(n.at, path, "bad-number", "", "the number %s", problem)
			return catalog.Literal{}
		}
		return catalog.Literal{Kind: catalog.Decimal, Text: text}
	case shapeText:
		l, problem := dateLiteral(n.text)
		o.badLiteral(n, path, problem)
		return l
	default:
		o.wrongShape(n, path, "a number or a date")
	}
	return catalog.Literal{}
}

func (o *object) maskNoise(path string, n *node) Mask {
	return o.settings(path, n, func(s *object) Mask {
		out := MaskNoise{Days: int(s.whole("days", 1, maxDays, 0))}
		within := s.shaped("within", shapeNumber)
		if within != nil {
			step, problem := stepOf(within.text)
			if problem != "" {
				s.add(within.at, field(path, "within"), "bad-number", noiseHint, "the number %s", problem)
			}
			out.Within = step
		}
		if s.has("within") == s.has("days") {
			s.add(n.at, path, "mixed-rule", noiseHint, "noise has exactly one of within and days")
		}
		return out
	})
}
