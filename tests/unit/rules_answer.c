/*
 * What rules say of two members, slowly: see rules_world.h.
 */
#include "rules_world.h"
#include <math.h>

static int
count_bits(uint32_t mask)
{
	int count = 0;

	for (; mask != 0; mask >>= 1)
		count += (mask & 1) != 0;
	return count;
}

/* How many steps of two paths are the same from the root, of the first
 * `level`; and the longer one's steps. */
static uint32_t
steps_in_common(const struct person *a, const struct person *b, uint32_t level,
    uint32_t *longer, bool *is_same)
{
	uint32_t x = level > 0 && a->depth > level ? level : a->depth;
	uint32_t y = level > 0 && b->depth > level ? level : b->depth;
	uint32_t common = 0;

	while (common < x && common < y && a->path[common] == b->path[common])
		common++;
	*longer = x > y ? x : y;
	*is_same = common == x && common == y;
	return common;
}

static double
scale_gap(const struct asked *r, const struct person *a, const struct person *b)
{
	double gap = r->attribute == YEARS ? fabs(a->years - b->years)
					   : fabs(a->grade - b->grade);

	return round(gap * 1000) / 1000;
}

static bool
differs(const struct asked *r, const struct person *a, const struct person *b)
{
	uint32_t longer;
	bool is_same;

	if (r->attribute == TEAM)
		return a->team != b->team;
	if (r->attribute == FIELD) {
		(void)steps_in_common(a, b, r->level, &longer, &is_same);
		return !is_same;
	}
	return r->number == NONE ? scale_gap(r, a, b) > 0
				 : scale_gap(r, a, b) >= r->number;
}

static double
distance(const struct asked *r, const struct person *a, const struct person *b)
{
	uint32_t longer, common;
	uint32_t x = a->words[LANGUAGES], y = b->words[LANGUAGES];
	bool is_same;
	double d;

	if (r->attribute == TEAM)
		d = a->team != b->team;
	else if (r->attribute == YEARS)
		d = scale_gap(r, a, b) / 20;
	else if (r->attribute == GRADE)
		d = scale_gap(r, a, b) / 3;
	else if (r->attribute == LANGUAGES)
		d = 1 - (double)count_bits(x & y) / count_bits(x | y);
	else {
		common = steps_in_common(a, b, r->level, &longer, &is_same);
		d = 1 - (double)common / longer;
	}
	return r->ideal == NONE
		   ? d
		   : 1 - fabs(d - r->ideal) / fmax(r->ideal, 1 - r->ideal);
}

/* Whether a's offers have something that b seeks, and how much of it. */
static double
gives(const struct person *a, const struct person *b)
{
	return (double)count_bits(a->words[OFFERS] & b->words[SEEKS]) /
	       count_bits(b->words[SEEKS]);
}

/* Within so many steps from acquaintance to acquaintance. */
static bool
is_near(const struct world *w, uint32_t a, uint32_t b, uint32_t hops)
{
	if (w->knows[a][b])
		return true;
	for (uint32_t c = 0; hops > 1 && c < PEOPLE; c++)
		if (w->knows[a][c] && is_near(w, c, b, hops - 1))
			return true;
	return false;
}

static int
friends_in_common(const struct world *w, uint32_t a, uint32_t b)
{
	int count = 0;

	for (uint32_t c = 0; c < PEOPLE; c++)
		count += w->knows[a][c] && w->knows[b][c];
	return count;
}

static bool
both_have(const struct asked *r, const struct person *a, const struct person *b)
{
	if (r->attribute < 0)
		return true;
	if (r->verb == COMPLEMENT && (!a->has[SEEKS] || !b->has[SEEKS]))
		return false;
	return a->has[r->attribute] && b->has[r->attribute];
}

static struct answer
answer_of_ties(
    const struct world *w, const struct asked *r, uint32_t a, uint32_t b)
{
	struct answer it = { .applies = true };
	int mutual = friends_in_common(w, a, b);

	if (r->verb == RESTED) {
		it.holds = w->met[a][b] == NEVER || w->met[a][b] >= r->number;
		it.worth = it.holds ? 1 : w->met[a][b] / r->number;
		return it;
	}
	it.holds = !is_near(w, a, b, r->level);
	it.worth = it.holds;
	if (it.holds && r->number != NONE) {
		it.holds = mutual <= r->number;
		it.worth = mutual == 0 ? 1 : fmax(0, 1 - mutual / r->number);
	}
	return it;
}

struct answer
world_answer(
    const struct world *w, const struct asked *r, uint32_t a, uint32_t b)
{
	const struct person *x = &w->people[a], *y = &w->people[b];
	struct answer it = { .applies = both_have(r, x, y) };
	int common;

	if (r->attribute < 0)
		return answer_of_ties(w, r, a, b);
	if (!it.applies)
		return it;
	switch (r->verb) {
	case DIFFER:
	case SAME:
		it.holds = differs(r, x, y) == (r->verb == DIFFER);
		it.worth = it.holds;
		break;
	case SHARE:
		common =
		    count_bits(x->words[r->attribute] & y->words[r->attribute]);
		it.holds = common >= r->number;
		it.worth = fmin(common / r->number, 1);
		break;
	case WITHIN:
		it.holds = scale_gap(r, x, y) <= r->number;
		it.worth = r->number == 0
			       ? it.holds
			       : fmax(0, 1 - scale_gap(r, x, y) / r->number);
		break;
	case DISTANCE:
		it.worth = distance(r, x, y);
		break;
	default:
		it.holds = r->both ? gives(x, y) > 0 && gives(y, x) > 0
				   : gives(x, y) > 0 || gives(y, x) > 0;
		it.worth = (gives(x, y) + gives(y, x)) / 2;
	}
	return it;
}
