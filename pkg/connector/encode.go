package connector

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// EncodeThing is a thing as JSON, with its type: what a store keeps of what
// scrim made.
func EncodeThing(t Thing) ([]byte, error) {
	inner, err := json.Marshal(t)
	if err != nil {
		return nil, fmt.Errorf("encoding %T: %w", t, err)
	}
	kind, _, _ := strings.Cut(string(t.Key()), "/")
	return json.Marshal(map[string]json.RawMessage{kind: inner})
}

// DecodeThing is the inverse of EncodeThing. A thing of a newer scrim, with a
// type or a field that is not known here, is an error: what cannot be named
// cannot be taken away.
func DecodeThing(text []byte) (Thing, error) {
	var whole map[string]json.RawMessage
	if err := json.Unmarshal(text, &whole); err != nil {
		return nil, fmt.Errorf("decoding a thing: %w", err)
	}
	for kind, inner := range whole {
		if len(whole) == 1 {
			return decode(kind, inner)
		}
	}
	return nil, fmt.Errorf("decoding a thing: it has %d types", len(whole))
}

func decode(kind string, inner json.RawMessage) (Thing, error) {
	switch kind {
	case "database":
		return into[Database](inner)
	case "schema":
		return into[Schema](inner)
	case "role":
		return into[Role](inner)
	case "login":
		return into[Login](inner)
	case "settings":
		return into[Settings](inner)
	case "member":
		return into[Member](inner)
	case "grant":
		return into[Grant](inner)
	case "service-account":
		return into[ServiceAccount](inner)
	case "custom-role":
		return into[CustomRole](inner)
	case "dataset":
		return into[Dataset](inner)
	case "binding":
		return into[Binding](inner)
	}
	return nil, fmt.Errorf("decoding a thing: %q is no type of thing", kind)
}

func into[T Thing](inner json.RawMessage) (Thing, error) {
	var out T
	d := json.NewDecoder(bytes.NewReader(inner))
	d.DisallowUnknownFields()
	if err := d.Decode(&out); err != nil {
		return nil, fmt.Errorf("decoding a %T: %w", out, err)
	}
	return out, nil
}
