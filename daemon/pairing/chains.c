/*
 * Lin-Kernighan chains over a seating: see pairing/chains.h.
 *
 * In a sweep every pair belongs to one of a few parts, by a hash of its lower
 * member and of the sweep, and chains stay within their part: so parts can be
 * worked on at the same time, and the result does not depend on how many
 * threads there are. Over the sweeps every two pairs share a part often.
 */
#include "pairing/chains.h"
#include "base/memory.h"
#include "pairing/chance_score.h"
#include "pairing/chains_data.h"
#include "pairing/mix.h"
#include "pairing/workers.h"

#define WHOLE_BELOW 4096 /* members: so few are one part */
#define AHEAD 4          /* members whose candidates' seats are fetched early */
#define TIRED 3 /* sweeps in vain, after which a member is left in peace */

/* --- sweeps --------------------------------------------------------------- */

/* What v's chains begin with will be needed. */
static void
prefetch(const struct chains *all, uint32_t v)
{
	const uint64_t *list;

	if (v >= all->size)
		return;
	list = candidates_of(all->c, v);
	for (uint32_t i = 0; i < all->c->keep; i++)
		__builtin_prefetch(&all->seats[candidates_member(list[i])]);
}

static void
work_part(void *arg, uint32_t item, int worker)
{
	struct chains *all = arg;

	(void)worker;
	for (uint32_t v = 0; v < all->size; v++) {
		struct chains_seat *seat = &all->seats[v];
		int64_t gain;

		if (seat->part != item || seat->quiet >= TIRED ||
		    seat->score < 0)
			continue;
		prefetch(all, v + AHEAD);
		while (chains_grow(all, v, &gain))
			all->gain[item] += gain;
		seat->quiet =
		    all->parts == 1 ? TIRED : (uint8_t)(seat->quiet + 1);
	}
}

static void
deal_parts(struct chains *all, uint32_t sweep)
{
	for (uint32_t v = 0; v < all->size; v++) {
		uint32_t mate = all->seats[v].mate;
		uint32_t of = mate < all->size && mate < v ? mate : v;

		all->seats[v].part =
		    all->parts == 1
			? 0
			: (uint8_t)mix_below(
			      mix(all->o->seed ^ mix(sweep) ^ of), all->parts);
	}
}

/* The score of v and its partner: mostly one of them is the other's candidate. */
static int32_t
pair_score(const struct chains *all, uint32_t v, uint32_t mate)
{
	int32_t score = chains_listed(all, v, mate);

	if (score == SCORE_FORBIDDEN)
		score = chains_listed(all, mate, v);
	return score == SCORE_FORBIDDEN ? plan_score(all->plan, v, mate)
					: score;
}

/* Thirds and their hosts are not to be touched. */
static void
read_seats(struct chains *all, const struct seating *s)
{
	const uint32_t *settled = all->o->settled;

	for (uint32_t v = 0; v < s->size; v++) {
		struct chains_seat *seat = &all->seats[v];
		uint64_t best = candidates_of(all->c, v)[0];

		seat->mate = s->mate[v];
		seat->best = best == 0 ? 0 : candidates_score(best);
		if (seat->mate < s->size && seat->mate < v)
			seat->score = all->seats[seat->mate].score;
		else if (seat->mate < s->size)
			seat->score = pair_score(all, v, seat->mate);
		if (settled != NULL && settled[v] == seat->mate)
			seat->quiet = TIRED;
	}
	for (uint32_t v = 0; v < s->size; v++) {
		uint32_t host = s->host[v];

		if (host == SEAT_NOBODY)
			continue;
		all->seats[v].score = all->seats[host].score =
		    all->seats[s->mate[host]].score = -1;
	}
}

int64_t
chains_improve(const struct plan *plan, const struct candidates *c,
    struct seating *s, const struct chains_options *options)
{
	struct chains all = {
		.plan = plan, .c = c, .o = options, .size = s->size
	};
	int64_t total = 0;

	if (options->depth < 1 || options->depth > CHAINS_DEPTH_MAX ||
	    options->first < 1 || options->first > CHAINS_BREADTH_MAX ||
	    options->second < 1 || options->second > CHAINS_BREADTH_MAX)
		die("chains of depth %u, breadth %u", options->depth,
		    options->first);
	if (options->sweeps == 0)
		return 0;
	all.seats = memory_new(s->size, sizeof(*all.seats));
	read_seats(&all, s);
	if (!c->is_complete && s->size > 0)
		all.likely = chance_score_high(plan, options->seed);
	all.parts = s->size < WHOLE_BELOW ? 1 : CHAINS_PARTS;
	for (uint32_t sweep = 0; sweep < options->sweeps; sweep++) {
		int64_t gain = 0;

		memset(all.gain, 0, sizeof(all.gain));
		deal_parts(&all, sweep);
		workers_run(options->threads, all.parts, work_part, &all);
		for (uint32_t i = 0; i < all.parts; i++)
			gain += all.gain[i];
		total += gain;
		if (gain == 0)
			break;
	}
	for (uint32_t v = 0; v < s->size; v++)
		s->mate[v] = all.seats[v].mate;
	free(all.seats);
	return total;
}
