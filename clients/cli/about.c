/*
 * The community as its server describes it: labels, and attributes between the
 * command line and JSON. See clients/cli/cli.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/safe.h"

static struct json_object *about_known;

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

const char *
about_language(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && *value != '\0')
			return strncmp(value, "fr", 2) == 0 ? "fr" : "en";
	}
	return "en";
}

const char *
about_label(struct json_object *labels)
{
	const char *label = proto_text(labels, about_language());

	if (label == NULL)
		label = proto_text(labels, "en");
	return label != NULL ? label : "–";
}

const char *
about_word(struct json_object *attribute, const char *word)
{
	struct json_object *words = proto_get(attribute, "words");

	for (size_t i = 0; words != NULL && i < json_object_array_length(words);
	     i++) {
		struct json_object *w = json_object_array_get_idx(words, i);

		if (strcmp(proto_text(w, "word"), word) == 0)
			return about_label(proto_get(w, "label"));
	}
	return word;
}

/* --- from the command line ------------------------------------------------ */

static struct json_object *
split_list(const char *value)
{
	struct json_object *list = json_object_new_array();

	while (*value != '\0') {
		size_t n = strcspn(value, ";");
		const char *start = value + strspn(value, " ");
		size_t len =
		    start > value + n ? 0 : n - (size_t)(start - value);

		while (len > 0 && start[len - 1] == ' ')
			len--;
		if (len > 0)
			json_object_array_add(
			    list, json_object_new_string_len(start, (int)len));
		value += n + (value[n] == ';');
	}
	return list;
}

static struct json_object *
value_json(struct json_object *attribute, const char *value)
{
	const char *type = proto_text(attribute, "type");
	char *end;
	double number;

	if (strcmp(type, "tags") == 0 || strcmp(type, "hours") == 0)
		return split_list(value);
	if (strcmp(type, "scale") == 0 && !proto_has(attribute, "words")) {
		number = strtod(value, &end);
		if (*end == '\0' && end != value)
			return json_object_new_double_s(number, value);
	}
	return json_object_new_string(value);
}

bool
about_set(struct json_object *about, struct json_object *attributes,
    const char *assignment)
{
	const char *equals = strchr(assignment, '=');
	struct json_object *attribute;
	char *name;

	if (equals == NULL) {
		fprintf(stderr, "\"%s\": write ATTRIBUTE=VALUE\n", assignment);
		return false;
	}
	name = strndup(assignment, (size_t)(equals - assignment));
	attribute = name == NULL ? NULL : about_attribute(about, name);
	if (attribute == NULL)
		fprintf(stderr,
		    "This community has no attribute \"%s\"; see "
		    "serendip about\n",
		    name == NULL ? "" : name);
	else
		json_object_object_add(attributes, name,
		    equals[1] == '\0' ? NULL
				      : value_json(attribute, equals + 1));
	free(name);
	return attribute != NULL;
}

/* --- to the terminal ------------------------------------------------------ */

static void
print_value(struct json_object *attribute, struct json_object *v)
{
	if (json_object_is_type(v, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(v); i++) {
			if (i > 0)
				fputs(", ", stdout);
			safe_print(
			    stdout, about_word(attribute,
					json_object_get_string(
					    json_object_array_get_idx(v, i))));
		}
	} else {
		safe_print(
		    stdout, about_word(attribute, json_object_get_string(v)));
	}
}

void
about_print(struct json_object *about, struct json_object *attributes,
    const char *indent)
{
	json_object_object_foreach(attributes, name, v)
	{
		struct json_object *attribute = about_attribute(about, name);

		if (v == NULL)
			continue;
		fputs(indent, stdout);
		safe_print(
		    stdout, attribute == NULL
				? name
				: about_label(proto_get(attribute, "title")));
		fputs(": ", stdout);
		print_value(attribute, v);
		putchar('\n');
	}
}
