/*
 * The Markov chain of seatings: see pairing/sampler.h.
 */
#include "pairing/sampler.h"
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/deck.h"
#include "pairing/workers.h"
#include "pairing/trio_moves.h"

#define WORMS_PER_SWEEP 32 /* and block; */
#define WORMS_IN_LARGE 8   /* where that is larger, and worms are longer */
#define WALKS_PER_SWEEP 16 /* and block, and one more for each trio */
#define STRETCH_FIRST 4    /* sweeps, in sampler_gap; */
#define SWEEPS_AWAY 8      /* from a start that is no opposite */

/* Pools of which the weights of all pairs are kept, at 24 bytes a pair. */
#define WHOLE_PAIRS_MAX 16000000
#define WHOLE_SIZE_MAX 40000
#define WHOLE_SAMPLE 64 /* members whose pairs are counted to tell */

/* Dice of a sweep: stream 0 shuffles, stream 1 + i is block i's. */
#define STREAMS_PER_SWEEP (UINT64_C(1) << 32)
#define SEED_OPPOSITE UINT64_C(0x6f70706f73697465) /* "opposite" */

struct sampler {
	struct deck *deck;
	int64_t temperature;
	uint64_t seed;
	uint64_t sweeps; /* done so far */
	int threads;
	struct deck_part *parts;  /* by thread: what it works on */
	struct weights **weights; /* by thread; NULL of a whole pool */
	struct weights *whole;    /* of a whole pool; else NULL */
	bool is_whole_owned;
};

static int
compare_numbers(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

/* How many of the ascending numbers are less than `than`. */
static uint32_t
count_less(const uint32_t *numbers, uint32_t count, uint64_t than)
{
	uint32_t low = 0, high = count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (numbers[middle] < than)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Pairs of members with the empty chairs that take them. */
static uint64_t
chair_pairs(const struct plan *plan, const struct seating *start)
{
	uint32_t *chairs = memory_new(start->size, sizeof(*chairs)), count = 0;
	uint64_t pairs = 0;

	for (uint32_t v = 0; v < start->size; v++)
		if (start->mate[v] == SEAT_NOBODY)
			chairs[count++] = plan_waiting(plan, v);
	qsort(chairs, count, sizeof(*chairs), compare_numbers);
	for (uint32_t v = 0; v < start->size; v++) {
		uint64_t waited = plan_waiting(plan, v);

		pairs += count_less(chairs, count, waited + 1) -
			 count_less(chairs, count, waited);
	}
	free(chairs);
	return pairs;
}

/* Whether all pairs of the pool can be kept, judged by some members' rows. */
static bool
is_whole(const struct plan *plan, const struct seating *start)
{
	uint32_t size = plan_size(plan), *ids;
	uint64_t pairs = 0;

	if (size <= PLAN_BLOCK_MAX / 2 || size > WHOLE_SIZE_MAX)
		return size <= PLAN_BLOCK_MAX / 2;
	ids = memory_new(size, sizeof(*ids));
	for (uint64_t i = 0; i < WHOLE_SAMPLE; i++)
		pairs += plan_scan(plan, (uint32_t)(i * size / WHOLE_SAMPLE), 0,
		    size, ids, NULL);
	free(ids);
	return pairs * size / WHOLE_SAMPLE / 2 + chair_pairs(plan, start) <=
	       WHOLE_PAIRS_MAX;
}

static struct sampler *
new_chain(const struct plan *plan, const struct seating *start,
    int64_t temperature, uint64_t seed, bool whole)
{
	struct sampler *s = memory_new(1, sizeof(*s));

	if (temperature <= 0)
		die("no chain at a temperature of %lld",
		    (long long)temperature);
	s->deck = deck_new(plan, start, whole);
	s->temperature = temperature;
	s->seed = seed;
	return s;
}

static void
set_threads(struct sampler *s, int threads)
{
	s->threads = workers_count(threads);
	if ((uint32_t)s->threads > s->deck->parts)
		s->threads = (int)s->deck->parts;
	s->parts = memory_new((size_t)s->threads, sizeof(*s->parts));
	for (int i = 0; i < s->threads; i++)
		deck_part_init(s->deck, &s->parts[i]);
}

static void
take_whole(struct sampler *s, struct weights *weights)
{
	s->whole = weights;
	set_threads(s, 1);
	deck_take(s->deck, 0, &s->parts[0]);
	s->parts[0].block.weights = weights;
}

struct sampler *
sampler_new_in_blocks(const struct plan *plan, const struct seating *start,
    int64_t temperature, uint64_t seed, int threads)
{
	struct sampler *s = new_chain(plan, start, temperature, seed, false);

	set_threads(s, threads);
	s->weights = memory_new((size_t)s->threads, sizeof(*s->weights));
	for (int i = 0; i < s->threads; i++) {
		s->weights[i] = weights_new(deck_part_room(s->deck));
		s->parts[i].block.weights = s->weights[i];
	}
	return s;
}

/* In one block where that will do. */
static struct sampler *
new_sampler(const struct plan *plan, const struct seating *start,
    int64_t temperature, uint64_t seed, int threads)
{
	struct sampler *s;

	if (!is_whole(plan, start))
		return sampler_new_in_blocks(
		    plan, start, temperature, seed, threads);
	s = new_chain(plan, start, temperature, seed, true);
	s->is_whole_owned = true;
	take_whole(s, weights_new_whole(plan, temperature, s->deck->waiting,
			  s->deck->chair_count, threads));
	return s;
}

/* Another chain of the same plan, which borrows what the first has. */
static struct sampler *
new_beside(
    const struct sampler *first, const struct seating *start, uint64_t seed)
{
	const struct deck *d = first->deck;
	struct sampler *s;

	if (first->whole == NULL)
		return new_sampler(
		    d->plan, start, first->temperature, seed, first->threads);
	s = new_chain(d->plan, start, first->temperature, seed, true);
	if (s->deck->chair_count != d->chair_count ||
	    memcmp(s->deck->waiting, d->waiting,
		d->chair_count * sizeof(*d->waiting)) != 0)
		die("two seatings with other sit-outs in one chain");
	take_whole(s, first->whole);
	return s;
}

void
sampler_free(struct sampler *s)
{
	if (s == NULL)
		return;
	for (int i = 0; i < s->threads; i++) {
		deck_part_clear(&s->parts[i]);
		if (s->weights != NULL)
			weights_free(s->weights[i]);
	}
	if (s->is_whole_owned)
		weights_free(s->whole);
	free(s->weights);
	free(s->parts);
	deck_free(s->deck);
	free(s);
}

/* The moves of one sweep in one block. */
static void
move_block(const struct sampler *s, struct worm_block *b, uint32_t part)
{
	int worms = b->weights->count > PLAN_BLOCK_MAX ? WORMS_IN_LARGE
						       : WORMS_PER_SWEEP;
	struct dice dice;

	dice_init(&dice, s->seed, s->sweeps * STREAMS_PER_SWEEP + 1 + part);
	for (int i = 0; i < worms; i++)
		worm_loop(b, &dice);
	if (b->trio_count == 0)
		return;
	for (uint32_t i = 0; i < WALKS_PER_SWEEP + b->trio_count; i++)
		trio_moves_walk(b, dice_below(&dice, b->trio_count), &dice);
}

/* Parts are disjoint, and each has dice of its own. */
static void
sweep_part(void *arg, uint32_t part, int worker)
{
	struct sampler *s = arg;
	struct deck_part *p = &s->parts[worker];
	uint32_t waiting[PLAN_BLOCK_MAX];

	deck_take(s->deck, part, p);
	deck_part_waiting(s->deck, p, waiting);
	weights_make(s->weights[worker], s->deck->plan, s->temperature, p->ids,
	    p->members, waiting, p->chairs);
	move_block(s, &p->block, part);
	deck_give(s->deck, p);
}

static void
sweep_parts(struct sampler *s)
{
	struct dice dice;

	dice_init(&dice, s->seed, s->sweeps * STREAMS_PER_SWEEP);
	deck_shuffle(s->deck, &dice);
	workers_run(s->threads, s->deck->parts, sweep_part, s);
}

void
sampler_sweep(struct sampler *s, uint32_t sweeps)
{
	if (s->deck->pair_count + s->deck->trio_count == 0)
		return;
	for (uint32_t i = 0; i < sweeps; i++, s->sweeps++)
		if (s->whole != NULL)
			move_block(s, &s->parts[0].block, 0);
		else
			sweep_parts(s);
	if (s->whole != NULL)
		deck_give(s->deck, &s->parts[0]);
}

void
sampler_write(const struct sampler *s, struct seating *out)
{
	deck_write(s->deck, out);
}

void
sampler_run(const struct plan *plan, struct seating *seating,
    int64_t temperature, uint64_t seed, int threads, uint32_t sweeps)
{
	struct sampler *s =
	    new_sampler(plan, seating, temperature, seed, threads);

	sampler_sweep(s, sweeps);
	sampler_write(s, seating);
	sampler_free(s);
}

/* Two chains, and a stretch of sweeps that both are to go. */
struct race {
	struct sampler *chains[2];
	int64_t means[2]; /* over the stretch */
	uint32_t sweeps;
};

static void
run_stretch(void *arg, uint32_t which, int worker)
{
	struct race *race = arg;
	int64_t sum = 0;

	(void)worker;
	for (uint32_t i = 0; i < race->sweeps; i++) {
		sampler_sweep(race->chains[which], 1);
		sum += deck_mean(race->chains[which]->deck);
	}
	if (race->sweeps > 0)
		race->means[which] = sum / race->sweeps;
}

/* The two means' distance, in millionths of the greater. */
static int64_t
gap_of(int64_t a, int64_t b)
{
	int64_t most = a > b ? a : b;

	return most == 0 ? 0 : llabs(a - b) * SCORE_ONE / most;
}

struct sampler_report
sampler_gap(const struct plan *plan, struct seating *seating,
    const struct seating *opposite, int64_t temperature, uint64_t seed,
    int threads, uint32_t budget)
{
	struct sampler_report r = { .gap = INT64_MAX };
	struct race race;

	if (memcmp(seating->mate, opposite->mate,
		seating->size * sizeof(*seating->mate)) == 0)
		sampler_run(
		    plan, seating, INT64_MAX, ~seed, threads, SWEEPS_AWAY);
	race.chains[0] = new_sampler(plan, seating, temperature, seed, threads);
	race.chains[1] =
	    new_beside(race.chains[0], opposite, seed ^ SEED_OPPOSITE);
	/* Each stretch is as long as all before it. A chain in blocks has
	 * threads of its own. */
	while (!r.is_reached && r.sweeps < budget) {
		race.sweeps = r.sweeps == 0 ? STRETCH_FIRST : r.sweeps;
		if (race.sweeps > budget - r.sweeps)
			race.sweeps = budget - r.sweeps;
		workers_run(race.chains[0]->whole != NULL ? threads : 1, 2,
		    run_stretch, &race);
		r.mean = race.means[0];
		r.gap = gap_of(race.means[0], race.means[1]);
		r.is_reached = r.gap <= SAMPLER_GAP;
		r.sweeps += race.sweeps;
	}
	sampler_sweep(race.chains[0], r.sweeps / 8 + 1);
	sampler_write(race.chains[0], seating);
	sampler_free(race.chains[1]);
	sampler_free(race.chains[0]);
	return r;
}
