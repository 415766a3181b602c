package server

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"scrim/pkg/issue"
	"scrim/pkg/server/api"
)

// guard stands before a route: request id, token, rate, body and time.
func (s *Server) guard(one route) func(http.ResponseWriter, *http.Request, func(string) string) {
	return func(w http.ResponseWriter, r *http.Request, param func(string) string) {
		s.running.Add(1)
		defer s.running.Done()
		started := time.Now()
		id := requestID()
		w.Header().Set(api.HeaderRequest, id)
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		answer, err := s.answer(one, w, r, param)
		status := http.StatusOK
		var shown *withStatus
		switch {
		case err == nil:
		case errors.As(err, &shown):
			status = shown.status
		default:
			status = api.StatusOf(err)
			answer = api.Problem{Error: problem(err, id)}
		}
		s.write(w, status, answer)
		if !one.open || status >= http.StatusInternalServerError {
			s.tell(r.Context(), one, id, status, time.Since(started), err)
		}
	}
}

func (s *Server) tell(ctx context.Context, one route, id string, status int, took time.Duration, err error) {
	level := slog.LevelInfo
	attrs := []slog.Attr{
		slog.String("method", one.method), slog.String("route", one.path),
		slog.Int("status", status), slog.Duration("took", took), slog.String("request", id),
	}
	if status == http.StatusInternalServerError {
		level = slog.LevelError
		attrs = append(attrs, slog.Any("error", err))
	}
	s.log.LogAttrs(ctx, level, "admin request", attrs...)
}

// answer lets a request through to its route, or says why not.
func (s *Server) answer(one route, w http.ResponseWriter, r *http.Request, param func(string) string) (answer any, err error) {
	if !one.open {
		if err := s.admit(w, r); err != nil {
			return nil, err
		}
	}
	body, err := read(w, r, one.body)
	if err != nil {
		return nil, err
	}
	// A little more than the route has, so that its answer still goes out.
	limit := time.Now().Add(one.time + 10*time.Second)
	_ = http.NewResponseController(w).SetWriteDeadline(limit) // a recorder in a test has none
	ctx, cancel := context.WithTimeout(r.Context(), one.time)
	defer cancel()
	if one.polls {
		defer context.AfterFunc(s.stopping, cancel)()
	}
	defer func() {
		if broken := recover(); broken != nil {
			s.log.ErrorContext(ctx, "admin request broke", slog.String("route", one.path), slog.String("stack", string(debug.Stack())))
			answer, err = nil, errors.New("scrim broke while answering; its log has the stack")
		}
	}()
	answer, err = one.do(ctx, &call{method: one.method, path: one.path, header: r.Header, param: param, query: r.URL.Query(), body: body})
	if err != nil && errors.Is(err, context.DeadlineExceeded) && ctx.Err() != nil {
		err = fmt.Errorf("%w: %w", api.ErrTimeout, err)
	}
	return answer, err
}

// admit checks token and rate.
func (s *Server) admit(w http.ResponseWriter, r *http.Request) error {
	if !s.known(r.Header.Get("Authorization")) {
		if err := take(w, s.failures); err != nil {
			return err
		}
		w.Header().Set("WWW-Authenticate", `Bearer realm="scrim"`)
		return api.ErrUnauthorized
	}
	return take(w, s.requests)
}

// known compares hashes, so that neither length nor content of a token shows
// in the time it takes, and all of them, so that neither does which one it is.
func (s *Server) known(authorization string) bool {
	kind, token, ok := strings.Cut(authorization, " ")
	if !ok || !strings.EqualFold(kind, "Bearer") {
		return false
	}
	got := sha256.Sum256([]byte(strings.TrimSpace(token)))
	found := 0
	for _, want := range s.tokens {
		found |= subtle.ConstantTimeCompare(got[:], want[:])
	}
	return found == 1
}

// take asks a limiter for one request, or sets Retry-After.
func take(w http.ResponseWriter, limiter *rate.Limiter) error {
	reserved := limiter.Reserve()
	delay := reserved.Delay()
	if delay == 0 {
		return nil
	}
	reserved.Cancel()
	w.Header().Set("Retry-After", strconv.Itoa(max(1, int(math.Ceil(delay.Seconds())))))
	return api.ErrTooMany
}

// read takes a body of at most limit bytes.
func read(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	if r.ContentLength > limit {
		return nil, tooLarge(limit)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return nil, tooLarge(limit)
	}
	if err != nil {
		return nil, mistake("unreadable-body", "send it again", "the body did not arrive whole")
	}
	return body, nil
}

func tooLarge(limit int64) error {
	if limit == 0 {
		return fmt.Errorf("%w: this route takes none", api.ErrTooLarge)
	}
	return fmt.Errorf("%w: at most %d bytes", api.ErrTooLarge, limit)
}

// mistake is one issue about the request as an error.
func mistake(code issue.Code, hint, format string, args ...any) error {
	var list issue.List
	list.Add(issue.Place{Input: "request"}, code, hint, format, args...)
	return list.Err()
}

// withStatus is an answer that is no error and yet not 200.
type withStatus struct{ status int }

func (w *withStatus) Error() string { return http.StatusText(w.status) }

// problem is what the caller reads of an error. Whoever holds the token runs
// scrim, so scrim's own errors are theirs to read.
func problem(err error, id string) api.ProblemDetail {
	var mistakes *issue.Failure
	if errors.As(err, &mistakes) {
		return api.ProblemDetail{Message: count(len(mistakes.Issues)), Issues: mistakes.Issues, Request: id}
	}
	return api.ProblemDetail{Message: withoutMeaning(err), Request: id}
}

// withoutMeaning is an error's text without what the status of the answer says
// already, where that stands behind it.
func withoutMeaning(err error) string {
	text := err.Error()
	for _, known := range []error{api.ErrConflict, api.ErrUnavailable} {
		for _, between := range []string{"\n", ": "} {
			text = strings.TrimSuffix(text, between+known.Error())
		}
	}
	return text
}

func count(issues int) string {
	if issues == 1 {
		return "there is an issue with what was sent"
	}
	return fmt.Sprintf("there are %d issues with what was sent", issues)
}

func (s *Server) write(w http.ResponseWriter, status int, answer any) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(answer); err != nil {
		s.log.Error("writing an answer", slog.Any("error", err))
		status = http.StatusInternalServerError
		text.Reset()
		text.WriteString(`{"error":{"message":"the answer could not be written as JSON"}}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(text.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(text.Bytes()) // the caller has gone: nothing is left to tell
}

// requestID names one request in the log and in the answer.
func requestID() string {
	var id [8]byte
	_, _ = rand.Read(id[:]) // never fails
	return hex.EncodeToString(id[:])
}
