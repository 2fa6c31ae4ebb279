/*
 * Weights of a block: see pairing/weights.h.
 *
 * The gauge: multiplying all weights of a vertex by one factor multiplies every
 * perfect matching alike, so the law stays as it is. Sinkhorn and Knopp 1967,
 * in its symmetric form, finds factors by which all rows have the same sum:
 * then every vertex is equally attractive, and a worm finds back at any
 * temperature. As any factors are right, coarse logarithms serve to find them.
 *
 * Until the gauge is found, upto[] holds log2 of each weight.
 */
#include "pairing/weights.h"
#include "base/memory.h"
#include "pairing/workers.h"

#define ONE (INT64_C(1) << WEIGHTS_BITS)
#define GAUGE_SWEEPS 64
#define GAUGE_NEAR (ONE / 16) /* rows within 2^±1/16, in the mean */
#define WEIGHT_MOST (8 * ONE) /* log2 of the greatest weight in a row */
#define TEMPERATURE_LEAST 64  /* where log2 of a weight is below 2^15 */
#define LOG2_E INT64_C(25380159564675) /* log2 e in 2^-WEIGHTS_BITS */
#define ROWS_PER_ITEM 128              /* of the workers */
#define TABLE_MAX 1024 /* members of a whole pool whose scores are kept */

struct weights *
weights_new(uint32_t room)
{
	struct weights *w = memory_new(1, sizeof(*w));
	size_t pairs = (size_t)room * room;

	if (room > PLAN_BLOCK_MAX)
		die("a block has at most %d vertices", PLAN_BLOCK_MAX);
	w->room = room;
	w->rows = memory_new(room, sizeof(*w->rows));
	w->gauge = memory_new(room, sizeof(*w->gauge));
	w->logs = memory_new(room, sizeof(*w->logs));
	w->scores = memory_new(pairs, sizeof(*w->scores));
	w->others = memory_new(pairs, sizeof(*w->others));
	w->sums = memory_new(pairs, sizeof(*w->sums));
	for (uint32_t v = 0; v < room; v++) {
		w->rows[v].other = w->others + (size_t)v * room;
		w->rows[v].upto = w->sums + (size_t)v * room;
	}
	return w;
}

void
weights_free(struct weights *w)
{
	if (w == NULL)
		return;
	for (uint32_t v = 0; v < w->count && w->room == 0; v++) {
		free(w->rows[v].other);
		free(w->rows[v].upto);
	}
	free(w->rows);
	free(w->gauge);
	free(w->logs);
	free(w->scores);
	free(w->others);
	free(w->sums);
	free(w);
}

/* Rounded down, also where it is below zero. */
static int64_t
whole_of(int64_t x)
{
	const uint64_t bias = UINT64_C(1) << 62;

	return (int64_t)(((uint64_t)x + bias) >> WEIGHTS_BITS) -
	       (int64_t)(bias >> WEIGHTS_BITS);
}

static uint64_t
fraction_of(int64_t x)
{
	return (uint64_t)x << (64 - WEIGHTS_BITS);
}

struct fixed_weight
weights_exp2(int64_t x)
{
	return (struct fixed_weight){ fixed_exp2(fraction_of(x)), whole_of(x) };
}

static void
set_temperature(struct weights *w, const struct plan *plan, int64_t temperature)
{
	if (temperature <= 0)
		die("no weights at a temperature of %lld",
		    (long long)temperature);
	if (temperature < TEMPERATURE_LEAST)
		temperature = TEMPERATURE_LEAST;
	w->plan = plan;
	w->per_score = (LOG2_E + temperature / 2) / temperature;
}

static void
add_neighbour(struct weights_row *row, uint32_t other, int64_t log)
{
	row->other[row->count] = other;
	row->upto[row->count++] = (uint64_t)log;
}

/* log2 of the sum of v's row, to about an eighth; 2^f counts as 1 + f. */
static int64_t
row_log(const struct weights *w, uint32_t v)
{
	const struct weights_row *row = &w->rows[v];
	int64_t most = INT64_MIN, top, sum = 0;
	int zeros;

	for (uint32_t i = 0; i < row->count; i++) {
		int64_t log = (int64_t)row->upto[i] + w->gauge[row->other[i]];

		most = log > most ? log : most;
	}
	top = whole_of(most);
	for (uint32_t i = 0; i < row->count; i++) {
		int64_t log =
		    (int64_t)row->upto[i] + w->gauge[row->other[i]] - top * ONE;
		int64_t whole = whole_of(log);

		if (whole > -WEIGHTS_BITS)
			sum += (ONE + log - whole * ONE) >> -whole;
	}
	/* sum / ONE is 1 or more, and at most twice the row's length. */
	zeros = 63 - WEIGHTS_BITS - __builtin_clzll((uint64_t)sum);
	return (top + zeros) * ONE + (sum >> zeros) - ONE + w->gauge[v];
}

/* The workers' items are runs of rows. */
static uint32_t
count_items(const struct weights *w)
{
	return (w->count + ROWS_PER_ITEM - 1) / ROWS_PER_ITEM;
}

static uint32_t
item_end(const struct weights *w, uint32_t item)
{
	uint32_t end = (item + 1) * ROWS_PER_ITEM;

	return end < w->count ? end : w->count;
}

static void
start_gauge(void *arg, uint32_t item, int worker)
{
	struct weights *w = arg;

	(void)worker;
	for (uint32_t v = item * ROWS_PER_ITEM; v < item_end(w, item); v++) {
		int64_t most = INT64_MIN;

		for (uint32_t i = 0; i < w->rows[v].count; i++)
			if ((int64_t)w->rows[v].upto[i] > most)
				most = (int64_t)w->rows[v].upto[i];
		w->gauge[v] = -most / 2;
	}
}

static void
log_rows(void *arg, uint32_t item, int worker)
{
	struct weights *w = arg;

	(void)worker;
	for (uint32_t v = item * ROWS_PER_ITEM; v < item_end(w, item); v++)
		w->logs[v] = row_log(w, v);
}

/* The first step takes all of a row's excess away, which is right at once for
 * weights that are nearly products; the others half, so that they settle. */
static bool
take_step(struct weights *w, bool is_first)
{
	int64_t mean = 0, off = 0;

	for (uint32_t v = 0; v < w->count; v++) {
		mean += w->logs[v] / w->count;
		off += llabs(w->logs[v]) / w->count;
	}
	for (uint32_t v = 0; v < w->count; v++)
		w->gauge[v] -=
		    is_first ? w->logs[v] - mean / 2 : w->logs[v] / 2;
	return off < GAUGE_NEAR;
}

static void
find_gauge(struct weights *w, int threads)
{
	bool is_near = false;

	workers_run(threads, count_items(w), start_gauge, w);
	for (int sweep = 0; sweep < GAUGE_SWEEPS && !is_near; sweep++) {
		workers_run(threads, count_items(w), log_rows, w);
		is_near = take_step(w, sweep == 0);
	}
}

/* Where the gauge did not settle, a weight might still be too great for 64
 * bits: then all are made smaller alike. */
static void
limit_gauge(struct weights *w)
{
	int64_t most = 0;

	for (uint32_t v = 0; v < w->count; v++) {
		int64_t log = row_log(w, v);

		most = log > most ? log : most;
	}
	if (most > WEIGHT_MOST)
		for (uint32_t v = 0; v < w->count; v++)
			w->gauge[v] -= (most - WEIGHT_MOST) / 2 + 1;
}

static void
sum_rows(void *arg, uint32_t item, int worker)
{
	struct weights *w = arg;

	(void)worker;
	for (uint32_t v = item * ROWS_PER_ITEM; v < item_end(w, item); v++) {
		struct weights_row *row = &w->rows[v];
		uint64_t sum = 0;

		for (uint32_t i = 0; i < row->count; i++) {
			int64_t log = (int64_t)row->upto[i] +
				      (w->gauge[v] + w->gauge[row->other[i]]);
			int64_t shift = 63 - WEIGHTS_BITS - whole_of(log);
			uint64_t weight =
			    shift > 63 ? 0
				       : fixed_exp2(fraction_of(log)) >> shift;

			/* What is too small to count must stay possible. */
			sum += weight == 0 ? 1 : weight;
			row->upto[i] = sum;
		}
	}
}

static void
finish(struct weights *w, int threads)
{
	for (uint32_t v = 0; v < w->count; v++)
		if (w->rows[v].count == 0)
			die("vertex %u of a block has no neighbour", v);
	find_gauge(w, threads);
	limit_gauge(w);
	workers_run(threads, count_items(w), sum_rows, w);
}

void
weights_make(struct weights *w, const struct plan *plan, int64_t temperature,
    const uint32_t *ids, uint32_t members, const uint32_t *chair_waiting,
    uint32_t chairs)
{
	if (members > w->room || chairs > w->room - members)
		die("no room for %u members and %u chairs", members, chairs);
	set_temperature(w, plan, temperature);
	w->members = members;
	w->count = members + chairs;
	plan_block(plan, ids, members, w->scores);
	for (uint32_t v = 0; v < w->count; v++)
		w->rows[v].count = 0;
	for (uint32_t v = 0; v < members; v++) {
		const int32_t *scores = w->scores + (size_t)v * members;
		uint32_t waited = plan_waiting(plan, ids[v]);

		for (uint32_t u = 0; u < members; u++)
			if (scores[u] != SCORE_FORBIDDEN)
				add_neighbour(
				    &w->rows[v], u, scores[u] * w->per_score);
		for (uint32_t c = 0; c < chairs; c++)
			if (chair_waiting[c] == waited) {
				add_neighbour(&w->rows[v], members + c, 0);
				add_neighbour(&w->rows[members + c], v, 0);
			}
	}
	finish(w, 1);
}

/* What the threads that scan a whole pool share. */
struct scan {
	struct weights *weights;
	const uint32_t *chair_waiting;
	uint32_t *ids[WORKERS_MAX]; /* by worker */
	int32_t *scores[WORKERS_MAX];
};

static void
allocate_row(struct weights_row *row, uint32_t count)
{
	row->other = memory_new(count, sizeof(*row->other));
	row->upto = memory_new(count, sizeof(*row->upto));
}

static void
scan_rows(void *arg, uint32_t item, int worker)
{
	struct scan *scan = arg;
	struct weights *w = scan->weights;
	const uint32_t *ids = scan->ids[worker];
	const int32_t *scores = scan->scores[worker];

	for (uint32_t v = item * ROWS_PER_ITEM; v < item_end(w, item); v++) {
		uint32_t chairs = w->count - w->members, found;
		uint32_t waited;

		if (v >= w->members)
			break;
		waited = plan_waiting(w->plan, v);
		found = plan_scan(w->plan, v, 0, w->members, scan->ids[worker],
		    scan->scores[worker]);
		allocate_row(&w->rows[v], found + chairs);
		for (uint32_t i = 0; i < found; i++) {
			add_neighbour(
			    &w->rows[v], ids[i], scores[i] * w->per_score);
			if (w->scores != NULL)
				w->scores[(size_t)v * w->members + ids[i]] =
				    scores[i];
		}
		for (uint32_t c = 0; c < chairs; c++)
			if (scan->chair_waiting[c] == waited)
				add_neighbour(&w->rows[v], w->members + c, 0);
	}
}

static void
fill_chairs(struct weights *w, const uint32_t *chair_waiting)
{
	for (uint32_t c = w->members; c < w->count; c++) {
		allocate_row(&w->rows[c], w->members);
		for (uint32_t v = 0; v < w->members; v++)
			if (plan_waiting(w->plan, v) ==
			    chair_waiting[c - w->members])
				add_neighbour(&w->rows[c], v, 0);
	}
}

struct weights *
weights_new_whole(const struct plan *plan, int64_t temperature,
    const uint32_t *chair_waiting, uint32_t chairs, int threads)
{
	struct weights *w = memory_new(1, sizeof(*w));
	struct scan scan = { .weights = w, .chair_waiting = chair_waiting };

	threads = workers_count(threads);
	set_temperature(w, plan, temperature);
	w->members = plan_size(plan);
	w->count = w->members + chairs;
	w->rows = memory_new(w->count, sizeof(*w->rows));
	w->gauge = memory_new(w->count, sizeof(*w->gauge));
	w->logs = memory_new(w->count, sizeof(*w->logs));
	if (w->members <= TABLE_MAX) {
		size_t pairs = (size_t)w->members * w->members;

		/* All bits set are SCORE_FORBIDDEN. */
		w->scores = memory_new(pairs, sizeof(*w->scores));
		memset(w->scores, 0xff, pairs * sizeof(*w->scores));
	}
	for (int i = 0; i < threads; i++) {
		scan.ids[i] = memory_new(w->members, sizeof(**scan.ids));
		scan.scores[i] = memory_new(w->members, sizeof(**scan.scores));
	}
	workers_run(threads, count_items(w), scan_rows, &scan);
	fill_chairs(w, chair_waiting);
	for (int i = 0; i < threads; i++) {
		free(scan.ids[i]);
		free(scan.scores[i]);
	}
	finish(w, threads);
	return w;
}
