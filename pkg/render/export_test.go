package render

import (
	"scrim/pkg/catalog"
	"scrim/pkg/view"
)

// Literal is a text literal as a statement has it.
func Literal(d Dialect, text string) (string, error) {
	w := newWriter(d, catalog.Cluster{})
	return w.literal(text), w.err
}

// Moment is now as conditions about an age have it, in UTC.
func Moment(d Dialect, early bool) string { return d.moment(early) }

// Age is the predicate as a view has it.
func Age(d Dialect, p view.Age) (string, error) {
	w := newWriter(d, catalog.Cluster{})
	return w.age(p), w.err
}
