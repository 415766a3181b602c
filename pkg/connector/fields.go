package connector

import "slices"

// Field is a field that documents of a recipe have.
type Field struct {
	Name     string
	Required bool
}

// Fields lists what a document of the recipe may say, besides kind, id and
// version; nothing for a recipe that there is not.
func (r Recipe) Fields() []Field {
	if !slices.Contains(Recipes(), r) {
		return nil
	}
	out := []Field{{"recipe", true}, {"owner", false}}
	if r == SegmentBigQuery {
		return fields(out, "project!", "account", "display_name", "description", "location", "books", "beforehand", "exact", "reads!")
	}
	out = fields(out, "cluster!", "user", "password", "iam", "connections", "allow_from")
	switch r {
	case SegmentDataGraph:
		return fields(out, "role", "sync_role", "workspace", "profiles", "books", "used_before", "reads")
	case SegmentEntities:
		return fields(out, "role", "workspace!", "books", "used_before", "reads!")
	case SegmentLinked:
		return fields(out, "role", "workspace", "books", "used_before", "reads!")
	case WhalyBI:
		return fields(out, "workspace", "reads!")
	case ReadOnly:
		return fields(out, "role", "workspace", "reads!")
	case ReadWrite:
		return fields(out, "role", "workspace", "reads", "writes!")
	case GovernedViews, SegmentBigQuery:
	}
	return out
}

// ExtentFields lists what an extent of the recipe may say.
func (r Recipe) ExtentFields() []Field {
	switch r {
	case SegmentBigQuery:
		return fields(nil, "dataset", "everything", "tables")
	case SegmentLinked: // its workspace is for its books alone
		return fields(nil, "database!", "schema!", "tables", "future", "creators")
	default:
		return fields(nil, "database", "schema!", "tables", "future", "creators")
	}
}

// fields reads names, where an exclamation mark says that one is required.
func fields(out []Field, names ...string) []Field {
	for _, n := range names {
		bare := n
		required := n[len(n)-1] == '!'
		if required {
			bare = n[:len(n)-1]
		}
		out = append(out, Field{bare, required})
	}
	return out
}
