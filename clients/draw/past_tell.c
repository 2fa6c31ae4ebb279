/*
 * What the rounds so far mean for the next one: see clients/draw/past.h.
 */
#include "clients/draw/past.h"

#include <stdbool.h>
#include "base/memory.h"
#include "pairing/waiting.h"

/* What the past knows of a member of its own. */
struct past_member {
	uint32_t number;   /* now, or NAMES_NONE: has left */
	uint32_t sit_outs; /* in the rounds remembered */
	bool sat_out_last; /* in the last round before */
};

/* The number of rows before the round. */
static size_t
rows_before(const struct past *past, int32_t round)
{
	size_t from = 0, to = past->count, middle;

	while (from < to) {
		middle = from + (to - from) / 2;
		if (past->rows[middle].round < round)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static void
tell_waiting(const struct past *past, int32_t now, size_t count,
    struct past_member *members, struct population *p)
{
	int32_t last = count == 0 ? 0 : past->rows[count - 1].round;

	for (size_t i = rows_before(past, now - WAITING_ROUNDS); i < count;
	     i++) {
		const struct past_row *row = &past->rows[i];

		if (row->group != PAST_SAT_OUT)
			continue;
		members[row->member].sit_outs++;
		if (row->round == last)
			members[row->member].sat_out_last = true;
	}
	for (uint32_t i = 0; i < names_count(past->ids); i++)
		if (members[i].number != NAMES_NONE && members[i].sit_outs > 0)
			population_set_waiting(p, members[i].number,
			    waiting_of(
				members[i].sit_outs, members[i].sat_out_last));
}

/* All pairs of a group, rows from..to-1. */
static void
tell_group(const struct past *past, size_t from, size_t to, int32_t now,
    const struct past_member *members, struct population *p)
{
	const struct past_row *rows = past->rows;

	for (size_t i = from; i < to; i++)
		for (size_t k = from; k < i; k++) {
			uint32_t a = members[rows[i].member].number;
			uint32_t b = members[rows[k].member].number;

			if (a != NAMES_NONE && b != NAMES_NONE && a != b)
				population_met_members(
				    p, a, b, (uint32_t)(now - rows[i].round));
		}
}

void
past_tell(const struct past *past, int32_t now, const struct names *ids,
    struct population *p)
{
	size_t count = rows_before(past, now), from = 0, to;
	const struct past_row *rows = past->rows;
	struct past_member *members =
	    memory_new(names_count(past->ids), sizeof(*members));

	for (uint32_t i = 0; i < names_count(past->ids); i++)
		members[i].number = names_find(ids, names_text(past->ids, i));
	for (; from < count; from = to) {
		to = from + 1;
		while (to < count && rows[to].round == rows[from].round &&
		       rows[to].group == rows[from].group)
			to++;
		if (rows[from].group != PAST_SAT_OUT)
			tell_group(past, from, to, now, members, p);
	}
	tell_waiting(past, now, count, members, p);
	free(members);
}
