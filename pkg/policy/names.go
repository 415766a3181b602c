package policy

import "scrim/pkg/catalog"

// Names reports whether the reference names a described column of the source;
// fold is a name in the form in which two of them compare there. A reference
// that names several columns means none of them (SEMANTICS S9).
func (r Ref) Names(s catalog.Source, c catalog.Column, fold func(string) string) bool {
	switch {
	case r.Tag != "":
		return c.Tagged(r.Tag)
	case r.EventTime:
		return s.EventTime != "" && fold(c.Name) == fold(s.EventTime)
	}
	return fold(c.Name) == fold(r.Column)
}
