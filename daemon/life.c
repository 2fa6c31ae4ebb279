/*
 * The daemon's life: see life.h. Begin: secret, migrations, loop, database,
 * TLS, listeners; then, once the database has answered, the stories that run
 * by themselves. End, on SIGTERM: no more of anything new; what is in progress
 * finishes or is cut at the deadline, or by a second SIGTERM: whoever waits is
 * told so, and a moment later it leaves. A third one leaves at once.
 */
#include <signal.h>
#include <unistd.h>
#include "life.h"
#include "listen.h"
#include "api/api.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "config/config.h"
#include "io/db.h"
#include "io/http.h"
#include "io/loop.h"
#include "io/mail.h"
#include "io/seal.h"
#include "io/supervisor.h"
#include "io/tls.h"
#include "sql_statements.h"
#include "store/store_house.h"
#include "store/store_pool.h"
#include "work/deliver.h"
#include "work/census.h"
#include "work/due.h"
#include "work/events.h"
#include "work/house.h"
#include "work/rounds.h"
#include "work/tidy.h"

#define BATCH_DEADLINE_US (5 * CLOCK_SECOND)
#define SERVER_WAIT_S 30
#define LAST_WORDS_US (CLOCK_SECOND / 4)

struct life {
	struct house house;
	struct tls *tls;
	struct api *api;
	struct http *members, *operators;
	struct rounds *rounds;
	struct deliver *deliver;
	struct due *due;
	struct tidy *tidy;
	struct census *census;
	struct db_listener *on_letters, *on_rounds, *on_due, *on_events;
	struct db_call *opening;
	struct timer *cut; /* when what is in progress is cut, then the end */
	bool is_cut;
	int to_stop; /* parts that have not stopped yet */
	int result;
};

/* --- the house opens ------------------------------------------------------ */

static void life_open(struct life *l);

static void
on_rounds_due(void *arg)
{
	struct life *l = arg;

	if (l->rounds != NULL)
		rounds_wake(l->rounds);
}

static void
on_letters_due(void *arg)
{
	struct life *l = arg;

	if (l->deliver != NULL)
		deliver_wake(l->deliver);
}

static void
on_due(void *arg)
{
	struct life *l = arg;

	if (l->due != NULL)
		due_wake(l->due);
	if (l->census != NULL)
		census_wake(l->census);
}

static void
on_events_due(void *arg)
{
	struct life *l = arg;

	if (l->house.events != NULL)
		events_wake(l->house.events);
}

static void
life_stop_now(struct life *l, int result)
{
	l->result = result;
	loop_stop(l->house.loop);
}

static void
on_opened(void *arg, const struct db_outcome *out)
{
	struct life *l = arg;
	char ours[17];

	l->opening = NULL; /* no longer pending */
	if (out->fault != NULL) {
		/* Both lost the connection: again when one is back. */
		if (out->fault->code == FAULT_DATABASE_GONE ||
		    out->fault->code == FAULT_DEADLINE)
			return;
		log_error("the house cannot open",
		    LOG_T("why", out->fault->sentence));
		if (!l->house.was_ready)
			life_stop_now(l, 1);
		return;
	}
	seal_fingerprint(l->house.seal, ours);
	if (strcmp(db_text(db_outcome_rows(out, 1), 0, 0), ours) != 0) {
		log_error("this database belongs to another secret file; with "
			  "this one its addresses cannot be read");
		life_stop_now(l, 1);
		return;
	}
	if (l->rounds == NULL) {
		l->rounds = rounds_new(&l->house);
		l->deliver = deliver_new(&l->house);
		l->due = due_new(&l->house);
		l->tidy = tidy_new(&l->house);
		l->census = census_new(&l->house);
		l->house.events = events_new(&l->house);
		log_info("ready",
		    LOG_N("milliseconds",
			(clock_now_us() - l->house.started_us) / 1000));
	}
	l->house.was_ready = true;
	supervisor_tell("READY=1");
	rounds_wake(l->rounds);
	deliver_wake(l->deliver);
	due_wake(l->due);
	census_wake(l->census);
	events_wake(l->house.events);
}

static void
life_mirror_pools(struct db_batch *b, const struct config *config)
{
	static const char *const units[] = { "days", "weeks", "months" };
	struct store_pool_mirror *pools =
	    memory_new(config->pool_count, sizeof(*pools));
	struct text *periods = memory_new(config->pool_count, sizeof(*periods));

	for (size_t i = 0; i < config->pool_count; i++) {
		const struct config_pool *p = &config->pools[i];

		text_addf(&periods[i], "%d %s",
		    p->has_calendar ? p->every_count : 0, units[p->every]);
		pools[i] = (struct store_pool_mirror){ .name = p->name,
			.zone = p->zone == NULL ? "UTC" : p->zone,
			.period = periods[i].data,
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

/* Is it ours? And the pools as configured. */
static void
life_open(struct life *l)
{
	const struct config *config = l->house.config;
	struct db_batch *b = db_batch_new(l->house.db, DB_WRITE);
	char ours[17];

	seal_fingerprint(l->house.seal, ours);
	store_house_secret(b, ours);
	life_mirror_pools(b, config);
	store_house_terms(
	    b, config->community_terms, config->community_terms_grace);
	db_cancel(l->opening);
	l->opening = db_batch_run(b, on_opened, l);
}

static void
on_database(void *arg)
{
	struct life *l = arg;

	if (l->house.is_stopping || !db_is_ready(l->house.db))
		return;
	if (l->opening == NULL)
		life_open(l);
}

/* --- reload --------------------------------------------------------------- */

static void
on_hangup(void *arg)
{
	struct life *l = arg;
	struct config *now = l->house.config, *next;
	struct text errors = { 0 }, keys = { 0 };
	enum log_level level;
	struct fault why;

	if (l->house.is_stopping)
		return;
	next = config_read(now->file, &errors);
	if (next == NULL) {
		log_error("reload refused, the old configuration stays",
		    LOG_T("errors", text_get(&errors)));
	} else if (config_restart_needed(now, next, &keys) > 0) {
		log_error("reload refused: these keys need a restart",
		    LOG_T("keys", text_get(&keys)));
		config_drop(next);
	} else if (tls_reload(l->tls, next->tls_certificate, next->tls_key,
		       &why) != 0) {
		log_error("reload refused, the old configuration stays",
		    LOG_T("why", why.sentence));
		config_drop(next);
	} else {
		/* From here on nothing can fail. */
		l->house.config = next;
		if (log_level_parse(next->log_level, &level) == 0)
			log_set_level(level);
		api_reloaded(l->api);
		config_drop(now);
		if (db_is_ready(l->house.db))
			life_open(l);
		log_info("reloaded", LOG_T("digest", next->digest));
	}
	text_clear(&errors);
	text_clear(&keys);
}

/* --- the end -------------------------------------------------------------- */

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

static void
on_terminate(void *arg)
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
	l->to_stop =
	    2 + (l->rounds != NULL) + (l->deliver != NULL) + (l->due != NULL);
	http_stop(l->members, on_part_stopped, l);
	http_stop(l->operators, on_part_stopped, l);
	if (l->rounds != NULL)
		rounds_stop(l->rounds, on_part_stopped, l);
	if (l->deliver != NULL)
		deliver_stop(l->deliver, on_part_stopped, l);
	if (l->due != NULL)
		due_stop(l->due, on_part_stopped, l);
}

static void
life_free(struct life *l)
{
	struct house *h = &l->house;

	loop_timer_cancel(l->cut);
	http_free(l->members);
	http_free(l->operators);
	db_cancel(l->opening);
	rounds_free(l->rounds);
	deliver_free(l->deliver);
	due_free(l->due);
	tidy_free(l->tidy);
	census_free(l->census);
	db_listen_free(l->on_letters);
	db_listen_free(l->on_rounds);
	db_listen_free(l->on_due);
	db_listen_free(l->on_events);
	events_free(h->events);
	api_free(l->api);
	mail_free(h->mail);
	db_free(h->db);
	tls_free(l->tls);
	if (h->loop != NULL)
		loop_free(h->loop);
	seal_free(h->seal);
	config_drop(h->config);
}

/* --- the beginning -------------------------------------------------------- */

static int
life_migrate(const struct config *config, struct fault *why)
{
	const char *owner = *config->database_owner != '\0'
				? config->database_owner
				: config->database_conninfo;

	return db_migrate(owner, sql_migrations, SQL_MIGRATION_COUNT,
		   SERVER_WAIT_S, why) < 0
		   ? -1
		   : 0;
}

/* We greet mail servers by the domain of our address. */
static struct mail *
life_mail(struct loop *loop, const struct config *c, struct fault *why)
{
	const char *at = strrchr(c->letters_from, '@');
	struct text hello = { 0 };
	struct mail_options options = {
		.transport = c->letters_transport,
		.tls = c->letters_tls,
		.password_file = c->letters_password_file,
		.ca_file = c->letters_ca_file,
		.connections = (int)c->letters_connections,
		.timeout_us = c->letters_timeout_s * CLOCK_SECOND,
	};
	struct mail *mail;

	text_add_n(&hello, at + 1, strcspn(at + 1, "> "));
	options.hello = hello.data;
	mail = mail_new(loop, &options, why);
	text_clear(&hello);
	return mail;
}

static int
life_begin(struct life *l, struct fault *why)
{
	struct house *h = &l->house;
	struct db_options db = {
		.conninfo = h->config->database_conninfo,
		.statements = sql_statements,
		.statement_count = SQL_COUNT,
		.connections = (int)h->config->database_connections,
		.queue_max = (int)h->config->database_queue,
		.deadline_us = BATCH_DEADLINE_US,
	};

	h->started_us = clock_now_us();
	h->self = id_new();
	if ((h->seal = seal_new(h->config->secret_file, why)) == NULL ||
	    (l->tls = tls_new(h->config->tls_certificate, h->config->tls_key,
		 why)) == NULL ||
	    life_migrate(h->config, why) != 0)
		return -1;
	h->loop = loop_new();
	if ((h->mail = life_mail(h->loop, h->config, why)) == NULL)
		return -1;
	h->db = db_new(h->loop, &db);
	db_on_change(h->db, on_database, l);
	l->api = api_new(h, on_rounds_due, l);
	if (listen_begin(h, l->tls, l->api, &l->members, &l->operators, why) !=
	    0)
		return -1;
	l->on_letters = db_listen(
	    h->loop, db.conninfo, "serendip_outbox", on_letters_due, l);
	l->on_rounds = db_listen(
	    h->loop, db.conninfo, "serendip_rounds", on_rounds_due, l);
	l->on_due = db_listen(h->loop, db.conninfo, "serendip_due", on_due, l);
	l->on_events = db_listen(
	    h->loop, db.conninfo, "serendip_events", on_events_due, l);
	loop_signal(h->loop, SIGTERM, on_terminate, l);
	loop_signal(h->loop, SIGINT, on_terminate, l);
	loop_signal(h->loop, SIGHUP, on_hangup, l);
	return 0;
}

int
life_run(struct config *config)
{
	struct life life = { .house = { .config = config } };
	enum log_level level;
	struct fault why;

	if (log_level_parse(config->log_level, &level) == 0)
		log_set_level(level);
	if (life_begin(&life, &why) != 0) {
		log_error("serendipd cannot start", LOG_T("why", why.sentence));
		life_free(&life);
		return 1;
	}
	log_info("listening", LOG_T("address", config->listen_address),
	    LOG_N("port", http_port(life.members)),
	    LOG_T("operator", config->operator_socket));
	loop_run(life.house.loop);
	log_info("stopped", LOG_N("result", life.result));
	/* Cut short, there may be a draw in its thread, which can be neither
	 * waited for nor taken down: it ends as by a crash, which the next
	 * start knows how to mend. */
	if (life.result != 0)
		_exit(life.result);
	life_free(&life);
	return 0;
}
