-- What became of a round, told to the operators once it is published.

ALTER TABLE rounds ADD COLUMN operators_told boolean NOT NULL DEFAULT false;
UPDATE rounds SET operators_told = true WHERE published_at IS NOT NULL;
CREATE INDEX rounds_untold ON rounds (published_at)
    WHERE published_at IS NOT NULL AND NOT operators_told;

CREATE FUNCTION rounds_published() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('serendip_due', '');
	RETURN NULL;
END $$;
CREATE TRIGGER rounds_published
AFTER UPDATE ON rounds FOR EACH ROW
WHEN (OLD.published_at IS NULL AND NEW.published_at IS NOT NULL)
EXECUTE FUNCTION rounds_published();

-- Whether a member answered none of the last three introductions whose time to
-- answer is over.
CREATE FUNCTION is_inactive(member uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT count(*) = 3 AND bool_and(x.response IS NULL)
    FROM (SELECT s.response FROM introduction_members s
        JOIN introductions i ON i.id = s.introduction AND i.state <> 'offered'
        WHERE s.member = $1 ORDER BY s.introduction DESC LIMIT 3) AS x);

-- In the JSON of a draw's report, the attribute that is the members' field:
-- "domain", or the first that the rules name.
CREATE FUNCTION report_domain(report jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN $1 -> 'differ' ? 'domain' THEN 'domain'
    ELSE (SELECT min(k) FROM jsonb_object_keys($1 -> 'differ') AS k) END;

-- A share or score in thousandths; null where it is not known.
CREATE FUNCTION thousandths(jsonb) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE jsonb_typeof($1) WHEN 'number' THEN round($1::numeric * 1000)::int END;

-- A published round in figures: what its draw reached, and what became of the one
-- before it in its pool.
CREATE FUNCTION round_figures(round uuid) RETURNS TABLE (pool text,
    published_at timestamptz, members integer, introduced integer,
    groups integer, sat_out integer, mean_score integer, chance_score integer,
    upper_bound integer, repeats integer, rounds_left integer, attribute text,
    share integer, chance integer, ceiling integer, homophily integer,
    e_i integer, before uuid, before_at timestamptz, asked bigint,
    answered bigint, accepted bigint, cross_met bigint, cross_settled bigint,
    same_met bigint, same_settled bigint, inactive bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT r.pool, r.published_at, r.members, r.introduced, r.groups, r.sat_out,
	    thousandths(j.report -> 'mean_score'),
	    thousandths(j.report -> 'chance_score'),
	    thousandths(j.report -> 'upper_bound'),
	    (j.report ->> 'repeats')::int, (j.report ->> 'rounds_left')::int,
	    f.attribute, thousandths(f.differ -> 'share'),
	    thousandths(f.differ -> 'chance'), thousandths(f.differ -> 'ceiling'),
	    thousandths(f.differ -> 'homophily'), thousandths(f.differ -> 'e_i'),
	    p.id, p.published_at, a.asked, a.answered, a.accepted,
	    m.cross_met, m.cross_settled, m.same_met, m.same_settled,
	    (SELECT count(*) FROM memberships s
	     JOIN members w ON w.id = s.member AND w.state = 'active'
	     WHERE s.pool = r.pool AND is_inactive(w.id))
	FROM rounds r LEFT JOIN draws d ON d.round = r.id
	CROSS JOIN LATERAL (SELECT d.report::jsonb AS report) AS j
	CROSS JOIN LATERAL (SELECT report_domain(j.report) AS attribute,
	    j.report -> 'differ' -> report_domain(j.report) AS differ) AS f
	LEFT JOIN LATERAL (SELECT q.id, q.published_at FROM rounds q
	    WHERE q.pool = r.pool AND q.published_at < r.published_at
	        AND q.second_of IS NULL
	    ORDER BY q.published_at DESC LIMIT 1) AS p
	    -- Of fewer, figures would tell what single ones answered.
	    ON (SELECT count(*) FROM introduction_members s WHERE s.round = p.id) >= 5
	CROSS JOIN LATERAL (SELECT count(*) AS asked,
	        count(s.response) AS answered,
	        count(*) FILTER (WHERE s.response = 'accepted') AS accepted
	    FROM introduction_members s WHERE s.round = p.id) AS a
	CROSS JOIN LATERAL (SELECT
	        count(*) FILTER (WHERE x.low <> x.high AND x.met) AS cross_met,
	        count(*) FILTER (WHERE x.low <> x.high AND x.settled)
	            AS cross_settled,
	        count(*) FILTER (WHERE x.low = x.high AND x.met) AS same_met,
	        count(*) FILTER (WHERE x.low = x.high AND x.settled)
	            AS same_settled
	    FROM mixing_pairs(ARRAY[p.id], f.attribute, '/') AS x) AS m
	WHERE r.id = $1 AND r.published_at IS NOT NULL;
END;

-- An export under way: the pseudonyms in it are hashes under a key of its own,
-- unless it has names.
CREATE TABLE exports (
	id uuid PRIMARY KEY,
	names boolean NOT NULL,
	expires_at timestamptz NOT NULL
);

-- Who or what an export means, the same in all of its files and in no other export.
CREATE FUNCTION pseudonym(key bytea, of uuid) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(encode(sha256($1 || uuid_send($2)), 'hex'), 20);

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT, INSERT, DELETE ON exports TO serendip_app;
	END IF;
END $$;
