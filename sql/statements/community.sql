-- The community as a graph, to be measured: its members with their values, and who
-- met whom by an introduction.

-- name: community_members
SELECT m.id, to_us(m.joined_at),
    (SELECT string_agg(a.attribute || E'\t' || a.value, E'\n' ORDER BY a.attribute)
     FROM member_attributes a
     WHERE a.member = m.id AND a.attribute = ANY ($1::text[]))
FROM members m WHERE m.state = 'active' ORDER BY m.id LIMIT $2;

-- name: community_links
SELECT t.member, t.other, to_us(t.since) FROM network_ties t
JOIN members a ON a.id = t.member AND a.state = 'active'
JOIN members b ON b.id = t.other AND b.state = 'active'
WHERE t.member < t.other ORDER BY t.since;
