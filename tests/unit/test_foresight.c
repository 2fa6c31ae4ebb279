/* links: pairing */
/* with: spelled */
/*
 * Looking ahead: where nobody is to meet twice, as many rounds as there can be
 * are full; and where repeats cannot be helped, those longest ago come first.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/dice.h"
#include "base/memory.h"
#include "pairing/draw.h"
#include "pairing/foresight.h"
#include "spelled.h"

#define SIZE_MAX_HERE 24
#define ROUNDS_MAX 40

static struct attribute none;

/* A season: who may meet whom at all, and in which round each two met last. */
struct season {
	uint32_t size;
	bool may[SIZE_MAX_HERE][SIZE_MAX_HERE];
	int met[SIZE_MAX_HERE][SIZE_MAX_HERE]; /* round from 1; 0: never */
	int round;                             /* the next */
};

static void
season_begin(struct season *s, uint32_t size)
{
	*s = (struct season){ .size = size, .round = 1 };
	for (uint32_t a = 0; a < size; a++)
		for (uint32_t b = 0; b < size; b++)
			s->may[a][b] = a != b;
}

static struct population *
population_of(const struct season *s)
{
	struct population *p = population_new(&none, 0);
	struct fault why;

	for (uint32_t i = 0; i < s->size; i++) {
		char key[3] = { (char)('a' + i / 10), (char)('0' + i % 10),
			'\0' };
		uint32_t m;

		assert_int_equal(population_add(p, key, &m, &why), 0);
	}
	for (uint32_t a = 0; a < s->size; a++)
		for (uint32_t b = 0; b < a; b++) {
			if (!s->may[a][b])
				population_tie_members(p, a, b, TIE_BLOCKS);
			if (s->met[a][b] != 0)
				population_met_members(p, a, b,
				    (uint32_t)(s->round - s->met[a][b]));
		}
	population_close(p);
	return p;
}

/* Draws the next round and remembers who met. */
static struct draw *
season_draw(struct season *s, const struct rules *rules, uint64_t seed)
{
	struct population *p = population_of(s);
	struct draw_options options = { .seed = seed, .threads = 1 };
	struct draw *draw = pairing_draw(p, rules, &options);

	for (size_t i = 0; i < draw->group_count; i++) {
		const struct draw_group *g = &draw->groups[i];

		for (uint32_t x = 0; x < g->size; x++)
			for (uint32_t y = 0; y < g->size; y++)
				if (x != y)
					s->met[g->members[x]][g->members[y]] =
					    s->round;
	}
	s->round++;
	population_free(p);
	return draw;
}

/* Rounds from this one on in which nobody sits out. */
static int
full_rounds(struct season *s, const struct rules *rules, uint64_t seed)
{
	int full = 0;
	bool goes_on = true;

	while (goes_on && full < ROUNDS_MAX) {
		struct draw *draw =
		    season_draw(s, rules, seed * 1000 + (uint64_t)full);

		goes_on = draw->sit_out_count == 0;
		full += goes_on;
		draw_free(draw);
	}
	return full;
}

/* Only these pairs, "01 12": digits of members. */
static void
season_allow(struct season *s, const char *edges)
{
	memset(s->may, 0, sizeof(s->may));
	for (const char *e = edges; e != NULL; e = e[2] ? e + 3 : NULL)
		s->may[e[0] - '0'][e[1] - '0'] =
		    s->may[e[1] - '0'][e[0] - '0'] = true;
}

/* --- nobody twice --------------------------------------------------------- */

/* All have met all when the rounds are over. */
static void
test_round_robins(void **state UNUSED)
{
	static const struct {
		uint32_t size;
		int seeds;
	} rows[] = { { 2, 1 }, { 4, 10 }, { 6, 100 }, { 8, 60 }, { 10, 30 },
		{ 12, 10 }, { 20, 10 } };
	struct rules *rules = spelled_rules("rested 100 weeks", NULL, 500);

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		for (int seed = 0; seed < rows[i].seeds; seed++) {
			struct season s;

			season_begin(&s, rows[i].size);
			assert_int_equal(full_rounds(&s, rules, (uint64_t)seed),
			    rows[i].size - 1);
		}
	rules_free(rules);
}

/* Of 21 a trio and nine pairs use up 12 of 210 pairs in a round: 17 rounds at
 * most. */
static void
test_odd(void **state UNUSED)
{
	struct rules *rules = spelled_rules("rested 100 weeks", NULL, 500);

	for (uint64_t seed = 0; seed < 10; seed++) {
		struct season s;

		season_begin(&s, 21);
		assert_in_range(full_rounds(&s, rules, seed), 15, 17);
	}
	rules_free(rules);
}

/* With chance from preferences too, and for ever where a round robin is what
 * the weeks leave. */
static void
test_for_ever(void **state UNUSED)
{
	for (uint32_t n = 4; n <= 10; n += 2)
		for (uint64_t seed = 0; seed < 5; seed++) {
			char sentence[32];
			struct rules *rules;
			struct season s;

			(void)snprintf(sentence, sizeof(sentence),
			    "rested %u weeks", n - 1);
			rules = spelled_rules(sentence, "rested 52 weeks", 200);
			season_begin(&s, n);
			assert_int_equal(
			    full_rounds(&s, rules, seed), ROUNDS_MAX);
			rules_free(rules);
		}
}

static void
test_few_pairs(void **state UNUSED)
{
	static const struct {
		uint32_t size;
		const char *edges;
		int rounds;
	} rows[] = {
		/* A hexagon; three by three; an octagon. */
		{ 6, "01 12 23 34 45 50", 2 },
		{ 6, "03 04 05 13 14 15 23 24 25", 3 },
		{ 8, "01 12 23 34 45 56 67 70", 2 },
		/* A prism: three rounds, unless the first takes the edges
		 * between its triangles. */
		{ 6, "01 12 20 34 45 53 03 14 25", 3 },
		/* A cube, and a Möbius ladder. */
		{ 8, "01 13 32 20 45 57 76 64 04 15 26 37", 3 },
		{ 8, "01 12 23 34 45 56 67 70 04 15 26 37", 3 },
		/* Petersen's graph: two pentagons are left, whatever the
		 * first round. */
		{ 10, "01 12 23 34 40 05 16 27 38 49 57 79 96 68 85", 1 },
	};
	struct rules *rules = spelled_rules("rested 100 weeks", NULL, 500);

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		for (uint64_t seed = 0; seed < 60; seed++) {
			struct season s;

			season_begin(&s, rows[i].size);
			season_allow(&s, rows[i].edges);
			assert_int_equal(
			    full_rounds(&s, rules, seed), rows[i].rounds);
		}
	rules_free(rules);
}

/* --- when repeats cannot be helped ---------------------------------------- */

/* Round `round` of everybody with everybody, by turning all but the last. */
static uint32_t
partner_in(uint32_t size, uint32_t round, uint32_t member)
{
	uint32_t turn = size - 1, twice = 2 * round % turn;

	if (member == turn)
		return round;
	if (member == round)
		return turn;
	return (twice + turn - member) % turn;
}

/* All have met once; the best draw is the round longest ago, then the next. */
static void
test_longest_ago_first(void **state UNUSED)
{
	static const uint32_t sizes[] = { 4, 6, 8, 10, 20 };
	struct rules *rules = spelled_rules(NULL, "rested 40 weeks", 0);

	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		uint32_t n = sizes[i];
		struct season s;

		season_begin(&s, n);
		for (uint32_t r = 0; r < n - 1; r++, s.round++)
			for (uint32_t v = 0; v < n; v++)
				s.met[v][partner_in(n, r, v)] = s.round;
		for (uint32_t r = 0; r < 2 * (n - 1); r++) {
			struct draw *draw = season_draw(&s, rules, r);

			assert_int_equal(draw->group_count, n / 2);
			for (size_t g = 0; g < n / 2; g++)
				assert_int_equal(draw->groups[g].members[1],
				    partner_in(n, r % (n - 1),
					draw->groups[g].members[0]));
			draw_free(draw);
		}
	}
	rules_free(rules);
}

/* Weeks of rest that a seating of all from `left` on has at most, of those who
 * still stand there. */
static int
most_rest(const struct season *s, uint32_t left)
{
	uint32_t first = 0;
	int most = 0;

	if (left == 0)
		return 0;
	while ((left >> first & 1) == 0)
		first++;
	for (uint32_t v = first + 1; v < s->size; v++) {
		int rest = s->met[first][v] == 0 ? ROUNDS_MAX
						 : s->round - s->met[first][v];

		if ((left >> v & 1) == 0)
			continue;
		rest = rest > ROUNDS_MAX ? ROUNDS_MAX : rest;
		rest += most_rest(s, left & ~(1u << first | 1u << v));
		most = rest > most ? rest : most;
	}
	return most;
}

/* From any past, the pairs of the draw have rested as long as can be. */
static void
test_most_rest(void **state UNUSED)
{
	struct rules *rules = spelled_rules(NULL, "rested 40 weeks", 0);
	struct dice d;

	dice_init(&d, 9, 9);
	for (int turn = 0; turn < 40; turn++) {
		struct season s;
		int expected, rest = 0;
		struct season before;
		struct draw *draw;

		season_begin(&s, turn % 2 == 0 ? 6 : 8);
		s.round = 31;
		for (uint32_t a = 0; a < s.size; a++)
			for (uint32_t b = 0; b < a; b++)
				s.met[a][b] = s.met[b][a] =
				    (int)dice_below(&d, 31);
		expected = most_rest(&s, (1u << s.size) - 1);
		before = s;
		draw = season_draw(&s, rules, 5);
		for (size_t g = 0; g < draw->group_count; g++) {
			const uint32_t *m = draw->groups[g].members;
			int met = before.met[m[0]][m[1]];

			rest += met == 0 ? ROUNDS_MAX : before.round - met;
		}
		assert_int_equal(rest, expected);
		draw_free(draw);
	}
	rules_free(rules);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_robins),
		cmocka_unit_test(test_odd),
		cmocka_unit_test(test_for_ever),
		cmocka_unit_test(test_few_pairs),
		cmocka_unit_test(test_longest_ago_first),
		cmocka_unit_test(test_most_rest),
	};

	return cmocka_run_group_tests_name("foresight", tests, NULL, NULL);
}
