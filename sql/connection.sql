-- What a connection says before it knows a statement of sql/statements. Of each
-- block a macro is made, SQL_SESSION_SETTINGS and so on, in sql_connection.h.

-- $1: how long in milliseconds a statement may take, and the next word of a
-- transaction be waited for. A server that is busy for us looks whether we are
-- still there. Compiling a statement (JIT) takes longer than any of ours runs.
-- name: session_settings
SELECT set_config('search_path', 'serendip', false),
    set_config('statement_timeout', $1, false),
    set_config('client_connection_check_interval', '1s', false),
    set_config('idle_in_transaction_session_timeout', $1, false),
    set_config('TimeZone', 'UTC', false), set_config('jit', 'off', false);

-- The same patience for one transaction.
-- name: transaction_patience
SELECT set_config('statement_timeout', $1, true),
    set_config('idle_in_transaction_session_timeout', $1, true);

-- Of a connection that waits for each answer (daemon/io/db_plain.h).
-- name: plain_settings
SET search_path = serendip;
SET TimeZone = 'UTC';
SET client_encoding = 'UTF8';
SET bytea_output = 'hex';

-- Any number will do, as long as it is ours: "serendip" in ASCII. Lasts as long
-- as the connection.
-- name: migrate_lock
SELECT pg_advisory_lock(8314037911139577200);

-- name: migrate_home
CREATE SCHEMA IF NOT EXISTS serendip;
SET search_path = serendip;
CREATE TABLE IF NOT EXISTS schema_version (
    number integer PRIMARY KEY,
    name text NOT NULL,
    digest text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now());

-- name: migrate_applied
SELECT name, digest FROM schema_version ORDER BY number;

-- name: migrate_record
INSERT INTO schema_version (number, name, digest) VALUES ($1, $2, $3);

-- Of a daemon, as long as it is connected: how many generations of secrets it
-- knows (daemon/io/keyring.h); what follows listens. A format.
-- name: keys_present
SELECT pg_advisory_lock_shared(1936028272, %d);
