package compile

import (
	"fmt"
	"strings"

	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

func issueCode(code string) issue.Code { return issue.Code(code) }

// resolve finds the one column that a reference names. What does not resolve,
// or is not reviewed, closes the policy's chain on this source (SEMANTICS S9,
// S13).
func (l *lowering) resolve(ref policy.Ref) view.ColumnRef {
	var found []column
	for _, col := range l.columns {
		if ref.Tag != "" && col.Tagged(ref.Tag) || ref.Tag == "" && l.fold(col.ref.Name) == l.fold(ref.Column) {
			found = append(found, col)
		}
	}
	name := "column " + ref.Column
	if ref.Tag != "" {
		name = fmt.Sprintf("tag %q", string(ref.Tag))
	}
	switch {
	case len(found) == 0:
		l.fail(unresolved{"unresolved-column", name + " names no column of this source", "add the column or tag to the source, or narrow applies_to"})
		return view.ColumnRef{}
	case len(found) > 1:
		names := make([]string, len(found))
		for i, col := range found {
			names[i] = col.ref.Name
		}
		l.fail(unresolved{"unresolved-column", name + " names several columns: " + strings.Join(names, ", "), "tag exactly one, or name the column"})
		return view.ColumnRef{}
	case !found[0].reviewed:
		l.fail(unresolved{"unreviewed-column", fmt.Sprintf("column %q is new or has changed and nobody reviewed it", found[0].ref.Name), "send a snapshot with reviewed: true, or run scrim source review"})
		return view.ColumnRef{}
	}
	return found[0].ref
}
