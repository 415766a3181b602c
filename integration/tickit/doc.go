// Package tickit tests scrim on real data: AWS's TICKIT sample, governed as a
// ticket shop would govern it, and read by people with different rights on
// PostgreSQL and on the Redshift stand-in.
//
// The data lie beside the repository, in shared/data/tickit, and are not part
// of it; where they are absent the tests are skipped and say so.
package tickit
