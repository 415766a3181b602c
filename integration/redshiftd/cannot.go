package redshiftd

// Cannot lists what the stand-in cannot show about Amazon Redshift, one sentence each. docs/redshiftd.md holds the same
// list, and the live-cluster checklist asks a real cluster.
func Cannot() []string {
	return []string{
		"Plans, speed and limits: PostgreSQL plans and stores, so nothing here says how fast a view is, what a leader and a compute node do, or what WLM and QMR abort.",
		"The result cache: no answer is ever served from one.",
		"Trailing blanks: PostgreSQL compares VARCHAR byte by byte, Redshift ignores trailing blanks.",
		"Casts by bytes: columns hold as many bytes as on Redshift, but a cast to VARCHAR(n) cuts after n characters here, and one to CHAR(n) keeps letters of several bytes.",
		"Names of 64 to 127 bytes are kept in a shortened form: clients see and write the long ones, but their length, LIKE and sorting in catalogues are those of the short ones, and nobody can log in under one.",
		"Whether Redshift folds quoted names of roles is not known: users and roles keep their case here.",
		"Whether USAGE on the schemas that a late-binding view names is asked of its reader, above all in other databases: it is asked here unless switched off.",
		"What a late-binding view means when its reader changes search_path or enable_case_sensitive_identifier: its text is read again with the reader's letters, so that quoted names may be other columns, and a function that the reader's search_path would replace is an error. Readers of one view at the same moment should agree on the letters.",
		"Whether CREATE OR REPLACE may give a late-binding view other columns, or turn a regular view into one: other columns are refused, the turn is allowed.",
		"A late-binding view that reads catalogues or system tables is refused.",
		"A frozen late-binding view inside a regular view is bound to the tables as they were; when one is dropped, reading it fails for good.",
		"Statements inside procedures and functions are PostgreSQL's: of procedures only the words are looked at, names with another database fail, and late-binding views are read as they were last bound.",
		"With whose rights a procedure runs that a definer's procedure calls: here it is the definer's.",
		"A reader whose table in another database is dropped and made again in one transaction fails on Redshift; here he waits and reads the new one.",
		"One snapshot for all databases: another database is seen as of its first read in the transaction, not as of the transaction's start.",
		"Catalogues are read as they are inside a transaction block too, as on Redshift, but as of the transaction's snapshot once the block may have changed definitions or rights itself, in sessions with temporary tables, by named prepared statements, cursors and several statements sent as one text, and where the statement asks for the session's own settings or time.",
		"Correlated subqueries that Redshift cannot take apart are refused where the outer column is written with its relation's name, and when a view is made, not only when it is read; with a bare column they run here, and so does a reserved word that is used as a column where it could be a keyword.",
		"Uncommitted changes of the same session in another database cannot be made, so none are ever seen: writing across databases is refused.",
		"Redshift's locks on tables: writers of one table do not queue. Conflicts are PostgreSQL's under Redshift's error; databases are at SNAPSHOT isolation, and at SERIALIZABLE the front's own notes on late-binding views count as read and written, so that defining views at the same time may be a conflict here and not there.",
		"Row-level security is kept and shown and blocks other databases, but no policy is applied: in its own database, a table under it is read by the exempt alone.",
		"Dynamic data masking, datashares, external schemas, federated users, materialized views, temporary tables named with # and SUPER navigation.",
		"SHOW of anything but DATABASES, SCHEMAS, TABLES, COLUMNS, GRANTS on databases, schemas and tables, and VIEW; the Data API, COPY and UNLOAD, Python and Lambda functions.",
		"System permissions are kept and shown, but only ACCESS CATALOG and ACCESS SYSTEM TABLE do something; the privileges DROP and ALTER are not known, and metadata security is off.",
		"Scoped permissions for languages and databases, and taking only their grant option.",
		"STL, STV, SVL and SYS tables do not exist, but for the two by which clients tell platforms; SVV_TRANSACTIONS knows relations by numbers of their own database.",
		"REGEXP_REPLACE and its kind use PostgreSQL's regular expressions: patterns outside the common subset may mean something else.",
		"TLS, IAM and the session limits of a cluster.",
	}
}
