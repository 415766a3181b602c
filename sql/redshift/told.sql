-- Whether this account sees other sessions' transactions.
SELECT COUNT(*) FROM svv_user_grants WHERE user_name = CURRENT_USER AND role_name = $1;
