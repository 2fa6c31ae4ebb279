-- The two roles and the database, where they are missing: serendip_owner may
-- change the schema, serendip_app may only use it. For psql as a superuser, to
-- begin in any database.
SELECT format('CREATE ROLE %I LOGIN', name)
FROM (VALUES ('serendip_owner'), ('serendip_app')) AS wanted (name)
WHERE name NOT IN (SELECT rolname FROM pg_roles) \gexec
SELECT 'CREATE DATABASE serendip OWNER serendip_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'serendip') \gexec
\connect serendip
REVOKE ALL ON DATABASE serendip FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT CONNECT ON DATABASE serendip TO serendip_app;
