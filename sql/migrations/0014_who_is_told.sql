-- Who is told of an introduction and of an hour to meet, and of what.

-- Whether all members of a meeting who are still there have said yes, but for who
-- proposed it and this one.
CREATE FUNCTION all_accept(meetings, but uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT NOT EXISTS (SELECT FROM introduction_members s
	    JOIN introductions i ON i.id = s.introduction
	        AND left_at(i, s) IS NULL
	    JOIN members p ON p.id = s.member AND p.state = 'active'
	    LEFT JOIN meeting_answers a ON a.introduction = s.introduction
	        AND a.member = s.member
	    WHERE s.introduction = $1.introduction
	        AND s.member IS DISTINCT FROM $1.by
	        AND s.member IS DISTINCT FROM but AND a.accepts IS NOT TRUE)
$$;
