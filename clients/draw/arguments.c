/*
 * The command line: see clients/draw/arguments.h.
 */
#include "clients/draw/arguments.h"

#include <errno.h>
#include <getopt.h>
#include "base/text.h"

#define ROUNDS_MAX 10000
#define THREADS_MAX 256

static const char usage_text[] =
    "Usage: serendip-draw --rules FILE --members FILE [OPTION]…\n"
    "       serendip-draw --check GROUPS --rules FILE --members FILE "
    "[OPTION]…\n"
    "\n"
    "Draws introductions: files in, groups out. Or checks groups that "
    "somebody\n"
    "made against the rules.\n"
    "\n"
    "  --rules FILE        attributes and pools, as in serendip.yaml\n"
    "  --members FILE      CSV (id, then attributes) or JSON Lines\n"
    "  --ties FILE         CSV: a,b,kind (knows or blocks)\n"
    "  --history FILE      CSV: round,group,member; the output of earlier "
    "draws\n"
    "  --pool NAME         which pool's rules, where there are several\n"
    "  --seed N            the same seed draws the same groups\n"
    "  --rounds N          so many rounds in a row (1)\n"
    "  --threads N         so many threads; changes nothing but the time\n"
    "  --format csv|json   of the groups (csv)\n"
    "  --explain           say why, in sentences\n"
    "  --report FILE       figures of the draw, as JSON\n"
    "  --certificate FILE  what proves that nobody sits out who need not\n"
    "  --check GROUPS      check these groups instead: one line per broken "
    "rule\n"
    "  --help              this text\n"
    "  --version           the version\n"
    "\n"
    "Ends with 0; 1 where a file or a group is wrong; 2 where this usage is.\n";

enum {
	OPTION_RULES = 1,
	OPTION_MEMBERS,
	OPTION_TIES,
	OPTION_HISTORY,
	OPTION_POOL,
	OPTION_CHECK,
	OPTION_SEED, /* from here on those that do not go with --check */
	OPTION_ROUNDS,
	OPTION_THREADS,
	OPTION_FORMAT,
	OPTION_EXPLAIN,
	OPTION_REPORT,
	OPTION_CERTIFICATE,
	OPTION_HELP,
	OPTION_VERSION
};

static const struct option options[] = {
	{ "rules", required_argument, NULL, OPTION_RULES },
	{ "members", required_argument, NULL, OPTION_MEMBERS },
	{ "ties", required_argument, NULL, OPTION_TIES },
	{ "history", required_argument, NULL, OPTION_HISTORY },
	{ "pool", required_argument, NULL, OPTION_POOL },
	{ "check", required_argument, NULL, OPTION_CHECK },
	{ "seed", required_argument, NULL, OPTION_SEED },
	{ "rounds", required_argument, NULL, OPTION_ROUNDS },
	{ "threads", required_argument, NULL, OPTION_THREADS },
	{ "format", required_argument, NULL, OPTION_FORMAT },
	{ "explain", no_argument, NULL, OPTION_EXPLAIN },
	{ "report", required_argument, NULL, OPTION_REPORT },
	{ "certificate", required_argument, NULL, OPTION_CERTIFICATE },
	{ "help", no_argument, NULL, OPTION_HELP },
	{ "version", no_argument, NULL, OPTION_VERSION },
	{ NULL, 0, NULL, 0 },
};

static void NO_RETURN
refuse(void)
{
	fputs("See serendip-draw --help.\n", stderr);
	exit(EXIT_USAGE);
}

static void
read_seed(const char *text, struct arguments *a)
{
	char *end = NULL;

	errno = 0;
	a->seed = strtoull(text, &end, 10);
	a->has_seed = true;
	if (text[0] != '\0' && strspn(text, "0123456789") == strlen(text) &&
	    errno == 0)
		return;
	fprintf(stderr,
	    "serendip-draw: --seed takes a whole number from 0 to %llu, not "
	    "\"%s\"\n",
	    (unsigned long long)UINT64_MAX, text);
	refuse();
}

static void
read_number(const char *option, const char *text, int64_t max, int64_t *out)
{
	if (text_to_int(text, 1, max, out) == 0)
		return;
	fprintf(stderr,
	    "serendip-draw: --%s takes a whole number from 1 to %lld, not "
	    "\"%s\"\n",
	    option, (long long)max, text);
	refuse();
}

static void
read_format(const char *text, struct arguments *a)
{
	a->is_json = strcmp(text, "json") == 0;
	if (a->is_json || strcmp(text, "csv") == 0)
		return;
	fprintf(stderr,
	    "serendip-draw: --format takes csv or json, not "
	    "\"%s\"\n",
	    text);
	refuse();
}

static void
read_option(int option, struct arguments *a)
{
	switch (option) {
	case OPTION_RULES:
		a->rules = optarg;
		break;
	case OPTION_MEMBERS:
		a->members = optarg;
		break;
	case OPTION_TIES:
		a->ties = optarg;
		break;
	case OPTION_HISTORY:
		a->history = optarg;
		break;
	case OPTION_POOL:
		a->pool = optarg;
		break;
	case OPTION_CHECK:
		a->check = optarg;
		break;
	case OPTION_SEED:
		read_seed(optarg, a);
		break;
	case OPTION_ROUNDS:
		read_number("rounds", optarg, ROUNDS_MAX, &a->rounds);
		break;
	case OPTION_THREADS:
		read_number("threads", optarg, THREADS_MAX, &a->threads);
		break;
	case OPTION_FORMAT:
		read_format(optarg, a);
		break;
	case OPTION_EXPLAIN:
		a->is_explained = true;
		break;
	case OPTION_REPORT:
		a->report = optarg;
		break;
	case OPTION_CERTIFICATE:
		a->certificate = optarg;
		break;
	case OPTION_HELP:
		fputs(usage_text, stdout);
		exit(0);
	case OPTION_VERSION:
		puts("serendip-draw " SERENDIP_VERSION);
		exit(0);
	default:
		refuse(); /* getopt_long has said why */
	}
}

/* What must be given, and what does not go together. `of_a_draw` is an option
 * that --check does not take, or NULL. */
static void
check_together(
    const struct arguments *a, int argc, char **argv, const char *of_a_draw)
{
	if (optind < argc)
		fprintf(stderr, "serendip-draw: \"%s\" is too much\n",
		    argv[optind]);
	else if (a->rules == NULL)
		fputs("serendip-draw: --rules FILE is missing\n", stderr);
	else if (a->members == NULL)
		fputs("serendip-draw: --members FILE is missing\n", stderr);
	else if (a->check != NULL && of_a_draw != NULL)
		fprintf(stderr,
		    "serendip-draw: --%s does not go with --check\n",
		    of_a_draw);
	else
		return;
	refuse();
}

void
arguments_read(int argc, char **argv, struct arguments *out)
{
	const char *of_a_draw = NULL;
	int option, place = 0;

	*out = (struct arguments){ .rounds = 1 };
	while ((option = getopt_long(argc, argv, "", options, &place)) != -1) {
		read_option(option, out);
		if (option >= OPTION_SEED)
			of_a_draw = options[place].name;
	}
	check_together(out, argc, argv, of_a_draw);
}
