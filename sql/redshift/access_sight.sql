-- Whether the account sees grants that concern others: of relations, and of everything else.
SELECT
  (SELECT COUNT(*) FROM svv_user_info WHERE user_name = CURRENT_USER AND (superuser OR syslog_access = 'UNRESTRICTED')),
  (SELECT COUNT(*) FROM svv_user_grants WHERE user_name = CURRENT_USER AND role_name = $1)
    + (SELECT COUNT(*) FROM svv_user_info WHERE user_name = CURRENT_USER AND superuser);
