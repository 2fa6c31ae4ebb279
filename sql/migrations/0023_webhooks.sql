-- Webhooks: operators' own receivers, to which letters go as HTTP requests by the
-- same outbox. What happens is written there by triggers, in the transaction in which
-- it happens, whoever does it.

-- As configured. `target` tells one that was changed, which is tried again although
-- it was disabled.
CREATE TABLE webhooks (
	name text PRIMARY KEY,
	active boolean NOT NULL,
	target text NOT NULL,
	events text[] NOT NULL,
	life interval NOT NULL,          -- of a letter to it
	disabled_at timestamptz,         -- it said that it is gone (410)
	disabled_why text,
	CHECK ((disabled_at IS NULL) = (disabled_why IS NULL))
);

-- A letter to a webhook holds nothing to be sealed: ids and figures.
ALTER TABLE outbox
	ADD COLUMN webhook text REFERENCES webhooks,
	ADD COLUMN body jsonb,
	ADD COLUMN due_at timestamptz NOT NULL DEFAULT clock(), -- at first
	ADD CHECK ((webhook IS NULL) = (body IS NULL)),
	ADD CHECK (webhook IS NULL OR member IS NULL AND email_sealed IS NULL);
CREATE INDEX outbox_webhooks ON outbox (next_at)
    WHERE state = 'pending' AND webhook IS NOT NULL;

-- Whom a letter is to, and who delivers it.
CREATE FUNCTION channel_of(webhook text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN webhook IS NULL THEN 'mail' ELSE 'webhook' END
$$;

-- An id that sorts by time (UUIDv7), as the daemon makes them.
CREATE FUNCTION id_new() RETURNS uuid
LANGUAGE sql VOLATILE AS $$
	SELECT (substr(h, 1, 8) || '-' || substr(h, 9) || '-7'
	    || substr(gen_random_uuid()::text, 16))::uuid
	FROM (SELECT lpad(to_hex(floor(extract(epoch FROM serendip.clock_exactly())
	    * 1000)::bigint), 12, '0') AS h) AS at
$$;

CREATE FUNCTION webhooks_want(event text) RETURNS boolean
LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT FROM serendip.webhooks
	    WHERE active AND disabled_at IS NULL AND event = ANY (events))
$$;

-- A letter to each that wants to know.
CREATE FUNCTION webhooks_tell(event text, about jsonb) RETURNS void
LANGUAGE sql VOLATILE AS $$
	INSERT INTO serendip.outbox (id, webhook, kind, key, sealed, body, expires_at)
	SELECT n.id, w.name, event, 'webhook:' || n.id, '',
	    jsonb_build_object('type', event, 'timestamp',
	        to_char(serendip.clock() AT TIME ZONE 'UTC',
	            'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'data', about),
	    serendip.clock() + w.life
	FROM serendip.webhooks w CROSS JOIN LATERAL (SELECT serendip.id_new() AS id
	    WHERE w.name IS NOT NULL) AS n
	WHERE w.active AND w.disabled_at IS NULL AND event = ANY (w.events)
$$;

-- What is told of a round: figures, never who.
CREATE FUNCTION webhook_round(r rounds) RETURNS jsonb
LANGUAGE sql STABLE AS $$
	SELECT jsonb_strip_nulls(jsonb_build_object('round', r.id, 'pool', r.pool,
	    'second', r.second_of IS NOT NULL, 'members', r.members,
	    'introduced', r.introduced, 'groups', r.groups, 'sat_out', r.sat_out))
$$;

CREATE FUNCTION webhook_rounds() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
	part record;
	came record;
BEGIN
	IF NEW.state = 'drawn' THEN
		PERFORM serendip.webhooks_tell('round.waiting', serendip.webhook_round(NEW));
	ELSIF NEW.state = 'failed' AND NEW.attempts = 3 THEN
		PERFORM serendip.webhooks_tell('round.failed', serendip.webhook_round(NEW)
		    || jsonb_build_object('attempts', NEW.attempts));
	ELSIF NEW.state = 'published' THEN
		PERFORM serendip.webhooks_tell('round.published',
		    serendip.webhook_round(NEW));
		IF NOT serendip.webhooks_want('introduction.made') THEN
			RETURN NULL;
		END IF;
		FOR part IN
			SELECT jsonb_agg(jsonb_build_object('introduction', id,
			    'members', size) ORDER BY id) AS list, count(*) AS count
			FROM (SELECT i.id, (SELECT count(*)
			        FROM serendip.introduction_members m
			        WHERE m.introduction = i.id) AS size,
			    (row_number() OVER (ORDER BY i.id) - 1) / 500 AS page
			    FROM serendip.introductions i WHERE i.round = NEW.id) AS made
			GROUP BY page ORDER BY page
		LOOP
			PERFORM serendip.webhooks_tell('introduction.made',
			    jsonb_build_object('round', NEW.id, 'pool', NEW.pool,
			    'groups', part.count, 'introductions', part.list));
		END LOOP;
	ELSIF NEW.state = 'closed' THEN
		SELECT count(*) FILTER (WHERE state = 'met') AS met,
		    count(*) FILTER (WHERE state = 'not_met') AS not_met, count(*) AS groups
		INTO came FROM serendip.introductions WHERE round = NEW.id;
		PERFORM serendip.webhooks_tell('round.closed', serendip.webhook_round(NEW)
		    || jsonb_build_object('met', came.met, 'not_met', came.not_met));
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER webhook_rounds
AFTER UPDATE OF state ON rounds FOR EACH ROW
WHEN (NEW.state IS DISTINCT FROM OLD.state)
EXECUTE FUNCTION webhook_rounds();

-- What came of introductions, those of one statement together.
CREATE FUNCTION webhook_outcomes() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
	part record;
BEGIN
	IF NOT serendip.webhooks_want('introduction.outcome') THEN
		RETURN NULL;
	END IF;
	FOR part IN
		SELECT jsonb_agg(jsonb_build_object('introduction', id, 'round', round,
		    'pool', pool, 'outcome', state) ORDER BY id) AS list
		FROM (SELECT n.id, n.round, n.pool, n.state,
		    (row_number() OVER (ORDER BY n.id) - 1) / 500 AS page
		    FROM after n JOIN before o ON o.id = n.id AND o.state <> n.state
		    WHERE n.state IN ('declined', 'expired', 'met', 'not_met')) AS come
		GROUP BY page ORDER BY page
	LOOP
		PERFORM serendip.webhooks_tell('introduction.outcome',
		    jsonb_build_object('outcomes', part.list));
	END LOOP;
	RETURN NULL;
END $$;
CREATE TRIGGER webhook_outcomes
AFTER UPDATE ON introductions REFERENCING OLD TABLE AS before NEW TABLE AS after
FOR EACH STATEMENT EXECUTE FUNCTION webhook_outcomes();

-- That somebody reported something; what, the operators read where it is noted.
CREATE FUNCTION webhook_reports() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM serendip.webhooks_tell('report.made', jsonb_build_object('report', NEW.id,
	    'open', (SELECT count(*) FROM serendip.reports WHERE state = 'open')));
	RETURN NULL;
END $$;
CREATE TRIGGER webhook_reports
AFTER INSERT ON reports FOR EACH ROW EXECUTE FUNCTION webhook_reports();

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE ON webhooks TO serendip_app;
	END IF;
END $$;
