package stack_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/server/api"
)

// before and after mask the email from the reader; new facts under the old
// policy, or old facts under the new one, would not (SEMANTICS S10). The
// policy of the other source goes the other way, so that neither order of
// facts and views is safe by itself.
const (
	unlessHR = "\n---\nkind: policy\nid: mask\napplies_to: {column_tags: [PII]}\nunless: user.in_group(\"hr\")\nrules: [{mask: {\"null\": {}}}]\n"
	unlessEU = "\n---\nkind: policy\nid: mask\napplies_to: {column_tags: [PII]}\nunless: user.in_group(\"eu\")\nrules: [{mask: {\"null\": {}}}]\n"
)

// Wherever the connection breaks, nobody ever sees what neither the old nor
// the new documents show, and the next try ends where it should.
func TestCutAnywhere(t *testing.T) {
	pgtesting.NeedServers(t)
	for cut := range 6 {
		t.Run(fmt.Sprintf("after %d units", cut), func(t *testing.T) {
			s := stack.New(t)
			reader := s.Reader()
			s.Put(s.People() + stack.Everyone + unlessHR + stack.User(reader, "groups: [{name: eu}]"))
			sees(t, s, reader, "1|eu|-", "2|us|-", "3|-|-")

			s.Cut(cut)
			receipt, err := s.Control.Submit(t.Context(), api.Submission{Body: []byte(unlessEU + stack.User(reader, "groups: [{name: hr}]"))})
			if err != nil {
				t.Fatal(err)
			}
			for range 20 {
				if leaked := slices.ContainsFunc(s.Read(reader, people), func(line string) bool { return strings.Contains(line, "@") }); leaked {
					t.Fatal("the reader saw an e-mail that no state shows")
				}
			}
			s.Cut(-1)
			s.Wait(receipt.Revision)
			sees(t, s, reader, "1|eu|-", "2|us|-", "3|-|-")
			if again := s.Resync(); len(again.Units) != 0 {
				t.Errorf("planning again is not empty: %+v", again.Units)
			}
		})
	}
}
