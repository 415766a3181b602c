package model

import (
	"fmt"
	"slices"
)

const (
	most      = 2 // users, sources and workers at most
	revisions = 3 // of a history
	none      = revisions
)

// World is what the store says at one revision.
type World struct {
	Facts [most]Facts      // by user
	Views [most]Definition // by source
}

// History is the worlds of revisions 0, 1 and 2.
type History struct {
	Users, Sources int
	Worlds         [revisions]World
}

// String describes a history for a trace.
func (h History) String() string {
	out := ""
	for r, w := range h.Worlds {
		out += fmt.Sprintf("revision %d: facts %v, views %v\n", r, w.Facts[:h.Users], w.Views[:h.Sources])
	}
	return out
}

// Scope bounds the histories that are explored.
type Scope struct {
	Users, Sources int
	Facts          int          // how many facts there are, 1 or 2
	Views          []Definition // what a source can be defined as
}

// worlds are all worlds within the scope.
func (s Scope) worlds() []World {
	out := []World{{}}
	for u := range s.Users {
		var next []World
		for _, w := range out {
			for f := range Facts(1 << s.Facts) {
				w.Facts[u] = f
				next = append(next, w)
			}
		}
		out = next
	}
	for i := range s.Sources {
		var next []World
		for _, w := range out {
			for _, d := range s.Views {
				w.Views[i] = d
				next = append(next, w)
			}
		}
		out = next
	}
	return out
}

// Histories are all histories within the scope in which each revision changes
// something, until visit says stop. Of two that differ in the names of facts,
// users or sources alone it visits one.
func (s Scope) Histories(visit func(History) bool) {
	worlds := s.worlds()
	place := map[World]int{}
	for i, w := range worlds {
		place[w] = i
	}
	mirror := make([]int, len(worlds))
	for i, w := range worlds {
		at, ok := place[s.mirror(w)]
		if !ok {
			at = len(worlds) // outside the scope
		}
		mirror[i] = at
	}
	for a, w0 := range worlds {
		for b, w1 := range worlds {
			for c, w2 := range worlds {
				image := []int{mirror[a], mirror[b], mirror[c]}
				outside := slices.Contains(image, len(worlds))
				if a == b || b == c || !outside && slices.Compare(image, []int{a, b, c}) < 0 {
					continue
				}
				if !visit(History{s.Users, s.Sources, [revisions]World{w0, w1, w2}}) {
					return
				}
			}
		}
	}
}

// mirror is the world with its two users, sources, or else facts swapped.
func (s Scope) mirror(w World) World {
	switch {
	case s.Users == 2:
		w.Facts[0], w.Facts[1] = w.Facts[1], w.Facts[0]
	case s.Sources == 2:
		w.Views[0], w.Views[1] = w.Views[1], w.Views[0]
	case s.Facts == 2:
		w.Facts[0] = w.Facts[0]&1<<1 | w.Facts[0]>>1
		d := w.Views[0]
		w.Views[0] = d&0b1001 | d&0b0010<<1 | d&0b0100>>1
	}
	return w
}
