/*
 * The daemon's life: see life.h. Begin: secret, migrations, loop, database,
 * TLS, listeners; then, once the database has answered, the stories that run
 * by themselves (life_open.c). On SIGHUP it reads its configuration again
 * (life_reload.c), on SIGTERM it ends (life_end.c).
 */
#include <signal.h>
#include <unistd.h>
#include "life.h"
#include "life_parts.h"
#include "listen.h"
#include "api/api.h"
#include "api/site.h"
#include "base/clock.h"
#include "base/log.h"
#include "config/config.h"
#include "io/db.h"
#include "io/http.h"
#include "io/loop.h"
#include "io/mail.h"
#include "io/seal.h"
#include "io/supervisor.h"
#include "io/tls.h"
#include "io/webhook.h"
#include "sql_statements.h"
#include "work/deliver.h"
#include "work/census.h"
#include "work/due.h"
#include "work/events.h"
#include "work/hooks.h"
#include "work/farewell.h"
#include "work/house.h"
#include "work/rounds.h"
#include "work/sealer.h"
#include "work/tidy.h"

#define BATCH_DEADLINE_US (5 * CLOCK_SECOND)
#define SERVER_WAIT_S 30

/* --- the log -------------------------------------------------------------- */

void
life_log(const struct config *c)
{
	enum log_level level;
	enum log_format format;

	if (log_level_parse(c->log_level, &level) == 0)
		log_set_level(level);
	if (log_format_parse(c->log_format, &format) == 0)
		log_set_format(format);
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
		.keys = &l->keys,
	};
	struct site *site;

	h->started_us = clock_now_us();
	h->self = id_new();
	if ((h->seal = seal_new(h->config->secret_file, why)) == NULL ||
	    (l->tls = tls_new(h->config->tls_certificate, h->config->tls_key,
		 why)) == NULL ||
	    life_migrate(h->config, why) != 0)
		return -1;
	l->keys = life_keys(h->seal);
	h->loop = loop_new();
	h->webhooks = webhooks_new(h->loop);
	if ((h->mail = life_mail(h->loop, h->config, why)) == NULL ||
	    (h->hooks = hooks_new(h->config, why)) == NULL)
		return -1;
	h->db = db_new(h->loop, &db);
	db_on_change(h->db, life_on_database, l);
	l->api = api_new(h, life_on_rounds, life_reload, l);
	if (life_site(h->config, &site, why) != 0)
		return -1;
	life_serve(l, site, why);
	if (listen_begin(h, l->tls, l->api, &l->members, &l->operators, why) !=
	    0)
		return -1;
	l->on_letters = db_listen(
	    h->loop, db.conninfo, "serendip_outbox", "", life_on_letters, l);
	l->on_rounds = db_listen(
	    h->loop, db.conninfo, "serendip_rounds", "", life_on_rounds, l);
	l->on_due =
	    db_listen(h->loop, db.conninfo, "serendip_due", "", life_on_due, l);
	l->on_events = db_listen(
	    h->loop, db.conninfo, "serendip_events", "", life_on_events, l);
	life_present(l);
	loop_signal(h->loop, SIGTERM, life_on_terminate, l);
	loop_signal(h->loop, SIGINT, life_on_terminate, l);
	loop_signal(h->loop, SIGHUP, life_on_hangup, l);
	l->watchdog = supervisor_watch(h->loop);
	return 0;
}

/* --- all ------------------------------------------------------------------ */

static void
life_free(struct life *l)
{
	struct house *h = &l->house;

	loop_timer_cancel(l->cut);
	watchdog_free(l->watchdog);
	http_free(l->members);
	http_free(l->operators);
	db_cancel(l->opening);
	rounds_free(l->rounds);
	deliver_free(l->deliver);
	deliver_free(l->to_webhooks);
	due_free(l->due);
	tidy_free(l->tidy);
	census_free(l->census);
	sealer_free(l->sealer);
	farewell_free(l->farewell);
	db_listen_free(l->on_letters);
	db_listen_free(l->on_rounds);
	db_listen_free(l->on_due);
	db_listen_free(l->on_events);
	db_listen_free(l->on_keys);
	events_free(h->events);
	api_free(l->api);
	mail_free(h->mail);
	hooks_free(h->hooks);
	webhooks_free(h->webhooks);
	db_free(h->db);
	tls_free(l->tls);
	if (h->loop != NULL)
		loop_free(h->loop);
	seal_free(h->seal);
	config_drop(h->config);
}

int
life_run(struct config *config)
{
	struct life life = { .house = { .config = config } };
	struct fault why;

	life_log(config);
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
	 * waited for nor taken down; nor can a webhook's that asks a name server
	 * which does not answer: it ends as by a crash, which the next start
	 * knows how to mend. */
	if (life.result != 0 || loop_has_threads(life.house.loop))
		_exit(life.result);
	life_free(&life);
	return 0;
}
