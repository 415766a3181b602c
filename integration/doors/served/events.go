package served

import (
	"crypto/rand"
	"fmt"
	"strings"
)

// Event is one CloudEvent of the platform: Event("user.updated", `{…}`).
func Event(kind, data string) string { return EventFrom(Platform, kind, data) }

// EventFrom is one CloudEvent of a source.
func EventFrom(source, kind, data string) string {
	return fmt.Sprintf(`{"specversion":"1.0","id":%q,"source":%q,"type":"scrim.%s","data":%s}`, rand.Text(), source, kind, data)
}

// Synced says that the platform has sent everything.
func Synced() string {
	return fmt.Sprintf(`{"specversion":"1.0","id":%q,"source":%q,"type":"scrim.sync.completed"}`, rand.Text(), Platform)
}

// Batch is a list of events.
func Batch(events ...string) string { return "[" + strings.Join(events, ",\n") + "]" }

// Everyone lets every known user in.
const Everyone = `{"id":"everyone","version":1,"applies_to":{"all":true},"subscription":{"grant":"everyone"}}`

// MaskEmail nulls what is tagged PII for all but the group hr.
func MaskEmail(version int) string {
	return fmt.Sprintf(`{"id":"mask-email","version":%d,"applies_to":{"column_tags":["PII"]},"unless":"user.in_group(\"hr\")","rules":[{"mask":{"null":{}}}]}`, version)
}

// User is a user with groups.
func User(id string, version int, groups ...string) string {
	list := make([]string, len(groups))
	for i, g := range groups {
		list[i] = fmt.Sprintf(`{"name":%q}`, g)
	}
	return fmt.Sprintf(`{"id":%q,"version":%d,"groups":[%s]}`, id, version, strings.Join(list, ","))
}
