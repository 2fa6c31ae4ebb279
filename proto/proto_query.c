/*
 * Query parameters: only those of the route, each at most once, each as its
 * row of parameters.def says.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "proto/proto.h"
#include "proto/proto_bytes.h"
#include "proto/proto_findings.h"
#include "proto/proto_form.h"
#include "proto/proto_percent.h"

/* Enough for any name; a longer one is unknown anyway. */
#define NAME_BYTES 64

/* "name=value", as it stands in the query. */
struct query_pair {
	const char *name;
	size_t name_len;
	const char *value;
	size_t value_len;
};

/* The next pair of *rest; false at the end. */
static bool
query_next(const char **rest, struct query_pair *out)
{
	const char *equals;
	size_t len;

	while (**rest == '&')
		(*rest)++;
	len = strcspn(*rest, "&");
	if (len == 0)
		return false;
	equals = memchr(*rest, '=', len);
	out->name = *rest;
	out->name_len = equals == NULL ? len : (size_t)(equals - *rest);
	out->value = equals == NULL ? *rest + len : equals + 1;
	out->value_len = (size_t)(*rest + len - out->value);
	*rest += len;
	return true;
}

bool
proto_query_get(const char *query, const char *name, char *buf, size_t size)
{
	struct query_pair pair;
	char found[NAME_BYTES];

	while (query_next(&query, &pair)) {
		if (proto_percent_decode(pair.name, pair.name_len, true, found,
			sizeof(found)) != PERCENT_GOOD ||
		    strcmp(found, name) != 0)
			continue;
		return proto_percent_decode(pair.value, pair.value_len, true,
			   buf, size) == PERCENT_GOOD;
	}
	return false;
}

/* The next of the names in a route's row, as a slice; false at the end. */
static bool
query_name(const char **rest, const char **name, size_t *len)
{
	*rest += strspn(*rest, " ");
	*name = *rest;
	*len = strcspn(*rest, " ");
	*rest += *len;
	return *len > 0;
}

/* The parameter's row, or NULL and a finding where the route has none. */
static const struct proto_field *
query_known(const struct proto_route *route, const char *found,
    const char *pointer, struct proto_findings *f)
{
	struct proto_nearest nearest = { .word = found, .len = strlen(found) };
	struct proto_bytes detail = { 0 };
	const char *rest = route->query, *name;
	size_t len;

	while (query_name(&rest, &name, &len)) {
		if (len == nearest.len && memcmp(name, found, len) == 0)
			return proto_parameter_get(name, len);
		proto_nearest_offer(&nearest, name, len);
	}
	proto_bytes_addf(&detail, "there is no query parameter ");
	proto_bytes_add_quoted(&detail, found, strlen(found));
	if (nearest.best != NULL)
		proto_bytes_addf(&detail, " here; did you mean ‘%.*s’?",
		    (int)nearest.best_len, nearest.best);
	else if (route->query[0] == '\0')
		proto_bytes_addf(&detail, " here; the route takes none");
	else
		proto_bytes_addf(&detail, " here; there are: %s", route->query);
	proto_findings_add(
	    f, pointer, "unknown", "%s", proto_bytes_get(&detail));
	proto_bytes_clear(&detail);
	return NULL;
}

static void
query_check_integer(const struct proto_field *row, const char *value,
    const char *pointer, struct proto_findings *f)
{
	const char *digits = value + (*value == '-');
	bool is_number =
	    *digits != '\0' && strspn(digits, "0123456789") == strlen(digits);
	struct proto_bytes found = { 0 };
	long long number;

	errno = 0;
	number = strtoll(value, NULL, 10);
	if (is_number && errno == 0 && number >= row->min && number <= row->max)
		return;
	proto_bytes_add_quoted(&found, value, strlen(value));
	proto_findings_add(f, pointer,
	    is_number ? "out_of_range" : "wrong_type",
	    "found %s, expected a whole number from %" PRId64 " to %" PRId64,
	    proto_bytes_get(&found), row->min, row->max);
	proto_bytes_clear(&found);
}

static void
query_check_value(const struct proto_field *row, const char *value,
    const char *pointer, struct proto_findings *f)
{
	long length = proto_bytes_characters(value, strlen(value));

	if (row->type == TYPE_INTEGER)
		query_check_integer(row, value, pointer, f);
	else if (row->type == TYPE_ID && !proto_is_uuid(value))
		proto_findings_add(f, pointer, "malformed",
		    "expected an id such as "
		    "019ab5f4-7c31-7b62-9d0e-5a1f3c2b4d6e");
	else if (row->type == TYPE_TEXT && length < row->min)
		proto_findings_add(f, pointer, "too_short",
		    "has %ld characters, at least %" PRId64 " expected", length,
		    row->min);
	else if (row->type == TYPE_TEXT && length > row->max)
		proto_findings_add(f, pointer, "too_long",
		    "has %ld characters, at most %" PRId64 " allowed", length,
		    row->max);
}

static void
query_check_pair(const struct proto_route *route, const struct query_pair *pair,
    struct proto_findings *f)
{
	char name[NAME_BYTES], value[PROTO_QUERY_BYTES];
	struct proto_bytes pointer = { 0 };
	const struct proto_field *row;
	enum proto_percent found;

	found = proto_percent_decode(
	    pair->name, pair->name_len, true, name, sizeof(name));
	if (found != PERCENT_GOOD) {
		proto_findings_add(f, "",
		    found == PERCENT_BAD ? "malformed" : "unknown",
		    found == PERCENT_BAD
			? "the query has a parameter whose name is not "
			  "well-formed percent-encoded UTF-8"
			: "the query has a parameter whose name is longer than "
			  "any that there is");
		return;
	}
	proto_bytes_add_step(&pointer, name, strlen(name));
	found = proto_percent_decode(
	    pair->value, pair->value_len, true, value, sizeof(value));
	row = query_known(route, name, proto_bytes_get(&pointer), f);
	if (row != NULL && proto_findings_has(f, proto_bytes_get(&pointer)))
		row = NULL;
	if (row != NULL && found == PERCENT_BAD)
		proto_findings_add(f, proto_bytes_get(&pointer), "malformed",
		    "the value is not well-formed percent-encoded UTF-8");
	else if (row != NULL && found == PERCENT_LONG)
		proto_findings_add(f, proto_bytes_get(&pointer), "too_long",
		    "the value has more than %d bytes", PROTO_QUERY_BYTES - 1);
	else if (row != NULL)
		query_check_value(row, value, proto_bytes_get(&pointer), f);
	proto_bytes_clear(&pointer);
}

/* Says so where a parameter stands a second time. */
static void
query_check_again(
    const struct query_pair *pair, const char *rest, struct proto_findings *f)
{
	char name[NAME_BYTES], again[NAME_BYTES];
	struct proto_bytes pointer = { 0 };
	struct query_pair other;

	if (proto_percent_decode(pair->name, pair->name_len, true, name,
		sizeof(name)) != PERCENT_GOOD)
		return;
	proto_bytes_add_step(&pointer, name, strlen(name));
	while (!proto_findings_has(f, proto_bytes_get(&pointer)) &&
	       query_next(&rest, &other))
		if (proto_percent_decode(other.name, other.name_len, true,
			again, sizeof(again)) == PERCENT_GOOD &&
		    strcmp(name, again) == 0)
			proto_findings_add(f, proto_bytes_get(&pointer),
			    "duplicate",
			    "the parameter stands here more than once; once "
			    "is allowed");
	proto_bytes_clear(&pointer);
}

int
proto_query_check(const struct proto_route *route, const char *query,
    struct proto_findings *f)
{
	struct query_pair pair;
	size_t before = f->count;

	while (f->count < PROTO_ERRORS_MAX && query_next(&query, &pair)) {
		query_check_again(&pair, query, f);
		query_check_pair(route, &pair, f);
	}
	return f->count == before ? 0 : -1;
}
