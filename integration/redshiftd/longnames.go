package redshiftd

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// longNames holds the names of 64 to 127 bytes that were seen, which PostgreSQL keeps shortened (see shortName). Clients
// see and write the long ones everywhere: answers are given them back, and what is asked of catalogues is shortened.
type longNames struct {
	any             atomic.Bool
	byShort, byLong sync.Map
}

func (l *longNames) keep(short, long string) {
	l.byShort.Store(short, long)
	l.byLong.Store(long, short)
	l.any.Store(true)
}

// hashMark ends a shortened name.
var hashMark = regexp.MustCompile(`_[0-9a-f]{16}`)

// shown gives the long names back that a value of an answer holds. Values of a binary format hold lengths and are left alone.
func (l *longNames) shown(value []byte) []byte {
	if !l.any.Load() || len(value) <= maxName-utf8.UTFMax || bytes.IndexByte(value, 0) >= 0 {
		return value
	}
	var out []byte
	from := 0
	for _, hit := range hashMark.FindAllIndex(value, -1) {
		for start := max(from, hit[1]-maxName); start <= hit[1]-maxName+utf8.UTFMax && start < hit[0]; start++ {
			if long, ok := l.byShort.Load(string(value[start:hit[1]])); ok {
				out = append(append(out, value[from:start]...), long.(string)...) //nolint:errcheck // only strings are stored
				from = hit[1]
				break
			}
		}
	}
	if from == 0 {
		return value
	}
	return append(out, value[from:]...)
}

// asked shortens the long names that a literal or an argument for a catalogue holds: a name, or dotted names.
func (l *longNames) asked(text string) string {
	if !l.any.Load() || len(text) <= maxName {
		return text
	}
	parts := strings.Split(text, ".")
	for i, p := range parts {
		bare := strings.Trim(p, `"`)
		if short, ok := l.byLong.Load(lowerASCII(bare)); ok {
			parts[i] = strings.Replace(p, bare, short.(string), 1) //nolint:errcheck // only strings are stored
		}
	}
	return strings.Join(parts, ".")
}

// askedInLiterals shortens the long names in a statement's literals.
func (l *longNames) askedInLiterals(s *statement) {
	for i, t := range s.tokens {
		if t.kind != str {
			continue
		}
		if short := l.asked(t.name); short != t.name {
			s.replace(i, i+1, quoteLiteral(short))
		}
	}
}
