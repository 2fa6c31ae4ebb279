/*
 * serendipd: introduces people who would never have met.
 */
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "tasks.h"

static const char usage[] =
    "Usage: serendipd [--config FILE] [--check | --init | --migrate "
    "[--dry-run]]\n"
    "       serendipd [--config FILE] --backup FILE --to KEY [--with-tls]\n"
    "       serendipd [--config FILE] --restore FILE --key KEY\n"
    "       serendipd [--config FILE] --rotate-secret | --retire-secret | "
    "--secrets [--json]\n"
    "       serendipd --backup-key FILE\n"
    "\n"
    "Introduces the members of a community to each other, by rules and "
    "chance.\n"
    "\n"
    "  --config FILE      the configuration (/etc/serendip/serendip.yaml)\n"
    "  --check            check it, say every error, and end\n"
    "  --init             make what is missing: the secret file, and a\n"
    "                     development certificate for localhost; and end\n"
    "  --migrate          bring the database up to date, and end\n"
    "  --dry-run          with --migrate: say what would be applied, try it, "
    "and\n"
    "                     take it back\n"
    "  --backup FILE      write database, configuration and secrets into a "
    "new\n"
    "                     file, and end; the daemon may run meanwhile\n"
    "  --to KEY           with --backup: the public key that it is written "
    "under\n"
    "  --with-tls         with --backup: certificate and key of TLS, too\n"
    "  --restore FILE     put a backup back into an empty database, with "
    "those\n"
    "                     files that are missing, and end\n"
    "  --key KEY          with --restore: the private key\n"
    "  --backup-key FILE  make a pair of keys, FILE and FILE.pub, and end\n"
    "  --rotate-secret    put another secret in the place of the one in force, "
    "or go\n"
    "                     on with that, and end; the daemon may run "
    "meanwhile\n"
    "  --retire-secret    forget the secrets before the one in force, and end\n"
    "  --secrets          say which is in force, and what is left to do, and "
    "end\n"
    "  --json             with --secrets: as JSON\n"
    "  --version          print the version and end\n"
    "  --help             print this and end\n"
    "\n"
    "SIGHUP reads the configuration and the certificate again; SIGTERM "
    "finishes\n"
    "what is in progress and ends, a second one ends at once. The log goes to\n"
    "standard error.\n";

/* Secrets stay out of core dumps; as many descriptors as we may have. */
static void
prepare_process(void)
{
	struct rlimit limit;

	umask(077);
	if (!SERENDIP_TEST_HOOKS)
		prctl(PR_SET_DUMPABLE, 0);
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
}

/* Options that stand for a task. */
static const struct {
	int option;
	enum task task;
} tasks[] = {
	{ 'k', TASK_CHECK },
	{ 'i', TASK_INIT },
	{ 'm', TASK_MIGRATE },
	{ 'b', TASK_BACKUP },
	{ 'B', TASK_BACKUP_KEY },
	{ 'r', TASK_RESTORE },
	{ 'R', TASK_ROTATE },
	{ 'e', TASK_RETIRE },
	{ 's', TASK_SECRETS },
};

/* False where the option makes no sense after those before. */
static bool
take_option(struct order *o, int option, const char *argument)
{
	for (size_t i = 0; i < sizeof(tasks) / sizeof(*tasks); i++) {
		if (tasks[i].option != option)
			continue;
		if (o->task != TASK_RUN)
			return false;
		o->task = tasks[i].task;
		o->file = argument;
		return true;
	}
	switch (option) {
	case 'c':
		o->config = argument;
		return true;
	case 'K':
	case 'T':
		/* --to is a public key, --key a private one. */
		if (o->key != NULL ||
		    (o->task == TASK_BACKUP) != (option == 'T'))
			return false;
		o->key = argument;
		return true;
	case 't':
		o->with_tls = true;
		return true;
	case 'd':
		o->is_dry = true;
		return true;
	case 'j':
		o->is_json = true;
		return true;
	default:
		return false;
	}
}

static bool
is_complete(const struct order *o)
{
	bool wants_key = o->task == TASK_BACKUP || o->task == TASK_RESTORE;

	return wants_key == (o->key != NULL) &&
	       (!o->with_tls || o->task == TASK_BACKUP) &&
	       (!o->is_dry || o->task == TASK_MIGRATE) &&
	       (!o->is_json || o->task == TASK_SECRETS);
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "check", no_argument, NULL, 'k' },
		{ "init", no_argument, NULL, 'i' },
		{ "migrate", no_argument, NULL, 'm' },
		{ "dry-run", no_argument, NULL, 'd' },
		{ "backup", required_argument, NULL, 'b' },
		{ "to", required_argument, NULL, 'T' },
		{ "with-tls", no_argument, NULL, 't' },
		{ "restore", required_argument, NULL, 'r' },
		{ "key", required_argument, NULL, 'K' },
		{ "rotate-secret", no_argument, NULL, 'R' },
		{ "retire-secret", no_argument, NULL, 'e' },
		{ "secrets", no_argument, NULL, 's' },
		{ "json", no_argument, NULL, 'j' },
		{ "backup-key", required_argument, NULL, 'B' },
		{ "version", no_argument, NULL, 'v' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct order order = { .config = "/etc/serendip/serendip.yaml" };
	bool is_well = true;
	int option;

	while ((option = getopt_long(argc, argv, "c:h", options, NULL)) != -1) {
		if (option == 'v') {
			puts("serendipd " SERENDIP_VERSION);
			return 0;
		}
		if (option == 'h') {
			fputs(usage, stdout);
			return 0;
		}
		is_well = is_well && take_option(&order, option, optarg);
	}
	if (!is_well || optind < argc || !is_complete(&order)) {
		fputs(usage, stderr);
		return 2;
	}
	prepare_process();
	if (order.task == TASK_RUN && geteuid() == 0) {
		fputs(
		    "serendipd does not run as root: start it as a user of its "
		    "own\n",
		    stderr);
		return 1;
	}
	return task_run(&order);
}
