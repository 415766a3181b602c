package compile

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"unicode"

	"scrim/pkg/catalog"
	"scrim/pkg/formula"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// fit makes a mask total on a type (SEMANTICS S4). What does not fit is NULL,
// and why says so.
func (c *compiler) fit(m policy.Mask, t catalog.Type) (cell view.Cell, why string) {
	if t.Kind == catalog.Char && strings.ContainsFunc(written(m), func(r rune) bool { return r > unicode.MaxASCII }) {
		return view.Null{}, "a CHAR column takes ASCII alone"
	}
	switch m := m.(type) {
	case policy.MaskNull:
		return view.Null{}, ""
	case policy.MaskConstant:
		if reason := constantMisfit(m.Value, t); reason != "" {
			return view.Null{}, reason
		}
		return view.Constant{Value: canonicalConstant(m.Value, t)}, ""
	case policy.MaskHash:
		return fitHash(m, t, view.Hash{Salt: c.salt(), Joint: c.joint()})
	case policy.MaskRegex:
		if !t.IsText() {
			return view.Null{}, "a regex fits text only"
		}
		return view.Regex{Pattern: m.Pattern, Replacement: m.Replacement}, ""
	case policy.MaskRound:
		return fitRound(m, t)
	case policy.MaskBucket:
		return fitBucket(m, t)
	case policy.MaskRandom:
		return fitRandom(m, t, c.salt()+"/random")
	case policy.MaskNoise:
		return fitNoise(m, t, c.salt()+"/noise")
	case policy.MaskPartial:
		if !t.IsText() {
			return view.Null{}, "partial fits text only"
		}
		return view.Partial{First: m.First, Last: m.Last, Fill: m.Fill}, ""
	case policy.MaskEmail:
		if !t.IsText() {
			return view.Null{}, "email fits text only"
		}
		return view.Email{First: m.First, Fill: m.Fill}, ""
	case policy.MaskCustom:
		if _, why := formula.Fit(m.Formula, t); why != "" {
			return view.Null{}, why
		}
		return view.Custom{Formula: m.Formula}, ""
	}
	return view.Null{}, fmt.Sprintf("the mask %T is unknown", m)
}

// joint is the projects in which the source's hashes join those of others.
func (c *compiler) joint() view.Joint {
	var ids []string
	for _, p := range c.in.Projects {
		if p.MaskedJoins && !p.Disabled && slices.Contains(p.Sources, c.in.Source.ID) {
			ids = append(ids, p.ID)
		}
	}
	return view.NewJoint(ids...)
}

// written is the text that a mask adds to what it shows.
func written(m policy.Mask) string {
	switch m := m.(type) {
	case policy.MaskConstant:
		return m.Value.Text
	case policy.MaskRegex:
		return m.Replacement
	case policy.MaskPartial:
		return m.Fill
	case policy.MaskEmail:
		return m.Fill
	case policy.MaskCustom:
		return strings.Join(m.Formula.Texts(), "")
	}
	return ""
}

// salt names the secret of the source's hashes, version 1. What is appended to
// it names a secret of its own.
func (c *compiler) salt() string { return "source/" + c.in.Source.ID + "/1" }

func constantMisfit(l catalog.Literal, t catalog.Type) string {
	if !l.Fits(t) {
		return "the constant is of another type"
	}
	switch {
	case t.IsText() && t.Length > 0 && len(l.Text) > t.Length:
		return "the constant is longer than the column"
	case t.Kind == catalog.Decimal && t.Precision > 0:
		return decimalMisfit(l.Text, t)
	}
	return ""
}

// canonicalConstant makes one constant of 5 and 5.0, which are one in a
// decimal column.
func canonicalConstant(l catalog.Literal, t catalog.Type) catalog.Literal {
	if t.Kind != catalog.Decimal {
		return l
	}
	if strings.Contains(l.Text, ".") {
		l.Text = strings.TrimRight(strings.TrimRight(l.Text, "0"), ".")
	}
	if l.Text == "-0" {
		l.Text = "0"
	}
	return catalog.Literal{Kind: catalog.Decimal, Text: l.Text}
}

func decimalMisfit(text string, t catalog.Type) string {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	whole = strings.TrimLeft(whole, "0")
	fraction = strings.TrimRight(fraction, "0")
	if len(whole) > t.Precision-t.Scale || len(fraction) > t.Scale {
		return "the constant does not fit precision and scale"
	}
	return ""
}

func fitHash(m policy.MaskHash, t catalog.Type, out view.Hash) (view.Cell, string) {
	digits := m.Length
	if digits == 0 {
		digits = 64
	}
	switch {
	case t.Kind == catalog.Bigint:
		out.Digits = 15
		return out, ""
	case t.IsText() && (t.Length == 0 && t.Kind != catalog.Char || t.Length >= digits):
		out.Digits = digits
		return out, ""
	case t.IsText():
		return view.Null{}, fmt.Sprintf("a hash of %d digits is longer than the column", digits)
	}
	return view.Null{}, "a hash fits text and bigint only"
}

func fitRound(m policy.MaskRound, t catalog.Type) (view.Cell, string) {
	if m.Unit != "" {
		if !t.IsTime() || t.Kind == catalog.Date && (m.Unit == policy.Hour || m.Unit == policy.Day) {
			return view.Null{}, "rounding to " + string(m.Unit) + " does not fit"
		}
		return view.RoundTime{Unit: string(m.Unit)}, ""
	}
	scale := 0
	if _, fraction, ok := strings.Cut(m.Step, "."); ok {
		scale = len(strings.TrimRight(fraction, "0"))
	}
	switch {
	case !t.IsNumber():
		return view.Null{}, "rounding to a step fits numbers only"
	case t.IsInteger() && scale > 0:
		return view.Null{}, "the step is not a whole number"
	case t.Kind == catalog.Decimal && t.Precision > 0 && scale > t.Scale:
		return view.Null{}, "the step is finer than the column's scale"
	}
	return view.RoundNumber{Step: m.Step}, ""
}

func fitBucket(m policy.MaskBucket, t catalog.Type) (view.Cell, string) {
	edges := m.Edges.List()
	for i, edge := range edges {
		if why := edgeMisfit(m.Kind, edge, t); why != "" {
			return view.Null{}, why
		}
		if t.Kind == catalog.Date {
			edges[i] = strings.TrimSuffix(edge, catalog.Midnight)
		}
	}
	if len(edges) == 0 {
		return view.Null{}, "a bucket needs edges"
	}
	return view.Bucket{Edges: catalog.NewEdges(edges...)}, ""
}

func edgeMisfit(kind catalog.Kind, edge string, t catalog.Type) string {
	switch {
	case kind == catalog.Decimal && !t.IsNumber():
		return "edges that are numbers fit numbers only"
	case kind == catalog.Timestamp && !t.IsTime():
		return "edges that are times fit dates and timestamps only"
	case t.IsInteger() && !t.Canonical(edge):
		return "an edge is not a whole number of the type"
	case t.Kind == catalog.Decimal && t.Precision > 0 && decimalMisfit(edge, t) != "":
		return "an edge does not fit precision and scale"
	case t.Kind == catalog.Date && !strings.HasSuffix(edge, catalog.Midnight):
		return "an edge is not at midnight"
	}
	return ""
}

// rank orders cells by how little they tell (SEMANTICS S3).
func rank(cell view.Cell) int {
	switch cell.(type) {
	case view.Raw:
		return 0
	case view.Custom:
		return 1
	case view.Partial, view.Email, view.Regex:
		return 2
	case view.RoundNumber, view.RoundTime, view.Bucket, view.Noise:
		return 3
	case view.Hash, view.Random:
		return 4
	case view.Constant:
		return 5
	default:
		return 6
	}
}

func sortByRank(cells []view.Cell) {
	slices.SortStableFunc(cells, func(a, b view.Cell) int { return cmp.Compare(rank(b), rank(a)) })
}

// winsOver reports whether a is shown where one policy says a and another b:
// it is stricter, or the same, or refines b by its parameter.
func winsOver(a, b view.Cell) bool {
	if a == b || rank(a) > rank(b) {
		return true
	}
	switch a := a.(type) {
	case view.RoundNumber:
		b, ok := b.(view.RoundNumber)
		return ok && multiple(a.Step, b.Step)
	case view.RoundTime:
		b, ok := b.(view.RoundTime)
		return ok && unitRank(a.Unit) > unitRank(b.Unit)
	case view.Bucket:
		b, ok := b.(view.Bucket)
		return ok && among(a.Edges.List(), b.Edges.List())
	case view.Hash:
		b, ok := b.(view.Hash)
		return ok && a.Salt == b.Salt && a.Joint == b.Joint && a.Digits < b.Digits
	case view.Partial:
		b, ok := b.(view.Partial)
		return ok && a.Fill == b.Fill && a.First <= b.First && a.Last <= b.Last
	case view.Email:
		b, ok := b.(view.Email)
		return ok && a.Fill == b.Fill && a.First <= b.First
	}
	return false
}

func among(some, all []string) bool {
	return !slices.ContainsFunc(some, func(one string) bool { return !slices.Contains(all, one) })
}

func multiple(large, small string) bool {
	a, okA := new(big.Rat).SetString(large)
	b, okB := new(big.Rat).SetString(small)
	if !okA || !okB || b.Sign() <= 0 {
		return false
	}
	return new(big.Rat).Quo(a, b).IsInt()
}

func unitRank(unit string) int {
	return slices.Index([]string{"hour", "day", "month", "year"}, unit)
}

// CellName says what a cell shows, for a person.
func CellName(cell view.Cell) string {
	switch cell := cell.(type) {
	case view.Raw:
		return "the value"
	case view.Constant:
		return "a constant"
	case view.Hash:
		return "a hash"
	case view.Regex:
		return "a regex"
	case view.RoundNumber:
		return "rounding to " + cell.Step
	case view.RoundTime:
		return "rounding to the " + cell.Unit
	case view.Bucket:
		return "a range"
	case view.Random:
		return "a random value"
	case view.Noise:
		return "noise within " + cell.Within
	case view.Partial:
		return "a partial value"
	case view.Email:
		return "an e-mail address's domain"
	case view.Custom:
		return "the expression " + cell.Formula.String()
	default:
		return "NULL"
	}
}
