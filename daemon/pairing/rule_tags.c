/*
 * The rules over sets: share (tags, hours) and complement (offers, seeks).
 */
#include "pairing/rules_data.h"
#include "pairing/ratio.h"
#include "pairing/words.h"

/* --- share ---------------------------------------------------------------- */

static int64_t
common_tags(const struct column *c, uint32_t a, uint32_t b)
{
	uint32_t i = c->first[a], k = c->first[b];
	int64_t common = 0;

	while (i < c->first[a + 1] && k < c->first[b + 1]) {
		if (c->tags[i] == c->tags[k]) {
			common++;
			i++;
			k++;
		} else if (c->tags[i] < c->tags[k]) {
			i++;
		} else {
			k++;
		}
	}
	return common;
}

static int64_t
common_of(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	const struct column *c = &p->columns[rule->attributes[0]];
	struct hours common;

	if (c->type == ATTRIBUTE_TAGS)
		return common_tags(c, a, b);
	common = hours_common(&c->hours[a], &c->hours[b]);
	return hours_count(&common);
}

bool
rule_share_holds(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	return common_of(rule, p, a, b) >= rule->words[RULE_LEAST];
}

int32_t
rule_share_worth(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	int64_t common = common_of(rule, p, a, b);
	int64_t k = rule->words[RULE_LEAST];

	return ratio_millionths(common < k ? common : k, k);
}

static bool
has_tag(const struct column *c, uint32_t member, uint16_t tag)
{
	for (uint32_t i = c->first[member]; i < c->first[member + 1]; i++)
		if (c->tags[i] == tag)
			return true;
	return false;
}

/* The tags that all have. */
static bool
share_tags(const struct column *c, const uint32_t *members, uint32_t size,
    struct text *out)
{
	char between = '\t';

	for (uint32_t i = c->first[members[0]]; i < c->first[members[0] + 1];
	     i++) {
		bool all = true;

		for (uint32_t m = 1; m < size; m++)
			all = all && has_tag(c, members[m], c->tags[i]);
		if (!all)
			continue;
		text_addf(
		    out, "%c%s", between, words_text(c->words, c->tags[i]));
		between = ';';
	}
	return between == ';';
}

bool
rule_share_facts(const struct rule *rule, const struct population *p,
    const uint32_t *members, uint32_t size, struct text *out)
{
	const struct column *c = &p->columns[rule->attributes[0]];
	struct hours all;

	if (c->type == ATTRIBUTE_TAGS)
		return share_tags(c, members, size, out);
	all = c->hours[members[0]];
	for (uint32_t i = 1; i < size; i++)
		all = hours_common(&all, &c->hours[members[i]]);
	if (hours_count(&all) == 0)
		return false;
	text_add(out, "\t");
	hours_print(&all, out);
	return true;
}

/* --- complement ----------------------------------------------------------- */

/* Whether the member has this word of another vocabulary. */
static bool
has_word(const struct column *c, uint32_t member, const char *word)
{
	uint32_t id = words_find(c->words, word, strlen(word));

	return id != 0 && has_tag(c, member, (uint16_t)id);
}

/* How many of the tags that `seeker` seeks `giver` offers. */
static int64_t
given(const struct column *offers, const struct column *seeks, uint32_t giver,
    uint32_t seeker)
{
	int64_t count = 0;

	for (uint32_t i = seeks->first[seeker]; i < seeks->first[seeker + 1];
	     i++)
		count += has_word(
		    offers, giver, words_text(seeks->words, seeks->tags[i]));
	return count;
}

bool
rule_complement_holds(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	const struct column *offers = &p->columns[rule->attributes[0]];
	const struct column *seeks = &p->columns[rule->attributes[1]];
	bool to_b = given(offers, seeks, a, b) > 0;
	bool to_a = given(offers, seeks, b, a) > 0;

	return rule->words[RULE_BOTH] != 0 ? to_a && to_b : to_a || to_b;
}

int32_t
rule_complement_worth(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	const struct column *offers = &p->columns[rule->attributes[0]];
	const struct column *seeks = &p->columns[rule->attributes[1]];
	int64_t by_a = seeks->first[a + 1] - seeks->first[a];
	int64_t by_b = seeks->first[b + 1] - seeks->first[b];

	return ratio_millionths(given(offers, seeks, b, a) * by_b +
				    given(offers, seeks, a, b) * by_a,
	    2 * by_a * by_b);
}

/* Whether somebody else of the group seeks this offer of its member `m`. */
static bool
is_sought(const struct column *seeks, const uint32_t *members, uint32_t size,
    uint32_t m, const char *offer)
{
	for (uint32_t i = 0; i < size; i++)
		if (i != m && has_word(seeks, members[i], offer))
			return true;
	return false;
}

/* The first word behind `id` that any of the group offers; 0: there is none. */
static uint32_t
next_offer(const struct column *offers, const uint32_t *members, uint32_t size,
    uint32_t id)
{
	uint32_t next = UINT32_MAX;

	for (uint32_t m = 0; m < size; m++) {
		uint32_t i = offers->first[members[m]];

		while (
		    i < offers->first[members[m] + 1] && offers->tags[i] <= id)
			i++;
		if (i < offers->first[members[m] + 1] && offers->tags[i] < next)
			next = offers->tags[i];
	}
	return next == UINT32_MAX ? 0 : next;
}

/* The words that one offers and another seeks, each once. */
bool
rule_complement_facts(const struct rule *rule, const struct population *p,
    const uint32_t *members, uint32_t size, struct text *out)
{
	const struct column *offers = &p->columns[rule->attributes[0]];
	const struct column *seeks = &p->columns[rule->attributes[1]];
	char between = '\t';

	for (uint32_t id = 0;
	     (id = next_offer(offers, members, size, id)) != 0;) {
		const char *word = words_text(offers->words, id);
		bool found = false;

		for (uint32_t m = 0; m < size && !found; m++)
			found = has_tag(offers, members[m], (uint16_t)id) &&
				is_sought(seeks, members, size, m, word);
		if (!found)
			continue;
		text_addf(out, "%c%s", between, word);
		between = ';';
	}
	return between == ';';
}
