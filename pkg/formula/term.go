package formula

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Kind is what a term gives.
type Kind uint8

// The kinds of terms. None is that of a term with a mistake in it.
const (
	None Kind = iota
	Text
	Number
	Truth
)

func (k Kind) String() string {
	return [...]string{"nothing", "a text", "a number", "a condition"}[k]
}

// Op is what a term does. The set is closed: whatever is not here has no
// spelling in any warehouse.
type Op string

// The terms, by what they give. Add joins texts and adds numbers; Choose and
// the comparisons by equality take two terms of either kind.
const (
	Value   Op = "value"   // the masked column
	Literal Op = "literal" // a text
	Digits  Op = "number"  // a number, canonical
	Add     Op = "+"
	Choose  Op = "?:"

	Left       Op = "left"       // the first Counts[0] characters
	Right      Op = "right"      // the last
	Middle     Op = "middle"     // Counts[1] characters from the Counts[0]th on
	Replace    Op = "replace"    // every Texts[0] by Texts[1]
	UpperASCII Op = "upperAscii" // a–z alone
	LowerASCII Op = "lowerAscii"
	Cover      Op = "cover" // of the value: each character as Texts[0], but for the first Counts[0] and the last Counts[1]

	Size     Op = "size" // characters of a text
	Subtract Op = "-"
	Multiply Op = "*"
	Abs      Op = "abs"
	Floor    Op = "floor"

	Equal        Op = "=="
	NotEqual     Op = "!="
	Less         Op = "<"
	LessEqual    Op = "<="
	Greater      Op = ">"
	GreaterEqual Op = ">="
	StartsWith   Op = "startsWith"
	EndsWith     Op = "endsWith"
	Contains     Op = "contains"
	And          Op = "&&" // two or more
	Or           Op = "||"
	Not          Op = "!"
)

// Term is one step of a formula. Its zero value is none.
type Term struct {
	Op     Op       `json:"op"`
	Args   []Term   `json:"args,omitempty"`
	Texts  []string `json:"texts,omitempty"`
	Counts []int    `json:"counts,omitempty"`
}

// either stands in a signature for the kind that the first such argument has.
const either = None

// signature is what an Op takes and gives.
type signature struct {
	args          []Kind
	result        Kind
	texts, counts int
}

func signatureOf(op Op) (signature, bool) {
	switch op {
	case Literal:
		return signature{result: Text, texts: 1}, true
	case Digits:
		return signature{result: Number, texts: 1}, true
	case Cover:
		return signature{result: Text, texts: 1, counts: 2}, true
	case Add:
		return signature{args: []Kind{either, either}, result: either}, true
	case Choose:
		return signature{args: []Kind{Truth, either, either}, result: either}, true
	case Left, Right:
		return signature{args: []Kind{Text}, result: Text, counts: 1}, true
	case Middle:
		return signature{args: []Kind{Text}, result: Text, counts: 2}, true
	case Replace:
		return signature{args: []Kind{Text}, result: Text, texts: 2}, true
	case UpperASCII, LowerASCII:
		return signature{args: []Kind{Text}, result: Text}, true
	case Size:
		return signature{args: []Kind{Text}, result: Number}, true
	case Subtract, Multiply:
		return signature{args: []Kind{Number, Number}, result: Number}, true
	case Abs, Floor:
		return signature{args: []Kind{Number}, result: Number}, true
	case Equal, NotEqual:
		return signature{args: []Kind{either, either}, result: Truth}, true
	case Less, LessEqual, Greater, GreaterEqual:
		return signature{args: []Kind{Number, Number}, result: Truth}, true
	case StartsWith, EndsWith, Contains:
		return signature{args: []Kind{Text}, result: Truth, texts: 1}, true
	case Not:
		return signature{args: []Kind{Truth}, result: Truth}, true
	default:
		return signature{}, false
	}
}

// The bounds of one formula.
const (
	MaxTerms = 200
	MaxCount = 65535 // characters of the longest text that every warehouse holds
	maxDepth = 100
)

// Mistake is why terms are no formula, and where: which argument of the whole,
// which of that one, and so on. Seen is how many terms before it are right.
type Mistake struct {
	At   []int
	Seen int
	Why  string
}

func (m *Mistake) Error() string { return "a formula in which " + m.Why }

// Check is nil when the term is a formula about values of a kind, Text or
// Number: every step is known and of the kind that the next one takes, the
// value is in it and not all of it, and the whole gives what it is about.
func Check(t Term, value Kind) *Mistake {
	c := checker{value: value}
	kind, wrong := c.kind(t, nil)
	switch {
	case wrong != nil:
		return wrong
	case value != Text && value != Number:
		return &Mistake{Why: "values are neither texts nor numbers"}
	case t.Op == Value:
		return &Mistake{Why: "the value by itself is what the mask hides"}
	case !c.asked:
		return &Mistake{Seen: c.seen, Why: "value does not occur"}
	case kind != value:
		return &Mistake{Seen: c.seen, Why: fmt.Sprintf("the result is %s, and the value %s", kind, value)}
	}
	return nil
}

// KindOf is what a term gives where values are of a kind; None when it is none.
func KindOf(t Term, value Kind) Kind {
	c := checker{value: value}
	kind, wrong := c.kind(t, nil)
	if wrong != nil {
		return None
	}
	return kind
}

type checker struct {
	value Kind
	seen  int
	asked bool
}

func (c *checker) kind(t Term, at []int) (Kind, *Mistake) {
	wrong := func(format string, args ...any) (Kind, *Mistake) {
		return None, &Mistake{At: at, Seen: c.seen, Why: fmt.Sprintf(format, args...)}
	}
	if len(at) > maxDepth || c.seen > MaxTerms {
		return wrong("there are too many steps")
	}
	var kinds []Kind
	for i, arg := range t.Args {
		kind, mistake := c.kind(arg, append(at[:len(at):len(at)], i))
		if mistake != nil {
			return None, mistake
		}
		kinds = append(kinds, kind)
	}
	kind, why := c.step(t, kinds)
	if why != "" {
		return wrong("%s", why)
	}
	c.seen++
	return kind, nil
}

// step is what one term gives of arguments of these kinds, or why it does not.
func (c *checker) step(t Term, kinds []Kind) (Kind, string) {
	switch t.Op {
	case Value:
		c.asked = true
		return c.value, unless(len(kinds)+len(t.Texts)+len(t.Counts) == 0, "value takes nothing")
	case And, Or:
		for i, kind := range kinds {
			if kind != Truth || t.Args[i].Op == t.Op {
				return None, fmt.Sprintf("%s takes conditions, and %s is none", t.Op, kind)
			}
		}
		return Truth, unless(len(kinds) > 1 && len(t.Texts)+len(t.Counts) == 0, string(t.Op)+" takes two or more conditions")
	default: // what has a signature
	}
	s, known := signatureOf(t.Op)
	switch {
	case !known:
		return None, fmt.Sprintf("nothing is called %q", string(t.Op))
	case len(kinds) != len(s.args) || len(t.Texts) != s.texts || len(t.Counts) != s.counts:
		return None, fmt.Sprintf("%s does not take so many arguments", t.Op)
	}
	common := None
	for i, want := range s.args {
		if want == either && common == None {
			common = kinds[i]
		}
		if want == either {
			want = common
		}
		if kinds[i] != want || s.args[i] == either && want == Truth {
			return None, misfit(t.Op, kinds)
		}
	}
	if c.asked = c.asked || t.Op == Cover; t.Op == Cover && c.value != Text {
		return None, "cover is of a text, and the value " + c.value.String()
	}
	result := s.result
	if result == either {
		result = common
	}
	return result, literals(t)
}

func misfit(op Op, kinds []Kind) string {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = kind.String()
	}
	return fmt.Sprintf("%s does not take %s", op, strings.Join(names, " and "))
}

func unless(fine bool, why string) string {
	if fine {
		return ""
	}
	return why
}

var canonical = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,14})(\.[0-9]{0,5}[1-9])?$`)

// literals says what is wrong with what is written into a term.
func literals(t Term) string {
	for _, text := range t.Texts {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			return "a text is none that every warehouse stores"
		}
	}
	for i, n := range t.Counts {
		least := 1
		if t.Op == Cover {
			least = 0
		}
		if n < least || n > MaxCount {
			return fmt.Sprintf("number %d of %s is not from %d to %d", i+1, t.Op, least, MaxCount)
		}
	}
	switch t.Op {
	case Digits:
		return unless(canonical.MatchString(t.Texts[0]) && t.Texts[0] != "-0", "a number has more than 15 digits before or 6 after the point")
	case Cover:
		return unless(utf8.RuneCountInString(t.Texts[0]) == 1, "cover takes one character to cover the others with")
	case Replace, StartsWith, EndsWith, Contains:
		return unless(t.Texts[0] != "", string(t.Op)+" takes a text that is not empty")
	default:
		return ""
	}
}

// NumberTerm is a number as a term: in digits, without zeros that mean nothing.
func NumberTerm(r *big.Rat) Term {
	text := r.FloatString(15)
	text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	if text == "-0" {
		text = "0"
	}
	return Term{Op: Digits, Texts: []string{text}}
}
