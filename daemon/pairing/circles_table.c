/*
 * Tables: see pairing/circles_table.h.
 */
#include "pairing/circles_table.h"
#include "base/memory.h"

#define ALL_PAIRS_MAX 2000
#define STRIDE 256 /* members asked about at once */

/* Whether k - 1 others, hopeless ones left out, may meet v. */
static bool
has_company(const struct circles_table *t, uint32_t v)
{
	uint32_t ids[STRIDE], company = 0;

	for (uint32_t from = 0; from < t->size; from += STRIDE) {
		uint32_t to = t->size - from < STRIDE ? t->size : from + STRIDE;
		uint32_t found = plan_scan(t->plan, v, from, to, ids, NULL);

		for (uint32_t i = 0; i < found; i++)
			company += !t->is_hopeless[ids[i]];
		if (company + 1 >= t->k)
			return true;
	}
	return false;
}

/* Who is to be asked for company, each once. */
struct doubts {
	uint32_t *members, count;
	bool *is_in; /* by member */
};

static void
doubt(struct doubts *d, uint32_t v)
{
	if (d->is_in[v])
		return;
	d->is_in[v] = true;
	d->members[d->count++] = v;
}

/* Whom v leaves may lack company now: they are fewer than a group. */
static void
doubt_neighbours(const struct circles_table *t, struct doubts *d, uint32_t v)
{
	uint32_t ids[STRIDE];

	for (uint32_t from = 0; from < t->size; from += STRIDE) {
		uint32_t to = t->size - from < STRIDE ? t->size : from + STRIDE;
		uint32_t found = plan_scan(t->plan, v, from, to, ids, NULL);

		for (uint32_t i = 0; i < found; i++)
			if (!t->is_hopeless[ids[i]])
				doubt(d, ids[i]);
	}
}

/* Whoever is not in the (k - 1)-core of who may meet whom (Seidman 1983): each
 * that is found may leave others without company, who are asked again (Batagelj and
 * Zaversnik, "An O(m) algorithm for cores decomposition of networks", 2003). */
static void
find_hopeless(struct circles_table *t)
{
	struct doubts d = { .members = memory_new(t->size, sizeof(*d.members)),
		.is_in = memory_new(t->size, sizeof(*d.is_in)) };

	for (uint32_t v = 0; v < t->size; v++)
		doubt(&d, v);
	while (d.count > 0) {
		uint32_t v = d.members[--d.count];

		d.is_in[v] = false;
		if (t->is_hopeless[v] || has_company(t, v))
			continue;
		t->is_hopeless[v] = true;
		t->hopeless_count++;
		doubt_neighbours(t, &d, v);
	}
	free(d.members);
	free(d.is_in);
}

struct circles_table *
circles_table_new(const struct plan *plan, uint32_t k)
{
	struct circles_table *t = memory_new(1, sizeof(*t));
	uint32_t n = plan_size(plan);

	t->plan = plan;
	t->size = n;
	t->k = k;
	t->room = k + 1;
	t->is_hopeless = memory_new(n, sizeof(*t->is_hopeless));
	find_hopeless(t);
	t->table_count = (n - t->hopeless_count) / k;
	t->members =
	    memory_new((size_t)t->table_count * t->room, sizeof(*t->members));
	t->count = memory_new(t->table_count, sizeof(*t->count));
	t->table = memory_new(n, sizeof(*t->table));
	t->place = memory_new(n, sizeof(*t->place));
	t->bench = memory_new(n, sizeof(*t->bench));
	for (uint32_t v = 0; v < n; v++) {
		t->table[v] = CIRCLES_BENCH;
		t->place[v] = t->bench_count;
		t->bench[t->bench_count++] = v;
	}
	if (n > ALL_PAIRS_MAX)
		return t;
	t->scores = memory_new((size_t)n * n, sizeof(*t->scores));
	for (uint32_t a = 0; a < n; a++)
		for (uint32_t b = a + 1; b < n; b++)
			t->scores[(size_t)a * n + b] =
			    t->scores[(size_t)b * n + a] =
				plan_score(plan, a, b);
	return t;
}

void
circles_table_free(struct circles_table *t)
{
	if (t == NULL)
		return;
	free(t->scores);
	free(t->members);
	free(t->count);
	free(t->table);
	free(t->place);
	free(t->bench);
	free(t->is_hopeless);
	free(t);
}

struct circles_sum
circles_table_sum(const struct circles_table *t, uint32_t member,
    uint32_t table, uint32_t but)
{
	struct circles_sum sum = { 0, 0 };
	const uint32_t *others;

	if (table == CIRCLES_BENCH)
		return sum;
	others = t->members + (size_t)table * t->room;
	for (uint32_t i = 0; i < t->count[table]; i++) {
		int32_t score;

		if (others[i] == member || others[i] == but)
			continue;
		score = t->scores != NULL
			    ? t->scores[(size_t)member * t->size + others[i]]
			    : plan_score(t->plan, member, others[i]);
		if (score == SCORE_FORBIDDEN)
			sum.forbidden++;
		else
			sum.score += score;
	}
	return sum;
}

void
circles_table_take(struct circles_table *t, uint32_t member)
{
	uint32_t table = t->table[member], last;
	uint32_t *list = table == CIRCLES_BENCH
			     ? t->bench
			     : t->members + (size_t)table * t->room;
	uint32_t *count =
	    table == CIRCLES_BENCH ? &t->bench_count : &t->count[table];

	last = list[--*count];
	list[t->place[member]] = last;
	t->place[last] = t->place[member];
}

void
circles_table_put(struct circles_table *t, uint32_t member, uint32_t table)
{
	uint32_t *list = table == CIRCLES_BENCH
			     ? t->bench
			     : t->members + (size_t)table * t->room;
	uint32_t *count =
	    table == CIRCLES_BENCH ? &t->bench_count : &t->count[table];

	if (table != CIRCLES_BENCH && *count == t->room)
		die("a table is full");
	t->table[member] = table;
	t->place[member] = *count;
	list[(*count)++] = member;
}

void
circles_table_exchange(struct circles_table *t, uint32_t a, uint32_t b)
{
	uint32_t x = t->table[a], y = t->table[b];

	circles_table_take(t, a);
	circles_table_take(t, b);
	circles_table_put(t, b, x);
	circles_table_put(t, a, y);
}

int64_t
circles_table_factor(const struct circles_table *t, uint32_t count)
{
	return count > t->k ? t->k - 1 : t->k;
}
