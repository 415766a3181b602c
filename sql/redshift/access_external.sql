-- Schemas whose tables lie outside: USAGE on one of them is all that its readers need.
SELECT schemaname FROM svv_external_schemas;
