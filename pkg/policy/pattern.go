package policy

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"scrim/pkg/issue"
)

// The portable subset of patterns, which means the same in Go, in PostgreSQL's
// advanced expressions and in Redshift's POSIX expressions:
//
//	a é        a character by itself
//	\. \\      a punctuation character by itself
//	.          any character, a newline too
//	[ab0-9-]   one of these; ranges within 0-9, a-z or A-Z; "]" first, "-" first or last
//	[^ab]      any other character, a newline too
//	^ $        the beginning and the end of the text, at the ends of an alternative
//	* + ? {2} {2,} {2,5}   repeats what precedes, as often as possible
//	a|b (…)    alternatives, groups
//
// The leftmost match counts, and of those the longest. Everything else is an
// issue: lazy and possessive quantifiers, back-references, \d and the like,
// [:alpha:], (?i), empty alternatives, and whatever the three read differently
// (a backslash or "[" between brackets, a "{" that begins no repetition, \< and
// \>, which are word boundaries in some POSIX libraries).

const (
	maxPattern = 1000 // bytes; longer ones are no pattern that a person can review
	maxRepeat  = 255  // PostgreSQL's and POSIX's bound of {n}
	maxNesting = 50   // groups in groups
)

// CheckPattern reports everything in a pattern that is outside the portable
// subset. The message of each issue says at which character; at is where the
// pattern begins. Whether the pattern can match nothing at all is not its
// question: see MatchesEmpty.
func CheckPattern(text string, at issue.Place) issue.List {
	var list issue.List
	_, mistakes := readPattern(text)
	for _, m := range mistakes {
		list.Add(at, "pattern", m.hint, "%s, at character %d of the pattern", m.message, m.at+1)
	}
	return list
}

// CompilePattern compiles a pattern of the portable subset: leftmost-longest,
// "." and negated classes match a newline, case counts. A pattern outside the
// subset is an error.
func CompilePattern(text string) (*regexp.Regexp, error) {
	if _, mistakes := readPattern(text); len(mistakes) > 0 {
		return nil, fmt.Errorf("reading the pattern at character %d: %s", mistakes[0].at+1, mistakes[0].message)
	}
	return compilePortable(text)
}

// compilePortable compiles what readPattern found nothing wrong with: the
// subset is Go's own syntax with the flag s.
func compilePortable(text string) (*regexp.Regexp, error) {
	re, err := regexp.Compile("(?s)" + text)
	if err != nil {
		return nil, fmt.Errorf("compiling the pattern: %w", err)
	}
	re.Longest()
	return re, nil
}

// MatchesEmpty reports whether the pattern, which must be of the portable
// subset, can match the empty string somewhere. A mask refuses such a pattern:
// "replace every match" would then insert between any two characters, and not
// in the same way everywhere.
func MatchesEmpty(text string) bool {
	whole, _ := readPattern(text)
	return whole.empty
}

// mistake is one thing outside the subset.
type mistake struct {
	at            int // in characters, 0-based
	message, hint string
}

// piece is what is known of a part of a pattern.
type piece struct {
	empty    bool // can match the empty string
	anchored bool // has ^ or $ in it
}

// patternReader reads a pattern by recursive descent, and goes on after a
// mistake so that one pass reports all of them.
type patternReader struct {
	text     []rune
	at       int
	depth    int
	tooDeep  bool // reported once; the rest is not read
	mistakes []mistake
}

// readPattern reads a whole pattern.
func readPattern(text string) (piece, []mistake) {
	switch {
	case text == "":
		return piece{empty: true}, []mistake{{0, "the pattern is empty", "write what to look for"}}
	case len(text) > maxPattern:
		return piece{}, []mistake{{0, fmt.Sprintf("the pattern is longer than %d bytes", maxPattern), "split it into several rules"}}
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return piece{}, []mistake{{0, "the pattern is not text", "write it in UTF-8, without a NUL character"}}
	}
	r := patternReader{text: []rune(text)}
	whole := r.alternatives()
	for r.at < len(r.text) { // alternatives stop at a ")" that nothing opened
		r.wrong(r.at, `")" closes nothing`, `write \) for the character itself`)
		r.at++
		r.alternatives()
	}
	if len(r.mistakes) == 0 {
		if _, err := compilePortable(text); err != nil {
			r.wrong(0, "the pattern repeats too much", "make the repetitions in {} smaller, or nest them less")
		}
	}
	return whole, r.mistakes
}

func (r *patternReader) wrong(at int, message, hint string) {
	r.mistakes = append(r.mistakes, mistake{at, message, hint})
}

func (r *patternReader) peek() rune {
	if r.at < len(r.text) {
		return r.text[r.at]
	}
	return -1
}

// alternatives reads "a|b|c" up to the end or a ")".
func (r *patternReader) alternatives() piece {
	whole := r.branch()
	for r.peek() == '|' {
		r.at++
		next := r.branch()
		whole.empty = whole.empty || next.empty
		whole.anchored = whole.anchored || next.anchored
	}
	return whole
}

// branch reads one alternative: "^", pieces with quantifiers, "$".
func (r *patternReader) branch() piece {
	start := r.at
	whole := piece{empty: true}
	for r.at < len(r.text) && r.peek() != '|' && r.peek() != ')' {
		one := r.quantified(start)
		whole.empty = whole.empty && one.empty
		whole.anchored = whole.anchored || one.anchored
	}
	if r.at == start {
		r.wrong(start, "an alternative is empty", "write (…)? for something that may be absent")
	}
	return whole
}

// quantified reads one atom and what repeats it. start is where the
// alternative began.
func (r *patternReader) quantified(start int) piece {
	from := r.at
	if at, _ := r.repeat(); at {
		r.wrong(from, "nothing precedes the repetition", `write \* for the character itself`)
		return piece{empty: true}
	}
	one := r.atom(start)
	from = r.at
	repeated, least := r.repeat()
	if !repeated {
		return one
	}
	if one.anchored {
		r.wrong(from, "^ or $ is repeated", "take it out of what is repeated")
	}
	for again := r.at; ; again = r.at {
		if more, _ := r.repeat(); !more {
			break
		}
		r.wrong(again, "a repetition is repeated", "there are no lazy or possessive repetitions here; use one of * + ? {n,m}")
	}
	one.empty = one.empty || least == 0
	return one
}

// repeat reads * + ? or {…} when there is one, and its lower bound.
func (r *patternReader) repeat() (found bool, least int) {
	switch r.peek() {
	case '*', '?':
		r.at++
		return true, 0
	case '+':
		r.at++
		return true, 1
	case '{':
		return true, r.bound()
	}
	return false, 0
}

// bound reads {n}, {n,} or {n,m}.
func (r *patternReader) bound() (least int) {
	const hint = `write {2}, {2,} or {2,5} with numbers up to 255, or \{ for the character itself`
	from := r.at
	r.at++
	least, ok := r.number()
	most := least
	if ok && r.peek() == ',' {
		r.at++
		most = maxRepeat
		if r.peek() != '}' {
			most, ok = r.number()
		}
	}
	switch {
	case !ok || r.peek() != '}':
		r.wrong(from, `"{" begins no repetition`, hint)
		return 1
	case most < least, most == 0, least > maxRepeat, most > maxRepeat:
		r.wrong(from, "the bounds of the repetition make no sense", hint)
	}
	r.at++
	return least
}

// number reads decimal digits without leading zeros.
func (r *patternReader) number() (n int, ok bool) {
	from := r.at
	for r.at-from < 4 && r.peek() >= '0' && r.peek() <= '9' {
		n = n*10 + int(r.peek()-'0')
		r.at++
	}
	return n, r.at > from && (r.text[from] != '0' || r.at == from+1)
}

// atom reads one character, class, anchor or group.
func (r *patternReader) atom(start int) piece {
	from := r.at
	c := r.peek()
	r.at++
	switch c {
	case '(':
		return r.group(from)
	case '[':
		r.class(from)
	case '\\':
		r.escape(from)
	case ']', '}':
		r.wrong(from, fmt.Sprintf("%q closes nothing", string(c)), `write \`+string(c)+" for the character itself")
	case '^':
		if from != start {
			r.wrong(from, `"^" is not at the beginning of an alternative`, `write \^ for the character itself`)
		}
		return piece{empty: true, anchored: true}
	case '$':
		if next := r.peek(); next != -1 && next != '|' && next != ')' {
			r.wrong(from, `"$" is not at the end of an alternative`, `write \$ for the character itself`)
		}
		return piece{empty: true, anchored: true}
	}
	return piece{}
}

func (r *patternReader) group(from int) piece {
	if r.peek() == '?' {
		r.wrong(from, `"(?" begins no group here`, "there are plain groups (…) only: no flags, names, or look-around")
		r.at++
	}
	if r.depth == maxNesting {
		r.wrong(from, fmt.Sprintf("groups nest deeper than %d", maxNesting), "write it flatter")
		r.tooDeep, r.at = true, len(r.text)
		return piece{}
	}
	r.depth++
	inner := r.alternatives()
	r.depth--
	switch {
	case r.peek() == ')':
		r.at++
	case !r.tooDeep:
		r.wrong(from, `"(" is not closed`, `write \( for the character itself`)
	}
	return inner
}

// escape reads what follows a backslash.
func (r *patternReader) escape(from int) {
	c := r.peek()
	if c != -1 {
		r.at++
	}
	switch {
	case c == -1:
		r.wrong(from, "the pattern ends with a backslash", `write \\ for the character itself`)
	case strings.ContainsRune("dDwWsSbBAZz", c):
		r.wrong(from, fmt.Sprintf(`\%c is not portable`, c), "write a class, [0-9] for a digit")
	case c >= '1' && c <= '9':
		r.wrong(from, "back-references are not portable", "spell the pattern out")
	case c > 0x7e || c <= ' ' || isAlphanumeric(c):
		r.wrong(from, `a backslash stands only before punctuation`, `write the character by itself, or \\ for a backslash`)
	case strings.ContainsRune("<>`'", c):
		r.wrong(from, fmt.Sprintf(`\%c is not portable`, c), "write the character without the backslash")
	}
}

func isAlphanumeric(c rune) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// class reads what follows a "[" up to its "]".
func (r *patternReader) class(from int) {
	if r.peek() == '^' {
		r.at++
	}
	for first := true; ; first = false {
		at, c := r.at, r.peek()
		if c == -1 {
			r.wrong(from, `"[" is not closed`, `write \[ for the character itself`)
			return
		}
		r.at++
		switch {
		case c == ']' && !first:
			return
		case c == '\\':
			r.wrong(at, "a backslash between brackets is not portable", `escape it outside of them: (\\|[a-z])`)
		case c == '[':
			r.wrong(at, `"[" between brackets is not portable`, `there are no [:names:] here; the character itself is \[ outside of brackets`)
		case c == '-' && !first && r.peek() != ']':
			r.wrong(at, `"-" is neither first nor last between the brackets`, "put it first or last")
		case r.peek() == '-' && r.at+1 < len(r.text) && r.text[r.at+1] != ']':
			r.span(at)
		}
	}
}

// span reads the rest of a range such as a-z, whose first character was read.
func (r *patternReader) span(at int) {
	low, high := r.text[at], r.text[r.at+1]
	r.at += 2
	for _, ends := range []string{"09", "az", "AZ"} {
		if rune(ends[0]) <= low && low <= high && high <= rune(ends[1]) {
			return
		}
	}
	r.wrong(at, fmt.Sprintf("the range %c-%c is not portable", low, high), "ranges lie within 0-9, a-z or A-Z, from the lesser to the greater")
}
