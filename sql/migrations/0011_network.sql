-- What members' networks are made of, and what is the same for all of them.

-- Who met whom by an introduction, both ways: both accepted, and it was not said
-- since that they did not meet. It dates from the first such introduction.
CREATE VIEW network_ties AS
SELECT me.member, p.member AS other, min(i.offered_at) AS since,
    bool_or(i.state = 'met') AS met
FROM introduction_members me
JOIN introductions i ON i.id = me.introduction
    AND i.state IN ('accepted', 'met')
JOIN introduction_members p ON p.introduction = me.introduction
    AND p.member <> me.member AND p.response = 'accepted'
WHERE me.response = 'accepted'
GROUP BY me.member, p.member;

-- One row: the community as last counted, by the attribute that is its domain.
-- Arrays of one group of columns belong together.
CREATE TABLE network_counts (
	one boolean PRIMARY KEY DEFAULT true CHECK (one),
	counted_at timestamptz NOT NULL DEFAULT '-infinity',
	attribute text NOT NULL DEFAULT '',
	members bigint NOT NULL DEFAULT 0,   -- active ones
	ties bigint NOT NULL DEFAULT 0,      -- pairs of them who met
	mean_size double precision,          -- of the networks of a sample
	size_members bigint NOT NULL DEFAULT 0,
	domains text[],                      -- each, with its active members
	domain_members bigint[],
	weeks timestamptz[],                 -- those in which somebody met
	                                     -- somebody: how many by their end
	week_members bigint[],               -- had a network, and its means
	week_people double precision[],
	week_domains double precision[],
	week_blau double precision[],
	week_ei double precision[],
	lows text[],                         -- pairs of domains, by what
	highs text[],                        -- connects them: whether there are
	has_ties boolean[],                  -- ties, of what one member they
	low_only uuid[],                     -- all are; whether members met people of
	high_only uuid[],                    -- both, and who if it is one
	has_middles boolean[],
	middle_only uuid[]
);
INSERT INTO network_counts DEFAULT VALUES;

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT, UPDATE ON network_counts TO serendip_app;
		GRANT SELECT ON network_ties TO serendip_app;
	END IF;
END $$;
