/* Plans say of every pair what the rules say, whatever the rules are. */
/* links: pairing */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/exclusions.h"
#include "pairing/plan.h"
#include "pairing/plan_compiled.h"
#include "pairing/population_data.h"
#include "pairing/rules_data.h"

enum {
	TEAM,  /* choice of few */
	TOWN,  /* choice of any word */
	FIELD, /* tree */
	PLACE, /* tree of more branches than a table is made for */
	LANGUAGES,
	INTERESTS, /* more words than a bit set is made for */
	OFFERS,
	SEEKS,
	GIVES, /* as offers and seeks, of many words */
	WANTS,
	GRADE,  /* ordered list */
	YEARS,  /* range */
	SKILLS, /* as many words as a bit set is made for */
	FREE,
	ATTRIBUTES
};

static char *grades[] = { "low", "middle", "high", "top" };

static struct attribute attributes[ATTRIBUTES] = {
	[TEAM] = { .name = "team", .type = ATTRIBUTE_CHOICE },
	[TOWN] = { .name = "town", .type = ATTRIBUTE_CHOICE },
	[FIELD] = { .name = "field", .type = ATTRIBUTE_TREE },
	[PLACE] = { .name = "place", .type = ATTRIBUTE_TREE },
	[LANGUAGES] = { .name = "languages", .type = ATTRIBUTE_TAGS },
	[INTERESTS] = { .name = "interests", .type = ATTRIBUTE_TAGS },
	[OFFERS] = { .name = "offers", .type = ATTRIBUTE_TAGS },
	[SEEKS] = { .name = "seeks", .type = ATTRIBUTE_TAGS },
	[GIVES] = { .name = "gives", .type = ATTRIBUTE_TAGS },
	[WANTS] = { .name = "wants", .type = ATTRIBUTE_TAGS },
	[GRADE] = { .name = "grade",
	    .type = ATTRIBUTE_SCALE,
	    .has_words = true,
	    .words = grades,
	    .word_count = COUNT_OF(grades) },
	[YEARS] = { .name = "years",
	    .type = ATTRIBUTE_SCALE,
	    .has_range = true,
	    .from = 0,
	    .to = 40000 },
	[SKILLS] = { .name = "skills", .type = ATTRIBUTE_TAGS },
	[FREE] = { .name = "free", .type = ATTRIBUTE_HOURS },
};

/* --- random populations --------------------------------------------------- */

static void
set(struct population *p, uint32_t member, size_t attribute, const char *value)
{
	struct fault why;

	if (population_set(p, member, attribute, value, &why) != 0)
		fail_msg("%s: %s", value, why.sentence);
}

static void
set_tags(struct population *p, struct dice *d, uint32_t member,
    size_t attribute, const char *prefix, uint32_t words, uint32_t most)
{
	struct text t = { 0 };
	uint32_t n = 1 + dice_below(d, most);

	for (uint32_t i = 0; i < n; i++)
		text_addf(&t, "%s%s%u", i > 0 ? ";" : "", prefix,
		    dice_below(d, words));
	set(p, member, attribute, text_get(&t));
	text_clear(&t);
}

static void
set_path(struct population *p, struct dice *d, uint32_t member,
    size_t attribute, uint32_t words)
{
	struct text t = { 0 };
	uint32_t n = 1 + dice_below(d, 4);

	for (uint32_t i = 0; i < n; i++)
		text_addf(&t, "%sp%u", i > 0 ? "/" : "", dice_below(d, words));
	set(p, member, attribute, text_get(&t));
	text_clear(&t);
}

static void
set_hours(struct population *p, struct dice *d, uint32_t member)
{
	static const char *const days[] = { "mon", "wed", "sun" };
	struct text t = { 0 };

	for (size_t i = 0; i < COUNT_OF(days); i++) {
		uint32_t from = dice_below(d, 22);

		text_addf(&t, "%s%s %u-%u", i > 0 ? ";" : "", days[i], from,
		    from + 1 + dice_below(d, 2));
	}
	set(p, member, FREE, text_get(&t));
	text_clear(&t);
}

/* Of a hundred values `missing` are left away. */
static void
set_values(
    struct population *p, struct dice *d, uint32_t member, uint32_t missing)
{
	char value[32];

	for (size_t i = 0; i < ATTRIBUTES; i++) {
		if (dice_below(d, 100) < missing)
			continue;
		if (i == TEAM || i == TOWN) {
			(void)snprintf(value, sizeof(value), "w%u",
			    dice_below(d, i == TEAM ? 4 : 300));
			set(p, member, i, value);
		} else if (i == FIELD || i == PLACE) {
			set_path(p, d, member, i, i == FIELD ? 3 : 9);
		} else if (i == LANGUAGES) {
			set_tags(p, d, member, i, "l", 12, 3);
		} else if (i == INTERESTS) {
			set_tags(p, d, member, i, "i", 900, 20);
		} else if (i == OFFERS || i == SEEKS) {
			set_tags(
			    p, d, member, i, "t", i == OFFERS ? 90 : 120, 6);
		} else if (i == GIVES || i == WANTS) {
			set_tags(
			    p, d, member, i, "g", i == GIVES ? 1500 : 1200, 25);
		} else if (i == SKILLS) {
			set_tags(p, d, member, i, "s", 512, 30);
		} else if (i == GRADE) {
			set(p, member, i, grades[dice_below(d, 4)]);
		} else if (i == YEARS) {
			(void)snprintf(value, sizeof(value), "%u.%u",
			    dice_below(d, 40), dice_below(d, 10));
			set(p, member, i, value);
		} else {
			set_hours(p, d, member);
		}
	}
}

static void
set_ties(struct population *p, struct dice *d, uint32_t n)
{
	struct fault why;
	char a[16], b[16];
	int done;

	for (uint32_t i = 0; i < 6 * n; i++) {
		uint32_t x = dice_below(d, n), y = dice_below(d, n);

		if (x == y)
			continue;
		(void)snprintf(a, sizeof(a), "m%u", x);
		(void)snprintf(b, sizeof(b), "m%u", y);
		if (dice_below(d, 2) == 0)
			done = population_met(p, a, b, dice_below(d, 60), &why);
		else
			done = population_tie(p, a, b,
			    dice_below(d, 5) == 0 ? TIE_BLOCKS : TIE_KNOWS,
			    &why);
		assert_int_equal(done, 0);
	}
}

static struct population *
make_population(uint32_t n, uint32_t missing, uint64_t seed)
{
	struct population *p = population_new(attributes, ATTRIBUTES);
	struct fault why;
	struct dice d;

	dice_init(&d, seed, n);
	for (uint32_t i = 0; i < n; i++) {
		char key[16];
		uint32_t member;

		(void)snprintf(key, sizeof(key), "m%u", i);
		assert_int_equal(population_add(p, key, &member, &why), 0);
		set_values(p, &d, member, missing);
		population_set_waiting(p, member, dice_below(&d, 3));
		if (dice_below(&d, 2) == 0)
			population_set_openness(
			    p, member, (int32_t)dice_below(&d, 1001));
	}
	set_ties(p, &d, n);
	population_close(p);
	return p;
}

/* --- all kinds of rules --------------------------------------------------- */

static const char *const requirements[] = { "differ team", "differ town",
	"differ field", "differ field level 1", "differ place level 2",
	"differ grade", "differ years by 10", "same team even if missing",
	"same field level 1", "same grade", "within grade 2",
	"within years 12.5 even if missing", "share languages",
	"share languages even if missing", "share interests",
	"share interests at least 2 even if missing",
	"share languages at least 2", "share skills", "share skills at least 3",
	"share free", "share free at least 2", "share free even if missing",
	"complement offers seeks",
	"complement offers seeks both ways even if missing",
	"complement gives wants", "complement gives wants even if missing",
	"complement seeks offers", "unacquainted", "unacquainted mutual 1",
	"unacquainted hops 2", "rested 26 weeks", "rested 4 weeks",
	"differ team even if missing", "differ years even if missing" };

static const char *const preferences[] = { "differ team",
	"differ town weight 2", "differ field level 1",
	"differ years by 10 weight 0.5", "differ grade", "same town",
	"same place level 1", "same years", "within grade 2",
	"within years 9.5 weight 7", "within grade 0", "share languages",
	"share languages at least 3 weight 3", "share interests at least 4",
	"share free at least 3", "distance team", "distance team ideal 0.3",
	"distance town weight 1000", "distance field", "distance place",
	"distance field ideal 0.5 weight 0.001", "distance field level 2",
	"distance place level 3 ideal 0.25", "distance grade",
	"distance grade ideal 0.333", "distance years",
	"distance years ideal 0.7 weight 12.345", "distance languages",
	"distance interests", "distance languages ideal 0.6",
	"distance skills ideal 0.9", "share skills at least 5",
	"distance interests ideal 0.95", "distance interests ideal 0",
	"complement offers seeks", "complement gives wants weight 2",
	"complement seeks offers weight 0.7", "unacquainted",
	"unacquainted mutual 4", "unacquainted hops 2 weight 3",
	"rested 30 weeks weight 1.5" };

static void
add(struct rules *rules, const char *sentence, bool is_preference)
{
	struct fault why;
	int column, done;

	done = is_preference ? rules_prefer(rules, sentence, &column, &why)
			     : rules_require(rules, sentence, &column, &why);
	if (done != 0)
		fail_msg("%s: %s", sentence, why.sentence);
}

static void
pairs_are_as_ruled(const struct plan *plan, const struct rules *rules,
    const struct population *p, const char *what)
{
	uint32_t n = plan_size(plan);

	for (uint32_t a = 0; a < n; a++)
		for (uint32_t b = 0; b < n; b++) {
			bool may;
			int32_t score;

			if (a == b)
				continue;
			may = rules_allow(rules, p, a, b, NULL);
			score =
			    may ? rules_score(rules, p, a, b) : SCORE_FORBIDDEN;
			if (plan_may(plan, a, b) != may ||
			    plan_score(plan, a, b) != score)
				fail_msg("%s: %u and %u: %d, not %d", what, a,
				    b, plan_score(plan, a, b), score);
		}
}

/* --- the ways to ask ------------------------------------------------------ */

static void
check_list(const struct plan *plan, uint32_t a, const uint32_t *ids,
    const int32_t *scores, uint32_t found, const uint32_t *asked, uint32_t n)
{
	uint32_t k = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t b = asked == NULL ? i : asked[i];
		int32_t score =
		    a == b ? SCORE_FORBIDDEN : plan_score(plan, a, b);

		if (score == SCORE_FORBIDDEN)
			continue;
		assert_true(k < found);
		assert_int_equal(ids[k], b);
		assert_int_equal(scores[k], score);
		k++;
	}
	assert_int_equal(k, found);
}

static void
ways_agree(const struct plan *plan, struct dice *d)
{
	uint32_t n = plan_size(plan), some = n < 400 ? n : 400;
	uint32_t *ids = memory_new(n, sizeof(*ids));
	uint32_t *asked = memory_new(n, sizeof(*asked));
	int32_t *scores = memory_new((size_t)some * some, sizeof(*scores));
	struct plan_view *view = plan_view_new(plan);
	uint32_t found, a = dice_below(d, n);

	for (uint32_t i = 0; i < n; i++)
		asked[i] = i;
	dice_shuffle(d, asked, n);
	found = plan_scan(plan, a, 0, n, ids, scores);
	check_list(plan, a, ids, scores, found, NULL, n);
	assert_int_equal(plan_scan(plan, a, 0, n, ids, NULL), found);
	check_list(plan, a, ids, scores, found, NULL, n);
	memcpy(ids, asked, n * sizeof(*ids));
	found = plan_filter(plan, a, ids, scores, n);
	check_list(plan, a, ids, scores, found, asked, n);
	memcpy(ids, asked, n * sizeof(*ids));
	assert_int_equal(plan_filter(plan, a, ids, NULL, n), found);
	check_list(plan, a, ids, scores, found, asked, n);
	plan_view_take(view, asked, some);
	for (uint32_t k = 0; k < 10; k++) {
		uint32_t from = dice_below(d, some);

		a = asked[dice_below(d, n)];
		found =
		    plan_view_scan(view, a, from, some, 0, NULL, ids, scores);
		for (uint32_t i = 0; i < found; i++)
			ids[i] = asked[ids[i]];
		check_list(
		    plan, a, ids, scores, found, asked + from, some - from);
	}
	plan_block(plan, asked, some, scores);
	for (uint32_t i = 0; i < some; i++)
		for (uint32_t k = 0; k < some; k++)
			assert_int_equal(scores[i * some + k],
			    i == k ? SCORE_FORBIDDEN
				   : plan_score(plan, asked[i], asked[k]));
	plan_view_free(view);
	free(ids);
	free(asked);
	free(scores);
}

/* What exclusions count, one by one. */
static void
exclusions_agree(const struct population *p, const struct rules *rules)
{
	struct exclusions *e = exclusions_new(p, rules);
	uint32_t ruled_out[COUNT_OF(requirements)];

	for (uint32_t a = 0; a < p->size; a++) {
		uint32_t allowed = exclusions_count(e, a, ruled_out), may = 0;

		for (uint32_t b = 0; b < p->size; b++)
			may += b != a && rules_allow(rules, p, a, b, NULL);
		assert_int_equal(allowed, may);
		for (size_t i = 0; i < rules->requirement_count; i++) {
			uint32_t count = 0;

			for (uint32_t b = 0; b < p->size; b++)
				count += b != a &&
					 !rule_holds(&rules->items[i], p, a, b);
			assert_int_equal(ruled_out[i], count);
		}
	}
	exclusions_free(e);
}

/* --- tests ---------------------------------------------------------------- */

static void
each_rule_alone(void **state)
{
	static const uint32_t missing[] = { 0, 30 };

	(void)state;
	for (size_t m = 0; m < COUNT_OF(missing); m++) {
		struct population *p = make_population(60, missing[m], m);

		for (size_t i = 0;
		     i < COUNT_OF(requirements) + COUNT_OF(preferences); i++) {
			struct rules *rules = rules_new(attributes, ATTRIBUTES);
			bool prefers = i >= COUNT_OF(requirements);
			const char *sentence =
			    prefers ? preferences[i - COUNT_OF(requirements)]
				    : requirements[i];
			struct plan *plan;
			struct dice d;

			dice_init(&d, 1, i);
			add(rules, sentence, prefers);
			plan = plan_new(p, rules);
			pairs_are_as_ruled(plan, rules, p, sentence);
			ways_agree(plan, &d);
			exclusions_agree(p, rules);
			plan_free(plan);
			rules_free(rules);
		}
		population_free(p);
	}
}

static void
many_rules_together(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 60; seed++) {
		struct population *p =
		    make_population(50, (uint32_t)seed % 3 * 10, seed);
		struct rules *rules = rules_new(attributes, ATTRIBUTES);
		struct plan *plan;
		struct dice d;

		dice_init(&d, seed, 7);
		for (uint32_t i = dice_below(&d, 4); i > 0; i--)
			add(rules,
			    requirements[dice_below(
				&d, COUNT_OF(requirements))],
			    false);
		for (uint32_t i = dice_below(&d, 12); i > 0; i--)
			add(rules,
			    preferences[dice_below(&d, COUNT_OF(preferences))],
			    true);
		plan = plan_new(p, rules);
		pairs_are_as_ruled(plan, rules, p, "many");
		ways_agree(plan, &d);
		exclusions_agree(p, rules);
		for (uint32_t v = 0; v < p->size; v++)
			assert_int_equal(plan_waiting(plan, v), p->waiting[v]);
		plan_free(plan);
		rules_free(rules);
		population_free(p);
	}
}

/* More members than a block, and floors of views. */
static void
large_blocks_and_floors(void **state)
{
	struct population *p = make_population(1300, 5, 3);
	struct rules *rules = rules_new(attributes, ATTRIBUTES);
	uint32_t ids[PLAN_BLOCK_MAX], all[PLAN_BLOCK_MAX], n = PLAN_BLOCK_MAX;
	int32_t some[PLAN_BLOCK_MAX], scores[PLAN_BLOCK_MAX];
	int32_t floors[PLAN_BLOCK_MAX];
	struct plan_view *view;
	struct plan *plan;
	struct dice d;
	uint32_t found, found_all, k = 0;

	(void)state;
	dice_init(&d, 3, 3);
	add(rules, "differ field", false);
	add(rules, "share languages", false);
	add(rules, "rested 26 weeks", false);
	add(rules, "share skills at least 1", false);
	add(rules, "distance field weight 3", true);
	add(rules, "distance skills ideal 0.9", true);
	add(rules, "complement offers seeks", true);
	plan = plan_new(p, rules);
	assert_int_equal(p->columns[SKILLS].word_count, PLAN_BITS_MAX);
	ways_agree(plan, &d);
	view = plan_view_new(plan);
	for (uint32_t i = 0; i < n; i++) {
		ids[i] = 2 * i;
		floors[i] = (int32_t)dice_below(&d, SCORE_ONE);
	}
	plan_view_take(view, ids, n);
	found_all = plan_view_scan(view, 8, 3, n, 0, NULL, all, scores);
	found = plan_view_scan(view, 8, 3, n, 700000, floors, ids, some);
	assert_true(found > 0 && found < found_all);
	for (uint32_t i = 0; i < found_all; i++) {
		if (scores[i] < 700000 && scores[i] < floors[all[i]])
			continue;
		assert_int_equal(ids[k], all[i]);
		assert_int_equal(some[k], scores[i]);
		k++;
	}
	assert_int_equal(k, found);
	plan_view_free(view);
	plan_free(plan);
	rules_free(rules);
	population_free(p);
}

/* Nobody at all, and one alone. */
static void
nobody_and_one(void **state)
{
	struct rules *rules = rules_new(attributes, ATTRIBUTES);

	(void)state;
	add(rules, "share languages", false);
	add(rules, "distance field", true);
	for (uint32_t n = 0; n < 2; n++) {
		struct population *p = make_population(n, 0, 1);
		struct plan *plan = plan_new(p, rules);
		uint32_t id;
		int32_t score;

		assert_int_equal(plan_size(plan), n);
		if (n == 1)
			assert_int_equal(
			    plan_scan(plan, 0, 0, 1, &id, &score), 0);
		plan_free(plan);
		population_free(p);
	}
	rules_free(rules);
}

static int
seal(void **state)
{
	(void)state;
	for (size_t i = 0; i < ATTRIBUTES; i++)
		attribute_seal(&attributes[i]);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_alone),
		cmocka_unit_test(many_rules_together),
		cmocka_unit_test(large_blocks_and_floors),
		cmocka_unit_test(nobody_and_one),
	};

	return cmocka_run_group_tests(tests, seal, NULL);
}
