package exposure

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"time"

	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// people are the users, each as the set of those facts that some view asks for.
// Whoever has the same sets cannot be told apart by any of these views.
type people struct {
	users []User
	now   time.Time
	atoms index
	sides [][2]set   // of each user, before and after, by atom
	lists [][][2]int // of each user, by list: which values, as numbers
	moved []bool     // of each user
	like  [][]int    // users with the same sets and the same changes of lists
	apart bool       // see Apart
	tries int        // comparisons that may still be made of parts of crowds
	facts [][2]*held // of each user, made when first asked for
}

// held is a side of a user with the values of their lists.
type held struct {
	facts view.Facts
	lists map[List][]string
}

// index numbers what views ask for.
type index struct {
	exact map[profile.Fact]int
	named map[List]int // any fact of the kind and name
	lists map[List]int
	size  int
}

func (x *index) add(p view.Pred) {
	view.Walk(p, func(part view.Pred) {
		switch part := part.(type) {
		case view.HasFact:
			x.fact(part.Fact)
		case view.HasAny:
			x.name(List{part.Kind, part.Name})
		case view.Held, view.Lookup:
			for _, l := range listsOf(part) {
				x.list(l)
			}
		}
	})
}

// listsOf are the lists of the reader's that an atom asks for.
func listsOf(p view.Pred) []List {
	switch p := p.(type) {
	case view.Held:
		return []List{{p.Kind, p.Name}}
	case view.Lookup:
		var out []List
		for _, test := range p.Where {
			if test.Kind != "" {
				out = append(out, List{test.Kind, test.Name})
			}
		}
		return out
	}
	return nil
}

func (x *index) fact(f profile.Fact) {
	if _, known := x.exact[f]; !known {
		x.exact[f] = x.size
		x.size++
	}
}

func (x *index) name(l List) {
	if _, known := x.named[l]; !known {
		x.named[l] = x.size
		x.size++
	}
}

func (x *index) list(l List) {
	x.name(l)
	if _, known := x.lists[l]; !known {
		x.lists[l] = len(x.lists)
	}
}

// maxTries bounds how many parts of crowds are looked at; see comparison.parts.
const maxTries = 20_000

// gather makes the sets of everybody's facts.
func gather(sources []*comparison, users []User, now time.Time) *people {
	p := &people{users: users, now: now, atoms: index{exact: map[profile.Fact]int{}, named: map[List]int{}, lists: map[List]int{}}}
	for _, c := range sources {
		c.asks = index{exact: map[profile.Fact]int{}, named: map[List]int{}, lists: map[List]int{}}
		c.each(func(pred view.Pred) { c.asks.add(pred) })
		for _, f := range c.contexts() {
			c.asks.fact(f)
		}
		for f := range c.asks.exact {
			p.atoms.fact(f)
		}
		for l := range c.asks.named {
			p.atoms.name(l)
		}
		for l := range c.asks.lists {
			p.atoms.list(l)
		}
	}
	p.tries, p.moved = maxTries, make([]bool, len(users))
	p.sides, p.lists, p.facts = make([][2]set, len(users)), make([][][2]int, len(users)), make([][2]*held, len(users))
	spelled := map[string]int{}
	for i, u := range users {
		before, lists := p.side(u.Before, spelled)
		p.sides[i], p.lists[i] = [2]set{before, before}, make([][2]int, len(lists))
		for l := range lists {
			p.lists[i][l] = [2]int{lists[l], lists[l]}
		}
		if p.moved[i] = u.moved(); !p.moved[i] {
			continue
		}
		after, lists := p.side(u.After, spelled)
		p.sides[i][1] = after
		for l := range lists {
			p.lists[i][l][1] = lists[l]
		}
	}
	p.group(slices.ContainsFunc(sources, func(c *comparison) bool { return c.opaque }))
	return p
}

// side is one user's set at one time, and a number for the values of each list.
func (p *people) side(rows []profile.Row, spelled map[string]int) (set, []int) {
	out := make(set, (p.atoms.size+63)/64)
	values := make([][]string, len(p.atoms.lists))
	for _, row := range rows {
		if !row.ValidUntil.After(p.now) {
			continue
		}
		if n, ok := p.atoms.exact[row.Fact]; ok {
			out.put(n)
		}
		l := List{row.Kind, row.Name}
		if n, ok := p.atoms.named[l]; ok {
			out.put(n)
		}
		if n, ok := p.atoms.lists[l]; ok {
			values[n] = append(values[n], row.Value)
		}
	}
	ids := make([]int, len(values))
	for l, all := range values {
		slices.Sort(all)
		text := strings.Join(all, "\x00")
		if len(all) > 0 {
			text += "\x00"
		}
		if _, known := spelled[text]; !known {
			spelled[text] = len(spelled)
		}
		ids[l] = spelled[text]
	}
	return out, ids
}

// group puts users together that no view tells apart but by the values of lists
// that are the same before and after; each is alone where nobody knows what some
// view asks for.
func (p *people) group(alone bool) {
	found := map[string]int{}
	for i := range p.users {
		key := p.sides[i][0].key() + p.sides[i][1].key()
		if p.moved[i] {
			key += "moved"
		}
		if alone {
			key += string(binary.AppendUvarint(nil, uint64(i)))
		}
		for _, ids := range p.lists[i] {
			key += string(change(nil, ids))
		}
		n, ok := found[key]
		if !ok {
			n = len(p.like)
			found[key], p.like = n, append(p.like, nil)
		}
		p.like[n] = append(p.like[n], i)
	}
}

// change appends a list's values before and after where they are not the same.
func change(key []byte, ids [2]int) []byte {
	if ids[0] == ids[1] {
		return append(key, 0)
	}
	return binary.AppendUvarint(binary.AppendUvarint(append(key, 1), uint64(ids[0])), uint64(ids[1]))
}

// of is one user's facts on one side.
func (p *people) of(user, side int) *held {
	if !p.moved[user] {
		side = 0
	}
	if p.facts[user][side] == nil {
		rows := p.users[user].Before
		if side == 1 {
			rows = p.users[user].After
		}
		h := &held{facts: view.FactsOf(rows, p.now), lists: map[List][]string{}}
		for _, row := range rows {
			if row.ValidUntil.After(p.now) {
				l := List{row.Kind, row.Name}
				h.lists[l] = append(h.lists[l], row.Value)
			}
		}
		for _, values := range h.lists {
			slices.Sort(values)
		}
		p.facts[user][side] = h
	}
	return p.facts[user][side]
}

// classes are the users whom one source may tell apart, each with one of them
// who stands for all.
func (p *people) classes(c *comparison) []crowd {
	atoms := make(set, (p.atoms.size+63)/64)
	for f := range c.asks.exact {
		atoms.put(p.atoms.exact[f])
	}
	for l := range c.asks.named {
		atoms.put(p.atoms.named[l])
	}
	var words, lists []int
	for i, w := range atoms {
		if w != 0 {
			words = append(words, i)
		}
	}
	for l := range c.asks.lists {
		lists = append(lists, p.atoms.lists[l])
	}
	slices.Sort(lists)
	found := map[string]int{}
	var out []crowd
	var key []byte
	for _, like := range p.like {
		first := like[0]
		if !c.differs && !p.touches(first, words, atoms, lists, c.opaque) {
			continue
		}
		key = key[:0]
		for _, side := range p.sides[first] {
			for _, w := range words {
				key = binary.LittleEndian.AppendUint64(key, side[w]&atoms[w])
			}
		}
		for _, l := range lists {
			key = change(key, p.lists[first][l])
		}
		if c.opaque { // nobody is known to be like somebody else
			key = binary.AppendUvarint(key, uint64(first))
		}
		n, ok := found[string(key)]
		if !ok {
			n = len(out)
			found[string(key)], out = n, append(out, p.nobody())
		}
		for _, user := range like {
			set(out[n]).put(user)
		}
	}
	return out
}

func (p *people) nobody() crowd { return make(crowd, (len(p.users)+63)/64) }

// touches reports whether a user's facts change where a source asks for them.
func (p *people) touches(user int, words []int, atoms set, lists []int, opaque bool) bool {
	if !p.moved[user] {
		return false
	}
	sides := p.sides[user]
	return opaque || slices.ContainsFunc(words, func(w int) bool { return (sides[0][w]^sides[1][w])&atoms[w] != 0 }) ||
		slices.ContainsFunc(lists, func(l int) bool { return p.lists[user][l][0] != p.lists[user][l][1] })
}

// split divides a crowd by the values of lists; false when that makes more than
// limit of them.
func (p *people) split(c crowd, lists []List, limit int) ([]crowd, bool) {
	found := map[string]int{}
	var out []crowd
	for user := range c.all() {
		var key []byte
		for _, l := range lists {
			ids := p.lists[user][p.atoms.lists[l]]
			key = binary.AppendUvarint(binary.AppendUvarint(key, uint64(ids[0])), uint64(ids[1]))
		}
		n, ok := found[string(key)]
		if !ok {
			if n = len(out); n == limit {
				return nil, false
			}
			found[string(key)], out = n, append(out, make(crowd, len(c)))
		}
		set(out[n]).put(user)
	}
	return out, true
}

func (p *people) names(c crowd) []string {
	out := []string{}
	for user := range c.all() {
		out = append(out, p.users[user].ID)
	}
	return out // by id, as the users are
}

// set is a set of small numbers.
type set []uint64

func (s set) put(n int) { s[n/64] |= 1 << (n % 64) }

func (s set) key() string {
	out := make([]byte, 0, 8*len(s))
	for _, w := range s {
		out = binary.LittleEndian.AppendUint64(out, w)
	}
	return string(out)
}

// crowd is a set of users, by their place among the people.
type crowd set

func (c crowd) key() string { return set(c).key() }

func (c crowd) join(other crowd) {
	for i, w := range other {
		c[i] |= w
	}
}

// first is the first of them.
func (c crowd) first() int {
	for i, w := range c {
		if w != 0 {
			return 64*i + bits.TrailingZeros64(w)
		}
	}
	return -1
}

func (c crowd) all() func(func(int) bool) {
	return func(yield func(int) bool) {
		for i, w := range c {
			for ; w != 0; w &= w - 1 {
				if !yield(64*i + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}

func (c crowd) size() int {
	n := 0
	for _, w := range c {
		n += bits.OnesCount64(w)
	}
	return n
}
