/*
 * The core's flower asks about everybody else: see pairing/cover_search.h.
 *
 * One after the other its members ask about the rest, which soon ends mostly.
 * Where it does not, all of it is turned round, since any edge between the two
 * is as good as another: the rest are few, and each of them asks only until it
 * finds one of the flower. So nothing costs much more than the better way.
 */
#include "pairing/cover_search.h"

#define ROW_BITE PLAN_BLOCK_MAX /* asked about at once by one of the rest */
#define FEW 8                   /* one in so many of all */

/* Everybody, from a place of chance on. */
static void
begin_rest(struct cover_search *s)
{
	uint32_t n = cover_search_row(s), from = dice_below(s->dice, n);

	s->rest_turn = s->core_turn;
	s->rest_count = n;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t place = from + i < n ? from + i : from + i - n;

		s->rest[i] = s->domain == NULL ? place : s->domain[place];
	}
}

static bool
is_in(struct cover_search *s, uint32_t w, uint32_t flower)
{
	return s->label[w] == COVER_OUTER &&
	       cover_search_base(s, w) == cover_search_base(s, flower);
}

/* Whether the flower need never ask about w again: it is in it, or out of the
 * search. */
static bool
is_settled(struct cover_search *s, uint32_t w, uint32_t flower)
{
	return s->is_closed[w] || is_in(s, w, flower);
}

/* --- one after the other -------------------------------------------------- */

/* Up to a part of the rest from place *at on into ids[]; who is settled is
 * forgotten, others move down to place *kept. Who is inner now may be outer in
 * another flower later, and is asked about then. */
static uint32_t
gather(struct cover_search *s, uint32_t flower, uint32_t *at, uint32_t *kept)
{
	uint32_t count = 0;

	while (*at < s->rest_count && count < COVER_ROW_PART) {
		uint32_t w = s->rest[(*at)++];

		if (is_settled(s, w, flower))
			continue;
		s->rest[(*kept)++] = w;
		if (s->label[w] != COVER_INNER)
			s->ids[count++] = w;
	}
	return count;
}

static uint32_t
ask_rest(struct cover_search *s, uint32_t v)
{
	uint32_t flower = s->core, at = 0, kept = 0, end;

	while (at < s->rest_count) {
		uint32_t count = gather(s, flower, &at, &kept);

		s->rest_asked += count;
		end = cover_search_follow(
		    s, v, plan_filter(s->plan, v, s->ids, NULL, count));
		if (end != SEAT_NOBODY)
			return end;
	}
	s->rest_count = kept;
	return SEAT_NOBODY;
}

/* --- turned round --------------------------------------------------------- */

/* Those of the flower whose turn has not come need not ask any more. */
static void
skip_turns(struct cover_search *s, uint32_t flower)
{
	for (uint32_t i = s->head; i < s->tail; i++) {
		uint32_t v = s->queue[i];

		if (!is_in(s, v, flower))
			continue;
		s->queue[i] = s->queue[s->head];
		s->queue[s->head++] = v;
	}
}

/* Some neighbour of `w` in the flower, or SEAT_NOBODY. */
static uint32_t
ask_for(struct cover_search *s, uint32_t w, uint32_t flower)
{
	uint32_t n = cover_search_row(s), from = dice_below(s->dice, n);

	for (uint32_t done = 0; done < n;) {
		uint32_t bite = n - from < ROW_BITE ? n - from : ROW_BITE;
		uint32_t found;

		bite = bite < n - done ? bite : n - done;
		found = cover_search_ask(s, w, from, from + bite);
		for (uint32_t i = 0; i < found; i++)
			if (is_in(s, s->ids[i], flower))
				return s->ids[i];
		done += bite;
		from = from + bite < n ? from + bite : 0;
	}
	return SEAT_NOBODY;
}

/* Those of the rest who have a partner, or those who have none, ask for one of
 * the flower; the end of a path, or SEAT_NOBODY. */
static uint32_t
turn_round(struct cover_search *s, uint32_t flower, bool are_alone)
{
	for (uint32_t i = 0; i < s->rest_count; i++) {
		uint32_t w = s->rest[i], v, end;

		if ((s->mate[w] == SEAT_NOBODY) != are_alone ||
		    s->label[w] == COVER_INNER || is_settled(s, w, flower))
			continue;
		v = ask_for(s, w, flower);
		if (v == SEAT_NOBODY)
			continue;
		s->ids[0] = w;
		end = cover_search_follow(s, v, 1);
		if (end != SEAT_NOBODY)
			return end;
	}
	return SEAT_NOBODY;
}

/* --- both ----------------------------------------------------------------- */

/* Whether more than few are still to ask, who are of the flower mostly, and all
 * others are few, and hard to reach. */
static bool
is_worth_turning(const struct cover_search *s)
{
	uint32_t few = cover_search_row(s) / FEW;

	return s->rest_asked > s->size && s->rest_count <= few &&
	       s->tail - s->head >= few;
}

uint32_t
cover_core_ask(struct cover_search *s, uint32_t v)
{
	uint32_t flower = s->core, end;

	if (s->rest_turn != s->core_turn)
		begin_rest(s);
	if (!is_worth_turning(s))
		return ask_rest(s, v);
	s->rest_asked = 0;
	skip_turns(s, flower);
	end = turn_round(s, flower, true);
	return end != SEAT_NOBODY ? end : turn_round(s, flower, false);
}
