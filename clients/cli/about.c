/*
 * The community as its server describes it: labels, and attributes between the
 * command line and JSON. See clients/cli/cli.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/cli/paper.h"
#include "clients/link/language.h"

static struct json_object *about_known;
static struct link *about_link; /* that it came by */

static void
about_forget(void)
{
	json_object_put(about_known);
}

enum link_status
about_get(struct context *c, struct json_object **about)
{
	enum link_status status = LINK_OK;

	if (about_known == NULL) {
		status = link_call(c->link, ROUTE_ABOUT, NULL, &about_known);
		if (status == LINK_OK)
			atexit(about_forget);
		about_link = c->link;
	}
	*about = about_known;
	return status;
}

struct json_object *
about_attribute(struct json_object *about, const char *name)
{
	struct json_object *list = proto_get(about, "attributes");

	for (size_t i = 0; list != NULL && i < json_object_array_length(list);
	     i++) {
		struct json_object *a = json_object_array_get_idx(list, i);

		if (strcmp(proto_text(a, "name"), name) == 0)
			return a;
	}
	return NULL;
}

struct json_object *
about_words(struct json_object *attribute)
{
	struct link_request rq = { .parameters = {
				       proto_text(attribute, "name") } };
	struct json_object *words = proto_get(attribute, "words"), *all = NULL;

	if (words != NULL || (!proto_has(attribute, "word_count") &&
				 !proto_has(attribute, "idea_count")))
		return words;
	if (link_call(about_link, ROUTE_VOCABULARY, &rq, &all) != LINK_OK)
		exit(LINK_REFUSED); /* it has been said why */
	words = json_object_get(proto_get(all, "words"));
	json_object_object_add(attribute, "words", words);
	json_object_put(all);
	return words;
}

const char *
about_label(struct json_object *labels)
{
	const char *label = proto_text(labels, language_get());

	if (label == NULL)
		label = proto_text(labels, "en");
	return label != NULL ? label : "–";
}

const char *
about_word(struct json_object *attribute, const char *word)
{
	struct json_object *words = about_words(attribute);

	for (size_t i = 0; words != NULL && i < json_object_array_length(words);
	     i++) {
		struct json_object *w = json_object_array_get_idx(words, i);

		if (strcmp(proto_text(w, "word"), word) == 0)
			return about_label(proto_get(w, "label"));
	}
	return word;
}

/* --- to the terminal ------------------------------------------------------ */

/* "mon 12-14" with the day as people call it; other words by their labels. */
static void
write_word(FILE *f, struct json_object *attribute, const char *word)
{
	char day[4] = "";

	if (attribute == NULL ||
	    strcmp(proto_text(attribute, "type"), "hours") != 0) {
		fputs(about_word(attribute, word), f);
		return;
	}
	snprintf(day, sizeof(day), "%s", word);
	fprintf(f, "%s%s", api_word("day", day), word + strlen(day));
}

static void
write_value(FILE *f, struct json_object *attribute, struct json_object *v)
{
	if (!json_object_is_type(v, json_type_array)) {
		write_word(f, attribute, json_object_get_string(v));
		return;
	}
	for (size_t i = 0; i < json_object_array_length(v); i++) {
		fputs(i > 0 ? ", " : "", f);
		write_word(f, attribute,
		    json_object_get_string(json_object_array_get_idx(v, i)));
	}
}

static void
print_attribute(struct json_object *attribute, const char *name,
    struct json_object *v, const char *zone, int indent)
{
	size_t len = 0;
	char *text = NULL;
	FILE *f = link_text(&text, &len);

	fputs(attribute == NULL ? name
				: about_label(proto_get(attribute, "title")),
	    f);
	if (zone != NULL && attribute != NULL &&
	    strcmp(proto_text(attribute, "type"), "hours") == 0)
		fprintf(f, " (%s)", zone);
	fputs(_(": "), f);
	write_value(f, attribute, v);
	fclose(f);
	paper_text(indent, PAPER_PLAIN, text);
	free(text);
}

void
about_print(struct json_object *about, struct json_object *attributes,
    const char *zone, int indent)
{
	json_object_object_foreach(attributes, name, v)
	{
		if (v != NULL)
			print_attribute(about_attribute(about, name), name, v,
			    zone, indent);
	}
}
