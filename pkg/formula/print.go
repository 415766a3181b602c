package formula

import (
	"fmt"
	"strconv"
	"strings"
)

// String is the formula as a policy writes it. What is none is "?".
func (f Formula) String() string {
	t, err := f.Term()
	if err != nil {
		return "?"
	}
	return show(t, lowest)
}

// How strongly a term holds together; one inside another stands in parentheses
// when it holds less than its place needs.
const (
	lowest = iota // ?:
	or
	and
	relation
	sum
	product
	unary
	whole
)

func strength(t Term) int {
	switch t.Op {
	case Choose:
		return lowest
	case Or:
		return or
	case And:
		return and
	case Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual:
		return relation
	case Add, Subtract:
		return sum
	case Multiply:
		return product
	case Not:
		return unary
	case Digits:
		if strings.HasPrefix(t.Texts[0], "-") {
			return unary
		}
	default: // what is called by its name, or stands for itself
	}
	return whole
}

func show(t Term, place int) string {
	text := bare(t)
	if strength(t) < place {
		return "(" + text + ")"
	}
	return text
}

func bare(t Term) string {
	own := strength(t)
	switch t.Op {
	case Value:
		return "value"
	case Literal:
		return strconv.Quote(t.Texts[0])
	case Digits:
		return t.Texts[0]
	case Choose:
		return fmt.Sprintf("%s ? %s : %s", show(t.Args[0], or), show(t.Args[1], or), show(t.Args[2], lowest))
	case And, Or:
		parts := make([]string, len(t.Args))
		for i, arg := range t.Args {
			parts[i] = show(arg, own+1)
		}
		return strings.Join(parts, " "+string(t.Op)+" ")
	case Add, Subtract, Multiply:
		return show(t.Args[0], own) + " " + string(t.Op) + " " + show(t.Args[1], own+1)
	case Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual:
		return show(t.Args[0], own+1) + " " + string(t.Op) + " " + show(t.Args[1], own+1)
	case Not:
		return "!" + show(t.Args[0], whole)
	case Size, Abs, Floor:
		return fmt.Sprintf("%s(%s)", t.Op, show(t.Args[0], lowest))
	case Cover:
		return fmt.Sprintf("value.cover(%d, %d, %s)", t.Counts[0], t.Counts[1], strconv.Quote(t.Texts[0]))
	default: // a call
	}
	var settings []string
	for _, n := range t.Counts {
		settings = append(settings, strconv.Itoa(n))
	}
	for _, text := range t.Texts {
		settings = append(settings, strconv.Quote(text))
	}
	return fmt.Sprintf("%s.%s(%s)", show(t.Args[0], whole), t.Op, strings.Join(settings, ", "))
}
