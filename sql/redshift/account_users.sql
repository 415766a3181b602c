-- Every user, whether it has a power over others or sees what they do, and how many connections it may have.
SELECT user_name, superuser OR createdb OR syslog_access = 'UNRESTRICTED', connection_limit FROM svv_user_info ORDER BY 1;
