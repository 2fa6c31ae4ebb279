/*
 * The server: the caps, the reaper, and the way it ends. See io/http.h.
 */
#include <dlfcn.h>
#include <errno.h>
#include <unistd.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/listener.h>
#include "io/http_conn.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/metrics.h"
#include "io/http_listen.h"
#include "io/loop.h"

#define REAP_US (CLOCK_SECOND / 5)
#define BACKLOG 512
#define NET_MARGIN_S 60

static struct http *servers; /* all of this process */

/* --- its options ---------------------------------------------------------- */

/* A copy in one piece, so that free is enough. */
static const char *const *
copy_list(const char *const *list)
{
	const char **copy;
	size_t count = 0, bytes = 0, size;
	char *at;

	if (list == NULL)
		return NULL;
	for (; list[count] != NULL; count++)
		bytes += strlen(list[count]) + 1;
	copy = memory_new(1, (count + 1) * sizeof(*copy) + bytes);
	at = (char *)&copy[count + 1];
	for (size_t i = 0; i < count; i++) {
		size = strlen(list[i]) + 1;
		copy[i] = memcpy(at, list[i], size);
		at += size;
	}
	copy[count] = NULL;
	return copy;
}

static void
copy_options(struct http_options *to, const struct http_options *from)
{
	*to = *from;
	to->address = memory_text(from->address);
	to->unix_path = memory_text(from->unix_path);
	to->hosts = copy_list(from->hosts);
	to->headers = copy_list(from->headers);
}

static void
free_options(struct http_options *o)
{
	free((void *)(uintptr_t)o->address);
	free((void *)(uintptr_t)o->unix_path);
	free((void *)(uintptr_t)o->hosts);
	free((void *)(uintptr_t)o->headers);
}

/* --- the caps ------------------------------------------------------------- */

static void
on_pause_over(void *arg)
{
	struct http *http = arg;

	CHECK(http, HTTP_MAGIC);
	http->pause = NULL;
	http_relax(http);
}

/* No descriptor is left: libevent would spin, so nobody is let in for a while.
 * The argument of a listener is evhttp's own, so the server is looked up. */
static void
on_accept_failed(struct evconnlistener *listener, void *evhttp)
{
	struct http *http = servers;

	(void)evhttp;
	while (http != NULL && http->listener != listener)
		http = http->next;
	CHECK(http, HTTP_MAGIC);
	log_warn("accept failed", LOG_T("why", strerror(errno)));
	evconnlistener_disable(listener);
	if (http->pause == NULL)
		http->pause = loop_timer_start(
		    http->loop, CLOCK_SECOND / 2, on_pause_over, http);
}

/* Nobody has anything of it any more. */
static void
http_bury(struct http *http)
{
	free_options(&http->options);
	http->magic = 0;
	free(http);
}

/* Ends what is still open; its memory follows in later turns of the loop, as
 * libevent has it. */
static void
http_close(struct http *http)
{
	loop_timer_cancel(http->reaper);
	loop_timer_cancel(http->placer);
	loop_timer_cancel(http->pause);
	http->reaper = http->placer = http->pause = NULL;
	if (http->ev != NULL)
		evhttp_free(http->ev); /* the listener and connections, too */
	http->ev = NULL;
	http->listener = NULL;
	http->bound = NULL;
}

static void
on_drained(void *arg)
{
	struct http *http = arg;
	void (*drained)(void *arg);

	CHECK(http, HTTP_MAGIC);
	http->drain = NULL;
	/* One came in meanwhile: its reply will ask again. */
	if (http->req_count > 0)
		return;
	/* Whoever is still reading or being read comes too late. */
	http_close(http);
	drained = http->drained;
	http->drained = NULL;
	drained(http->drained_arg);
}

/* The one place that decides who may come in, and whether all have left. */
void
http_relax(struct http *http)
{
	if (http->is_freed) {
		if (http->conn_count == 0)
			http_bury(http);
		return;
	}
	if (!http->is_stopping) {
		if (http->conn_count >= http->options.connections_max &&
		    http->options.tls != NULL)
			evconnlistener_disable(http->listener);
		else if (http->pause == NULL)
			evconnlistener_enable(http->listener);
		return;
	}
	/* Replies are still being written for a moment after the last one. */
	if (http->req_count == 0 && http->drained != NULL &&
	    http->drain == NULL)
		http->drain = loop_timer_start(http->loop,
		    http->conn_count == 0 ? CLOCK_SECOND / 50
					  : CLOCK_SECOND / 4,
		    on_drained, http);
}

static void
on_reap(void *arg)
{
	struct http *http = arg;
	int64_t now_us = clock_steady_us();
	struct http_conn *c, *next_conn;
	struct http_req *r, *next_req;

	CHECK(http, HTTP_MAGIC);
	http->reaper = loop_timer_start(http->loop, REAP_US, on_reap, http);
	for (r = http->reqs; r != NULL; r = next_req) {
		next_req = r->next;
		http_req_reap(r, now_us);
	}
	for (c = http->conns; c != NULL; c = next_conn) {
		next_conn = c->next;
		http_conn_reap(c, now_us);
	}
}

/* --- serving -------------------------------------------------------------- */

/* Only the library with the fixes of September 2026 has this function. */
static bool
libevent_is_patched(void)
{
	return dlsym(RTLD_DEFAULT, "evhttp_str_is_chunked_") != NULL ||
	       event_get_version_number() >= 0x02010d00;
}

/* A net below the reaper's limits, which are exact; for operators it is all
 * there is. */
static int
net_s(const struct http_options *o)
{
	int64_t longest_us = o->read_us > o->idle_us ? o->read_us : o->idle_us;

	return (int)(longest_us / CLOCK_SECOND) + NET_MARGIN_S;
}

static int
http_serve(struct http *http, int fd)
{
	http->ev = evhttp_new(loop_base(http->loop));
	http->listener = evconnlistener_new(loop_base(http->loop), NULL, http,
	    LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, BACKLOG, fd);
	if (http->ev == NULL || http->listener == NULL)
		return -1;
	evhttp_set_max_headers_size(http->ev, GUARD_HEAD_BYTES_MAX + 1024);
	evhttp_set_max_body_size(
	    http->ev, (ev_ssize_t)http->options.body_max + 1);
	evhttp_set_timeout(http->ev, net_s(&http->options));
	evhttp_set_default_content_type(http->ev, NULL);
	evhttp_set_allowed_methods(
	    http->ev, EVHTTP_REQ_GET | EVHTTP_REQ_POST | EVHTTP_REQ_PUT |
			  EVHTTP_REQ_PATCH | EVHTTP_REQ_DELETE |
			  EVHTTP_REQ_HEAD | EVHTTP_REQ_OPTIONS);
	if (http->options.tls != NULL)
		evhttp_set_bevcb(http->ev, http_conn_new, http);
	evhttp_set_gencb(http->ev, http_req_new, http);
	http->bound = evhttp_bind_listener(http->ev, http->listener);
	if (http->bound == NULL)
		return -1;
	evconnlistener_set_error_cb(http->listener, on_accept_failed);
	return 0;
}

static int
open_socket(const struct http_options *options, struct fault *why)
{
	if (options->address == NULL)
		return http_listen_unix(options->unix_path, why);
	if (options->inherited == 0)
		return http_listen_address(
		    options->address, options->port, why);
	return http_listen_take(options->inherited, why) == 0
		   ? options->inherited
		   : -1;
}

struct http *
http_new(struct loop *loop, const struct http_options *options, http_cb cb,
    void *arg, struct fault *why)
{
	struct http *http;
	int fd;

	if (!libevent_is_patched()) {
		(void)fault_set(why, FAULT_INTERNAL,
		    "this libevent has known "
		    "security holes; install libevent 2.1.12-stable-8+deb12u1 "
		    "or 2.1.13");
		return NULL;
	}
	fd = open_socket(options, why);
	if (fd < 0)
		return NULL;
	http = memory_new(1, sizeof(*http));
	http->magic = HTTP_MAGIC;
	http->loop = loop;
	copy_options(&http->options, options);
	http->cb = cb;
	http->arg = arg;
	http->port = http_listen_port(fd);
	http->next = servers;
	servers = http;
	if (http_serve(http, fd) != 0)
		die("evhttp does not start");
	http->reaper = loop_timer_start(loop, REAP_US, on_reap, http);
	metrics_set(M_HTTP_CONNECTIONS, 0);
	metrics_set(M_HTTP_STREAMS, 0);
	return http;
}

int
http_port(const struct http *http)
{
	return http->port;
}

/* --- the end -------------------------------------------------------------- */

/* Before the listener closes: after that, the path may be a successor's. */
static void
unlink_socket(struct http *http)
{
	if (http->bound != NULL && http->options.address == NULL)
		unlink(http->options.unix_path);
}

void
http_stop(struct http *http, void (*drained)(void *arg), void *arg)
{
	struct http_conn *c, *next;
	struct http_req *r, *next_req;

	CHECK(http, HTTP_MAGIC);
	http->is_stopping = true;
	http->drained = drained;
	http->drained_arg = arg;
	unlink_socket(http);
	/* Whoever comes now is refused, not left to wait in the backlog; but
	 * that of an inherited socket is the successor's, too. */
	evhttp_del_accept_socket(http->ev, http->bound);
	http->bound = NULL;
	http->listener = NULL;
	for (c = http->conns; c != NULL; c = next) {
		next = c->next;
		if (c->req == NULL && !c->is_reading)
			http_conn_cut(c);
	}
	for (r = http->reqs; r != NULL; r = next_req) {
		next_req = r->next;
		if (r->stream != NULL)
			http_stream_stop(r->stream);
	}
	http_relax(http);
}

void
http_cut(struct http *http)
{
	struct http_req *r, *next;

	CHECK(http, HTTP_MAGIC);
	http->is_cut = true;
	for (r = http->reqs; r != NULL; r = next) {
		next = r->next;
		http_req_reap(r, INT64_MAX);
	}
}

void
http_free(struct http *http)
{
	struct http **at;

	if (http == NULL)
		return;
	CHECK(http, HTTP_MAGIC);
	if (http->reqs != NULL)
		die("requests are left unanswered");
	loop_timer_cancel(http->drain);
	http->is_stopping = true;
	for (at = &servers; *at != http; at = &(*at)->next)
		;
	*at = http->next;
	unlink_socket(http);
	http_close(http);
	/* Connections point to it until libevent is done with them. */
	http->is_freed = true;
	http_relax(http);
}
