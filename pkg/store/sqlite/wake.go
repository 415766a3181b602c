package sqlite

import "sync"

// wake tells subscribers that something became dirty.
type wake struct {
	mu   sync.Mutex
	subs map[chan struct{}]struct{}
}

func newWake() *wake { return &wake{subs: map[chan struct{}]struct{}{}} }

// all leaves one value with every subscriber that has none yet.
func (w *wake) all() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.subs {
		select {
		case c <- struct{}{}:
		default: // it has not looked since the last one
		}
	}
}

// Subscribe returns a channel that holds a value when something became dirty
// since the last receive.
func (s *Store) Subscribe() (<-chan struct{}, func()) {
	c := make(chan struct{}, 1)
	s.wake.mu.Lock()
	defer s.wake.mu.Unlock()
	s.wake.subs[c] = struct{}{}
	return c, func() {
		s.wake.mu.Lock()
		defer s.wake.mu.Unlock()
		delete(s.wake.subs, c)
	}
}
