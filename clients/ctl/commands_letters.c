/*
 * serendipctl: what leaves the house, by letter or webhook.
 */
#include "clients/ctl/ctl.h"

static const struct command_option template_options[] = {
	{ "language", "en|fr", "which; English without it", NULL },
	{ NULL, NULL, NULL, NULL },
};

const struct command commands_letters[] = {
	{ "letters template", "[KIND]", 0, 1,
	    "a letter of ours, to write your own from", template_options,
	    "Subject, an empty line, the body with its {words}. As a file "
	    "KIND.en.txt or\nKIND.fr.txt in the folder of letters.templates it "
	    "stands for ours. Without KIND,\nthe kinds there are.",
	    cmd_letters_template },
	{ "letters", "[dead|pending|sending|sent|unwanted]", 0, 1,
	    "letters that failed, newest first", NULL,
	    "Or those in the state that is named, of the last days. Never "
	    "where "
	    "to, nor\nwhat they say.",
	    cmd_letters },
	{ "webhooks list", "", 0, 0, "webhooks, and how they are", NULL, NULL,
	    cmd_webhooks_list },
	{ "webhooks test", "NAME", 1, 1, "send one a test, now", NULL,
	    "Says what it answered; exit status 1 where that was not 2xx.",
	    cmd_webhooks_test },
	{ "webhooks enable", "NAME", 1, 1,
	    "tell one again that said it was gone", NULL, NULL,
	    cmd_webhooks_enable },
	{ NULL, NULL, 0, 0, NULL, NULL, NULL, NULL },
};
