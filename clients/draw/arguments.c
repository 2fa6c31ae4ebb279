/*
 * The command line: see clients/draw/arguments.h.
 */
#include "clients/draw/arguments.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <unistd.h>
#include "base/dice.h"
#include "base/text.h"
#include "clients/draw/input.h"

#define ROUNDS_MAX 10000
#define THREADS_MAX 256
#define THREADS_USED 64
#define MEMBERS_MAX 1000000 /* that come or leave before a round */

static const char usage_text[] =
    "Usage: serendip-draw --rules FILE --members FILE [OPTION]…\n"
    "       serendip-draw --check GROUPS --rules FILE --members FILE "
    "[OPTION]…\n"
    "       serendip-draw --simulate N --rules FILE --members FILE "
    "[OPTION]…\n"
    "\n"
    "Draws introductions: files in, groups out. Or checks groups that "
    "somebody\n"
    "made against the rules. Or plays rounds and tells what comes of them.\n"
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
    "  --format csv|json   of the groups (csv); of a simulation table or "
    "json\n"
    "  --explain           say why, in sentences\n"
    "  --report FILE       figures of the draw, as JSON\n"
    "  --summary           the same on standard error, as lines to read\n"
    "  --certificate FILE  what proves that nobody sits out who need not\n"
    "  --check GROUPS      check these groups instead: one line per broken "
    "rule\n"
    "  --simulate N        play N rounds, tell of each what came of it, and "
    "in the\n"
    "                      end who sat out and how the community grew "
    "together\n"
    "  --presence PERCENT  so many take part in a round, by chance (100)\n"
    "  --arrivals N        so many come before each round but the first; at "
    "first\n"
    "                      as many of the members are not there yet\n"
    "  --departures N      so many leave for good before each round but the "
    "first\n"
    "  --help              this text\n"
    "  --version           the version\n"
    "\n"
    "One of the files that are read may be -, which is standard input.\n"
    "Ends with 0; 1 where a file or a group is wrong; 2 where this usage is.\n";

enum {
	OPTION_RULES = 1,
	OPTION_MEMBERS,
	OPTION_TIES,
	OPTION_HISTORY,
	OPTION_POOL,
	OPTION_CHECK,
	OPTION_SEED,
	OPTION_ROUNDS,
	OPTION_THREADS,
	OPTION_FORMAT,
	OPTION_EXPLAIN,
	OPTION_REPORT,
	OPTION_SUMMARY,
	OPTION_CERTIFICATE,
	OPTION_SIMULATE,
	OPTION_PRESENCE,
	OPTION_ARRIVALS,
	OPTION_DEPARTURES,
	OPTION_HELP,
	OPTION_VERSION,
	OPTIONS
};

/* What the program does, and with which of it an option does not go. */
enum { DRAWS = 1, CHECKS = 2, SIMULATES = 4 };

static const unsigned not_with[OPTIONS] = {
	[OPTION_SEED] = CHECKS,
	[OPTION_ROUNDS] = CHECKS | SIMULATES,
	[OPTION_THREADS] = CHECKS,
	[OPTION_FORMAT] = CHECKS,
	[OPTION_EXPLAIN] = CHECKS | SIMULATES,
	[OPTION_REPORT] = CHECKS,
	[OPTION_SUMMARY] = CHECKS | SIMULATES,
	[OPTION_CERTIFICATE] = CHECKS | SIMULATES,
	[OPTION_SIMULATE] = CHECKS,
	[OPTION_PRESENCE] = CHECKS | DRAWS,
	[OPTION_ARRIVALS] = CHECKS | DRAWS,
	[OPTION_DEPARTURES] = CHECKS | DRAWS,
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
	{ "summary", no_argument, NULL, OPTION_SUMMARY },
	{ "certificate", required_argument, NULL, OPTION_CERTIFICATE },
	{ "simulate", required_argument, NULL, OPTION_SIMULATE },
	{ "presence", required_argument, NULL, OPTION_PRESENCE },
	{ "arrivals", required_argument, NULL, OPTION_ARRIVALS },
	{ "departures", required_argument, NULL, OPTION_DEPARTURES },
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
read_number(const char *option, const char *text, int64_t min, int64_t max,
    int64_t *out)
{
	if (text_to_int(text, min, max, out) == 0)
		return;
	fprintf(stderr,
	    "serendip-draw: --%s takes a whole number from %lld to %lld, not "
	    "\"%s\"\n",
	    option, (long long)min, (long long)max, text);
	refuse();
}

/* After all others: a simulation has a table where a draw has CSV. */
static void
read_format(const char *text, struct arguments *a)
{
	const char *other = a->simulate > 0 ? "table" : "csv";

	a->is_json = strcmp(text, "json") == 0;
	if (a->is_json || strcmp(text, other) == 0)
		return;
	fprintf(stderr,
	    "serendip-draw: --format takes %s or json, not \"%s\"\n", other,
	    text);
	refuse();
}

/* Where the text of an option stays as it is; NULL where it is read. */
static const char **
place_of(int option, struct arguments *a)
{
	switch (option) {
	case OPTION_RULES:
		return &a->rules;
	case OPTION_MEMBERS:
		return &a->members;
	case OPTION_TIES:
		return &a->ties;
	case OPTION_HISTORY:
		return &a->history;
	case OPTION_POOL:
		return &a->pool;
	case OPTION_CHECK:
		return &a->check;
	case OPTION_REPORT:
		return &a->report;
	case OPTION_CERTIFICATE:
		return &a->certificate;
	default:
		return NULL;
	}
}

static void
read_option(int option, struct arguments *a, const char **format)
{
	const char **place = place_of(option, a);

	if (place != NULL) {
		*place = optarg;
		return;
	}
	switch (option) {
	case OPTION_SEED:
		read_seed(optarg, a);
		break;
	case OPTION_ROUNDS:
		read_number("rounds", optarg, 1, ROUNDS_MAX, &a->rounds);
		break;
	case OPTION_THREADS:
		read_number("threads", optarg, 1, THREADS_MAX, &a->threads);
		break;
	case OPTION_FORMAT:
		*format = optarg;
		break;
	case OPTION_EXPLAIN:
		a->is_explained = true;
		break;
	case OPTION_SUMMARY:
		a->is_summed_up = true;
		break;
	case OPTION_SIMULATE:
		read_number("simulate", optarg, 1, ROUNDS_MAX, &a->simulate);
		break;
	case OPTION_PRESENCE:
		read_number("presence", optarg, 1, 100, &a->presence);
		break;
	case OPTION_ARRIVALS:
		read_number("arrivals", optarg, 0, MEMBERS_MAX, &a->arrivals);
		break;
	case OPTION_DEPARTURES:
		read_number(
		    "departures", optarg, 0, MEMBERS_MAX, &a->departures);
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

/* The first option given that does not go with what the program does. */
static const struct option *
find_stray(const struct arguments *a, const bool *given)
{
	unsigned does = a->check != NULL  ? CHECKS
			: a->simulate > 0 ? SIMULATES
					  : DRAWS;

	for (const struct option *o = options; o->name != NULL; o++)
		if (given[o->val] && (not_with[o->val] & does) != 0)
			return o;
	return NULL;
}

/* Whether two files would be read from standard input. */
static bool
asks_twice(const struct arguments *a)
{
	const char *paths[] = { a->rules, a->members, a->ties, a->history,
		a->check };
	int count = 0;

	for (size_t i = 0; i < COUNT_OF(paths); i++)
		count +=
		    paths[i] != NULL && strcmp(paths[i], INPUT_STANDARD) == 0;
	return count > 1;
}

/* What must be given, and what does not go together. */
static void
check_together(
    const struct arguments *a, int argc, char **argv, const bool *given)
{
	const struct option *stray = find_stray(a, given);

	if (optind < argc)
		fprintf(stderr, "serendip-draw: \"%s\" is too much\n",
		    argv[optind]);
	else if (a->rules == NULL)
		fputs("serendip-draw: --rules FILE is missing\n", stderr);
	else if (a->members == NULL)
		fputs("serendip-draw: --members FILE is missing\n", stderr);
	else if (asks_twice(a))
		fputs("serendip-draw: only one file can be -, standard "
		      "input\n",
		    stderr);
	else if (stray != NULL)
		fprintf(stderr, "serendip-draw: --%s does not go %s\n",
		    stray->name,
		    a->check != NULL  ? "with --check"
		    : a->simulate > 0 ? "with --simulate"
				      : "without --simulate");
	else
		return;
	refuse();
}

void
arguments_read(int argc, char **argv, struct arguments *out)
{
	bool given[OPTIONS] = { false };
	const char *format = NULL;
	int option;

	*out = (struct arguments){ .rounds = 1, .presence = 100 };
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		read_option(option, out, &format);
		given[option] = true;
	}
	check_together(out, argc, argv, given);
	if (format != NULL)
		read_format(format, out);
}

int
arguments_threads(const struct arguments *a)
{
	long count =
	    a->threads > 0 ? (long)a->threads : sysconf(_SC_NPROCESSORS_ONLN);

	return count < 1 ? 1 : count > THREADS_USED ? THREADS_USED : (int)count;
}

uint64_t
arguments_seed(const struct arguments *a)
{
	uint64_t seed = a->seed;

	if (!a->has_seed) {
		entropy_fill(&seed, sizeof(seed));
		fprintf(stderr, "serendip-draw: --seed %" PRIu64 "\n", seed);
	}
	return seed;
}
