/*
 * The contract between daemon and clients, from tables: routes.def, shapes.def,
 * errors.def and parameters.def. Decoding with exact errors, encoding, and the
 * OpenAPI document come from them.
 */
#ifndef PROTO_PROTO_H
#define PROTO_PROTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_object;

enum proto_method {
	PROTO_GET,
	PROTO_POST,
	PROTO_PUT,
	PROTO_PATCH,
	PROTO_DELETE,
	PROTO_OTHER /* one that no route has */
};
enum proto_access {
	ACCESS_PUBLIC,
	ACCESS_MEMBER,
	ACCESS_OPERATOR,
	ACCESS_SOCKET
};
/* From where somebody asks: over TLS, over TLS as a member with the operator
 * role, or by the operator's socket. */
enum proto_side { SIDE_MEMBERS, SIDE_OPERATORS, SIDE_SOCKET };

enum proto_type {
	TYPE_TEXT,
	TYPE_WORD,
	TYPE_INTEGER,
	TYPE_NUMBER,
	TYPE_BOOLEAN,
	TYPE_TIME,
	TYPE_ID,
	TYPE_EMAIL,
	TYPE_ATTRIBUTES,
	TYPE_LABELS,
	TYPE_OBJECT,
	TYPE_LIST
};
enum proto_need { NEED_REQUIRED, NEED_OPTIONAL, NEED_NULLABLE };

struct proto_field {
	const char *name;
	enum proto_type type;
	const char *of;
	enum proto_need need;
	int64_t min, max;
	const char *help;
};

struct proto_shape {
	const char *name;
	const char *help;
	const struct proto_field *fields;
	size_t count;
};

enum proto_route_id {
#define ROUTE(id, ...) ROUTE_##id,
#include "proto/routes.def"
#undef ROUTE
	ROUTE_COUNT
};

struct proto_route {
	enum proto_route_id id;
	const char *name; /* "ABOUT" */
	enum proto_method method;
	const char *path; /* "/v1/introductions/{introduction}" */
	enum proto_access access;
	const char *body;  /* a shape's name, "None", "Csv" or "Form"; see
			      proto_files */
	int status;        /* of success */
	const char *reply; /* a shape's name, "None", "Any", "Plain", "Html",
			    * "Calendar" or "Stream" */
	const char *query; /* names, space-separated */
	const char *summary;
};

struct proto_error {
	const char *code;
	int status;
	const char *title;
};

extern const struct proto_route proto_routes[ROUTE_COUNT];
extern const struct proto_shape proto_shapes[];
extern const size_t proto_shape_count;
extern const struct proto_error proto_errors[];
extern const size_t proto_error_count;
/* Parameters of paths and queries (parameters.def), as fields. */
extern const struct proto_field proto_parameters[];
extern const size_t proto_parameter_count;

const struct proto_shape *
proto_shape_get(const char *name); /* dies on an unknown name */
const struct proto_error *
proto_error_get(const char *code); /* NULL on an unknown code */
/* Media types of files that a route takes instead of its JSON body, NULL at the
 * end; NULL where it takes none. */
const char *const *proto_files(const struct proto_route *route);
#define PROTO_VCARD "text/vcard"
const char *proto_method_word(enum proto_method method); /* "GET" */
/* The row of a parameter, by the first n bytes of name; dies on an unknown one.
 */
const struct proto_field *proto_parameter_get(const char *name, size_t n);

/* What is wrong with a body: at most 100 entries. */
#define PROTO_ERRORS_MAX 100
struct proto_wrong {
	char *pointer; /* JSON Pointer */
	const char *code;
	char *detail;
};
struct proto_findings {
	struct proto_wrong items[PROTO_ERRORS_MAX];
	size_t count;
	bool malformed; /* not JSON at all (400 rather than 422) */
};
/* Appends; later ones beyond the maximum are dropped. */
void proto_findings_add(struct proto_findings *f, const char *pointer,
    const char *code, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void proto_findings_clear(struct proto_findings *f);
/* Whether anything is said of this place already, or of one inside of it. */
bool proto_findings_about(const struct proto_findings *f, const char *pointer);

/* Parses a body strictly (RFC 8259: no duplicate keys, no NaN, no clamped
 * integers, no trailing text, no U+0000, valid UTF-8, at most 16 deep) and
 * holds it to the shape: known fields only, each of its type and range. A new
 * object (json_object_put by the caller), also where there are findings, for
 * who finds more than shapes tell; NULL where it is none. */
struct json_object *
proto_read(const struct proto_shape *shape, const char *body, size_t len,
    struct proto_findings *f) __attribute__((warn_unused_result));
/* Strict parsing alone, any top-level type (`null` is NULL without findings).
 */
struct json_object *proto_parse(const char *body, size_t len,
    struct proto_findings *f) __attribute__((warn_unused_result));
/* Whether a reply obeys its shape: 0, or -1 with findings. */
int proto_check(const struct proto_shape *shape, struct json_object *reply,
    struct proto_findings *f) __attribute__((warn_unused_result));
/* The same for a client: fields that the shape does not know are a newer
 * daemon's, and not looked at. */
int proto_understand(const struct proto_shape *shape, struct json_object *reply,
    struct proto_findings *f) __attribute__((warn_unused_result));

/* Readers of an object that proto_read checked. Absent or null: NULL, the
 * given default, false. */
const char *proto_text(struct json_object *o, const char *field);
int64_t proto_int(struct json_object *o, const char *field, int64_t absent);
bool proto_bool(struct json_object *o, const char *field, bool absent);
struct json_object *proto_get(struct json_object *o, const char *field);
bool
proto_has(struct json_object *o, const char *field); /* present, also as null */

/* An e-mail address in the form accepted here: one @, a dot-atom before it, a
 * host name with a dot or "localhost" after it, at most 254 bytes, ASCII. */
bool proto_is_email(const char *s);

/* The media type of a PATCH (RFC 7396); application/json does as well. */
#define PROTO_MERGE_PATCH "application/merge-patch+json"
/* Whether the route creates something, so that it takes an Idempotency-Key. */
bool proto_is_creating(const struct proto_route *route);

/* problem+json. `findings` may be NULL. A new object. */
struct json_object *
proto_problem(const char *code, const char *detail, const char *request,
    const struct proto_findings *findings) __attribute__((warn_unused_result));

/* Finds the route of a method and a raw path (without its query): OPERATOR
 * routes on both of the operators' sides, SOCKET ones on the socket alone, and
 * all others on the members': 0, with its
 * parameters decoded (percent-decoding per segment; refuses NUL, bad escapes,
 * ".", "..", '/' in a segment); else 404, 405 (allow is then the list for the
 * Allow header) or 400. */
#define PROTO_PARAMETERS_MAX 3
#define PROTO_PARAMETER_BYTES 128
struct proto_match {
	const struct proto_route *route;
	char parameters[PROTO_PARAMETERS_MAX]
		       [PROTO_PARAMETER_BYTES]; /* in the path's order */
	char allow[64];
};
int
proto_match(enum proto_method method, const char *path, enum proto_side side,
    struct proto_match *out) __attribute__((warn_unused_result));
/* A query parameter, decoded into buf; false where absent or longer than buf,
 * which none is with PROTO_QUERY_BYTES and after proto_query_check. Unknown and
 * repeated names and values that parameters.def does not allow are found with
 * proto_query_check: 0, or -1 with findings, which point into the query as an
 * object of its parameters ("/limit"). */
#define PROTO_QUERY_BYTES 1024 /* with its NUL */
bool
proto_query_get(const char *query, const char *name, char *buf, size_t size);
int proto_query_check(const struct proto_route *route, const char *query,
    struct proto_findings *f) __attribute__((warn_unused_result));

/* The OpenAPI 3.1 document of all routes. A new object. */
struct json_object *proto_openapi(const char *title, const char *version,
    const char *url) __attribute__((warn_unused_result));

#endif
