package warehouse_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/catalog"
	"scrim/pkg/view"
)

// TestHammer: 16 readers ask again and again while their view is replaced a
// thousand times and the table beneath it gains and loses columns. None of
// their queries fails, and none sees an address. Each replacement lets so many
// queries begin, so that readers and writer share the machine.
func TestHammer(t *testing.T) {
	const readers, replacements, columnsEvery = 16, 1000, 20
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees, employed)
		alice := h.role(t, "LOGIN")
		h.know(t, alice)
		masks := []view.Choice{always(view.Null{}), always(view.Partial{First: 1, Fill: "*"}), always(view.Constant{Value: catalog.Literal{Kind: catalog.Text, Text: "hidden"}})}
		h.deploy(t, show(h.view(t, "employees"), "email", masks[0]))

		ctx, cancel := context.WithCancelCause(t.Context())
		defer cancel(nil)
		var group sync.WaitGroup
		var reads, empty atomic.Int64
		turns := make(chan struct{}, readers)
		for range readers {
			conn := h.reader(t, alice)
			group.Go(func() {
				for range turns {
					if err := glance(ctx, conn, &reads, &empty); err != nil && ctx.Err() == nil {
						cancel(err)
					}
				}
			})
		}
		extra, swaps := false, 0
		for n := 1; n <= replacements && ctx.Err() == nil; n++ {
			if n%columnsEvery == 0 {
				extra, swaps = !extra, swaps+1
				h.tidy(t)
				h.column(t, extra)
			}
			for range readers {
				turns <- struct{}{}
			}
			h.deploy(t, show(h.view(t, "employees"), "email", masks[n%len(masks)]))
		}
		close(turns)
		group.Wait()
		h.tidy(t)
		if got := h.read(t, "", "SELECT viewname FROM pg_views WHERE schemaname = 'governed'"); len(got) != 1 {
			t.Errorf("left over is %q", got)
		}
		cause := context.Cause(ctx)
		if cause != nil {
			t.Errorf("after %d reads: %v", reads.Load(), cause)
		}
		if reads.Load() == empty.Load() {
			t.Error("nobody ever saw a row")
		}
		t.Logf("%d replacements, %d of them with other columns; %d reads, %d of them of a view that was shut just then", replacements, swaps, reads.Load(), empty.Load())
	})
}

// tidy drops what lost its name once no query is left that began before, as
// the worker does.
func (h *house) tidy(t *testing.T) {
	t.Helper()
	since := time.Now()
	for {
		oldest, err := h.w.OldestSnapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if oldest <= time.Since(since) {
			break
		}
	}
	if all, err := h.w.Tidy(t.Context()); err != nil || !all {
		t.Errorf("tidying: %v, %v", all, err)
	}
}

// column adds a column to the table; or it leaves the view first and then the
// table, since a late-binding view that names a column which is gone fails, on
// Redshift as here. A bound view keeps its table, so another one takes its
// place.
func (h *house) column(t *testing.T, extra bool) {
	t.Helper()
	if extra {
		h.as(t, h.etl, "ALTER TABLE hr.employees ADD COLUMN nickname varchar(64) DEFAULT 'nick@clear.test'")
		return
	}
	masked := show(h.view(t, "employees"), "email", always(view.Null{}))
	masked.Columns = masked.Columns[:len(masked.Columns)-1]
	h.deploy(t, masked)
	next := strings.NewReplacer("hr.employees", "hr.employees_next")
	h.as(t, h.etl, next.Replace(employees), next.Replace(employed),
		"BEGIN; ALTER TABLE hr.employees RENAME TO employees_last; ALTER TABLE hr.employees_next RENAME TO employees; COMMIT")
	h.deploy(t, show(h.view(t, "employees"), "email", always(view.Null{})))
	h.as(t, h.etl, "DROP TABLE hr.employees_last")
}

var errClear = errors.New("an address is readable")

// glance asks once for what nobody may see.
func glance(ctx context.Context, conn *pgx.Conn, reads, empty *atomic.Int64) error {
	rows, err := lines(ctx, conn, "SELECT id, email FROM governed.employees")
	if err != nil {
		return fmt.Errorf("reading: %s", describe(err))
	}
	reads.Add(1)
	if len(rows) == 0 {
		empty.Add(1)
	}
	for _, row := range rows {
		if strings.Contains(row, "@") {
			return errClear
		}
	}
	return nil
}
