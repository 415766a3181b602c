-- Only a serverless workgroup has this view for everybody.
SELECT 1 FROM sys_serverless_usage LIMIT 1;
