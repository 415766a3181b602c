package pgtest

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// A sweep of another process must not take a directory away that is being
// made this moment.
func TestSweepSparesWhatIsBeingMade(t *testing.T) {
	base := t.TempDir()
	t.Setenv("TMPDIR", base)
	done := make(chan struct{})
	var sweeper sync.WaitGroup
	sweeper.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
				sweep(base)
			}
		}
	})
	defer sweeper.Wait()
	defer close(done)
	for range 300 {
		dir, lock, err := makeDir(nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(dir, lockName)); err != nil {
			t.Fatalf("it was swept away: %v", err)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		if err := lock.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
