package plan

import (
	"cmp"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// Piece is something in the text of a facts unit that a warehouse may be
// unable to store: the name of an account, a fact whoever has it, or the id of
// a source. One of the three is set. A warehouse takes or refuses a piece by
// itself, whatever stands beside it, so that a thousand members of one group
// are one question.
type Piece struct {
	UserID string
	Fact   profile.Fact
	Source string
}

// compare orders pieces by what they are and then by their text.
func (p Piece) compare(q Piece) int {
	return cmp.Or(
		cmp.Compare(p.Source, q.Source), cmp.Compare(p.UserID, q.UserID),
		cmp.Compare(p.Fact.Kind, q.Fact.Kind), cmp.Compare(p.Fact.Name, q.Fact.Name), cmp.Compare(p.Fact.Value, q.Fact.Value),
	)
}

// Pieces lists what the plan's facts and gates would store, each once, in a
// stable order. What they delete is there, so it could be stored.
func (p Plan) Pieces() []Piece {
	seen := map[Piece]bool{}
	for _, u := range p.Units {
		for _, step := range u.Steps {
			switch step := step.(type) {
			case WriteFacts:
				for _, row := range step.Insert {
					seen[Piece{UserID: row.UserID}] = true
					seen[Piece{Fact: row.Fact}] = true
				}
			case SetGates:
				for _, g := range step.Gates {
					seen[Piece{Source: g.Source}] = true
				}
			}
		}
	}
	delete(seen, Piece{})
	out := make([]Piece, 0, len(seen))
	for piece := range seen {
		out = append(out, piece)
	}
	slices.SortFunc(out, Piece.compare)
	return out
}

// Trial is a plan that stores these pieces and nothing that means anything. It
// is to be tried and taken back, and never applied.
func Trial(on catalog.Cluster, claim Claim, pieces []Piece) Plan {
	var facts WriteFacts
	var gates SetGates
	for _, piece := range pieces {
		if piece.Source != "" {
			gates.Gates = append(gates.Gates, Gate{Source: piece.Source, Admit: []view.Admission{"trial"}})
			continue
		}
		facts.Insert = append(facts.Insert, profile.Row{UserID: piece.UserID, Fact: piece.Fact, ValidUntil: profile.Forever})
	}
	unit := Unit{Target: Target{Kind: TargetFacts}, Database: on.ViewDatabase, Steps: []Step{facts, gates}, Reason: "what can be stored is tried, and taken back"}
	return Plan{Cluster: on.ID, Claim: claim, Units: []Unit{unit}}
}
