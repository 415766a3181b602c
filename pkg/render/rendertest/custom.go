package rendertest

import (
	"scrim/pkg/formula"
	"scrim/pkg/view"
)

// customTexts has every step of a formula about text, customNumbers every one
// about numbers.
func customTexts() []view.Cell {
	value := formula.Term{Op: formula.Value}
	joined := step(formula.Add, step(formula.Add, counted(formula.Left, value, 2), word(`o'b\`)), counted(formula.Right, value, 1))
	changed := matched(formula.Replace, step(formula.UpperASCII, step(formula.LowerASCII, counted(formula.Middle, value, 2, 3))), "'", `\`)
	asked := []formula.Term{
		step(formula.Equal, value, word("a ")), step(formula.NotEqual, value, word("b")),
		matched(formula.StartsWith, value, "é☃"), step(formula.Not, matched(formula.EndsWith, value, `\`)), matched(formula.Contains, value, "'"),
	}
	size := step(formula.Greater, step(formula.Size, value), formula.Term{Op: formula.Digits, Texts: []string{"3"}})
	chosen := step(formula.Choose, step(formula.Or, step(formula.And, asked...), size), word("x"), value)
	return []view.Cell{
		custom(joined), custom(changed), custom(chosen), custom(step(formula.Add, value, value)),
		custom(formula.Term{Op: formula.Cover, Counts: []int{1, 4}, Texts: []string{"*"}}), custom(formula.Term{Op: formula.Cover, Counts: []int{0, 0}, Texts: []string{"…"}}),
	}
}

func customNumbers() []view.Cell {
	value := formula.Term{Op: formula.Value}
	number := func(text string) formula.Term { return formula.Term{Op: formula.Digits, Texts: []string{text}} }
	steps := step(formula.Multiply, step(formula.Floor, step(formula.Multiply, step(formula.Subtract, value, number("0.5")), number("0.01"))), number("100"))
	chosen := step(formula.Choose, step(formula.And,
		step(formula.Less, value, number("5")), step(formula.LessEqual, value, number("4.5")), step(formula.GreaterEqual, value, number("-7")),
		step(formula.Equal, value, step(formula.Abs, value)), step(formula.NotEqual, value, number("0"))), step(formula.Add, value, number("1")), number("-1"))
	return []view.Cell{custom(steps), custom(chosen)}
}

func step(op formula.Op, args ...formula.Term) formula.Term {
	return formula.Term{Op: op, Args: args}
}

func counted(op formula.Op, of formula.Term, counts ...int) formula.Term {
	return formula.Term{Op: op, Args: []formula.Term{of}, Counts: counts}
}

func matched(op formula.Op, of formula.Term, texts ...string) formula.Term {
	return formula.Term{Op: op, Args: []formula.Term{of}, Texts: texts}
}

func word(text string) formula.Term {
	return formula.Term{Op: formula.Literal, Texts: []string{text}}
}

func custom(t formula.Term) view.Cell {
	f, err := formula.New(t)
	if err != nil {
		return view.Null{} // which the golden files would show
	}
	return view.Custom{Formula: f}
}
