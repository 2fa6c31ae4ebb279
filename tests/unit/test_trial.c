/*
 * model/trial: arms are balanced and by chance; intervals hold what is true as
 * often as they say, with pairs that go together by who is in them, and however
 * often one looks.
 */
/* links: model */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/dice.h"
#include "base/memory.h"
#include "model/trial.h"

/* --- who is in which arm -------------------------------------------------- */

#define MEMBERS 101
#define STRATA 7

static void
arms_are_balanced(void **state)
{
	uint32_t strata[MEMBERS];
	uint8_t arms[MEMBERS];

	(void)state;
	for (uint32_t m = 0; m < MEMBERS; m++)
		strata[m] = m * m % STRATA * 1000;
	for (uint64_t seed = 0; seed < 500; seed++) {
		int sum = 0, of[STRATA] = { 0 };

		trial_assign(strata, MEMBERS, seed, (int)(seed % 2), arms);
		for (uint32_t m = 0; m < MEMBERS; m++) {
			assert_true(arms[m] < TRIAL_ARMS);
			sum += arms[m] == 0 ? 1 : -1;
			of[strata[m] / 1000] += arms[m] == 0 ? 1 : -1;
		}
		assert_int_equal(sum, seed % 2 == 0 ? 1 : -1);
		for (int s = 0; s < STRATA; s++)
			assert_in_range(of[s] + 2, 0, 4);
	}
}

/* Each member is in each arm as often, and beside each other as often. */
static void
arms_are_by_chance(void **state)
{
	const uint32_t strata[8] = { 1, 1, 1, 2, 2, 3, 3, 3 };
	int in_one[8] = { 0 }, together[8] = { 0 };
	uint8_t arms[8];

	(void)state;
	for (uint64_t seed = 0; seed < 4000; seed++) {
		trial_assign(strata, 8, seed, 0, arms);
		for (int m = 0; m < 8; m++) {
			in_one[m] += arms[m];
			together[m] += arms[m] == arms[0];
		}
	}
	for (int m = 0; m < 8; m++)
		assert_in_range(in_one[m], 1850, 2150);
	/* Of one stratum rather apart; none always, none never. */
	for (int m = 1; m < 8; m++)
		assert_in_range(together[m], 800, 2600);
}

static void
the_same_seed_the_same_arms(void **state)
{
	const uint32_t strata[9] = { 5, 5, 5, 6, 6, 7, 7, 7, 9 };
	uint8_t once[9], twice[9], other[9];

	(void)state;
	trial_assign(strata, 9, 42, 1, once);
	trial_assign(strata, 9, 42, 1, twice);
	trial_assign(strata, 9, 43, 1, other);
	assert_memory_equal(once, twice, sizeof(once));
	assert_memory_not_equal(once, other, sizeof(once));
	/* As it is on every machine. */
	trial_assign(NULL, 0, 42, 1, once);
}

/* --- quantiles ------------------------------------------------------------ */

static void
quantiles_are_those_of_tables(void **state)
{
	static const struct {
		double p, df, t;
	} rows[] = { { 0.05, 1, 12.7062 }, { 0.05, 2, 4.3027 },
		{ 0.05, 3, 3.1824 }, { 0.05, 5, 2.5706 }, { 0.05, 10, 2.2281 },
		{ 0.05, 30, 2.0423 }, { 0.01, 8, 3.3554 },
		{ 0.05, 1000, 1.9623 } };

	(void)state;
	assert_true(fabs(trial_normal(0.975) - 1.959964) < 1e-5);
	assert_true(fabs(trial_normal(0.8) - 0.841621) < 1e-5);
	assert_true(fabs(trial_normal(1e-6) + 4.753424) < 1e-4);
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_true(fabs(trial_student(rows[i].p, rows[i].df) -
				 rows[i].t) < 0.01);
}

/* --- a world of pairs ----------------------------------------------------- */

#define PEOPLE 60
#define ROUNDS 10

struct world {
	struct dice dice;
	double keen[PEOPLE]; /* how much more likely each is to meet */
	double effect, base;
	bool is_rating;
	struct trial_unit units[ROUNDS * PEOPLE];
	uint32_t members[ROUNDS * PEOPLE];
	size_t count, member_count;
};

static double
share(struct dice *dice)
{
	return (double)(dice_next(dice) >> 11) / 9007199254740992.0;
}

static double
outcome(struct world *w, uint32_t a, uint32_t b, int arm)
{
	double p = w->base + w->keen[a] + w->keen[b] + w->effect * arm;

	if (w->is_rating)
		return 3 + p + (share(&w->dice) - 0.5);
	return share(&w->dice) < p;
}

static void
world_begin(struct world *w, uint64_t seed, double effect, double spread)
{
	dice_init(&w->dice, seed, 7);
	w->effect = effect;
	w->base = 0.4;
	w->count = w->member_count = 0;
	for (int m = 0; m < PEOPLE; m++)
		w->keen[m] = (share(&w->dice) - 0.5) * spread;
}

/* Pairs within the arms, in the order of a shuffle. */
static void
world_round(struct world *w, uint32_t round)
{
	uint32_t order[PEOPLE], strata[PEOPLE], waiting[TRIAL_ARMS];
	bool waits[TRIAL_ARMS] = { false };
	uint8_t arms[PEOPLE];

	for (uint32_t m = 0; m < PEOPLE; m++) {
		order[m] = m;
		strata[m] = m % 5;
	}
	trial_assign(strata, PEOPLE, dice_next(&w->dice), 0, arms);
	dice_shuffle(&w->dice, order, PEOPLE);
	for (int i = 0; i < PEOPLE; i++) {
		int arm = arms[order[i]];
		uint32_t *pair = w->members + w->member_count;

		if (!waits[arm]) {
			waiting[arm] = order[i];
			waits[arm] = true;
			continue;
		}
		waits[arm] = false;
		pair[0] = waiting[arm];
		pair[1] = order[i];
		w->member_count += 2;
		w->units[w->count++] = (struct trial_unit){ .round = round,
			.arm = arm,
			.members = pair,
			.size = 2,
			.is_known = true,
			.value = outcome(w, pair[0], pair[1], arm) };
	}
}

static const struct trial_question met = { .lowest = 0,
	.highest = 1,
	.spread = 0.5,
	.rounds = ROUNDS,
	.detect = 0.1 };

struct coverage {
	int once, always, peeking, found;
};

/* How often the intervals hold the effect: at the end, at every look, and what
 * is left of the interval for one look where one looks each round. */
static struct coverage
cover(int worlds, double effect, double spread, bool is_rating)
{
	struct world *w = memory_new(1, sizeof(*w));
	struct coverage c = { 0 };

	w->is_rating = is_rating;
	for (int k = 0; k < worlds; k++) {
		bool always = true, peeking = true;
		struct trial_estimate e = { 0 };

		world_begin(w, (uint64_t)k + 1, effect, spread);
		for (uint32_t r = 0; r < ROUNDS; r++) {
			world_round(w, r);
			trial_estimate(w->units, w->count, &met, &e);
			always = always && e.always_low <= effect &&
				 effect <= e.always_high;
			peeking =
			    peeking && e.low <= effect && effect <= e.high;
		}
		c.once += e.low <= effect && effect <= e.high;
		c.always += always;
		c.peeking += peeking;
		c.found += e.always_low > 0;
	}
	free(w);
	return c;
}

#define WORLDS 2000

static void
says_what_it_says(struct coverage c)
{
	/* Of 2000 worlds 95 % are 1900, give or take ten. */
	assert_in_range(c.once, 1865, 1960);
	assert_in_range(c.always, 1890, WORLDS);
}

static void
intervals_hold_no_effect(void **state)
{
	struct coverage c = cover(WORLDS, 0, 0.4, false);

	(void)state;
	says_what_it_says(c);
	/* Who looks each round by the interval for one look is led astray. */
	assert_true(c.peeking < 1750);
	assert_true(c.found < 50);
}

static void
intervals_hold_an_effect(void **state)
{
	struct coverage c = cover(WORLDS, 0.2, 0.4, false);

	(void)state;
	says_what_it_says(c);
	assert_true(c.found > 1200);
}

/* People who differ much, so that pairs of one person go together. */
static void
intervals_hold_among_very_different_people(void **state)
{
	(void)state;
	says_what_it_says(cover(WORLDS, 0, 0.8, false));
	says_what_it_says(cover(WORLDS, 0.15, 1.5, true));
}

/* --- the variance, as its definition says it ------------------------------ */

static bool
share_member(const struct trial_unit *a, const struct trial_unit *b)
{
	for (uint32_t i = 0; i < a->size; i++)
		for (uint32_t k = 0; k < b->size; k++)
			if (a->members[i] == b->members[k])
				return true;
	return false;
}

/* One round, two arms of as many: x is ±1/2, and leverage 2/n. */
static void
variance_counts_each_two_once(void **state)
{
	static const uint32_t members[][3] = { { 0, 1, 2 }, { 0, 1, 3 },
		{ 0, 1, 2 }, { 4, 5, 6 }, { 2, 3, 4 }, { 6, 7, 8 } };
	static const double values[] = { 3, 4, 3.5, 1, 2, 1.5 };
	static const int arms[] = { 1, 1, 1, 0, 0, 0 };
	struct trial_unit units[6];
	struct trial_estimate e;
	double moved[6], sum = 0, alone = 0, means[] = { 1.5, 3.5 };

	(void)state;
	for (int i = 0; i < 6; i++) {
		units[i] = (struct trial_unit){ 0, arms[i], members[i], 3, true,
			values[i] };
		moved[i] = (arms[i] - 0.5) * (values[i] - means[arms[i]]) /
			   sqrt(1 - 1.0 / 3);
	}
	for (int i = 0; i < 6; i++)
		for (int k = 0; k < 6; k++)
			if (share_member(&units[i], &units[k]) || i == k)
				sum += moved[i] * moved[k];
	for (int i = 0; i < 6; i++)
		alone += moved[i] * moved[i];
	sum = sum > alone ? sum : alone;
	trial_estimate(units, 6, &met, &e);
	assert_true(fabs(e.difference - 2) < 1e-9);
	assert_true(fabs(e.error - sqrt(sum) / 1.5) < 1e-9);
}

/* Of two people in arm 1 one always meets and one never: what looks like many
 * pairs is less. */
static void
pairs_that_share_a_person_count_less(void **state)
{
	uint32_t shared[16][2], apart[16][2];
	struct trial_unit with[16], without[16];
	struct trial_estimate a, b;

	(void)state;
	for (uint32_t i = 0; i < 16; i++) {
		uint32_t round = i / 4, arm = i / 2 % 2;

		apart[i][0] = 100 + i;
		apart[i][1] = shared[i][1] = 200 + i;
		shared[i][0] = arm == 1 ? i % 2 : 100 + i;
		with[i] = (struct trial_unit){ round, (int)arm, shared[i], 2,
			true, i % 2 };
		without[i] = with[i];
		without[i].members = apart[i];
	}
	trial_estimate(with, 16, &met, &a);
	trial_estimate(without, 16, &met, &b);
	assert_true(a.error > 1.2 * b.error);
	assert_true(a.difference == b.difference);
}

/* --- what is not known ---------------------------------------------------- */

static void
unknown_values_widen_the_bounds(void **state)
{
	static const uint32_t pairs[][2] = { { 0, 1 }, { 2, 3 }, { 4, 5 },
		{ 6, 7 }, { 8, 9 }, { 10, 11 }, { 12, 13 }, { 14, 15 } };
	struct trial_unit units[8];
	struct trial_estimate e;

	(void)state;
	for (int i = 0; i < 8; i++)
		units[i] = (struct trial_unit){ 0, i % 2, pairs[i], 2, true,
			i % 4 < 2 };
	units[0].is_known = false;
	units[0].value = 77;
	trial_estimate(units, 8, &met, &e);
	assert_int_equal(e.arms[0].units, 4);
	assert_int_equal(e.arms[0].known, 3);
	assert_true(fabs(e.arms[0].floor - 0.25) < 1e-9);
	assert_true(fabs(e.arms[0].ceiling - 0.5) < 1e-9);
	assert_true(fabs(e.bound_low - 0) < 1e-9);
	assert_true(fabs(e.bound_high - 0.25) < 1e-9);
	assert_true(fabs(e.arms[0].mean - 1.0 / 3) < 1e-9);
}

static void
nothing_is_told_of_nothing(void **state)
{
	static const uint32_t pair[2] = { 0, 1 };
	struct trial_unit one = { 0, 1, pair, 2, true, 1 };
	struct trial_estimate e;

	(void)state;
	trial_estimate(NULL, 0, &met, &e);
	assert_true(isnan(e.difference) && isnan(e.arms[0].mean));
	assert_int_equal(e.more_once, TRIAL_NEVER);
	/* A round with one arm alone compares nothing. */
	trial_estimate(&one, 1, &met, &e);
	assert_true(isnan(e.difference));
	assert_int_equal(e.rounds, 0);
}

/* --- how long ------------------------------------------------------------- */

static void
plans_are_those_of_the_formula(void **state)
{
	struct trial_plan plan = { 25, 0.5, 0.1 };
	uint32_t once, always;

	(void)state;
	trial_plan(&plan, &once, &always);
	/* (1.96 + 0.84)² (0.25 + 0.24) / 0.1² = 384.6 of each arm: 15.4 */
	assert_int_equal(once, 16);
	assert_in_range(always, once + 1, 3 * once);
	plan.difference = 0.2;
	trial_plan(&plan, &once, &always);
	assert_int_equal(once, 4);
	plan.difference = -0.1;
	trial_plan(&plan, &once, &always);
	assert_int_equal(once, 16);
	plan.difference = 0;
	trial_plan(&plan, &once, &always);
	assert_int_equal(once, TRIAL_NEVER);
}

/* As many rounds as are said to be needed find it four times in five. */
static void
rounds_still_needed_are_enough(void **state)
{
	struct trial_plan plan = { 15, 0.4, 0.17 };
	uint32_t once, always;
	int found = 0;
	struct world *w = memory_new(1, sizeof(*w));

	(void)state;
	trial_plan(&plan, &once, &always);
	assert_in_range(once, 7, ROUNDS);
	for (int k = 0; k < 500; k++) {
		struct trial_estimate e;

		world_begin(w, (uint64_t)k + 1, plan.difference, 0.1);
		for (uint32_t r = 0; r < once; r++)
			world_round(w, r);
		trial_estimate(w->units, w->count, &met, &e);
		found += e.low > 0;
	}
	free(w);
	assert_in_range(found, 370, 450);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arms_are_balanced),
		cmocka_unit_test(arms_are_by_chance),
		cmocka_unit_test(the_same_seed_the_same_arms),
		cmocka_unit_test(quantiles_are_those_of_tables),
		cmocka_unit_test(intervals_hold_no_effect),
		cmocka_unit_test(intervals_hold_an_effect),
		cmocka_unit_test(intervals_hold_among_very_different_people),
		cmocka_unit_test(variance_counts_each_two_once),
		cmocka_unit_test(pairs_that_share_a_person_count_less),
		cmocka_unit_test(unknown_values_widen_the_bounds),
		cmocka_unit_test(nothing_is_told_of_nothing),
		cmocka_unit_test(plans_are_those_of_the_formula),
		cmocka_unit_test(rounds_still_needed_are_enough),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
