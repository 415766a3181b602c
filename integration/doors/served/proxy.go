package served

import (
	"bytes"
	"context"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
)

// Proxy stands between scrim and a server: what passes through it can be held
// back, as on a network that is slow beyond all patience, or cut.
type Proxy struct {
	listener net.Listener

	mu     sync.Mutex
	target string
	open   chan struct{} // closed when bytes may pass
	cut    bool
	conns  map[net.Conn]bool
	lose   *lost // whose answer is lost; nil is nobody's
}

// lost is a request that arrives and whose answer does not.
type lost struct {
	request string
	after   int // as many of them are answered first
}

// NewProxy starts one before a server.
func NewProxy(t testing.TB, target string) *Proxy {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{listener: listener, target: target, open: make(chan struct{}), conns: map[net.Conn]bool{}}
	close(p.open)
	var all sync.WaitGroup
	all.Go(func() { p.serve(&all) })
	t.Cleanup(func() {
		_ = listener.Close()
		p.Cut()
		p.Release()
		all.Wait()
	})
	return p
}

// Port is where it listens, on 127.0.0.1.
func (p *Proxy) Port() int {
	_, port, _ := net.SplitHostPort(p.listener.Addr().String()) // a listener's address is well-formed
	number, _ := strconv.Atoi(port)
	return number
}

// Hold keeps every byte from now on, until Release.
func (p *Proxy) Hold() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open = make(chan struct{})
}

// Release lets pass what was held.
func (p *Proxy) Release() {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.open:
	default:
		close(p.open)
	}
}

// Cut breaks all connections, and new ones at once, until Mend.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cut = true
	for conn := range p.conns {
		_ = conn.Close()
	}
}

// LoseAnswer lets the next request that contains the text through, after as
// many others of them, and breaks its connection before the answer is told:
// whoever sent it cannot know what became of it. It holds for one request.
func (p *Proxy) LoseAnswer(request string, after int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lose = &lost{request, after}
}

// Lost reports whether the answer of LoseAnswer was lost by now.
func (p *Proxy) Lost() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lose == nil
}

// loses reports whether this is the request whose answer is to be lost.
func (p *Proxy) loses(request []byte) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.lose == nil || !bytes.Contains(request, []byte(p.lose.request)) {
		return false
	}
	if p.lose.after > 0 {
		p.lose.after--
		return false
	}
	p.lose = nil
	return true
}

// Lead makes new connections go to another server, as a changed DNS record
// does, and breaks those that are there.
func (p *Proxy) Lead(target string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.target = target
	for conn := range p.conns {
		_ = conn.Close()
	}
}

// Mend lets new connections through again.
func (p *Proxy) Mend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cut = false
}

func (p *Proxy) serve(all *sync.WaitGroup) {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", p.leads())
		if err != nil {
			_ = client.Close()
			continue
		}
		if !p.keep(client, server) {
			continue
		}
		var mute atomic.Bool
		all.Go(func() { p.copy(client, server, func([]byte) bool { return !mute.Load() }) })
		all.Go(func() {
			p.copy(server, client, func(request []byte) bool {
				if p.loses(request) {
					mute.Store(true)
				}
				return true
			})
		})
	}
}

func (p *Proxy) leads() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.target
}

func (p *Proxy) keep(conns ...net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, conn := range conns {
		if p.cut {
			_ = conn.Close()
		}
		p.conns[conn] = true
	}
	return !p.cut
}

// copy passes on what comes, until either side breaks off or may says no.
func (p *Proxy) copy(to, from net.Conn, may func([]byte) bool) {
	defer func() { _, _ = to.Close(), from.Close() }()
	source, b := held{p, from}, make([]byte, 32<<10)
	for {
		n, err := source.Read(b)
		if n > 0 && !may(b[:n]) {
			return
		}
		if _, broken := to.Write(b[:n]); err != nil || broken != nil {
			return
		}
	}
}

// held is a reader that gives nothing while the proxy holds.
type held struct {
	p    *Proxy
	from net.Conn
}

func (h held) Read(b []byte) (int, error) {
	n, err := h.from.Read(b)
	h.p.mu.Lock()
	open := h.p.open
	h.p.mu.Unlock()
	<-open
	return n, err
}
