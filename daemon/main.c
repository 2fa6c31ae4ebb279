/*
 * serendipd: introduces people who would never have met.
 */
#include <errno.h>
#include <getopt.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/config.h"
#include "io/seal.h"
#include "io/tls.h"
#include "life.h"

static const char usage[] =
    "Usage: serendipd [--config FILE] [--check | --init]\n"
    "\n"
    "Introduces the members of a community to each other, by rules and "
    "chance.\n"
    "\n"
    "  --config FILE  the configuration (/etc/serendip/serendip.yaml)\n"
    "  --check        check it, say every error, and end\n"
    "  --init         make what is missing: the secret file, and a "
    "development\n"
    "                 certificate for localhost; and end\n"
    "  --version      print the version and end\n"
    "  --help         print this and end\n"
    "\n"
    "SIGHUP reads the configuration and the certificate again; SIGTERM "
    "finishes\n"
    "what is in progress and ends, a second one ends at once. The log goes to\n"
    "standard error.\n";

enum task { TASK_RUN, TASK_CHECK, TASK_INIT };

/* The folder of a file, with mode 0700 where it is missing. */
static int
make_folder(const char *file)
{
	char *folder = memory_text(file), *slash = strrchr(folder, '/');
	int done = 0;

	if (slash != NULL && slash != folder) {
		*slash = '\0';
		if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
			fprintf(stderr, "%s: %s\n", folder, strerror(errno));
			done = -1;
		}
	}
	free(folder);
	return done;
}

static int
init_secret(const struct config *config)
{
	struct fault why;

	if (access(config->secret_file, F_OK) == 0)
		return 0;
	if (make_folder(config->secret_file) != 0)
		return -1;
	if (seal_make_secret(config->secret_file, &why) != 0) {
		fprintf(stderr, "%s\n", why.sentence);
		return -1;
	}
	printf("made %s: keep a copy in a safe place; without it no address "
	       "can be read\n",
	    config->secret_file);
	return 0;
}

static int
init_certificate(const struct config *config)
{
	struct fault why;

	if (access(config->tls_certificate, F_OK) == 0 ||
	    access(config->tls_key, F_OK) == 0)
		return 0;
	if (make_folder(config->tls_certificate) != 0 ||
	    make_folder(config->tls_key) != 0)
		return -1;
	if (tls_make_development_certificate(
		config->tls_certificate, config->tls_key, NULL, &why) != 0) {
		fprintf(stderr, "%s\n", why.sentence);
		return -1;
	}
	printf("made %s: a development certificate; clients trust it by --ca\n",
	    config->tls_certificate);
	return 0;
}

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

static int
run_task(enum task task, const char *file)
{
	struct text errors = { 0 };
	struct config *config = config_read(file, &errors);
	int result = 0;

	if (config == NULL) {
		fputs(text_get(&errors), stderr);
		text_clear(&errors);
		return 1;
	}
	text_clear(&errors);
	if (task == TASK_RUN)
		return life_run(config);
	if (task == TASK_CHECK)
		printf("%s: in order\n", file);
	else if (init_secret(config) != 0 || init_certificate(config) != 0)
		result = 1;
	config_drop(config);
	return result;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "check", no_argument, NULL, 'k' },
		{ "init", no_argument, NULL, 'i' },
		{ "version", no_argument, NULL, 'v' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	const char *file = "/etc/serendip/serendip.yaml";
	enum task task = TASK_RUN;
	int option;

	while ((option = getopt_long(argc, argv, "c:h", options, NULL)) != -1) {
		switch (option) {
		case 'c':
			file = optarg;
			break;
		case 'k':
			task = TASK_CHECK;
			break;
		case 'i':
			task = TASK_INIT;
			break;
		case 'v':
			puts("serendipd " SERENDIP_VERSION);
			return 0;
		case 'h':
			fputs(usage, stdout);
			return 0;
		default:
			fputs(usage, stderr);
			return 2;
		}
	}
	if (optind < argc) {
		fputs(usage, stderr);
		return 2;
	}
	prepare_process();
	if (task == TASK_RUN && geteuid() == 0) {
		fputs(
		    "serendipd does not run as root: start it as a user of its "
		    "own\n",
		    stderr);
		return 1;
	}
	return run_task(task, file);
}
