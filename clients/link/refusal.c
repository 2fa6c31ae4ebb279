/*
 * Refusals: see clients/link/refusal.h.
 */
#include <stdio.h>
#include <string.h>
#include "clients/link/refusal.h"
#include "clients/link/safe.h"

/* Codes whose title and detail speak of HTTP and JSON, or say one thing twice.
 */
static const struct {
	const char *code, *words;
} sayings[] = {
	{ "unauthenticated", "You are not signed in, or not any more." },
	{ "code_wrong",
	    "The code or token is wrong, was used, or is too old. Ask for "
	    "another letter." },
	{ "changed_meanwhile",
	    "It was changed meanwhile, from elsewhere. Look at it, and try "
	    "again." },
};

/* A field that the server misses and the command line has an option for. */
static bool
is_missing_option(struct json_object *error, const char *place)
{
	return strcmp(proto_text(error, "code"), "missing") == 0 &&
	       place != NULL && place[0] == '-';
}

static void
say_errors(struct json_object *errors, const struct link_manner *manner)
{
	for (size_t i = 0; i < json_object_array_length(errors); i++) {
		struct json_object *e = json_object_array_get_idx(errors, i);
		const char *pointer = proto_text(e, "pointer");
		const char *place = manner->place == NULL
					? NULL
					: manner->place(manner->arg, pointer);

		fputs("  ", stderr);
		if (is_missing_option(e, place)) {
			safe_print(stderr, place);
			fputs(" is missing\n", stderr);
			continue;
		}
		safe_print(stderr,
		    place != NULL ? place : pointer + (*pointer == '/'));
		fputs(*pointer == '\0' ? "" : ": ", stderr);
		safe_print(stderr, proto_text(e, "detail"));
		fputc('\n', stderr);
	}
}

/* "There is no pool "weekly"." by the last parameter of the route's path. */
static bool
say_not_found(const struct proto_route *route, const struct link_request *rq)
{
	const char *p = route->path, *name = NULL, *value = NULL;

	for (int i = 0; (p = strchr(p, '{')) != NULL; i++) {
		name = ++p;
		value = rq->parameters[i];
	}
	if (name == NULL || value == NULL)
		return false;
	fprintf(stderr, "There is no %.*s \"", (int)strcspn(name, "}"), name);
	safe_print(stderr, value);
	fputs("\" here.\n", stderr);
	return true;
}

void
refusal_say(struct json_object *problem, const struct proto_route *route,
    const struct link_request *rq, const struct link_manner *manner)
{
	const char *detail = proto_text(problem, "detail");
	const char *code = proto_text(problem, "code");
	struct json_object *errors = proto_get(problem, "errors");

	if (strcmp(code, "not_found") == 0 && say_not_found(route, rq))
		return;
	for (size_t i = 0; i < sizeof(sayings) / sizeof(sayings[0]); i++) {
		if (strcmp(code, sayings[i].code) == 0) {
			fprintf(stderr, "%s\n", sayings[i].words);
			return;
		}
	}
	safe_print(stderr, proto_text(problem, "title"));
	if (errors != NULL) {
		fputs(":\n", stderr);
		say_errors(errors, manner);
		return;
	}
	fputs(*detail == '\0' ? "" : ": ", stderr);
	safe_print(stderr, detail);
	fputs(".\n", stderr);
}
