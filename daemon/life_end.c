/*
 * The end: see life_parts.h. At SIGTERM there is no more of anything new; what is
 * in progress finishes, or is cut at the deadline, or by a second SIGTERM: whoever
 * waits is told so, and a moment later it ends. A third one ends it at once.
 */
#include "life_parts.h"
#include "base/clock.h"
#include "base/log.h"
#include "config/config.h"
#include "io/db.h"
#include "io/http.h"
#include "io/loop.h"
#include "io/supervisor.h"
#include "work/deliver.h"
#include "work/due.h"
#include "work/rounds.h"
#include "work/community.h"
#include "work/study.h"
#include "work/whatif.h"

#define LAST_WORDS_US (CLOCK_SECOND / 4)

void
life_stop_now(struct life *l, int result)
{
	l->result = result;
	loop_stop(l->house.loop);
}

static void
on_part_stopped(void *arg)
{
	struct life *l = arg;

	if (--l->to_stop == 0)
		life_stop_now(l, l->is_cut);
}

static void
on_last_words(void *arg)
{
	struct life *l = arg;

	l->cut = NULL;
	life_stop_now(l, 1);
}

/* Whoever waits is told; for that to leave, the loop turns on for a moment. */
static void
life_cut(struct life *l, const char *why)
{
	log_warn("the shutdown is cut short", LOG_T("why", why));
	l->is_cut = true;
	loop_timer_cancel(l->cut);
	l->cut =
	    loop_timer_start(l->house.loop, LAST_WORDS_US, on_last_words, l);
	http_cut(l->members);
	http_cut(l->operators);
}

static void
on_late(void *arg)
{
	struct life *l = arg;

	l->cut = NULL;
	life_cut(l, "its deadline has passed");
}

void
life_on_terminate(void *arg)
{
	struct life *l = arg;

	if (l->is_cut) {
		life_stop_now(l, 1);
		return;
	}
	if (l->house.is_stopping) {
		life_cut(l, "told so");
		return;
	}
	log_info("stopping");
	supervisor_tell("STOPPING=1");
	l->house.is_stopping = true;
	l->cut = loop_timer_start(l->house.loop,
	    l->house.config->shutdown_s * CLOCK_SECOND, on_late, l);
	db_cancel(l->opening);
	l->opening = NULL;
	l->to_stop = 5 + (l->rounds != NULL) + 2 * (l->deliver != NULL) +
		     (l->due != NULL);
	http_stop(l->members, on_part_stopped, l);
	http_stop(l->operators, on_part_stopped, l);
	whatif_stop(&l->house, on_part_stopped, l);
	community_stop(&l->house, on_part_stopped, l);
	study_stop(&l->house, on_part_stopped, l);
	if (l->rounds != NULL)
		rounds_stop(l->rounds, on_part_stopped, l);
	if (l->deliver != NULL) {
		deliver_stop(l->deliver, on_part_stopped, l);
		deliver_stop(l->to_webhooks, on_part_stopped, l);
	}
	if (l->due != NULL)
		due_stop(l->due, on_part_stopped, l);
}
