/*
 * How commands are used: see clients/link/command_help.h.
 */
#include <stdio.h>
#include <string.h>
#include "clients/link/command_help.h"

#define COMMAND_COLUMN 35
#define OPTION_COLUMN 25
#define SHOWN_OPTIONS 4 /* in a usage; more are [OPTIONS] */

static const char *program;
static const struct command *commands;

void
help_set(const char *name, const struct command *table)
{
	program = name;
	commands = table;
}

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

static void
print_usage(FILE *out, const struct command *cmd)
{
	int options = option_count(cmd);

	fprintf(out, "Usage: %s %s", program, cmd->name);
	if (options > SHOWN_OPTIONS)
		fputs(" [OPTIONS]", out);
	for (int i = 0; options <= SHOWN_OPTIONS && i < options; i++) {
		const struct command_option *o = &cmd->options[i];

		fprintf(out, " [--%s%s%s]", o->name,
		    o->argument == NULL ? "" : " ",
		    o->argument == NULL ? "" : o->argument);
	}
	fprintf(
	    out, "%s%s\n", *cmd->synopsis == '\0' ? "" : " ", cmd->synopsis);
}

enum link_status
command_wrong(const struct context *c, const char *why)
{
	fprintf(stderr, "%s %s: %s\n", program, c->command->name, why);
	print_usage(stderr, c->command);
	fprintf(stderr, "See %s %s --help.\n", program, c->command->name);
	return LINK_USAGE;
}

/* "  --name NAME    what it is", the help's further lines below its first. */
static void
print_option(const struct command_option *o)
{
	const char *line = o->help;
	int room = OPTION_COLUMN - 4 - characters(o->name);

	printf("  --%s", o->name);
	if (o->argument != NULL) {
		printf(" %s", o->argument);
		room -= 1 + characters(o->argument);
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
help_command(const struct command *cmd)
{
	bool is_one = false;

	print_usage(stdout, cmd);
	printf("\n%s\n", cmd->summary);
	if (option_count(cmd) > 0)
		putchar('\n');
	for (int i = 0; i < option_count(cmd); i++)
		print_option(&cmd->options[i]);
	if (cmd->help != NULL)
		printf("\n%s\n", cmd->help);
	for (const struct command *c = commands; c->name != NULL; c++) {
		if (!is_below(c, cmd->name))
			continue;
		printf("%s%s %s", is_one ? ", " : "\nSee also: ", program,
		    c->name);
		is_one = true;
	}
	fputs(is_one ? "\n" : "", stdout);
	return LINK_OK;
}

static void
print_row(const struct command *cmd)
{
	bool has_options = option_count(cmd) > 0;
	int room = COMMAND_COLUMN - characters(cmd->name) - 1 -
		   characters(cmd->synopsis) - (has_options ? 10 : 0);

	printf("  %s %s%s", cmd->name, has_options ? "[OPTIONS] " : "",
	    cmd->synopsis);
	if (room < 1) {
		putchar('\n');
		room = COMMAND_COLUMN + 2;
	}
	printf("%*s%s\n", room, "", cmd->summary);
}

bool
help_group(const char *first)
{
	bool is_one = false;

	for (const struct command *c = commands; c->name != NULL; c++) {
		if (!is_below(c, first))
			continue;
		if (!is_one)
			printf("Usage: %s %s COMMAND …\n\n", program, first);
		is_one = true;
		print_row(c);
	}
	return is_one;
}

enum link_status
help_lost(int argc, char **argv)
{
	bool is_group = false;

	for (const struct command *c = commands; argc > 0 && c->name != NULL;
	     c++) {
		if (!is_below(c, argv[0]))
			continue;
		if (!is_group && argc > 1)
			fprintf(stderr,
			    "%s: no command \"%s %s\"; there is:", program,
			    argv[0], argv[1]);
		else if (!is_group)
			fprintf(stderr, "%s: say which:", program);
		fprintf(stderr, "%s %s", is_group ? "," : "", c->name);
		is_group = true;
	}
	if (is_group)
		fprintf(stderr, "\nSee %s %s --help.\n", program, argv[0]);
	else if (argc > 0)
		fprintf(stderr, "%s: no command \"%s\"\nSee %s --help.\n",
		    program, argv[0], program);
	else
		fprintf(stderr, "See %s --help.\n", program);
	return LINK_USAGE;
}

void
command_list(const struct command *table)
{
	for (; table->name != NULL; table++)
		print_row(table);
}
