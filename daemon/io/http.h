/*
 * HTTP/1.1 through evhttp, kept behind these few functions. A strict parser of
 * the framing stands in front of it (io/http_guard), limits and absolute
 * deadlines around it.
 *
 * Every request is answered exactly once with http_reply, at once or later;
 * that frees it. Nobody else does.
 */
#ifndef IO_HTTP_H
#define IO_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"
#include "base/text.h"

struct loop;
struct tls;
struct http;
struct http_req;

/* Writes the body of an error that http itself answers: framing that is not
 * strict (400), no length (411), too large (413, 431), an expectation that is
 * not met (417), a Host that is not ours (421), too late (503). */
typedef void (*http_problem_cb)(
    int status, const char *why, const char *request_id, struct text *out);

struct http_options {
	http_problem_cb problem;
	const char *name;    /* of the listener, in the figures */
	const char *address; /* "127.0.0.1", "::", or NULL for a Unix socket */
	int port;            /* 0: any free one, see http_port */
	const char *unix_path; /* with address NULL: made with mode 0600, a
				     stale one removed */
	int inherited;   /* a socket that listens already, its own from now on,
			  instead of address and port; 0: none */
	struct tls *tls; /* NULL only for a Unix socket */
	const char *const *hosts; /* names and addresses accepted in Host, NULL
				     ends; NULL: any well-formed one */
	const char *const
	    *headers; /* name, value, name, value…, NULL ends: on every reply */
	int connections_max;             /* TLS only, as the next */
	int connections_per_address_max; /* of one /64 for IPv6 */
	size_t body_max;                 /* bytes */
	int64_t read_us; /* to read a whole request, from its first byte or the
			    handshake */
	int64_t answer_us;     /* to answer it: then 503 by itself, see
				  http_on_deadline */
	int64_t idle_us;       /* between requests */
	int64_t connection_us; /* life of a connection */
	int requests_per_connection_max;
};

typedef void (*http_cb)(struct http_req *req, void *arg);

/* Listens; cb runs for each well-formed request. The texts of the options are
 * copied, `tls` must outlive it. NULL with the reason (address in use, an
 * unpatched libevent, …). */
struct http *http_new(struct loop *loop, const struct http_options *options,
    http_cb cb, void *arg, struct fault *why) MUST_CHECK;
int http_port(const struct http *http);

/* Shutdown in the order that works: http_stop closes the listener and idle
 * connections, removes a Unix socket's path, and has every further reply say
 * `Connection: close`; `drained` runs exactly once, when no request is
 * unanswered; from then on none can come. http_cut answers 503 to all there
 * are, through their deadline callbacks, and to those that come; the loop must
 * still turn for the replies to leave. http_free after `drained`, or before
 * anything was served. Where connections were open its memory is freed as the
 * loop turns, or with the loop. */
void http_stop(struct http *http, void (*drained)(void *arg), void *arg);
void http_cut(struct http *http);
void http_free(struct http *http);

enum http_method {
	HTTP_GET,
	HTTP_POST,
	HTTP_PUT,
	HTTP_PATCH,
	HTTP_DELETE,
	HTTP_HEAD,
	HTTP_OPTIONS
};

enum http_method http_method(const struct http_req *req);
/* The raw path, starting with one '/', without query; and the raw query or "".
 */
const char *http_path(const struct http_req *req);
const char *http_query(const struct http_req *req);
/* A header of the request, or NULL. Borrowed until the reply. */
const char *http_header(const struct http_req *req, const char *name);
/* Borrowed until the reply; NUL-terminated after `len`. */
const char *http_body(struct http_req *req, size_t *len);
/* The client's network (io/http_network.h), or "unix". */
const char *http_peer(const struct http_req *req);
/* What it is counted as in the figures, of a bounded number of texts that last
 * as long as the process; "none" before. */
void http_route(struct http_req *req, const char *template);
/* Made here for each request (22 characters), sent back as X-Request-Id. */
const char *http_request_id(const struct http_req *req);
/* At the deadline cb runs: it cancels the story, and then http answers 503 by
 * itself. NULL clears. */
void http_on_deadline(struct http_req *req, http_cb cb, void *arg);

/* Adds a header to the reply to come. Values with CR, LF or NUL die. */
void
http_reply_header(struct http_req *req, const char *name, const char *value);
/* Sends the reply and frees the request. body is copied; NULL with len 0 for
 * none (204, 304). HEAD gets the headers and the length only. Always with
 * Content-Length. */
void http_reply(struct http_req *req, int status, const char *type,
    const void *body, size_t len);
/* As http_reply with a body that outlives every connection (reference, not
 * copy). `release` runs with `arg` when it is no longer needed. */
void http_reply_shared(struct http_req *req, int status, const char *type,
    const void *body, size_t len, void (*release)(void *arg), void *arg);

#endif
