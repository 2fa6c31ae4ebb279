-- People whom members know, have blocked, or report.

-- A person is known by a keyed hash of their address, however it is written
-- (daemon/model/person.h). Only who has an address has one; where it is missing,
-- work/due_people.h puts it in.
ALTER TABLE members
	ADD COLUMN person bytea,
	ADD COLUMN review_since timestamptz, -- suspended until an operator decides
	ADD COLUMN review_told boolean NOT NULL DEFAULT true;
CREATE INDEX members_person ON members (person) WHERE person IS NOT NULL;
CREATE INDEX members_unhashed ON members (id)
    WHERE person IS NULL AND email_index IS NOT NULL;
CREATE INDEX members_review_untold ON members (review_since)
    WHERE NOT review_told;
ALTER TABLE signups ADD COLUMN person bytea;
ALTER TABLE import_members ADD COLUMN person bytea;

-- Who said so: the operator's file, or a member.
ALTER TABLE ties ADD COLUMN source text NOT NULL DEFAULT 'import'
    CHECK (source IN ('import', 'member'));

-- By which partners name each other to the daemon; of one introduction only.
ALTER TABLE introduction_members
	ADD COLUMN handle uuid NOT NULL DEFAULT gen_random_uuid();

CREATE TABLE known_people (
	id uuid PRIMARY KEY,
	member uuid NOT NULL REFERENCES members ON DELETE CASCADE,
	person bytea NOT NULL,
	email_sealed bytea NOT NULL,     -- as the member wrote it
	added_at timestamptz NOT NULL DEFAULT clock(),
	UNIQUE (member, person)
);
CREATE INDEX known_people_person ON known_people (person);
CREATE INDEX known_people_page ON known_people (member, id);

-- A block names a partner of an introduction, or an address ahead of time. It
-- outlives both accounts: by the hashes of block_people it counts again for
-- whoever comes back.
CREATE TABLE blocks (
	id uuid PRIMARY KEY,
	member uuid REFERENCES members ON DELETE SET NULL, -- who blocks
	blocked uuid REFERENCES members ON DELETE SET NULL, -- as far as known
	introduction uuid REFERENCES introductions ON DELETE SET NULL,
	handle uuid,
	address bytea,                   -- hash of the one that was written
	sealed bytea,                    -- that address, or the partner's name
	blocked_at timestamptz NOT NULL DEFAULT clock(),
	left_at timestamptz,             -- since when `member` is erased
	UNIQUE (member, address),
	UNIQUE (member, introduction, handle),
	CHECK (address IS NULL OR handle IS NULL)
);
CREATE INDEX blocks_blocked ON blocks (blocked);
CREATE INDEX blocks_introduction ON blocks (introduction);
CREATE INDEX blocks_left ON blocks (left_at) WHERE left_at IS NOT NULL;
CREATE TABLE block_people (
	block uuid NOT NULL REFERENCES blocks ON DELETE CASCADE,
	by_person bytea NOT NULL,
	of_person bytea NOT NULL,
	PRIMARY KEY (block, by_person, of_person)
);
CREATE INDEX block_people_by ON block_people (by_person);
CREATE INDEX block_people_of ON block_people (of_person);

CREATE TABLE reports (
	id uuid PRIMARY KEY,
	reporter uuid REFERENCES members ON DELETE SET NULL,
	reporter_person bytea,           -- two accounts of one person are one
	reported uuid REFERENCES members ON DELETE SET NULL,
	introduction uuid REFERENCES introductions ON DELETE SET NULL,
	category text NOT NULL CHECK (category IN ('harassment', 'safety', 'minor',
	    'spam', 'impersonation', 'no_show', 'other')),
	sealed bytea NOT NULL,           -- what the reporter wrote
	snapshot_sealed bytea NOT NULL,  -- profile and messages as they were
	state text NOT NULL DEFAULT 'open' CHECK (state IN
	    ('open', 'dismissed', 'warned', 'suspended', 'reinstated')),
	reported_at timestamptz NOT NULL DEFAULT clock(),
	decided_at timestamptz,
	words_sealed bytea,              -- the operator's
	CHECK ((state = 'open') = (decided_at IS NULL))
);
CREATE INDEX reports_reporter ON reports (reporter, id);
CREATE INDEX reports_reported ON reports (reported, reported_at);
CREATE INDEX reports_introduction ON reports (introduction);
CREATE INDEX reports_decided ON reports (decided_at)
    WHERE decided_at IS NOT NULL;

-- Whoever joins under an address and whoever says something of it at the same
-- moment must not miss each other: joiners share these locks with joiners, and
-- who speaks of a person has its lock alone. 64 of them, so that an import of a
-- million takes no more.
CREATE FUNCTION people_lock(persons bytea[], alone boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
	bucket integer;
BEGIN
	FOR bucket IN SELECT DISTINCT get_byte(p, 0) % 64
	    FROM unnest(persons) AS p WHERE p IS NOT NULL ORDER BY 1 LOOP
		IF alone THEN
			PERFORM pg_advisory_xact_lock(1936028270, bucket);
		ELSE
			PERFORM pg_advisory_xact_lock_shared(1936028270, bucket);
		END IF;
	END LOOP;
END $$;

-- Makes ties of what was said of these members before they came, and of what
-- they said themselves under the same address once.
CREATE FUNCTION people_match(who uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
	-- Of an address that several accounts of theirs blocked, the first block.
	UPDATE blocks b SET member = f.whose, left_at = NULL
	FROM (SELECT DISTINCT ON (m.id, coalesce(l.address, uuid_send(l.id)))
	        m.id AS whose, l.id
	    FROM members m JOIN block_people h ON h.by_person = m.person
	    JOIN blocks l ON l.id = h.block
	    WHERE m.id = ANY (who)
	        AND NOT EXISTS (SELECT FROM members o
	            WHERE o.id = l.member AND o.state <> 'erased')
	        AND NOT EXISTS (SELECT FROM blocks mine
	            WHERE mine.member = m.id AND mine.address = l.address)
	    ORDER BY m.id, coalesce(l.address, uuid_send(l.id)), l.id) AS f
	WHERE b.id = f.id;
	-- The others are one with it.
	WITH twice AS (
		SELECT mine.id AS stays, l.id AS gone
		FROM members m JOIN block_people h ON h.by_person = m.person
		JOIN blocks l ON l.id = h.block
		JOIN blocks mine ON mine.member = m.id
		    AND mine.address = l.address AND mine.id <> l.id
		WHERE m.id = ANY (who) AND NOT EXISTS (SELECT FROM members o
		    WHERE o.id = l.member AND o.state <> 'erased')
	), hashes AS (
		INSERT INTO block_people (block, by_person, of_person)
		SELECT t.stays, h.by_person, h.of_person
		FROM twice t JOIN block_people h ON h.block = t.gone
		ON CONFLICT DO NOTHING
	)
	DELETE FROM blocks b USING twice t WHERE b.id = t.gone;
	UPDATE blocks b SET blocked = m.id
	FROM members m JOIN block_people h ON h.of_person = m.person
	WHERE m.id = ANY (who) AND b.id = h.block AND NOT EXISTS (
	    SELECT FROM members o WHERE o.id = b.blocked AND o.state <> 'erased');
	INSERT INTO ties (low, high, kind, by, source)
	SELECT least(t.a, t.b), greatest(t.a, t.b), t.kind, t.a, 'member'
	FROM (
		SELECT k.member AS a, m.id AS b, 'knows' AS kind
		FROM members m JOIN known_people k ON k.person = m.person
		WHERE m.id = ANY (who)
		UNION
		SELECT a.id, m.id, 'blocks'
		FROM members m JOIN block_people h ON h.of_person = m.person
		JOIN members a ON a.person = h.by_person
		WHERE m.id = ANY (who)
		UNION
		SELECT m.id, o.id, 'blocks'
		FROM members m JOIN block_people h ON h.by_person = m.person
		JOIN members o ON o.person = h.of_person
		WHERE m.id = ANY (who)
	) AS t
	WHERE t.a <> t.b
	ORDER BY 1, 2
	ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION members_come() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
	persons bytea[];
	who uuid[];
BEGIN
	SELECT array_agg(person), array_agg(id) INTO persons, who
	FROM fresh WHERE person IS NOT NULL;
	IF who IS NOT NULL THEN
		PERFORM people_lock(persons, false);
		PERFORM people_match(who);
	END IF;
	IF EXISTS (SELECT FROM fresh WHERE person IS NULL
	    AND email_index IS NOT NULL) THEN
		PERFORM pg_notify('serendip_due', '');
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER members_come
AFTER INSERT ON members REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION members_come();

-- An address that changes without its hash has none until it is put in.
CREATE FUNCTION member_unhash() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.person IS NOT DISTINCT FROM OLD.person THEN
		NEW.person := NULL;
		PERFORM pg_notify('serendip_due', '');
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER member_unhash
BEFORE UPDATE ON members FOR EACH ROW
WHEN (OLD.email_index IS DISTINCT FROM NEW.email_index)
EXECUTE FUNCTION member_unhash();

-- Blocks follow a member to another address, and stay with the one before.
CREATE FUNCTION member_hashed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM people_lock(ARRAY[NEW.person], false);
	INSERT INTO block_people (block, by_person, of_person)
	SELECT b.id, NEW.person, h.of_person
	FROM blocks b JOIN block_people h ON h.block = b.id
	WHERE b.member = NEW.id
	UNION
	SELECT b.id, h.by_person, NEW.person
	FROM blocks b JOIN block_people h ON h.block = b.id
	WHERE b.blocked = NEW.id
	ON CONFLICT DO NOTHING;
	PERFORM people_match(ARRAY[NEW.id]);
	RETURN NULL;
END $$;
CREATE TRIGGER member_hashed
AFTER UPDATE ON members FOR EACH ROW
WHEN (NEW.person IS NOT NULL AND NEW.person IS DISTINCT FROM OLD.person)
EXECUTE FUNCTION member_hashed();

-- Whoever leaves takes along what they wrote; that they blocked stays, as
-- hashes, for three years.
CREATE FUNCTION member_erased() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM known_people WHERE member = NEW.id;
	UPDATE blocks SET sealed = NULL, left_at = clock() WHERE member = NEW.id;
	UPDATE blocks SET sealed = NULL
	WHERE blocked = NEW.id AND handle IS NOT NULL;
	RETURN NULL;
END $$;
CREATE TRIGGER member_erased
AFTER UPDATE ON members FOR EACH ROW
WHEN (NEW.state = 'erased' AND OLD.state <> 'erased')
EXECUTE FUNCTION member_erased();

-- A block takes effect: on the draws to come by its ties, and on what the two
-- have in common now by withdrawing the letters that wait for them.
CREATE FUNCTION block_apply(which uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
	b blocks := (SELECT x FROM blocks x WHERE x.id = which);
	others uuid[] := (SELECT coalesce(array_agg(m.id), '{}') FROM members m
	    WHERE m.id <> b.member AND (m.id = b.blocked OR m.person IN
	        (SELECT of_person FROM block_people WHERE block = which)));
BEGIN
	UPDATE blocks SET blocked = others[1]
	WHERE id = which AND blocked IS NULL;
	INSERT INTO ties (low, high, kind, by, source)
	SELECT least(o, b.member), greatest(o, b.member), 'blocks', b.member,
	    'member'
	FROM unnest(others) AS o ORDER BY 1, 2
	ON CONFLICT DO NOTHING;
	WITH shared AS (
		SELECT mine.introduction, mine.round, two.member
		FROM introduction_members mine
		JOIN introduction_members theirs
		    ON theirs.introduction = mine.introduction
		    AND theirs.member = ANY (others),
		    LATERAL (VALUES (mine.member), (theirs.member)) AS two(member)
		WHERE mine.member = b.member
	), withdrawn AS (
		UPDATE outbox o SET state = 'dead', done_at = clock(), sealed = '',
		    reason = 'withdrawn'
		FROM shared s
		WHERE o.member = s.member AND o.state = 'pending'
		    AND (o.key = 'introduction:' || s.round || ':' || s.member
		        OR strpos(o.key, s.introduction::text) > 0)
		RETURNING o.id, o.kind
	)
	INSERT INTO audit (actor, action, subject, detail)
	SELECT 'daemon', 'letter withdrawn', id, kind FROM withdrawn;
END $$;

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE
		    ON known_people, blocks, block_people, reports TO serendip_app;
	END IF;
END $$;

-- formerly: f3b37ec6ea57ee7556f7ab2f14e4f4354bcf23bfa0939bbeee7dd341e28e70c1
