package reconcile

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"scrim/pkg/plan"
)

// Refused is the last wish of an account in SQL that came to nothing. A refusal
// changes nothing, so nothing of it is stored: what is known is of this process.
type Refused struct {
	Cluster string
	Account string
	User    string // who that is; empty where nobody can say
	Wish    plan.WishKind
	Subject string
	Why     string
	At      time.Time
	Times   int // how many of the account's came to nothing
}

// Refused is the refused wishes that this process knows of, the newest first.
func (e *Engine) Refused() []Refused {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.SortedFunc(maps.Values(e.refused), func(a, b Refused) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Cluster, b.Cluster), cmp.Compare(a.Account, b.Account))
	})
}

// refuse remembers a refusal in the place of the account's last.
func (e *Engine) refuse(r Refused) {
	e.mu.Lock()
	defer e.mu.Unlock()
	key := [2]string{r.Cluster, r.Account}
	if e.refused == nil {
		e.refused = map[[2]string]Refused{}
	}
	r.Times = e.refused[key].Times + 1
	e.refused[key] = r
}
