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

#define WHATIF_MAGIC 0x3a71f001u
#define SNAPSHOT_US (30 * CLOCK_SECOND)
#define KEPT_US CLOCK_HOUR

struct whatif {
	unsigned magic;
	struct house *house;
	struct config *config;
	const struct config_pool *pool; /* of config */
	struct id id;
	struct once once; /* that it was asked with; its answer is */
	char *answer;
	enum whatif_state state;
	bool hides_blocks;
	int64_t began_us, ended_us;
	struct db_call *call;
	struct timer *kept; /* forgets it */
	struct whatif_play play;
	const char *why;
	struct fault fault; /* what why is of */
	void (*stopped)(void *arg);
	void *stopped_arg;
};

static void
whatif_free(struct whatif *w)
{
	void (*stopped)(void *arg) = w->stopped;
	void *arg = w->stopped_arg;

	w->house->whatif = NULL;
	loop_timer_cancel(w->kept);
	db_cancel(w->call);
	whatif_play_clear(&w->play);
	config_drop(w->config);
	free(w->answer);
	w->magic = 0;
	free(w);
	if (stopped != NULL)
		stopped(arg);
}

static bool
is_over(const struct whatif *w)
{
	return w->state >= WHATIF_STOPPED;
}

static void
on_kept(void *arg)
{
	struct whatif *w = arg;

	CHECK(w, WHATIF_MAGIC);
	w->kept = NULL; /* no longer pending */
	whatif_free(w);
}

/* It is over; forgotten at once where the house is. */
static void
whatif_finish(struct whatif *w, enum whatif_state state)
{
	w->state = state;
	w->ended_us = clock_now_us();
	if (w->stopped != NULL)
		whatif_free(w);
	else
		w->kept = loop_timer_start(w->house->loop, KEPT_US, on_kept, w);
}

static void
whatif_fail(struct whatif *w, const struct fault *why)
{
	w->fault = *why;
	w->why = w->fault.code == FAULT_INTERNAL ? "a fault of ours, which is "
						   "in the log"
						 : w->fault.sentence;
	whatif_finish(w, WHATIF_FAILED);
}

/* --- aside ---------------------------------------------------------------- */

static void
on_playing(void *arg)
{
	struct whatif *w = arg;

	whatif_play_run(&w->play);
}

static void
on_played(void *arg)
{
	struct whatif *w = arg;

	CHECK(w, WHATIF_MAGIC);
	if (w->state == WHATIF_STOPPING)
		whatif_finish(w, WHATIF_STOPPED);
	else if (w->play.is_whole)
		whatif_finish(w, WHATIF_ENDED);
	else
		whatif_fail(w, &w->play.fault);
}

/* --- the snapshot --------------------------------------------------------- */

static void
on_snapshot(void *arg, const struct db_outcome *out)
{
	struct whatif *w = arg;
	uint32_t most = whatif_play_members(w->play.rounds);
	struct fault why;

	CHECK(w, WHATIF_MAGIC);
	w->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		whatif_fail(w, out->fault);
		return;
	}
	if (db_rows_count(db_outcome_rows(out, 0)) > (int)most) {
		(void)fault_set(&why, FAULT_INVALID,
		    "found more than %u members for %u rounds; allowed are %d "
		    "members, and members times rounds up to %d",
		    most, w->play.rounds, WHATIF_MEMBERS_MAX, WHATIF_SEATS_MAX);
		whatif_fail(w, &why);
		return;
	}
	w->play.input = round_input_new(w->config, w->pool, false, out, 0);
	w->state = WHATIF_PLAYING;
	loop_aside_behind(w->house->loop, on_playing, on_played, w);
}

static void
read_members(struct whatif *w)
{
	const struct config_pool *pool = w->pool;
	int64_t weeks = rules_weeks(pool->rules);
	struct db_batch *b = db_batch_new(w->house->db, DB_SNAPSHOT);

	if (rules_weeks(w->play.proposed) > weeks)
		weeks = rules_weeks(w->play.proposed);
	db_batch_deadline(b, SNAPSHOT_US);
	store_round_snapshot_now(b, pool->name,
	    pool->zone == NULL ? "UTC" : pool->zone, weeks,
	    (int)whatif_play_members(w->play.rounds) + 1, !w->hides_blocks);
	w->call = db_batch_run(b, on_snapshot, w);
}

/* Whoever may not see it is not told what to do with it. */
static int
refuse_second(
    const struct whatif *w, const struct whatif_ask *ask, struct fault *why)
{
	char id[ID_TEXT_SIZE];

	if (ask->hides_blocks && !w->hides_blocks)
		return fault_set(why, FAULT_CONFLICT,
		    "a simulation begun on the operator's socket is under way: "
		    "wait for its end");
	return fault_set(why, FAULT_CONFLICT,
	    "simulation %s is under way: wait for its end, or stop it",
	    id_text(&w->id, id));
}

int
whatif_start(struct house *house, const struct whatif_ask *ask,
    const struct once *once, struct fault *why)
{
	struct whatif *w = house->whatif;

	if (house->is_stopping || (w != NULL && !is_over(w))) {
		rules_free(ask->proposed);
		return house->is_stopping ? fault_set(why, FAULT_STOPPING,
						"the server is shutting down")
					  : refuse_second(w, ask, why);
	}
	if (w != NULL)
		whatif_free(w);
	w = memory_new(1, sizeof(*w));
	w->magic = WHATIF_MAGIC;
	w->house = house;
	w->config = config_hold(house->config);
	w->pool = ask->pool;
	w->id = id_new();
	w->once = *once;
	w->once.answer = NULL;
	w->hides_blocks = ask->hides_blocks;
	w->began_us = clock_now_us();
	w->play.config = w->config;
	w->play.current = w->pool->rules;
	w->play.proposed = ask->proposed;
	w->play.rounds = ask->rounds;
	w->play.has_costs = ask->has_costs;
	house->whatif = w;
	read_members(w);
	return 0;
}

/* --- looking, ending ------------------------------------------------------ */

bool
whatif_get(
    const struct house *house, bool knows_blocks, struct whatif_look *look)
{
	struct whatif *w = house->whatif;

	if (w == NULL || (!w->hides_blocks && !knows_blocks))
		return false;
	CHECK(w, WHATIF_MAGIC);
	*look = (struct whatif_look){ .id = w->id,
		.community = w->config->community_name,
		.pool = w->pool->name,
		.state = w->state,
		.why = w->why,
		.rounds = w->play.rounds,
		.done = atomic_load(&w->play.done),
		.all = whatif_play_rounds(&w->play),
		.step = (enum whatif_step)atomic_load(&w->play.step),
		.began_us = w->began_us,
		.ended_us = w->ended_us,
		.hides_blocks = w->hides_blocks,
		.result = w->state == WHATIF_ENDED ? &w->play.result : NULL,
		.current = w->play.current,
		.proposed = w->play.proposed };
	return true;
}

const char *
whatif_answer_get(
    const struct house *house, const struct once *once, bool *is_same_request)
{
	const struct whatif *w = house->whatif;

	if (w == NULL || !once->is_given || !w->once.is_given ||
	    !seal_equal(w->once.key, once->key, sizeof(once->key)))
		return NULL;
	*is_same_request =
	    seal_equal(w->once.request, once->request, sizeof(once->request));
	return w->answer;
}

void
whatif_answer_set(struct house *house, const char *answer)
{
	struct whatif *w = house->whatif;

	CHECK(w, WHATIF_MAGIC);
	free(w->answer);
	w->answer = memory_text(answer);
}

/* One that is under way stops. */
static void
whatif_halt(struct whatif *w, const char *why)
{
	if (w->state == WHATIF_STOPPING)
		return;
	w->why = why;
	if (w->state == WHATIF_READING) {
		db_cancel(w->call);
		w->call = NULL;
		whatif_finish(w, WHATIF_STOPPED);
		return;
	}
	w->state = WHATIF_STOPPING;
	atomic_store(&w->play.stops, true);
}

void
whatif_end(struct house *house, const char *why)
{
	struct whatif *w = house->whatif;

	if (w == NULL)
		return;
	CHECK(w, WHATIF_MAGIC);
	if (is_over(w))
		whatif_free(w);
	else
		whatif_halt(w, why);
}

void
whatif_reloaded(struct house *house)
{
	struct whatif *w = house->whatif;

	if (w != NULL && !is_over(w))
		whatif_halt(w, "another configuration is in force now");
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
	whatif_end(house, "the server is shutting down");
}
