package formula_test

import (
	"testing"

	"scrim/pkg/catalog"
	. "scrim/pkg/formula"
)

func value() Term { return Term{Op: Value} }

func text(s string) Term { return Term{Op: Literal, Texts: []string{s}} }

func number(s string) Term { return Term{Op: Digits, Texts: []string{s}} }

func op(op Op, args ...Term) Term { return Term{Op: op, Args: args} }

func TestWhatIsNoFormulaSaysWhereAndWhy(t *testing.T) {
	deep := value()
	for range 101 {
		deep = op(UpperASCII, deep)
	}
	long := Term{Op: And}
	for range 210 {
		long.Args = append(long.Args, op(Equal, value(), text("a")))
	}
	for _, c := range []struct {
		t    Term
		kind Kind
		why  string
	}{
		{Term{}, Text, `nothing is called ""`},
		{op("sha2", value()), Text, `nothing is called "sha2"`},
		{value(), Text, "the value by itself is what the mask hides"},
		{text("a"), Text, "value does not occur"},
		{op(Size, value()), Text, "the result is a number, and the value a text"},
		{op(Add, value(), number("1")), Text, "+ does not take a text and a number"},
		{op(Add, op(Equal, value(), value()), op(Equal, value(), value())), Text, "+ does not take a condition and a condition"},
		{op(Equal, value()), Text, "== does not take so many arguments"},
		{op(Choose, value(), value(), value()), Text, "?: does not take a text and a text and a text"},
		{op(And, op(Equal, value(), value())), Text, "&& takes two or more conditions"},
		{op(And, op(Equal, value(), value()), value()), Text, "&& takes conditions, and a text is none"},
		{Term{Op: Left, Args: []Term{value()}, Counts: []int{0}}, Text, "number 1 of left is not from 1 to 65535"},
		{Term{Op: Left, Args: []Term{value()}, Counts: []int{65536}}, Text, "number 1 of left is not from 1 to 65535"},
		{Term{Op: Cover, Counts: []int{0, -1}, Texts: []string{"*"}}, Text, "number 2 of cover is not from 0 to 65535"},
		{Term{Op: Cover, Counts: []int{0, 4}, Texts: []string{"**"}}, Text, "cover takes one character to cover the others with"},
		{Term{Op: Cover, Counts: []int{0, 4}, Texts: []string{"*"}}, Number, "cover is of a text, and the value a number"},
		{Term{Op: Replace, Args: []Term{value()}, Texts: []string{"", "a"}}, Text, "replace takes a text that is not empty"},
		{op(Add, value(), text("\x00")), Text, "a text is none that every warehouse stores"},
		{op(Add, value(), text("\xff")), Text, "a text is none that every warehouse stores"},
		{op(Add, value(), number("1e5")), Number, "a number has more than 15 digits before or 6 after the point"},
		{op(Add, value(), number("-0")), Number, "a number has more than 15 digits before or 6 after the point"},
		{Term{Op: Value, Texts: []string{"x"}}, Text, "value takes nothing"},
		{deep, Text, "there are too many steps"}, {op(Choose, long, value(), text("")), Text, "there are too many steps"},
		{op(Size, value()), Truth, "size does not take a condition"},
	} {
		wrong := Check(c.t, c.kind)
		if wrong == nil || wrong.Why != c.why {
			t.Errorf("%.80v of %s: %v, want %s", c.t, c.kind, wrong, c.why)
		}
		if _, err := New(c.t); c.kind == Text && err == nil && Check(c.t, Number) != nil {
			t.Errorf("%.80v became a formula", c.t)
		}
	}
	at := Check(op(Choose, op(Equal, value(), value()), value(), op(Add, value(), number("1"))), Text).At
	if len(at) != 1 || at[0] != 2 {
		t.Errorf("the mistake is at %v", at)
	}
}

func TestAFormulaReadsAsItWasMade(t *testing.T) {
	for want, term := range map[string]Term{
		`value + "a" + ("b" + value)`:                       op(Add, op(Add, value(), text("a")), op(Add, text("b"), value())),
		`(value + "\"\\\n").upperAscii()`:                   op(UpperASCII, op(Add, value(), text("\"\\\n"))),
		`value - (value - 1) * -0.5`:                        op(Subtract, value(), op(Multiply, op(Subtract, value(), number("1")), number("-0.5"))),
		`value.cover(0, 4, "*")`:                            {Op: Cover, Counts: []int{0, 4}, Texts: []string{"*"}},
		`value.middle(2, 3).replace("a", "")`:               {Op: Replace, Texts: []string{"a", ""}, Args: []Term{{Op: Middle, Counts: []int{2, 3}, Args: []Term{value()}}}},
		`!(value > 1 && value < 5) ? abs(value) : floor(1)`: op(Choose, op(Not, op(And, op(Greater, value(), number("1")), op(Less, value(), number("5")))), op(Abs, value()), op(Floor, number("1"))),
		`(value > 1 ? value : 0) + 1`:                       op(Add, op(Choose, op(Greater, value(), number("1")), value(), number("0")), number("1")),
	} {
		f, err := New(term)
		if err != nil || f.String() != want {
			t.Errorf("%s, want %s (%v)", f, want, err)
		}
	}
	if Formula("x").String() != "?" {
		t.Error("what is no formula is written as one")
	}
}

func TestWhatFitsIsTotal(t *testing.T) {
	long := Term{Op: Replace, Args: []Term{text("aaaaaaaaaa")}, Texts: []string{"a", string(make([]byte, 0, 1))}}
	for range 3 {
		long = Term{Op: Replace, Args: []Term{op(Add, long, text("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"))}, Texts: []string{"a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}
	}
	for _, c := range []struct {
		t    Term
		on   string
		most int
		why  string
	}{
		{Term{Op: Left, Args: []Term{value()}, Counts: []int{2}}, "text", Unlimited, ""},
		{op(UpperASCII, value()), "text", 65535, ""},
		{op(Add, value(), text("***")), "text", 65532, ""},
		{op(Add, value(), value()), "varchar(10)", 32767, ""},
		{Term{Op: Replace, Args: []Term{value()}, Texts: []string{"ab", "cde"}}, "text", 43690, ""}, // and half as many once more, rounded down
		{Term{Op: Cover, Counts: []int{1, 1}, Texts: []string{"…"}}, "text", 21845, ""},
		{op(Choose, op(Equal, value(), text("a")), value(), text("b")), "text", 65534, ""}, // compared with a point behind it
		{op(Add, value(), long), "text", 0, "a text on the way is too long"},
		{op(UpperASCII, value()), "integer", 0, "the expression is about text"},
		{op(Abs, value()), "text", 0, "the expression is about numbers"},
		{op(Abs, value()), "double precision", 0, "an expression fits text, integers and decimals only"},
		{op(Abs, value()), "date", 0, "an expression fits text, integers and decimals only"},
		{op(Abs, value()), "numeric", 0, "an expression fits decimals of at most 38 digits"},
		{op(Abs, value()), "numeric(38,2)", 0, "a number on the way could have more than 37 digits"},
		{op(Abs, value()), "numeric(37,2)", Unlimited, ""},
		{op(Multiply, value(), value()), "integer", Unlimited, ""},
		{op(Multiply, value(), value()), "bigint", 0, "a number on the way could have more than 37 digits"},
		{op(Add, value(), number("0.5")), "numeric(36,0)", 0, "a number on the way could have more than 37 digits"},
		{op(Choose, op(Less, op(Multiply, value(), value()), number("1")), number("1"), number("2")), "bigint", 0, "a number on the way could have more than 37 digits"},
	} {
		f, err := New(c.t)
		typ, _ := catalog.ParseType(c.on)
		if most, why := Fit(f, typ); err != nil || most != c.most || why != c.why {
			t.Errorf("%s on %s: %d, %q, want %d, %q (%v)", f, c.on, most, why, c.most, c.why, err)
		}
	}
}
