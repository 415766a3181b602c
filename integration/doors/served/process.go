package served

import (
	"bytes"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"scrim/cmd/scrim/config"
	"scrim/pkg/server/api"
	"scrim/pkg/store/sqlite"
)

// Process is a "scrim serve" of its own, which a test kills.
type Process struct {
	Dead <-chan struct{} // closed when it has ended

	cmd *exec.Cmd
	err error // of its end
	log bytes.Buffer
}

// Build makes the scrim that Spawn runs.
func Build(t testing.TB) (binary string) {
	t.Helper()
	binary = filepath.Join(t.TempDir(), "scrim")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "scrim/cmd/scrim")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building scrim: %v\n%s", err, out)
	}
	return binary
}

// Spawn runs the binary on this service's store and on one port, the same each
// time. It does not wait until the doors are open: see Ready.
func (s *Scrim) Spawn(binary string) *Process {
	s.t.Helper()
	dir := filepath.Dir(s.cfg.Store.Path)
	if s.url == "" {
		s.settle()
	}
	text, err := yaml.Marshal(s.cfg)
	path := filepath.Join(dir, "scrim.yaml")
	if err == nil {
		err = os.WriteFile(path, text, 0o600)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	p := &Process{cmd: exec.CommandContext(context.WithoutCancel(s.t.Context()), binary, "serve", "--config", path)}
	p.cmd.Stdout, p.cmd.Stderr = &p.log, &p.log
	for name, value := range s.env {
		p.cmd.Env = append(p.cmd.Env, name+"="+value)
	}
	if err := p.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	dead := make(chan struct{})
	p.Dead = dead
	go func() { p.err = p.cmd.Wait(); close(dead) }()
	s.t.Cleanup(func() { p.Kill(); <-dead })
	return p
}

// settle chooses a port, and makes the client.
func (s *Scrim) settle() {
	s.t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(s.t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	s.cfg.Listen, s.cfg.Log = listener.Addr().String(), config.Log{Level: "warn", Format: "text"}
	s.url = "http://" + s.cfg.Listen
	if s.API, err = api.NewClient(s.url, token, nil); err != nil {
		s.t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		s.t.Fatal(err)
	}
}

// Ready waits until the doors of a process are open.
func (s *Scrim) Ready(p *Process) {
	s.t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for s.API.Ready(s.t.Context()) != nil {
		select {
		case <-tick.C:
		case <-p.Dead:
			s.t.Fatalf("scrim serve ended by itself: %v\n%s", p.err, &p.log)
		case <-s.t.Context().Done():
			s.t.Fatal("scrim serve does not open its doors")
		}
	}
}

// Kill is kill -9.
func (p *Process) Kill() { _ = p.cmd.Process.Kill() }

// Killed reports whether a process that is dead was killed, and did not end by
// itself; otherwise what it said.
func (p *Process) Killed() (bool, string) {
	status, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL, p.log.String()
}

// Expire ends the leases of a process that was killed, as fifteen seconds
// would: somebody whose clock is ahead takes them, and gives them back.
func (s *Scrim) Expire(clusters ...string) {
	s.t.Helper()
	state, err := sqlite.Open(s.t.Context(), s.cfg.Store.Path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() {
		if err := state.Close(); err != nil {
			s.t.Error(err)
		}
	}()
	for _, id := range clusters {
		lease, got, err := state.Acquire(s.t.Context(), id, "the test", time.Second, time.Now().Add(time.Hour))
		if err == nil && got {
			err = state.Release(s.t.Context(), lease)
		}
		if err != nil {
			s.t.Errorf("ending the lease of %s: %v", id, err)
		}
	}
}
