package warehouse

import (
	"crypto/hmac"
	"crypto/md5" //nolint:gosec // Redshift's own format of stored passwords
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"

	"golang.org/x/text/secure/precis"

	"scrim/pkg/catalog"
)

// verifierOf is what a warehouse stores of a password: PostgreSQL's SCRAM
// verifier (RFC 5802, 4,096 rounds as PostgreSQL makes them), or Redshift's
// MD5 of password and user; its newer SHA-256 form is one that pgx cannot log
// in with. Neither has a character that a literal would have to escape.
func verifierOf(kind catalog.ClusterKind, user, password string) (string, error) {
	if kind.IsRedshift() {
		sum := md5.Sum([]byte(password + user)) //nolint:gosec // as above
		return "md5" + hex.EncodeToString(sum[:]), nil
	}
	const rounds = 4096
	if prepared, err := precis.OpaqueString.String(password); err == nil { // as pgx does when it logs in
		password = prepared
	}
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("making a salt: %w", err)
	}
	salted, err := pbkdf2.Key(sha256.New, password, salt, rounds, sha256.Size)
	if err != nil {
		return "", fmt.Errorf("hashing a password: %w", err)
	}
	stored := sha256.Sum256(keyed(salted, "Client Key"))
	encode := base64.StdEncoding.EncodeToString
	return fmt.Sprintf("SCRAM-SHA-256$%d:%s$%s:%s", rounds, encode(salt), encode(stored[:]), encode(keyed(salted, "Server Key"))), nil
}

func keyed(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
