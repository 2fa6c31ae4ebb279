/*
 * Joins: see pairing/candidates_join.h. A member's key of a round is one number
 * to sort by, from the top:
 *
 *	26 bits  group, hashed (two groups in one do no harm: rules are asked)
 *	 2 bits  side
 *	 8 bits  order in the group
 *	 4 bits  chance
 *	24 bits  the member's place
 *
 * The top byte is also its bucket: buckets are sorted and joined at the same
 * time, since each member is in one of them.
 */
#include "pairing/candidates_join.h"
#include "base/memory.h"
#include "pairing/candidates_meet.h"
#include "pairing/mix.h"
#include "pairing/plan_join.h"
#include "pairing/workers.h"

#define BUCKETS 256
#define SLICE 65536 /* members whose keys one worker draws at a time */
#define GROUP_SHIFT 38
#define SIDE_SHIFT 36
#define BOTH_CHUNK 96 /* that meet one another */
#define REST_CHUNK 48 /* the same, where more than REST_MANY were left */
#define REST_MANY 1000000
#define CHUNK_MOST 256 /* of a side, where it is much the larger one */
#define CHUNK 128      /* of a side, that meet the chunk of the other */
#define PLACE_MASK (CANDIDATES_MEMBERS_MAX - 1)

struct join {
	struct candidates *c;
	const uint32_t *places; /* who joins; NULL: all */
	uint32_t count;
	struct plan_join *keys;
	uint64_t seed;
	uint32_t round, slices;
	uint32_t chunk;   /* of those who meet one another */
	uint64_t *drawn;  /* by who joins */
	uint64_t *sorted; /* by bucket */
	uint32_t *counts; /* by slice and bucket: how many, then where to */
	uint32_t starts[BUCKETS + 1];
	struct candidates_meet *meets[WORKERS_MAX];
};

/* --- keys into buckets ---------------------------------------------------- */

static void
draw_slice(void *arg, uint32_t item, int worker)
{
	struct join *j = arg;
	const uint32_t *members = j->c->members;
	uint32_t *counts = j->counts + (size_t)item * BUCKETS;
	uint32_t from = item * SLICE, to = from + SLICE;
	uint64_t seed = mix(j->seed ^ mix(j->round));

	(void)worker;
	memset(counts, 0, BUCKETS * sizeof(*counts));
	for (uint32_t i = from; i < to && i < j->count; i++) {
		uint32_t place = j->places == NULL ? i : j->places[i];
		uint32_t member = members == NULL ? place : members[place];
		uint64_t chance = mix(seed ^ member);
		struct plan_join_key key =
		    plan_join_draw(j->keys, j->round, member, chance);

		j->drawn[i] = mix(key.group) >> GROUP_SHIFT << GROUP_SHIFT |
			      (uint64_t)key.side << SIDE_SHIFT |
			      (uint64_t)key.order << 28 |
			      (mix(chance ^ 4) & 15) << 24 | place;
		counts[j->drawn[i] >> 56]++;
	}
}

static void
scatter_slice(void *arg, uint32_t item, int worker)
{
	struct join *j = arg;
	uint32_t *next = j->counts + (size_t)item * BUCKETS;
	uint32_t from = item * SLICE, to = from + SLICE;

	(void)worker;
	for (uint32_t i = from; i < to && i < j->count; i++)
		j->sorted[next[j->drawn[i] >> 56]++] = j->drawn[i];
}

/* From how many each slice has of a bucket to where it puts them. */
static void
sum_up(struct join *j)
{
	uint32_t at = 0;

	for (uint32_t b = 0; b < BUCKETS; b++) {
		j->starts[b] = at;
		for (uint32_t s = 0; s < j->slices; s++) {
			uint32_t *count = &j->counts[s * BUCKETS + b];
			uint32_t n = *count;

			*count = at;
			at += n;
		}
	}
	j->starts[BUCKETS] = at;
}

/* --- a bucket ------------------------------------------------------------- */

/* Radix sort by bits 24 to 55, a byte at a time; `other` is room. After an even
 * number of passes the result is in `items` again. */
static void
sort_bucket(uint64_t *items, uint64_t *other, uint32_t n)
{
	for (int shift = 24; shift < 56; shift += 8) {
		uint32_t counts[257] = { 0 };
		uint64_t *swap = items;

		for (uint32_t i = 0; i < n; i++)
			counts[(items[i] >> shift & 255) + 1]++;
		for (int b = 0; b < 256; b++)
			counts[b + 1] += counts[b];
		for (uint32_t i = 0; i < n; i++)
			other[counts[items[i] >> shift & 255]++] = items[i];
		items = other;
		other = swap;
	}
}

/* Left and right in as many chunks, the first with the first and so on: both
 * are in the same order. A side that is much larger meets in part only. */
static void
join_sides(struct candidates_meet *m, const uint32_t *left, uint32_t left_n,
    const uint32_t *right, uint32_t right_n)
{
	uint32_t less = left_n < right_n ? left_n : right_n;
	uint32_t chunks = (less + CHUNK - 1) / CHUNK;

	for (uint64_t i = 0; i < chunks; i++) {
		uint32_t l = (uint32_t)(left_n * i / chunks);
		uint32_t r = (uint32_t)(right_n * i / chunks);
		uint32_t ln = (uint32_t)(left_n * (i + 1) / chunks) - l;
		uint32_t rn = (uint32_t)(right_n * (i + 1) / chunks) - r;

		candidates_meet_two(m, left + l,
		    ln < CHUNK_MOST ? ln : CHUNK_MOST, right + r,
		    rn < CHUNK_MOST ? rn : CHUNK_MOST);
	}
}

static void
join_both(struct candidates_meet *m, const uint32_t *places, uint32_t n,
    uint32_t chunk)
{
	uint32_t chunks = (n + chunk - 1) / chunk;

	for (uint64_t i = 0; i < chunks; i++) {
		uint32_t from = (uint32_t)(n * i / chunks);

		candidates_meet_all(
		    m, places + from, (uint32_t)(n * (i + 1) / chunks) - from);
	}
}

static void
join_bucket(void *arg, uint32_t item, int worker)
{
	struct join *j = arg;
	struct candidates_meet *m = j->meets[worker];
	uint32_t from = j->starts[item], n = j->starts[item + 1] - from;
	uint64_t *items = j->sorted + from;
	uint32_t *places = (uint32_t *)(void *)(j->drawn + from);
	uint32_t sides[4];

	sort_bucket(items, j->drawn + from, n);
	for (uint32_t i = 0, start = 0; i < n;) {
		uint64_t group = items[i] >> GROUP_SHIFT;

		memset(sides, 0, sizeof(sides));
		for (start = i; i < n && items[i] >> GROUP_SHIFT == group;
		     i++) {
			places[i] = (uint32_t)(items[i] & PLACE_MASK);
			sides[items[i] >> SIDE_SHIFT & 3]++;
		}
		if (sides[JOIN_LEFT] > 0 && sides[JOIN_RIGHT] > 0)
			join_sides(m, places + start, sides[JOIN_LEFT],
			    places + start + sides[JOIN_LEFT],
			    sides[JOIN_RIGHT]);
		if (sides[JOIN_BOTH] > 1)
			join_both(m, places + i - sides[JOIN_BOTH],
			    sides[JOIN_BOTH], j->chunk);
	}
	candidates_meet_end(m);
}

void
candidates_join(struct candidates *c, const struct plan *plan,
    const uint32_t *places, uint32_t count,
    const struct candidates_options *options)
{
	int workers = workers_count(options->threads);
	uint32_t end = options->first_round + options->rounds;
	struct join j = { .c = c,
		.places = places,
		.count = count,
		.keys = plan_join_new(plan, count, options->is_rest),
		.seed = mix(options->seed),
		.chunk = options->is_rest && count > REST_MANY ? REST_CHUNK
							       : BOTH_CHUNK,
		.slices = (count + SLICE - 1) / SLICE };

	j.drawn = memory_new(count, sizeof(*j.drawn));
	j.sorted = memory_new(count, sizeof(*j.sorted));
	j.counts = memory_new((size_t)j.slices * BUCKETS, sizeof(*j.counts));
	for (int i = 0; i < workers; i++)
		j.meets[i] = candidates_meet_new(c, plan);
	for (j.round = options->first_round; j.round < end; j.round++) {
		workers_run(workers, j.slices, draw_slice, &j);
		sum_up(&j);
		workers_run(workers, j.slices, scatter_slice, &j);
		workers_run(workers, BUCKETS, join_bucket, &j);
	}
	for (int i = 0; i < workers; i++)
		candidates_meet_free(j.meets[i]);
	plan_join_free(j.keys);
	free(j.drawn);
	free(j.sorted);
	free(j.counts);
}
