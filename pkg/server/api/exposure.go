package api

import "scrim/pkg/exposure"

// PlanQuery asks what is to be done on a cluster. With Count the warehouse is
// asked how many rows somebody sees more or fewer by it.
type PlanQuery struct {
	Cluster string
	Count   bool
}

// Exposure is who gains and who loses sight of what by a plan, from facts and
// definitions alone.
type Exposure struct {
	Facts   exposure.Delta `json:"facts"`             // by facts that change, through the views that stand; nothing of it ever waits
	Views   exposure.Delta `json:"views"`             // then by views that change
	Waiting []string       `json:"waiting,omitempty"` // review: the sources of which views wait for an approval
	Unknown []string       `json:"unknown,omitempty"` // sources of which nobody can say what their view shows now
}

// Nothing reports whether nobody sees anything otherwise.
func (e Exposure) Nothing() bool {
	return e.Facts.Nothing() && e.Views.Nothing() && len(e.Unknown) == 0
}
