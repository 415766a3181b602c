package webhooks_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"scrim/pkg/store/sqlite"
	"scrim/webhooks"
)

// BenchmarkDelivery is one signed user event, from bytes to a durable answer,
// without the network.
func BenchmarkDelivery(b *testing.B) {
	kept, err := sqlite.Open(context.Background(), filepath.Join(b.TempDir(), "scrim.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = kept.Close() }()
	known, err := webhooks.NewSenders(senders(), resolve)
	if err != nil {
		b.Fatal(err)
	}
	receiver, err := webhooks.NewReceiver(webhooks.Options{Store: kept, Senders: known, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	door := webhooks.Handler(receiver, webhooks.Limits{PerSecond: 1e9, Burst: 1e9})
	i := 0
	for b.Loop() {
		i++
		body := user("ann", i, "hr")
		header, err := webhooks.Sign(secretOf("immuta-new"), fmt.Sprint("m", i), time.Now(), []byte(body))
		if err != nil {
			b.Fatal(err)
		}
		header.Set("Content-Type", "application/json")
		r := httptest.NewRequest("POST", webhooks.Path, strings.NewReader(body))
		r.Header = header
		w := httptest.NewRecorder()
		door.ServeHTTP(w, r)
		if w.Code != 202 {
			b.Fatal(w.Body)
		}
	}
}
