package lint

import "scrim/pkg/issue"

// The pages on which the rules stand.
const (
	aws          = "https://docs.aws.amazon.com/redshift/latest/dg/"
	pageUser     = aws + "r_CREATE_USER.html"
	pageGrant    = aws + "r_GRANT.html"
	pageDefaults = aws + "r_ALTER_DEFAULT_PRIVILEGES.html"
	pageScoped   = aws + "t_scoped-permissions.html"
	pageSchemas  = aws + "r_Schemas_and_tables-schema-based-privileges.html"
	pageDatabase = aws + "t_creating_database.html"
	pageMissing  = aws + "c_unsupported-postgresql-features.html"
	pageConnect  = "https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-to-cluster.html"
	pageRoles    = "https://cloud.google.com/bigquery/docs/access-control"
	pageAccess   = "https://cloud.google.com/bigquery/docs/control-access-to-resources-iam"
)

// The codes; docs/connectors.md explains each.
const (
	codeQuotes      issue.Code = "password-in-double-quotes"
	codePassword    issue.Code = "password-refused"
	codeEncrypted   issue.Code = "password-encrypted"
	codeConnect     issue.Code = "grant-connect"
	codeSequences   issue.Code = "grant-on-sequences"
	codeForRole     issue.Code = "defaults-for-role"
	codeMeta        issue.Code = "psql-command"
	codeGrantee     issue.Code = "grant-to-another"
	codeRoleWord    issue.Code = "grant-without-role"
	codeDatabase    issue.Code = "database-postgres"
	codeCreator     issue.Code = "defaults-without-creator"
	codeSchemaAll   issue.Code = "schema-all-without-tables"
	codeFuture      issue.Code = "future-tables-not-covered"
	codeWritable    issue.Code = "not-the-only-writable"
	codePlaceholder issue.Code = "placeholder-left"
	codeRedundant   issue.Code = "bigquery-role-redundant"
	codeProjectWide issue.Code = "bigquery-role-project-wide"
	codeNothingRead issue.Code = "nothing-to-lint"
)

// What several rules say.
const (
	toPutIn            = "'‹password›'"
	wellFormed         = "8 to 64 characters with an upper-case letter, a lower-case letter and a digit, printable ASCII without ' \" \\ / @ and blanks"
	scopedCoversFuture = "it covers the tables that there are and that there will be, whoever creates them"
)
