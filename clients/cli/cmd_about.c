/*
 * serendip about: what this community asks, and its pools.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"
#include "clients/link/said.h"

#define WORDS_SHOWN 200

static void
print_words(struct json_object *words)
{
	size_t n = json_object_array_length(words);

	for (size_t i = 0; i < n && i < WORDS_SHOWN; i++) {
		struct json_object *w = json_object_array_get_idx(words, i);

		paper_textf(6, PAPER_PLAIN, "%s  %s", proto_text(w, "word"),
		    about_label(proto_get(w, "label")));
	}
	if (n > WORDS_SHOWN)
		paper_textf(6, PAPER_PLAIN,
		    _("… %zu more: serendip --json about"), n - WORDS_SHOWN);
}

static void
print_attribute(struct json_object *a)
{
	struct json_object *words = proto_get(a, "words");
	const char *name = proto_text(a, "name"), *type = proto_text(a, "type");

	paper_textf(2, PAPER_PLAIN,
	    proto_bool(a, "required", false) ? _("%s  (%s, required)  %s")
					     : "%s  (%s)  %s",
	    name, api_word("type", type), about_label(proto_get(a, "title")));
	if (words != NULL)
		print_words(words);
	else if (proto_has(a, "word_count"))
		paper_textf(6, PAPER_PLAIN,
		    _("one of %d words: serendip words %s NAME"),
		    (int)proto_int(a, "word_count", 0), name);
	else if (strcmp(type, "hours") == 0)
		paper_text(6, PAPER_PLAIN,
		    _("such as mon 12-14;thu 9-11, in your own time zone"));
}

static void
print_pool(struct json_object *p)
{
	struct json_object *rules = proto_get(p, "rules");
	const char *name = proto_text(p, "name");
	const char *title = about_label(proto_get(p, "title"));
	char *calendar = said_text(proto_text(p, "calendar"));

	if (calendar != NULL)
		paper_textf(2, PAPER_PLAIN, "%s  %s, %s (%s)", name, title,
		    calendar, proto_text(p, "zone"));
	else
		paper_textf(2, PAPER_PLAIN, "%s  %s", name, title);
	free(calendar);
	for (size_t i = 0; i < json_object_array_length(rules); i++)
		paper_textf(6, PAPER_PLAIN, _("always: %s"),
		    json_object_get_string(
			json_object_array_get_idx(rules, i)));
}

enum link_status
cmd_about(struct context *c, int argc, char **argv)
{
	struct json_object *about, *list;
	enum link_status status;

	(void)argc;
	(void)argv;
	if ((status = about_get(c, &about)) != LINK_OK)
		return status;
	if (c->is_json)
		return command_json(json_object_get(about));
	paper_text(0, PAPER_STRONG, proto_text(about, "name"));
	if (proto_text(about, "terms_url") != NULL)
		paper_textf(0, PAPER_PLAIN, _("Terms: version %s, %s"),
		    proto_text(about, "terms_version"),
		    proto_text(about, "terms_url"));
	else
		paper_textf(0, PAPER_PLAIN, _("Terms: version %s"),
		    proto_text(about, "terms_version"));
	paper_textf(0, PAPER_PLAIN, _("Members are at least %d years old."),
	    (int)proto_int(about, "minimum_age", 0));
	putchar('\n');
	paper_text(0, PAPER_STRONG, _("Profile:"));
	list = proto_get(about, "attributes");
	for (size_t i = 0; i < json_object_array_length(list); i++)
		print_attribute(json_object_array_get_idx(list, i));
	putchar('\n');
	paper_text(0, PAPER_STRONG, _("Pools:"));
	list = proto_get(about, "pools");
	for (size_t i = 0; i < json_object_array_length(list); i++)
		print_pool(json_object_array_get_idx(list, i));
	return LINK_OK;
}
