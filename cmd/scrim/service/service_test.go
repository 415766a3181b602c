package service_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/cmd/scrim/config"
	"scrim/cmd/scrim/service"
	"scrim/pkg/catalog"
	"scrim/pkg/issue"
	"scrim/pkg/store"
	"scrim/pkg/store/sqlite"
)

func settings(t *testing.T) config.Config {
	t.Helper()
	return config.Config{
		Listen: "127.0.0.1:0", Admin: config.Admin{Token: "env:TOKEN"}, MasterKey: "env:MASTER",
		Store:   config.Store{Path: filepath.Join(t.TempDir(), "scrim.db")},
		Senders: []config.Sender{{Name: "platform", Sources: []string{"platform"}, Allow: []string{"scrim.*"}, Secrets: []catalog.Reference{"env:SECRET"}}},
	}
}

func options(t *testing.T, environment map[string]string) service.Options {
	t.Helper()
	return service.Options{
		Env: func(name string) string { return environment[name] }, Now: time.Now,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
}

func complete() map[string]string {
	return map[string]string{
		"TOKEN": "a token for this test", "MASTER": strings.Repeat("key ", 10), "SECRET": "whsec_c2NyaW0gc2NyaW0gc2NyaW0gc2NyaW0gc2NyaW0=",
	}
}

// Whoever sets scrim up learns of every secret that is missing at once, and
// no store is made meanwhile.
func TestRunReportsEverySecret(t *testing.T) {
	for name, environment := range map[string]map[string]string{
		"missing":   {},
		"too short": {"TOKEN": "t", "MASTER": "m", "SECRET": "whsec_aGVsbG8="},
	} {
		t.Run(name, func(t *testing.T) {
			err := service.Run(t.Context(), settings(t), options(t, environment))
			var failure *issue.Failure
			if !errors.As(err, &failure) {
				t.Fatalf("it ended with %v", err)
			}
			var places []string
			for _, one := range failure.Issues {
				places = append(places, one.Place.Path)
				if one.Hint == "" && one.Place.Path != "senders[0].secrets[0]" {
					t.Errorf("%s has no hint", one)
				}
			}
			if want := []string{"admin.token", "master_key", "senders[0].secrets[0]"}; !slices.Equal(places, want) {
				t.Errorf("it reports %q, want %q", places, want)
			}
		})
	}
}

// What is older than a month is forgotten as soon as scrim starts.
func TestRunForgets(t *testing.T) {
	c := settings(t)
	fill(t, c.Store.Path, time.Now().Add(-31*24*time.Hour), time.Now().Add(-29*24*time.Hour))
	running(t, c, func(string) {
		state, err := sqlite.Open(t.Context(), c.Store.Path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = state.Close() }()
		for t.Context().Err() == nil {
			left, err := state.Rejections(t.Context(), 0, 10)
			if err != nil {
				t.Fatal(err)
			}
			if len(left) == 1 {
				return
			}
		}
	})
}

func fill(t *testing.T, path string, times ...time.Time) {
	t.Helper()
	state, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range times {
		if _, err := state.Reject(t.Context(), store.Rejection{At: at, Door: "http", Body: []byte("{")}); err != nil {
			t.Fatal(err)
		}
	}
	if err := state.Close(); err != nil {
		t.Fatal(err)
	}
}

// The process itself is measured too.
func TestRunMeasuresItself(t *testing.T) {
	running(t, settings(t), func(address string) {
		response, err := http.Get("http://" + address + "/metrics")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		text, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"go_goroutines", "process_resident_memory_bytes", "scrim_deliveries_total"} {
			if !strings.Contains(string(text), "\n"+name) {
				t.Errorf("there is no %s", name)
			}
		}
	})
}

// running calls use while a scrim runs, and fails when it does not end well.
func running(t *testing.T, c config.Config, use func(address string)) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	o := options(t, complete())
	up, done := make(chan string, 1), make(chan error, 1)
	o.Started = func(address string) { up <- address }
	go func() { done <- service.Run(ctx, c, o) }()
	select {
	case address := <-up:
		use(address)
	case err := <-done:
		t.Fatalf("it ended at once: %v", err)
	}
	stop()
	if err := <-done; err != nil {
		t.Errorf("it ended with %v", err)
	}
}
