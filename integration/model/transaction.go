package model

// transaction is a worker about to write facts or gates for a revision.
type transaction struct {
	machine
	before   state
	worker   int
	revision uint8
}

// begin locks the control row; it refuses a worker whose lease or revision is
// lower. (The lease alone saves work, not readers: two workers at one revision
// write the same.)
func (t transaction) begin() (state, bool) {
	next := t.before
	if !t.has(Fence) {
		return next, true
	}
	if uint8(t.worker) < next.lease || t.revision < next.fence {
		return next, false
	}
	next.lease, next.fence = uint8(t.worker), t.revision
	return next, true
}

// wanted are the user's facts at the revision that the worker read.
func (t transaction) wanted(user int) Facts {
	return t.Worlds[t.before.workers[t.worker].facts].Facts[user]
}

// new is the source's definition at the revision.
func (t transaction) new(source int) Definition { return t.Worlds[t.revision].Views[source] }

// closeFacts takes a user's facts to old ∩ new.
func (t transaction) closeFacts(user int, visit func(step, state)) {
	next, ok := t.begin()
	if !ok || next.known[user] == t.revision {
		return
	}
	wanted := t.wanted(user)
	facts := next.facts[user] & wanted
	if !t.has(ClosingsFirst) {
		facts = wanted
	}
	if t.has(MissingFactClosesGate) && facts != next.facts[user] {
		t.closeGates(&next, facts == wanted)
	}
	next.facts[user], next.known[user] = facts, t.revision
	if t.has(OpeningsAreRecorded) {
		next.waiting[user] = facts != wanted
	} else {
		next.workers[t.worker].opens[user] = facts != wanted
	}
	visit(step{"closings of user", t.worker, user}, t.settled(next))
}

// closeGates removes the gates that admit a view which opens when a fact is
// missing, unless the facts are whole and nothing admitted is wider than the
// revision's view: taking facts away is then an opening that is due.
func (t transaction) closeGates(next *state, whole bool) {
	for s := range t.Sources {
		set := next.gate[s]
		if !t.any(s, set, Definition.OpensWhenFactMissing) {
			continue
		}
		if !whole || t.within(s, set, t.new(s)) != set {
			next.gate[s] = 0
		}
	}
}

// openFacts takes a user's facts to new.
func (t transaction) openFacts(user int, visit func(step, state)) {
	next, ok := t.begin()
	waits := next.waiting[user] || next.workers[t.worker].opens[user]
	if !ok || !waits || next.known[user] != t.revision {
		return
	}
	if t.has(OpeningsWaitForGates) {
		for s := range t.Sources {
			if s == 0 || t.has(OnEveryGate) {
				next.gate[s] = t.within(s, next.gate[s], t.new(s))
			}
		}
	}
	next.facts[user] = t.wanted(user)
	next.waiting[user], next.workers[t.worker].opens[user] = false, false
	visit(step{"openings of user", t.worker, user}, t.settled(next))
}

// writeGate admits the new definition, and the deployed one with it where that
// is safe.
func (t transaction) writeGate(source int, visit func(step, state)) {
	next, ok := t.begin()
	if !ok {
		return
	}
	deployed := next.view[source]
	alone := admissions(1) << t.first[t.revision][source]
	if t.mayAdmit(next, source, alone) {
		visit(step{"gate admits new alone at source", t.worker, source}, t.settled(t.withGate(next, source, alone)))
	}
	if pair := alone | 1<<deployed; pair != alone && t.isPair(source, deployed) && t.mayAdmit(next, source, pair) {
		visit(step{"gate admits deployed and new at source", t.worker, source}, t.settled(t.withGate(next, source, pair)))
	}
	if !t.has(NeverBack) {
		visit(step{"DDL failed, gate goes back at source", t.worker, source}, t.settled(t.withGate(next, source, 1<<deployed)))
	}
}

// isPair reports whether deployed and new may be admitted together.
func (t transaction) isPair(source int, deployed uint8) bool {
	than := t.definition(source, deployed)
	if !t.has(ComparesWithDeployed) && t.revision > 0 {
		than = t.Worlds[t.revision-1].Views[source]
	}
	return !t.has(PairOnlyWhenWider) || than.Within(t.new(source))
}

// mayAdmit reports whether the facts allow a gate to admit the set.
func (t transaction) mayAdmit(st state, source int, set admissions) bool {
	whole := !t.has(MissingFactClosesGate) || !t.any(source, set, Definition.OpensWhenFactMissing)
	for u := range t.Users {
		if t.has(GateAfterClosings) && (u == 0 || t.has(OfEveryUser)) && st.known[u] != t.revision {
			return false
		}
		if !whole && (st.known[u] != t.revision || st.waiting[u]) {
			return false
		}
	}
	return true
}

func (t transaction) withGate(st state, source int, set admissions) state {
	if t.has(WholeSet) {
		st.gate[source] = set
	} else {
		st.gate[source] |= set
	}
	return st
}
