// Package clusters tests one scrim over several warehouses at once: which
// source is whose, who is called what where, what waits and what does not, and
// what becomes of a cluster that comes later or goes.
package clusters
