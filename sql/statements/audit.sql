-- The audit log: read, given its places (see sql/migrations/0022_audit_chain.sql),
-- and held to them.

-- name: audit_insert
INSERT INTO audit (actor, action, subject, detail) VALUES ($1, $2, $3, $4);

-- name: audit_seal
SELECT audit_seal($1::int);

-- name: tidy_audit
SELECT audit_forget($2::int, $1::int);

-- Newest first: before a number, since a time, of an action or those that begin with
-- it and a blank, of a subject.
-- name: audit_list
SELECT a.number, to_us(a.at), a.actor, a.action, a.subject, a.detail, c.place
FROM audit a LEFT JOIN audit_chain c USING (number)
WHERE ($1::bigint IS NULL OR a.number < $1)
    AND ($2::bigint IS NULL OR a.at >= from_us($2))
    AND ($3::text IS NULL OR a.action = $3 OR starts_with(a.action, $3 || ' '))
    AND ($4::uuid IS NULL OR a.subject = $4)
ORDER BY a.number DESC LIMIT $5;

-- name: audit_verify
SELECT upto, looked, broken, number, what FROM audit_verify($1::bigint, $2::int);

-- What concerns the log as a whole; and the place of a head that somebody kept, with
-- its hash now (null: there is no such place).
-- name: audit_whole
SELECT h.place, encode(h.hash, 'hex'), (SELECT count(*) FROM audit_waiting),
    audit_stray(), audit_begins_well(),
    (SELECT place FROM audit_begins),
    (SELECT encode(x.hash, 'hex') FROM (SELECT place, hash FROM audit_chain
        UNION ALL SELECT place, hash FROM audit_begins) AS x
     WHERE x.place = $1::bigint)
FROM audit_head() AS h;

