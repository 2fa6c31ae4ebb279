/*
 * Replies that go on: see io/http_stream.h. The stream is its request, which
 * stays among those unanswered, but without a deadline.
 */
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/http.h>
#include "io/http_stream.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/metrics.h"
#include "io/http_conn.h"
#include "io/loop.h"

#define STREAM_MAGIC 0x57ea0001u
#define LOOK_US (CLOCK_SECOND / 100)
#define LINGER_US (2 * CLOCK_SECOND)

struct http_stream {
	unsigned magic;
	struct http_req *req;
	struct timer *ending;
	bool is_over;     /* to its owner */
	bool has_settled; /* nothing was unsent a turn ago */
	int64_t over_us;
	void (*gone)(void *arg);
	void *arg;
};

static void
stream_free(struct http_stream *s)
{
	struct http *http = s->req->http;

	metrics_set(M_HTTP_STREAMS, --http->stream_count);
	if (s->req->conn != NULL)
		s->req->conn->req = NULL;
	loop_timer_cancel(s->ending);
	http_req_free(s->req);
	s->magic = 0;
	free(s);
	http_relax(http);
}

/* Where the client has left, the request has lost its connection, and evhttp has
 * left it to us. */
static void
on_closed(struct evhttp_connection *evcon, void *arg)
{
	struct http_stream *s = arg;
	struct evhttp_request *ev = s->req->ev;

	(void)evcon;
	CHECK(s, STREAM_MAGIC);
	if (!s->is_over)
		s->gone(s->arg);
	stream_free(s);
	if (evhttp_request_get_connection(ev) == NULL)
		evhttp_send_reply_end(ev);
}

static void
stream_finish(struct http_stream *s)
{
	struct evhttp_request *ev = s->req->ev;
	struct evhttp_connection *evcon = evhttp_request_get_connection(ev);
	struct http_conn *conn = s->req->conn;

	if (evcon != NULL)
		evhttp_connection_set_closecb(evcon, NULL, NULL);
	if (conn != NULL) {
		conn->since_us = clock_steady_us();
		conn->is_closing = true;
	}
	stream_free(s);
	evhttp_send_reply_end(ev);
}

static size_t
stream_unsent(const struct http_stream *s)
{
	struct evhttp_connection *evcon =
	    evhttp_request_get_connection(s->req->ev);

	return evcon == NULL ? 0
			     : evbuffer_get_length(bufferevent_get_output(
				   evhttp_connection_get_bufferevent(evcon)));
}

/* Told of the end, evhttp takes the next write that it hears of for that of the
 * last chunk, and sends no more. Of a write that is over it hears later in the
 * same turn, or at the beginning of the next. */
static void
on_ending(void *arg)
{
	struct http_stream *s = arg;
	bool is_settled = stream_unsent(s) == 0;

	CHECK(s, STREAM_MAGIC);
	s->ending = NULL; /* no longer pending */
	if (is_settled && s->has_settled) {
		stream_finish(s);
		return;
	}
	if (!is_settled && s->req->conn != NULL &&
	    clock_steady_us() - s->over_us > LINGER_US)
		http_conn_cut(s->req->conn);
	s->has_settled = is_settled;
	s->ending = loop_timer_start(
	    s->req->http->loop, is_settled ? 0 : LOOK_US, on_ending, s);
}

/* Nobody closes what its client left before, and the server stops only those
 * that had begun. */
static void
on_at_once(void *arg)
{
	struct http_stream *s = arg;

	CHECK(s, STREAM_MAGIC);
	s->ending = NULL; /* no longer pending */
	http_stream_stop(s);
}

struct http_stream *
http_stream_begin(
    struct http_req *r, const char *type, void (*gone)(void *arg), void *arg)
{
	struct http_stream *s = memory_new(1, sizeof(*s));
	struct evhttp_connection *evcon = evhttp_request_get_connection(r->ev);

	CHECK(r, HTTP_REQ_MAGIC);
	s->magic = STREAM_MAGIC;
	s->req = r;
	s->gone = gone;
	s->arg = arg;
	r->stream = s;
	http_on_deadline(r, NULL, NULL);
	http_req_count(r, 200);
	metrics_set(M_HTTP_STREAMS, ++r->http->stream_count);
	http_req_headers(r, type);
	evhttp_send_reply_start(r->ev, 200, NULL);
	if (evcon == NULL || r->http->is_stopping)
		s->ending = loop_timer_start(r->http->loop, 0, on_at_once, s);
	if (evcon == NULL)
		return s;
	evhttp_connection_set_closecb(evcon, on_closed, s);
	/* Nothing is read from who only listens. */
	bufferevent_set_timeouts(
	    evhttp_connection_get_bufferevent(evcon), NULL, NULL);
	return s;
}

void
http_stream_write(struct http_stream *s, const void *data, size_t len)
{
	struct http_conn *conn = s->req->conn;
	struct evbuffer *chunk;

	CHECK(s, STREAM_MAGIC);
	if (conn == NULL || conn->is_cut)
		return;
	if (evbuffer_get_length(bufferevent_get_output(conn->bev)) >
	    HTTP_STREAM_UNSENT) {
		http_conn_cut(conn);
		return;
	}
	chunk = evbuffer_new();
	if (chunk == NULL || evbuffer_add(chunk, data, len) != 0)
		die("no buffer");
	evhttp_send_reply_chunk(s->req->ev, chunk);
	/* One TLS record for the frame and what is in it. */
	evbuffer_pullup(bufferevent_get_output(conn->bev), -1);
	evbuffer_free(chunk);
}

void
http_stream_end(struct http_stream *s)
{
	CHECK(s, STREAM_MAGIC);
	s->is_over = true;
	s->over_us = clock_steady_us();
	loop_timer_cancel(s->ending);
	s->ending = loop_timer_start(s->req->http->loop, 0, on_ending, s);
}

void
http_stream_stop(struct http_stream *s)
{
	CHECK(s, STREAM_MAGIC);
	if (s->is_over)
		return;
	s->gone(s->arg);
	http_stream_end(s);
}
