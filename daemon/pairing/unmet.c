/*
 * Whom members have not met yet: see pairing/unmet.h.
 */
#include "pairing/unmet.h"
#include "base/memory.h"
#include "pairing/plan.h"
#include "pairing/rules_data.h"
#include "pairing/workers.h"

#define CHUNK 64 /* members that a worker asks about at once */

struct unmet {
	const struct population *p;
	bool *is_in;
	struct rules *rules; /* without rest, of the same size */
	struct plan *plan;
	uint32_t *all; /* by member: the others there whom it may meet */
	uint32_t *new; /* and of these those it never met */
};

struct rules *
unmet_rules(const struct rules *rules)
{
	struct rules *others =
	    rules_new(rules->attributes, rules->attribute_count);
	bool any = false;
	struct fault why;
	int column;

	rules_set_size(others, rules_size(rules));
	for (size_t i = 0; i < rules->requirement_count; i++) {
		if (rules->items[i].kind->holds == rule_rested_holds)
			any = true;
		else if (rules_require(others, rules->items[i].sentence,
			     &column, &why) != 0)
			die("a rule is none: %s", why.sentence);
	}
	if (any)
		return others;
	rules_free(others);
	return NULL;
}

static bool
has_met(const struct population *p, uint32_t a, uint32_t b)
{
	return (population_tie_of(p, a, b) & TIE_WEEKS) != 0;
}

/* --- counting ------------------------------------------------------------- */

/* Asks about everybody for a member, and counts for it. */
static void
count_member(struct unmet *u, uint32_t member, uint32_t *ids)
{
	uint32_t found = plan_scan(u->plan, member, 0, u->p->size, ids, NULL);

	for (uint32_t i = 0; i < found; i++)
		u->all[member] += u->is_in[ids[i]];
	u->new[member] = u->all[member];
	for (uint64_t i = u->p->tie_first[member];
	     i < u->p->tie_first[member + 1]; i++)
		if ((u->p->tie_what[i] & TIE_WEEKS) != 0 &&
		    u->is_in[u->p->tie_other[i]] &&
		    plan_may(u->plan, member, u->p->tie_other[i]))
			u->new[member]--;
}

static void
count_chunk(void *arg, uint32_t chunk, int worker)
{
	struct unmet *u = arg;
	uint32_t *ids = memory_new(u->p->size, sizeof(*ids));

	(void)worker;
	for (uint32_t m = chunk * CHUNK;
	     m < u->p->size && m < (chunk + 1) * CHUNK; m++)
		if (u->is_in[m])
			count_member(u, m, ids);
	free(ids);
}

struct unmet *
unmet_new(const struct population *p, const struct rules *rules,
    const bool *is_in, int threads)
{
	struct rules *others =
	    p->size > UNMET_MEMBERS_MAX ? NULL : unmet_rules(rules);
	struct unmet *u;

	if (others == NULL)
		return NULL;
	u = memory_new(1, sizeof(*u));
	u->p = p;
	u->is_in = memory_new(p->size, sizeof(*u->is_in));
	memcpy(u->is_in, is_in, p->size * sizeof(*is_in));
	u->rules = others;
	u->plan = plan_new(p, others);
	u->all = memory_new(p->size, sizeof(*u->all));
	u->new = memory_new(p->size, sizeof(*u->new));
	workers_run(workers_count(threads), (p->size + CHUNK - 1) / CHUNK,
	    count_chunk, u);
	return u;
}

void
unmet_free(struct unmet *u)
{
	if (u == NULL)
		return;
	plan_free(u->plan);
	rules_free(u->rules);
	free(u->is_in);
	free(u->all);
	free(u->new);
	free(u);
}

/* --- as time goes by ------------------------------------------------------ */

void
unmet_move(struct unmet *u, uint32_t member, bool comes)
{
	uint32_t *ids, found, by = comes ? 1 : UINT32_MAX;

	if (u == NULL)
		return;
	ids = memory_new(u->p->size, sizeof(*ids));
	u->is_in[member] = comes;
	u->all[member] = u->new[member] = 0;
	if (comes)
		count_member(u, member, ids);
	found = plan_scan(u->plan, member, 0, u->p->size, ids, NULL);
	for (uint32_t i = 0; i < found; i++) {
		u->all[ids[i]] += by;
		if (!has_met(u->p, member, ids[i]))
			u->new[ids[i]] += by;
	}
	free(ids);
}

void
unmet_meet(struct unmet *u, const struct grouping *met)
{
	if (u == NULL)
		return;
	for (uint32_t g = 0; g < met->group_count; g++)
		for (uint32_t i = met->first[g]; i < met->first[g + 1]; i++)
			for (uint32_t k = met->first[g]; k < i; k++) {
				uint32_t a = met->members[i];
				uint32_t b = met->members[k];

				if (has_met(u->p, a, b))
					continue;
				u->new[a]--;
				u->new[b]--;
			}
}

int64_t
unmet_rounds(int64_t unmet, const struct rules *rules)
{
	return unmet / (rules_size(rules) - 1);
}

int64_t
unmet_rounds_left(const struct unmet *u, uint32_t *spent)
{
	int64_t least = INT64_MIN;

	*spent = 0;
	for (uint32_t m = 0; u != NULL && m < u->p->size; m++) {
		if (!u->is_in[m] || u->all[m] == 0)
			continue;
		*spent += u->new[m] == 0;
		if (unmet_rounds(u->all[m], u->rules) > 0 &&
		    (least == INT64_MIN || u->new[m] < least))
			least = u->new[m];
	}
	return least == INT64_MIN ? least : unmet_rounds(least, u->rules);
}
