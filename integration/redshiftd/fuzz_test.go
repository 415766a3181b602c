package redshiftd

import "testing"

// FuzzTokens: any text is tokens that stand in it one after the other, or a
// mistake.
func FuzzTokens(f *testing.F) {
	for _, text := range []string{`SELECT a."B""c" , 'it''s \'\\'`, `/* a /* b */ c */ $1 $$b;o$$ $t$ $$ $t$`, `1.5e-3 .5 a->>'b'`, `'a\`, `"`, `$a$`, "é\x00\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tokens, err := tokenize(text, false)
		if err != nil {
			return
		}
		at := 0
		for _, one := range tokens {
			if one.start < at || one.end <= one.start || one.end > len(text) {
				t.Fatalf("%q: %+v is not behind the one before it", text, one)
			}
			at = one.end
		}
	})
}
