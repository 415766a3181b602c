package event

import (
	"fmt"
	"slices"
	"strconv"
)

// Versioned is the same document with another version, in its Data too, and 0
// is none: for a sender that counts versions itself, as scrim does for what its
// operators send.
func Versioned(d Document, version uint64) (Document, error) {
	r := new(Decoder).report("", d.Data)
	root := readJSON(r)
	if root == nil || root.shape != shapeObject {
		return d, fmt.Errorf("reading a document: %w", r.list.Err())
	}
	root.members = slices.DeleteFunc(root.members, func(m member) bool { return m.key == "version" })
	if version > 0 {
		number := &node{shape: shapeNumber, text: strconv.FormatUint(version, 10)}
		root.members = append(root.members, member{key: "version", value: number})
	}
	d.Version, d.Data = version, canonical(root)
	return d, nil
}
