package draw_test

import (
	"fmt"
	"sort"
	"testing"

	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/pkg/catalog"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
)

// cases draws n cases, half of them for each warehouse, always the same.
func cases(n int) []draw.Case {
	out := make([]draw.Case, 0, n)
	for i := range n {
		kind := []catalog.ClusterKind{catalog.Postgres, catalog.Redshift}[i%2]
		out = append(out, rapid.Custom(func(t *rapid.T) draw.Case { return draw.NewCase(t, kind) }).Example(i))
	}
	return out
}

// tally counts in how many cases something happened.
type tally map[string]int

func (s tally) add(c tally) {
	for what := range c {
		s[what]++
	}
}

// TestCasesBite measures what 500 cases show and hide: a property test over
// cases in which nothing is ever visible would prove nothing.
func TestCasesBite(t *testing.T) {
	const n = 500
	seen := tally{}
	for _, c := range cases(n) {
		seen.add(happens(c))
	}
	atLeast := map[string]int{
		"some row is shown": 300, "some row is hidden by a policy": 300, "some cell is masked": 300, "some cell is clear": 300,
		"some reader sees nothing": 300, "a row is shown to one and hidden from another": 80,
	}
	for _, kind := range []string{"MaskNull", "MaskConstant", "MaskHash", "MaskRegex", "MaskRound", "MaskPartial", "MaskEmail", "MaskBucket", "MaskRandom", "MaskNoise", "MaskCustom"} {
		atLeast["wins: policy."+kind] = 2
		atLeast["shows a value: policy."+kind] = 2
	}
	delete(atLeast, "shows a value: policy.MaskNull")
	for _, atom := range []string{"Const", "InGroup", "HasAttribute", "UnderPurpose", "IsNull"} {
		atLeast["true: policy."+atom], atLeast["false: policy."+atom] = 20, 20
	}
	for _, atom := range []string{"AttributeIs", "Compare", "CompareColumns", "OneOf", "Held", "IsTrue", "Match", "Lookup", "Newer"} {
		for _, truth := range []string{"true", "false", "unknown"} {
			atLeast[truth+": policy."+atom] = 10
		}
	}
	atLeast["unknown: policy.Unknown"] = 10
	for _, end := range []oracle.End{oracle.EndExempt, oracle.EndDecided, oracle.EndUnknown, oracle.EndOtherwise, oracle.EndUnresolved, oracle.EndUnreviewed} {
		atLeast["ends: "+string(end)] = 20
	}
	atLeast["ends: "+string(oracle.EndLookup)] = 5
	for what, permille := range atLeast {
		if seen[what]*1000 < permille*n {
			t.Errorf("%s in %d of %d cases, want %d of a thousand", what, seen[what], n, permille)
		}
	}
	if testing.Verbose() {
		var lines []string
		for what, count := range seen {
			lines = append(lines, fmt.Sprintf("%-50s %5.1f %%", what, float64(count)*100/n))
		}
		sort.Strings(lines)
		for _, line := range lines {
			t.Log(line)
		}
	}
}

// happens is what one case shows to all accounts together.
func happens(c draw.Case) tally {
	out := tally{}
	shown := map[int]int{}
	open, doors := 0, 0
	for _, login := range draw.Logins() {
		f := c.Facts(login)
		_, none := oracle.Known(f, draw.Now())
		out["reader: "+none] = 1
		rows, doorOpen := 0, false
		for i, row := range c.Rows {
			d := oracle.Explain(f, row, c.Comparison(), draw.Now())
			if d.Shown {
				rows++
				shown[i]++
			}
			record(out, d)
			doorOpen = d.Door.Open
			if d.Door.Open {
				recordAtoms(out, c, f, row)
			}
		}
		if rows == 0 {
			out["some reader sees nothing"] = 1
		}
		if doorOpen {
			doors++
		}
		if rows > 0 {
			open++
		}
	}
	out[fmt.Sprintf("readers who see something: %d", open)] = 1
	for _, readers := range shown {
		out["some row is shown"] = 1
		if readers < doors {
			out["a row is shown to one and hidden from another"] = 1
		}
	}
	return out
}

func record(out tally, d oracle.Decision) {
	for _, step := range d.Rows {
		out["ends: "+string(step.End)] = 1
		if d.Door.Open && !step.Shows {
			out["some row is hidden by a policy"] = 1
		}
	}
	if !d.Shown {
		return
	}
	for _, cell := range d.Cells {
		for _, step := range cell.Because {
			out["ends: "+string(step.End)] = 1
		}
		switch {
		case cell.Mask == nil && cell.Value != nil:
			out["some cell is clear"] = 1
		case cell.Mask != nil:
			out["some cell is masked"] = 1
			out[fmt.Sprintf("wins: %T", cell.Mask)] = 1
			if cell.Value != nil {
				out[fmt.Sprintf("shows a value: %T", cell.Mask)] = 1
			}
		}
	}
}

func recordAtoms(out tally, c draw.Case, f oracle.Facts, row oracle.Row) {
	for _, p := range c.Policies {
		for _, condition := range p.Conditions() {
			policy.Walk(condition, func(part policy.Condition) {
				truth := oracle.Ask(f, part, row, c.Comparison(), draw.Now())
				out[fmt.Sprintf("%s: %T", truth, part)] = 1
			})
		}
	}
}
