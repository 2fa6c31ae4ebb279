/*
 * LISTEN on a connection of its own: see io/db.h.
 */
#include <libpq-fe.h>
#include "io/db_conn.h"
#include "base/clock.h"
#include "base/dice.h"
#include "base/log.h"
#include "base/memory.h"
#include "io/loop.h"
#include "io/watch.h"

#define LISTENER_MAGIC 0x115731e9u
#define BACKOFF_MAX_US (5 * CLOCK_SECOND)

struct db_listener {
	unsigned magic;
	struct loop *loop;
	char *conninfo;
	char *command; /* LISTEN "channel", behind what is said first */
	PGconn *pg;
	struct watch *watch;
	struct timer *timer;
	bool is_connected;
	int64_t backoff_us;
	void (*cb)(void *arg);
	void *arg;
};

static void listener_connect(void *arg);

static void
listener_close(struct db_listener *l)
{
	loop_timer_cancel(l->timer);
	l->timer = NULL;
	watch_unset(l->watch);
	PQfinish(l->pg);
	l->pg = NULL;
	l->is_connected = false;
}

static void
listener_lose(struct db_listener *l)
{
	listener_close(l);
	l->timer = loop_timer_start(l->loop,
	    l->backoff_us / 2 + dice_jitter(l->backoff_us / 2),
	    listener_connect, l);
	l->backoff_us = l->backoff_us * 2 > BACKOFF_MAX_US ? BACKOFF_MAX_US
							   : l->backoff_us * 2;
}

static void
listener_flush(struct db_listener *l)
{
	int pending = PQflush(l->pg);

	if (pending < 0)
		listener_lose(l);
	else
		watch_set(l->watch, PQsocket(l->pg), true, pending > 0);
}

static void
listener_poll(struct db_listener *l)
{
	PostgresPollingStatusType status;

	watch_unset(l->watch);
	status = PQconnectPoll(l->pg);
	if (status == PGRES_POLLING_OK) {
		l->is_connected = true;
		if (PQsetnonblocking(l->pg, 1) != 0 ||
		    !PQsendQuery(l->pg, l->command))
			listener_lose(l);
		else
			listener_flush(l);
	} else if (status == PGRES_POLLING_FAILED) {
		listener_lose(l);
	} else {
		watch_set(l->watch, PQsocket(l->pg),
		    status == PGRES_POLLING_READING,
		    status == PGRES_POLLING_WRITING);
	}
}

/* Whether anything came that the owner should look after: a notification, or
 * LISTEN itself having succeeded, before which some may have been missed. */
static bool
listener_news(struct db_listener *l)
{
	PGnotify *notice;
	PGresult *result;
	bool news = false;

	while (!PQisBusy(l->pg) && (result = PQgetResult(l->pg)) != NULL) {
		if (PQresultStatus(result) == PGRES_COMMAND_OK) {
			news = true;
			loop_timer_cancel(l->timer);
			l->timer = NULL;
			l->backoff_us = CLOCK_SECOND / 10;
		}
		PQclear(result);
	}
	while ((notice = PQnotifies(l->pg)) != NULL) {
		PQfreemem(notice);
		news = true;
	}
	return news;
}

static void
on_socket(void *arg, bool can_read, bool can_write)
{
	struct db_listener *l = arg;

	CHECK(l, LISTENER_MAGIC);
	if (!l->is_connected) {
		listener_poll(l);
		return;
	}
	if (can_read && !PQconsumeInput(l->pg)) {
		log_warn("listening connection lost",
		    LOG_T("why", PQerrorMessage(l->pg)));
		listener_lose(l);
		return;
	}
	if (can_write) {
		listener_flush(l);
		if (l->pg == NULL)
			return;
	}
	if (listener_news(l))
		l->cb(l->arg);
}

static void
on_late(void *arg)
{
	struct db_listener *l = arg;

	CHECK(l, LISTENER_MAGIC);
	l->timer = NULL;
	listener_lose(l);
}

static void
listener_connect(void *arg)
{
	struct db_listener *l = arg;

	CHECK(l, LISTENER_MAGIC);
	l->timer = NULL;
	l->pg = PQconnectStart(l->conninfo);
	if (l->pg == NULL)
		die("libpq gives no connection");
	conn_notices_to_log(l->pg);
	if (PQstatus(l->pg) == CONNECTION_BAD) {
		listener_lose(l);
		return;
	}
	l->timer = loop_timer_start(l->loop, 5 * CLOCK_SECOND, on_late, l);
	watch_set(l->watch, PQsocket(l->pg), false, true);
}

struct db_listener *
db_listen(struct loop *loop, const char *conninfo, const char *channel,
    const char *first, void (*cb)(void *arg), void *arg)
{
	struct db_listener *l = memory_new(1, sizeof(*l));
	struct text command = { 0 };

	text_addf(&command, "%sLISTEN \"%s\"", first, channel);
	l->magic = LISTENER_MAGIC;
	l->loop = loop;
	l->conninfo = memory_text(conninfo);
	l->command = text_take(&command);
	l->cb = cb;
	l->arg = arg;
	l->backoff_us = CLOCK_SECOND / 10;
	l->watch = watch_new(loop, on_socket, l);
	l->timer = loop_timer_start(loop, 0, listener_connect, l);
	return l;
}

void
db_listen_free(struct db_listener *l)
{
	if (l == NULL)
		return;
	CHECK(l, LISTENER_MAGIC);
	listener_close(l);
	watch_free(l->watch);
	free(l->conninfo);
	free(l->command);
	l->magic = 0;
	free(l);
}
