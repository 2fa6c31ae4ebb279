/*
 * The kinds of rules: one row each, with what the reference says of it and the
 * functions that it names. To add one, add a row and its functions; parsing,
 * the reference and the reasons follow.
 */
#include "pairing/rules_data.h"

#define BY_MAX INT64_C(1000000000000)

const struct rule_kind rule_kinds[] = {
	{
		.verb = "complement",
		.types = RULE_TYPE(TAGS),
		.attribute_count = 2,
		.arguments = { { RULE_BOTH, .before = "both ways" } },
		.help = "Of two attributes of tags, the first says what a "
		    "member offers, the second what they seek: one offers "
		    "something that the other seeks; with `both ways`, each "
		    "does.",
		.worth_help = "How much of what one seeks the other offers, "
		    "both ways averaged.",
		.holds = rule_complement_holds,
		.worth = rule_complement_worth,
		.facts = rule_complement_facts,
	},
	{
		.verb = "differ",
		.types = RULE_TYPE(CHOICE) | RULE_TYPE(TREE) | RULE_TYPE(SCALE),
		.attribute_count = 1,
		.arguments = {
			{ RULE_LEVEL, .before = "level",
			    .types = RULE_TYPE(TREE), .min = 1, .max = 64 },
			{ RULE_BY, .before = "by >=", .types = RULE_TYPE(SCALE),
			    .min = 1, .max = BY_MAX, .is_thousandths = true },
			{ RULE_BY, .before = "by ≥", .types = RULE_TYPE(SCALE),
			    .min = 1, .max = BY_MAX, .is_thousandths = true },
			{ RULE_BY, .before = "by", .types = RULE_TYPE(SCALE),
			    .min = 1, .max = BY_MAX, .is_thousandths = true },
		},
		.help = "The values differ. Of a tree, `level N` compares the "
		    "first N steps of the path only; of a scale, `by D` asks "
		    "for at least D between them (in an ordered list one "
		    "place is 1).",
		.worth_help = "1 where they differ, else 0.",
		.holds = rule_differ_holds,
		.worth = rule_differ_worth,
		.facts = rule_differ_facts,
	},
	{
		.verb = "distance",
		.types = RULE_TYPE(CHOICE) | RULE_TYPE(TREE) |
		    RULE_TYPE(TAGS) | RULE_TYPE(SCALE),
		.attribute_count = 1,
		.is_preference_only = true,
		.by_openness = true,
		.needs_span = true,
		.arguments = {
			{ RULE_LEVEL, .before = "level",
			    .types = RULE_TYPE(TREE), .min = 1, .max = 64 },
			{ RULE_IDEAL, .before = "ideal", .min = 0, .max = 1000,
			    .is_thousandths = true },
		},
		.worth_help = "How far apart the values are, from 0 to 1: of a "
		    "`choice` 0 or 1; of a `tree` 1 − (steps in common / steps "
		    "of the longer path), with `level N` of the first N steps; "
		    "of a `scale` the difference / (to − from), an ordered "
		    "list counting as 0, 1, 2…; of `tags` 1 − (common / all). "
		    "With `ideal X` the nearness to that distance instead: "
		    "1 − |distance − X| / max(X, 1 − X). Its weight in a pair "
		    "is multiplied by the mean of both members' openness: what "
		    "they say in the attribute of that name, of type `scale` "
		    "from 0 to 1; 1 where they say nothing.",
		.holds = rule_distance_holds,
		.worth = rule_distance_worth,
		.facts = rule_distance_facts,
	},
	{
		.verb = "rested",
		.arguments = {
			{ RULE_WEEKS, .before = "weeks", .min = 1,
			    .max = 5200 },
			{ RULE_WEEKS, .after = "weeks", .min = 1,
			    .max = 5200 },
		},
		.help = "The two were never introduced to each other, or so "
		    "many weeks ago at least (26 where none are named).",
		.worth_help = "1 where they never were; else it grows back "
		    "from 0 to 1 over those weeks.",
		.holds = rule_rested_holds,
		.worth = rule_rested_worth,
		.facts = rule_rested_facts,
	},
	{
		.verb = "same",
		.types = RULE_TYPE(CHOICE) | RULE_TYPE(TREE) | RULE_TYPE(SCALE),
		.attribute_count = 1,
		.arguments = { { RULE_LEVEL, .before = "level",
		    .types = RULE_TYPE(TREE), .min = 1, .max = 64 } },
		.help = "The values are equal; of a tree, `level N` compares "
		    "the first N steps of the path only.",
		.worth_help = "1 where they are equal, else 0.",
		.holds = rule_same_holds,
		.worth = rule_same_worth,
		.facts = rule_same_facts,
	},
	{
		.verb = "share",
		.types = RULE_TYPE(TAGS) | RULE_TYPE(HOURS),
		.attribute_count = 1,
		.arguments = { { RULE_LEAST, .before = "at least", .min = 1,
		    .max = 168 } },
		.help = "They have at least so many tags, or free hours, in "
		    "common (1 where none are named).",
		.worth_help = "What they have in common, of `at least N`, at "
		    "most 1.",
		.holds = rule_share_holds,
		.worth = rule_share_worth,
		.facts = rule_share_facts,
	},
	{
		.verb = "unacquainted",
		.arguments = {
			{ RULE_HOPS, .before = "hops", .min = 1, .max = 6 },
			{ RULE_MUTUAL, .before = "mutual at most", .min = 0,
			    .max = 100000 },
			{ RULE_MUTUAL, .before = "mutual <=", .min = 0,
			    .max = 100000 },
			{ RULE_MUTUAL, .before = "mutual ≤", .min = 0,
			    .max = 100000 },
			{ RULE_MUTUAL, .before = "mutual", .min = 0,
			    .max = 100000 },
		},
		.help = "They do not know each other; with `hops H`, nor "
		    "through a chain of at most H acquaintances; with `mutual "
		    "M`, they have no more than M friends in common.",
		.worth_help = "0 where they know each other (or are within "
		    "the hops); else 1, or with `mutual M` 1 − (friends in "
		    "common / M), at least 0.",
		.holds = rule_unacquainted_holds,
		.worth = rule_unacquainted_worth,
		.facts = rule_unacquainted_facts,
	},
	{
		.verb = "within",
		.types = RULE_TYPE(SCALE),
		.attribute_count = 1,
		.arguments = { { RULE_WITHIN, .min = 0, .max = BY_MAX,
		    .is_thousandths = true, .is_needed = true } },
		.help = "At most so far apart on the scale (in an ordered "
		    "list one place is 1).",
		.worth_help = "1 where they are equal, falling to 0 at that "
		    "distance.",
		.holds = rule_within_holds,
		.worth = rule_within_worth,
		.facts = rule_within_facts,
	},
};

const size_t rule_kind_count = sizeof(rule_kinds) / sizeof(*rule_kinds);
