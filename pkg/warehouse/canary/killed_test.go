package canary

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/catalog"
	"scrim/pkg/warehouse"
)

// victim is where a scrim that is to be killed finds its warehouse.
const victim = "SCRIM_CANARY_VICTIM"

type task struct {
	Cluster catalog.Cluster
	As      warehouse.Account
}

// TestVictim is a process of its own, see TestKilled: it makes a canary, says
// so, and waits to be killed.
func TestVictim(t *testing.T) {
	text := os.Getenv(victim)
	if text == "" {
		return
	}
	var do task
	if err := json.Unmarshal([]byte(text), &do); err != nil {
		t.Fatal(err)
	}
	k, err := hatch(do.Cluster, do.As, salts{}, time.Now())
	if err == nil {
		err = k.build(t.Context())
	}
	_, _ = fmt.Fprintln(os.Stdout, "made", k.base, err)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// A scrim that is killed leaves its canary behind: logins that end by
// themselves, and names that tell the next one, once their time has passed.
func TestKilled(t *testing.T) {
	t.Parallel()
	for kind, start := range map[string]func(*testing.T) (catalog.Cluster, warehouse.Account, string){"postgres": postgres, "redshift": standIn} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			cluster, admin, dsn := start(t)
			began := time.Now()
			kill(t, task{cluster, admin}, complete)
			for _, until := range ends(t, dsn) {
				if until.Before(began.Add(life/2)) || until.After(time.Now().Add(life+time.Minute)) {
					t.Errorf("a login ends at %s", until)
				}
			}
			if left, err := Sweep(t.Context(), cluster, admin, salts{}, time.Now()); err != nil || len(left) > 0 {
				t.Errorf("while it may be alive: %q, %v", left, err)
			}
			if found := ends(t, dsn); len(found) != 3 {
				t.Errorf("one that may be alive has lost a login: %v", found)
			}
			if left, err := Sweep(t.Context(), cluster, admin, salts{}, time.Now().Add(life+time.Minute)); err != nil || len(left) > 0 {
				t.Errorf("afterwards: %q, %v", left, err)
			}
			nothingLeft(t, cluster, dsn)
		})
	}
}

// kill runs a scrim of its own until it is where it is to be, and kills it.
func kill(t *testing.T, do task, until func(*testing.T, io.Reader)) {
	t.Helper()
	text, err := json.Marshal(do)
	if err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestVictim$", "-test.v")
	child.Env = append(os.Environ(), victim+"="+string(text))
	child.Stderr = os.Stderr
	in, err := child.StdinPipe() // it waits as long as this is open
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, out)
	_ = child.Process.Kill()
	_ = child.Wait()
}

// complete waits until the canary is.
func complete(t *testing.T, out io.Reader) {
	t.Helper()
	made := ""
	for lines := bufio.NewScanner(out); made == "" && lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "made ") {
			made = lines.Text()
		}
	}
	if !strings.HasSuffix(made, "<nil>") {
		t.Errorf("the canary says %q", made)
	}
}

// A scrim that is killed right after it made an account, before anything else
// is done about it, leaves none that does not end by itself.
func TestKilledInTheMiddle(t *testing.T) {
	t.Parallel()
	cluster, admin, dsn := postgres(t)
	began := time.Now()
	held, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = held.Close(context.WithoutCancel(t.Context())) }()
	if _, err := held.Exec(t.Context(), "BEGIN; LOCK TABLE pg_catalog.pg_auth_members IN SHARE MODE"); err != nil {
		t.Fatal(err)
	}
	kill(t, task{cluster, admin}, func(t *testing.T, _ io.Reader) { // the account is there, and the next statement waits
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		for waits := false; !waits; {
			if err := held.QueryRow(ctx, "SELECT count(*) > 0 FROM pg_catalog.pg_locks WHERE NOT granted AND relation = 'pg_catalog.pg_auth_members'::regclass").Scan(&waits); err != nil {
				t.Fatal(err)
			}
		}
	})
	if _, err := held.Exec(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	found := ends(t, dsn)
	for _, until := range found {
		if until.Before(began.Add(life/2)) || until.After(time.Now().Add(life+time.Minute)) {
			t.Errorf("a login ends at %s", until)
		}
	}
	if len(found) != 3 {
		t.Errorf("it was killed elsewhere: %d logins", len(found))
	}
	if left, err := Sweep(t.Context(), cluster, admin, salts{}, time.Now().Add(life+time.Minute)); err != nil || len(left) > 0 {
		t.Errorf("afterwards: %q, %v", left, err)
	}
	nothingLeft(t, cluster, dsn)
}

// ends is when the canary's logins end.
func ends(t *testing.T, dsn string) (out []time.Time) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	rows, err := conn.PgConn().Exec(t.Context(), "SELECT CAST(extract(epoch FROM valuntil) AS bigint) FROM pg_catalog.pg_user WHERE usename LIKE 'scrim_canary%'").ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[0].Rows {
		var seconds int64
		if _, err := fmt.Sscan(string(row[0]), &seconds); err != nil {
			t.Fatalf("a login has no end: %v", err)
		}
		out = append(out, time.Unix(seconds, 0))
	}
	return out
}

// Only a canary's own names are a canary's, and only when its time has passed.
func TestOver(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	name := nameOf(at.Add(life), "0a1b2c3d")
	for _, suffix := range []string{"", "_base", "_reader", "_other", "_catalog"} {
		if over(name+suffix, at) || over(name+suffix, at.Add(life)) || !over(name+suffix, at.Add(life+time.Second)) {
			t.Errorf("%s is over at a wrong time", name+suffix)
		}
	}
	for _, other := range []string{"", "scrim", "scrim_canary_", name + "_mine", "x" + name, "scrim_canary_0a1b2c3d", strings.ToUpper(name), name + "\n"} {
		if over(other, at.Add(100*life)) {
			t.Errorf("%q is taken for a canary's", other)
		}
	}
}
