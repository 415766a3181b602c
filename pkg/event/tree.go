package event

import (
	"strconv"

	"scrim/pkg/issue"
)

// maxDepth bounds how deep objects and lists may nest.
const maxDepth = 64

// shape is what a node of the tree is. The zero shape is null, which no
// document may hold.
type shape uint8

const (
	shapeNull shape = iota
	shapeBoolean
	shapeNumber
	shapeText
	shapeList
	shapeObject
)

func (s shape) String() string {
	return [...]string{"null", "true or false", "a number", "text", "a list", "an object"}[s]
}

// node is one value of a document: what YAML and JSON have in common, with
// the place where it was written.
type node struct {
	shape   shape
	text    string // decoded text, or the number or boolean as it was written
	members []member
	items   []*node
	at      spot
	end     int // byte offset after the value; JSON only
}

// member is one field of an object.
type member struct {
	key   string
	at    spot // of the key
	value *node
}

// get finds a field by its name.
func (n *node) get(key string) (*node, bool) {
	for i := range n.members {
		if n.members[i].key == key {
			return n.members[i].value, true
		}
	}
	return nil, false
}

// spot is where something stands in its text.
type spot struct {
	line, column int // 1-based; column in characters
	offset       int // in bytes; -1 is unknown
}

// trail is the way from the root of the input to a value; it becomes text
// only when an issue asks for it.
type trail struct {
	up  *trail
	key string // empty is the item number i of a list
	i   int
}

func (t *trail) String() string {
	if t == nil {
		return ""
	}
	place := issue.Place{Path: t.up.String()}
	if t.key != "" {
		return place.In(t.key).Path
	}
	return place.In("[" + strconv.Itoa(t.i) + "]").Path
}

func (t *trail) field(key string) *trail { return &trail{up: t, key: key} }

func (t *trail) item(i int) *trail { return &trail{up: t, i: i} }
