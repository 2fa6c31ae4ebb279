/*
 * serendip signup: from options, and from questions where somebody can answer.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/cli/cli.h"
#include "clients/link/safe.h"

static const struct option options[] = {
	{ "email", required_argument, NULL, 'e' },
	{ "name", required_argument, NULL, 'n' },
	{ "language", required_argument, NULL, 'l' },
	{ "zone", required_argument, NULL, 'z' },
	{ "pitch", required_argument, NULL, 'p' },
	{ "set", required_argument, NULL, 's' },
	{ "accept-terms", required_argument, NULL, 't' },
	{ "of-age", no_argument, NULL, 'a' },
	{ NULL, 0, NULL, 0 },
};

static const char *
field_of(int option)
{
	for (size_t i = 0; options[i].name != NULL; i++)
		if (options[i].val == option)
			return options[i].name;
	return NULL;
}

static void
put_text(struct json_object *o, const char *field, const char *value)
{
	json_object_object_add(o, field, json_object_new_string(value));
}

/* The zone of this machine, or NULL. */
static char *
own_zone(void)
{
	const char *tz = getenv("TZ"), *at;
	char line[80] = "", *real = realpath("/etc/localtime", NULL);
	FILE *f;

	if (tz != NULL && strchr(tz, '/') != NULL)
		snprintf(line, sizeof(line), "%s", tz + (*tz == ':'));
	else if ((f = fopen("/etc/timezone", "r")) != NULL) {
		if (fgets(line, sizeof(line), f) == NULL)
			line[0] = '\0';
		fclose(f);
	} else if (real != NULL && (at = strstr(real, "zoneinfo/")) != NULL) {
		snprintf(line, sizeof(line), "%s", at + 9);
	}
	free(real);
	line[strcspn(line, "\r\n")] = '\0';
	return link_copy(*line == '\0' ? "UTC" : line);
}

static enum link_status
read_options(struct context *c, struct json_object *body, int argc, char **argv)
{
	struct json_object *consent = proto_get(body, "consent");
	struct json_object *attributes = proto_get(body, "attributes");
	struct json_object *about;
	enum link_status status;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 's':
			if ((status = about_get(c, &about)) != LINK_OK)
				return status;
			if (!about_set(about, attributes, optarg))
				return LINK_REFUSED;
			break;
		case 't':
			put_text(consent, "terms_version", optarg);
			break;
		case 'a':
			json_object_object_add(
			    consent, "of_age", json_object_new_boolean(1));
			break;
		case '?':
			return command_wrong("");
		default:
			put_text(body, field_of(option), optarg);
		}
	}
	if (optind < argc)
		return command_wrong("signup takes options only");
	return LINK_OK;
}

/* --- questions ------------------------------------------------------------ */

/* Asks for a field that is missing; false at the end of the input. */
static bool
ask_field(struct json_object *body, const char *field, const char *question,
    const char *fallback)
{
	char *answer;

	if (proto_has(body, field))
		return true;
	if ((answer = ask_line(question, fallback)) == NULL)
		return false;
	if (*answer != '\0')
		put_text(body, field, answer);
	free(answer);
	return true;
}

static void
suggest(struct json_object *attribute)
{
	struct json_object *words = proto_get(attribute, "words");
	const char *type = proto_text(attribute, "type");

	for (size_t i = 0; words != NULL && i < json_object_array_length(words);
	     i++) {
		struct json_object *w = json_object_array_get_idx(words, i);

		fprintf(stderr, "    %-36s ", proto_text(w, "word"));
		safe_print(stderr, about_label(proto_get(w, "label")));
		fputc('\n', stderr);
	}
	if (strcmp(type, "hours") == 0)
		fputs("    such as mon 12-14;thu 9-11\n", stderr);
	else if (strcmp(type, "tags") == 0)
		fputs("    several are separated by ;\n", stderr);
}

static bool
ask_attribute(struct json_object *about, struct json_object *attributes,
    struct json_object *attribute)
{
	const char *name = proto_text(attribute, "name");
	bool is_required = proto_bool(attribute, "required", false);
	char *answer, assignment[1000];

	if (proto_has(attributes, name))
		return true;
	suggest(attribute);
	do {
		answer =
		    ask_line(about_label(proto_get(attribute, "title")), NULL);
		if (answer == NULL)
			return false;
		snprintf(assignment, sizeof(assignment), "%s=%s", name, answer);
		if (*answer != '\0')
			(void)about_set(about, attributes, assignment);
		free(answer);
	} while (is_required && !proto_has(attributes, name));
	return true;
}

static bool
ask_consent(struct json_object *about, struct json_object *consent)
{
	char question[200], *answer;
	bool yes;

	if (proto_has(consent, "terms_version") && proto_has(consent, "of_age"))
		return true;
	if (proto_text(about, "terms_url") != NULL) {
		fputs("    The terms: ", stderr);
		safe_print(stderr, proto_text(about, "terms_url"));
		fputc('\n', stderr);
	}
	snprintf(question, sizeof(question),
	    "Do you accept the terms, version "
	    "%s, and are you at least %d years old? (yes/no)",
	    proto_text(about, "terms_version"),
	    (int)proto_int(about, "minimum_age", 0));
	if ((answer = ask_line(question, NULL)) == NULL)
		return false;
	yes = strcmp(answer, "yes") == 0 || strcmp(answer, "oui") == 0;
	free(answer);
	if (!yes)
		return false;
	put_text(consent, "terms_version", proto_text(about, "terms_version"));
	json_object_object_add(consent, "of_age", json_object_new_boolean(1));
	return true;
}

static bool
ask_all(struct context *c, struct json_object *body)
{
	struct json_object *about = NULL, *list;
	char *zone = own_zone();
	bool ok =
	    about_get(c, &about) == LINK_OK &&
	    ask_field(body, "email", "E-mail address", NULL) &&
	    ask_field(body, "name", "Name shown (a pseudonym is fine)", NULL) &&
	    ask_field(
		body, "language", "Language (en or fr)", about_language()) &&
	    ask_field(body, "zone", "Time zone", zone) &&
	    ask_field(body, "pitch",
		"What you do, offer and seek, in a "
		"sentence or two",
		NULL);

	free(zone);
	list = proto_get(about, "attributes");
	for (size_t i = 0; ok && i < json_object_array_length(list); i++)
		ok = ask_attribute(about, proto_get(body, "attributes"),
		    json_object_array_get_idx(list, i));
	return ok && ask_consent(about, proto_get(body, "consent"));
}

enum link_status
cmd_signup(struct context *c, int argc, char **argv)
{
	struct json_object *body = json_object_new_object(), *reply = NULL;
	struct link_request rq = { .body = body };
	enum link_status status;
	char *zone;

	json_object_object_add(body, "consent", json_object_new_object());
	json_object_object_add(body, "attributes", json_object_new_object());
	status = read_options(c, body, argc, argv);
	if (status == LINK_OK && ask_is_possible() && !ask_all(c, body)) {
		fputs("Nothing was sent.\n", stderr);
		status = LINK_REFUSED;
	}
	if (status == LINK_OK && !proto_has(body, "zone")) {
		zone = own_zone();
		put_text(body, "zone", zone);
		free(zone);
	}
	if (status == LINK_OK)
		status = link_call(c->link, ROUTE_SIGNUP, &rq, &reply);
	json_object_put(body);
	return status == LINK_OK ? signin_attempted(c, reply) : status;
}
