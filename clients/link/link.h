/*
 * A client's side of the API: one call, one reply that is what the route
 * promises. What went wrong is said here; callers only pass on the exit status.
 */
#ifndef LINK_LINK_H
#define LINK_LINK_H

#include <json-c/json.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include "proto/proto.h"

/* What the clients' programs exit with. */
enum link_status {
	LINK_OK = 0,
	LINK_REFUSED = 1, /* by the server, or the input is wrong */
	LINK_USAGE = 2,
	LINK_UNREACHABLE = 3, /* no connection, or TLS does not trust it */
	LINK_SIGNED_OUT = 4
};

struct link;

/* Over TLS. ca: a file of certificates to trust besides the system's, or NULL.
 * Certificates are always verified. */
struct link *link_new(const char *url, const char *ca);
/* Over a Unix socket, for operators. */
struct link *link_new_unix(const char *socket);
void link_free(struct link *link);
/* Copied; NULL: none. */
void link_set_token(struct link *link, const char *token);

/* How refusals are said. */
struct link_manner {
	/* As the server's problem document on standard output, rather than in
	 * words on standard error. */
	bool is_json;
	/* What people call the place of a JSON Pointer: "--email", or NULL
	 * where it has no such name. Borrowed until the next call. */
	const char *(*place)(void *arg, const char *pointer);
	void *arg;
};
void link_set_manner(struct link *link, const struct link_manner *manner);

struct link_request {
	const char *parameters[PROTO_PARAMETERS_MAX]; /* of the path, raw */
	const char *query;        /* encoded, without '?', or NULL */
	struct json_object *body; /* borrowed, or NULL */
	const char *csv;          /* instead, for Csv routes and files */
	size_t csv_len;
	const char *csv_type; /* its media type; NULL: text/csv */
	const char *if_match; /* or NULL */
	int seconds;          /* that an answer may take; 0: LINK_SECONDS */
};
#define LINK_SECONDS 30

/* *reply is a new object (json_object_put) that has the route's shape, or NULL
 * where the route has none. A 503 that says when to come back is tried once
 * more. */
enum link_status link_call(struct link *link, enum proto_route_id route,
    const struct link_request *request, struct json_object **reply)
    __attribute__((warn_unused_result));
/* The last reply as it came, for routes whose reply is no JSON. Borrowed until
 * the next call. */
const char *link_body(const struct link *link);
/* A Stream route: gives `take` the bytes as they come, after the event with this
 * id (NULL: from now on). LINK_OK where the server ended it or `take` returned
 * false; LINK_UNREACHABLE, unsaid, where it broke, nothing came for long or it was
 * refused for the time being; other refusals are said. `take` may not use this link. */
enum link_status link_stream(struct link *link, enum proto_route_id route,
    const char *after, bool (*take)(void *arg, const char *bytes, size_t n),
    void *arg) __attribute__((warn_unused_result));
/* The ETag of the last reply, or "". */
const char *link_etag(const struct link *link);
/* The problem document that the last call was refused with, or NULL. Borrowed
 * until the next call. */
struct json_object *link_problem(const struct link *link);
/* The last call was refused only for the time being: too often, or by a server
 * that lacks its database, or by a proxy that lacks its server. */
bool link_is_for_now(const struct link *link);

/* calloc that ends the program rather than fail. */
void *link_alloc(size_t count, size_t size);
char *link_copy(const char *s);               /* NULL stays NULL */
char *link_vtext(const char *fmt, va_list ap) /* as vprintf, a new text */
    __attribute__((format(printf, 1, 0)));
/* open_memstream, likewise: *text is complete once the stream is closed, and the
 * caller's to free. */
FILE *link_text(char **text, size_t *len);

#endif
