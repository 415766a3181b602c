package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"time"
)

// bench is one run: which figures are wanted and where they go.
type bench struct {
	only     *regexp.Regexp
	out      io.Writer
	progress io.Writer
	broken   error // the bounds that were broken, joined
}

// figure is one line of the output.
type figure struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"` // of scrim's side
	Unit  string  `json:"unit"`
	Ratio float64 `json:"ratio"` // scrim's side to the other
	Of    string  `json:"of"`    // what the other side is
}

// bound is the greatest ratio that a figure may have.
func bound(name string) float64 {
	return map[string]float64{
		"apply-1000-views": 1.5, "resync-noop-1000-views": 2,
		"row-filter": 1.15, "row-filter-fenced": 1.20,
		"unread-masks": 1.05, "unread-masks-fenced": 1.05,
		"exempt-reader": 1.10, "exempt-reader-fenced": 1.10,
		"masked-reader": 1.05, "masked-reader-fenced": 1.05,
		"propagation-p50": 5, "propagation-p99": 20,
	}[name]
}

func (b *bench) wants(name string) bool { return b.only.MatchString(name) }

// say tells on standard error what goes on.
func (b *bench) say(format string, args ...any) {
	_, _ = fmt.Fprintf(b.progress, format+"\n", args...)
}

// report writes a figure and remembers whether it keeps its bound.
func (b *bench) report(name string, value time.Duration, ratio float64, of string) error {
	unit, number := "ms", float64(value)/float64(time.Millisecond)
	if value >= time.Second {
		unit, number = "s", value.Seconds()
	}
	line, err := json.Marshal(figure{Name: name, Value: rounded(number), Unit: unit, Ratio: rounded(ratio), Of: of})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(b.out, "%s\n", line); err != nil {
		return err
	}
	if most := bound(name); ratio > most {
		b.broken = errors.Join(b.broken, fmt.Errorf("%s is over its bound: %.3f, and at most %.2f is allowed", name, ratio, most))
	}
	return nil
}

// rounded keeps three digits after the point.
func rounded(x float64) float64 { return float64(int64(x*1000+0.5)) / 1000 }

// side is one of two ways to do the same; it says how long that took, without
// what it had to prepare.
type side func(ctx context.Context) (time.Duration, error)

// paired is what interleaved pairs took, in their order.
type paired struct{ baseline, ours []time.Duration }

// pairs runs both sides n times in turn: baseline, ours, baseline, ours. One
// pair before them warms up and does not count.
func pairs(ctx context.Context, n int, baseline, ours side) (paired, error) {
	var p paired
	for i := range n + 1 {
		before, err := baseline(ctx)
		if err != nil {
			return p, fmt.Errorf("the other side: %w", err)
		}
		after, err := ours(ctx)
		if err != nil {
			return p, fmt.Errorf("scrim's side: %w", err)
		}
		if i > 0 {
			p.baseline, p.ours = append(p.baseline, before), append(p.ours, after)
		}
	}
	return p, nil
}

// ratio is the median over the pairs.
func (p paired) ratio() float64 {
	ratios := make([]float64, len(p.ours))
	for i := range p.ours {
		ratios[i] = p.ours[i].Seconds() / p.baseline[i].Seconds()
	}
	return quantile(ratios, 0.5)
}

// quantile is the value below which a share of the values lies: the median of
// an even number of them is the mean of the two in the middle.
func quantile[T ~int64 | ~float64](values []T, share float64) T {
	s := slices.Sorted(slices.Values(values))
	at := share * float64(len(s)-1)
	low := int(at)
	if low+1 >= len(s) {
		return s[len(s)-1]
	}
	return s[low] + T((at-float64(low))*float64(s[low+1]-s[low]))
}

// timed is how long do takes.
func timed(do func() error) (time.Duration, error) {
	begin := time.Now()
	err := do()
	return time.Since(begin), err
}
