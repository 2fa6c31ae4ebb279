/* links: model */
/* Figures of a network: by hand, against sums over all cases, and against
 * NetworkX. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/dice.h"
#include "model/network.h"

static void
near(double found, double expected)
{
	if (isnan(expected) ? !isnan(found) : !(fabs(found - expected) < 1e-9))
		fail_msg("found %.12f, expected %.12f", found, expected);
}

/* --- the figures ---------------------------------------------------------- */

static void
domains_and_blau(void **state)
{
	const uint32_t even[] = { 3, 3, 0, 3 };
	const uint32_t skew[] = { 2, 1, 1 };
	const uint32_t one[] = { 0, 7 };
	const uint32_t none[] = { 0, 0 };

	(void)state;
	near(network_domains(even, 4), 3);
	near(network_blau(even, 4), 2.0 / 3);
	/* Shares 1/2, 1/4, 1/4: an entropy of 3/2 bits. */
	near(network_domains(skew, 3), pow(2, 1.5));
	near(network_blau(skew, 3), 0.625);
	near(network_domains(one, 2), 1);
	near(network_blau(one, 2), 0);
	near(network_domains(none, 2), NAN);
	near(network_blau(none, 2), NAN);
}

static void
ei_and_size(void **state)
{
	const uint32_t counts[] = { 1, 3 };

	(void)state;
	near(network_ei(counts, 2, 0), 0.5);
	near(network_ei(counts, 2, 1), -0.5);
	near(network_ei(counts, 2, NETWORK_NO_DOMAIN), NAN);
	near(network_size(0, 0), NAN);
	near(network_size(5, 0), 5);
	/* All know each other: one of them would do. */
	near(network_size(5, 10), 1);
	near(network_size(4, 1), 3.5);
}

/* --- NetworkX ------------------------------------------------------------- */

#define GRAPHS 40

static double
write_graph(FILE *out, struct dice *dice)
{
	uint32_t people = 1 + dice_below(dice, 14);
	uint32_t density = dice_below(dice, 101);
	uint64_t ties = 0;

	fprintf(out, "%u\n", people);
	for (uint32_t a = 0; a < people; a++) {
		for (uint32_t b = a + 1; b < people; b++) {
			if (dice_below(dice, 100) >= density)
				continue;
			fprintf(out, "%u %u\n", a, b);
			ties++;
		}
	}
	fprintf(out, "end\n");
	return network_size(people, ties);
}

/* Runs the judge on one file into another; its exit status. */
static int
run_judge(const char *in, const char *out)
{
	char script[] = SOURCE_DIR "/tests/unit/network_judge.py";
	char python[] = "python3";
	char *const argv[] = { python, script, NULL };
	posix_spawn_file_actions_t files;
	int status = -1;
	pid_t pid;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, in, O_RDONLY, 0);
	posix_spawn_file_actions_addopen(
	    &files, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (posix_spawnp(&pid, python, &files, NULL, argv, environ) == 0)
		assert_int_equal(waitpid(pid, &status, 0), pid);
	posix_spawn_file_actions_destroy(&files);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
size_as_networkx_says(void **state)
{
	char folder[] = "/tmp/serendip-network-XXXXXX";
	char in[64], out[64], line[64];
	double ours[GRAPHS];
	struct dice dice;
	int found = 0, status;
	FILE *file;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(in, sizeof(in), "%s/in", folder);
	snprintf(out, sizeof(out), "%s/out", folder);
	file = fopen(in, "w");
	assert_non_null(file);
	dice_init(&dice, 7, 0);
	for (int i = 0; i < GRAPHS; i++)
		ours[i] = write_graph(file, &dice);
	assert_int_equal(fclose(file), 0);
	status = run_judge(in, out);
	file = fopen(out, "r");
	while (file != NULL && found < GRAPHS &&
	       fgets(line, sizeof(line), file) != NULL)
		near(strtod(line, NULL), ours[found++]);
	if (file != NULL)
		fclose(file);
	remove(in);
	remove(out);
	remove(folder);
	if (status == 77) {
		print_message("skipped: there is no python3-networkx\n");
		skip();
	}
	assert_int_equal(status, 0);
	assert_int_equal(found, GRAPHS);
}

/* --- chance and ceiling --------------------------------------------------- */

/* The expected entropy and Blau index of n picks, over all sequences of them. */
static void
enumerate(
    const double *p, size_t domains, uint32_t n, double *entropy, double *blau)
{
	uint32_t cases = 1;

	*entropy = *blau = 0;
	for (uint32_t i = 0; i < n; i++)
		cases *= (uint32_t)domains;
	for (uint32_t at = 0; at < cases; at++) {
		uint32_t counts[8] = { 0 }, rest = at;
		double chance = 1;

		for (uint32_t i = 0; i < n; i++, rest /= (uint32_t)domains) {
			chance *= p[rest % domains];
			counts[rest % domains]++;
		}
		*entropy += chance * log(network_domains(counts, domains));
		*blau += chance * network_blau(counts, domains);
	}
}

static void
chance_is_the_mean_over_all_cases(void **state)
{
	/* Ego is of the first domain: among the others the shares are 0.5, 0.3
	 * and 0.2. */
	const uint32_t members[] = { 6, 3, 2 };
	const double p[] = { 0.5, 0.3, 0.2 };
	struct network_community community = { members, 3, 0.1 };
	struct network_figures mine = { 0 }, out;
	double entropy, blau;

	(void)state;
	for (uint32_t n = 1; n <= 7; n++) {
		mine.people = mine.placed = n;
		enumerate(p, 3, n, &entropy, &blau);
		network_chance(&community, &mine, 0, &out);
		near(out.domains, exp(entropy));
		near(out.blau, blau);
		near(out.ei, 0);
		near(out.size, n - (n - 1) * 0.1);
	}
	mine.people = mine.placed = 0;
	network_chance(&community, &mine, 0, &out);
	near(out.domains, NAN);
	near(out.size, NAN);
}

static void
ceiling_is_as_even_as_there_are_members(void **state)
{
	const uint32_t members[] = { 6, 3, 1 };
	struct network_community community = { members, 3, 0.1 };
	struct network_figures mine = { .people = 6, .placed = 6 }, out;
	const uint32_t spread[] = { 3, 2, 1 };

	(void)state;
	network_ceiling(&community, &mine, 0, &out);
	near(out.domains, network_domains(spread, 3));
	near(out.blau, network_blau(spread, 3));
	/* Four of the six can be from elsewhere. */
	near(out.ei, 2.0 / 6);
	near(out.size, 6);
	/* Ego cannot be met. */
	mine.people = mine.placed = 3;
	network_ceiling(&community, &mine, 2, &out);
	near(out.domains, network_domains((uint32_t[]){ 2, 1 }, 2));
	near(out.ei, 1);
}

/* --- week by week --------------------------------------------------------- */

static int64_t
at(const char *text)
{
	int64_t us;

	assert_int_equal(clock_from_rfc3339(text, &us), 0);
	return us;
}

static void
weeks_are_iso(void **state)
{
	(void)state;
	/* 2026-11-23 and 1969-12-29 are Mondays. */
	assert_int_equal(network_monday(at("2026-11-29T23:59:59Z")),
	    at("2026-11-23T00:00:00Z"));
	assert_int_equal(network_monday(at("2026-11-23T00:00:00Z")),
	    at("2026-11-23T00:00:00Z"));
	assert_int_equal(network_monday(at("1970-01-01T00:00:00Z")),
	    at("1969-12-29T00:00:00Z"));
}

static void
it_grows_by_the_week(void **state)
{
	struct network_person people[] = {
		{ at("2026-11-02T10:00:00Z"), 1 },
		{ at("2026-11-09T10:00:00Z"), 2 },
		{ at("2026-11-15T23:59:59Z"), NETWORK_NO_DOMAIN },
	};
	/* The two had met before ego met the second. */
	struct network_link link = { 0, 1, at("2026-11-03T00:00:00Z") };
	struct network_week weeks[NETWORK_WEEKS_MAX];

	(void)state;
	assert_int_equal(
	    network_by_week(people, 3, &link, 1, 3, 1,
		at("2026-10-28T00:00:00Z"), at("2026-11-16T00:00:00Z"), weeks),
	    4);
	assert_int_equal(weeks[0].monday_us, at("2026-10-26T00:00:00Z"));
	assert_int_equal(weeks[0].figures.people, 0);
	near(weeks[0].figures.domains, NAN);
	assert_int_equal(weeks[1].figures.people, 1);
	near(weeks[1].figures.domains, 1);
	near(weeks[1].figures.ei, -1);
	near(weeks[1].figures.size, 1);
	assert_int_equal(weeks[2].figures.people, 3);
	assert_int_equal(weeks[2].figures.placed, 2);
	near(weeks[2].figures.domains, 2);
	near(weeks[2].figures.ei, 0);
	near(weeks[2].figures.size, 3 - 2.0 / 3);
	assert_memory_equal(
	    &weeks[3].figures, &weeks[2].figures, sizeof(weeks[0].figures));
}

static void
two_years_at_most(void **state)
{
	struct network_week weeks[NETWORK_WEEKS_MAX];

	(void)state;
	assert_int_equal(
	    network_by_week(NULL, 0, NULL, 0, 0, 0, at("2020-01-01T00:00:00Z"),
		at("2026-11-16T00:00:00Z"), weeks),
	    NETWORK_WEEKS_MAX);
	assert_int_equal(weeks[103].monday_us, at("2026-11-16T00:00:00Z"));
	/* A clock that went back. */
	assert_int_equal(
	    network_by_week(NULL, 0, NULL, 0, 0, 0, at("2026-11-16T00:00:00Z"),
		at("2026-11-01T00:00:00Z"), weeks),
	    1);
}

/* --- bridges -------------------------------------------------------------- */

static void
bridges(void **state)
{
	const uint32_t counts[] = { 0, 1, 2, 0 };
	struct network_pair pair = { .low = 1, .high = 2 };

	(void)state;
	/* Between two domains that met in ego alone. */
	pair.has_middles = true;
	pair.is_only_middle = true;
	assert_true(network_is_bridge(&pair, counts, 0));
	/* It was counted before ego met the second. */
	pair.has_middles = false;
	pair.is_only_middle = false;
	assert_true(network_is_bridge(&pair, counts, 0));
	/* Somebody else met people of both, or they met. */
	pair.has_middles = true;
	assert_false(network_is_bridge(&pair, counts, 0));
	pair.has_middles = false;
	pair.has_ties = true;
	assert_false(network_is_bridge(&pair, counts, 0));
	/* Ego's own domain, whose only ties there are ego's. */
	pair.is_mine = true;
	assert_true(network_is_bridge(&pair, counts, 1));
	/* Ego met nobody there. */
	pair = (struct network_pair){ .low = 1, .high = 3 };
	assert_false(network_is_bridge(&pair, counts, 0));
	assert_false(network_is_bridge(&pair, counts, 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(domains_and_blau),
		cmocka_unit_test(ei_and_size),
		cmocka_unit_test(size_as_networkx_says),
		cmocka_unit_test(chance_is_the_mean_over_all_cases),
		cmocka_unit_test(ceiling_is_as_even_as_there_are_members),
		cmocka_unit_test(weeks_are_iso),
		cmocka_unit_test(it_grows_by_the_week),
		cmocka_unit_test(two_years_at_most),
		cmocka_unit_test(bridges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
