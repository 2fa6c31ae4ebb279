/*
 * docs/rules.md, from the rows of rule_kinds.c.
 */
#include "pairing/rules_data.h"

static void
write_types(const struct rule_kind *k, struct text *out)
{
	const char *between = "";

	if (k->attribute_count == 0)
		return;
	text_addf(out, "\n%s of type ",
	    k->attribute_count == 2 ? "Takes two attributes"
				    : "Takes an attribute");
	for (int t = 0; t < ATTRIBUTE_TYPES; t++) {
		if ((k->types >> t & 1) == 0)
			continue;
		text_addf(out, "%s`%s`", between,
		    attribute_type_word((enum attribute_type)t));
		between = ", ";
	}
	text_add(out, ".");
}

static void
write_arguments(const struct rule_kind *k, struct text *out)
{
	const char *between = "\nMay be followed by ";

	for (int i = 0; i < RULE_ARGUMENTS_MAX; i++) {
		const struct rule_argument *g = &k->arguments[i];

		if (g->before == NULL && g->max == 0)
			continue;
		text_addf(out, "%s`%s%s%s%s%s`",
		    g->is_needed ? "\nIs followed by " : between,
		    g->before == NULL ? "" : g->before,
		    g->before == NULL || g->max == 0 ? "" : " ",
		    g->max == 0 ? "" : "N", g->after == NULL ? "" : " ",
		    g->after == NULL ? "" : g->after);
		between = ", ";
	}
	if (*between == ',')
		text_add(out, ".");
}

static void
write_kind(const struct rule_kind *k, struct text *out)
{
	if (k->help != NULL)
		text_addf(out, "\nRequired: %s\n", k->help);
	text_addf(out, "\nPreferred: %s\n", k->worth_help);
	write_types(k, out);
	write_arguments(k, out);
	if (k->attribute_count > 0 || k->arguments[0].before != NULL ||
	    k->arguments[0].max != 0)
		text_add(out, "\n");
}

size_t
rules_verb_count(void)
{
	return rule_kind_count;
}

const char *
rules_verb(size_t i)
{
	return rule_kinds[i].verb;
}

int
rules_explain(const char *sentence, struct text *out)
{
	size_t n = strcspn(sentence, " ");

	for (size_t i = 0; i < rule_kind_count; i++) {
		if (strlen(rule_kinds[i].verb) != n ||
		    strncmp(rule_kinds[i].verb, sentence, n) != 0)
			continue;
		text_addf(out, "%s\n", rule_kinds[i].verb);
		write_kind(&rule_kinds[i], out);
		return 0;
	}
	return -1;
}

void
rules_reference(struct text *out)
{
	text_add(out,
	    "# Rules\n\n"
	    "A rule is one short sentence: a verb, the attributes that it is "
	    "about, and arguments. Under `require` it must hold between two "
	    "members, or they are never introduced. Under `prefer` it gives "
	    "a pair something between 0 and 1 and has a weight (`weight 2.5` "
	    "at its end; 1 where none is given).\n\n"
	    "A **pair's score** is the weighted mean of its preferences, 0 "
	    "where none applies; a group's, the mean over its pairs; a "
	    "draw's, the sum over its groups of members × score / 2. Among "
	    "the draws that introduce the most members, P(draw) ∝ "
	    "exp(score / T), with T = 0.1 · s / (1 − s), where s is the "
	    "pool's `serendipity`: at 1 every such draw is equally likely, at "
	    "0 the one of the highest score wins.\n\n"
	    "**A member without a value**: a requirement does not apply "
	    "(`unless missing`, the default) or fails (`even if missing`); a "
	    "preference leaves its weight out of that pair's mean.\n\n"
	    "**A block** between two members always counts, without a "
	    "rule.\n\n"
	    "**Whoever must sit out** is chosen by how long they waited: who "
	    "sat out the last time that they took part goes first, then who "
	    "sat out in a greater share of their rounds, in whole 52nds, of "
	    "the pool's last 52. A newcomer, who took part in none, counts "
	    "as one who sat out as often as the others on average. Among those "
	    "who waited equally long, the law above decides.\n\n"
	    "**Where rounds without a repeat run out**: if `rested` is "
	    "required in a pool of at most 300 members who meet in pairs, "
	    "and somebody has only 2 to 24 others left to meet, the draw "
	    "looks ahead. Of several draws by the law above, or else of "
	    "rounds that were planned, it takes one that leaves as many full "
	    "rounds as were found to be possible, and the report's `law` "
	    "says so. At serendipity 0 the highest score counts and nothing "
	    "else.\n");
	for (size_t i = 0; i < rule_kind_count; i++) {
		const struct rule_kind *k = &rule_kinds[i];

		text_addf(out, "\n## %s\n", k->verb);
		write_kind(k, out);
	}
}
