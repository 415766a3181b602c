package event

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// canonical writes a tree as JSON with sorted keys and no blanks; numbers stay
// as they were written. It is the form in which versions are compared, so it
// depends on the document alone and on nothing that scrim knows about it.
func canonical(n *node) []byte {
	var b bytes.Buffer
	writeNode(&b, n)
	return b.Bytes()
}

func writeNode(b *bytes.Buffer, n *node) {
	switch n.shape {
	case shapeObject:
		writeObject(b, n.members)
	case shapeList:
		b.WriteByte('[')
		for i, item := range n.items {
			if i > 0 {
				b.WriteByte(',')
			}
			writeNode(b, item)
		}
		b.WriteByte(']')
	case shapeText:
		writeText(b, n.text)
	case shapeNumber, shapeBoolean:
		b.WriteString(n.text)
	case shapeNull:
		b.WriteString("null")
	}
}

func writeObject(b *bytes.Buffer, members []member) {
	sorted := slices.Clone(members)
	slices.SortStableFunc(sorted, func(x, y member) int { return strings.Compare(x.key, y.key) })
	b.WriteByte('{')
	for i, m := range sorted {
		if i > 0 {
			b.WriteByte(',')
		}
		writeText(b, m.key)
		b.WriteByte(':')
		writeNode(b, m.value)
	}
	b.WriteByte('}')
}

func writeText(b *bytes.Buffer, text string) {
	if plainText(text) {
		b.WriteByte('"')
		b.WriteString(text)
		b.WriteByte('"')
		return
	}
	write := json.NewEncoder(b)
	write.SetEscapeHTML(false)
	if err := write.Encode(text); err != nil {
		return // text always encodes
	}
	b.Truncate(b.Len() - 1) // the encoder's newline
}

// plainText reports whether JSON writes the text as it is; most text is so.
func plainText(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
