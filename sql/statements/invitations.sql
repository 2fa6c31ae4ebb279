-- The invitation of a token's hash, where it still lets somebody in.
-- name: invitation_living
SELECT id FROM invitations
WHERE hash = $1 AND uses < uses_max AND ended_at IS NULL
    AND expires_at > clock();

-- Counts the use by a sign-up. One row, unless the sign-up has an invitation
-- that lets nobody in any more.
-- name: invitation_use
WITH used AS (
	UPDATE invitations i SET uses = uses + 1
	FROM signups u
	WHERE u.attempt = $1 AND i.id = u.invitation AND i.uses < i.uses_max
	    AND i.ended_at IS NULL AND i.expires_at > clock()
	RETURNING i.id
)
SELECT FROM signups u
WHERE u.attempt = $1
    AND (u.invitation IS NULL OR u.invitation IN (SELECT id FROM used));

-- Who invites knows whom they invite: they are not introduced to each other.
-- name: invitation_tie
INSERT INTO ties (low, high, kind, by)
SELECT least(i.inviter, $1::uuid), greatest(i.inviter, $1::uuid), 'knows',
    i.inviter
FROM signups u
JOIN invitations i ON i.id = u.invitation
JOIN members m ON m.id = i.inviter AND m.state <> 'erased'
WHERE u.attempt = $2 AND i.inviter <> $1
ON CONFLICT DO NOTHING;

-- name: invitation_pool
INSERT INTO memberships (member, pool)
SELECT $1, p.name
FROM signups u
JOIN invitations i ON i.id = u.invitation
JOIN pools p ON p.name = i.pool AND p.active
WHERE u.attempt = $2
ON CONFLICT DO NOTHING;

-- What decides whether a letter with an invitation goes to an address: a
-- member's, refused, or written to by as many as it may be in 30 days.
-- name: invitation_address
SELECT EXISTS (SELECT FROM members WHERE email_index = $1)
    OR EXISTS (SELECT FROM invitation_refusals WHERE email_index = $1)
    OR (SELECT count(*) FROM invitations WHERE email_index = $1
        AND created_at > clock() - interval '30 days') >= $2::int;

-- One at a time, so that none counts without the others.
-- name: invitation_lock
SELECT FROM members WHERE id = $1 AND state = 'active' FOR UPDATE;

-- By a member: only where fewer than $7 of theirs are open, and fewer than that
-- were made within a day.
-- name: invitation_insert
INSERT INTO invitations (id, hash, inviter, pool, email_index, uses_max,
    expires_at)
SELECT $1, $2, $3, $4, $5, $6, clock() + $8::int * interval '1 day'
WHERE $3::uuid IS NULL OR (
    (SELECT count(*) FROM invitations WHERE inviter = $3
        AND uses < uses_max AND ended_at IS NULL AND expires_at > clock())
        < $7::bigint
    AND (SELECT count(*) FROM invitations WHERE inviter = $3
        AND created_at > clock() - interval '1 day') < $7::bigint);

-- Newest first: a member's, or all.
-- name: invitations_list
SELECT id, inviter, pool, uses, uses_max, to_us(created_at), to_us(expires_at),
    CASE WHEN uses >= uses_max THEN 'used'
        WHEN ended_at IS NOT NULL THEN 'ended'
        WHEN expires_at <= clock() THEN 'expired'
        ELSE 'open' END
FROM invitations
WHERE ($1::uuid IS NULL OR inviter = $1) AND ($2::uuid IS NULL OR id < $2)
ORDER BY id DESC LIMIT $3;

-- A member's own, or any. Once more changes nothing.
-- name: invitation_end
UPDATE invitations SET ended_at = coalesce(ended_at, clock())
WHERE id = $1 AND ($2::uuid IS NULL OR inviter = $2);

-- name: invitation_refuse
INSERT INTO invitation_refusals (email_index) VALUES ($1)
ON CONFLICT DO NOTHING;

-- name: tidy_invitations
WITH gone AS (
	DELETE FROM invitations WHERE id = ANY (ARRAY(SELECT id FROM invitations
	    WHERE expires_at < clock() - interval '90 days'
	    ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED))
	RETURNING 1
)
SELECT tidied('invitations', count(*)) FROM gone;

-- What may go to each of these addresses, in their order: "member", "invited" (an
-- invitation that still lets in went there), "no_letter" (refused, or written to by
-- as many as it may be in 30 days), or "free".
-- name: invitation_addresses
SELECT CASE
    WHEN EXISTS (SELECT FROM members m WHERE m.email_index = u.index) THEN 'member'
    WHEN EXISTS (SELECT FROM invitations i WHERE i.email_index = u.index
        AND i.uses < i.uses_max AND i.ended_at IS NULL
        AND i.expires_at > clock()) THEN 'invited'
    WHEN EXISTS (SELECT FROM invitation_refusals r WHERE r.email_index = u.index)
        OR (SELECT count(*) FROM invitations i WHERE i.email_index = u.index
            AND i.created_at > clock() - interval '30 days') >= $2::int
        THEN 'no_letter'
    ELSE 'free' END
FROM unnest($1::bytea[]) WITH ORDINALITY AS u(index, place) ORDER BY u.place;
