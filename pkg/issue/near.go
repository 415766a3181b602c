package issue

import (
	"slices"
	"strings"
)

// Near lists the words that look like a mistyped word, nearest first, at most
// three.
func Near(word string, words []string) []string {
	type scored struct {
		word     string
		distance int
	}
	var like []scored
	for _, w := range words {
		if d := Distance(word, w); d <= max(2, len(w)/4) && d < len(w) {
			like = append(like, scored{w, d})
		}
	}
	slices.SortStableFunc(like, func(a, b scored) int { return a.distance - b.distance })
	var out []string
	for _, s := range like[:min(len(like), 3)] {
		out = append(out, s.word)
	}
	return out
}

// Distance is how many letters must be changed, added or taken away to make
// one word the other, without case. Long words are not compared.
func Distance(a, b string) int {
	const longest = 100
	if len(a) > longest || len(b) > longest {
		return longest
	}
	a, b = strings.ToLower(a), strings.ToLower(b)
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
