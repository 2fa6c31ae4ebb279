/*
 * Commands: see clients/link/command.h. command_help.c says how they are used.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/link/command.h"
#include "clients/link/command_help.h"
#include "clients/link/completion.h"
#include "clients/link/language.h"

#define OPTIONS_MAX 30
#define OPTION_HELP 'h'
#define OPTION_VERSION 'v'
#define OPTION_FIRST 1000 /* and on, by row */

const struct command *
command_at(const struct program *p, size_t i)
{
	for (const struct command *const *t = p->tables; *t != NULL; t++)
		for (const struct command *c = *t; c->name != NULL; c++)
			if (i-- == 0)
				return c;
	return NULL;
}

int
command_words(const struct command *cmd, int argc, char **argv)
{
	const char *space = strchr(cmd->name, ' ');
	size_t n =
	    space == NULL ? strlen(cmd->name) : (size_t)(space - cmd->name);

	if (argc < 1 || strlen(argv[0]) != n ||
	    strncmp(argv[0], cmd->name, n) != 0)
		return 0;
	if (space == NULL)
		return 1;
	return argc >= 2 && strcmp(argv[1], space + 1) == 0 ? 2 : 0;
}

/* --json counts wherever it stands; returns how many words stay. */
static int
take_json(struct context *c, int argc, char **argv)
{
	int kept = 0;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--") == 0) {
			while (i < argc)
				argv[kept++] = argv[i++];
			break;
		}
		if (strcmp(argv[i], "--json") == 0)
			c->is_json = true;
		else
			argv[kept++] = argv[i];
	}
	argv[kept] = NULL;
	return kept;
}

/* --- options -------------------------------------------------------------- */

const char *
command_value(const struct context *c, const char *option)
{
	for (size_t i = c->given_count; i > 0; i--)
		if (strcmp(c->given[i - 1].option->name, option) == 0)
			return c->given[i - 1].value;
	return NULL;
}

void
command_texts(const struct context *c, struct json_object *body)
{
	for (size_t i = 0; i < c->given_count; i++) {
		const struct command_option *o = c->given[i].option;

		if (o->argument != NULL && o->pointer != NULL &&
		    strchr(o->pointer + 1, '/') == NULL)
			json_object_object_add(body, o->pointer + 1,
			    json_object_new_string(c->given[i].value));
	}
}

/* As getopt_long takes them, --help with them, and --version where it may be. */
static void
long_options(const struct command_option *rows,
    struct option longs[OPTIONS_MAX], bool has_version)
{
	int n = 0;

	longs[n++] = (struct option){ "help", no_argument, NULL, OPTION_HELP };
	if (has_version)
		longs[n++] = (struct option){ "version", no_argument, NULL,
			OPTION_VERSION };
	for (int i = 0;
	     rows != NULL && rows[i].name != NULL && n < OPTIONS_MAX - 1; i++)
		longs[n++] = (struct option){ rows[i].name,
			rows[i].argument == NULL ? no_argument
						 : required_argument,
			NULL, OPTION_FIRST + i };
	longs[n] = (struct option){ NULL, 0, NULL, 0 };
}

/* Says what is wrong with the option that getopt stopped at. */
static enum link_status
wrong_option(const struct context *c, const struct command_option *rows,
    int found, const char *word)
{
	const struct command_option *row =
	    optopt >= OPTION_FIRST ? &rows[optopt - OPTION_FIRST] : NULL;
	char why[200];

	if (found == ':' && row != NULL)
		snprintf(why, sizeof(why), _("--%s wants %s"), row->name,
		    _(row->argument));
	else if (row != NULL)
		snprintf(why, sizeof(why), _("--%s takes no value"), row->name);
	else
		snprintf(
		    why, sizeof(why), _("there is no option %.100s"), word);
	return command_wrong(c, why);
}

/* Reads options into c->given, "+" before a command and ":" behind it; optind is
 * then the first word. The option that ends all others, 'h' or 'v', in *ends. */
static enum link_status
read_options(struct context *c, const struct command_option *rows,
    const char *shorts, int argc, char **argv, int *ends)
{
	struct option longs[OPTIONS_MAX];
	int found;

	long_options(rows, longs, *shorts == '+');
	optind = 0; /* getopt begins anew */
	opterr = 0;
	*ends = 0;
	while ((found = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (found == OPTION_HELP || found == OPTION_VERSION) {
			*ends = found;
			return LINK_OK;
		}
		if (found == '?' || found == ':')
			return wrong_option(c, rows, found, argv[optind - 1]);
		if (c->given_count == COMMAND_GIVEN_MAX)
			return command_wrong(
			    c, _("there are too many options"));
		c->given[c->given_count].option = &rows[found - OPTION_FIRST];
		c->given[c->given_count++].value = optarg == NULL ? "" : optarg;
	}
	return LINK_OK;
}

/* What people call a field of the body: the option that gives it, or an
 * attribute's name. */
static const char *
place_of(void *arg, const char *pointer)
{
	static const char attributes[] = "/attributes/";
	static char place[200];
	const struct context *c = arg;
	const struct command_option *o = c->command->options;

	for (; o != NULL && o->name != NULL; o++) {
		if (o->pointer == NULL || strcmp(o->pointer, pointer) != 0)
			continue;
		snprintf(place, sizeof(place), "--%s", o->name);
		return place;
	}
	if (strncmp(pointer, attributes, strlen(attributes)) != 0)
		return NULL;
	pointer += strlen(attributes);
	snprintf(
	    place, sizeof(place), "%.*s", (int)strcspn(pointer, "/"), pointer);
	return place;
}

/* --- running -------------------------------------------------------------- */

enum link_status
command_connect(struct context *c)
{
	const struct link_manner manner = {
		.is_json = c->is_json, .place = place_of, .arg = c
	};
	enum link_status status = LINK_OK;

	if (c->link == NULL)
		status = c->program->connect(c);
	if (status == LINK_OK)
		link_set_manner(c->link, &manner);
	return status;
}

/* argv[0] is the last word of the command's name. */
static enum link_status
run(struct context *c, int argc, char **argv)
{
	enum link_status status;
	int words, ends;
	char why[100];

	status = read_options(c, c->command->options, ":h", argc, argv, &ends);
	if (status == LINK_OK && ends != 0)
		return help_command(c->program, c->command);
	if (status != LINK_OK)
		return status;
	words = argc - optind;
	if (words < c->command->least) {
		snprintf(why, sizeof(why), _("%s is missing"),
		    _(c->command->synopsis));
		return command_wrong(c, why);
	}
	if (words > c->command->most)
		return command_wrong(c, c->command->most == 0
					    ? _("it takes no words")
					    : _("there are too many words"));
	/* A script is printed where nobody has a home, as in a build. */
	if (c->command->run != completion_run &&
	    (status = command_connect(c)) != LINK_OK)
		return status;
	return c->command->run(c, words, argv + optind);
}

enum link_status
command_options(struct context *c, int argc, char **argv, int *first)
{
	const struct program *p = c->program;
	enum link_status status;
	int ends;

	*first = 0;
	status = read_options(c, p->options, "+:h", argc, argv, &ends);
	if (status == LINK_OK && p->begin != NULL)
		status = p->begin(c);
	if (status != LINK_OK)
		return status;
	if (ends == OPTION_VERSION) {
		printf("%s %s\n", p->name, SERENDIP_VERSION);
		return LINK_OK;
	}
	if (ends == OPTION_HELP ||
	    (optind + 1 == argc && strcmp(argv[optind], "help") == 0))
		return help_program(p);
	if (optind == argc)
		return help_lost(p, 0, argv);
	c->is_json = command_value(c, "json") != NULL;
	*first = optind;
	return LINK_OK;
}

enum link_status
command_run(struct context *c, int argc, char **argv)
{
	const struct program *p = c->program;
	const struct command *cmd;
	bool wants_help;

	c->given_count = 0; /* those before the command have been read */
	argc = take_json(c, argc, argv);
	if (argc == 0)
		return help_lost(p, 0, argv);
	wants_help = strcmp(argv[0], "help") == 0 && argc > 1;
	argc -= wants_help;
	argv += wants_help;
	for (size_t i = 0; (cmd = command_at(p, i)) != NULL; i++) {
		int words = command_words(cmd, argc, argv);

		if (words == 0)
			continue;
		c->command = cmd;
		if (wants_help)
			return help_command(p, cmd);
		return run(c, argc - words + 1, argv + words - 1);
	}
	if (wants_help || (argc > 1 && strcmp(argv[1], "--help") == 0))
		return help_group(p, argv[0]) ? LINK_OK
					      : help_lost(p, argc, argv);
	return help_lost(p, argc, argv);
}

enum link_status
command_json(struct json_object *reply)
{
	puts(reply == NULL ? "{}"
			   : json_object_to_json_string_ext(
				 reply, JSON_C_TO_STRING_PRETTY |
					    JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(reply);
	return LINK_OK;
}
