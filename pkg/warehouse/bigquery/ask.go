package bigquery

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
	"google.golang.org/api/googleapi"

	"scrim/pkg/connector"
)

// attempts is how often a call is made that Google does not answer for now.
const attempts = 6

// collisions is how often a policy is read again because others wrote it
// meanwhile: each time at least one of them has got through.
const collisions = 30

// longest is the longest pause, also where Google asks for a longer one.
const longest = 30 * time.Second

// The first pauses after a write that came too late, and for an account that is not known yet.
const (
	pauseLate  = 50 * time.Millisecond
	pauseYoung = time.Second
)

// ask makes a call until it is answered. A call that may be made twice is made
// again when the answer did not come; once says that it may not.
func (c *Client) ask(ctx context.Context, call func(context.Context) error) error {
	pause := pauses(200 * time.Millisecond)
	for n := 1; ; n++ {
		err := c.once(ctx, call)
		if err == nil || n == attempts || ctx.Err() != nil || !passing(err) {
			return err
		}
		if stopped := c.Wait(ctx, pauseAfter(err, pause)); stopped != nil {
			return errors.Join(err, stopped)
		}
	}
}

// once makes one attempt, which ends by its deadline.
func (c *Client) once(ctx context.Context, call func(context.Context) error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, c.Deadline, fmt.Errorf("no answer within %s", c.Deadline))
	defer cancel()
	err := call(ctx)
	if err != nil && ctx.Err() != nil {
		return errors.Join(context.Cause(ctx), err)
	}
	return err
}

func pauses(first time.Duration) *backoff.ExponentialBackOff {
	b := backoff.NewExponentialBackOff() // with jitter
	b.InitialInterval, b.MaxInterval, b.Multiplier = first, longest/2, 2
	return b
}

// pauseAfter is the next pause, or what the answer asks for.
func pauseAfter(err error, pause *backoff.ExponentialBackOff) time.Duration {
	next := pause.NextBackOff()
	var e *googleapi.Error
	if !errors.As(err, &e) {
		return next
	}
	if seconds, bad := strconv.Atoi(e.Header.Get("Retry-After")); bad == nil {
		next = max(next, time.Duration(seconds)*time.Second)
	}
	return min(next, longest)
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}

// passing reports whether an error may be gone in a moment: no answer, too
// much at once, or trouble at Google.
func passing(err error) bool {
	var e *googleapi.Error
	if !errors.As(err, &e) {
		return true
	}
	limited := slices.ContainsFunc(e.Errors, func(i googleapi.ErrorItem) bool {
		return i.Reason == "rateLimitExceeded" || i.Reason == "userRateLimitExceeded" || i.Reason == "backendError"
	})
	return limited || slices.Contains([]int{408, 429, 500, 502, 503, 504}, e.Code)
}

// is reports whether Google answered with one of these codes.
func is(err error, codes ...int) bool {
	var e *googleapi.Error
	return errors.As(err, &e) && slices.Contains(codes, e.Code)
}

func missing(err error) bool { return is(err, http.StatusNotFound) }

func denied(err error) bool { return is(err, http.StatusForbidden, http.StatusUnauthorized) }

// moved says that somebody else wrote meanwhile.
func moved(err error) bool { return is(err, http.StatusConflict, http.StatusPreconditionFailed) }

// unborn says that a policy names an account or a role which is not known
// there, or not yet: what is new in IAM is not seen everywhere at once.
func unborn(err error, b connector.Binding) bool {
	var e *googleapi.Error
	if !errors.As(err, &e) || e.Code != http.StatusBadRequest || !strings.Contains(e.Message, "does not exist") {
		return false
	}
	_, email, _ := strings.Cut(b.Member, ":")
	return strings.Contains(e.Message, email) || strings.Contains(e.Message, b.Role)
}

// reason is an error in the words of a sentence.
func reason(err error) string {
	var e *googleapi.Error
	if errors.As(err, &e) && e.Message != "" {
		return strings.TrimSuffix(strings.TrimSpace(e.Message), ".")
	}
	return err.Error()
}

// request is a call whose answer is kept as it came: the library's own types
// would drop the fields that they do not know.
func (c *Client) request(ctx context.Context, method, url, match string, body any) (map[string]any, error) {
	var sent io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return nil, fmt.Errorf("encoding a request: %w", err)
		}
		sent = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(ctx, method, url, sent)
	if err != nil {
		return nil, fmt.Errorf("making a request: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	if match != "" {
		r.Header.Set("If-Match", match)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return nil, fmt.Errorf("asking Google: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	if err := googleapi.CheckResponse(answer); err != nil {
		return nil, err
	}
	d := json.NewDecoder(answer.Body)
	d.UseNumber() // what came as a long number goes back as one
	out := map[string]any{}
	if err := d.Decode(&out); err != nil {
		return nil, fmt.Errorf("reading Google's answer: %w", err)
	}
	return out, nil
}
