"""What may never be in a house's books, whatever its members did: each a query
that returns no row. It holds for pools whose rules are that the first levels of
domains differ, and that nobody meets again within three weeks; none that
forbids less."""
NEVER = {
    "one introduction in a draw": """
        SELECT round, member FROM introduction_members
        GROUP BY 1, 2 HAVING count(*) > 1""",
    "none in a second draw for who had one in the first": """
        SELECT b.member FROM rounds r
        JOIN introduction_members b ON b.round = r.id
        JOIN introduction_members a ON a.round = r.second_of
            AND a.member = b.member
        JOIN introductions i ON i.id = a.introduction
        JOIN introduction_members p ON p.introduction = i.id
            AND p.member <> a.member
        WHERE a.response = 'declined' OR (i.state IN ('met', 'not_met')
            AND p.response = 'accepted' AND NOT EXISTS (SELECT FROM ties t
                WHERE t.kind = 'blocks' AND t.low = least(a.member, p.member)
                AND t.high = greatest(a.member, p.member)))""",
    "two or three in an introduction, as many as say so": """
        SELECT i.id FROM introductions i
        LEFT JOIN introduction_members s ON s.introduction = i.id
        GROUP BY 1 HAVING count(s.member) NOT IN (2, 3)""",
    "nobody meets whom they blocked or knew before": """
        SELECT i.id FROM introductions i
        JOIN introduction_members a ON a.introduction = i.id
        JOIN introduction_members b ON b.introduction = i.id
            AND a.member < b.member
        JOIN ties t ON t.low = a.member AND t.high = b.member
            AND t.created_at < i.offered_at""",
    "domains differ": """
        SELECT i.id FROM introductions i
        JOIN introduction_members a ON a.introduction = i.id
        JOIN introduction_members b ON b.introduction = i.id
            AND a.member < b.member
        JOIN member_attributes x ON x.member = a.member
            AND x.attribute = 'domain'
        JOIN member_attributes y ON y.member = b.member
            AND y.attribute = 'domain'
        WHERE split_part(x.value, '/', 1) = split_part(y.value, '/', 1)""",
    "nobody again within three weeks, unless they could not meet": """
        SELECT i.id, o.id FROM introductions i
        JOIN introductions o ON o.offered_at > i.offered_at
            AND o.offered_at < i.offered_at + interval '17 days'
            AND NOT i.frees
        JOIN introduction_members a ON a.introduction = i.id
        JOIN introduction_members b ON b.introduction = i.id
            AND a.member < b.member
        JOIN introduction_members c ON c.introduction = o.id
            AND c.member = a.member
        JOIN introduction_members d ON d.introduction = o.id
            AND d.member = b.member""",
    "a round is all or nothing, and adds up": """
        SELECT r.id FROM rounds r, LATERAL (SELECT
                count(*) FILTER (WHERE w.outcome = 'introduced') AS introduced,
                count(*) FILTER (WHERE w.outcome = 'sat_out') AS sat_out
            FROM round_members w WHERE w.round = r.id) AS book,
            -- Whoever is erased has left the book, but not the groups.
            LATERAL (SELECT count(s.member) AS groups, count(*) AS people
                FROM members m LEFT JOIN introduction_members s
                    ON s.member = m.id AND s.round = r.id
                WHERE m.state = 'erased') AS gone
        WHERE CASE WHEN r.state IN ('published', 'closed')
            THEN r.introduced IS DISTINCT FROM book.introduced + gone.groups
                OR r.sat_out - book.sat_out NOT BETWEEN 0 AND gone.people
            ELSE r.scheduled_at < clock()
                OR book.introduced + book.sat_out > 0 END""",
    "who is in a group is in the round's book, and the reverse": """
        SELECT w.member FROM round_members w
        FULL JOIN introduction_members s ON s.introduction = w.introduction
            AND s.member = w.member
        LEFT JOIN members m ON m.id = s.member
        WHERE w.outcome IS DISTINCT FROM 'sat_out'
            AND (w.member IS NULL AND m.state <> 'erased'
                OR s.member IS NULL)""",
    "who sat out has a reason": """
        SELECT member FROM round_members
        WHERE outcome = 'sat_out' AND why = ''""",
    "nothing is offered for longer than it says": """
        SELECT id FROM introductions
        WHERE state = 'offered' AND expires_at <= clock()""",
    "an introduction is accepted by two or more": """
        SELECT i.id FROM introductions i
        JOIN introduction_members s ON s.introduction = i.id
        WHERE i.state IN ('accepted', 'met', 'not_met')
        GROUP BY 1 HAVING count(*) FILTER (
            WHERE s.response = 'accepted') < 2""",
    "nobody is asked how it was more than twice": """
        SELECT split_part(key, ':', 2), member FROM outbox
        WHERE kind IN ('did_you_meet', 'did_you_meet_last')
        GROUP BY 1, 2 HAVING count(*) > 2""",
    "nor within a day, nor who has said it": """
        SELECT o.key FROM outbox o
        JOIN introductions i ON i.id::text = split_part(o.key, ':', 2)
        WHERE o.kind IN ('did_you_meet', 'did_you_meet_last')
            AND (o.created_at < i.accepted_at + interval '1 day'
                OR EXISTS (SELECT FROM outcomes s
                    WHERE s.introduction = i.id AND s.member = o.member
                        AND s.said_at < o.created_at))""",
    "every introduction and sit-out is told once to each": """
        SELECT w.member FROM (SELECT member, count(*) AS had FROM round_members
            GROUP BY 1) AS w
        LEFT JOIN (SELECT split_part(detail, ' to ', 2) AS member,
            count(DISTINCT subject) AS told FROM audit
            WHERE action IN ('letter sent', 'letter given up',
                'letter unwanted')
            AND split_part(detail, ' to ', 1) IN ('introduction', 'sat_out')
            GROUP BY 1) AS l ON l.member = w.member::text
        WHERE w.had IS DISTINCT FROM l.told""",
    "every letter has ended, and says why where it was not sent": """
        SELECT id FROM outbox WHERE state IN ('pending', 'sending')
            AND next_at <= clock()
            OR state IN ('dead', 'unwanted') AND reason IS NULL""",
    "a letter is sent once": """
        SELECT subject FROM audit WHERE action IN ('letter sent',
            'letter given up', 'letter unwanted')
        GROUP BY 1 HAVING count(*) > 1""",
}

