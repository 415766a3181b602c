package lint

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// excerpt is the line that a finding is about, with a mark under it. Passwords
// in it are stars.
func (l *linter) excerpt(start, end int, passwords []token) string {
	shown := []byte(l.text)
	for _, p := range passwords {
		copy(shown[p.start+1:p.end-1], strings.Repeat("*", p.end-p.start-2))
	}
	from := strings.LastIndex(l.text[:start], "\n") + 1
	to := len(l.text)
	if i := strings.IndexByte(l.text[start:], '\n'); i >= 0 {
		to = start + i
	}
	line := strings.TrimRight(string(shown[from:to]), " \t\r")
	before := string(shown[from:start])
	end = min(end, from+len(line))
	marked := 1
	if end > start {
		marked = utf8.RuneCountInString(l.text[start:end])
	}
	const most = 100 // characters of a line of prose around the place
	if utf8.RuneCountInString(line) > most {
		head, tail := []rune(before), []rune(string(shown[start:from+len(line)]))
		if len(head) > most/2 {
			head = append([]rune("…"), head[len(head)-most/2:]...)
		}
		if room := most - len(head); len(tail) > room {
			tail = append(tail[:room], '…')
		}
		before, line, marked = string(head), string(head)+string(tail), min(marked, len(tail))
	}
	margin := fmt.Sprintf("  %d | ", strings.Count(l.text[:start], "\n")+1)
	blanks := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, before)
	return margin + line + "\n" + strings.Repeat(" ", len(margin)-2) + "| " + blanks + strings.Repeat("^", marked)
}
