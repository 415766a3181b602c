// Package secret finds what documents and configuration only refer to.
//
// It promises that a secret leaves it as a value and never inside an error,
// and that salts depend on the master key and their name alone. It keeps
// nothing: a rotated file is read anew by the next connection.
package secret

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"

	"scrim/pkg/catalog"
)

// MinMasterKey is the shortest master key that is accepted, in bytes.
const MinMasterKey = 32

// Resolve returns what a reference names: the environment variable of
// "env:NAME", or the file of "file:/path" without line ends at its end. env
// looks up variables; an empty one is missing.
func Resolve(ref catalog.Reference, env func(string) string) (string, error) {
	kind, name, _ := strings.Cut(string(ref), ":")
	switch kind {
	case "env":
		if value := env(name); value != "" {
			return value, nil
		}
		return "", fmt.Errorf("the environment variable %s is not set", name)
	case "file":
		text, err := os.ReadFile(name)
		if err != nil {
			return "", fmt.Errorf("reading a secret: %w", err)
		}
		value := strings.TrimRight(string(text), "\r\n")
		if value == "" {
			return "", fmt.Errorf("the file %s is empty", name)
		}
		return value, nil
	}
	// The text is not repeated: somebody may have written the secret itself.
	return "", errors.New("a secret is named by env:NAME or file:/path, not written")
}

// Salts makes salts out of a master key.
type Salts struct{ key []byte }

// NewSalts refuses a key that is too short to be one.
func NewSalts(master string) (Salts, error) {
	if len(master) < MinMasterKey {
		return Salts{}, fmt.Errorf("the master key is shorter than %d bytes", MinMasterKey)
	}
	return Salts{key: []byte(master)}, nil
}

// Of is the salt of that name, in lower-case hex (docs/design/0001). Salts
// without a key make none.
func (s Salts) Of(name string) (string, error) {
	if len(s.key) == 0 {
		return "", errors.New("there is no master key to make salts from")
	}
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte("scrim salt 1\x00" + name))
	return hex.EncodeToString(mac.Sum(nil)), nil
}
