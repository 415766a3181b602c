package webhooks_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/store"
	"scrim/pkg/store/sqlite"
	"scrim/webhooks"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// secretOf makes a secret that is as long as it must be.
func secretOf(name string) string {
	return "whsec_" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat(name+".", 32)[:32]))
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// faulty is the real store, of which one method can be made to fail.
type faulty struct {
	store.Store
	mu     sync.Mutex
	before func() error        // of Accept
	after  func(store.Receipt) // Accept has committed
	reject func() error
}

func (f *faulty) hooks() (before func() error, after func(store.Receipt), reject func() error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.before, f.after, f.reject
}

func (f *faulty) set(change func(*faulty)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(f)
}

func (f *faulty) Accept(ctx context.Context, d store.Delivery, events []event.Event) (store.Receipt, error) {
	before, after, _ := f.hooks()
	if before != nil {
		if err := before(); err != nil {
			return store.Receipt{}, err
		}
	}
	receipt, err := f.Store.Accept(ctx, d, events)
	if err == nil && after != nil {
		after(receipt)
	}
	return receipt, err
}

func (f *faulty) Reject(ctx context.Context, r store.Rejection) (int64, error) {
	if _, _, reject := f.hooks(); reject != nil {
		if err := reject(); err != nil {
			return 0, err
		}
	}
	return f.Store.Reject(ctx, r)
}

// bench is a receiver over a real store.
type bench struct {
	t        *testing.T
	store    *faulty
	receiver *webhooks.Receiver
	log      *bytes.Buffer
	answers  chan string // "door verdict" of every answer

	mu  sync.Mutex
	now time.Time
}

func senders() []webhooks.Sender {
	return []webhooks.Sender{
		{Name: "immuta", Secrets: []catalog.Reference{"env:immuta-new", "env:immuta-old"}, Allow: []string{"scrim.*"}, Sources: []string{"immuta", "https://tenant.example/*"}},
		{Name: "hr", Secrets: []catalog.Reference{"env:hr"}, Allow: []string{"scrim.user.*", "scrim.session.updated"}, Sources: []string{"hr"}},
	}
}

func resolve(r catalog.Reference) (string, error) {
	name, ok := strings.CutPrefix(string(r), "env:")
	if !ok {
		return "", errors.New("only env: here")
	}
	return secretOf(name), nil
}

func newBench(t *testing.T) *bench {
	t.Helper()
	real, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "scrim.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := real.Close(); err != nil {
			t.Error(err)
		}
	})
	known, err := webhooks.NewSenders(senders(), resolve)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, store: &faulty{Store: real}, log: &bytes.Buffer{}, now: noon, answers: make(chan string, 1000)}
	b.receiver, err = webhooks.NewReceiver(webhooks.Options{
		Store: b.store, Senders: known, Observe: b, Log: slog.New(slog.NewTextHandler(b.log, nil)), Clock: b.clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *bench) Delivered(door, verdict string) { b.answers <- door + " " + verdict }

func (b *bench) rejected() []store.Rejection {
	b.t.Helper()
	all, err := b.store.Rejections(b.t.Context(), 0, 100)
	if err != nil {
		b.t.Fatal(err)
	}
	return all
}

func (b *bench) journal() []store.Entry {
	b.t.Helper()
	all, err := b.store.Journal(b.t.Context(), 0, 1000)
	if err != nil {
		b.t.Fatal(err)
	}
	return all
}

// door is the HTTP door on a real listener.
func (b *bench) door(limits webhooks.Limits) *httptest.Server {
	b.t.Helper()
	s := httptest.NewServer(webhooks.Handler(b.receiver, limits))
	b.t.Cleanup(s.Close)
	return s
}

type answer struct {
	status int
	header http.Header
	text   string
	webhooks.Answer
}

func (b *bench) post(url string, header http.Header, body io.Reader) answer {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, url+webhooks.Path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	for name, values := range header {
		r.Header[name] = values
	}
	r.Close = true
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	a := answer{status: got.StatusCode, header: got.Header, text: string(text)}
	if err := json.Unmarshal(text, &a.Answer); err != nil {
		b.t.Fatalf("the answer %q: %v", text, err)
	}
	return a
}

// signed are the headers of a delivery by the sender who has that secret.
func (b *bench) signed(secret, id, body string) http.Header {
	b.t.Helper()
	header, err := webhooks.Sign(secretOf(secret), id, b.clock(), []byte(body))
	if err != nil {
		b.t.Fatal(err)
	}
	header.Set("Content-Type", "application/cloudevents+json")
	return header
}

func (b *bench) send(url, secret, id, body string) answer {
	b.t.Helper()
	return b.post(url, b.signed(secret, id, body), strings.NewReader(body))
}

// cloudEvent is one event as text.
func cloudEvent(id, source, kind, data string) string {
	return fmt.Sprintf(`{"specversion":"1.0","id":%q,"source":%q,"type":%q,"data":%s}`, id, source, kind, data)
}

func user(id string, version int, group string) string {
	return cloudEvent("e-"+id+"-"+fmt.Sprint(version), "immuta", "scrim.user.updated",
		fmt.Sprintf(`{"id":%q,"version":%d,"groups":[{"name":%q}]}`, id, version, group))
}
