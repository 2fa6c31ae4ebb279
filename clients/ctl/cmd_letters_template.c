/*
 * serendipctl letters template: our letters, to write others from.
 */
#include <stdio.h>
#include <string.h>
#include "clients/ctl/ctl.h"
#include "model/letter.h"

static enum link_status
print_kinds(void)
{
	for (int i = 0; i < LETTER_KINDS; i++)
		printf("%-22s %s\n", letter_kind_word((enum letter_kind)i),
		    letter_shipped_subject((enum letter_kind)i, "en"));
	return LINK_OK;
}

enum link_status
cmd_letters_template(struct context *c, int argc, char **argv)
{
	const char *language = command_value(c, "language");
	int kind;

	if (language == NULL)
		language = "en";
	if (strcmp(language, "en") != 0 && strcmp(language, "fr") != 0)
		return command_wrong(c, "--language is en or fr");
	if (argc < 1)
		return print_kinds();
	kind = letter_kind_find(argv[0]);
	if (kind < 0) {
		fprintf(stderr,
		    "there is no letter \"%s\"; serendipctl letters template "
		    "lists them\n",
		    argv[0]);
		return LINK_REFUSED;
	}
	printf("%s\n\n%s",
	    letter_shipped_subject((enum letter_kind)kind, language),
	    letter_shipped_body((enum letter_kind)kind, language));
	return LINK_OK;
}
