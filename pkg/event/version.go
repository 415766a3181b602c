package event

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// Versioned is the same document with another version, in its Data too: for a
// sender that counts versions itself, as scrim does for what its operators
// send.
func Versioned(d Document, version uint64) (Document, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(d.Data, &fields); err != nil {
		return d, fmt.Errorf("reading a document: %w", err)
	}
	delete(fields, "version")
	if version > 0 {
		fields["version"] = json.RawMessage(strconv.FormatUint(version, 10))
	}
	data, err := json.Marshal(fields) // sorts the keys; what is below them is canonical already
	if err != nil {
		return d, fmt.Errorf("writing a document: %w", err)
	}
	d.Version, d.Data = version, data
	return d, nil
}
