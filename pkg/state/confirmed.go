package state

import "scrim/pkg/catalog"

// Confirmed says, by name, which columns of a table are reviewed as they now
// are (SEMANTICS S13): confirmed by a snapshot, with the type that it gave,
// and neither the table's identity nor the column's ordinal moved since scrim
// first saw it under that confirmation. now is what the warehouse declares,
// before what scrim remembers of the source there (Remember); the zero Applied
// is a source never seen. redshift says that a hint such as "text" means what
// Redshift makes of it. A column that is not in the map is not confirmed.
func Confirmed(reviews Reviews, before Applied, now catalog.Signature, redshift bool) map[string]bool {
	out := make(map[string]bool, len(now.Columns))
	for _, c := range now.Columns {
		review, ok := reviews.Of(c.Name)
		if ok && fits(review.Type, c.Type, redshift) && before.held(c, now.Identity, review.Version) {
			out[c.Name] = true
		}
	}
	return out
}

// Remember is what to keep of a source once a pass has applied what Confirmed
// said: where each column stands, and for one that moved without a new
// confirmation that it did. version is the source's version in that pass.
// Columns that are gone are remembered too, so that one that comes back
// elsewhere is seen to have moved.
func Remember(before Applied, reviews Reviews, now catalog.Signature, table catalog.Table, version uint64) Applied {
	out := Applied{
		Identity: now.Identity, Table: table, Snapshot: max(before.Snapshot, version),
		Ordinals: map[string]int{}, Types: map[string]string{},
	}
	same := before.Identity == now.Identity && before.Table == table
	for name, ordinal := range before.Ordinals {
		out.Ordinals[name], out.Types[name] = moved, before.Types[name]
		if same {
			out.Ordinals[name] = ordinal
		}
	}
	for _, c := range now.Columns {
		review, _ := reviews.Of(c.Name)
		anew := before.Snapshot == 0 || review.Version > before.Snapshot
		out.Types[c.Name] = c.Type.String()
		out.Ordinals[c.Name] = moved
		if anew || before.Table == table && before.held(c, now.Identity, review.Version) {
			out.Ordinals[c.Name] = c.Ordinal
		}
	}
	return out
}

// moved is the remembered ordinal of a column that no longer stands where it
// was confirmed. No column has it.
const moved = -1

// held reports whether a column stands where it stood when it was last
// remembered, or is confirmed by a newer snapshot than that memory.
func (a Applied) held(c catalog.Observed, identity string, reviewed uint64) bool {
	if a.Snapshot == 0 || reviewed > a.Snapshot {
		return true
	}
	ordinal, known := a.Ordinals[c.Name]
	if known && ordinal != c.Ordinal {
		return false
	}
	return a.Identity == identity
}

// fits reports whether an observed type is the confirmed one.
func fits(confirmed string, observed catalog.Type, redshift bool) bool {
	if confirmed == "" || confirmed == observed.String() {
		return true
	}
	hint, ok := catalog.ParseType(confirmed)
	return ok && redshift && asRedshift(hint).String() == asRedshift(observed).String()
}

// asRedshift is the type that Redshift makes of a declaration without length
// or precision.
func asRedshift(t catalog.Type) catalog.Type {
	const text, precision = 256, 18 // Redshift's defaults for VARCHAR, TEXT and NUMERIC
	switch {
	case t.Kind == catalog.Text, t.Kind == catalog.Varchar && t.Length == 0:
		return catalog.Type{Kind: catalog.Varchar, Length: text}
	case t.Kind == catalog.Decimal && t.Precision == 0:
		return catalog.Type{Kind: catalog.Decimal, Precision: precision}
	default:
		return t
	}
}
