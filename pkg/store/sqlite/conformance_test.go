package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"

	"scrim/pkg/store"
	"scrim/pkg/store/sqlite"
	"scrim/pkg/store/storetest"
)

func TestConformance(t *testing.T) {
	storetest.Exercise(t, func(t *testing.T) store.Store {
		return open(t, filepath.Join(t.TempDir(), "scrim.db"))
	})
}

func open(t testing.TB, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatalf("opening: %v", err)
	}
	return s
}
