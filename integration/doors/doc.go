// Package doors tests scrim end to end as it is run: signed webhooks over real
// HTTP and messages over a real NATS on one side, readers of a real PostgreSQL
// on the other, and everything between them as "scrim serve" puts it together.
//
// Its promise is that what a door accepted is seen by the next reader, sooner
// or later, whatever breaks in between, and that what it did not accept is
// said to whoever can do something about it.
package doors
