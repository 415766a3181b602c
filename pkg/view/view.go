// Package view is a protecting view before it is SQL: which columns, what
// each cell shows to whom, who is let in and which rows are kept.
//
// It promises that a View is a plain value that any dialect can render and
// that its admission is a function of what it shows and of nothing else. All
// predicates are positive: an atom holds or does not hold, NULL never makes
// one hold, and there is no "not" over a composite, so a renderer may treat
// SQL's unknown as "does not hold". It knows no policy, no user and no SQL.
package view

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/formula"
)

// View is what one source looks like through its dynamic view.
//
// The zero View shows no columns and no rows to nobody.
type View struct {
	Source  string           `json:"source"`
	Name    catalog.ViewName `json:"name"`
	Base    catalog.Table    `json:"base"`
	Columns []Column         `json:"columns"`
	Admit   Pred             `json:"-"` // about the reader alone; nil admits nobody
	Rows    Pred             `json:"-"` // which rows; nil keeps none
}

// Column is one column of the view: the base column's name and observed type,
// and the choices of what a cell shows.
type Column struct {
	Name    string       `json:"name"`
	Type    catalog.Type `json:"type"`
	Choices []Choice     `json:"-"` // the first whose When holds is shown; none is NULL
}

// Choice shows a cell where a predicate holds.
type Choice struct {
	When Pred
	Show Cell
}

// Cell is what stands in a cell. It is a sealed union: Raw, Null, Constant,
// Hash, Regex, RoundNumber, RoundTime, Bucket, Random,
// Noise, Partial, Email, Custom. Each is total on its column's
// type (SEMANTICS S4): whoever makes one has checked that it fits.
type Cell interface{ cell() }

// Raw is the value itself.
type Raw struct{}

// Null is NULL.
type Null struct{}

// Constant is one value in place of every value that is not NULL.
type Constant struct {
	Value catalog.Literal `json:"value"`
}

// Hash is SHA-256 of salt and canonical text: the first Digits hex digits in
// text, the first 15 as a number in a bigint.
type Hash struct {
	Salt   string `json:"salt"` // the name of the secret, never the secret
	Digits int    `json:"digits"`
	Joint  Joint  `json:"joint,omitempty"` // who works in one of these sees the project's salt instead
}

// Joint is the ids of projects whose sources' hashes join, as a JSON list, so
// that equal lists are equal by ==.
type Joint string

// NewJoint makes one of ids in their order.
func NewJoint(ids ...string) Joint {
	if len(ids) == 0 {
		return ""
	}
	text, err := json.Marshal(ids)
	if err != nil {
		return "" // strings always encode
	}
	return Joint(text)
}

// Projects is the ids; none when it is no list.
func (j Joint) Projects() []string {
	var out []string
	if j == "" || json.Unmarshal([]byte(j), &out) != nil {
		return nil
	}
	return out
}

// ProjectSalt names the secret of a project whose sources' hashes join.
func ProjectSalt(project string) string { return "project/" + project + "/1" }

// Regex replaces every match of a portable pattern; without a match, or with
// a result that equals the input or is too long for the type, it is NULL.
type Regex struct {
	Pattern     string `json:"pattern"`
	Replacement string `json:"replacement"`
}

// RoundNumber is the greatest multiple of Step that is not above the value;
// NULL outside the type and for what is no finite number.
type RoundNumber struct {
	Step string `json:"step"` // a canonical positive decimal
}

// RoundTime is the start of the value's calendar unit, in UTC for a
// timestamp with time zone; NULL for what is no finite time.
type RoundTime struct {
	Unit string `json:"unit"` // hour, day, month, year
}

// Bucket is the greatest of Edges that is not above the value; NULL below them
// all, and for what is no finite number or time.
type Bucket struct {
	Edges catalog.Edges `json:"edges"` // canonical texts of the column's type; of a timestamp with time zone in UTC, without it
}

// Random is between Low and High, both included: SHA-256 of salt and value, as
// a number of units from Low on.
type Random struct {
	Salt string `json:"salt"` // the name of the secret, never the secret
	Low  string `json:"low"`  // canonical numbers, or dates
	High string `json:"high"`
}

// Noise is the value moved by one unit at least and Within at most, as SHA-256
// of salt and value says; NULL where the type ends nearer than that.
type Noise struct {
	Salt   string `json:"salt"`   // the name of the secret, never the secret
	Within string `json:"within"` // a canonical positive number, of days for times
}

// Partial keeps First and Last characters around Fill; NULL when that would
// keep half or more, equals the input or is too long for the type.
type Partial struct {
	First int    `json:"first"`
	Last  int    `json:"last"`
	Fill  string `json:"fill"`
}

// Email keeps the domain of an address behind First characters and Fill; NULL
// for what is no address, when half or more of what stands before the @ would
// stay, and when the result equals the input or is too long for the type.
type Email struct {
	First int    `json:"first"` // 0 or 1
	Fill  string `json:"fill"`
}

// Custom is what a formula makes of the value; NULL when that equals the value
// but for blanks at the end, or is too long or too large for the type.
type Custom struct {
	Formula formula.Formula `json:"formula"`
}

func (Raw) cell()         {}
func (Null) cell()        {}
func (Constant) cell()    {}
func (Hash) cell()        {}
func (Regex) cell()       {}
func (RoundNumber) cell() {}
func (RoundTime) cell()   {}
func (Bucket) cell()      {}
func (Random) cell()      {}
func (Noise) cell()       {}
func (Partial) cell()     {}
func (Email) cell()       {}
func (Custom) cell()      {}

// Admission is the hash of a view value, known before any DDL: the view tests
// that its own is admitted (SEMANTICS S10). It is 32 lower-case hex digits.
type Admission string

// Admission hashes names, types and expressions; never itself, a revision or
// a time. A View always encodes, since it holds only plain values.
func (v View) Admission() Admission {
	text, err := v.MarshalJSON() // as json.Marshal, which would check and copy it once more
	if err != nil {
		return "" // no view carries the empty admission, so nothing is admitted
	}
	sum := sha256.Sum256(text)
	return Admission(hex.EncodeToString(sum[:16]))
}

// Salts lists the names of the secrets that the view's cells, what is counted
// for them and its rows read, sorted.
func (v View) Salts() []string {
	var out []string
	for _, c := range v.Columns {
		for _, choice := range c.Choices {
			switch cell := choice.Show.(type) {
			case Hash:
				out = append(out, cell.Salt)
				for _, project := range cell.Joint.Projects() {
					out = append(out, ProjectSalt(project))
				}
			case Random:
				out = append(out, cell.Salt)
			case Noise:
				out = append(out, cell.Salt)
			}
		}
	}
	for _, one := range v.Countings() {
		out = append(out, one.Salt)
	}
	v.walk(func(p Pred) {
		if sample, ok := p.(Sample); ok {
			out = append(out, sample.Salt)
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// Quarantined is the same view with the same columns and no rows, for a
// source whose policies cannot be compiled (law 1).
func (v View) Quarantined() View {
	v.Columns = slices.Clone(v.Columns)
	for i := range v.Columns {
		v.Columns[i].Choices = nil
	}
	v.Admit, v.Rows = Never{}, Never{}
	return v
}
