package catalog

import "time"

// InboxOff is the word for a cluster on which nobody looks for what readers ask
// for.
const InboxOff = "off"

// InboxEvery is how often to look, by the cluster's document or otherwise.
func (c Cluster) InboxEvery(otherwise time.Duration) time.Duration {
	if d, err := time.ParseDuration(c.Inbox); err == nil && d > 0 {
		return d
	}
	return otherwise
}

// InboxReadable reports whether a word says how often to look: a duration from
// a second to an hour, or that nobody does.
func InboxReadable(word string) bool {
	d, err := time.ParseDuration(word)
	return word == InboxOff || err == nil && d >= time.Second && d <= time.Hour
}
