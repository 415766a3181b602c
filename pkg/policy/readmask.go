package policy

import (
	"strings"

	"scrim/pkg/catalog"
)

// applyMask reads "mask: {hash: {}}".
func (o *object) applyMask(key string) Action {
	path := field(o.path, key)
	masks, ok := o.object(o.get(key), path)
	if !ok {
		return nil
	}
	readers := []struct {
		name string
		read func(path string, n *node) Mask
	}{
		{"null", o.maskNull}, {"constant", o.maskConstant}, {"hash", o.maskHash},
		{"regex", o.maskRegex}, {"round", o.maskRound}, {"bucket", o.maskBucket},
		{"random", o.maskRandom}, {"noise", o.maskNoise},
		{"partial", o.maskPartial},
		{"email", o.maskEmail}, {"custom", o.maskCustom},
		{"k_anonymity", o.maskKAnonymity},
	}
	var out Mask
	for _, r := range readers {
		if n := masks.get(r.name); n != nil {
			out = r.read(field(path, r.name), n)
		}
	}
	masks.done()
	if len(masks.of.members) != 1 {
		o.add(masks.of.at, path, "mixed-rule", "write one of "+strings.Join(masks.asked, ", "), "a rule has exactly one mask, and here are %d", len(masks.of.members))
	}
	return Apply{out}
}

// settings reads the object of a mask.
func (o *object) settings(path string, n *node, read func(*object) Mask) Mask {
	settings, ok := o.object(n, path)
	if !ok {
		return nil
	}
	out := read(settings)
	settings.done()
	return out
}

func (o *object) maskNull(path string, n *node) Mask {
	return o.settings(path, n, func(*object) Mask { return MaskNull{} })
}

// maskConstant takes the value itself, or an object that says what a text is.
func (o *object) maskConstant(path string, n *node) Mask {
	switch n.shape {
	case shapeText:
		l, problem := textLiteral(n.text)
		o.badLiteral(n, path, problem)
		return MaskConstant{l}
	case shapeNumber:
		l, problem := numberLiteral(n.text)
		o.badLiteral(n, path, problem)
		return MaskConstant{l}
	case shapeBool:
		return MaskConstant{catalog.Literal{Kind: catalog.Boolean, Text: n.text}}
	case shapeObject:
		return o.settings(path, n, (*object).constantTime)
	case shapeNull:
		o.add(n.at, path, "wrong-type", "write mask: {null: {}}", "NULL is a mask of its own")
	case shapeList, shapeBad:
		o.wrongShape(n, path, "text, a number, true or false, {date: …} or {timestamp: …}")
	}
	return nil
}

func (o *object) constantTime() Mask {
	date, stamp := o.shaped("date", shapeText), o.shaped("timestamp", shapeText)
	if len(o.of.members) != 1 {
		o.add(o.of.at, o.path, "mixed-rule", "write {date: 2026-01-01} or {timestamp: '2026-01-01 10:00:00'}", "a constant has exactly one value")
	}
	switch {
	case date != nil:
		l, problem := dateLiteral(date.text)
		o.badLiteral(date, field(o.path, "date"), problem)
		return MaskConstant{l}
	case stamp != nil:
		l, problem := timestampLiteral(stamp.text)
		o.badLiteral(stamp, field(o.path, "timestamp"), problem)
		return MaskConstant{l}
	}
	return nil
}

func (r *reader) badLiteral(n *node, path, problem string) {
	if problem != "" {
		r.add(n.at, path, "bad-literal", "", "the value %s", problem)
	}
}

const hashDigits = 64 // of a SHA-256 in hex

func (o *object) maskHash(path string, n *node) Mask {
	return o.settings(path, n, func(s *object) Mask {
		length := int(s.whole("length", 8, hashDigits, hashDigits))
		if length == hashDigits {
			length = 0 // one way to say it, so that equal masks are equal
		}
		return MaskHash{Length: length}
	})
}

func (o *object) maskRegex(path string, n *node) Mask {
	return o.settings(path, n, func(s *object) Mask {
		m := MaskRegex{Pattern: s.text("pattern"), Replacement: s.text("replacement")}
		if pattern := s.get("pattern"); pattern != nil && pattern.shape == shapeText {
			s.checkPattern(pattern, m.Pattern)
		}
		for _, key := range []string{"pattern", "replacement"} {
			if !s.has(key) {
				s.add(n.at, path, "missing-field", "write {pattern: '[0-9]', replacement: 'x'}", "there is no %s", key)
			}
		}
		return m
	})
}

func (o *object) checkPattern(n *node, text string) {
	path := field(o.path, "pattern")
	_, mistakes := readPattern(text)
	for _, m := range mistakes {
		o.add(o.locate(n, m.at), path, "pattern", m.hint, "%s", m.message)
	}
	if len(mistakes) == 0 && MatchesEmpty(text) {
		o.add(n.at, path, "matches-empty", "make a part of it obligatory: + instead of *", "the pattern can match nothing at all, and would be replaced between any two characters")
	}
}

func (o *object) maskRound(path string, n *node) Mask {
	return o.settings(path, n, func(s *object) Mask {
		const hint = "write {to: 100}, {to: 0.5}, or {to: hour}, day, month, year"
		to := s.get("to")
		switch {
		case to == nil:
			s.add(n.at, path, "missing-field", hint, "there is no to")
		case to.shape == shapeText:
			unit := Unit(to.text)
			switch unit {
			case Hour, Day, Month, Year:
				return MaskRound{Unit: unit}
			}
			s.add(to.at, field(path, "to"), "wrong-value", hint, "%s is no unit of time", quote(to.text))
		case to.shape == shapeNumber:
			step, problem := stepOf(to.text)
			if problem != "" {
				s.add(to.at, field(path, "to"), "bad-number", hint, "the step %s", problem)
			}
			return MaskRound{Step: step}
		default:
			s.wrongShape(to, field(path, "to"), "a number or a unit of time")
		}
		return nil
	})
}

// stepOf is the canonical text of a step to round to.
func stepOf(written string) (step, problem string) {
	step, problem = measureOf(written)
	if problem == "" && (strings.HasPrefix(step, "-") || step == "0") {
		return "", "is not greater than 0"
	}
	return step, problem
}

// measureOf is the canonical text of a number with which masks measure: no
// warehouse rounds it.
func measureOf(written string) (text, problem string) {
	l, problem := numberLiteral(written)
	if problem != "" {
		return "", problem
	}
	before, after, _ := strings.Cut(strings.TrimPrefix(l.Text, "-"), ".")
	if len(before) > 15 || len(after) > 6 {
		return "", "has more than 15 digits before or 6 after the point"
	}
	return l.Text, ""
}

func (o *object) maskPartial(path string, n *node) Mask {
	const most = 65535 // characters of the longest text that any warehouse holds in bytes
	return o.settings(path, n, func(s *object) Mask {
		m := MaskPartial{First: int(s.whole("first", 0, most, 0)), Last: int(s.whole("last", 0, most, 0)), Fill: s.fill()}
		if m.First+m.Last == 0 && !s.has("first") && !s.has("last") {
			s.add(n.at, path, "missing-field", "write {first: 1, last: 4}", "there is neither first nor last")
		} else if m.First+m.Last == 0 {
			s.add(n.at, path, "bad-number", "use mask: {constant: '***'}", "first and last are both 0")
		}
		return m
	})
}

// fill is what stands for the characters that a mask takes away.
func (o *object) fill() string {
	if fill := o.text("fill"); o.has("fill") {
		return fill
	}
	return "***"
}

func (o *object) maskEmail(path string, n *node) Mask {
	return o.settings(path, n, func(s *object) Mask {
		return MaskEmail{First: int(s.whole("first", 0, 1, 0)), Fill: s.fill()}
	})
}
