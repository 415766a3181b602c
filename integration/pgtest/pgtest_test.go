package pgtest_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"go.uber.org/goleak"

	"scrim/integration/pgtest"
)

// childVariable makes this test binary start a server, print its directory and wait to be killed.
const childVariable = "SCRIM_PGTEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		beChild()
		return
	}
	goleak.VerifyTestMain(m)
}

func beChild() {
	s, err := pgtest.Start(context.Background(), pgtest.Config{})
	if err != nil {
		fmt.Fprintln(os.Stdout, "error:", err)
		return
	}
	fmt.Fprintln(os.Stdout, s.SocketDir())
	select {}
}

func start(t *testing.T, cfg pgtest.Config) *pgtest.Server {
	t.Helper()
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	s, err := pgtest.Start(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func connect(t *testing.T, dsn string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func exec1(t *testing.T, conn *pgx.Conn, sql string) {
	t.Helper()
	if _, err := conn.Exec(context.Background(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func TestServerAnswersOnLoopbackAndSocket(t *testing.T) {
	s := start(t, pgtest.Config{Settings: map[string]string{"application_name": "it's set"}})
	for _, dsn := range []string{s.DSN(pgtest.Superuser, "postgres"), s.SocketDSN(pgtest.Superuser, "postgres")} {
		var name string
		if err := connect(t, dsn).QueryRow(context.Background(), "SHOW application_name").Scan(&name); err != nil {
			t.Fatal(err)
		}
		if name != "it's set" {
			t.Errorf("application_name is %q", name)
		}
	}
}

func TestStopRemovesTheDirectoryAndTheProcess(t *testing.T) {
	s := start(t, pgtest.Config{})
	pid := postmasterPID(t, s.SocketDir())
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(s.SocketDir()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the directory is still there: %v", err)
	}
	if err := syscall.Kill(pid, 0); !errors.Is(err, syscall.ESRCH) {
		t.Errorf("the process is still there: %v", err)
	}
	if err := s.Stop(); err != nil {
		t.Errorf("stopping twice: %v", err)
	}
}

func TestPasswordRolesAreAsked(t *testing.T) {
	s := start(t, pgtest.Config{PasswordRoles: []string{"alice", "bob"}})
	admin := connect(t, s.DSN(pgtest.Superuser, "postgres"))
	exec1(t, admin, "CREATE ROLE alice LOGIN PASSWORD 'Secret1x'")
	exec1(t, admin, "SET password_encryption = md5")
	exec1(t, admin, "CREATE ROLE bob LOGIN PASSWORD 'Secret2x'")
	exec1(t, admin, "CREATE ROLE carol LOGIN")
	for user, password := range map[string]string{"alice": "Secret1x", "bob": "Secret2x", "carol": ""} {
		cfg, err := pgx.ParseConfig(s.DSN(user, "postgres"))
		if err != nil {
			t.Fatal(err)
		}
		cfg.Password = password
		conn, err := pgx.ConnectConfig(context.Background(), cfg)
		if err != nil {
			t.Fatalf("%s with its password: %v", user, err)
		}
		_ = conn.Close(context.Background())
		if password == "" {
			continue
		}
		cfg.Password = "wrong"
		_, err = pgx.ConnectConfig(context.Background(), cfg)
		var pgErr *pgconn.PgError
		if !errors.As(err, &pgErr) || pgErr.Code != "28P01" {
			t.Errorf("%s with a wrong password: got %v, want SQLSTATE 28P01", user, err)
		}
	}
}

func TestCrashKeepsWhatWasCommitted(t *testing.T) {
	s := start(t, pgtest.Config{Durable: true})
	conn := connect(t, s.DSN(pgtest.Superuser, "postgres"))
	exec1(t, conn, "CREATE TABLE kept AS SELECT 42 AS answer")
	if err := s.Crash(); err != nil {
		t.Fatal(err)
	}
	if err := conn.Ping(context.Background()); err == nil {
		t.Error("the connection survived the crash")
	}
	if err := s.Restart(context.Background()); err != nil {
		t.Fatal(err)
	}
	var answer int
	if err := connect(t, s.DSN(pgtest.Superuser, "postgres")).QueryRow(context.Background(), "SELECT answer FROM kept").Scan(&answer); err != nil {
		t.Fatal(err)
	}
	if answer != 42 {
		t.Errorf("answer is %d", answer)
	}
}

// Two servers are two warehouses, although both are copies of one template; the log agrees with what stands in
// pg_control, or the crash would not be survived.
func TestServersHaveIdentitiesOfTheirOwn(t *testing.T) {
	identity := func(s *pgtest.Server) (out string) {
		t.Helper()
		err := connect(t, s.DSN(pgtest.Superuser, "postgres")).QueryRow(context.Background(), "SELECT system_identifier FROM pg_control_system()").Scan(&out)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	one, other := start(t, pgtest.Config{}), start(t, pgtest.Config{})
	before := identity(one)
	if before == identity(other) {
		t.Errorf("both servers are %s", before)
	}
	if err := one.Crash(); err != nil {
		t.Fatal(err)
	}
	if err := one.Restart(context.Background()); err != nil {
		t.Fatal(err)
	}
	if after := identity(one); after != before {
		t.Errorf("%s is %s after a crash", before, after)
	}
}

func TestUnknownAuthenticationIsRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	_, err := pgtest.Start(context.Background(), pgtest.Config{Auth: "peer"})
	if err == nil || !strings.Contains(err.Error(), `unknown authentication "peer"`) {
		t.Errorf("got %v", err)
	}
}

func TestABadSettingIsInTheError(t *testing.T) {
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	_, err := pgtest.Start(context.Background(), pgtest.Config{Settings: map[string]string{"no_such_setting": "on"}})
	if err == nil || !strings.Contains(err.Error(), "no_such_setting") {
		t.Errorf("got %v", err)
	}
}

// A process that is killed takes its server with it, and the next start sweeps its directory.
func TestAKilledParentLeavesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	dir := strings.TrimSpace(line)
	pid := postmasterPID(t, dir)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // says that it was killed
	waitForLock(t, filepath.Join(dir, "lock"))
	waitForEnd(t, pid)
	start(t, pgtest.Config{})
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the directory was not swept: %v", err)
	}
}

// waitForEnd waits until a process is gone, or only waits to be reaped: the kernel closes its files a little earlier.
func waitForEnd(t *testing.T, pid int) {
	t.Helper()
	deadline := time.After(10 * time.Second)
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		state, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if errors.Is(err, os.ErrNotExist) || strings.Contains(string(state), ") Z ") {
			return
		}
		select {
		case <-again.C:
		case <-deadline:
			t.Fatalf("PostgreSQL is still running as %d: %s", pid, state)
		}
	}
}

// waitForLock blocks until every process that inherited the lock has ended, and leaves it free.
func waitForLock(t *testing.T, path string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func postmasterPID(t *testing.T, dir string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "data", "postmaster.pid"))
	if err != nil {
		t.Fatalf("%v (the directory was %q)", err, dir)
	}
	var pid int
	if _, err := fmt.Sscan(string(text), &pid); err != nil {
		t.Fatal(err)
	}
	return pid
}
