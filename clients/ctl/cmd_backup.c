/*
 * serendipctl backup, backup key, restore: done by `serendipd`.
 */
#include "clients/ctl/become.h"
#include "clients/ctl/ctl.h"

enum link_status
cmd_backup(struct context *c, int argc, char **argv)
{
	char *words[BECOME_WORDS] = { "serendipd", "--backup", argv[0] };
	size_t n = 3;

	(void)argc;
	if (command_value(c, "to") == NULL)
		return command_wrong(c, "--to KEY says under which key");
	become_pass(c, "to", "--to", words, &n);
	become_pass(c, "config", "--config", words, &n);
	become_pass(c, "with-tls", "--with-tls", words, &n);
	return become_daemon(words);
}

enum link_status
cmd_backup_key(struct context *c, int argc, char **argv)
{
	char *words[BECOME_WORDS] = { "serendipd", "--backup-key", argv[0] };

	(void)c;
	(void)argc;
	return become_daemon(words);
}

enum link_status
cmd_restore(struct context *c, int argc, char **argv)
{
	char *words[BECOME_WORDS] = { "serendipd", "--restore", argv[0] };
	size_t n = 3;

	(void)argc;
	if (command_value(c, "key") == NULL)
		return command_wrong(c, "--key FILE is the private key");
	become_pass(c, "key", "--key", words, &n);
	become_pass(c, "config", "--config", words, &n);
	return become_daemon(words);
}
