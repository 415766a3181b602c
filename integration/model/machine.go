package model

// admissions is a set of view definitions, each by the first revision of the
// history that has it.
type admissions uint8

// state is everything that steps read or write. It is comparable.
type state struct {
	current uint8 // the store's revision

	// In the warehouse, as transactions see it:
	facts   [most]Facts
	known   [most]uint8 // profile_state: the revision of a user's last change
	waiting [most]bool  // profile_state: whether openings wait
	gate    [most]admissions
	lease   uint8 // the control row
	fence   uint8

	// In the warehouse, visible at once to everybody:
	view [most]uint8 // the deployed definition, by the first revision that has it

	workers [most]worker // a worker's index is its lease; the second comes by a take-over
	taken   bool         // the lease was taken over

	applied [most]uint8 // by source: the greatest revision that was applied
}

// key is the state in 42 bits.
func (st state) key() uint64 {
	k := uint64(st.current)
	put := func(x uint8, bits int) { k = k<<bits | uint64(x) }
	flag := func(b bool) {
		if b {
			put(1, 1)
		} else {
			put(0, 1)
		}
	}
	for i := range most {
		put(uint8(st.facts[i]), 2)
		put(st.known[i], 2)
		flag(st.waiting[i])
		put(uint8(st.gate[i]), revisions)
		put(st.view[i], 2)
		put(st.applied[i], 2)
		put(st.workers[i].facts, 2)
		put(st.workers[i].views, 2)
		flag(st.workers[i].opens[0])
		flag(st.workers[i].opens[1])
	}
	put(st.lease, 1)
	put(st.fence, 2)
	flag(st.taken)
	return k
}

// worker is what a pass keeps in memory. A crash is a worker that never takes
// another step, or that starts a pass anew.
type worker struct {
	facts, views uint8      // the revisions that it read; none before
	opens        [most]bool // without OpeningsAreRecorded: users with openings that wait
}

// step is one thing that happens, for traces.
type step struct {
	what   string
	worker int // the lease of the worker; -1 is nobody's
	of     int // the user or the source
}

// machine runs a protocol over a history.
type machine struct {
	Protocol
	History
	first [revisions][most]uint8 // by revision and source: the first revision with that definition
}

func newMachine(p Protocol, h History) machine {
	m := machine{Protocol: p, History: h}
	for r := range h.Worlds {
		for s := range h.Sources {
			first := 0
			for h.Worlds[first].Views[s] != h.Worlds[r].Views[s] {
				first++
			}
			m.first[r][s] = uint8(first)
		}
	}
	return m
}

// start is revision 0 applied, and an idle worker.
func (m machine) start() state {
	st := state{facts: m.Worlds[0].Facts}
	for s := range m.Sources {
		st.gate[s] = 1
	}
	for w := range st.workers {
		st.workers[w].facts, st.workers[w].views = none, none
	}
	return st
}

// definition is that of a source by the index that states use.
func (m machine) definition(source int, first uint8) Definition {
	return m.Worlds[first].Views[source]
}

// any reports whether a set holds a definition for which ask is true.
func (m machine) any(source int, set admissions, ask func(Definition) bool) bool {
	for first := range uint8(revisions) {
		if set>>first&1 == 1 && ask(m.definition(source, first)) {
			return true
		}
	}
	return false
}

// within are the definitions of a set that show at most what d does.
func (m machine) within(source int, set admissions, d Definition) admissions {
	for first := range uint8(revisions) {
		if set>>first&1 == 1 && !m.definition(source, first).Within(d) {
			set &^= 1 << first
		}
	}
	return set
}

// steps visits everything that can happen next.
func (m machine) steps(st state, visit func(step, state)) {
	if st.current < revisions-1 {
		next := st
		next.current++
		visit(step{"the store accepts a revision", -1, 0}, next)
	}
	if !st.taken {
		next := st
		next.taken = true
		visit(step{"the lease is taken over", -1, 0}, next)
	}
	for w := range st.workers {
		if w == 0 || st.taken {
			m.read(st, w, visit)
			m.pass(st, w, visit)
		}
	}
}

// read is a worker that starts a pass, for the first time or after a crash.
func (m machine) read(st state, w int, visit func(step, state)) {
	next := st
	next.workers[w] = worker{facts: st.current, views: st.current}
	if m.has(OneRevision) {
		visit(step{"reads the store", w, 0}, next)
		return
	}
	next.workers[w].views = none
	visit(step{"reads facts", w, 0}, next)
	if st.workers[w].facts != none && st.workers[w].views == none {
		next = st
		next.workers[w].views = st.current
		visit(step{"reads views", w, 0}, next)
	}
}

// pass is what a worker can do with what it read, in any order that the
// clauses allow.
func (m machine) pass(st state, w int, visit func(step, state)) {
	if st.workers[w].facts == none || st.workers[w].views == none {
		return
	}
	t := transaction{m, st, w, st.workers[w].views}
	for u := range m.Users {
		t.closeFacts(u, visit)
		t.openFacts(u, visit)
	}
	for s := range m.Sources {
		t.writeGate(s, visit)
		next := st
		next.view[s] = m.first[t.revision][s]
		visit(step{"DDL of view", w, s}, m.settled(next)) // nothing guards it, so it can also be late
	}
}

// settled notes which revisions are applied: a gate that still admits something
// wider is not that revision's, whatever is deployed.
func (m machine) settled(st state) state {
	r := st.known[0]
	for u := range m.Users {
		if st.known[u] != r || st.facts[u] != m.Worlds[r].Facts[u] {
			return st
		}
	}
	for s := range m.Sources {
		first := m.first[r][s]
		set := st.gate[s]
		if st.view[s] == first && set>>first&1 == 1 && m.within(s, set, m.Worlds[r].Views[s]) == set {
			st.applied[s] = max(st.applied[s], r)
		}
	}
	return st
}
