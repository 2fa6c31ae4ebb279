/* Plans say of every pair what the rules say, whatever the rules are. */
/* links: pairing */
/* with: any_population */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "any_population.h"
#include "base/dice.h"
#include "base/memory.h"
#include "base/text.h"
#include "pairing/exclusions.h"
#include "pairing/plan.h"
#include "pairing/plan_compiled.h"
#include "pairing/population_data.h"
#include "pairing/rules_data.h"

#define RULES_MOST 16 /* requirements together */

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

/* Of a range those pairs are found, in its order, whom the plan itself lets
 * meet, and who are good enough for one of both. */
static void
meetings_agree(const struct plan *plan, const struct plan_view *view,
    const uint32_t *asked, struct plan_range range, const int32_t *floors)
{
	struct plan_found *found = memory_new(1, sizeof(*found));
	struct plan_range rest = range;
	uint32_t k = 0;

	for (uint32_t one = range.next; one < range.end; one++)
		for (uint32_t other = one + 1; other < range.to; other++) {
			int32_t score =
			    plan_score(plan, asked[one], asked[other]);

			if (other < range.from || score == SCORE_FORBIDDEN ||
			    (floors != NULL && score < floors[one] &&
				score < floors[other]))
				continue;
			for (; k == found->count; k = 0) {
				assert_true(rest.next < rest.end);
				plan_view_meet(view, &rest, floors, found);
			}
			assert_int_equal(found->one[k], one);
			assert_int_equal(found->other[k], other);
			assert_int_equal(found->scores[k++], score);
		}
	for (; k == found->count && rest.next < rest.end; k = 0)
		plan_view_meet(view, &rest, floors, found);
	assert_int_equal(k, found->count);
	free(found);
}

static void
views_agree(const struct plan *plan, const struct plan_view *view,
    const uint32_t *asked, uint32_t n, struct dice *d)
{
	int32_t floors[PLAN_BLOCK_MAX];
	struct plan_range range = { .next = dice_below(d, n), .to = n };

	range.end = range.next + 1 + dice_below(d, 4);
	range.end = range.end < n ? range.end : n;
	range.from = dice_below(d, n);
	meetings_agree(plan, view, asked, range, NULL);
	for (uint32_t i = 0; i < n; i++)
		floors[i] = (int32_t)dice_below(d, SCORE_ONE + 2);
	/* Exactly the score is enough, one more is not. */
	for (uint32_t i = range.next + 1; i < n; i++) {
		int32_t score = plan_score(plan, asked[range.next], asked[i]);

		if (i % 3 > 0 && score != SCORE_FORBIDDEN)
			floors[i] = score + (i % 3 == 2);
	}
	meetings_agree(plan, view, asked, range, floors);
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
	for (uint32_t k = 0; k < 10; k++)
		views_agree(plan, view, asked, some, d);
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
	uint32_t ruled_out[RULES_MOST];

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
		struct population *p = any_population(60, missing[m], m);

		for (size_t i = 0;
		     i < any_requirement_count + any_preference_count; i++) {
			struct rules *rules =
			    rules_new(any_attributes, ATTRIBUTES);
			bool prefers = i >= any_requirement_count;
			const char *sentence =
			    prefers ? any_preferences[i - any_requirement_count]
				    : any_requirements[i];
			struct plan *plan;
			struct dice d;

			dice_init(&d, 1, i);
			any_rule(rules, sentence, prefers);
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
		    any_population(50, (uint32_t)seed % 3 * 10, seed);
		struct rules *rules = rules_new(any_attributes, ATTRIBUTES);
		struct plan *plan;
		struct dice d;

		dice_init(&d, seed, 7);
		for (uint32_t i = dice_below(&d, 4); i > 0; i--)
			any_rule(rules,
			    any_requirements[dice_below(
				&d, any_requirement_count)],
			    false);
		for (uint32_t i = dice_below(&d, 12); i > 0; i--)
			any_rule(rules,
			    any_preferences[dice_below(
				&d, any_preference_count)],
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
	struct population *p = any_population(1300, 5, 3);
	struct rules *rules = rules_new(any_attributes, ATTRIBUTES);
	uint32_t ids[PLAN_BLOCK_MAX], n = PLAN_BLOCK_MAX;
	int32_t floors[PLAN_BLOCK_MAX];
	struct plan_view *view;
	struct plan *plan;
	struct dice d;

	(void)state;
	dice_init(&d, 3, 3);
	any_rule(rules, "differ field", false);
	any_rule(rules, "share languages", false);
	any_rule(rules, "rested 26 weeks", false);
	any_rule(rules, "share skills at least 1", false);
	any_rule(rules, "distance field weight 3", true);
	any_rule(rules, "distance skills ideal 0.9", true);
	any_rule(rules, "complement offers seeks", true);
	plan = plan_new(p, rules);
	assert_int_equal(p->columns[SKILLS].word_count, PLAN_BITS_MAX);
	ways_agree(plan, &d);
	view = plan_view_new(plan);
	for (uint32_t i = 0; i < n; i++) {
		ids[i] = 2 * i;
		floors[i] = (int32_t)dice_below(&d, SCORE_ONE);
	}
	plan_view_take(view, ids, n);
	meetings_agree(
	    plan, view, ids, (struct plan_range){ 0, n, 0, n }, NULL);
	meetings_agree(
	    plan, view, ids, (struct plan_range){ 0, 200, 200, n }, floors);
	plan_view_free(view);
	plan_free(plan);
	rules_free(rules);
	population_free(p);
}

static void
set_tags(struct population *p, uint32_t member, size_t attribute, int from,
    int count)
{
	struct text tags = { 0 };
	struct fault why;

	for (int i = from; i < from + count; i++)
		text_addf(&tags, "%sw%d", i == from ? "" : ";", i);
	assert_int_equal(
	    population_set(p, member, attribute, text_get(&tags), &why), 0);
	text_clear(&tags);
}

/* As many tags as a member may have, of which many are sought. */
static void
very_many_tags(void **state)
{
	static struct attribute attributes[] = {
		{ .name = "offers", .type = ATTRIBUTE_TAGS },
		{ .name = "seeks", .type = ATTRIBUTE_TAGS },
	};
	struct population *p = population_new(attributes, 2);
	struct rules *rules = rules_new(attributes, 2);
	uint32_t members[4];
	struct plan *plan;
	struct fault why;
	int column;

	(void)state;
	for (int i = 0; i < 4; i++) {
		char key[2] = { (char)('a' + i), 0 };
		int count = i == 0 ? ATTRIBUTE_TAGS_MAX : 40 * i - 7;

		assert_int_equal(population_add(p, key, &members[i], &why), 0);
		set_tags(p, members[i], 0, 3 * i, count);
		set_tags(p, members[i], 1, 5, count);
	}
	population_close(p);
	assert_int_equal(
	    rules_prefer(rules, "complement offers seeks", &column, &why), 0);
	plan = plan_new(p, rules);
	pairs_are_as_ruled(plan, rules, p, "very many tags");
	plan_free(plan);
	rules_free(rules);
	population_free(p);
}

/* Nobody at all, and one alone. */
static void
nobody_and_one(void **state)
{
	struct rules *rules = rules_new(any_attributes, ATTRIBUTES);

	(void)state;
	any_rule(rules, "share languages", false);
	any_rule(rules, "distance field", true);
	for (uint32_t n = 0; n < 2; n++) {
		struct population *p = any_population(n, 0, 1);
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
	any_seal();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_alone),
		cmocka_unit_test(many_rules_together),
		cmocka_unit_test(large_blocks_and_floors),
		cmocka_unit_test(very_many_tags),
		cmocka_unit_test(nobody_and_one),
	};

	return cmocka_run_group_tests(tests, seal, NULL);
}
