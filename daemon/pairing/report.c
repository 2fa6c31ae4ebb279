/*
 * Reports: see pairing/report.h.
 */
#include "pairing/report.h"
#include "base/memory.h"
#include "pairing/report_data.h"

/* Pairs asked about for the rounds left, at most. */
#define LEFT_PAIRS UINT64_C(400000000)
#define LEFT_PAIRS_QUICK UINT64_C(4000000)

static void
add_reason(struct report *r, const char *facts)
{
	struct text why = { 0 };
	const char *end = strchr(facts, '\n'), *tab;
	size_t n = end == NULL ? strlen(facts) : (size_t)(end - facts), i;

	text_add_n(&why, facts, n);
	/* The number behind the words is each member's own. */
	tab = strrchr(text_get(&why), '\t');
	if (tab != NULL)
		why.data[tab - why.data] = '\0';
	for (char *c = why.data; c != NULL && *c != '\0'; c++)
		if (*c == '\t')
			*c = ' ';
	for (i = 0; i < r->reason_count; i++)
		if (strcmp(r->reasons[i].why, text_get(&why)) == 0)
			break;
	if (i == r->reason_count && i < REPORT_REASONS)
		r->reasons[r->reason_count++] =
		    (struct report_reason){ memory_text(text_get(&why)), 0 };
	if (i < REPORT_REASONS)
		r->reasons[i].count++;
	text_clear(&why);
}

static void
report_reasons(struct report *r, const struct draw *draw,
    const struct population *p, const struct rules *rules)
{
	struct exclusions *exclusions;

	if (!exclusions_are_few(draw->sit_out_count, population_size(p)))
		return;
	exclusions = exclusions_new(p, rules);
	for (size_t i = 0; i < draw->sit_out_count; i++) {
		struct text facts = { 0 };

		draw_sit_out_reason(draw, i, exclusions, &facts);
		add_reason(r, text_get(&facts));
		text_clear(&facts);
	}
	exclusions_free(exclusions);
}

static int32_t
score_of(const struct plan *plan, const struct population *p,
    const struct rules *rules, uint32_t a, uint32_t b)
{
	int32_t score = plan_score(plan, a, b);

	/* They are pinned, and may be together all the same. */
	return score == SCORE_FORBIDDEN ? rules_score(rules, p, a, b) : score;
}

/* The scores and repeats of all pairs within groups. */
static void
report_groups(struct report *r, const struct draw *draw,
    const struct population *p, const struct rules *rules,
    const struct plan *plan)
{
	__int128 sum = 0; /* of members × mean, in millionths / (pairs) */
	uint32_t introduced = 0;

	for (size_t i = 0; i < draw->group_count; i++) {
		const struct draw_group *g = &draw->groups[i];
		int64_t pairs = (int64_t)g->size * (g->size - 1) / 2;
		int64_t scores = 0;

		for (uint32_t k = 0; k < g->size; k++)
			for (uint32_t l = k + 1; l < g->size; l++) {
				uint32_t a = g->members[k], b = g->members[l];

				scores += score_of(plan, p, rules, a, b);
				r->repeats += (population_tie_of(p, a, b) &
						  TIE_WEEKS) != 0;
			}
		if (pairs == 0)
			die("a group of one");
		/* A thousandth of a millionth is kept of each group. */
		sum += (__int128)scores * 1000 * g->size / pairs;
		introduced += g->size;
	}
	r->introduced = introduced;
	r->mean_score =
	    introduced == 0 ? 0 : (int64_t)((sum / introduced + 500) / 1000);
}

static void
make(struct report *r, const struct draw *draw, const struct population *p,
    const struct rules *rules, uint64_t left_pairs)
{
	struct plan *plan = plan_new(p, rules);

	*r = (struct report){ .members = population_size(p),
		.sat_out = (uint32_t)draw->sit_out_count,
		.groups = draw->group_count,
		.upper_bound =
		    draw->upper_bound < 0 ? REPORT_UNKNOWN : draw->upper_bound,
		.bound_by = draw->bound_by,
		.law = draw->law,
		.temperature = draw->temperature,
		.gap = draw->gap,
		.unproven = draw->unproven,
		.seed = draw->seed };
	for (size_t i = 0; i < draw->group_count; i++)
		r->larger += draw->groups[i].size > (uint32_t)rules_size(rules);
	report_groups(r, draw, p, rules, plan);
	report_reasons(r, draw, p, rules);
	report_diversity(r, draw, p, rules);
	report_chance(r, p, rules, plan, left_pairs);
	plan_free(plan);
}

void
report_make(struct report *r, const struct draw *draw,
    const struct population *p, const struct rules *rules)
{
	make(r, draw, p, rules, LEFT_PAIRS);
}

void
report_make_quick(struct report *r, const struct draw *draw,
    const struct population *p, const struct rules *rules)
{
	make(r, draw, p, rules, LEFT_PAIRS_QUICK);
}

void
report_tell(struct report *r, const struct draw *draw,
    const struct population *p, const struct rules *rules)
{
	r->attribute_count = 0;
	report_diversity(r, draw, p, rules);
}

void
report_clear(struct report *r)
{
	for (size_t i = 0; i < r->reason_count; i++)
		free(r->reasons[i].why);
	free(r->attributes);
	*r = (struct report){ 0 };
}
