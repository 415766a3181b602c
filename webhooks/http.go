package webhooks

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"math"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"
)

// Path is where the HTTP door is.
const Path = "/v1/events"

// DefaultMaxBody is the largest body of a message, in bytes, through any door.
const DefaultMaxBody = 1 << 20

// Limits bound what the HTTP door takes. A zero field has its default.
type Limits struct {
	MaxBody     int64         // bytes; default DefaultMaxBody
	ReadTimeout time.Duration // for the body to arrive; default 10 s
	PerSecond   float64       // messages of one sender; default 100
	Burst       int           // default 200
	InFlight    int           // messages at once, of everyone; default 256
}

func (l Limits) filled() Limits {
	if l.MaxBody <= 0 {
		l.MaxBody = DefaultMaxBody
	}
	if l.ReadTimeout <= 0 {
		l.ReadTimeout = 10 * time.Second
	}
	if l.PerSecond <= 0 {
		l.PerSecond = 100
	}
	if l.Burst <= 0 {
		l.Burst = 200
	}
	if l.InFlight <= 0 {
		l.InFlight = 256
	}
	return l
}

// Handler is the HTTP door: POST /v1/events.
func Handler(r *Receiver, limits Limits) http.Handler {
	d := &httpDoor{receiver: r, limits: limits.filled(), rates: map[string]*rate.Limiter{}}
	d.slots = make(chan struct{}, d.limits.InFlight)
	// echo finds the route; what stands behind it knows net/http alone.
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.POST(Path, func(c echo.Context) error {
		d.ServeHTTP(c.Response().Writer, c.Request()) // not echo's own writer: net/http hides from it that a body was too large
		return nil
	})
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		status := http.StatusNotFound
		var known *echo.HTTPError
		if errors.As(err, &known) {
			status = known.Code
		}
		write(c.Response(), status, Answer{Error: &Problem{Message: "this door takes POST " + Path}})
	}
	return e
}

type httpDoor struct {
	receiver *Receiver
	limits   Limits
	slots    chan struct{}

	mu    sync.Mutex
	rates map[string]*rate.Limiter // by sender; there are as many as senders
}

// ServeHTTP answers one message.
func (d *httpDoor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m := Message{Door: DoorHTTP, At: d.receiver.now()}
	var a Answer
	select {
	case d.slots <- struct{}{}:
		defer func() { <-d.slots }()
		a = d.answer(w, r, &m)
	default:
		a = refuse(Unavailable, "too many messages at once; send it again, with the same id")
		a.RetryAfter = time.Second
	}
	d.receiver.done(r.Context(), m, a)
	if a.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(a.RetryAfter.Seconds()))))
	}
	write(w, a.Verdict.Status(), a)
}

// answer checks what is cheap first. It fills the message in as it learns it.
func (d *httpDoor) answer(w http.ResponseWriter, r *http.Request, m *Message) Answer {
	if a, ok := readable(r.Header); !ok {
		return a
	}
	body, a, ok := d.read(w, r)
	if !ok {
		return a
	}
	m.Body = body
	sender, id, err := d.receiver.authenticate(r.Header, body, m.At)
	if err != nil {
		d.receiver.log.WarnContext(r.Context(), "signature refused", slog.String("door", string(m.Door)), slog.Any("reason", err))
		return notSigned()
	}
	m.Sender, m.Delivery = sender, id
	if wait, ok := d.take(sender, m.At); !ok {
		a := refuse(Limited, "too many messages; send it again, with the same id")
		a.RetryAfter = wait
		return a
	}
	return d.receiver.Receive(r.Context(), *m)
}

// notSigned says the same whatever was wrong: a stranger learns nothing, and
// an honest sender has the whole recipe.
func notSigned() Answer {
	return refuseWith(Unauthenticated, "bad-signature", "signature does not match",
		`sign "id.timestamp.body" with the sender's secret and send webhook-id, webhook-timestamp (within 5 minutes of now) and webhook-signature; docs/webhooks.md has an example`)
}

// readable refuses what is no JSON CloudEvent by its headers.
func readable(header http.Header) (Answer, bool) {
	for name := range header {
		if strings.HasPrefix(strings.ToLower(name), "ce-") {
			return refuseWith(Malformed, "binary-mode", "CloudEvents in binary mode are not read: their type would be outside the signature",
				"send structured mode, Content-Type: application/cloudevents+json"), false
		}
	}
	if coding := header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return refuseWith(Unsupported, "content-encoding", "compressed bodies are not read", "send the body as it is"), false
	}
	media, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	known := media == "application/cloudevents+json" || media == "application/cloudevents-batch+json" || media == "application/json"
	if charset := parameters["charset"]; err != nil || !known || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return refuseWith(Unsupported, "content-type", "the content type is none that is read",
			"send application/cloudevents+json, application/cloudevents-batch+json or application/json, in UTF-8"), false
	}
	return Answer{}, true
}

// read takes the body in, never more than its bound.
func (d *httpDoor) read(w http.ResponseWriter, r *http.Request) ([]byte, Answer, bool) {
	if r.ContentLength > d.limits.MaxBody {
		return nil, tooLarge(d.limits.MaxBody), false
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(d.limits.ReadTimeout)) // a recorder in a test has none
	var body bytes.Buffer
	if r.ContentLength > 0 {
		body.Grow(int(r.ContentLength) + bytes.MinRead)
	}
	_, err := io.Copy(&body, http.MaxBytesReader(w, r.Body, d.limits.MaxBody))
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return nil, tooLarge(d.limits.MaxBody), false
	case err != nil:
		return nil, refuseWith(Malformed, "unreadable-body", "the body did not arrive whole", "send it again, with the same id"), false
	}
	return body.Bytes(), Answer{}, true
}

func tooLarge(limit int64) Answer {
	return refuseWith(TooLarge, "too-large", "the body has more than "+strconv.FormatInt(limit, 10)+" bytes", "send the events in smaller batches")
}

// take asks the sender's limiter for one message, or says when to come again.
func (d *httpDoor) take(sender string, now time.Time) (time.Duration, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	limiter, known := d.rates[sender]
	if !known {
		limiter = rate.NewLimiter(rate.Limit(d.limits.PerSecond), d.limits.Burst)
		d.rates[sender] = limiter
	}
	reserved := limiter.ReserveN(now, 1)
	if delay := reserved.DelayFrom(now); delay > 0 {
		reserved.CancelAt(now)
		return delay, false
	}
	return 0, true
}

func write(w http.ResponseWriter, status int, a Answer) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(a) // plain structs into memory
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Length", strconv.Itoa(text.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(text.Bytes()) // the sender has gone: it will send again
}
