package connector

import "embed"

// presets has a document for each recipe, to begin from.
//
//go:embed presets
var presets embed.FS

// Preset is a document to begin from, with all that its recipe can be told.
type Preset struct {
	Recipe   Recipe `json:"recipe"`
	Summary  string `json:"summary"`  // one line without a full stop
	Document string `json:"document"` // YAML with comments
}

// Presets has one for each recipe; scrim's own recommendation is first.
func Presets() []Preset {
	var out []Preset
	for _, r := range Recipes() {
		text, err := presets.ReadFile("presets/" + string(r) + ".yaml")
		if err != nil {
			continue // every recipe has one; a test says so
		}
		out = append(out, Preset{r, summary(r), string(text)})
	}
	return out
}

func summary(r Recipe) string {
	switch r {
	case GovernedViews:
		return "reads scrim's views and the list of their columns, and no table: recommended"
	case ReadOnly:
		return "a role that reads schemas or tables, and a user that has it"
	case ReadWrite:
		return "a role that reads some schemas and writes others, and a user that has it"
	case SegmentDataGraph:
		return "Segment's Data Graph with Profiles Sync, in one database or two"
	case SegmentEntities:
		return "Segment's Linked Events, with its books in a database that there is"
	case SegmentLinked:
		return "Segment's Data Graph, with a database for its books alone"
	case SegmentBigQuery:
		return "Segment on BigQuery: a service account, its roles, the dataset of its books"
	case WhalyBI:
		return "Whaly: a user that reads schemas, with later tables of named users"
	}
	return ""
}
