package oracle

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"scrim/pkg/policy"
)

// sampled is whether the row is drawn: sixty bits of a hash of its key, modulo
// 10,000, below the share (docs/design/0010-samples.md). The secret is the
// table's.
func (v view) sampled(c policy.Sampled, row Row) Truth {
	if row == nil || len(v.source.Key) == 0 {
		return Unknown
	}
	key := ""
	for _, name := range v.source.Key {
		text, ok := canonical(v.read(policy.Ref{Column: name}, row).value)
		if !ok {
			return Unknown
		}
		if len(v.source.Key) > 1 {
			text = digest(text)
		}
		key += text
	}
	t := v.source.Table
	table := digest(v.fold(t.Schema) + "\x00" + v.fold(t.Name))
	secret, ok := v.secret("table/" + table[:32] + "/1/sample")
	if !ok {
		v.depends.sample = true
		return Unknown
	}
	n, err := strconv.ParseInt(digest(secret + key)[:15], 16, 64)
	if err != nil {
		return Unknown
	}
	return is(n%10_000 < int64(c.Share))
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// references is the columns that a policy reads, those of the key among them;
// ok is false when it draws by a key that nobody named.
func (v view) references(p policy.Policy) (refs []policy.Ref, ok bool) {
	refs = policy.References(p)
	if !policy.Samples(p) {
		return refs, true
	}
	for _, name := range v.source.Key {
		refs = append(refs, policy.Ref{Column: name})
	}
	return refs, len(v.source.Key) > 0
}
