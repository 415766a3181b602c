package truth

import (
	"sync"
	"testing"

	"scrim/integration/judges/walk"
	"scrim/integration/redshiftd"
)

// listener lets package walk read every statement that the service account
// sends, once for each text.
type listener struct {
	mu       sync.Mutex
	seen     map[string]bool
	findings []string
}

// hear is redshiftd's Fault: it never makes one.
func (l *listener) hear(s redshiftd.Statement) *redshiftd.Error {
	if s.User != "scrim" {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.seen[s.Text] {
		return nil
	}
	l.seen[s.Text] = true
	for _, f := range walk.Check(walk.Statement{Text: s.Text}) {
		l.findings = append(l.findings, f.String()+"\n"+s.Text)
	}
	return nil
}

func (l *listener) report(t *testing.T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t.Logf("%d different statements of scrim's were read", len(l.seen))
	if len(l.seen) < 20 {
		t.Errorf("only %d statements of scrim's were heard", len(l.seen))
	}
	const shown = 5
	for _, f := range l.findings[:min(shown, len(l.findings))] {
		t.Errorf("scrim says what it must not: %s", f)
	}
}
