/*
 * Groupings: see pairing/grouping.h.
 */
#include "pairing/grouping.h"
#include "base/memory.h"

struct grouping *
grouping_new(uint32_t size)
{
	struct grouping *g = memory_new(1, sizeof(*g));

	g->size = size;
	g->first = memory_new((size_t)size + 1, sizeof(*g->first));
	g->members = memory_new(size, sizeof(*g->members));
	g->sit_outs = memory_new(size, sizeof(*g->sit_outs));
	return g;
}

void
grouping_free(struct grouping *g)
{
	if (g == NULL)
		return;
	free(g->first);
	free(g->members);
	free(g->sit_outs);
	free(g);
}

/* Insertion sort: a group is at most DRAW_GROUP_MAX members. */
static void
sort_few(uint32_t *items, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++) {
		uint32_t item = items[i], k = i;

		for (; k > 0 && items[k - 1] > item; k--)
			items[k] = items[k - 1];
		items[k] = item;
	}
}

void
grouping_add(struct grouping *g, const uint32_t *members, uint32_t count)
{
	uint32_t at = g->first[g->group_count];

	if (count == 0 || count > g->size - at)
		die("a group of %u where %u of %u are in groups", count, at,
		    g->size);
	memcpy(g->members + at, members, count * sizeof(*members));
	sort_few(g->members + at, count);
	if (g->group_count > 0 &&
	    g->members[at] < g->members[g->first[g->group_count - 1]])
		die("the group of %u comes too late", g->members[at]);
	g->first[++g->group_count] = at + count;
}

void
grouping_add_sit_out(struct grouping *g, uint32_t member)
{
	if (g->sit_out_count == g->size)
		die("%u members sit out already", g->size);
	g->sit_outs[g->sit_out_count++] = member;
}

/* By member: the third of the pair whose lower member it is, or SEAT_NOBODY. */
static uint32_t *
thirds_of(const struct seating *s)
{
	uint32_t *third = memory_new(s->size, sizeof(*third));

	for (uint32_t v = 0; v < s->size; v++)
		third[v] = SEAT_NOBODY;
	for (uint32_t v = 0; v < s->size; v++)
		if (s->host[v] != SEAT_NOBODY)
			third[s->host[v]] = v;
	return third;
}

struct grouping *
grouping_of_seating(const struct seating *s)
{
	struct grouping *g = grouping_new(s->size);
	uint32_t *third = thirds_of(s);

	for (uint32_t v = 0; v < s->size; v++) {
		uint32_t host = s->host[v] == SEAT_NOBODY ? v : s->host[v];
		uint32_t group[3] = { host, s->mate[host], SEAT_NOBODY };
		uint32_t count = 2;

		if (s->mate[v] == SEAT_NOBODY) {
			grouping_add_sit_out(g, v);
			continue;
		}
		if (host > group[1]) {
			group[0] = group[1];
			group[1] = host;
		}
		if (third[group[0]] != SEAT_NOBODY)
			group[count++] = third[group[0]];
		/* A group is added when its first member comes. */
		if (v <= group[0] && v <= group[1] && v <= group[2])
			grouping_add(g, group, count);
	}
	free(third);
	return g;
}
