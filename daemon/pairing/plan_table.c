/*
 * A plan that is a table of scores: see pairing/plan.h.
 */
#include "pairing/plan_data.h"
#include "base/memory.h"

struct plan_table {
	struct plan plan;
	int32_t *scores; /* size * size */
};

static const int32_t *
row_of(const struct plan *plan, uint32_t a)
{
	const struct plan_table *t = (const struct plan_table *)plan;

	return t->scores + (size_t)a * plan->size;
}

static void
table_free(struct plan *plan)
{
	struct plan_table *t = (struct plan_table *)plan;

	free(t->scores);
	free(t);
}

static int32_t
table_score(const struct plan *plan, uint32_t a, uint32_t b)
{
	return row_of(plan, a)[b];
}

static bool
table_may(const struct plan *plan, uint32_t a, uint32_t b)
{
	return row_of(plan, a)[b] != SCORE_FORBIDDEN;
}

static uint32_t
table_scan(const struct plan *plan, uint32_t a, uint32_t from, uint32_t to,
    uint32_t *ids, int32_t *scores)
{
	const int32_t *row = row_of(plan, a);
	uint32_t found = 0;

	for (uint32_t b = from; b < to; b++)
		if (row[b] != SCORE_FORBIDDEN) {
			if (scores != NULL)
				scores[found] = row[b];
			ids[found++] = b;
		}
	return found;
}

static uint32_t
table_filter(const struct plan *plan, uint32_t a, uint32_t *ids,
    int32_t *scores, uint32_t n)
{
	const int32_t *row = row_of(plan, a);
	uint32_t found = 0;

	for (uint32_t i = 0; i < n; i++)
		if (row[ids[i]] != SCORE_FORBIDDEN) {
			if (scores != NULL)
				scores[found] = row[ids[i]];
			ids[found++] = ids[i];
		}
	return found;
}

static void
table_block(
    const struct plan *plan, const uint32_t *ids, uint32_t n, int32_t *scores)
{
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < n; k++)
			scores[(size_t)i * n + k] =
			    row_of(plan, ids[i])[ids[k]];
}

static const struct plan_kind table_kind = {
	.free = table_free,
	.score = table_score,
	.scan = table_scan,
	.filter = table_filter,
	.block = table_block,
	.may = table_may,
};

struct plan *
plan_new_table(uint32_t n, const int32_t *scores)
{
	struct plan_table *t = memory_new(1, sizeof(*t));
	size_t count = (size_t)n * n;

	t->plan.kind = &table_kind;
	t->plan.size = n;
	t->scores = memory_new(count, sizeof(*t->scores));
	memcpy(t->scores, scores, count * sizeof(*scores));
	for (uint32_t i = 0; i < n; i++)
		t->scores[(size_t)i * n + i] = SCORE_FORBIDDEN;
	return &t->plan;
}
