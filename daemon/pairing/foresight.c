/*
 * Looking ahead: see pairing/foresight.h.
 */
#include "pairing/foresight.h"
#include "base/memory.h"
#include "pairing/cover.h"
#include "pairing/rules_data.h"

#define MEMBERS_MAX 300
#define HORIZON_MAX 6

static bool
must_rest(const struct rules *rules)
{
	for (size_t i = 0; i < rules->requirement_count; i++)
		if (rules->items[i].kind->holds == rule_rested_holds)
			return true;
	return false;
}

uint32_t
foresight_horizon(const struct plan *plan, const struct rules *rules)
{
	uint32_t n = plan_size(plan), least = UINT32_MAX;
	uint32_t ids[MEMBERS_MAX];
	int32_t scores[MEMBERS_MAX];

	if (n > MEMBERS_MAX || rules_size(rules) != 2 || !must_rest(rules))
		return 0;
	for (uint32_t a = 0; a < n; a++) {
		uint32_t found = plan_scan(plan, a, 0, n, ids, scores);

		least = found < least ? found : least;
	}
	return least >= 2 && least <= HORIZON_MAX ? least : 0;
}

static void
forbid(int32_t *table, uint32_t n, uint32_t a, uint32_t b)
{
	table[a * n + b] = table[b * n + a] = SCORE_FORBIDDEN;
}

static void
forbid_draw(int32_t *table, uint32_t n, const struct draw *draw)
{
	for (size_t i = 0; i < draw->group_count; i++) {
		const struct draw_group *g = &draw->groups[i];

		for (uint32_t k = 0; k < g->size; k++)
			for (uint32_t l = k + 1; l < g->size; l++)
				forbid(table, n, g->members[k], g->members[l]);
	}
}

static void
forbid_seating(int32_t *table, const struct seating *s)
{
	for (uint32_t v = 0; v < s->size; v++) {
		if (s->mate[v] < s->size)
			forbid(table, s->size, v, s->mate[v]);
		if (s->host[v] < s->size) {
			forbid(table, s->size, v, s->host[v]);
			forbid(table, s->size, v, s->mate[s->host[v]]);
		}
	}
}

/* Who may meet whom, by two members. */
static int32_t *
table_of(const struct plan *plan)
{
	uint32_t n = plan_size(plan), ids[MEMBERS_MAX];
	int32_t *table = memory_new((size_t)n * n, sizeof(*table));
	int32_t scores[MEMBERS_MAX];

	for (uint32_t a = 0; a < n; a++) {
		uint32_t found = plan_scan(plan, a, 0, n, ids, scores);

		for (uint32_t b = 0; b < n; b++)
			table[a * n + b] = SCORE_FORBIDDEN;
		for (uint32_t i = 0; i < found; i++)
			table[a * n + ids[i]] = 0;
	}
	return table;
}

uint32_t
foresight_rounds(const struct plan *plan, const struct draw *draw,
    uint32_t horizon, uint64_t seed)
{
	uint32_t n = plan_size(plan), full = 0;
	int32_t *table = table_of(plan);
	bool goes_on = true;

	forbid_draw(table, n, draw);
	while (goes_on && full + 1 < horizon) {
		struct plan *next = plan_new_table(n, table);
		struct cover *cover = cover_find(next, seed + full, NULL);

		goes_on = cover->seating->sit_out_count <= draw->sit_out_count;
		full += goes_on;
		forbid_seating(table, cover->seating);
		cover_free(cover);
		plan_free(next);
	}
	free(table);
	return full;
}
