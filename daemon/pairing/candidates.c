/*
 * The best few partners of every member, from all pairs or from joins: see
 * pairing/candidates.h.
 */
#include "pairing/candidates.h"
#include "base/memory.h"
#include "pairing/candidates_join.h"
#include "pairing/candidates_meet.h"
#include "pairing/mix.h"
#include "pairing/workers.h"

#define BLOCK (PLAN_BLOCK_MAX / 2)

/* --- lists ---------------------------------------------------------------- */

uint64_t
candidates_item(
    const struct candidates *c, uint32_t a, uint32_t b, int32_t score)
{
	uint64_t low = a < b ? a : b, high = a < b ? b : a;
	uint64_t chance = mix(c->seed ^ (high << 24 | low)) >> 44;

	return (uint64_t)(score + 1) << 44 | chance << 24 | b;
}

/* Nobody can guess where an item will be inserted, so nothing is guessed: from
 * the best down each place keeps the greater one and hands the other down; one
 * that is there already ends what is handed down. */
int32_t
candidates_add(struct candidates *c, uint32_t place, uint64_t item)
{
	uint64_t *list = c->items + (size_t)place * c->keep;

	for (uint32_t k = 0, n = c->keep; k < n; k++) {
		uint64_t here = list[k];
		uint64_t less = here > item ? item : here;

		list[k] = here > item ? here : item;
		item = here == item ? 0 : less;
	}
	return candidates_floor(c, place);
}

int32_t
candidates_floor(const struct candidates *c, uint32_t place)
{
	uint64_t last = c->items[(size_t)place * c->keep + c->keep - 1];

	return last == 0 ? 0 : candidates_score(last);
}

void
candidates_free(struct candidates *c)
{
	if (c == NULL)
		return;
	free(c->room);
	free(c->best);
	free(c);
}

/* --- all pairs ------------------------------------------------------------ */

/* Blocks of members meet as teams in a tournament do: in a round each is in one
 * match, so that matches can be played at the same time. */
struct tournament {
	struct candidates *c;
	uint32_t blocks, teams, round; /* teams: blocks, made even */
	struct candidates_meet *meets[WORKERS_MAX];
};

static uint32_t
block_of(const struct tournament *t, uint32_t block, uint32_t places[BLOCK])
{
	uint32_t from = block * BLOCK, n = t->c->count - from;

	n = n < BLOCK ? n : BLOCK;
	for (uint32_t i = 0; i < n; i++)
		places[i] = from + i;
	return n;
}

/* Match `item` of the round, by the circle method: the last team stays where it
 * is, the others turn. In round 0 each plays against itself; whoever meets a
 * team that is none rests. */
static void
play(void *arg, uint32_t item, int worker)
{
	struct tournament *t = arg;
	uint32_t left[BLOCK], right[BLOCK], n, turn = t->teams - 1, one, other;

	if (t->round == 0) {
		n = block_of(t, item, left);
		candidates_meet_all(t->meets[worker], left, n);
		candidates_meet_end(t->meets[worker]);
		return;
	}
	one = item == 0 ? turn : (t->round + item) % turn;
	other = (t->round + turn - item) % turn;
	if (one >= t->blocks || other >= t->blocks)
		return;
	n = block_of(t, one, left);
	candidates_meet_two(
	    t->meets[worker], left, n, right, block_of(t, other, right));
	candidates_meet_end(t->meets[worker]);
}

static void
find_all(struct candidates *c, const struct plan *plan, int threads)
{
	struct tournament t = { .c = c };
	int workers = workers_count(threads);

	t.blocks = (c->count + BLOCK - 1) / BLOCK;
	t.teams = t.blocks + t.blocks % 2;
	for (int i = 0; i < workers; i++)
		t.meets[i] = candidates_meet_new(c, plan);
	for (t.round = 0; t.round < t.teams; t.round++)
		workers_run(
		    workers, t.round == 0 ? t.blocks : t.teams / 2, play, &t);
	for (int i = 0; i < workers; i++)
		candidates_meet_free(t.meets[i]);
	c->is_complete = true;
}

struct candidates *
candidates_find(const struct plan *plan, const uint32_t *members,
    uint32_t count, const struct candidates_options *options)
{
	struct candidates *c = memory_new(1, sizeof(*c));

	if (plan_size(plan) > CANDIDATES_MEMBERS_MAX)
		die("%u members are too many", plan_size(plan));
	if (options->keep == 0 || options->keep > CANDIDATES_KEEP_MAX)
		die("%u candidates a member", options->keep);
	c->count = count;
	c->members = members;
	c->keep = options->keep;
	c->seed = options->seed;
	c->items = memory_new_lines(
	    (size_t)count * c->keep, sizeof(*c->items), &c->room);
	if (count <= options->all_pairs)
		find_all(c, plan, options->threads);
	else
		candidates_join(c, plan, NULL, count, options);
	return c;
}

/* --- going on ------------------------------------------------------------- */

static void
remember_best(struct candidates *c)
{
	if (c->best == NULL)
		c->best = memory_new(c->count, sizeof(*c->best));
	for (uint32_t place = 0; place < c->count; place++)
		c->best[place] = candidates_best(c, place);
}

/* Of a list those who are in stay, in their order. */
static void
forget_others(struct candidates *c, uint32_t place, const bool *is_in)
{
	uint64_t *list = c->items + (size_t)place * c->keep;
	uint32_t kept = 0;

	for (uint32_t k = 0; k < c->keep && list[k] != 0; k++)
		if (is_in[candidates_member(list[k])])
			list[kept++] = list[k];
	memset(list + kept, 0, (c->keep - kept) * sizeof(*list));
}

void
candidates_go_on(struct candidates *c, const struct plan *plan,
    const uint32_t *places, uint32_t count,
    const struct candidates_options *options)
{
	bool *is_in = memory_new(c->count, sizeof(*is_in));

	if (c->members != NULL)
		die("candidates of some members cannot go on");
	remember_best(c);
	for (uint32_t i = 0; i < count; i++)
		is_in[places[i]] = true;
	for (uint32_t i = 0; i < count; i++)
		forget_others(c, places[i], is_in);
	free(is_in);
	candidates_join(c, plan, places, count, options);
}
