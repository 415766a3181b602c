package render

import (
	"fmt"
	"strings"

	"scrim/pkg/view"
)

// sample holds where the hash of the row's key is among the first Share of
// Shares. A value that is NULL or has no canonical text, and a salt that is not
// there, make it NULL.
func (w *writer) sample(p view.Sample) string {
	columns := p.Key.Columns()
	if len(columns) == 0 || p.Share < 1 || p.Share >= view.Shares {
		w.fail(fmt.Errorf("a sample of %d in %d by a key of %d columns", p.Share, view.Shares, len(columns)))
	}
	key := make([]string, len(columns))
	for i, c := range columns {
		key[i] = w.canonical(c)
		if len(columns) > 1 { // then each is hashed by itself, so that no two keys are written alike
			key[i] = w.d.digest(key[i])
		}
	}
	drawn := w.hashNumber(w.d.digest(w.secret(p.Salt) + " || " + strings.Join(key, " || ")))
	return fmt.Sprintf("pg_catalog.mod(%s, %d) < %d", drawn, view.Shares, p.Share)
}
