/*
 * One request and its one reply: see io/http.h and io/http_conn.h.
 */
#include <strings.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/http.h>
#include <event2/http_struct.h>
#include <event2/keyvalq_struct.h>
#include "io/http_conn.h"
#include "base/clock.h"
#include "base/dice.h"
#include "base/encode.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/metrics.h"
#include "io/http_tls.h"

/* The most that is in one TLS record (RFC 8446, 5.1). */
#define RECORD_BYTES 16384
#define SHUTTING_DOWN "the server is shutting down"

static void refuse(struct http_req *r, int status, const char *why);

static struct http_conn *
conn_of(struct evhttp_request *ev)
{
	struct evhttp_connection *evcon = evhttp_request_get_connection(ev);

	return http_tls_arg(evhttp_connection_get_bufferevent(evcon));
}

/* --- reading it ----------------------------------------------------------- */

enum http_method
http_method(const struct http_req *r)
{
	switch (evhttp_request_get_command(r->ev)) {
	case EVHTTP_REQ_POST:
		return HTTP_POST;
	case EVHTTP_REQ_PUT:
		return HTTP_PUT;
	case EVHTTP_REQ_PATCH:
		return HTTP_PATCH;
	case EVHTTP_REQ_DELETE:
		return HTTP_DELETE;
	case EVHTTP_REQ_HEAD:
		return HTTP_HEAD;
	case EVHTTP_REQ_OPTIONS:
		return HTTP_OPTIONS;
	default:
		return HTTP_GET;
	}
}

const char *
http_path(const struct http_req *r)
{
	return r->path;
}

const char *
http_query(const struct http_req *r)
{
	return r->query;
}

const char *
http_header(const struct http_req *r, const char *name)
{
	return evhttp_find_header(
	    evhttp_request_get_input_headers(r->ev), name);
}

const char *
http_body(struct http_req *r, size_t *len)
{
	struct evbuffer *input = evhttp_request_get_input_buffer(r->ev);

	if (r->body == NULL) {
		r->body_len = evbuffer_get_length(input);
		/* A NUL behind it, for parsers that want one. */
		evbuffer_add(input, "", 1);
		r->body = (const char *)evbuffer_pullup(input, -1);
	}
	*len = r->body_len;
	return r->body;
}

const char *
http_peer(const struct http_req *r)
{
	return r->network;
}

void
http_route(struct http_req *r, const char *template)
{
	r->route = template;
}

const char *
http_request_id(const struct http_req *r)
{
	return r->id;
}

void
http_on_deadline(struct http_req *r, http_cb cb, void *arg)
{
	r->on_deadline = cb;
	r->on_deadline_arg = arg;
}

/* --- its beginning -------------------------------------------------------- */

/* "name", "name:port" or "[v6]:port" against the names that are ours. */
static bool
host_is_ours(const struct http *http, const char *host)
{
	size_t n = strlen(host);
	const char *colon = strrchr(host, ':');
	char name[256];

	if (http->options.hosts == NULL)
		return true;
	if (colon != NULL && strchr(colon, ']') == NULL)
		n = (size_t)(colon - host);
	if (n >= sizeof(name))
		return false;
	memcpy(name, host, n);
	name[n] = '\0';
	for (const char *const *h = http->options.hosts; *h != NULL; h++)
		if (text_equal_nocase(*h, name))
			return true;
	return false;
}

static void
take_target(struct http_req *r)
{
	const char *uri = evhttp_request_get_uri(r->ev);
	const char *mark = strchr(uri, '?');

	r->path = mark == NULL ? memory_text(uri)
			       : memory_text_n(uri, (size_t)(mark - uri));
	r->query = memory_text(mark == NULL ? "" : mark + 1);
}

void
http_req_new(struct evhttp_request *ev, void *arg)
{
	struct http *http = arg;
	struct http_req *r = memory_new(1, sizeof(*r));
	const char *host =
	    evhttp_find_header(evhttp_request_get_input_headers(ev), "Host");
	uint8_t bytes[16];

	CHECK(http, HTTP_MAGIC);
	r->magic = HTTP_REQ_MAGIC;
	r->http = http;
	r->ev = ev;
	r->route = "none";
	r->since_us = clock_steady_us();
	entropy_fill(bytes, sizeof(bytes));
	encode_base64url(bytes, sizeof(bytes), r->id);
	take_target(r);
	if (http->options.tls != NULL) {
		r->conn = conn_of(ev);
		r->conn->req = r;
		r->conn->requests++;
		r->conn->is_reading = false;
		http_network_text(&r->conn->network, r->network);
	} else {
		text_copy(r->network, sizeof(r->network), "unix");
	}
	r->next = http->reqs;
	if (r->next != NULL)
		r->next->prev = r;
	http->reqs = r;
	http->req_count++;
	if (http->options.tls != NULL && host != NULL &&
	    !host_is_ours(http, host))
		refuse(r, 421, "this server does not answer to that Host");
	else if (http->is_cut)
		refuse(r, 503, SHUTTING_DOWN);
	else
		http->cb(r, http->arg);
}

/* --- its end -------------------------------------------------------------- */

void
http_reply_header(struct http_req *r, const char *name, const char *value)
{
	if (strpbrk(value, "\r\n") != NULL ||
	    evhttp_add_header(
		evhttp_request_get_output_headers(r->ev), name, value) != 0)
		die("header %s cannot be sent", name);
}

void
http_req_free(struct http_req *r)
{
	struct http *http = r->http;

	if (r->prev != NULL)
		r->prev->next = r->next;
	else
		http->reqs = r->next;
	if (r->next != NULL)
		r->next->prev = r->prev;
	http->req_count--;
	free(r->path);
	free(r->query);
	r->magic = 0;
	free(r);
}

/* Whether a list with commas, of any letters' case, has this word. */
static bool
list_has(const char *list, const char *word)
{
	char *copy = memory_text(list), *rest = copy, *piece;
	bool has = false;

	while (!has && (piece = text_split(&rest, ",")) != NULL)
		has = text_equal_nocase(text_trim(piece), word);
	free(copy);
	return has;
}

/* RFC 9112, 9.3: HTTP/1.1 goes on where not asked to end; 1.0 only where asked
 * to, and so that evhttp understands it, which would end it by itself. */
static bool
is_last_wish(const struct http_req *r)
{
	const struct evkeyval *h =
	    evhttp_request_get_input_headers(r->ev)->tqh_first;
	const char *wish = http_header(r, "Connection");

	for (; h != NULL; h = h->next.tqe_next)
		if (text_equal_nocase(h->key, "Connection") &&
		    list_has(h->value, "close"))
			return true;
	return r->ev->minor == 0 &&
	       (wish == NULL || strncasecmp(wish, "keep-alive", 10) != 0);
}

void
http_req_headers(struct http_req *r, const char *type)
{
	struct http *http = r->http;

	if (type != NULL)
		http_reply_header(r, "Content-Type", type);
	http_reply_header(r, "X-Request-Id", r->id);
	for (const char *const *h = http->options.headers;
	     h != NULL && h[0] != NULL; h += 2)
		if (evhttp_find_header(
			evhttp_request_get_output_headers(r->ev), h[0]) == NULL)
			http_reply_header(r, h[0], h[1]);
	/* Then evhttp ends it after the reply, but without TLS's goodbye. */
	if (r->conn != NULL &&
	    (r->conn->requests >= http->options.requests_per_connection_max ||
		is_last_wish(r)))
		r->conn->is_closing = true;
	if (http->is_stopping || (r->conn != NULL && r->conn->is_closing)) {
		http_reply_header(r, "Connection", "close");
		if (r->conn != NULL)
			r->conn->is_closing = true;
	}
}

void
http_req_count(const struct http_req *r, int status)
{
	static const char *const methods[] = { [HTTP_GET] = "GET",
		[HTTP_POST] = "POST",
		[HTTP_PUT] = "PUT",
		[HTTP_PATCH] = "PATCH",
		[HTTP_DELETE] = "DELETE",
		[HTTP_HEAD] = "HEAD",
		[HTTP_OPTIONS] = "OPTIONS" };
	const char class[] = { (char)('0' + status / 100), 'x', 'x', '\0' };

	metrics_add_of(
	    M_HTTP_REQUESTS, 1, methods[http_method(r)], r->route, class);
	metrics_observe_of(M_HTTP_DURATION, clock_steady_us() - r->since_us,
	    r->http->options.name);
}

static void
pull_up(struct evbuffer *output)
{
	size_t n = evbuffer_get_length(output);

	evbuffer_pullup(
	    output, n < RECORD_BYTES ? -1 : (ev_ssize_t)RECORD_BYTES);
}

/* Sends what is in `body`, which it frees. */
static void
send_reply(
    struct http_req *r, int status, const char *type, struct evbuffer *body)
{
	struct http_conn *conn = r->conn;
	struct http *http = r->http;
	struct evhttp_request *ev = r->ev;
	char length[24];

	http_req_count(r, status);
	http_req_headers(r, type);
	if (evhttp_request_get_command(ev) == EVHTTP_REQ_HEAD) {
		/* evhttp would send the body after all. */
		snprintf(
		    length, sizeof(length), "%zu", evbuffer_get_length(body));
		http_reply_header(r, "Content-Length", length);
		evbuffer_drain(body, evbuffer_get_length(body));
	}
	if (conn != NULL) {
		conn->req = NULL;
		conn->since_us = clock_steady_us();
		conn->is_reading =
		    evbuffer_get_length(bufferevent_get_input(conn->bev)) > 0;
	}
	http_req_free(r);
	evhttp_send_reply(ev, status, NULL, body);
	/* Head and body in one piece: one TLS record, one write. What is beyond
	 * it of a body that is shared stays where it is. */
	if (conn != NULL)
		pull_up(bufferevent_get_output(conn->bev));
	evbuffer_free(body);
	http_relax(http);
}

void
http_reply(struct http_req *r, int status, const char *type, const void *body,
    size_t len)
{
	struct evbuffer *buffer = evbuffer_new();

	CHECK(r, HTTP_REQ_MAGIC);
	if (buffer == NULL || evbuffer_add(buffer, body, len) != 0)
		die("no buffer");
	send_reply(r, status, type, buffer);
}

struct sharing {
	void (*release)(void *arg);
	void *arg;
};

static void
on_shared_done(const void *data, size_t len, void *arg)
{
	struct sharing *s = arg;

	(void)data;
	(void)len;
	s->release(s->arg);
	free(s);
}

void
http_reply_shared(struct http_req *r, int status, const char *type,
    const void *body, size_t len, void (*release)(void *arg), void *arg)
{
	struct evbuffer *buffer = evbuffer_new();
	struct sharing *s = memory_new(1, sizeof(*s));

	CHECK(r, HTTP_REQ_MAGIC);
	s->release = release;
	s->arg = arg;
	if (buffer == NULL ||
	    evbuffer_add_reference(buffer, body, len, on_shared_done, s) != 0)
		die("no buffer");
	send_reply(r, status, type, buffer);
}

static void
refuse(struct http_req *r, int status, const char *why)
{
	struct text body = { 0 };

	metrics_add(M_HTTP_REFUSED, 1);
	r->http->options.problem(status, why, r->id, &body);
	if (status == 503)
		http_reply_header(r, "Retry-After", "1");
	http_reply(
	    r, status, "application/problem+json", text_get(&body), body.len);
	text_clear(&body);
}

void
http_req_reap(struct http_req *r, int64_t now_us)
{
	if (r->stream != NULL ||
	    now_us - r->since_us <= r->http->options.answer_us)
		return;
	if (r->on_deadline != NULL)
		r->on_deadline(r, r->on_deadline_arg);
	refuse(
	    r, 503, r->http->is_stopping ? SHUTTING_DOWN : "it took too long");
}
