/*
 * The route of a request: its path cut at each '/', every segment decoded by
 * itself (so that an escaped '/' stays inside), held against routes.def. A
 * route is the operators' only, or everybody else's.
 */
#include <stdio.h>
#include <string.h>
#include "proto/proto.h"
#include "proto/proto_bytes.h"
#include "proto/proto_percent.h"

#define SEGMENTS_MAX 16

struct match_path {
	char segments[SEGMENTS_MAX][PROTO_PARAMETER_BYTES];
	size_t count;
	bool is_nowhere; /* well formed, but longer than any route */
};

/* 0, or -1 where the path is not well formed. */
static int
match_split(const char *path, struct match_path *out)
{
	char beyond[PROTO_PARAMETER_BYTES], *segment;
	enum proto_percent found;

	out->count = 0;
	out->is_nowhere = false;
	while (*path == '/') {
		size_t len = strcspn(++path, "/");

		segment = out->count < SEGMENTS_MAX ? out->segments[out->count]
						    : beyond;
		found = proto_percent_decode(
		    path, len, false, segment, PROTO_PARAMETER_BYTES);
		if (found == PERCENT_BAD || strchr(segment, '/') != NULL ||
		    strcmp(segment, ".") == 0 || strcmp(segment, "..") == 0)
			return -1;
		if (found == PERCENT_LONG || segment == beyond)
			out->is_nowhere = true;
		else
			out->count++;
		path += len;
	}
	return *path == '\0' && out->count + out->is_nowhere > 0 ? 0 : -1;
}

/* Whether the path is this route's; copies its parameters. */
static bool
match_route(const struct match_path *path, const struct proto_route *route,
    struct proto_match *out)
{
	const char *at = route->path;
	size_t segment = 0, parameter = 0;

	for (; *at == '/'; segment++) {
		size_t len = strcspn(++at, "/");
		const char *given;

		if (segment == path->count)
			return false;
		given = path->segments[segment];
		if (*at == '{') {
			if (*given == '\0')
				return false;
			if (parameter == PROTO_PARAMETERS_MAX)
				proto_die("a route with too many parameters");
			memcpy(out->parameters[parameter++], given,
			    PROTO_PARAMETER_BYTES);
		} else if (strlen(given) != len || memcmp(given, at, len) != 0)
			return false;
		at += len;
	}
	return segment == path->count;
}

static void
match_allow(struct proto_match *out, enum proto_method method)
{
	size_t len = strlen(out->allow);

	snprintf(out->allow + len, sizeof(out->allow) - len, "%s%s%s",
	    len == 0 ? "" : ", ", proto_method_word(method),
	    method == PROTO_GET ? ", HEAD" : "");
}

static bool
match_side(enum proto_access access, enum proto_side side)
{
	switch (access) {
	case ACCESS_SOCKET:
		return side == SIDE_SOCKET;
	case ACCESS_OPERATOR:
		return side != SIDE_MEMBERS;
	default:
		return side == SIDE_MEMBERS;
	}
}

int
proto_match(enum proto_method method, const char *path, enum proto_side side,
    struct proto_match *out)
{
	struct match_path split;

	out->route = NULL;
	out->allow[0] = '\0';
	if (match_split(path, &split) < 0)
		return 400;
	if (split.is_nowhere)
		return 404;
	for (size_t i = 0; i < ROUTE_COUNT; i++) {
		const struct proto_route *route = &proto_routes[i];

		if (!match_side(route->access, side) ||
		    !match_route(&split, route, out))
			continue;
		if (route->method == method) {
			out->route = route;
			return 0;
		}
		match_allow(out, route->method);
	}
	return out->allow[0] == '\0' ? 404 : 405;
}
