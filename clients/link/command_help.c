/*
 * How commands are used: see clients/link/command_help.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/link/command_help.h"
#include "clients/link/language.h"

#define COMMAND_COLUMN 35
#define OPTION_COLUMN 25
#define USAGE_COLUMNS 60 /* of options; more are [OPTIONS] */

static int
characters(const char *s)
{
	int n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static int
option_count(const struct command *cmd)
{
	int n = 0;

	while (cmd->options != NULL && cmd->options[n].name != NULL)
		n++;
	return n;
}

/* "[--code CODE] [--token TOKEN]", or [OPTIONS] where that would be long; a new
 * text. */
static char *
usage_options(const struct command_option *rows)
{
	size_t len = 0;
	char *text = NULL;
	FILE *f = link_text(&text, &len);

	for (const char *gap = ""; rows != NULL && rows->name != NULL; rows++) {
		fprintf(f, "%s[--%s%s%s]", gap, rows->name,
		    rows->argument == NULL ? "" : " ",
		    rows->argument == NULL ? "" : _(rows->argument));
		gap = " ";
	}
	fclose(f);
	if (characters(text) <= USAGE_COLUMNS)
		return text;
	free(text);
	return link_copy(_("[OPTIONS]"));
}

static void
print_usage(FILE *out, const struct program *p, const struct command *cmd)
{
	char *options = usage_options(cmd->options);

	fprintf(out, _("Usage: %s %s"), p->name, cmd->name);
	fprintf(out, "%s%s%s%s\n", *options == '\0' ? "" : " ", options,
	    *cmd->synopsis == '\0' ? "" : " ", _(cmd->synopsis));
	free(options);
}

enum link_status
command_wrong(const struct context *c, const char *why)
{
	const char *name = c->program->name;

	if (c->command == NULL) {
		fprintf(stderr, "%s: %s\n", name, why);
		fprintf(stderr, _("See %s --help.\n"), name);
		return LINK_USAGE;
	}
	fprintf(stderr, "%s %s: %s\n", name, c->command->name, why);
	print_usage(stderr, c->program, c->command);
	fprintf(stderr, _("See %s %s --help.\n"), name, c->command->name);
	return LINK_USAGE;
}

/* "  --name NAME    what it is", the help's further lines below its first. */
static void
print_option(const struct command_option *o)
{
	const char *argument = o->argument == NULL ? NULL : _(o->argument);
	const char *line = _(o->help);
	int room = OPTION_COLUMN - 4 - characters(o->name);

	printf("  --%s", o->name);
	if (argument != NULL) {
		printf(" %s", argument);
		room -= 1 + characters(argument);
	}
	if (room < 2) {
		putchar('\n');
		room = OPTION_COLUMN;
	}
	while (*line != '\0') {
		size_t n = strcspn(line, "\n");

		printf("%*s%.*s\n", room, "", (int)n, line);
		line += n + (line[n] == '\n');
		room = OPTION_COLUMN;
	}
}

static bool
is_below(const struct command *cmd, const char *first)
{
	size_t n = strlen(first);

	return strncmp(cmd->name, first, n) == 0 && cmd->name[n] == ' ';
}

enum link_status
help_command(const struct program *p, const struct command *cmd)
{
	const struct command *c;
	bool is_one = false;

	print_usage(stdout, p, cmd);
	printf("\n%s\n", _(cmd->summary));
	if (option_count(cmd) > 0)
		putchar('\n');
	for (int i = 0; i < option_count(cmd); i++)
		print_option(&cmd->options[i]);
	if (cmd->help != NULL)
		printf("\n%s\n", _(cmd->help));
	for (size_t i = 0; (c = command_at(p, i)) != NULL; i++) {
		if (!is_below(c, cmd->name))
			continue;
		printf("%s%s %s", is_one ? ", " : _("\nSee also: "), p->name,
		    c->name);
		is_one = true;
	}
	fputs(is_one ? "\n" : "", stdout);
	return LINK_OK;
}

static void
print_row(const struct command *cmd)
{
	const char *synopsis = _(cmd->synopsis);
	const char *options = option_count(cmd) > 0 ? _("[OPTIONS]") : "";
	const char *blank = *options == '\0' ? "" : " ";
	int room = COMMAND_COLUMN - characters(cmd->name) - 1 -
		   characters(synopsis) - characters(options) -
		   (int)strlen(blank);

	printf("  %s %s%s%s", cmd->name, options, blank, synopsis);
	if (room < 1) {
		putchar('\n');
		room = COMMAND_COLUMN + 2;
	}
	printf("%*s%s\n", room, "", _(cmd->summary));
}

bool
help_group(const struct program *p, const char *first)
{
	const struct command *c;
	bool is_one = false;

	for (size_t i = 0; (c = command_at(p, i)) != NULL; i++) {
		if (!is_below(c, first))
			continue;
		if (!is_one)
			printf(_("Usage: %s %s COMMAND …\n\n"), p->name, first);
		is_one = true;
		print_row(c);
	}
	return is_one;
}

enum link_status
help_lost(const struct program *p, int argc, char **argv)
{
	const struct command *c;
	bool is_group = false;

	for (size_t i = 0; argc > 0 && (c = command_at(p, i)) != NULL; i++) {
		if (!is_below(c, argv[0]))
			continue;
		if (!is_group && argc > 1)
			fprintf(stderr,
			    _("%s: no command \"%s %s\"; there is:"), p->name,
			    argv[0], argv[1]);
		else if (!is_group)
			fprintf(stderr, _("%s: say which:"), p->name);
		fprintf(stderr, "%s %s", is_group ? "," : "", c->name);
		is_group = true;
	}
	if (is_group) {
		fputc('\n', stderr);
		fprintf(stderr, _("See %s %s --help.\n"), p->name, argv[0]);
		return LINK_USAGE;
	}
	if (argc > 0) {
		fprintf(stderr, _("%s: no command \"%s\""), p->name, argv[0]);
		fputc('\n', stderr);
	}
	fprintf(stderr, _("See %s --help.\n"), p->name);
	return LINK_USAGE;
}

enum link_status
help_program(const struct program *p)
{
	const struct command *c;
	char *options;

	fputs(_("Usage:"), stdout);
	options = usage_options(p->options);
	printf(" %s %s %s\n\n", p->name, options, _("COMMAND …"));
	free(options);
	if (p->summary != NULL)
		printf("%s\n\n", _(p->summary));
	for (size_t i = 0; (c = command_at(p, i)) != NULL; i++)
		print_row(c);
	putchar('\n');
	for (const struct command_option *o = p->options; o->name != NULL; o++)
		print_option(o);
	printf("\n%s\n", _(p->ending));
	return LINK_OK;
}
