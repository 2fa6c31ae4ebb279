/*
 * One TLS connection: the guard at its input, its place under the caps, its
 * deadlines. See io/http_conn.h.
 */
#include <sys/socket.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/http.h>
#include "io/http_conn.h"
#include "base/clock.h"
#include "base/dice.h"
#include "base/encode.h"
#include "base/memory.h"
#include "base/metrics.h"
#include "io/http_tls.h"
#include "io/loop.h"

#define LINGER_US (2 * CLOCK_SECOND)

/* OpenSSL frees the connection's SSL: it is over. */
static void
on_gone(void *arg)
{
	struct http_conn *c = arg;
	struct http *http = c->http;

	CHECK(c, HTTP_CONN_MAGIC);
	if (c->req != NULL)
		c->req->conn = NULL;
	if (c->prev != NULL)
		c->prev->next = c->next;
	else
		http->conns = c->next;
	if (c->next != NULL)
		c->next->prev = c->prev;
	if (c->requests == 0 && !c->is_reading && !c->is_cut)
		metrics_add(M_HTTP_HANDSHAKE_FAULTS, 1);
	metrics_set(M_HTTP_CONNECTIONS, --http->conn_count);
	c->magic = 0;
	free(c);
	http_relax(http);
}

void
http_conn_cut(struct http_conn *c)
{
	c->is_cut = true;
	shutdown(bufferevent_getfd(c->bev), SHUT_RDWR);
}

/* Our own reply to what the guard refuses; evhttp never sees the request. */
static void
refusal_write(struct http_conn *c, struct text *out)
{
	struct text body = { 0 };
	uint8_t bytes[16];
	char id[HTTP_ID_SIZE];

	entropy_fill(bytes, sizeof(bytes));
	encode_base64url(bytes, sizeof(bytes), id);
	c->http->options.problem(c->guard.refusal, c->guard.why, id, &body);
	text_addf(out,
	    "HTTP/1.1 %d Refused\r\n"
	    "Content-Type: application/problem+json\r\n"
	    "Content-Length: %zu\r\nX-Request-Id: %s\r\n",
	    c->guard.refusal, body.len, id);
	for (const char *const *h = c->http->options.headers;
	     h != NULL && h[0] != NULL; h += 2)
		text_addf(out, "%s: %s\r\n", h[0], h[1]);
	text_addf(out, "Connection: close\r\n\r\n%s", text_get(&body));
	text_clear(&body);
}

/* The last reply has left: say goodbye as TLS does, so that the client may
 * resume; a refused one may still be sending and is given a moment. */
static void
conn_goodbye(struct http_conn *c)
{
	http_tls_goodbye(c->bev);
	if (c->is_refused)
		shutdown(bufferevent_getfd(c->bev), SHUT_WR);
}

/*
 * The guard refuses: whatever else comes is thrown away. Where a good request
 * is being answered, or stands in the input before the refused one, its reply
 * will be the connection's last; else the refusal goes out, behind what may
 * still be leaving.
 */
static void
conn_refuse(struct http_conn *c, struct evbuffer *input)
{
	struct evbuffer *output = bufferevent_get_output(c->bev);
	struct text reply = { 0 };

	c->is_refused = true;
	c->is_closing = true;
	c->since_us = clock_steady_us();
	metrics_add(M_HTTP_REFUSED, 1);
	if (c->guard.heads > (unsigned)c->requests)
		return;
	evbuffer_drain(input, evbuffer_get_length(input));
	if (c->req != NULL)
		return;
	refusal_write(c, &reply);
	if (evbuffer_get_length(output) > 0) {
		evbuffer_add(output, reply.data, reply.len);
	} else {
		http_tls_say(c->bev, reply.data, reply.len);
		conn_goodbye(c);
	}
	text_clear(&reply);
}

static void
on_input(struct evbuffer *input, const struct evbuffer_cb_info *info, void *arg)
{
	struct http_conn *c = arg;
	struct evbuffer_iovec pieces[8];
	struct evbuffer_ptr at;
	int n;

	CHECK(c, HTTP_CONN_MAGIC);
	if (info->n_added == 0)
		return;
	if (c->is_refused) {
		evbuffer_drain(input, evbuffer_get_length(input));
		return;
	}
	if (!c->is_reading && c->req == NULL) {
		c->is_reading = true;
		c->since_us = clock_steady_us();
	}
	if (evbuffer_ptr_set(input, &at, info->orig_size, EVBUFFER_PTR_SET) !=
	    0)
		die("bytes were added and are not there");
	n = evbuffer_peek(input, (ev_ssize_t)info->n_added, &at, pieces, 8);
	if (n > 8)
		die("input in %d pieces", n);
	for (int i = 0; i < n && c->guard.refusal == 0; i++)
		(void)http_guard_feed(
		    &c->guard, pieces[i].iov_base, pieces[i].iov_len);
	if (c->guard.refusal != 0)
		conn_refuse(c, input);
}

static void
on_output(
    struct evbuffer *output, const struct evbuffer_cb_info *info, void *arg)
{
	struct http_conn *c = arg;

	CHECK(c, HTTP_CONN_MAGIC);
	/* What has left is not the last reply where one is to come or goes on.
	 */
	if (info->n_deleted > 0 && evbuffer_get_length(output) == 0 &&
	    c->is_closing && c->req == NULL)
		conn_goodbye(c);
}

/* Looks at its address now that it has one. */
static void
place(struct http_conn *c)
{
	struct sockaddr_storage from = { 0 };
	socklen_t len = sizeof(from);
	int same = 0;

	c->is_placed = true;
	if (getpeername(
		bufferevent_getfd(c->bev), (struct sockaddr *)&from, &len) != 0)
		return;
	c->network = http_network(&from);
	for (const struct http_conn *o = c->http->conns; o != NULL; o = o->next)
		same += o->is_placed && memcmp(&o->network, &c->network,
					    sizeof(c->network)) == 0;
	if (same > c->http->options.connections_per_address_max) {
		metrics_add(M_HTTP_REFUSED, 1);
		http_conn_cut(c);
	}
}

static void
on_place(void *arg)
{
	struct http *http = arg;
	struct http_conn *c, *next;

	CHECK(http, HTTP_MAGIC);
	http->placer = NULL;
	for (c = http->conns; c != NULL; c = next) {
		next = c->next;
		if (c->is_placed)
			break; /* newest first: the rest are */
		place(c);
	}
}

struct bufferevent *
http_conn_new(struct event_base *base, void *arg)
{
	struct http *http = arg;
	struct http_conn *c = memory_new(1, sizeof(*c));

	CHECK(http, HTTP_MAGIC);
	c->magic = HTTP_CONN_MAGIC;
	c->http = http;
	http_guard_init(&c->guard, http->options.body_max);
	c->born_us = c->since_us = clock_steady_us();
	/* Never NULL: evhttp would go on without TLS. */
	c->bev = http_tls_bufferevent(base, http->options.tls, on_gone, c);
	bufferevent_setwatermark(
	    c->bev, EV_READ, 0, GUARD_HEAD_BYTES_MAX + http->options.body_max);
	if (evbuffer_add_cb(bufferevent_get_input(c->bev), on_input, c) ==
		NULL ||
	    evbuffer_add_cb(bufferevent_get_output(c->bev), on_output, c) ==
		NULL)
		die("no callback at a connection");
	c->next = http->conns;
	if (c->next != NULL)
		c->next->prev = c;
	http->conns = c;
	metrics_set(M_HTTP_CONNECTIONS, ++http->conn_count);
	/* evhttp gives it a descriptor, and so an address, after this. */
	if (http->placer == NULL)
		http->placer = loop_timer_start(http->loop, 0, on_place, http);
	http_relax(http);
	return c->bev;
}

void
http_conn_reap(struct http_conn *c, int64_t now_us)
{
	const struct http_options *o = &c->http->options;
	int64_t limit_us = c->is_refused                       ? LINGER_US
			   : c->is_reading || c->requests == 0 ? o->read_us
							       : o->idle_us;

	/* While a request is being answered its own deadline counts. */
	if (c->is_cut || c->req != NULL)
		return;
	if (now_us - c->since_us > limit_us ||
	    (!c->is_reading && now_us - c->born_us > o->connection_us))
		http_conn_cut(c);
}
