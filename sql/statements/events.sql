-- After an event, at most so many, of all members; and up to where all is known:
-- no transaction below that one is running. Whether any waits beyond it. At least
-- one row, whose event is NULL where there is none.
-- name: events_after
WITH known AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin)
SELECT known.xmin, EXISTS (SELECT FROM events WHERE xact >= known.xmin),
    e.xact, e.number, e.member, e.kind, e.introduction, e.message, e.round,
    e.pool, e.state
FROM known LEFT JOIN LATERAL (
	SELECT * FROM events
	WHERE (xact, number) > ($1::xid8, $2) AND xact < known.xmin
	ORDER BY xact, number LIMIT $3) AS e ON true
ORDER BY e.xact, e.number;

-- Whether a place in the order of events is one that can be gone on from: not
-- before what retention took, and not of another database's life.
-- name: events_place
SELECT ($1::xid8, $2::bigint) >= (xact, number)
    AND $1::xid8 <= pg_snapshot_xmax(pg_current_snapshot())
FROM events_gone;

-- What one member missed between two places.
-- name: events_missed
SELECT * FROM (
	SELECT NULL::xid8, false, xact, number, member, kind, introduction,
	    message, round, pool, state
	FROM events WHERE member = $1
	    AND (xact, number) > ($2::xid8, $3) AND (xact, number) <= ($4::xid8, $5)
	UNION ALL
	SELECT NULL::xid8, false, xact, number, member, kind, introduction,
	    message, round, pool, state
	FROM events WHERE member IS NULL
	    AND (xact, number) > ($2::xid8, $3) AND (xact, number) <= ($4::xid8, $5)
	) AS missed
ORDER BY xact, number LIMIT $6;

-- Of these sessions, those that still are.
-- name: sessions_alive
SELECT s.hash FROM sessions s JOIN members m ON m.id = s.member
WHERE s.hash = ANY ($1::bytea[]) AND s.expires_at > clock()
    AND s.used_at > clock() - interval '14 days' AND m.state = 'active';

-- A database that was restored begins to count its transactions anew: what is
-- there from its life before would never be told in order.
-- name: events_of_another_life
DELETE FROM events WHERE xact >= pg_snapshot_xmax(pg_current_snapshot());

-- name: tidy_events
WITH old AS (
	DELETE FROM events WHERE ctid = ANY (ARRAY(SELECT ctid FROM events
	    WHERE at < clock() - interval '7 days'
	    ORDER BY at LIMIT $1 FOR UPDATE SKIP LOCKED))
	RETURNING xact, number
), noted AS (
	UPDATE events_gone g SET xact = o.xact, number = o.number
	FROM (SELECT xact, number FROM old
	    ORDER BY xact DESC, number DESC LIMIT 1) AS o
	WHERE (o.xact, o.number) > (g.xact, g.number)
)
SELECT count(*) FROM old;
