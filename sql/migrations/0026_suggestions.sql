-- Two people of whom a member says that they should meet, for an operator to pin.
-- Whoever suggests names each as somebody they met here, or by an address, of
-- which only the hash is compared, and with members only once operators look: so
-- the answer, and all that is done for it, is the same whoever has the address.
-- What becomes of it, the state, is for operators alone: whoever suggested it sees
-- the row for as long as retention keeps it, whatever was made of it.

CREATE TABLE suggestions (
	id uuid PRIMARY KEY,
	member uuid NOT NULL REFERENCES members ON DELETE CASCADE, -- who says so
	pool text NOT NULL REFERENCES pools,
	people bytea NOT NULL CHECK (octet_length(people) = 32), -- hash: which two
	because_sealed bytea,
	state text NOT NULL DEFAULT 'open' CHECK (state IN
	    ('open', 'accepted', 'dismissed', 'gone')), -- gone: one of the two left
	made_at timestamptz NOT NULL DEFAULT clock(),
	UNIQUE (member, pool, people)
);
CREATE INDEX suggestions_page ON suggestions (member, id);
CREATE INDEX suggestions_made ON suggestions (made_at);
CREATE INDEX suggestions_open ON suggestions (id) WHERE state = 'open';

CREATE TABLE suggested_people (
	suggestion uuid NOT NULL REFERENCES suggestions ON DELETE CASCADE,
	place smallint NOT NULL CHECK (place IN (1, 2)),
	partner uuid REFERENCES members, -- somebody met, by that introduction
	introduction uuid REFERENCES introductions ON DELETE SET NULL,
	handle uuid,
	person bytea,                    -- hash of an address
	sealed bytea NOT NULL,           -- that address, or the partner's name
	PRIMARY KEY (suggestion, place),
	CHECK ((partner IS NULL) = (handle IS NULL)),
	CHECK ((partner IS NULL) <> (person IS NULL))
);
CREATE INDEX suggested_people_partner ON suggested_people (partner)
    WHERE partner IS NOT NULL;
CREATE INDEX suggested_people_person ON suggested_people (person)
    WHERE person IS NOT NULL;
CREATE INDEX suggested_people_introduction ON suggested_people (introduction)
    WHERE introduction IS NOT NULL;

-- Who that is: somebody active in the pool, or no row.
CREATE FUNCTION suggested_member(suggestion uuid, place integer, pool text)
RETURNS TABLE (member uuid)
LANGUAGE sql STABLE ROWS 1 AS $$
	SELECT m.id FROM suggested_people p
	CROSS JOIN LATERAL (SELECT x.id, x.state FROM members x
	        WHERE x.id = p.partner
	    UNION ALL
	    SELECT x.id, x.state FROM members x WHERE x.person = p.person) AS m
	JOIN memberships s ON s.member = m.id AND s.pool = $3
	WHERE p.suggestion = $1 AND p.place = $2 AND m.state = 'active'
	ORDER BY m.id LIMIT 1
$$;

-- What operators have to decide: both are in the pool, nothing keeps them apart,
-- they have not been introduced to each other since, and between whoever suggests it
-- and either of them there is no block. So nobody whom one of the two has blocked
-- has a say in whom they meet, and no operator sees that.
CREATE FUNCTION suggestions_ready()
RETURNS TABLE (id uuid, by uuid, low uuid, high uuid, pool text)
LANGUAGE sql STABLE AS $$
	SELECT s.id, s.member, least(a.member, b.member),
	    greatest(a.member, b.member), s.pool
	FROM suggestions s
	JOIN pools o ON o.name = s.pool AND o.active
	JOIN members m ON m.id = s.member AND m.state = 'active'
	CROSS JOIN LATERAL suggested_member(s.id, 1, s.pool) AS a
	CROSS JOIN LATERAL suggested_member(s.id, 2, s.pool) AS b
	WHERE s.state = 'open' AND a.member <> b.member
	    AND s.member NOT IN (a.member, b.member)
	    AND NOT is_kept_apart(least(a.member, b.member),
	        greatest(a.member, b.member))
	    AND NOT EXISTS (SELECT FROM (VALUES (a.member), (b.member)) AS two(member)
	        JOIN ties t ON t.kind = 'blocks' AND t.low = least(two.member, s.member)
	            AND t.high = greatest(two.member, s.member))
	    AND NOT EXISTS (SELECT FROM introduction_members x
	        JOIN introduction_members y ON y.introduction = x.introduction
	            AND y.member = b.member
	        JOIN introductions i ON i.id = x.introduction
	            AND i.offered_at >= s.made_at
	        WHERE x.member = a.member)
$$;

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE ON suggestions,
		    suggested_people TO serendip_app;
	END IF;
END $$;
