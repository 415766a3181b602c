// Package snapshots tests law 11 on a real PostgreSQL: for each read of a view
// there is one revision, between the one applied at its snapshot and the
// current, whose allowed cells contain what was read. It also holds what else
// may go wrong between passes: failures, retries, and what is remembered of
// them. It has no code of its own.
package snapshots
