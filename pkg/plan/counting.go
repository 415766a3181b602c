package plan

import "time"

// PutCounting replaces what the warehouse believes of a source's counting.
type PutCounting struct {
	Source string
	Counted
}

// Counted is a counting that was done.
type Counted struct {
	Counting     string    `json:"counting"`          // view.Common's
	Attempt      string    `json:"attempt,omitempty"` // under which its combinations are kept; empty is under none: there are too many
	Combinations int64     `json:"combinations"`
	At           time.Time `json:"at"`
	ValidUntil   time.Time `json:"valid_until"`
}
