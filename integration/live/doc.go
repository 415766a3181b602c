// Package live asks an Amazon Redshift cluster what the documentation does not say and scrim relies on or would like to
// know: the points of docs/live-cluster-checklist.md.
//
//	SCRIM_REDSHIFT_URL=postgres://admin:PASSWORD@host:5439/dev go test ./integration/live -run Live -v
//
// The account must be a superuser. The suite makes two databases, a role and four users under a random prefix, works only in
// them, and drops them at the end; it takes a few minutes. It reads nothing that was there before, apart from the
// catalogues.
//
// Each point says what it saw. A point on which scrim relies fails when the cluster does otherwise; the others only
// report. The same points run against the stand-in on each test run, which proves nothing about Redshift but keeps them
// in order.
package live
