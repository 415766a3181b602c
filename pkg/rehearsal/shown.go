package rehearsal

import (
	"errors"
	"strconv"

	"scrim/pkg/policytest"
)

// Shown is what came of a play: the table as the warehouse keeps it, and what
// each reader saw.
type Shown struct {
	Table  policytest.Sight
	Sights []policytest.Sight
}

// Sight reads the answer to a question about the table.
func (q Question) Sight(answer [][]*string) (policytest.Sight, error) {
	out := policytest.Sight{Columns: q.Columns}
	for _, line := range answer {
		if len(line) != len(q.Columns)+1 {
			return out, errors.New("the warehouse answers with other columns than were asked for")
		}
		seen := policytest.Seen{Row: -1, Cells: line[1:]}
		if line[0] != nil {
			if n, err := strconv.Atoi(*line[0]); err == nil {
				seen.Row = n
			}
		}
		out.Rows = append(out.Rows, seen)
	}
	return out, nil
}
