package profile

import (
	"cmp"
	"slices"

	"scrim/pkg/directory"
	"scrim/pkg/issue"
)

// purposes adds what the user acknowledged for the project they are in, with
// all ancestors.
func (b *builder) purposes() {
	project := b.project()
	if project == nil {
		return
	}
	for _, id := range project.Purposes {
		purpose, ok := b.subject.Purposes[id]
		if !ok || !b.acknowledged(project.ID, purpose) {
			continue
		}
		for _, path := range directory.Lineage(id) {
			b.add(KindPurpose, "", path, Forever)
		}
	}
}

func (b *builder) acknowledged(project string, purpose directory.Purpose) bool {
	return slices.ContainsFunc(b.subject.Acknowledged, func(a directory.Acknowledgement) bool {
		return a.User == b.subject.User.ID && a.Project == project && a.Reads(purpose)
	})
}

// vain reports the acknowledgements that cannot count as things stand, whatever
// the user does, once for each purpose and project: a platform that counts on
// one would otherwise wait for rows that never come.
func (b *builder) vain() {
	all := slices.Clone(b.subject.Acknowledged)
	slices.SortFunc(all, func(x, y directory.Acknowledgement) int {
		return cmp.Or(cmp.Compare(x.Project, y.Project), cmp.Compare(x.Purpose, y.Purpose), cmp.Compare(y.Statement, x.Statement))
	})
	all = slices.CompactFunc(all, func(x, y directory.Acknowledgement) bool { return x.Project == y.Project && x.Purpose == y.Purpose })
	for _, a := range all {
		project, in := b.subject.Projects[a.Project]
		purpose, known := b.subject.Purposes[a.Purpose]
		const code issue.Code = "acknowledgement-without-effect"
		switch {
		case a.User != b.subject.User.ID:
		case !known:
			b.issues.Warn(b.at, code, "send the purpose, or delete the acknowledgement", "purpose %q is acknowledged in project %q, and no such purpose is in effect", a.Purpose, a.Project)
		case !in:
			b.issues.Warn(b.at, code, "send the project, or delete the acknowledgement", "purpose %q is acknowledged in project %q, and no such project is in effect", a.Purpose, a.Project)
		case !slices.Contains(project.Purposes, a.Purpose):
			b.issues.Warn(b.at, code, "add the purpose to the project, or delete the acknowledgement", "purpose %q is acknowledged in project %q, which does not have that purpose", a.Purpose, a.Project)
		case !b.acknowledged(a.Project, purpose):
			b.issues.Warn(b.at, code, "let the user acknowledge the statement as it now is", "purpose %q is acknowledged in project %q by another version of its statement than the present one", a.Purpose, a.Project)
		}
	}
}
