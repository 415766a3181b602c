package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"time"
)

// inProcess measures what needs no warehouse: pairs of the two sides, each
// done so many times in a row, and what scrim's side allocates once.
func (b *bench) inProcess(ctx context.Context, name string, n, times int, of string, baseline, ours func() error) error {
	p, err := pairs(ctx, n, repeated(times, baseline), repeated(times, ours))
	if err != nil {
		return err
	}
	f := figure{Name: name, Ratio: p.ratio(), Of: of}
	if f.Allocations, f.Bytes, err = allocated(ours); err != nil {
		return err
	}
	return b.write(f, quantile(p.ours, 0.5)/time.Duration(times))
}

// repeated is a side that does the same so many times. What the other side
// left on the heap is cleared away before. It takes the time on the processor,
// the collector's too, which is the same on a busy machine.
func repeated(times int, do func() error) side {
	return func(context.Context) (time.Duration, error) {
		runtime.GC()
		before, err := ownTime()
		for range times {
			err = errors.Join(err, do())
		}
		after, still := ownTime()
		return after - before, errors.Join(err, still)
	}
}

// ownTime is how long this process has been on processors.
func ownTime() (time.Duration, error) {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0, fmt.Errorf("reading the time on the processor: %w", err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()), nil
}

// allocated is what do puts on the heap.
func allocated(do func() error) (objects, bytes uint64, err error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err = do()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc, err
}
