package state_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/state"
)

// put is an event as Decode would make it.
func put(t testing.TB, kind event.Kind, data string) event.Event {
	t.Helper()
	d, issues := event.DecodeDocument(kind, []byte(data))
	if issues.HasErrors() {
		t.Fatalf("%s: %v", data, issues)
	}
	return event.Event{ID: "e", Sender: "platform", Type: kind.Updated(), Body: event.Put{Document: d}}
}

func gone(kind event.Kind, id string, version uint64) event.Event {
	return event.Event{ID: "e", Sender: "platform", Type: kind.Deleted(), Body: event.Delete{Kind: kind, ID: id, Version: version}}
}

// snapshot is a version of source s with columns as "name", "name:type",
// "name!" for reviewed and "name?" for tagged New.
func snapshot(t testing.TB, version uint64, columns ...string) event.Event {
	t.Helper()
	list := []catalog.Column{}
	for _, c := range columns {
		name := strings.TrimRight(c, "!?")
		name, hint, _ := strings.Cut(name, ":")
		column := catalog.Column{Name: name, Type: hint, Reviewed: strings.Contains(c, "!")}
		if strings.Contains(c, "?") {
			column.Tags = []catalog.Tag{catalog.TagNew}
		}
		list = append(list, column)
	}
	data, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	return put(t, event.KindSource, fmt.Sprintf(`{"id":"s","version":%d,"host":"h","table":{"database":"d","schema":"p","name":"t"},"columns":%s}`, version, data))
}

func fold(events ...event.Event) state.Object {
	var o state.Object
	for _, e := range events {
		o, _ = state.Fold(o, e)
	}
	return o
}

func TestFoldVerdicts(t *testing.T) {
	t.Parallel()
	user := func(version int, group string) event.Event {
		return put(t, event.KindUser, fmt.Sprintf(`{"id":"ann","version":%d,"groups":[{"name":%q}]}`, version, group))
	}
	for name, c := range map[string]struct {
		before  []event.Event
		event   event.Event
		verdict state.Verdict
		want    state.Object // Key, Digest and Data are not compared
	}{
		"first":                     {nil, user(3, "a"), state.Accepted, state.Object{Version: 3, Created: 1}},
		"newer":                     {[]event.Event{user(3, "a")}, user(4, "b"), state.Accepted, state.Object{Version: 4, Created: 1}},
		"older":                     {[]event.Event{user(3, "a")}, user(2, "b"), state.Stale, state.Object{Version: 3, Created: 1}},
		"again":                     {[]event.Event{user(3, "a")}, user(3, "a"), state.Stale, state.Object{Version: 3, Created: 1}},
		"other bytes":               {[]event.Event{user(3, "a")}, user(3, "b"), state.Conflicting, state.Object{Version: 3, Created: 1, Conflict: true}},
		"other bytes again":         {[]event.Event{user(3, "a"), user(3, "b")}, user(3, "a"), state.Conflicting, state.Object{Version: 3, Created: 1, Conflict: true}},
		"out of conflict":           {[]event.Event{user(3, "a"), user(3, "b")}, user(4, "a"), state.Accepted, state.Object{Version: 4, Created: 1}},
		"deleted":                   {[]event.Event{user(3, "a")}, gone(event.KindUser, "ann", 4), state.Accepted, state.Object{Version: 4, Created: 5, Deleted: true}},
		"deleted again":             {[]event.Event{gone(event.KindUser, "ann", 4)}, gone(event.KindUser, "ann", 4), state.Stale, state.Object{Version: 4, Created: 5, Deleted: true}},
		"deleted before known":      {nil, gone(event.KindUser, "ann", 4), state.Accepted, state.Object{Version: 4, Created: 5, Deleted: true}},
		"late put after deletion":   {[]event.Event{gone(event.KindUser, "ann", 4)}, user(3, "a"), state.Stale, state.Object{Version: 4, Created: 5, Deleted: true}},
		"made again":                {[]event.Event{gone(event.KindUser, "ann", 4)}, user(5, "a"), state.Accepted, state.Object{Version: 5, Created: 5}},
		"late deletion":             {[]event.Event{user(6, "a")}, gone(event.KindUser, "ann", 4), state.Accepted, state.Object{Version: 6, Created: 5}},
		"deletion of this version":  {[]event.Event{user(3, "a")}, gone(event.KindUser, "ann", 3), state.Conflicting, state.Object{Version: 3, Created: 4, Conflict: true}},
		"document of this deletion": {[]event.Event{gone(event.KindUser, "ann", 3)}, user(3, "a"), state.Conflicting, state.Object{Version: 3, Created: 4, Conflict: true}},
		"no version":                {[]event.Event{user(3, "a")}, event.Event{Body: event.Delete{Kind: event.KindUser, ID: "ann"}}, state.Stale, state.Object{Version: 3, Created: 1}},
		"no object":                 {[]event.Event{user(3, "a")}, event.Event{Body: event.Synced{}}, state.Stale, state.Object{Version: 3, Created: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, verdict := state.Fold(fold(c.before...), c.event)
			if verdict != c.verdict {
				t.Errorf("verdict %s, want %s", verdict, c.verdict)
			}
			got.Key, got.Digest, got.Data = state.Key{}, "", nil
			if diff := gocmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestConflictKeepsEveryContent(t *testing.T) {
	t.Parallel()
	a, b := put(t, event.KindPurpose, `{"id":"p","version":1,"statement":"a"}`), put(t, event.KindPurpose, `{"id":"p","version":1,"statement":"b"}`)
	o := fold(b, a)
	want := []string{`{"id":"p","kind":"purpose","statement":"a","version":1}`, `{"id":"p","kind":"purpose","statement":"b","version":1}`}
	var got []string
	for _, c := range o.Contents() {
		got = append(got, string(c))
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReviews(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		events []event.Event
		want   string // columns that are reviewed, as "name:type@version"
	}{
		"the first snapshot":            {[]event.Event{snapshot(t, 4, "a:int4", "b")}, "a:integer@1 b@1"},
		"tag New in the first":          {[]event.Event{snapshot(t, 4, "a?", "b")}, "b@1"},
		"tag New, and confirmed":        {[]event.Event{snapshot(t, 4, "a?!")}, "a@4"},
		"a later column":                {[]event.Event{snapshot(t, 1, "a"), snapshot(t, 2, "a", "b")}, "a@1"},
		"a later column, confirmed":     {[]event.Event{snapshot(t, 1, "a"), snapshot(t, 2, "a", "b:text!")}, "a@1 b:text@2"},
		"confirmed, then crawled":       {[]event.Event{snapshot(t, 1, "a"), snapshot(t, 2, "a", "b!"), snapshot(t, 3, "a", "b")}, "a@1 b@2"},
		"a column that went":            {[]event.Event{snapshot(t, 1, "a", "b"), snapshot(t, 2, "a")}, "a@1"},
		"a column that came back":       {[]event.Event{snapshot(t, 1, "a", "b"), snapshot(t, 2, "a"), snapshot(t, 3, "a", "b")}, "a@1"},
		"a type that changed":           {[]event.Event{snapshot(t, 1, "a:int"), snapshot(t, 2, "a:text")}, ""},
		"a type that changed back":      {[]event.Event{snapshot(t, 1, "a:int"), snapshot(t, 2, "a:text"), snapshot(t, 3, "a:int")}, ""},
		"a type in other words":         {[]event.Event{snapshot(t, 1, "a:int4"), snapshot(t, 2, "a:INTEGER")}, "a:integer@1"},
		"a type that is said later":     {[]event.Event{snapshot(t, 1, "a"), snapshot(t, 2, "a:int")}, "a:integer@1"},
		"a type changed and confirmed":  {[]event.Event{snapshot(t, 1, "a:int"), snapshot(t, 2, "a:text!")}, "a:text@2"},
		"a type that is none":           {[]event.Event{snapshot(t, 1, "a:VARCHAR(MAX)")}, "a:varchar(max)@1"},
		"tag New later":                 {[]event.Event{snapshot(t, 1, "a"), snapshot(t, 2, "a?")}, ""},
		"tag New taken off again":       {[]event.Event{snapshot(t, 1, "a"), snapshot(t, 2, "a?"), snapshot(t, 3, "a")}, ""},
		"made again":                    {[]event.Event{snapshot(t, 1, "a"), gone(event.KindSource, "s", 2), snapshot(t, 3, "a")}, ""},
		"made again and confirmed":      {[]event.Event{snapshot(t, 1, "a"), gone(event.KindSource, "s", 2), snapshot(t, 3, "a!")}, "a@3"},
		"deleted":                       {[]event.Event{snapshot(t, 1, "a"), gone(event.KindSource, "s", 2)}, ""},
		"late: lacked it":               {[]event.Event{snapshot(t, 1, "a"), snapshot(t, 3, "a"), snapshot(t, 2)}, ""},
		"late: the first, without it":   {[]event.Event{snapshot(t, 3, "a", "b"), snapshot(t, 1, "a")}, "a@1"},
		"late: a confirmation":          {[]event.Event{snapshot(t, 1), snapshot(t, 3, "a"), snapshot(t, 2, "a!")}, "a@2"},
		"late: a deletion":              {[]event.Event{snapshot(t, 3, "a"), gone(event.KindSource, "s", 2)}, ""},
		"conflict, one lacks it":        {[]event.Event{snapshot(t, 1, "a", "b"), snapshot(t, 2, "a", "b"), snapshot(t, 2, "a"), snapshot(t, 3, "a", "b")}, "a@1"},
		"conflict, two types confirmed": {[]event.Event{snapshot(t, 2, "a:int!"), snapshot(t, 2, "a:text!"), snapshot(t, 3, "a")}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reviews := fold(c.events...).Reviews
			var got []string
			for column := range reviews {
				if r, ok := reviews.Of(column); ok {
					if r.Type != "" {
						column += ":" + r.Type
					}
					got = append(got, fmt.Sprintf("%s@%d", column, r.Version))
				}
			}
			slices.Sort(got)
			if diff := gocmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// drawEvents draws what one sender may say of source s, contradictions
// included.
func drawEvents(t *rapid.T) []event.Event {
	hints := []string{"", "int", "text"}
	column := rapid.Custom(func(t *rapid.T) catalog.Column {
		c := catalog.Column{
			Type:     rapid.SampledFrom(hints).Draw(t, "type"),
			Reviewed: rapid.IntRange(0, 3).Draw(t, "reviewed") == 0,
		}
		if rapid.IntRange(0, 4).Draw(t, "new") == 0 {
			c.Tags = []catalog.Tag{catalog.TagNew}
		}
		return c
	})
	one := rapid.Custom(func(t *rapid.T) event.Event {
		version := rapid.Uint64Range(1, 6).Draw(t, "version")
		if rapid.IntRange(0, 5).Draw(t, "delete") == 0 {
			return gone(event.KindSource, "s", version)
		}
		source := catalog.Source{ID: "s", Host: "h", Table: catalog.Table{Database: "d", Schema: "p", Name: "t"}, Columns: []catalog.Column{}}
		for _, name := range []string{"a", "b"} {
			if rapid.IntRange(0, 3).Draw(t, "lacks") > 0 {
				c := column.Draw(t, name)
				c.Name = name
				source.Columns = append(source.Columns, c)
			}
		}
		data, err := json.Marshal(struct {
			catalog.Source
			Version uint64 `json:"version"`
		}{source, version})
		if err != nil {
			t.Fatal(err)
		}
		d, issues := event.DecodeDocument(event.KindSource, data)
		if issues.HasErrors() {
			t.Fatal(issues)
		}
		return event.Event{Sender: "platform", Body: event.Put{Document: d}}
	})
	return rapid.SliceOfN(one, 1, 7).Draw(t, "events")
}

// Law 5: any order, with duplicates, ends in the same object; and an event
// that was folded once changes nothing when it comes again.
func TestFoldIsOrderFree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		events := drawEvents(t)
		want := fold(events...)
		again := rapid.SliceOfN(rapid.SampledFrom(events), 0, 4).Draw(t, "again")
		shuffled := rapid.Permutation(append(slices.Clone(events), again...)).Draw(t, "order")
		got := fold(shuffled...)
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("another order, another object:\n%s", diff)
		}
		for _, e := range events {
			next, verdict := state.Fold(want, e)
			if !next.Equal(want) {
				t.Fatalf("folding again changed the object: %s", gocmp.Diff(want, next))
			}
			if verdict == state.Accepted || (verdict == state.Conflicting) != (want.Conflict && version(e) == want.Version) {
				t.Fatalf("folding version %d again is %s", version(e), verdict)
			}
		}
	})
}

// The verdict is Stale exactly when nothing changed; a store may rely on it.
func TestStaleMeansUnchanged(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var o state.Object
		for _, e := range drawEvents(t) {
			next, verdict := state.Fold(o, e)
			if same := next.Equal(o); same != (verdict == state.Stale) && (!same || verdict != state.Conflicting) {
				t.Fatalf("verdict %s, unchanged %v", verdict, same)
			}
			if next.Version < o.Version {
				t.Fatalf("version went back from %d to %d", o.Version, next.Version)
			}
			o = next
		}
	})
}

func version(e event.Event) uint64 {
	switch b := e.Body.(type) {
	case event.Put:
		return b.Document.Version
	case event.Delete:
		return b.Version
	default:
		return 0
	}
}

// The reviews are what the words of docs/design/0002-reviews.md say of the
// whole set of events, worked out here without folding.
func TestReviewsAreWhatTheWordsSay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		events := drawEvents(t)
		o := fold(events...)
		if o.Conflict || o.Deleted {
			return
		}
		for _, name := range []string{"a", "b"} {
			want, wantOK := reviewBySet(events, o.Version, name)
			got, ok := o.Reviews.Of(name)
			if ok != wantOK || ok && (got.Type != want.Type || got.Version != want.Version) {
				t.Fatalf("column %s: %v %+v, want %v %+v", name, ok, got, wantOK, want)
			}
		}
	})
}

// reviewBySet decides one column from all events at once.
func reviewBySet(events []event.Event, greatest uint64, name string) (state.Review, bool) {
	type sight struct {
		version  uint64
		column   catalog.Column
		there    bool
		reviewed bool
	}
	var sights []sight
	for _, e := range events {
		s := sight{version: version(e)}
		if b, ok := e.Body.(event.Put); ok {
			for _, c := range b.Document.Noun.(event.Source).Columns {
				if c.Name == name {
					s.column, s.reviewed = c, c.Reviewed
					s.there = c.Reviewed || !slices.Contains(c.Tags, catalog.TagNew)
				}
			}
		}
		sights = append(sights, s)
	}
	lacked := uint64(0)
	for _, s := range sights {
		if !s.there {
			lacked = max(lacked, s.version)
		}
	}
	if lacked == greatest {
		return state.Review{}, false
	}
	confirmed := uint64(0)
	for _, s := range sights {
		if s.reviewed && s.version > lacked {
			confirmed = max(confirmed, s.version)
		}
	}
	if confirmed == 0 && lacked == 0 {
		confirmed = 1
	}
	types := map[string]bool{}
	for _, s := range sights {
		if s.there && s.version >= confirmed && s.version > lacked && s.column.Type != "" {
			parsed, _ := catalog.ParseType(s.column.Type)
			types[parsed.String()] = true
		}
	}
	if confirmed == 0 || len(types) > 1 {
		return state.Review{}, false
	}
	out := state.Review{Version: confirmed}
	for hint := range types {
		out.Type = hint
	}
	return out, true
}

// An object that went through JSON, as a store keeps it, folds on as before.
func TestObjectsSurviveJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		events := drawEvents(t)
		want := fold(events...)
		var o state.Object
		for _, e := range events {
			o, _ = state.Fold(o, e)
			text, err := json.Marshal(o)
			if err != nil {
				t.Fatal(err)
			}
			o = state.Object{}
			if err := json.Unmarshal(text, &o); err != nil {
				t.Fatal(err)
			}
		}
		if !o.Equal(want) {
			t.Fatal(gocmp.Diff(want, o))
		}
	})
}

func TestSpeaks(t *testing.T) {
	t.Parallel()
	o := fold(snapshot(t, 1), gone(event.KindSource, "s", 4), snapshot(t, 6))
	got := []bool{}
	for _, created := range []uint64{0, 1, 4, 5, 6, 7} {
		got = append(got, o.Speaks(created))
	}
	if want := []bool{true, false, false, true, true, false}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if fold(gone(event.KindSource, "s", 4)).Speaks(5) {
		t.Error("a tombstone is spoken of")
	}
}
