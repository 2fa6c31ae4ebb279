-- Which letters a member gets (letter_choices).

-- name: letters_get
SELECT ' ' || array_to_string(c.unwanted, ' ') || ' ', c.quiet_from, c.quiet_to,
    c.weekly_max
FROM members m LEFT JOIN letter_choices c ON c.member = m.id
WHERE m.id = $1 AND m.state = 'active';

-- What is -1 becomes none.
-- name: letters_change
INSERT INTO letter_choices AS c (member, unwanted, quiet_from, quiet_to,
    weekly_max)
SELECT m.id, ARRAY(SELECT DISTINCT k FROM unnest($3::text[]) AS k
	WHERE k <> ALL ($2::text[]) ORDER BY k),
    nullif($5::int, -1), nullif($6::int, -1), nullif($8::int, -1)
FROM members m WHERE m.id = $1 AND m.state = 'active'
ON CONFLICT (member) DO UPDATE SET
    unwanted = ARRAY(SELECT DISTINCT k FROM unnest(c.unwanted || $3::text[]) AS k
	WHERE k <> ALL ($2::text[]) ORDER BY k),
    quiet_from = CASE WHEN $4::boolean THEN excluded.quiet_from
	ELSE c.quiet_from END,
    quiet_to = CASE WHEN $4 THEN excluded.quiet_to ELSE c.quiet_to END,
    weekly_max = CASE WHEN $7::boolean THEN excluded.weekly_max
	ELSE c.weekly_max END;

-- name: letters_refuse
INSERT INTO letter_choices AS c (member, unwanted)
SELECT m.id, ARRAY[$2::text] FROM members m
WHERE m.id = $1 AND m.state = 'active'
ON CONFLICT (member) DO UPDATE SET unwanted = c.unwanted || $2::text
WHERE $2::text <> ALL (c.unwanted);
