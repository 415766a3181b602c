package webhooks_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"scrim/pkg/store"
	"scrim/webhooks"
)

func TestAcceptedThenRepeated(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{}).URL
	first := b.send(url, "immuta-new", "msg_1", user("ann", 1, "hr"))
	if first.status != 202 || first.Revision != 1 || len(first.Results) != 1 || first.Results[0].Verdict != webhooks.Accepted || first.Results[0].Revision != 1 {
		t.Fatalf("%d %s", first.status, first.text)
	}
	const want = `{"revision":1,"results":[{"event":"e-ann-1","verdict":"accepted","revision":1,"kind":"user","id":"ann","version":1}]}` + "\n"
	if first.text != want {
		t.Errorf("the answer is\n%s want\n%s", first.text, want)
	}
	b.send(url, "immuta-new", "msg_2", user("bob", 1, "hr"))
	again := b.send(url, "immuta-new", "msg_1", user("ann", 1, "hr"))
	if again.status != 200 || again.text != first.text {
		t.Errorf("again: %d %s", again.status, again.text)
	}
	if n := len(b.journal()); n != 2 {
		t.Errorf("%d journal entries", n)
	}
}

func TestVerdicts(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{}).URL
	b.send(url, "immuta-new", "first", user("ann", 5, "hr"))
	for _, one := range []struct {
		name, secret, id, body string
		status                 int
		says                   string
	}{
		{"stale", "immuta-new", "m1", user("ann", 4, "x"), 200, `"stale"`},
		{"the same version again", "immuta-new", "m2", user("ann", 5, "hr"), 200, `"stale"`},
		{"conflicting", "immuta-new", "m3", user("ann", 5, "other"), 202, `"conflicting"`},
		{"greater", "immuta-new", "m4", user("ann", 6, "hr"), 202, `"accepted"`},
		{"other bytes", "immuta-new", "m4", user("ann", 7, "hr"), 409, "before, for another body"},
		{"the same id of another sender", "hr", "m4", strings.ReplaceAll(user("zoe", 7, "hr"), "immuta", "hr"), 202, `"accepted"`},
		{"no JSON", "immuta-new", "m5", "kind: user", 400, `"line":1`},
		{"unknown type", "immuta-new", "m6", strings.ReplaceAll(user("ann", 8, "hr"), "scrim.user.updated", "scrim.usr.updated"), 400, "did you mean scrim.user.updated?"},
		{"no version", "immuta-new", "m7", cloudEvent("e", "immuta", "scrim.user.updated", `{"id":"ann"}`), 400, `"path":"data"`},
		{"an empty batch", "immuta-new", "m8", "[]", 400, "no event"},
		{"empty", "immuta-new", "m9", "", 400, "issue"},
		{"a connector", "immuta-new", "m10b", cloudEvent("e", "immuta", "scrim.connector.updated", `{"id":"bi","version":1,"recipe":"governed-views","cluster":"main"}`), 403, "admin API"},
		{"a cluster", "immuta-new", "m10", cloudEvent("e", "immuta", "scrim.cluster.deleted", `{"id":"main","version":2}`), 403, "admin API"},
		{"as scrim", "immuta-new", "m11", strings.ReplaceAll(user("ann", 9, "hr"), `"immuta"`, `"scrim"`), 403, "nobody but scrim"},
		{"as another source", "immuta-new", "m12", strings.ReplaceAll(user("ann", 9, "hr"), `"immuta"`, `"hr"`), 403, "may not speak for"},
		{"type not allowed", "hr", "m13", cloudEvent("e", "hr", "scrim.policy.deleted", `{"id":"p","version":2}`), 403, "may not send scrim.policy.deleted"},
		{"a source by pattern", "immuta-new", "m14", strings.ReplaceAll(user("ann", 9, "hr"), `"immuta"`, `"https://tenant.example/a/b"`), 202, `"accepted"`},
		{"unknown secret", "stranger", "m15", user("ann", 9, "hr"), 401, "signature does not match"},
	} {
		got := b.send(url, one.secret, one.id, one.body)
		if got.status != one.status || !strings.Contains(got.text, one.says) {
			t.Errorf("%s: %d %s", one.name, got.status, got.text)
		}
		if got.status >= 400 && (got.Error == nil || got.Error.Message == "") {
			t.Errorf("%s: no message in %s", one.name, got.text)
		}
	}
}

// TestForbiddenClusterUpdate sends a whole cluster document, with the widest
// allow-list there is.
func TestForbiddenClusterUpdate(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{}).URL
	body := cloudEvent("e", "immuta", "scrim.cluster.updated", `{"id":"main","version":1,"warehouse":"postgres","host":"evil.example","port":5432,"credentials":{"user":"u","password":"env:P"},"view_database":"dev"}`)
	got := b.send(url, "immuta-new", "m", body)
	if got.status != 403 || len(b.journal()) != 0 {
		t.Errorf("%d %s", got.status, got.text)
	}
}

func TestBatch(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{}).URL
	mixed := "[" + strings.Join([]string{
		user("ann", 1, "hr"),
		strings.ReplaceAll(user("eve", 1, "hr"), `"immuta"`, `"scrim"`),
		user("bob", 1, "hr"), user("bob", 1, "hr"), user("bob", 1, "other"),
	}, ",") + "]"
	got := b.send(url, "immuta-old", "batch", mixed)
	var verdicts []string
	for _, one := range got.Results {
		verdicts = append(verdicts, fmt.Sprintf("%s:%d", one.Verdict, one.Revision))
	}
	if got.status != 202 || strings.Join(verdicts, " ") != "accepted:1 forbidden:0 accepted:2 stale:0 conflicting:3" || got.Revision != 3 {
		t.Errorf("%d %v %s", got.status, verdicts, got.text)
	}
	if again := b.send(url, "immuta-old", "batch", mixed); again.status != 200 || again.text != got.text {
		t.Errorf("again: %d %s", again.status, again.text)
	}
	allStale := "[" + user("ann", 1, "hr") + "," + user("ann", 1, "hr") + "]"
	if got := b.send(url, "immuta-old", "batch2", allStale); got.status != 200 {
		t.Errorf("all stale: %d %s", got.status, got.text)
	}
	staleAndForbidden := "[" + user("ann", 1, "hr") + "," + strings.ReplaceAll(user("eve", 1, "hr"), `"immuta"`, `"scrim"`) + "]"
	if got := b.send(url, "immuta-old", "batch3", staleAndForbidden); got.status != 403 {
		t.Errorf("the gravest is forbidden: %d %s", got.status, got.text)
	}
	oneUnreadable := "[" + user("cyd", 1, "hr") + `,{"specversion":"1.0"}]`
	if got := b.send(url, "immuta-old", "batch4", oneUnreadable); got.status != 400 || !strings.Contains(got.text, "[1]") {
		t.Errorf("one unreadable: %d %s", got.status, got.text)
	}
	if n := len(b.journal()); n != 3 {
		t.Errorf("%d journal entries", n)
	}
}

func TestRotation(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{}).URL
	for i, secret := range []string{"immuta-old", "immuta-new"} {
		if got := b.send(url, secret, fmt.Sprint("m", i), user("ann", i+1, "hr")); got.status != 202 {
			t.Errorf("%s: %d %s", secret, got.status, got.text)
		}
	}
	// A sender that rotates signs with both; one that this side knows is enough.
	body := user("ann", 3, "hr")
	header := b.signed("immuta-new", "m3", body)
	header.Set("Webhook-Signature", b.signed("not-known-yet", "m3", body).Get("Webhook-Signature")+" v1a,ed25519 "+header.Get("Webhook-Signature"))
	if got := b.post(url, header, strings.NewReader(body)); got.status != 202 {
		t.Errorf("two signatures: %d %s", got.status, got.text)
	}
}

// TestSignBare signs with a secret as some platforms show it, base64 without
// its "whsec_": the signature is the same, and the door takes it.
func TestSignBare(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{}).URL
	body := user("ann", 1, "hr")
	secret := secretOf("immuta-new")
	bare := strings.TrimPrefix(secret, "whsec_")
	var headers []http.Header
	for _, form := range []string{secret, bare, " " + bare + "\n"} {
		header, err := webhooks.Sign(form, "m", noon, []byte(body))
		if err != nil {
			t.Fatal(err)
		}
		headers = append(headers, header)
	}
	if !reflect.DeepEqual(headers[1], headers[0]) || !reflect.DeepEqual(headers[2], headers[0]) {
		t.Errorf("one secret signs in three ways: %v", headers)
	}
	headers[1].Set("Content-Type", "application/cloudevents+json")
	if got := b.post(url, headers[1], strings.NewReader(body)); got.status != 202 {
		t.Errorf("the door says %d %s", got.status, got.text)
	}
	for _, none := range []string{"", "whsec_", "whsec-" + bare, "whsec_whsec_" + bare, bare[1:], bare[:16], "hunter2"} {
		if header, err := webhooks.Sign(none, "m", noon, []byte(body)); err == nil || header != nil || none != "" && strings.Contains(err.Error(), none) {
			t.Errorf("%q signs: %v, %v", none, header, err)
		}
	}
}

// TestSignatures changes one thing of a good delivery at a time. Every answer
// is the same, so that a stranger learns nothing.
func TestSignatures(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{}).URL
	body := user("ann", 1, "hr")
	answers := map[string]bool{}
	at := func(shift time.Duration) http.Header {
		header, err := webhooks.Sign(secretOf("immuta-new"), "m", noon.Add(shift), []byte(body))
		if err != nil {
			t.Fatal(err)
		}
		return header
	}
	for name, change := range map[string]func(http.Header) string{
		"body":           func(http.Header) string { return strings.Replace(body, "hr", "it", 1) },
		"body, one byte": func(http.Header) string { return body + " " },
		"id":             func(h http.Header) string { h.Set("Webhook-Id", "n"); return body },
		"timestamp":      func(h http.Header) string { h.Set("Webhook-Timestamp", fmt.Sprint(noon.Unix()+1)); return body },
		"no id":          func(h http.Header) string { h.Del("Webhook-Id"); return body },
		"no timestamp":   func(h http.Header) string { h.Del("Webhook-Timestamp"); return body },
		"no signature":   func(h http.Header) string { h.Del("Webhook-Signature"); return body },
		"another version": func(h http.Header) string {
			h.Set("Webhook-Signature", "v2"+h.Get("Webhook-Signature")[2:])
			return body
		},
		"empty signature":   func(h http.Header) string { h.Set("Webhook-Signature", "v1,"); return body },
		"long id":           func(h http.Header) string { h.Set("Webhook-Id", strings.Repeat("x", 256)); return body },
		"no number":         func(h http.Header) string { h.Set("Webhook-Timestamp", "soon"); return body },
		"too old":           func(h http.Header) string { replace(h, at(-5*time.Minute-time.Second)); return body },
		"from the future":   func(h http.Header) string { replace(h, at(5*time.Minute+time.Second)); return body },
		"a number too many": func(h http.Header) string { h.Set("Webhook-Timestamp", strings.Repeat("9", 40)); return body },
	} {
		header := b.signed("immuta-new", "m", body)
		sent := change(header)
		got := b.post(url, header, strings.NewReader(sent))
		if got.status != 401 {
			t.Errorf("%s: %d %s", name, got.status, got.text)
		}
		answers[got.text] = true
	}
	if len(answers) != 1 {
		t.Errorf("strangers can tell %d cases apart", len(answers))
	}
	if len(b.journal()) != 0 {
		t.Error("something got in")
	}
	for _, shift := range []time.Duration{-5 * time.Minute, 5 * time.Minute, 0} {
		header := at(shift)
		header.Set("Content-Type", "application/json")
		if got := b.post(url, header, strings.NewReader(body)); got.status >= 300 {
			t.Errorf("%s off: %d %s", shift, got.status, got.text)
		}
	}
}

func replace(into, from http.Header) {
	for name, values := range from {
		into[name] = values
	}
}

func TestHeaders(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{}).URL
	body := user("ann", 1, "hr")
	for name, one := range map[string]struct {
		header, value string
		status        int
	}{
		"binary mode":     {"Ce-Type", "scrim.user.updated", 400},
		"form":            {"Content-Type", "application/x-www-form-urlencoded", 415},
		"no type":         {"Content-Type", "", 415},
		"another charset": {"Content-Type", "application/json; charset=latin1", 415},
		"compressed":      {"Content-Encoding", "gzip", 415},
	} {
		header := b.signed("immuta-new", "m", body)
		header.Set(one.header, one.value)
		if got := b.post(url, header, strings.NewReader(body)); got.status != one.status || got.Error.Issues[0].Hint == "" {
			t.Errorf("%s: %d %s", name, got.status, got.text)
		}
	}
	for _, value := range []string{"application/cloudevents-batch+json", "application/json; charset=UTF-8", "Application/CloudEvents+JSON"} {
		header := b.signed("immuta-new", "m", body)
		header.Set("Content-Type", value)
		header.Set("Content-Encoding", "identity")
		if got := b.post(url, header, strings.NewReader(body)); got.status >= 300 {
			t.Errorf("%s: %d %s", value, got.status, got.text)
		}
	}
}

func TestTooLarge(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{MaxBody: 4096, ReadTimeout: time.Hour}).URL
	declared := b.send(url, "immuta-new", "m", strings.Repeat(" ", 4097))
	if declared.status != 413 {
		t.Errorf("declared: %d %s", declared.status, declared.text)
	}
	if fits := b.send(url, "immuta-new", "m", user("ann", 1, "hr")+strings.Repeat(" ", 4096-len(user("ann", 1, "hr")))); fits.status != 202 {
		t.Errorf("just fits: %d %s", fits.status, fits.text)
	}
	// Without a length, and without an end: the answer comes all the same.
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	_, _ = fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n", webhooks.Path)
	_, _ = fmt.Fprintf(conn, "%x\r\n%s\r\n", 4097, strings.Repeat("[", 4097))
	head := make([]byte, 12)
	if _, err := io.ReadFull(conn, head); err != nil || string(head) != "HTTP/1.1 413" {
		t.Errorf("endless: %q %v", head, err)
	}
}

// TestHostileJSON sends what decoders die of, up to the size limit and signed
// by a sender: each is refused, soon, with an answer of bounded size.
func TestHostileJSON(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{}).URL
	const size = 1 << 20
	fill := func(start, part, end string) string {
		return start + strings.Repeat(part, (size-len(start)-len(end))/len(part)) + end
	}
	for name, body := range map[string]string{
		"deep lists":    fill("", "[", ""),
		"deep objects":  fill("", `{"a":`, ""),
		"deep data":     fill(`{"specversion":"1.0","id":"e","source":"immuta","type":"scrim.user.updated","data":`, "[", ""),
		"numbers":       fill("[", "1,", "1]"),
		"empty events":  fill("[", "{},", "{}]"),
		"one key":       fill("{", `"a":1,`, `"a":1}`),
		"a long number": fill(`{"specversion":"1.0","id":"e","source":"immuta","type":"scrim.user.updated","data":{"id":"a","version":`, "9", "}}"),
		"a long id":     fill(`{"specversion":"1.0","source":"immuta","type":"scrim.user.updated","data":{"id":"a","version":1},"id":"`, "x", `"}`),
		"escapes":       fill(`{"id":"`, `\u0000`, `"}`),
		"no UTF-8":      fill(`{"id":"`, "\xff\xfe", `"}`),
		"NUL":           fill("", "\x00", ""),
	} {
		started := time.Now()
		got := b.send(url, "immuta-new", "m", body)
		if got.status != 400 || len(got.text) > 256<<10 {
			t.Errorf("%s: %d with %d bytes", name, got.status, len(got.text))
		}
		if took := time.Since(started); took > 30*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}

func TestStoreUnavailable(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{}).URL
	b.store.set(func(f *faulty) {
		f.before = func() error { return errors.New("the disk at /var/lib is full") }
	})
	got := b.send(url, "immuta-new", "m", user("ann", 1, "hr"))
	if got.status != 503 || got.header.Get("Retry-After") == "" || strings.Contains(got.text, "/var/lib") {
		t.Errorf("%d %v %s", got.status, got.header, got.text)
	}
	if !strings.Contains(b.log.String(), "/var/lib") {
		t.Error("the operator is not told why")
	}
	b.store.set(func(f *faulty) { f.before = nil })
	if got := b.send(url, "immuta-new", "m", user("ann", 1, "hr")); got.status != 202 || got.Revision != 1 {
		t.Errorf("the same again: %d %s", got.status, got.text)
	}
}

func TestRateLimit(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{PerSecond: 0.5, Burst: 1}).URL
	if got := b.send(url, "immuta-new", "m1", user("ann", 1, "hr")); got.status != 202 {
		t.Fatalf("%d %s", got.status, got.text)
	}
	got := b.send(url, "immuta-old", "m2", user("ann", 2, "hr"))
	if got.status != 429 || got.header.Get("Retry-After") != "2" {
		t.Errorf("over the limit: %d %v", got.status, got.header)
	}
	if got := b.send(url, "hr", "m1", strings.ReplaceAll(user("bob", 1, "hr"), "immuta", "hr")); got.status != 202 {
		t.Errorf("another sender: %d %s", got.status, got.text)
	}
	b.mu.Lock()
	b.now = b.now.Add(2 * time.Second)
	b.mu.Unlock()
	if got := b.send(url, "immuta-old", "m2", user("ann", 2, "hr")); got.status != 202 {
		t.Errorf("two seconds later: %d %s", got.status, got.text)
	}
}

func TestInFlight(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{InFlight: 1}).URL
	entered, leave := make(chan struct{}), make(chan struct{})
	b.store.set(func(f *faulty) { f.after = func(store.Receipt) { close(entered); <-leave } })
	first := make(chan answer, 1)
	go func() { first <- b.send(url, "immuta-new", "m1", user("ann", 1, "hr")) }()
	<-entered
	if got := b.send(url, "immuta-new", "m2", user("bob", 1, "hr")); got.status != 503 || got.header.Get("Retry-After") != "1" {
		t.Errorf("%d %s", got.status, got.text)
	}
	close(leave)
	if got := <-first; got.status != 202 {
		t.Errorf("%d %s", got.status, got.text)
	}
}

func TestOtherRoutes(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{}).URL
	for path, want := range map[string]int{webhooks.Path: 405, "/": 404, "/v1/events/": 404} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Close = true
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = got.Body.Close()
		if got.StatusCode != want || got.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: %d", path, got.StatusCode)
		}
	}
}

// TestLogsHoldNoBody looks for what must not be in a log.
func TestLogsHoldNoBody(t *testing.T) {
	b := newBench(t)
	url := b.door(webhooks.Limits{}).URL
	b.send(url, "immuta-new", "m1", user("ann", 1, "confidential-group"))
	b.send(url, "stranger", "m2", user("ann", 1, "confidential-group"))
	b.send(url, "immuta-new", "m3", `{"confidential-group":`)
	for _, word := range []string{"confidential-group", "whsec_", secretOf("immuta-new")[6:20]} {
		if strings.Contains(b.log.String(), word) {
			t.Errorf("the log has %q", word)
		}
	}
}
