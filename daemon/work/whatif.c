/*
 * What-ifs, which an operator asks for: see work/whatif.h.
 */
#include "work/whatif.h"
#include "base/clock.h"
#include "base/memory.h"
#include "io/db.h"
#include "io/loop.h"
#include "store/store_round.h"
#include "work/house.h"
#include "work/round_input.h"

#define WHATIF_MAGIC 0x3a71f001u
#define SNAPSHOT_US (10 * CLOCK_SECOND)

struct whatif {
	unsigned magic;
	struct house *house;
	struct config *config;
	const struct config_pool *pool; /* of config */
	struct rules *proposed;
	int rounds;
	struct db_call *call;
	struct round_input *input;
	struct fault fault;
	struct whatif_result result;
	bool is_aside;       /* a thread has it */
	whatif_done_cb done; /* NULL: cancelled */
	void *arg;
	void (*stopped)(void *arg);
	void *stopped_arg;
};

static void
side_clear(struct whatif_side *side)
{
	for (size_t i = 0; i < side->count; i++)
		text_clear(&side->rounds[i].report);
	free(side->rounds);
	simulation_sum_clear(&side->sum);
}

static void
whatif_free(struct whatif *w)
{
	void (*stopped)(void *arg) = w->stopped;
	void *arg = w->stopped_arg;

	w->house->whatif = NULL;
	round_input_free(w->input);
	rules_free(w->proposed);
	side_clear(&w->result.current);
	side_clear(&w->result.proposed);
	config_drop(w->config);
	w->magic = 0;
	free(w);
	if (stopped != NULL)
		stopped(arg);
}

void
whatif_cancel(struct whatif *w)
{
	if (w == NULL)
		return;
	CHECK(w, WHATIF_MAGIC);
	w->done = NULL;
	if (w->is_aside)
		return;
	db_cancel(w->call);
	whatif_free(w);
}

void
whatif_stop(struct house *house, void (*stopped)(void *arg), void *arg)
{
	struct whatif *w = house->whatif;

	if (w == NULL) {
		stopped(arg);
		return;
	}
	CHECK(w, WHATIF_MAGIC);
	w->stopped = stopped;
	w->stopped_arg = arg;
}

static void
whatif_finish(struct whatif *w, const struct fault *why)
{
	if (w->done != NULL)
		w->done(w->arg, why, why == NULL ? &w->result : NULL);
	whatif_free(w);
}

/* --- aside ---------------------------------------------------------------- */

static void
play(struct whatif *w, const struct population *p, const struct rules *rules,
    const struct rules *beside, struct whatif_side *side)
{
	/* Whatever the rules name, both sides tell of. */
	const struct simulation_options options = { .first_round = 1,
		.presence = 100,
		.also = beside,
		.growth_of = w->pool->rules,
		.is_quick = true };
	struct simulation *s = simulation_new(p, rules, &options);
	size_t attribute = simulation_attribute(s);
	__int128 scores = 0;

	if (attribute != GROWTH_NO_ATTRIBUTE)
		w->result.attribute = w->config->attributes[attribute].name;
	side->rounds = memory_new((size_t)w->rounds, sizeof(*side->rounds));
	for (; side->count < (size_t)w->rounds; side->count++) {
		int64_t micros = -clock_steady_us();
		const struct simulation_round *r = simulation_next(s);
		struct whatif_round *round = &side->rounds[side->count];

		micros += clock_steady_us();
		report_write_json(&r->report, "", micros, &round->report);
		round->growth = r->growth;
		scores += (__int128)r->report.mean_score * r->report.introduced;
	}
	simulation_sum_make(&side->sum, s);
	side->mean_score = side->sum.introduced == 0
			       ? REPORT_UNKNOWN
			       : (int64_t)(scores / side->sum.introduced);
	simulation_free(s);
}

static void
on_playing(void *arg)
{
	struct whatif *w = arg;
	struct population *p = round_input_population(w->input);

	if (p == NULL)
		return;
	w->result.members = population_size(p);
	if ((int64_t)w->result.members * w->rounds <= WHATIF_SEATS_MAX) {
		play(w, p, w->pool->rules, w->proposed, &w->result.current);
		play(w, p, w->proposed, w->pool->rules, &w->result.proposed);
	}
	population_free(p);
}

static void
on_played(void *arg)
{
	struct whatif *w = arg;
	const struct fault *why;

	CHECK(w, WHATIF_MAGIC);
	w->is_aside = false;
	why = round_input_fault(w->input);
	if (why == NULL && w->result.current.count == 0) {
		(void)fault_set(&w->fault, FAULT_INVALID,
		    "found %d rounds of %u members, allowed: at most %d rounds "
		    "times members",
		    w->rounds, w->result.members, WHATIF_SEATS_MAX);
		why = &w->fault;
	}
	whatif_finish(w, why);
}

/* --- the snapshot --------------------------------------------------------- */

static void
on_snapshot(void *arg, const struct db_outcome *out)
{
	struct whatif *w = arg;

	CHECK(w, WHATIF_MAGIC);
	w->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		whatif_finish(w, out->fault);
		return;
	}
	w->input = round_input_new(w->config, w->pool, false, out, 0);
	w->is_aside = true;
	loop_aside(w->house->loop, on_playing, on_played, w);
}

struct whatif *
whatif_start(struct house *house, const struct config_pool *pool,
    struct rules *proposed, int rounds, whatif_done_cb done, void *arg,
    struct fault *why)
{
	struct whatif *w;
	struct db_batch *b;
	int64_t weeks = rules_weeks(pool->rules);

	if (house->whatif != NULL || house->is_stopping) {
		rules_free(proposed);
		(void)fault_set(
		    why, FAULT_BUSY, "another what-if is under way");
		return NULL;
	}
	w = memory_new(1, sizeof(*w));
	w->magic = WHATIF_MAGIC;
	w->house = house;
	w->config = config_hold(house->config);
	w->pool = pool;
	w->proposed = proposed;
	w->rounds = rounds;
	w->done = done;
	w->arg = arg;
	house->whatif = w;
	if (rules_weeks(proposed) > weeks)
		weeks = rules_weeks(proposed);
	b = db_batch_new(house->db, DB_READ);
	db_batch_deadline(b, SNAPSHOT_US);
	store_round_snapshot_now(b, pool->name,
	    pool->zone == NULL ? "UTC" : pool->zone, weeks,
	    WHATIF_SEATS_MAX + 1);
	w->call = db_batch_run(b, on_snapshot, w);
	return w;
}
