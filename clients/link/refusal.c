/*
 * Refusals: see clients/link/refusal.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/link/language.h"
#include "clients/link/refusal.h"
#include "clients/link/safe.h"
#include "clients/link/said.h"

/* Codes whose title and detail speak of HTTP and JSON, or say one thing twice.
 */
static const struct {
	const char *code, *words;
} sayings[] = {
	{ "unauthenticated", N_("You are not signed in, or not any more.") },
	{ "code_wrong",
	    N_("The code or token is wrong, was used, or is too old. Ask for "
	       "another letter.") },
	{ "changed_meanwhile",
	    N_("It was changed meanwhile, from elsewhere. Look at it, and try "
	       "again.") },
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

		char *detail = said_text(proto_text(e, "detail"));

		if (is_missing_option(e, place))
			safe_printf(stderr, _("  %s is missing\n"), place);
		else if (*pointer == '\0')
			safe_printf(stderr, "  %s\n", detail);
		else
			safe_printf(stderr, _("  %s: %s\n"),
			    place != NULL ? place : pointer + 1, detail);
		free(detail);
	}
}

/* By the last parameter of the route's path: what is not there. */
static bool
say_not_found(const struct proto_route *route, const struct link_request *rq)
{
	static const struct {
		const char *parameter, *words;
	} things[] = {
		{ "pool", N_("There is no pool \"%s\" here.\n") },
		{ "introduction",
		    N_("There is no introduction \"%s\" here.\n") },
		{ "round", N_("There is no round \"%s\" here.\n") },
		{ "attribute", N_("There is no attribute \"%s\" here.\n") },
		{ "", N_("There is nothing \"%s\" here.\n") },
	};
	const char *p = route->path, *name = NULL, *value = NULL;
	size_t n, row = 0;

	for (int i = 0; (p = strchr(p, '{')) != NULL; i++) {
		name = ++p;
		value = rq->parameters[i];
	}
	if (name == NULL || value == NULL)
		return false;
	n = strcspn(name, "}");
	while (*things[row].parameter != '\0' &&
	       (strncmp(things[row].parameter, name, n) != 0 ||
		   things[row].parameter[n] != '\0'))
		row++;
	safe_printf(stderr, _(things[row].words), value);
	return true;
}

void
refusal_say(struct json_object *problem, const struct proto_route *route,
    const struct link_request *rq, const struct link_manner *manner)
{
	char *detail;
	const char *code = proto_text(problem, "code");
	struct json_object *errors = proto_get(problem, "errors");

	if (strcmp(code, "not_found") == 0 && say_not_found(route, rq))
		return;
	for (size_t i = 0; i < sizeof(sayings) / sizeof(sayings[0]); i++) {
		if (strcmp(code, sayings[i].code) == 0) {
			fprintf(stderr, "%s\n", _(sayings[i].words));
			return;
		}
	}
	detail = said_text(proto_text(problem, "detail"));
	if (errors != NULL) {
		safe_printf(
		    stderr, _("%s:\n"), _(proto_text(problem, "title")));
		say_errors(errors, manner);
	} else if (*detail == '\0') {
		safe_printf(stderr, "%s.\n", _(proto_text(problem, "title")));
	} else {
		safe_printf(stderr, _("%s: %s.\n"),
		    _(proto_text(problem, "title")), detail);
	}
	free(detail);
}
