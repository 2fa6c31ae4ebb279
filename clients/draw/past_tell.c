/*
 * What the rounds so far mean for the next one: see clients/draw/past.h.
 */
#include "clients/draw/past.h"

#include <stdbool.h>
#include "base/memory.h"
#include "pairing/waiting.h"

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
    const uint32_t *numbers, uint32_t member_count, struct population *p)
{
	struct waiting *all = memory_new(member_count, sizeof(*all));

	for (size_t i = rows_before(past, now - WAITING_ROUNDS); i < count;
	     i++) {
		const struct past_row *row = &past->rows[i];
		uint32_t number = numbers[row->member];
		bool sat_out = row->group == PAST_SAT_OUT;

		if (number == NAMES_NONE)
			continue;
		all[number].rounds++;
		all[number].sit_outs += sat_out;
		all[number].sat_out_last = sat_out;
	}
	waiting_tell(p, all, NULL, member_count);
	free(all);
}

/* All pairs of a group, rows from..to-1. */
static void
tell_group(const struct past *past, size_t from, size_t to, int32_t now,
    const uint32_t *numbers, struct population *p)
{
	const struct past_row *rows = past->rows;

	for (size_t i = from; i < to; i++)
		for (size_t k = from; k < i; k++) {
			uint32_t a = numbers[rows[i].member];
			uint32_t b = numbers[rows[k].member];

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
	/* Of the past's members: their numbers now, or NAMES_NONE: has left. */
	uint32_t *numbers =
	    memory_new(names_count(past->ids), sizeof(*numbers));

	for (uint32_t i = 0; i < names_count(past->ids); i++)
		numbers[i] = names_find(ids, names_text(past->ids, i));
	for (; from < count; from = to) {
		to = from + 1;
		while (to < count && rows[to].round == rows[from].round &&
		       rows[to].group == rows[from].group)
			to++;
		if (rows[from].group != PAST_SAT_OUT)
			tell_group(past, from, to, now, numbers, p);
	}
	tell_waiting(past, now, count, numbers, names_count(ids), p);
	free(numbers);
}
