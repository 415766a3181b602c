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

	Allocations uint64 `json:"allocations,omitempty"` // on the heap, of scrim's side; of figures without a warehouse
	Bytes       uint64 `json:"bytes,omitempty"`       // that they take
}

// bounds are the greatest ratios that figures may have; some have none.
func bounds() map[string]float64 {
	out := map[string]float64{
		"compile-1000x20x100": 10, "compile-one-source": 10, "compile-one-policy-changed": 0.2, "explain-ms": 5, "fenced-like": 2, "mask-k-anonymity": 2,
		"apply-1000-views": 1.5, "resync-noop-1000-views": 2,
		"row-filter": 1.15, "row-filter-fenced": 1.20,
		"unread-masks": 1.05, "unread-masks-fenced": 1.05,
		"exempt-reader": 1.10, "exempt-reader-fenced": 1.10,
		"masked-reader": 1.05, "masked-reader-fenced": 1.05,
		"propagation-p50": 5, "propagation-p99": 20,
	}
	for _, name := range kindFigures() {
		if _, given := out[name]; !given {
			out[name] = 1.10
		}
	}
	return out
}

func (b *bench) wants(name string) bool { return b.only.MatchString(name) }

// say tells on standard error what goes on.
func (b *bench) say(format string, args ...any) {
	_, _ = fmt.Fprintf(b.progress, format+"\n", args...)
}

// report writes a figure and remembers whether it keeps its bound.
func (b *bench) report(name string, value time.Duration, ratio float64, of string) error {
	return b.write(figure{Name: name, Ratio: ratio, Of: of}, value)
}

// write writes a figure whose value is a time.
func (b *bench) write(f figure, value time.Duration) error {
	f.Unit, f.Value = "ms", float64(value)/float64(time.Millisecond)
	if value >= time.Second {
		f.Unit, f.Value = "s", value.Seconds()
	}
	exact := f.Ratio
	f.Value, f.Ratio = rounded(f.Value), rounded(f.Ratio)
	line, err := json.Marshal(f)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(b.out, "%s\n", line); err != nil {
		return err
	}
	if most, bounded := bounds()[f.Name]; bounded && exact > most {
		b.broken = errors.Join(b.broken, fmt.Errorf("%s is over its bound: %.3f, and at most %.2f is allowed", f.Name, exact, most))
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
