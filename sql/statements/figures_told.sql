-- Figures of rounds as operators are told them.

-- name: round_figures
SELECT f.pool, to_us(f.published_at), f.members, f.introduced, f.groups,
    f.sat_out, f.mean_score, f.chance_score, f.upper_bound, f.repeats,
    f.rounds_left, f.attribute, f.share, f.chance, f.ceiling, f.homophily,
    f.e_i, f.before, to_us(f.before_at), f.asked, f.answered, f.accepted,
    f.cross_met, f.cross_settled, f.same_met, f.same_settled, f.inactive
FROM round_figures($1) AS f;

-- Whom of the operators to tell; a row of nobody where there are none.
-- name: due_figures
SELECT f.pool, to_us(f.published_at), f.members, f.introduced, f.groups,
    f.sat_out, f.mean_score, f.chance_score, f.upper_bound, f.repeats,
    f.rounds_left, f.attribute, f.share, f.chance, f.ceiling, f.homophily,
    f.e_i, f.before, to_us(f.before_at), f.asked, f.answered, f.accepted,
    f.cross_met, f.cross_settled, f.same_met, f.same_settled, f.inactive,
    r.id, m.id, m.name, m.language,
    to_char(f.published_at AT TIME ZONE m.zone, 'YYYY-MM-DD HH24:MI'),
    to_char(f.published_at AT TIME ZONE p.zone, 'YYYY-MM-DD HH24:MI')
FROM (SELECT id FROM rounds
    WHERE published_at IS NOT NULL AND NOT operators_told
    ORDER BY published_at LIMIT $1) AS r
CROSS JOIN LATERAL round_figures(r.id) AS f
JOIN pools p ON p.name = f.pool
LEFT JOIN members m ON m.is_operator AND m.email_sealed IS NOT NULL
ORDER BY r.id, m.id;

-- name: due_figures_told
UPDATE rounds SET operators_told = true
WHERE id = ANY ($1::uuid[]) AND NOT operators_told;
