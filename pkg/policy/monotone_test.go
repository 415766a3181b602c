package policy_test

import (
	"testing"

	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	. "scrim/pkg/policy"
)

// The model of TestFactMonotone: four facts and one column.
const (
	factGroup   = 1 << iota // of group "g"
	factPurpose             // under purpose "p"
	factX                   // attribute "a" has "x"
	factY                   // attribute "a" has "y"
	factSets
)

// truth is three-valued.
type truth int

const (
	no truth = iota - 1
	unknown
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// world is one reader and one row; a column without value is NULL.
type world struct {
	facts  int
	value  string
	listed bool // lookup tables have the row with key x, for who has x
}

func (w world) has(fact int) bool { return w.facts&fact != 0 }

// answer is what the condition says, by SEMANTICS S2 and nothing else.
func (w world) answer(c Condition) truth {
	switch c := c.(type) {
	case nil:
		return yes
	case Const:
		return truthOf(c.Value)
	case Unknown:
		return unknown
	case Not:
		return -w.answer(c.Of)
	case And:
		least := yes
		for _, part := range c.All {
			least = min(least, w.answer(part))
		}
		return least
	case Or:
		most := no
		for _, part := range c.Any {
			most = max(most, w.answer(part))
		}
		return most
	case InGroup:
		return truthOf(w.has(factGroup))
	case UnderPurpose:
		return truthOf(w.has(factPurpose))
	case HasAttribute:
		return truthOf(w.has(factX | factY))
	case AttributeIs:
		return w.held("x")
	case Held:
		return w.held(w.value)
	case Lookup:
		asksUser := len(c.Where) > 0
		if w.value == "" || asksUser && !w.has(factX|factY) {
			return unknown
		}
		return truthOf(w.listed && w.value == "x" && (!asksUser || w.has(factX)))
	case IsNull:
		return truthOf(w.value == "")
	case Compare:
		if w.value == "" {
			return unknown
		}
		return truthOf(w.value == "x")
	case Sampled: // each value is drawn at its own share
		drawn, known := map[string]int{"x": 1000, "y": 5000, "z": 9000}[w.value]
		if !known {
			return unknown
		}
		return truthOf(drawn < c.Share)
	}
	return unknown
}

func (w world) held(value string) truth {
	if value == "" || !w.has(factX|factY) {
		return unknown
	}
	return truthOf(value == "x" && w.has(factX) || value == "y" && w.has(factY))
}

// sees is what the policy comes to: nil as it is, MaskNull nothing.
func (w world) sees(p Policy) Mask {
	if p.Unless != nil && w.answer(p.Unless) == yes {
		return nil
	}
	for _, rule := range p.Rules {
		switch w.answer(rule.For) {
		case unknown:
			return MaskNull{}
		case no:
			continue
		case yes:
		}
		switch w.answer(rule.Where) {
		case unknown:
			return MaskNull{}
		case no:
			continue
		case yes:
		}
		switch do := rule.Do.(type) {
		case Clear:
			return nil
		case Apply:
			return do.Mask
		case Filter:
			if w.answer(do.Keep) == yes {
				return nil
			}
		}
		return MaskNull{}
	}
	if p.Otherwise == OtherwiseClear {
		return nil
	}
	return MaskNull{}
}

// opens finds facts whose loss shows more, or something else, on some row.
func opens(p Policy) bool {
	for _, value := range []string{"", "x", "y", "z"} {
		for more := range factSets {
			for fewer := range factSets {
				if fewer&more != fewer {
					continue
				}
				for _, listed := range []bool{false, true} {
					a, b := world{fewer, value, listed}.sees(p), world{more, value, listed}.sees(p)
					if a != b && a != (MaskNull{}) && b != nil {
						return true
					}
				}
			}
		}
	}
	return false
}

func drawCondition(t *rapid.T, rows bool, depth int) Condition {
	user := []Condition{InGroup{Name: "g"}, UnderPurpose{"p"}, HasAttribute{"a"}, AttributeIs{"a", "x"}, Const{true}, Const{false}}
	row := []Condition{
		Held{Ref{Column: "c"}, List{ListAttribute, "a"}}, Lookup{Ref: Ref{Column: "c"}, Source: "s"},
		Lookup{Ref: Ref{Column: "c"}, Source: "s", Where: []LookupTest{{Column: "m", In: List{ListAttribute, "a"}}}}, IsNull{Ref{Column: "c"}}, Unknown{},
		Compare{Ref{Column: "c"}, Equal, catalog.Literal{Kind: catalog.Text, Text: "x"}},
	}
	if rows {
		user = append(user, row...)
	}
	atom := rapid.SampledFrom(user)
	if depth == 0 {
		return atom.Draw(t, "atom")
	}
	switch rapid.IntRange(0, 4).Draw(t, "connective") {
	case 0:
		return Not{drawCondition(t, rows, depth-1)}
	case 1:
		return And{[]Condition{drawCondition(t, rows, depth-1), drawCondition(t, rows, depth-1)}}
	case 2:
		return Or{[]Condition{drawCondition(t, rows, depth-1), drawCondition(t, rows, depth-1)}}
	}
	return atom.Draw(t, "atom")
}

func drawOptional(t *rapid.T, label string, rows bool) Condition {
	if rapid.Bool().Draw(t, label) {
		return nil
	}
	return drawCondition(t, rows, 2)
}

func drawPolicy(t *rapid.T) Policy {
	p := Policy{Type: TypeMask, Otherwise: rapid.SampledFrom([]Otherwise{OtherwiseHide, OtherwiseClear}).Draw(t, "otherwise")}
	if rapid.Bool().Draw(t, "unless") {
		p.Unless = drawCondition(t, false, 2)
	}
	for range rapid.IntRange(1, 3).Draw(t, "rules") {
		rule := Rule{For: drawOptional(t, "no for", false), Where: drawOptional(t, "no where", true)}
		rule.Do = rapid.SampledFrom([]Action{Clear{}, Hide{}, Apply{MaskNull{}}, Apply{MaskHash{}}, Apply{MaskPartial{First: 1}}}).Draw(t, "do")
		if rapid.IntRange(0, 4).Draw(t, "filter") == 0 {
			rule.Do = Filter{drawCondition(t, true, 2)}
		}
		if rapid.IntRange(0, 4).Draw(t, "sample") == 0 {
			rule.Do = Filter{Sampled{rapid.SampledFrom([]int{500, 2500, 7500, 9500}).Draw(t, "share")}}
		}
		p.Rules = append(p.Rules, rule)
	}
	return p
}

// TestFactMonotone holds that OpensWhenFactMissing never says no when there is
// a fact whose loss opens, and that it does not say yes to everything.
func TestFactMonotone(t *testing.T) {
	t.Parallel()
	said := map[[2]bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		p := drawPolicy(t)
		is, says := opens(p), OpensWhenFactMissing(p)
		if is && !says {
			t.Fatalf("the policy opens, and OpensWhenFactMissing does not say so: %+v", p)
		}
		said[[2]bool{is, says}]++
	})
	closed, careful := said[[2]bool{false, false}], said[[2]bool{false, true}]
	t.Logf("of %d policies that do not open, %d are said to", closed+careful, careful)
	if closed < careful/4 {
		t.Errorf("OpensWhenFactMissing says yes to %d of %d policies that do not open", careful, closed+careful)
	}
}
