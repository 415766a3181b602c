package control_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"scrim/pkg/control"
	"scrim/pkg/issue"
	"scrim/pkg/server/api"
)

const main = `{kind: cluster, id: main, version: 1, warehouse: postgres, host: db.example.com, port: 5432, view_database: shop, credentials: {user: scrim}}`

const things = `
kind: source
id: things
host: db.example.com
table: {database: shop, schema: public, name: things}
columns: [{name: id, type: integer}]
`

// What is wrong with tests is said before any warehouse is asked: here is none.
func TestWhatIsNotTried(t *testing.T) {
	c := newControl(t)
	send(t, c, control.Sender, main)
	file := func(tests string) api.Text {
		return api.Text{Name: "a_test.yaml", Text: "source: things\nrows: [{id: 1}]\ntests:\n" + tests}
	}
	one := "  - {user: ann, sees: nothing}\n"
	documents := []api.Text{{Name: "things.yaml", Text: things}}
	for name, tried := range map[string]struct {
		ask   api.TestRequest
		code  issue.Code
		place string
	}{
		"no tests":         {api.TestRequest{Tests: file(""), Documents: documents}, "missing-field", "a_test.yaml"},
		"a broken one":     {api.TestRequest{Tests: file("  - {user: ann, sees: nothing, shoe: 38}\n"), Documents: documents}, "not-a-test", "a_test.yaml"},
		"broken documents": {api.TestRequest{Tests: file(one), Documents: []api.Text{{Name: "things.yaml", Text: "kind: source\nid: things\nshoe: 38\n"}}}, "unknown-field", "things.yaml"},
		"no documents":     {api.TestRequest{Tests: file(one)}, "unknown-source", "a_test.yaml"},
		"too many tests":   {api.TestRequest{Tests: file(strings.Repeat(one, api.MaxTests+1)), Documents: documents}, "too-much-to-test", "a_test.yaml"},
	} {
		_, err := c.Test(t.Context(), "main", tried.ask)
		var wrong *issue.Failure
		if !errors.As(err, &wrong) || !wrong.Issues.Has(tried.code) || wrong.Issues[0].Place.Input != tried.place {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.Test(t.Context(), "nowhere", api.TestRequest{Tests: file(one), Documents: documents}); !errors.Is(err, api.ErrNotFound) || !strings.Contains(fmt.Sprint(err), `cluster "nowhere"`) {
		t.Error(err)
	}
}
