/*
 * serendipctl keys status, keys rotate, keys retire: the secret behind what is
 * sealed, by `serendipd`.
 */
#include "clients/ctl/become.h"
#include "clients/ctl/ctl.h"

static enum link_status
do_keys(struct context *c, char *what, bool can_json)
{
	char *words[BECOME_WORDS] = { "serendipd", what };
	size_t n = 2;

	become_pass(c, "config", "--config", words, &n);
	if (c->is_json && can_json)
		words[n++] = "--json";
	return become_daemon(words);
}

enum link_status
cmd_keys_status(struct context *c, int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return do_keys(c, "--secrets", true);
}

enum link_status
cmd_keys_rotate(struct context *c, int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return do_keys(c, "--rotate-secret", false);
}

enum link_status
cmd_keys_retire(struct context *c, int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return do_keys(c, "--retire-secret", false);
}
