-- Who may call a function or procedure.
SELECT namespace_name, function_name, argument_types, identity_type, identity_name
FROM svv_function_privileges WHERE privilege_type = 'EXECUTE';
