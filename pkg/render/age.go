package render

import (
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/view"
)

// maxMinutes is how old scrim asks whether something is: a thousand years, so
// that the moment is a date on every warehouse.
const maxMinutes = 1000 * 365 * 24 * 60

// age compares the column as it is with one moment, so that an index or a sort
// key serves. The years 1 to 9999 are those that between holds for.
func (w *writer) age(p view.Age) string {
	if !p.Column.Type.IsTime() || p.Minutes < 1 || p.Minutes > maxMinutes {
		w.fail(fmt.Errorf("column %q of type %s is asked whether it is %d minutes old", shorten(p.Column.Name), p.Column.Type, p.Minutes))
	}
	moment := fmt.Sprintf("(%s) - INTERVAL '%d minutes'", w.d.moment(p.Over), p.Minutes)
	from, before := ">=", "<"
	switch p.Column.Type.Kind {
	case catalog.TimestampTZ:
		moment = "(" + moment + ") AT TIME ZONE 'UTC'"
	case catalog.Date: // a midnight is not before the moment when its day is after the last one that is
		moment, from, before = "CAST("+moment+" - INTERVAL '1 microsecond' AS date)", ">", "<="
	default: // a timestamp is compared as it is
	}
	col, low, high := w.years(p.Column)
	if p.Over {
		return fmt.Sprintf("(%s >= %s AND %s %s %s)", col, low, col, before, moment)
	}
	return fmt.Sprintf("(%s %s %s AND %s <= %s)", col, from, moment, col, high)
}
