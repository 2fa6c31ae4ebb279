-- All of a community as rows for whoever studies it, a page at a time: rows of a
-- place to go on from, and an object. $1: the export's key; $2: names, too; $3: the
-- attributes that may be in it; $4: the place before, or ''; $5: how many.
-- In the order of the pseudonyms: that of the ids would be the same in every export,
-- as exact times would. Nothing that somebody wrote is in it.

-- name: bulk_begin
INSERT INTO exports (id, names, expires_at)
VALUES ($1, $2, clock() + interval '1 day');

-- name: bulk_tidy
DELETE FROM exports WHERE expires_at < clock();

-- name: bulk_living
SELECT names FROM exports WHERE id = $1 AND expires_at > clock();

-- name: bulk_members
SELECT p, row_to_json(t)::text FROM (
	SELECT pseudonym($1, m.id) AS p, m.* FROM members m
	WHERE m.state <> 'erased' AND $3::text[] IS NOT NULL) AS m
CROSS JOIN LATERAL (SELECT m.p AS member,
    CASE WHEN $2::boolean THEN m.ref END AS own_id,
    CASE WHEN $2::boolean THEN m.name END AS name,
    m.state, m.language, m.zone, m.source,
    to_char(m.joined_at, 'YYYY-MM') AS joined_month,
    coalesce(m.paused_until > clock(), false) AS paused,
    m.rest_since IS NOT NULL AS rests) AS t
WHERE p > $4 ORDER BY p LIMIT $5;

-- name: bulk_attributes
SELECT t.member || ' ' || t.attribute, row_to_json(t)::text FROM (
	SELECT pseudonym($1, a.member) AS member, a.attribute, a.value
	FROM member_attributes a
	WHERE $2::boolean OR a.attribute = ANY ($3::text[])) AS t
WHERE t.member || ' ' || t.attribute > $4 ORDER BY 1 LIMIT $5;

-- name: bulk_memberships
SELECT t.member || ' ' || t.pool, row_to_json(t)::text FROM (
	SELECT pseudonym($1, s.member) AS member, s.pool,
	    to_char(s.joined_at, 'YYYY-MM') AS joined_month, s.every,
	    s.prefers_three
	FROM memberships s
	WHERE $2::boolean IS NOT NULL AND $3::text[] IS NOT NULL) AS t
WHERE t.member || ' ' || t.pool > $4 ORDER BY 1 LIMIT $5;

-- name: bulk_rounds
SELECT t.round, row_to_json(t)::text FROM (
	SELECT pseudonym($1, r.id) AS round, r.pool, r.state,
	    r.second_of IS NOT NULL AS second_draw, api_time(r.published_at)
	        AS published_at, r.members, r.introduced, r.groups, r.sat_out,
	    r.met, r.not_met, r.came_to_nothing
	FROM rounds r WHERE r.published_at IS NOT NULL
	    AND $2::boolean IS NOT NULL AND $3::text[] IS NOT NULL) AS t
WHERE t.round > $4 ORDER BY 1 LIMIT $5;

-- name: bulk_introductions
SELECT t.introduction, row_to_json(t)::text FROM (
	SELECT pseudonym($1, i.id) AS introduction,
	    pseudonym($1, i.round) AS round, i.pool, i.state, i.frees,
	    (SELECT count(*) FROM introduction_members s
	     WHERE s.introduction = i.id) AS members
	FROM introductions i
	WHERE $2::boolean IS NOT NULL AND $3::text[] IS NOT NULL) AS t
WHERE t.introduction > $4 ORDER BY 1 LIMIT $5;

-- What each said, and what they say came of it; of who has left, without a name.
-- name: bulk_answers
SELECT t.introduction || ' ' || t.member, row_to_json(t)::text FROM (
	SELECT pseudonym($1, s.introduction) AS introduction,
	    pseudonym($1, s.member) AS member, s.response AS answer,
	    (extract(epoch FROM s.answered_at - i.offered_at) / 3600)::int
	        AS hours_to_answer,
	    o.met, o.rating, o.again, o.no_show
	FROM introduction_members s
	JOIN introductions i ON i.id = s.introduction
	LEFT JOIN outcomes o ON o.introduction = s.introduction
	    AND o.member = s.member
	WHERE $2::boolean IS NOT NULL AND $3::text[] IS NOT NULL) AS t
WHERE t.introduction || ' ' || t.member > $4 ORDER BY 1 LIMIT $5;

-- Why they sat out, as the engine's facts begin: a rule and its outcome.
-- name: bulk_sit_outs
SELECT t.round || ' ' || t.member, row_to_json(t)::text FROM (
	SELECT pseudonym($1, w.round) AS round, pseudonym($1, w.member) AS member,
	    replace(w.why, E'\t', ' ') AS why
	FROM round_members w WHERE w.outcome = 'sat_out'
	    AND $2::boolean IS NOT NULL AND $3::text[] IS NOT NULL) AS t
WHERE t.round || ' ' || t.member > $4 ORDER BY 1 LIMIT $5;
