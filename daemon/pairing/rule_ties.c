/*
 * The rules over ties and history: unacquainted and rested.
 */
#include "pairing/rules_data.h"
#include "base/memory.h"
#include "pairing/ratio.h"

/* --- unacquainted --------------------------------------------------------- */

/* Whom both know. */
static uint32_t
mutual_of(const struct population *p, uint32_t a, uint32_t b)
{
	uint64_t i = p->tie_first[a], k = p->tie_first[b];
	uint32_t common = 0;

	while (i < p->tie_first[a + 1] && k < p->tie_first[b + 1]) {
		if (p->tie_other[i] < p->tie_other[k]) {
			i++;
		} else if (p->tie_other[i] > p->tie_other[k]) {
			k++;
		} else {
			common += (p->tie_what[i++] & p->tie_what[k++] &
				      TIE_BIT_KNOWS) != 0;
		}
	}
	return common;
}

static bool
is_known(const struct population *p, uint32_t a, uint32_t b)
{
	return (population_tie_of(p, a, b) & TIE_BIT_KNOWS) != 0;
}

/* Breadth first from a, hop by hop. */
static bool
is_reached(const struct population *p, uint32_t a, uint32_t b, int64_t hops)
{
	uint32_t *queue = memory_new(p->size, sizeof(*queue));
	uint32_t head = 0, tail = 0, end;
	bool *seen = memory_new(p->size, sizeof(*seen)), found = false;

	queue[tail++] = a;
	seen[a] = true;
	for (int64_t hop = 0; hop < hops && !found; hop++) {
		for (end = tail; head < end && !found; head++) {
			uint32_t m = queue[head];

			for (uint64_t i = p->tie_first[m];
			     i < p->tie_first[m + 1]; i++) {
				uint32_t other = p->tie_other[i];

				if ((p->tie_what[i] & TIE_BIT_KNOWS) == 0 ||
				    seen[other])
					continue;
				seen[other] = true;
				queue[tail++] = other;
				found = found || other == b;
			}
		}
	}
	free(queue);
	free(seen);
	return found;
}

/* Over two hops, as most ask, two lists tell, without a search through everybody. */
static bool
is_near(const struct population *p, uint32_t a, uint32_t b, int64_t hops)
{
	if (is_known(p, a, b))
		return true;
	return hops == 2 ? mutual_of(p, a, b) > 0
			 : hops > 2 && is_reached(p, a, b, hops);
}

bool
rule_unacquainted_holds(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	int64_t most = rule->words[RULE_MUTUAL];

	return !is_near(p, a, b, rule->words[RULE_HOPS]) &&
	       (most < 0 || mutual_of(p, a, b) <= most);
}

int32_t
rule_unacquainted_worth(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	int64_t most = rule->words[RULE_MUTUAL], mutual;

	if (is_near(p, a, b, rule->words[RULE_HOPS]))
		return 0;
	if (most < 0)
		return RATIO_ONE;
	mutual = mutual_of(p, a, b);
	if (most == 0)
		return mutual == 0 ? RATIO_ONE : 0;
	return mutual >= most ? 0 : ratio_millionths(most - mutual, most);
}

/* Without a word more: they do not know each other. */
bool
rule_unacquainted_facts(const struct rule *rule, const struct population *p,
    const uint32_t *members, uint32_t size, struct text *out)
{
	(void)rule;
	(void)out;
	for (uint32_t i = 0; i < size; i++)
		for (uint32_t k = i + 1; k < size; k++)
			if (population_tie_of(p, members[i], members[k]) &
			    TIE_BIT_KNOWS)
				return false;
	return true;
}

/* --- rested --------------------------------------------------------------- */

/* Whole weeks since the two met, INT64_MAX where they never did. */
static int64_t
weeks_since(const struct population *p, uint32_t a, uint32_t b)
{
	uint16_t weeks = population_tie_of(p, a, b) & TIE_WEEKS;

	return weeks == 0 ? INT64_MAX : weeks - 1;
}

bool
rule_rested_holds(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	return weeks_since(p, a, b) >= rule->words[RULE_WEEKS];
}

int32_t
rule_rested_worth(
    const struct rule *rule, const struct population *p, uint32_t a, uint32_t b)
{
	int64_t w = rule->words[RULE_WEEKS], weeks = weeks_since(p, a, b);

	return ratio_millionths(weeks < w ? weeks : w, w);
}

bool
rule_rested_facts(const struct rule *rule, const struct population *p,
    const uint32_t *members, uint32_t size, struct text *out)
{
	for (uint32_t i = 0; i < size; i++)
		for (uint32_t k = i + 1; k < size; k++)
			if (!rule_rested_holds(rule, p, members[i], members[k]))
				return false;
	text_addf(out, "\t%d", (int)rule->words[RULE_WEEKS]);
	return true;
}
