package policy_test

import (
	"testing"

	"scrim/pkg/issue"
	. "scrim/pkg/policy"
)

func TestCompilePattern(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		pattern, text, longest string // "-" is no match
	}{
		{`a|ab`, "xab", "ab"}, // the longest, not the first
		{`(a|ab)(c|bcd)`, "abcd", "abcd"},
		{`a.b`, "a\nb", "a\nb"},
		{`[^x]`, "\n", "\n"},
		{`^a$`, "a\n", "-"},
		{`^b`, "a\nb", "-"},
		{`(^|,)x`, "a,x", ",x"},
		{`x($|,)`, "x,", "x,"},
		{`a{2}`, "aaa", "aa"},
		{`a{2,}`, "aaaa", "aaaa"},
		{`a{0,2}b`, "aaab", "aab"},
		{`[a-a]+`, "baa", "aa"},
		{`[a-]+`, "b-a-", "-a-"},
		{`[]a]+`, "x]a]", "]a]"},
		{`[^]a]`, "]b", "b"},
		{`[é€]`, "a€", "€"},
		{`[a^]`, "^", "^"},
		{`\.\[\]\{\}\(\)\*\+\?\^\$\|\\\/\-`, `.[]{}()*+?^$|\/-`, `.[]{}()*+?^$|\/-`},
		{`-/"%&#@!,:;=~_<>'`, `-/"%&#@!,:;=~_<>'`, `-/"%&#@!,:;=~_<>'`},
		{`A`, "a", "-"},
		{`é+`, "éé", "éé"},
		{`(a(b(c)?)?)+`, "abcaba", "abcaba"},
	} {
		re, err := CompilePattern(test.pattern)
		if err != nil {
			t.Errorf("%s: %v", test.pattern, err)
			continue
		}
		got := "-"
		if at := re.FindStringIndex(test.text); at != nil {
			got = test.text[at[0]:at[1]]
		}
		if got != test.longest {
			t.Errorf("%s on %q matches %q, want %q", test.pattern, test.text, got, test.longest)
		}
	}
}

func TestMatchesEmpty(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]bool{
		`a`: false, `a*`: true, `a?b`: false, `a?b*`: true, `^`: true, `^$`: true, `a|b*`: true, `(a*)+`: true,
		`(a|b?)c`: false, `a{0,3}`: true, `a{1,3}`: false, `a{0,3}b{2}`: false, `(ab)?`: true, `.`: false, `[^a]*`: true, `(^|,)x`: false,
	} {
		if got := MatchesEmpty(pattern); got != want {
			t.Errorf("MatchesEmpty(%s) = %v", pattern, got)
		}
	}
}

// FuzzPattern holds that the subset is one: what CheckPattern passes compiles
// in Go and agrees with Go about the empty string; what it refuses does not.
func FuzzPattern(f *testing.F) {
	for _, seed := range []string{`^[a-z]+\.$`, `(a|b)*{2}`, `[]-a]`, `a{1,2}`, `\d(?i)`, `[^`, `((((`, `é{3}|x$`, `a{`, `[--]`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		issues := CheckPattern(text, issue.Place{})
		re, err := CompilePattern(text)
		if (err != nil) != issues.HasErrors() {
			t.Fatalf("%q: CheckPattern says %v, CompilePattern %v", text, issues, err)
		}
		if err != nil {
			return
		}
		if re.MatchString("") != MatchesEmpty(text) {
			t.Errorf("%q: matches the empty string: %v in Go, %v here", text, re.MatchString(""), MatchesEmpty(text))
		}
	})
}
