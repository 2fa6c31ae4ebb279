/*
 * Commands: see clients/link/command.h.
 */
#include <stdio.h>
#include <string.h>
#include "clients/link/command.h"

const struct command *command_current;
const char *command_program;

#define COMMAND_COLUMN 35

static int
characters(const char *s)
{
	int n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

void
command_list(const struct command *table)
{
	for (; table->name != NULL; table++) {
		int room = COMMAND_COLUMN - characters(table->name) - 1 -
			   characters(table->synopsis);

		printf("  %s %s", table->name, table->synopsis);
		if (room < 1) {
			putchar('\n');
			room = COMMAND_COLUMN + 2;
		}
		printf("%*s%s\n", room, "", table->summary);
	}
}

enum link_status
command_usage(const char *program, const struct command *cmd)
{
	printf("Usage: %s %s%s%s\n\n%s\n%s%s", program, cmd->name,
	    *cmd->synopsis == '\0' ? "" : " ", cmd->synopsis, cmd->summary,
	    *cmd->help == '\0' ? "" : "\n", cmd->help);
	return LINK_OK;
}

enum link_status
command_wrong(const char *why)
{
	fprintf(stderr, "%s\nUsage: %s %s%s%s\n", why, command_program,
	    command_current->name,
	    *command_current->synopsis == '\0' ? "" : " ",
	    command_current->synopsis);
	return LINK_USAGE;
}

/* How many words of argv are this command's name; 0: it is another. */
static int
words_of(const struct command *cmd, int argc, char **argv)
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

enum link_status
command_run(const char *program, const struct command *table, struct context *c,
    int argc, char **argv)
{
	command_program = program;
	argc = take_json(c, argc, argv);
	for (const struct command *cmd = table; cmd->name != NULL; cmd++) {
		int words = words_of(cmd, argc, argv);

		if (words == 0)
			continue;
		command_current = cmd;
		for (int i = words; i < argc; i++)
			if (strcmp(argv[i], "--help") == 0)
				return command_usage(program, cmd);
		optind = 0; /* getopt begins anew */
		return cmd->run(c, argc - words + 1, argv + words - 1);
	}
	fprintf(stderr, "%s: no command \"%s%s%s\"; see %s --help\n", program,
	    argv[0], argc > 1 ? " " : "", argc > 1 ? argv[1] : "", program);
	return LINK_USAGE;
}

enum link_status
command_json(struct json_object *reply)
{
	puts(json_object_to_json_string_ext(
	    reply, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(reply);
	return LINK_OK;
}
