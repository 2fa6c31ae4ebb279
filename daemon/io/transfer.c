/*
 * libcurl on the event loop: see io/transfer.h. The multi interface tells which
 * sockets it waits for and when it wants to be called; after each call, what is
 * over is told its owners.
 */
#include "io/transfer.h"
#include <event2/event.h>
#include "base/clock.h"
#include "base/memory.h"
#include "io/loop.h"

#define TRANSFERS_MAGIC 0x7274616eU

struct transfers {
	unsigned magic;
	struct loop *loop;
	CURLM *multi;
	struct timer *timer;
};

static void
transfers_act(struct transfers *t, curl_socket_t socket, int events)
{
	int running;
	CURLMsg *message;

	if (curl_multi_socket_action(t->multi, socket, events, &running) !=
	    CURLM_OK)
		die("libcurl cannot go on");
	while ((message = curl_multi_info_read(t->multi, &running)) != NULL) {
		CURLcode result = message->data.result;
		struct transfer *transfer = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(
		    message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
		curl_multi_remove_handle(t->multi, transfer->easy);
		transfer->done(transfer->arg, result);
	}
}

static void
on_socket(evutil_socket_t fd, short what, void *arg)
{
	struct transfers *t = arg;

	CHECK(t, TRANSFERS_MAGIC);
	transfers_act(t, fd,
	    ((what & EV_READ) != 0 ? CURL_CSELECT_IN : 0) |
		((what & EV_WRITE) != 0 ? CURL_CSELECT_OUT : 0));
}

/* What libcurl waits for at a socket. The event goes before the socket does. */
static int
on_wanted(CURL *easy, curl_socket_t fd, int what, void *arg, void *of_socket)
{
	struct transfers *t = arg;
	struct event *event = of_socket;
	short events = EV_PERSIST;

	(void)easy;
	CHECK(t, TRANSFERS_MAGIC);
	if (event != NULL)
		event_free(event);
	curl_multi_assign(t->multi, fd, NULL);
	if (what == CURL_POLL_REMOVE)
		return 0;
	if (what != CURL_POLL_OUT)
		events |= EV_READ;
	if (what != CURL_POLL_IN)
		events |= EV_WRITE;
	event = event_new(loop_base(t->loop), fd, events, on_socket, t);
	if (event == NULL || event_add(event, NULL) != 0)
		die("no event for a socket");
	curl_multi_assign(t->multi, fd, event);
	return 0;
}

static void
on_time(void *arg)
{
	struct transfers *t = arg;

	CHECK(t, TRANSFERS_MAGIC);
	t->timer = NULL; /* no longer pending */
	transfers_act(t, CURL_SOCKET_TIMEOUT, 0);
}

static int
on_timer_wanted(CURLM *multi, long wait_ms, void *arg)
{
	struct transfers *t = arg;

	(void)multi;
	CHECK(t, TRANSFERS_MAGIC);
	loop_timer_cancel(t->timer);
	t->timer = wait_ms < 0 ? NULL
			       : loop_timer_start(t->loop,
				     wait_ms * CLOCK_SECOND / 1000, on_time, t);
	return 0;
}

struct transfers *
transfers_new(struct loop *loop, int connections)
{
	struct transfers *t = memory_new(1, sizeof(*t));

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
	    (t->multi = curl_multi_init()) == NULL)
		die("libcurl does not start");
	t->magic = TRANSFERS_MAGIC;
	t->loop = loop;
	curl_multi_setopt(t->multi, CURLMOPT_SOCKETFUNCTION, on_wanted);
	curl_multi_setopt(t->multi, CURLMOPT_SOCKETDATA, t);
	curl_multi_setopt(t->multi, CURLMOPT_TIMERFUNCTION, on_timer_wanted);
	curl_multi_setopt(t->multi, CURLMOPT_TIMERDATA, t);
	curl_multi_setopt(t->multi, CURLMOPT_MAXCONNECTS, (long)connections);
	return t;
}

void
transfers_free(struct transfers *t)
{
	if (t == NULL)
		return;
	CHECK(t, TRANSFERS_MAGIC);
	curl_multi_cleanup(t->multi);
	loop_timer_cancel(t->timer);
	t->magic = 0;
	free(t);
	curl_global_cleanup();
}

void
transfer_begin(struct transfers *t, struct transfer *transfer)
{
	curl_easy_setopt(transfer->easy, CURLOPT_PRIVATE, (void *)transfer);
	if (curl_multi_add_handle(t->multi, transfer->easy) != CURLM_OK)
		die("libcurl takes no transfer");
}

void
transfer_end(struct transfers *t, struct transfer *transfer)
{
	curl_multi_remove_handle(t->multi, transfer->easy);
}
