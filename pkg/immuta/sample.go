package immuta

import (
	"math"
	"strconv"
)

// minimize is a part of the rows. Immuta draws by the column that it found to
// have the most values; here the source names its key.
func (o object) minimize(r *rule) {
	percent, err := strconv.ParseFloat(o.text("percentage"), 64)
	if err != nil || percent <= 0 || percent >= 100 || math.Round(percent*100)/100 != percent {
		o.fail("immuta-minimize", "a percentage between 0 and 100, with two digits after the point at most", "the percentage has no translation")
		return
	}
	r.Minimize = map[string]any{"percent": percent}
	if whole := int(percent); float64(whole) == percent {
		r.Minimize["percent"] = whole // which nobody writes 10.0
	}
	o.warn("immuta-minimize", "name key: in every source that the policy is about", "the rows are others than Immuta's, drawn by the source's key; a source that names none is closed by the policy")
}
