-- What time it is, for all that is stored and decided: the database's clock is
-- the one that several daemons share. Both are functions of ours so that a test
-- can let weeks pass by replacing them.

-- As this transaction began.
CREATE FUNCTION clock() RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE RETURN now();

-- Now, within a transaction that may have waited.
CREATE FUNCTION clock_exactly() RETURNS timestamptz
LANGUAGE sql VOLATILE PARALLEL SAFE RETURN clock_timestamp();

ALTER TABLE members ALTER COLUMN joined_at SET DEFAULT clock();
ALTER TABLE sessions ALTER COLUMN created_at SET DEFAULT clock();
ALTER TABLE sessions ALTER COLUMN used_at SET DEFAULT clock();
ALTER TABLE signins ALTER COLUMN created_at SET DEFAULT clock();
ALTER TABLE signups ALTER COLUMN consented_at SET DEFAULT clock();
ALTER TABLE memberships ALTER COLUMN joined_at SET DEFAULT clock();
ALTER TABLE ties ALTER COLUMN created_at SET DEFAULT clock();
ALTER TABLE draws ALTER COLUMN stored_at SET DEFAULT clock();
ALTER TABLE introductions ALTER COLUMN offered_at SET DEFAULT clock();
ALTER TABLE outbox ALTER COLUMN created_at SET DEFAULT clock();
ALTER TABLE outbox ALTER COLUMN next_at SET DEFAULT clock();
ALTER TABLE idempotency ALTER COLUMN created_at SET DEFAULT clock();
ALTER TABLE audit ALTER COLUMN at SET DEFAULT clock();
ALTER TABLE imports ALTER COLUMN created_at SET DEFAULT clock();
