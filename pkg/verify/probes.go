package verify

// Probes is everything that the throw-away reader tries, and what it is known
// to learn. docs/verify.md explains each; what is not known here is a leak.
func Probes() []Probe {
	const unfenced = "the view is unfenced: the reader's predicate may run before the view's own filter"
	early := []Known{{Unfenced: true, Learns: []Secret{HiddenRow, Answer}, Why: unfenced}}
	catalogue := "the catalogue is open to everybody who may connect"
	return []Probe{
		{Name: "plain-read", Tries: "reads everything that the view shows"},
		{Name: "base-table", Tries: "reads the base table"},
		{Name: "system-tables", Tries: "reads scrim's own tables"},
		{Name: "set-role", Tries: "becomes somebody else"},

		{Name: "division", Tries: "divides by a guess at a hidden value", Variants: []string{"717171", "717172"}, Known: early},
		{Name: "cast", Tries: "casts hidden text to a number, to be told it in the error", Known: early},
		{Name: "function", Tries: "calls a function of its own in a predicate", Only: OnlyPostgres, Known: early},
		{Name: "operator", Tries: "compares by an operator of its own", Only: OnlyPostgres, Known: early},
		{Name: "masked-value", Tries: "guesses what a mask hides", Variants: []string{"canary-masked-ann", "canary-masked-bob"}},
		{Name: "profile-function", Tries: "calls a function of its own on the readers' facts", Only: OnlyPostgres},
		{Name: "profile-cast", Tries: "casts the facts of others to a number"},

		{Name: "shadow-function", Tries: "puts functions of its own before those that views call", Variants: []string{"pg_catalog", "sandbox, pg_catalog"}},
		{Name: "shadow-table", Tries: "puts tables of its own before those that views read"},
		{Name: "identifier-case", Tries: "makes names mean other columns", Only: OnlyRedshift, Variants: []string{"false", "true"}},
		{Name: "settings", Tries: "changes settings of its session", Only: OnlyPostgres, Variants: []string{
			"timezone = 'UTC'", "timezone = '<evil>+167'", "timezone = '<x>-0:30'", "timezone = 'A0B+100,J1,J365'", "datestyle = 'German'",
			"extra_float_digits = -14", "standard_conforming_strings = off", "transform_null_equals = on", "intervalstyle = 'iso_8601'", "bytea_output = 'escape'",
		}},
		{Name: "settings-redshift", Tries: "changes settings of its session", Only: OnlyRedshift, Variants: []string{
			"timezone TO 'UTC'", "timezone TO '<evil>+167'", "timezone TO 'A0B+100,J1,J365'", "datestyle TO 'German'",
		}},

		{Name: "old-snapshot", Tries: "reads in a transaction that is older than the policy"},
		{Name: "open-transaction", Tries: "reads again in a transaction that holds the view while the policy tightens"},
		{Name: "prepared-statement", Tries: "executes a statement that was prepared before the policy tightened", Only: OnlyPostgres},
		{Name: "frozen-copy", Tries: "reads a view of its own over the view, made before the policy tightened"},
		{Name: "pinned-state", Tries: "reads again in a transaction that read before", Known: []Known{
			{Learns: []Secret{Withdrawn}, Why: "a transaction goes on with the state that it began with; a change is enforced when none is left"},
		}},

		{Name: "explain", Tries: "compares plans for two guesses", Variants: []string{"xap", "xzz"}, Known: []Known{
			{Learns: []Secret{Answer, Literal}, Why: "plans show estimates from statistics of the base, and the text of the view"},
		}},
		{Name: "explain-analyze", Tries: "counts the rows beneath the view", Only: OnlyPostgres, Variants: []string{"717171", "717172"}, Known: []Known{
			{Learns: []Secret{Answer, Literal}, Why: "EXPLAIN ANALYZE counts rows beneath every fence, and shows the text of the view"},
		}},
		{Name: "statistics", Tries: "reads the statistics of the base"},
		{Name: "row-count", Tries: "asks how large the base is", Only: OnlyPostgres, Known: []Known{{Learns: []Secret{RowCount}, Why: catalogue}}},
		{Name: "view-text", Tries: "reads the text of the view", Known: []Known{{Learns: []Secret{Literal}, Why: catalogue}}},
		{Name: "system-catalogue", Tries: "lists the columns of a view that does not let it in", Known: []Known{
			{Learns: []Secret{HiddenColumn, Literal}, Why: catalogue},
		}},
		{Name: "column-list", Tries: "reads scrim's list of columns and its state of synchronisation"},
		{Name: "column-list-function", Tries: "calls a function of its own on scrim's list of columns", Only: OnlyPostgres},
	}
}
