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

struct http_stream {
	unsigned magic;
	struct http_req *req;
	struct timer *orphan; /* the client had left before it began */
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
	loop_timer_cancel(s->orphan);
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
	s->gone(s->arg);
	stream_free(s);
	if (evhttp_request_get_connection(ev) == NULL)
		evhttp_send_reply_end(ev);
}

/* Nobody will close what nobody has. */
static void
on_orphan(void *arg)
{
	struct http_stream *s = arg;

	CHECK(s, STREAM_MAGIC);
	s->orphan = NULL; /* no longer pending */
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
	metrics_add(M_HTTP_REQUESTS, 1);
	metrics_set(M_HTTP_STREAMS, ++r->http->stream_count);
	http_req_headers(r, type);
	evhttp_send_reply_start(r->ev, 200, NULL);
	if (evcon == NULL) {
		s->orphan = loop_timer_start(r->http->loop, 0, on_orphan, s);
		return s;
	}
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
	struct evhttp_request *ev = s->req->ev;
	struct evhttp_connection *evcon = evhttp_request_get_connection(ev);
	struct http_conn *conn = s->req->conn;

	CHECK(s, STREAM_MAGIC);
	if (evcon != NULL)
		evhttp_connection_set_closecb(evcon, NULL, NULL);
	if (conn != NULL) {
		conn->since_us = clock_steady_us();
		conn->is_closing = true;
	}
	stream_free(s);
	evhttp_send_reply_end(ev);
}

void
http_stream_stop(struct http_stream *s)
{
	CHECK(s, STREAM_MAGIC);
	s->gone(s->arg);
	http_stream_end(s);
}
