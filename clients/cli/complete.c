/*
 * Completion of what the server knows: see clients/cli/cli.h. Where it does not
 * answer at once, all pages of a list together, nothing is offered.
 */
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/completion.h"
#include "clients/link/pages.h"

#define SECONDS 2

/* What a word of a synopsis or of an option stands for. */
static const struct {
	const char *command; /* NULL: any */
	const char *word;
	enum proto_route_id route;
	const char *list, *field, *about;
	bool is_paged;
} sources[] = {
	{ NULL, "POOL", ROUTE_POOLS, "pools", "name", NULL, false },
	{ NULL, "KIND", ROUTE_LETTERS, "kinds", "kind", "title", false },
	{ "sessions end", "ID", ROUTE_SESSIONS, "sessions", "id", "created_at",
	    false },
	{ "invitations end", "ID", ROUTE_INVITATIONS, "invitations", "id",
	    "created_at", true },
	{ "blocks remove", "ID", ROUTE_BLOCKS, "blocks", "id", "name", false },
	{ "ties remove", "ADDRESS|ID", ROUTE_TIES, "ties", "email", NULL,
	    true },
	{ NULL, "ID", ROUTE_INTRODUCTIONS, "introductions", "id", "offered_at",
	    true },
	{ NULL, "ID|ADDRESS", ROUTE_INTRODUCTIONS, "introductions", "id",
	    "offered_at", true },
};

static struct json_object *
ask(struct context *c, enum proto_route_id route, bool is_paged)
{
	struct link_request rq = { .seconds = SECONDS };
	struct json_object *reply = NULL;
	enum link_status status = is_paged
				      ? pages_all(c->link, route, &rq, &reply)
				      : link_call(c->link, route, &rq, &reply);

	return status == LINK_OK ? reply : NULL;
}

static void
offer_list(struct context *c, size_t source, const char *typed)
{
	struct json_object *reply =
	    ask(c, sources[source].route, sources[source].is_paged);
	struct json_object *list =
	    reply == NULL ? NULL : proto_get(reply, sources[source].list);

	for (size_t i = 0; list != NULL && i < json_object_array_length(list);
	     i++) {
		struct json_object *o = json_object_array_get_idx(list, i);
		const char *word = proto_text(o, sources[source].field);
		const char *about = sources[source].about;

		if (word != NULL)
			completion_offer(c, word,
			    about == NULL ? NULL : proto_text(o, about), typed);
	}
	json_object_put(reply);
}

/* "domain=crafts/violin-maker": its words where they are few. */
static void
offer_words(struct context *c, struct json_object *attribute, const char *typed)
{
	struct json_object *words = proto_get(attribute, "words");
	char word[300];

	for (size_t i = 0; words != NULL && i < json_object_array_length(words);
	     i++) {
		struct json_object *w = json_object_array_get_idx(words, i);

		snprintf(word, sizeof(word), "%s=%s",
		    proto_text(attribute, "name"), proto_text(w, "word"));
		completion_offer(
		    c, word, about_label(proto_get(w, "label")), typed);
	}
}

static void
offer_attributes(struct context *c, const char *typed, bool is_assigned)
{
	struct json_object *about = ask(c, ROUTE_ABOUT, false);
	struct json_object *list =
	    about == NULL ? NULL : proto_get(about, "attributes");

	for (size_t i = 0; list != NULL && i < json_object_array_length(list);
	     i++) {
		struct json_object *a = json_object_array_get_idx(list, i);
		const char *name = proto_text(a, "name");
		size_t n = strlen(name);
		char word[200];

		if (is_assigned && strncmp(typed, name, n) == 0 &&
		    typed[n] == '=') {
			offer_words(c, a, typed);
			continue;
		}
		snprintf(
		    word, sizeof(word), "%s%s", name, is_assigned ? "=" : "");
		completion_offer(
		    c, word, about_label(proto_get(a, "title")), typed);
	}
	json_object_put(about);
}

void
complete_offer(struct context *c, const char *word, const char *typed)
{
	if (strcmp(word, "ATTRIBUTE") == 0 ||
	    strcmp(word, "ATTRIBUTE=VALUE") == 0) {
		offer_attributes(c, typed, strchr(word, '=') != NULL);
		return;
	}
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (strcmp(sources[i].word, word) != 0 ||
		    (sources[i].command != NULL &&
			strcmp(sources[i].command, c->command->name) != 0))
			continue;
		offer_list(c, i, typed);
		return;
	}
}
