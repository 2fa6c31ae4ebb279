/*
 * Completion for shells: see clients/link/completion.h.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clients/link/completion.h"
#include "clients/link/language.h"
#include "clients/link/safe.h"

#define FILES ":files" /* offered where a file's name may stand */

/* --- the scripts ---------------------------------------------------------- */

/* Words are cut at blanks rather than as bash has cut them, at = : @ and others
 * as well: what stands before the part that bash completes ($2) is not offered
 * again. bash inserts a word as it stands; and what others are called, or have
 * as their address, is no command. */
static const char bash_script[] =
    "# bash completion for NAME: NAME completion bash\n"
    "_NAME() {\n"
    "\tlocal words offered last before i\n"
    "\tread -a words <<<\"${COMP_LINE:0:COMP_POINT}\"\n"
    "\t[[ ${COMP_LINE:0:COMP_POINT} == *[[:space:]] ]] && words+=(\"\")\n"
    "\tmapfile -t offered < <(\"$1\" completion bash -- \"${words[@]:1}\" "
    "2>/dev/null)\n"
    "\tif [[ ${offered[0]-} == :files ]]; then\n"
    "\t\tCOMPREPLY=()\n"
    "\t\tcompopt -o default\n"
    "\t\treturn\n"
    "\tfi\n"
    "\tlast=${words[${#words[@]} - 1]}\n"
    "\tbefore=${last%\"${2//\\\\/}\"}\n"
    "\tCOMPREPLY=(\"${offered[@]#\"$before\"}\")\n"
    "\tfor i in \"${!COMPREPLY[@]}\"; do\n"
    "\t\tprintf -v \"COMPREPLY[i]\" %q \"${COMPREPLY[i]}\"\n"
    "\tdone\n"
    "\t[[ ${offered[0]-} == *= ]] && compopt -o nospace\n"
    "\treturn 0\n"
    "}\n"
    "complete -F _NAME NAME\n";

static const char zsh_script[] =
    "#compdef NAME\n"
    "# zsh completion for NAME: NAME completion zsh\n"
    "_NAME() {\n"
    "\tlocal -a offered\n"
    "\toffered=(\"${(@f)$(${words[1]} completion zsh -- "
    "\"${(@Q)words[2,CURRENT]}\" 2>/dev/null)}\")\n"
    "\tif [[ ${offered[1]} == :files ]]; then\n"
    "\t\t_files\n"
    "\telif [[ ${offered[1]%%:*} == *= ]]; then\n"
    "\t\t_describe NAME offered -S ''\n"
    "\telif [[ -n ${offered[1]} ]]; then\n"
    "\t\t_describe NAME offered\n"
    "\tfi\n"
    "}\n"
    "if [[ ${funcstack[1]} == _NAME ]]; then\n"
    "\t_NAME \"$@\"\n"
    "else\n"
    "\tcompdef _NAME NAME\n"
    "fi\n";

static enum link_status
print_script(const struct context *c, const char *script)
{
	struct json_object *reply;
	size_t len = 0;
	char *text = NULL;
	FILE *f = link_text(&text, &len);

	for (const char *s = script; *s != '\0'; s++) {
		if (strncmp(s, "NAME", 4) == 0) {
			fputs(c->program->name, f);
			s += 3;
		} else {
			fputc(*s, f);
		}
	}
	fclose(f);
	if (c->is_json) {
		reply = json_object_new_object();
		json_object_object_add(
		    reply, "completion", json_object_new_string(text));
		free(text);
		return command_json(reply);
	}
	fputs(text, stdout);
	free(text);
	return LINK_OK;
}

/* --- what may stand there ------------------------------------------------- */

/* The first line of what a row says. */
static void
print_about(const char *about)
{
	char *line = strndup(about, strcspn(about, "\n"));

	if (line == NULL)
		exit(LINK_REFUSED);
	putchar(':');
	safe_print(stdout, line);
	free(line);
}

void
completion_offer(
    struct context *c, const char *word, const char *about, const char *typed)
{
	const char *shell = c->given[0].value;
	char *safe;

	if (strncmp(word, typed, strlen(typed)) != 0)
		return;
	safe = safe_text(word, 0);
	if (strcmp(shell, "bash") == 0) {
		puts(safe);
		free(safe);
		return;
	}
	for (const char *s = safe; *s != '\0'; s++) {
		if (*s == ':' || *s == '\\')
			putchar('\\');
		putchar(*s);
	}
	if (about != NULL && *about != '\0')
		print_about(about);
	putchar('\n');
	free(safe);
}

/* What a synopsis or an option calls a value: some words, a file, or what the
 * program alone knows of. */
static void
offer_values(struct context *c, const char *what, const char *typed)
{
	char *words, *rest, *word;

	if (what == NULL)
		return;
	if (strcmp(what, "FILE") == 0 || strcmp(what, "PATH") == 0 ||
	    strstr(what, ".csv") != NULL) {
		puts(FILES);
		return;
	}
	if (isupper((unsigned char)*what) || strchr(what, '|') == NULL) {
		if (c->program->offer != NULL && command_connect(c) == LINK_OK)
			c->program->offer(c, what, typed);
		return;
	}
	rest = words = link_copy(what);
	while ((word = strsep(&rest, "|")) != NULL)
		completion_offer(c, word, NULL, typed);
	free(words);
}

static void
offer_options(
    struct context *c, const struct command_option *rows, const char *typed)
{
	char word[100];

	for (; rows != NULL && rows->name != NULL; rows++) {
		snprintf(word, sizeof(word), "--%s", rows->name);
		completion_offer(c, word, _(rows->help), typed);
	}
	completion_offer(c, "--help", NULL, typed);
}

/* Of a row that wants a value; NULL where the word is no such option. */
static const char *
argument_of(const struct command_option *rows, const char *word)
{
	if (strncmp(word, "--", 2) != 0)
		return NULL;
	for (; rows != NULL && rows->name != NULL; rows++)
		if (strcmp(rows->name, word + 2) == 0)
			return rows->argument;
	return NULL;
}

/* The word of a synopsis at a place, without brackets; the last one stands for
 * all behind it where it goes on (…). A new text, or NULL. */
static char *
synopsis_word(const char *synopsis, int place)
{
	const char *s = synopsis;

	while (*s != '\0') {
		size_t n = strcspn(s, " ");
		bool goes_on = n >= 3 && (memmem(s, n, "…", 3) != NULL);

		if (place == 0 || goes_on) {
			size_t from = *s == '[';

			return strndup(s + from, strcspn(s + from, " …]"));
		}
		place--;
		s += n + (s[n] == ' ');
	}
	return NULL;
}

/* How the words behind options are counted: those that stay. */
static int
skip_options(
    const struct command_option *rows, int argc, char **argv, int *place)
{
	int i = 0;

	*place = 0;
	while (i < argc - 1) {
		if (argument_of(rows, argv[i]) != NULL)
			i++;
		else if (argv[i][0] != '-')
			(*place)++;
		i++;
	}
	return i;
}

/* argv: what stands behind the command's name, the last word being typed. */
static void
offer_of_command(
    struct context *c, const struct command *cmd, int argc, char **argv)
{
	const char *typed = argv[argc - 1], *argument = NULL;
	char *what;
	int place;

	c->command = cmd;
	if (skip_options(cmd->options, argc, argv, &place) == argc) {
		argument = argument_of(cmd->options, argv[argc - 2]);
		offer_values(c, argument, typed);
		return;
	}
	if (*typed == '-') {
		offer_options(c, cmd->options, typed);
		return;
	}
	what = synopsis_word(cmd->synopsis, place);
	offer_values(c, what, typed);
	free(what);
}

/* First words, or the second ones behind `first`; each once. */
static void
offer_commands(struct context *c, const char *first, const char *typed)
{
	size_t n = first == NULL ? 0 : strlen(first);
	const char *said = "";
	const struct command *cmd;

	for (size_t i = 0; (cmd = command_at(c->program, i)) != NULL; i++) {
		const char *space = strchr(cmd->name, ' ');
		char *word;

		if (first != NULL) {
			if (space != NULL && (size_t)(space - cmd->name) == n &&
			    strncmp(cmd->name, first, n) == 0)
				completion_offer(
				    c, space + 1, _(cmd->summary), typed);
			continue;
		}
		word = strndup(cmd->name, strcspn(cmd->name, " "));
		if (word == NULL)
			exit(LINK_REFUSED);
		/* Those of one first word stand together. */
		if (strncmp(said, word, strlen(word)) != 0 ||
		    (said[strlen(word)] != ' ' && said[strlen(word)] != '\0'))
			completion_offer(c, word,
			    space == NULL ? _(cmd->summary) : NULL, typed);
		said = cmd->name;
		free(word);
	}
}

/* argv: all that stands behind the program's name, the last word being typed. */
static void
offer(struct context *c, int argc, char **argv)
{
	const struct command_option *own = c->program->options;
	const struct command *cmd, *found = NULL;
	int words = 0;

	while (argc > 1 && argv[0][0] == '-') {
		const char *argument = argument_of(own, argv[0]);

		if (argument != NULL && argc == 2) {
			offer_values(c, argument, argv[1]);
			return;
		}
		argc -= 1 + (argument != NULL);
		argv += 1 + (argument != NULL);
	}
	if (argc == 1) {
		if (argv[0][0] == '-')
			offer_options(c, own, argv[0]);
		else
			offer_commands(c, NULL, argv[0]);
		return;
	}
	for (size_t i = 0; (cmd = command_at(c->program, i)) != NULL; i++) {
		int n = command_words(cmd, argc - 1, argv);

		if (n > words) {
			words = n;
			found = cmd;
		}
	}
	if (argc == 2)
		offer_commands(c, argv[0], argv[1]);
	if (found != NULL)
		offer_of_command(c, found, argc - words, argv + words);
}

enum link_status
completion_run(struct context *c, int argc, char **argv)
{
	const bool is_bash = strcmp(argv[0], "bash") == 0;

	if (!is_bash && strcmp(argv[0], "zsh") != 0)
		return command_wrong(c, _("the shells are bash and zsh"));
	if (argc == 1)
		return print_script(c, is_bash ? bash_script : zsh_script);
	/* For completion_offer. */
	c->given[0].value = argv[0];
	offer(c, argc - 1, argv + 1);
	return LINK_OK;
}
