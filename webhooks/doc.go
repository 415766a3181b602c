// Package webhooks is how the world tells scrim things: signed CloudEvents
// over HTTP and over NATS JetStream, two doors to one Receiver.
//
// It promises that nothing gets in unauthenticated or outside its sender's
// allow-list; that an answer of success, or an acknowledgement, is given only
// after the store has committed (law 6); that the same delivery always gets
// the same answer; and that what can never be read is kept in the rejected
// list before it is dropped from a stream. Clusters, and events in the name of
// scrim itself, are never let in here: those come through the admin API. It
// reads no document's meaning and decides no version; packages event and state
// do.
package webhooks
