package oracle

import (
	"time"

	"scrim/pkg/policy"
)

// newer is row.x.newer_than("90d"): at most so long before now, or after it.
// What has no time of the years 1 to 9999 has no age.
func newer(o operand, than policy.Age, now time.Time) Truth {
	var m Moment
	switch v := o.value.(type) {
	case Date:
		m = v.Moment // its midnight, in UTC as all moments
	case Timestamp:
		m = v.Moment
	case TimestampTZ:
		m = v.Moment
	default:
		return Unknown
	}
	if !m.common() {
		return Unknown
	}
	limit := time.Unix(now.Unix()-60*int64(than), int64(now.Nanosecond())) // a time.Duration ends after 292 years
	return is(!m.At.Before(limit))
}
