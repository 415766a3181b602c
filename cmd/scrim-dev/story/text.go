package story

import (
	"strings"
	"unicode/utf8"
)

func pad(s string, width int) string {
	if n := utf8.RuneCountInString(s); n < width {
		return s + strings.Repeat(" ", width-n)
	}
	return s
}

func sum(widths []int) int {
	total := 0
	for _, w := range widths {
		total += w
	}
	return total
}

func each[T any](in []T, f func(int, T) string) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = f(i, v)
	}
	return out
}

// line writes parts and takes the blanks at the end away.
func line(b *strings.Builder, parts []string, between string) {
	b.WriteString(strings.TrimRight(strings.Join(parts, between), " "))
	b.WriteString("\n")
}

// wrap breaks running text at blanks.
func wrap(text string, width int) string {
	var b strings.Builder
	at := 0
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case at+1+n > width:
			b.WriteString("\n")
			at = 0
		default:
			b.WriteString(" ")
			at++
		}
		b.WriteString(word)
		at += n
	}
	b.WriteString("\n")
	return b.String()
}

func indent(text, by string) string {
	return by + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+by) + "\n"
}
