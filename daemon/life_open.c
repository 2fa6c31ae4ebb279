/*
 * The house opens: see life_parts.h. Once its database has answered and is found
 * to belong to this secret, the stories that run by themselves begin; each time
 * that it comes back they are woken.
 */
#include "life_parts.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/config.h"
#include "config/config_trials.h"
#include "io/db.h"
#include "io/seal.h"
#include "io/supervisor.h"
#include "store/store_house.h"
#include "store/store_pool.h"
#include "store/store_trial.h"
#include "work/census.h"
#include "work/deliver.h"
#include "work/due.h"
#include "work/events.h"
#include "work/hooks.h"
#include "work/farewell.h"
#include "work/rounds.h"
#include "work/sealer.h"
#include "work/tidy.h"

static void
on_opened(void *arg, const struct db_outcome *out)
{
	struct life *l = arg;
	const struct db_rows *house;

	l->opening = NULL; /* no longer pending */
	if (out->fault != NULL) {
		/* Both lost the connection: again when one is back. */
		if (out->fault->code == FAULT_DATABASE_GONE ||
		    out->fault->code == FAULT_DEADLINE)
			return;
		/* Of a generation whose secret is not here. */
		if (strcmp(out->sqlstate, "SK001") == 0) {
			life_is_strange(l);
			life_stop_now(l, 1);
			return;
		}
		log_error("the house cannot open",
		    LOG_T("why", out->fault->sentence));
		if (!l->house.was_ready)
			life_stop_now(l, 1);
		return;
	}
	house = db_outcome_rows(out, 1);
	if (life_know(l, db_text(house, 0, 0), (int)db_int(house, 0, 1)) != 0) {
		life_stop_now(l, 1);
		return;
	}
	l->knows_trials = true;
	if (l->rounds == NULL) {
		l->rounds = rounds_new(&l->house);
		l->deliver = deliver_new(&l->house, DELIVER_MAIL);
		l->to_webhooks = deliver_new(&l->house, DELIVER_WEBHOOKS);
		l->due = due_new(&l->house);
		l->tidy = tidy_new(&l->house);
		l->census = census_new(&l->house);
		l->sealer = sealer_new(&l->house);
		l->farewell = farewell_new(&l->house);
		l->house.events = events_new(&l->house);
		log_info("ready",
		    LOG_N("milliseconds",
			(clock_now_us() - l->house.started_us) / 1000));
	}
	l->house.was_ready = true;
	supervisor_tell("READY=1");
	rounds_wake(l->rounds);
	deliver_wake(l->deliver);
	deliver_wake(l->to_webhooks);
	due_wake(l->due);
	census_wake(l->census);
	events_wake(l->house.events);
}

static void
life_mirror_pools(struct db_batch *b, const struct config *config)
{
	static const char *const units[] = { "hours", "days", "weeks",
		"months" };
	struct store_pool_mirror *pools =
	    memory_new(config->pool_count, sizeof(*pools));
	struct text *periods = memory_new(config->pool_count, sizeof(*periods));

	for (size_t i = 0; i < config->pool_count; i++) {
		const struct config_pool *p = &config->pools[i];

		text_addf(&periods[i], "%d %s",
		    p->has_calendar ? p->calendar.count : 0,
		    units[p->calendar.unit]);
		pools[i] = (struct store_pool_mirror){ .name = p->name,
			.zone = p->zone == NULL ? "UTC" : p->zone,
			.period = periods[i].data,
			.calendar = &p->calendar,
			.remind_h = p->remind_hours,
			.second_h = p->second_hours,
			.outcome_days = p->outcome_days };
	}
	store_pool_mirror(b, pools, config->pool_count);
	for (size_t i = 0; i < config->pool_count; i++)
		text_clear(&periods[i]);
	free(periods);
	free(pools);
}

static void
life_mirror_trials(struct db_batch *b, const struct config *config)
{
	struct store_trial_mirror *trials =
	    memory_new(config->pool_count, sizeof(*trials));
	size_t count = 0;

	for (size_t i = 0; i < config->pool_count; i++) {
		const struct config_trial *t = config->pools[i].trial;

		if (t == NULL)
			continue;
		trials[count++] =
		    (struct store_trial_mirror){ .pool = config->pools[i].name,
			    .name = t->name,
			    .definition = t->definition,
			    .goal = config_trials_goal_word(t->goal),
			    .arms = { t->arms[0], t->arms[1] },
			    .from = t->from,
			    .detect = t->detect,
			    .rounds = t->rounds };
	}
	store_trial_mirror(b, trials, count);
	free(trials);
}

/* Is it ours? And the pools as configured. */
void
life_open(struct life *l)
{
	const struct config *config = l->house.config;
	struct db_batch *b = db_batch_new(l->house.db, DB_WRITE);
	const int generation = seal_generation(l->house.seal);
	char ours[17];

	seal_fingerprint(l->house.seal, generation, ours);
	store_house_secret(b, ours, generation);
	life_mirror_pools(b, config);
	/* Once for each that is read: what another daemon has begun by a newer
	 * one since is not this one's to end. */
	if (!l->knows_trials)
		life_mirror_trials(b, config);
	store_house_terms(
	    b, config->community_terms, config->community_terms_grace);
	hooks_mirror(l->house.hooks, config, b);
	db_cancel(l->opening);
	l->opening = db_batch_run(b, on_opened, l);
}

void
life_on_database(void *arg)
{
	struct life *l = arg;

	if (l->house.is_stopping || !db_is_ready(l->house.db))
		return;
	if (l->opening == NULL)
		life_open(l);
}

/* --- notifications -------------------------------------------------------- */

void
life_on_rounds(void *arg)
{
	struct life *l = arg;

	if (l->rounds != NULL)
		rounds_wake(l->rounds);
}

void
life_on_letters(void *arg)
{
	struct life *l = arg;

	if (l->deliver == NULL)
		return;
	deliver_wake(l->deliver);
	deliver_wake(l->to_webhooks);
}

void
life_on_due(void *arg)
{
	struct life *l = arg;

	if (l->due != NULL)
		due_wake(l->due);
	if (l->census != NULL)
		census_wake(l->census);
	if (l->farewell != NULL)
		farewell_wake(l->farewell);
}

void
life_on_events(void *arg)
{
	struct life *l = arg;

	if (l->house.events != NULL)
		events_wake(l->house.events);
}
