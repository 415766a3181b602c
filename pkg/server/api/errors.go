package api

import (
	"errors"
	"fmt"
	"net/http"

	"scrim/pkg/issue"
)

// What a refusal means. The control side wraps one of these (or returns an
// *issue.Failure for a person's mistake); the server answers with its status;
// the client's error is the same one again.
var (
	// ErrNotFound means that the thing named does not exist: 404.
	ErrNotFound = errors.New("not found")
	// ErrConflict means that the world moved: the plan is another one now, the
	// delivery id is known with other bytes: 409.
	ErrConflict = errors.New("conflict")
	// ErrUnavailable means that the same request may succeed later: 503.
	ErrUnavailable = errors.New("not available now")
	// ErrUnauthorized means a missing or wrong token: 401.
	ErrUnauthorized = errors.New("the token is missing or wrong")
	// ErrTooMany means too many requests: 429.
	ErrTooMany = errors.New("too many requests")
	// ErrTooLarge means a body over the limit: 413.
	ErrTooLarge = errors.New("the body is too large")
	// ErrTimeout means that the time for the request ran out: 504.
	ErrTimeout = errors.New("not done in time")
)

// meaning pairs a sentinel with its status; the order decides which wins when
// an error is several.
type meaning struct {
	err    error
	status int
}

func meanings() []meaning {
	return []meaning{
		{ErrNotFound, http.StatusNotFound},
		{ErrConflict, http.StatusConflict},
		{ErrUnavailable, http.StatusServiceUnavailable},
		{ErrUnauthorized, http.StatusUnauthorized},
		{ErrTooMany, http.StatusTooManyRequests},
		{ErrTooLarge, http.StatusRequestEntityTooLarge},
		{ErrTimeout, http.StatusGatewayTimeout},
	}
}

// StatusOf is the HTTP status that an error of the control side means: 500
// for one that means nothing in particular.
func StatusOf(err error) int {
	for _, m := range meanings() {
		if errors.Is(err, m.err) {
			return m.status
		}
	}
	var mistakes *issue.Failure
	if errors.As(err, &mistakes) {
		return http.StatusBadRequest
	}
	return http.StatusInternalServerError
}

// Problem is the body of every answer that is not a success.
type Problem struct {
	Error ProblemDetail `json:"error"`
}

// ProblemDetail says what is wrong, to a person and to a program.
type ProblemDetail struct {
	Message string     `json:"message"`
	Issues  issue.List `json:"issues,omitempty"`
	Request string     `json:"request,omitempty"` // the id under which the server logged it
}

// Error is what the client returns for an answer that is not a success.
type Error struct {
	Status  int
	Problem ProblemDetail
}

// Error is the server's message with its status and request id; issues follow
// when there are any.
func (e *Error) Error() string {
	text := e.Problem.Message
	if text == "" {
		text = http.StatusText(e.Status)
	}
	if len(e.Problem.Issues) > 0 {
		return text + "\n" + (&issue.Failure{Issues: e.Problem.Issues}).Error()
	}
	if e.Status >= http.StatusInternalServerError && e.Problem.Request != "" {
		return fmt.Sprintf("%s (status %d, request %s)", text, e.Status, e.Problem.Request)
	}
	return text
}

// Unwrap lets errors.Is find what the status means and errors.As the
// *issue.Failure.
func (e *Error) Unwrap() []error {
	var out []error
	for _, m := range meanings() {
		if m.status == e.Status {
			out = append(out, m.err)
		}
	}
	if len(e.Problem.Issues) > 0 {
		out = append(out, &issue.Failure{Issues: e.Problem.Issues})
	}
	return out
}
