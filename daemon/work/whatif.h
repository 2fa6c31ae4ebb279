/*
 * What if the rules were others: rounds of a pool's present members, played by its
 * rules and by proposed ones, in a thread. Nothing is stored, nobody is told, and
 * the same question about the same members has the same answer.
 *
 *	snapshot → population, aside → both simulations, aside
 *
 * One at a time in a daemon. Who cancels it gets no answer; the thread goes on to
 * its end, and until then it is the one.
 */
#ifndef WORK_WHATIF_H
#define WORK_WHATIF_H

#include "base/fault.h"
#include "config/config.h"
#include "pairing/simulate.h"

struct house;
struct whatif;

#define WHATIF_ROUNDS_MAX 12
/* Members times rounds: some seconds. */
#define WHATIF_SEATS_MAX 12000

struct whatif_round {
	struct text report; /* as report_write_json */
	struct growth growth;
};
struct whatif_side {
	struct whatif_round *rounds;
	size_t count;
	struct simulation_sum sum;
	int64_t
	    mean_score; /* of all rounds; REPORT_UNKNOWN: nobody was introduced */
};
struct whatif_result {
	uint32_t members;
	const char *attribute; /* whose values are bridged; NULL: none */
	struct whatif_side current, proposed;
};
/* The result is borrowed. INVALID: so many members cannot be played for so many
 * rounds. BUSY: one is under way. */
typedef void (*whatif_done_cb)(
    void *arg, const struct fault *why, const struct whatif_result *result);

/* `proposed` is over the attributes of the configuration in force, and taken.
 * `done` is not called before this returns; NULL with *why where it is BUSY, and
 * `proposed` is freed. */
struct whatif *whatif_start(struct house *house, const struct config_pool *pool,
    struct rules *proposed, int rounds, whatif_done_cb done, void *arg,
    struct fault *why) MUST_CHECK;
void whatif_cancel(struct whatif *whatif);
/* At shutdown: stopped once none is under way, at once where there is none. */
void whatif_stop(struct house *house, void (*stopped)(void *arg), void *arg);

#endif
