package connector_test

import (
	"regexp"
	"strings"
	"testing"

	"scrim/pkg/connector"
	"scrim/pkg/event"
)

// TestEveryRecipeHasAPreset that is read without a word, says every field of
// the recipe, live or in a comment, and gives the defaults that there are.
func TestEveryRecipeHasAPreset(t *testing.T) {
	presets := connector.Presets()
	if len(presets) != len(connector.Recipes()) {
		t.Fatalf("there are %d presets for %d recipes", len(presets), len(connector.Recipes()))
	}
	for _, p := range presets {
		t.Run(string(p.Recipe), func(t *testing.T) {
			c := decode(t, string(p.Recipe), p.Document)
			if c.Recipe != p.Recipe || p.Summary == "" {
				t.Errorf("it is of recipe %s, and its summary is %q", c.Recipe, p.Summary)
			}
			for _, f := range p.Recipe.Fields() {
				if !regexp.MustCompile(`(?m)^(# )?` + f.Name + `:`).MatchString(p.Document) {
					t.Errorf("the field %s is not in it", f.Name)
				}
			}
			// With every comment that is a field made live (but iam, which a
			// password excludes) it is still a document of the recipe, and the
			// names that it says are those that it had anyway.
			whole := regexp.MustCompile(`(?m)^# ([a-z_]+:.*)$`).ReplaceAllString(p.Document, "$1")
			whole = regexp.MustCompile(`(?m)^iam:.*\n`).ReplaceAllString(whole, "")
			full := decode(t, string(p.Recipe), whole).Complete(connector.Ground{ViewDatabase: "views"})
			bare := c.Complete(connector.Ground{ViewDatabase: "views"})
			if full.User != bare.User || full.Role != bare.Role || full.SyncRole != bare.SyncRole || full.Profiles != bare.Profiles ||
				full.Books != bare.Books || full.Account != bare.Account || full.DisplayName != bare.DisplayName || full.Description != bare.Description ||
				full.Connections != bare.Connections {
				t.Errorf("a comment is no default:\n%+v\n%+v", full, bare)
			}
		})
	}
}

func decode(t *testing.T, name, text string) connector.Connector {
	t.Helper()
	documents, issues := event.DecodeDocuments([]byte(text), name+".yaml")
	if len(issues) > 0 || len(documents) != 1 {
		var said []string
		for _, one := range issues {
			said = append(said, one.String())
		}
		t.Fatalf("%d documents\n%s", len(documents), strings.Join(said, "\n"))
	}
	return documents[0].Noun.(event.Connector).Connector
}
