-- Members who may do over TLS what operators do on their socket.
ALTER TABLE members
	ADD COLUMN is_operator boolean NOT NULL DEFAULT false,
	ADD CHECK (state = 'active' OR NOT is_operator);
CREATE INDEX members_operators ON members (name, id) WHERE is_operator;

-- Whoever is suspended, or leaves, has the role no more, and does not have it
-- again by coming back.
CREATE FUNCTION member_role_ends() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	NEW.is_operator := false;
	INSERT INTO serendip.audit (actor, action, subject, detail)
	VALUES ('daemon', 'role', NEW.id, 'member');
	RETURN NEW;
END $$;
CREATE TRIGGER member_role_ends
BEFORE UPDATE OF state ON members FOR EACH ROW
WHEN (OLD.is_operator AND NEW.state <> 'active')
EXECUTE FUNCTION member_role_ends();

-- Of whoever has the role the audit log says 'operator:' and their id.
CREATE INDEX audit_operator ON audit (actor) WHERE actor LIKE 'operator:%';

-- Whoever reported, or is reported, does not sit over the report.
CREATE FUNCTION is_party(reports, member uuid) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT coalesce($2 = $1.reporter, false) OR coalesce($2 = $1.reported, false)
$$;

-- What a draw reached, as its report in JSON; null of draws before there were any.
ALTER TABLE draws ADD COLUMN report text;

-- Letters that failed, newest first.
CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead';

-- Rounds that were published, newest first, of one pool or (null) all.
CREATE FUNCTION mixing_rounds(pool text, before uuid, most integer)
RETURNS TABLE (id uuid, pool text, published_at timestamptz, second_of uuid)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT r.id, r.pool, r.published_at, r.second_of FROM rounds r
	WHERE r.published_at IS NOT NULL AND ($1 IS NULL OR r.pool = $1)
	    AND ($2 IS NULL OR r.id < $2)
	ORDER BY r.id DESC LIMIT $3;
END;

-- Pairs of their introductions by domain, the lower first; null where one has none,
-- or has left. `settled`: it is known what came of it.
CREATE FUNCTION mixing_pairs(rounds uuid[], attribute text, separator text)
RETURNS TABLE (round uuid, low text, high text, accepted boolean, met boolean,
    settled boolean)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT i.round, CASE WHEN x.d IS NOT NULL AND y.d IS NOT NULL
	        THEN least(x.d, y.d) END,
	    CASE WHEN x.d IS NOT NULL AND y.d IS NOT NULL
	        THEN greatest(x.d, y.d) END,
	    coalesce(a.response = 'accepted' AND b.response = 'accepted'
	        AND i.state IN ('accepted', 'met', 'not_met'), false),
	    coalesce(a.response = 'accepted' AND b.response = 'accepted'
	        AND i.state = 'met', false),
	    coalesce(i.state NOT IN ('offered', 'accepted')
	        OR 'declined' IN (a.response, b.response), false)
	FROM introductions i
	JOIN introduction_members a ON a.introduction = i.id
	JOIN introduction_members b ON b.introduction = i.id
	    AND b.member > a.member
	LEFT JOIN member_attributes p ON p.member = a.member AND p.attribute = $2
	LEFT JOIN member_attributes q ON q.member = b.member AND q.attribute = $2
	CROSS JOIN LATERAL (SELECT split_part(p.value, $3, 1) AS d) AS x
	CROSS JOIN LATERAL (SELECT split_part(q.value, $3, 1) AS d) AS y
	WHERE i.round = ANY ($1);
END;

-- formerly: ec03e4d8e90058489c8bcb6d2e543e054a1a4f18c860fd1c6ffd3437841ca021
