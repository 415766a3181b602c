package pgtest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// errPortTaken marks a start that lost the race for its port.
var errPortTaken = errors.New("the port was taken")

// process is one run of the server's first process.
type process struct {
	cmd   *exec.Cmd
	up    chan struct{} // closed when the log says that connections are accepted
	done  chan struct{} // closed when the process has ended
	ended error         // valid once done is closed
	quiet chan struct{} // closed when its children have ended too: nobody holds the log open
	log   *tail
}

// spawn starts the server. The lock is handed down so that it is held for as long as the server lives.
//
// Linux ends a child with its parent *thread* (Pdeathsig), and Go moves goroutines between threads and retires idle ones.
// So one goroutine keeps its thread from before the start until the child has ended.
func spawn(bin, data string, own *owner, lock *os.File, log *slog.Logger) (*process, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("starting PostgreSQL: %w", err)
	}
	cmd := exec.Command(filepath.Join(bin, "postgres"), "-D", data) //nolint:noctx // it outlives every context: Stop ends it
	cmd.Dir = filepath.Dir(data)
	cmd.Env = serverEnv()
	cmd.Stderr = w
	cmd.ExtraFiles = []*os.File{lock}
	cmd.SysProcAttr = attributes(own)
	p := &process{cmd: cmd, up: make(chan struct{}), done: make(chan struct{}), quiet: make(chan struct{}), log: &tail{}}

	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with this goroutine, after the child
		err := cmd.Start()
		_ = w.Close() // ours; the child has its own
		started <- err
		if err != nil {
			return
		}
		p.ended = cmd.Wait()
		close(p.done)
	}()
	if err := <-started; err != nil {
		return nil, errors.Join(fmt.Errorf("starting PostgreSQL: %w", err), r.Close())
	}
	go p.follow(r, log)
	return p, nil
}

// follow reads the server's log until all of its processes have closed it.
func (p *process) follow(r *os.File, log *slog.Logger) {
	defer close(p.quiet)
	defer func() { _ = r.Close() }() // only read
	up := false
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		p.log.add(line)
		if log != nil {
			log.Debug("postgres", "line", line)
		}
		if !up && strings.Contains(line, "database system is ready to accept connections") {
			up = true
			close(p.up)
		}
	}
}

// ready waits until connections are accepted.
func (p *process) ready(ctx context.Context) error {
	select {
	case <-p.up:
		return nil
	case <-p.done:
		select { // the process is gone, and what it said may still be on its way
		case <-p.quiet:
		case <-ctx.Done():
		}
		text := p.log.String()
		if strings.Contains(text, "Address already in use") || strings.Contains(text, "could not create any TCP/IP sockets") {
			return fmt.Errorf("starting PostgreSQL: %w: %s", errPortTaken, text)
		}
		return fmt.Errorf("starting PostgreSQL: %w: %s", p.ended, text)
	case <-ctx.Done():
		return fmt.Errorf("starting PostgreSQL: %w: %s", context.Cause(ctx), p.log)
	}
}

// end sends the signal, waits, and kills what has not gone by then. It waits for the server's children as well: they
// use the data directory until they notice that their parent has gone.
func (p *process) end(sig syscall.Signal, patience time.Duration) error {
	p.kill(sig)
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-p.done:
	case <-timer.C:
		p.kill(syscall.SIGKILL)
		<-p.done
		timer.Reset(patience)
	}
	select {
	case <-p.quiet:
		return nil
	case <-timer.C:
		return fmt.Errorf("stopping PostgreSQL: processes are left behind after %s", patience)
	}
}

func (p *process) kill(sig syscall.Signal) {
	_ = p.cmd.Process.Signal(sig) // it may have ended by itself, which is what we want
}

// tail keeps the last lines of the log for error messages.
type tail struct {
	mu    sync.Mutex
	lines []string
}

func (t *tail) add(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lines = append(t.lines, line)
	if len(t.lines) > 20 {
		t.lines = t.lines[len(t.lines)-20:]
	}
}

// String returns the last lines of the log.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(t.lines, "\n")
}
