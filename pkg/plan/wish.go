package plan

import "time"

// Wish is what a reader asked for in SQL. The account is the login that the
// warehouse saw, and the reader whose facts it had then; all else is the
// reader's own words.
type Wish struct {
	ID        int64 // of the row; unique only as long as the warehouse's tables live
	Account   string
	Reader    string // a user's id, by the facts that scrim wrote
	Kind      WishKind
	Subject   string // a project, a purpose, or a source or view
	Words     string // why
	Statement int    // purposes: the version that was read; 0 is not yet
	At        time.Time
}

// WishKind is what a reader may ask for.
type WishKind string

// The wishes.
const (
	WishProject WishKind = "project" // to work in a project; in none without a subject
	WishPurpose WishKind = "purpose" // to acknowledge its statement, or to be shown it
	WishAccess  WishKind = "access"  // to read a source
)

// Said is what a reader is told about one wish.
type Said struct {
	Kind    WishKind
	Subject string
	Outcome string // one word
	Detail  string
	At      time.Time // when it was asked
	Until   time.Time // the end of an approval; zero is none
}
