package model

import (
	"fmt"
	"slices"
)

// snapshots is a set of what a reader of one view can have pinned: facts,
// gate and the revision that was applied; 4 × 8 × 3 of them.
type snapshots [2]uint64

// snapshot is one of them.
type snapshot struct {
	facts   Facts
	gate    admissions
	applied uint8
}

func (p snapshot) index() int {
	return (int(p.facts)<<revisions|int(p.gate))*revisions + int(p.applied)
}

func (s *snapshots) add(p snapshot) {
	i := p.index()
	s[i/64] |= 1 << (i % 64)
}

// merge adds t and reports whether that changed s.
func (s *snapshots) merge(t snapshots) bool {
	old := *s
	s[0] |= t[0]
	s[1] |= t[1]
	return *s != old
}

func (s snapshots) meets(t snapshots) bool { return s[0]&t[0] != 0 || s[1]&t[1] != 0 }

// pinned are the snapshots of the readers of each view, by user and source.
type pinned [most][most]snapshots

func (m machine) snapshot(st state, u, s int) snapshot {
	return snapshot{st.facts[u], st.gate[s], st.applied[s]}
}

// announced is law 11 for one read: a reader with that snapshot, who meets the
// deployed view now, sees what one revision allows, between the one that was
// applied at the snapshot and the current.
func (m machine) announced(p snapshot, u, s int, view, current uint8) bool {
	admitted := p.gate>>view&1 == 1 || !m.has(ViewsTestTheirGate)
	if !admitted || !m.definition(s, view).Shows(p.facts) {
		return true
	}
	for r := p.applied; r <= current; r++ {
		if m.Worlds[r].Views[s].Shows(m.Worlds[r].Facts[u]) {
			return true
		}
	}
	return false
}

// Finding is how a protocol fails on a history.
type Finding struct {
	History History
	Trace   []string // what happened, in order; empty when what fails is that nothing more can
	Stuck   bool     // a state from which the last revision can never be applied
}

// Explore visits every state of a protocol on a history. It returns how many
// states there are, and a failure of law 11, or of progress, if there is one.
func Explore(p Protocol, h History) (states int, found *Finding) {
	e := explorer{machine: newMachine(p, h), ids: map[uint64]int32{}}
	e.forbid()
	e.meet(e.number(e.start()), pinned{})
	for len(e.queue) > 0 && !e.broken {
		id := e.queue[len(e.queue)-1]
		e.queue = e.queue[:len(e.queue)-1]
		e.queued[id] = false
		pins := e.pins[id]
		for _, next := range e.successors(id) {
			e.meet(next, pins)
		}
	}
	switch {
	case e.broken:
		return len(e.states), &Finding{History: h, Trace: e.trace()}
	case e.stuck():
		return len(e.states), &Finding{History: h, Stuck: true}
	}
	return len(e.states), nil
}

// explorer is the search: states by number, who follows on whom, and the
// snapshots that can have been taken on a way to each.
type explorer struct {
	machine
	ids    map[uint64]int32
	states []state
	pins   []pinned
	edges  [][]int32 // by state: the states that can follow; nil before they are known
	arena  []int32   // where edges are kept
	queue  []int32
	queued []bool
	broken bool

	forbidden [most][most][revisions][revisions]snapshots // by user, source, view and current revision
}

// forbid works out, once, which snapshots break law 11 with which view.
func (e *explorer) forbid() {
	for u := range e.Users {
		for s := range e.Sources {
			for view := range uint8(revisions) {
				for current := range uint8(revisions) {
					set := &e.forbidden[u][s][view][current]
					for facts := range Facts(4) {
						for gate := range admissions(1 << revisions) {
							for applied := range current + 1 {
								if p := (snapshot{facts, gate, applied}); !e.announced(p, u, s, view, current) {
									set.add(p)
								}
							}
						}
					}
				}
			}
		}
	}
}

// number is the state's number, a new one for a new state.
func (e *explorer) number(st state) int32 {
	key := st.key()
	id, seen := e.ids[key]
	if !seen {
		id = int32(len(e.states))
		e.ids[key] = id
		e.states = append(e.states, st)
		e.pins = append(e.pins, pinned{})
		e.edges = append(e.edges, nil)
		e.queued = append(e.queued, false)
	}
	return id
}

// successors are the states that can follow, worked out once.
func (e *explorer) successors(id int32) []int32 {
	if e.edges[id] == nil {
		start := len(e.arena)
		e.steps(e.states[id], func(_ step, next state) {
			if to := e.number(next); to != id && !slices.Contains(e.arena[start:], to) {
				e.arena = append(e.arena, to)
			}
		})
		e.edges[id] = e.arena[start:len(e.arena):len(e.arena)]
	}
	return e.edges[id]
}

// meet reaches a state with the snapshots of those who were there before, and
// queues it when that is news.
func (e *explorer) meet(id int32, pins pinned) {
	st := &e.states[id]
	news := e.edges[id] == nil
	for u := range e.Users {
		for s := range e.Sources {
			pins[u][s].add(e.snapshot(*st, u, s))
			have := &e.pins[id][u][s]
			news = have.merge(pins[u][s]) || news
			if have.meets(e.forbidden[u][s][st.view[s]][st.current]) {
				e.broken = true
			}
		}
	}
	if news && !e.queued[id] {
		e.queued[id] = true
		e.queue = append(e.queue, id)
	}
}

// stuck reports whether there is a state from which the last revision can
// never be applied: something was lost, or nobody may write any more.
func (e *explorer) stuck() bool {
	reaches := make([]bool, len(e.states))
	for changed := true; changed; {
		changed = false
		for id := len(e.states) - 1; id >= 0; id-- {
			if !reaches[id] && (e.done(id) || slices.ContainsFunc(e.edges[id], func(to int32) bool { return reaches[to] })) {
				reaches[id] = true
				changed = true
			}
		}
	}
	return slices.Contains(reaches, false)
}

// done reports whether the last revision is applied everywhere.
func (e *explorer) done(id int) bool {
	for s := range e.Sources {
		if e.states[id].applied[s] != revisions-1 {
			return false
		}
	}
	return true
}

// watched is a state with one reader who has pinned a snapshot.
type watched struct {
	state
	pin      snapshot
	taken    bool
	user, of int
}

// trace finds the shortest way to a read that breaks law 11, with the reader's
// steps in it.
func (m machine) trace() []string {
	type arrival struct {
		from int
		what string
	}
	var nodes []watched
	var arrivals []arrival
	ids := map[watched]bool{}
	push := func(w watched, from int, what string) {
		if !ids[w] {
			ids[w] = true
			nodes, arrivals = append(nodes, w), append(arrivals, arrival{from, what})
		}
	}
	for u := range m.Users {
		for s := range m.Sources {
			push(watched{state: m.start(), user: u, of: s}, -1, "")
		}
	}
	for i := 0; i < len(nodes); i++ {
		w := nodes[i]
		if w.taken && !m.announced(w.pin, w.user, w.of, w.view[w.of], w.current) {
			out := []string{fmt.Sprintf("user %d reads source %d: a cell that no revision allowed", w.user, w.of)}
			for at := i; arrivals[at].from >= 0; at = arrivals[at].from {
				out = append([]string{arrivals[at].what}, out...)
			}
			return out
		}
		if !w.taken {
			pinned := w
			pinned.taken, pinned.pin = true, m.snapshot(w.state, w.user, w.of)
			push(pinned, i, fmt.Sprintf("user %d pins a snapshot", w.user))
		}
		m.steps(w.state, func(s step, next state) {
			moved := w
			moved.state = next
			push(moved, i, s.String())
		})
	}
	return nil
}

// String is the step in words.
func (s step) String() string {
	if s.worker < 0 {
		return s.what
	}
	return fmt.Sprintf("worker %d: %s %d", s.worker, s.what, s.of)
}
