package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Sampled is what minimize: {percent: 10} keeps: always the same part of the
// table's rows, drawn by the key that the source's document names. Unknown for
// a row without a key. No condition that somebody writes has it, so that it is
// never turned round: what is not in a sample is no sample.
type Sampled struct {
	Share int // in hundredths of a percent, from 1 to 9999
}

func (Sampled) condition() {}

// Percent is the share as it is written: "10", "0.5".
func (s Sampled) Percent() string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%02d", s.Share/100, s.Share%100), "0"), ".")
}

// Samples reports whether a policy shows a sample of the rows, and so reads the
// source's key.
func Samples(p Policy) bool {
	return slices.ContainsFunc(p.Conditions(), func(c Condition) bool { _, ok := c.(Sampled); return ok })
}

// minimize reads the action that shows a sample.
func (o *object) minimize(key string) Action {
	n := o.get(key)
	s, ok := o.object(n, field(o.path, key))
	if !ok {
		return nil
	}
	share := 0
	if percent := s.shaped("percent", shapeNumber); percent != nil {
		var problem string
		if share, problem = shareOf(percent.text); problem != "" {
			s.add(percent.at, field(s.path, "percent"), "bad-number", "write {percent: 10}, or {percent: 0.5}", "the percentage %s", problem)
		}
	} else if !s.has("percent") {
		s.add(n.at, s.path, "missing-field", "write {percent: 10}", "there is no percent")
	}
	s.done()
	return Filter{Sampled{share}}
}

// shareOf is a percentage in hundredths; worth nothing where there is a problem.
func shareOf(written string) (share int, problem string) {
	text, problem := measureOf(written)
	if problem != "" {
		return share, problem
	}
	whole, part, _ := strings.Cut(text, ".")
	if len(part) > 2 {
		return share, "has more than two digits after the point"
	}
	share, err := strconv.Atoi(whole + part + strings.Repeat("0", 2-len(part)))
	if err != nil || share < 1 || share > 9999 {
		return share, "is not between 0 and 100"
	}
	return share, ""
}
