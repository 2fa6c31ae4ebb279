/*
 * serendip about: what this community asks, and its pools.
 */
#include <stdio.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/safe.h"

#define WORDS_SHOWN 200

static void
print_words(struct json_object *words)
{
	size_t n = json_object_array_length(words);

	for (size_t i = 0; i < n && i < WORDS_SHOWN; i++) {
		struct json_object *w = json_object_array_get_idx(words, i);

		fputs("      ", stdout);
		safe_print(stdout, proto_text(w, "word"));
		fputs("  ", stdout);
		safe_print(stdout, about_label(proto_get(w, "label")));
		putchar('\n');
	}
	if (n > WORDS_SHOWN)
		printf("      … %zu more: serendip --json about\n",
		    n - WORDS_SHOWN);
}

static void
print_attribute(struct json_object *a)
{
	struct json_object *words = proto_get(a, "words");

	fputs("  ", stdout);
	safe_print(stdout, proto_text(a, "name"));
	printf("  (%s%s)  ", proto_text(a, "type"),
	    proto_bool(a, "required", false) ? ", required" : "");
	safe_print(stdout, about_label(proto_get(a, "title")));
	putchar('\n');
	if (words != NULL)
		print_words(words);
	else if (proto_has(a, "word_count"))
		printf("      one of %d words: serendip words %s NAME\n",
		    (int)proto_int(a, "word_count", 0), proto_text(a, "name"));
	else if (strcmp(proto_text(a, "type"), "hours") == 0)
		puts("      such as mon 12-14;thu 9-11, in your own time zone");
}

static void
print_pool(struct json_object *p)
{
	struct json_object *rules = proto_get(p, "rules");

	fputs("  ", stdout);
	safe_print(stdout, proto_text(p, "name"));
	fputs("  ", stdout);
	safe_print(stdout, about_label(proto_get(p, "title")));
	if (proto_text(p, "calendar") != NULL) {
		fputs(", ", stdout);
		safe_print(stdout, proto_text(p, "calendar"));
		fputs(" (", stdout);
		safe_print(stdout, proto_text(p, "zone"));
		fputc(')', stdout);
	}
	putchar('\n');
	for (size_t i = 0; i < json_object_array_length(rules); i++) {
		fputs("      always: ", stdout);
		safe_print(stdout, json_object_get_string(
				       json_object_array_get_idx(rules, i)));
		putchar('\n');
	}
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
	safe_print(stdout, proto_text(about, "name"));
	fputs("\nTerms: version ", stdout);
	safe_print(stdout, proto_text(about, "terms_version"));
	if (proto_text(about, "terms_url") != NULL) {
		fputs(", ", stdout);
		safe_print(stdout, proto_text(about, "terms_url"));
	}
	printf("\nMembers are at least %d years old.\n\nProfile:\n",
	    (int)proto_int(about, "minimum_age", 0));
	list = proto_get(about, "attributes");
	for (size_t i = 0; i < json_object_array_length(list); i++)
		print_attribute(json_object_array_get_idx(list, i));
	puts("\nPools:");
	list = proto_get(about, "pools");
	for (size_t i = 0; i < json_object_array_length(list); i++)
		print_pool(json_object_array_get_idx(list, i));
	return LINK_OK;
}
