package sqlite

import (
	"encoding/json"
	"fmt"
	"time"
)

// micros is how a moment is kept: microseconds since 1970, 0 for the zero
// time.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// moment reads what micros wrote.
func moment(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}

// deadline is micros rounded up: what is due is never due too early, so that
// whoever slept until it finds that its time has come.
func deadline(t time.Time) int64 {
	return micros(t.Add(time.Microsecond - time.Nanosecond))
}

// encode and decode are for columns that hold JSON.
func encode(v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("encoding a %T: %w", v, err)
	}
	return string(text), nil
}

func decode[T any](text string) (T, error) {
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		return v, fmt.Errorf("decoding a %T: %w", v, err)
	}
	return v, nil
}

// blob keeps nil and empty apart: NULL is nil.
func blob(b []byte) any {
	if b == nil {
		return nil
	}
	return b
}
