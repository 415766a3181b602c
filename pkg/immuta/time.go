package immuta

import (
	"fmt"
	"strconv"

	"scrim/pkg/policy"
)

// window is rows by their age. Immuta gives it in seconds, and names no column
// either: it is the source's event time.
func (o object) window(r *rule) {
	number, err := strconv.ParseFloat(o.text("time"), 64) // 2592000 of JSON is written 2.592e+06
	function := map[string]string{"newer": "newer_than", "older": "older_than"}[o.text("isOlderOrNewer")]
	const century = 100 * 365 * 24 * 60 * 60
	seconds := int64(min(max(number, 0), 2*century))
	switch {
	case function == "":
		o.fail("immuta-time", "isOlderOrNewer: newer, or older", "whether rows are newer or older is not said")
		return
	case err != nil || float64(seconds) != number || seconds < 60 || seconds > century || seconds%60 != 0:
		o.fail("immuta-time", "write the condition by hand: event_time().newer_than(\"90d\")", "the time has no translation: whole minutes, in seconds, of at most a hundred years")
		return
	}
	age := policy.Age(seconds / 60)
	o.warn("immuta-event-time", "name event_time: in every source that the policy is about", "the time is taken as seconds, %s, by the source's event time; a source that names none is closed by the policy", age.Words())
	r.Filter = fmt.Sprintf("event_time().%s(%s)", function, quote(age.String()))
}
