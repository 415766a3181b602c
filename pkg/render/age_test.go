package render_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"scrim/integration/pgtest/pgtesting"
	"scrim/pkg/catalog"
	. "scrim/pkg/render"
	"scrim/pkg/view"
)

// clock asks, in a time zone, how far the moments by which rows are too old and
// no longer too young are from now: nil where they are not known.
type clock struct {
	t    *testing.T
	conn *pgx.Conn
	sql  string
}

func newClock(t *testing.T, kind catalog.ClusterKind) clock {
	t.Helper()
	conn := pgtesting.NewDatabase(t).Connect(t, "")
	d, err := For(catalog.Cluster{Kind: kind})
	if err != nil {
		t.Fatal(err)
	}
	c := clock{t: t, conn: conn}
	const off = "CAST(extract(epoch FROM %s) - extract(epoch FROM statement_timestamp()) AS double precision)"
	c.sql = fmt.Sprintf("SELECT "+off+", "+off, Moment(d, false), Moment(d, true))
	c.exec(`SET allow_system_table_mods = on`)
	// What Redshift documents: the session's local time.
	c.exec(`CREATE FUNCTION pg_catalog.getdate() RETURNS timestamp LANGUAGE sql STABLE AS $$ SELECT CAST(statement_timestamp() AS timestamp) $$`)
	return c
}

func (c clock) exec(sql string) {
	c.t.Helper()
	if _, err := c.conn.Exec(c.t.Context(), sql); err != nil {
		c.t.Fatalf("%s: %v", sql, err)
	}
}

func (c clock) in(zone string) (late, early *float64) {
	c.t.Helper()
	c.exec("SET timezone = '" + zone + "'")
	if err := c.conn.QueryRow(c.t.Context(), c.sql).Scan(&late, &early); err != nil {
		c.t.Fatalf("%s: %v", zone, err)
	}
	return late, early
}

// TestMomentIsNow: where clocks do not change, now is now, in every zone that
// there is.
func TestMomentIsNow(t *testing.T) {
	for _, kind := range []catalog.ClusterKind{catalog.Postgres, catalog.Redshift} {
		c := newClock(t, kind)
		for _, zone := range []string{"UTC", "Asia/Kolkata", "Asia/Tokyo", "Pacific/Kiritimati", "Etc/GMT+12", "<x>-5:30", "<x>+24"} {
			late, early := c.in(zone)
			if late == nil || early == nil || *late != 0 || *early != 0 {
				t.Errorf("%s, %s: now is %v to %v seconds from now", kind, zone, early, late)
			}
		}
	}
}

// TestMomentHides: in whatever zone a session sets, with clocks that change by
// rules of the reader's own as long as they do not do so twice within weeks,
// the late moment is not before now and the early one not after it. They are
// near to it in a zone whose offsets are a day at most.
func TestMomentHides(t *testing.T) {
	c := newClock(t, catalog.Redshift)
	today := time.Now().UTC().YearDay()
	rapid.Check(t, func(rt *rapid.T) {
		day := func(label string, low, high int) int {
			return (today+rapid.IntRange(low, high).Draw(rt, label)+730)%365 + 1
		}
		most := rapid.SampledFrom([]int{2, 24, 167}).Draw(rt, "most")
		offset := rapid.IntRange(-most, most)
		changes := []int{day("soon", -20, 20), day("another time", 70, 290)}
		if rapid.Bool().Draw(rt, "begins") {
			changes[0], changes[1] = changes[1], changes[0]
		}
		zone := fmt.Sprintf("A%dB%d,J%d/%d,J%d/%d", offset.Draw(rt, "standard"), offset.Draw(rt, "summer"),
			changes[0], rapid.IntRange(0, 24).Draw(rt, "hour"), changes[1], rapid.IntRange(0, 24).Draw(rt, "hour"))
		late, early := c.in(zone)
		if late != nil && *late < 0 || early != nil && *early > 0 {
			rt.Errorf("in %s the late moment is %v seconds from now, the early one %v", zone, seconds(late), seconds(early))
		}
		if slack := float64(2 * most * 3600); most <= 24 && (late == nil || early == nil || *late > slack || *early < -slack) {
			rt.Errorf("in %s now is not known: late %v, early %v", zone, seconds(late), seconds(early))
		}
	})
	if late, early := c.in("<evil>+167"); late != nil || early != nil {
		t.Error("a zone a week from UTC has a now")
	}
}

func seconds(off *float64) string {
	if off == nil {
		return "unknown"
	}
	return fmt.Sprint(*off)
}

// TestAgeEnds: what is just so old is new, one microsecond more is old; the
// years 1 to 9999 end where they end, and of what is none neither holds. A date
// counts as its midnight in UTC, whatever the session's zone.
func TestAgeEnds(t *testing.T) {
	const minutes = 3 * 24 * 60
	ago := func(more string) string {
		return "statement_timestamp() - interval '72 hours' - interval '" + more + "'"
	}
	for _, kind := range []catalog.ClusterKind{catalog.Postgres, catalog.Redshift} {
		c := newClock(t, kind)
		d, err := For(catalog.Cluster{Kind: kind})
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range []struct {
			typ, value string
			newer      bool
			older      bool
		}{
			{"timestamp with time zone", ago("0"), true, false},
			{"timestamp with time zone", ago("1 microsecond"), false, true},
			{"timestamp with time zone", "timestamptz '9999-12-31 23:59:59.999999+00'", true, false},
			{"timestamp with time zone", "timestamptz '10000-01-01 00:00:00+00'", false, false},
			{"timestamp with time zone", "timestamptz '0001-01-01 00:00:00+00'", false, true},
			{"timestamp with time zone", "timestamptz '0001-12-31 23:59:59.999999+00 BC'", false, false},
			{"timestamp with time zone", "timestamptz 'infinity'", false, false},
			{"timestamp with time zone", "timestamptz '-infinity'", false, false},
			{"timestamp with time zone", "CAST(NULL AS timestamptz)", false, false},
			{"timestamp without time zone", "(" + ago("0") + ") at time zone 'UTC'", true, false},
			{"timestamp without time zone", "(" + ago("1 microsecond") + ") at time zone 'UTC'", false, true},
			{"timestamp without time zone", "timestamp 'infinity'", false, false},
			{"timestamp without time zone", "timestamp '-infinity'", false, false},
			{"date", "CAST((" + ago("0") + ") at time zone 'UTC' AS date) + 1", true, false},
			{"date", "CAST((" + ago("1 microsecond") + ") at time zone 'UTC' AS date)", false, true},
			{"date", "date 'infinity'", false, false},
			{"date", "date '-infinity'", false, false},
			{"date", "date '10000-01-01'", false, false},
			{"date", "CAST(NULL AS date)", false, false},
		} {
			typ, _ := catalog.ParseType(one.typ)
			column := view.ColumnRef{Name: "x", Type: typ}
			newer, err := Age(d, view.Age{Column: column, Minutes: minutes})
			if err != nil {
				t.Fatal(err)
			}
			older, err := Age(d, view.Age{Column: column, Minutes: minutes, Over: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, zone := range []string{"UTC", "Pacific/Kiritimati", "<west>+23:59"} {
				c.exec("SET timezone = '" + zone + "'")
				var isNewer, isOlder bool
				sql := "SELECT coalesce(" + newer + ", false), coalesce(" + older + ", false) FROM (SELECT " + one.value + " AS x) AS t"
				if err := c.conn.QueryRow(t.Context(), sql).Scan(&isNewer, &isOlder); err != nil {
					t.Fatalf("%s: %v", sql, err)
				}
				if isNewer != one.newer || isOlder != one.older {
					t.Errorf("%s in %s: the %s %s is newer: %t, older: %t", kind, zone, one.typ, one.value, isNewer, isOlder)
				}
			}
		}
	}
}

// TestAgeRefuses: an age that scrim would not ask for is not written.
func TestAgeRefuses(t *testing.T) {
	text := view.ColumnRef{Name: "x", Type: catalog.Type{Kind: catalog.Text}}
	date := view.ColumnRef{Name: "x", Type: catalog.Type{Kind: catalog.Date}}
	d, err := For(catalog.Cluster{Kind: catalog.Redshift})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []view.Age{{Column: text, Minutes: 1}, {Column: date}, {Column: date, Minutes: -1}, {Column: date, Minutes: 1000*365*24*60 + 1}} {
		if text, err := Age(d, p); err == nil {
			t.Errorf("%+v is written: %s", p, text)
		}
	}
}
