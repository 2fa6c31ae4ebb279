/* links: work */
/* with: good_config */
/*
 * A what-if as it is played: of four people by hand, one of whom comes from another
 * field, all that it answers is known beforehand. The snapshot, which is the
 * database's, is stood in for by their names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/memory.h"
#include "config/config.h"
#include "good_config.h"
#include "io/seal.h"
#include "work/whatif_play.h"

#define ROUNDS 3
#define APART "differ field"
#define RESTED "rested 26 weeks"
#define CONFIG                                                             \
	GOOD "attributes:\n  field: {type: choice, values: [law, food]}\n" \
	     "  town: {type: choice, values: [here, there]}\n"             \
	     "pools:\n  p:\n    require: [" APART ", " RESTED "]\n"

/* --- what stands for work/round_input.c -------------------------------------- */

struct round_input {
	const struct config *config;
	struct fault fault;
	bool has_run;
};

static int inputs; /* that are not freed */

void
round_input_run(struct round_input *in)
{
	in->has_run = true;
}

const uint8_t *
round_input_digest(const struct round_input *in)
{
	static const uint8_t digest[SEAL_DIGEST] = { 0xab };

	assert_true(in->has_run);
	return digest;
}

const struct fault *
round_input_fault(const struct round_input *in)
{
	return in->fault.sentence[0] != '\0' ? &in->fault : NULL;
}

void
round_input_free(struct round_input *in)
{
	inputs -= in != NULL;
	free(in);
}

struct population *
round_input_population(struct round_input *in)
{
	static const char *const keys[] = { "ana", "bo", "cy", "dora" };
	const struct config *c = in->config;
	struct population *p;
	struct fault why;

	if (round_input_fault(in) != NULL)
		return NULL;
	p = population_new(c->attributes, c->attribute_count);
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		uint32_t m;

		assert_int_equal(population_add(p, keys[i], &m, &why), 0);
		/* Dora is the only one who is not of the law. */
		assert_int_equal(
		    population_set(p, m, 0, i == 3 ? "food" : "law", &why), 0);
	}
	population_close(p);
	return p;
}

/* --- a what-if ---------------------------------------------------------------- */

struct world {
	struct config *config;
	struct whatif_play play;
};

static void
begin(struct world *w, const char *first, const char *second)
{
	const char *const sentences[] = { first, second };
	struct fault why;
	int column;

	*w = (struct world){ .config = good_config_read("f", CONFIG) };
	w->play.config = w->config;
	w->play.current = config_pool_get(w->config, "p")->rules;
	w->play.proposed =
	    rules_new(w->config->attributes, w->config->attribute_count);
	for (size_t i = 0; i < COUNT_OF(sentences); i++)
		if (sentences[i] != NULL)
			assert_int_equal(rules_require(w->play.proposed,
					     sentences[i], &column, &why),
			    0);
	w->play.rounds = ROUNDS;
	w->play.has_costs = true;
	w->play.input = memory_new(1, sizeof(*w->play.input));
	*w->play.input = (struct round_input){ .config = w->config };
	inputs++;
}

static void
end(struct world *w)
{
	/* Members' rows are kept no longer than it plays. */
	assert_null(w->play.input);
	assert_int_equal(inputs, 0);
	whatif_play_clear(&w->play);
	config_drop(w->config);
}

static uint32_t
because(const struct play *play, const char *why)
{
	for (size_t i = 0; i < play->reason_count; i++)
		if (strcmp(play->reasons[i].why, why) == 0)
			return play->reasons[i].count;
	return 0;
}

static void
expect_spread(
    const struct spread *s, uint32_t least, uint32_t median, uint32_t most)
{
	assert_int_equal(s->count, 4);
	assert_int_equal(s->least, least);
	assert_int_equal(s->median, median);
	assert_int_equal(s->most, most);
}

/* As it is: in each round one lawyer meets Dora, another one each time, and the
 * other two have nobody. */
static void
expect_current(const struct play *current)
{
	const struct simulation_sum *sum = &current->sum;

	assert_int_equal(sum->rounds, ROUNDS);
	assert_int_equal(sum->introduced, 6);
	assert_int_equal(sum->sat_out, 6);
	assert_int_equal(current->sit_outs_most, 2);
	/* First, Dora was taken by another; from then on whoever met her has nobody,
	 * and is told what keeps most others away: two by the field, one by the
	 * rest. */
	assert_int_equal(because(current, "taken"), 3);
	assert_int_equal(because(current, "excluded " APART), 3);
	/* Dora met all three, and never sat out. */
	expect_spread(&sum->introductions_each, 1, 1, 3);
	expect_spread(&sum->sit_outs_each, 0, 2, 2);
	assert_int_equal(sum->never, 0);
	assert_int_equal(sum->repeats, 0);
	assert_int_equal(sum->first_repeat, 0);
	/* Who met Dora in the first has met all whom they may. */
	assert_int_equal(sum->foreseen, 2);
	assert_int_equal(current->differ_count, 1);
	assert_string_equal(current->differ[0].name, "field");
	assert_int_equal(current->differ[0].share, 1000000);
	/* Of all six pairs three differ, and of two that all four make one. */
	assert_int_equal(current->differ[0].chance, 500000);
	assert_int_equal(current->differ[0].ceiling, 500000);
	assert_int_equal(current->count, ROUNDS);
	assert_int_equal(current->rounds[2].sat_out, 2);
}

/* Without the field, all six pairs meet in three rounds, and then no new one is
 * left. */
static void
without_the_field_everybody_meets(void **state)
{
	struct world w;
	const struct play *proposed = &w.play.result.proposed;

	(void)state;
	begin(&w, RESTED, NULL);
	whatif_play_run(&w.play);
	assert_true(w.play.is_whole);
	assert_int_equal(
	    atomic_load(&w.play.done), whatif_play_rounds(&w.play));
	assert_int_equal(atomic_load(&w.play.step), WHATIF_NEAREST);
	assert_int_equal(w.play.result.members, 4);
	assert_memory_equal(w.play.result.digest, "ab00", 4);
	assert_string_equal(w.play.result.attribute, "field");
	expect_current(&w.play.result.current);
	assert_int_equal(proposed->sum.introduced, 12);
	assert_int_equal(proposed->sum.sat_out, 0);
	assert_int_equal(proposed->reason_count, 0);
	expect_spread(&proposed->sum.introductions_each, 3, 3, 3);
	assert_int_equal(proposed->sum.repeats, 0);
	assert_int_equal(proposed->sum.foreseen, 4);
	/* It does not name the field, but is told of by it. */
	assert_int_equal(proposed->differ_count, 1);
	assert_int_equal(proposed->differ[0].share, 500000);
	assert_int_equal(w.play.result.nearest.outcome, NEAREST_NOT_NEEDED);
	end(&w);
}

/* Of what is proposed, the field costs six introductions, the town none; and as a
 * wish it is the nearest by which nobody sits out. */
static void
the_field_costs_most(void **state)
{
	struct world w;
	const struct whatif_result *r = &w.play.result;

	(void)state;
	begin(&w, "same town", APART);
	whatif_play_run(&w.play);
	assert_true(w.play.is_whole);
	assert_int_equal(
	    atomic_load(&w.play.done), whatif_play_rounds(&w.play));
	/* No rest is asked for: all three meet Dora, some of them again. */
	assert_int_equal(r->proposed.sum.introduced, 6);
	assert_int_equal(because(&r->proposed, "taken"), 6);
	assert_int_equal(r->proposed.sum.stands, 0);
	assert_int_equal(r->costs.count, 2);
	assert_int_equal(r->costs.costliest, RULE_COSTS_INTRODUCED);
	assert_int_equal(r->costs.costs[0].requirement, 1);
	assert_int_equal(r->costs.costs[0].introduced_more, 6);
	assert_int_equal(r->costs.costs[1].introduced_more, 0);
	assert_int_equal(r->nearest.outcome, NEAREST_FOUND);
	assert_int_equal(r->nearest.inevitable, 0);
	assert_int_equal(r->nearest.count, 1);
	assert_int_equal(r->nearest.sets[0].eased, 1);
	assert_int_equal(r->nearest.sets[0].changes[0], RULES_KEEP);
	assert_int_equal(r->nearest.sets[0].changes[1], RULES_WISH);
	assert_int_equal(r->nearest.sets[0].play.sum.sat_out, 0);
	end(&w);
}

/* Both sides alone are the same sides. */
static void
costs_are_left_out_where_nobody_asks(void **state)
{
	struct world w;

	(void)state;
	begin(&w, RESTED, NULL);
	w.play.has_costs = false;
	whatif_play_run(&w.play);
	assert_true(w.play.is_whole);
	assert_int_equal(whatif_play_rounds(&w.play), 2 * ROUNDS);
	assert_int_equal(atomic_load(&w.play.done), 2 * ROUNDS);
	assert_false(w.play.result.has_costs);
	assert_int_equal(w.play.result.costs.count, 0);
	expect_current(&w.play.result.current);
	end(&w);
}

static void
it_stops_and_fails(void **state)
{
	struct world w;

	(void)state;
	begin(&w, RESTED, NULL);
	atomic_store(&w.play.stops, true);
	whatif_play_run(&w.play);
	assert_false(w.play.is_whole);
	assert_int_equal(atomic_load(&w.play.done), 1);
	assert_int_equal(w.play.fault.code, FAULT_NONE);
	end(&w);
	begin(&w, RESTED, NULL);
	(void)fault_set(&w.play.input->fault, FAULT_INVALID, "no such value");
	whatif_play_run(&w.play);
	assert_false(w.play.is_whole);
	assert_int_equal(w.play.fault.code, FAULT_INVALID);
	assert_string_equal(w.play.fault.sentence, "no such value");
	end(&w);
}

static void
a_year_of_many_is_too_much(void **state)
{
	(void)state;
	assert_int_equal(whatif_play_members(52), 20000);
	assert_int_equal(whatif_play_members(1), 20000);
	assert_int_equal(whatif_play_members(WHATIF_ROUNDS_MAX), 2000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_the_field_everybody_meets),
		cmocka_unit_test(the_field_costs_most),
		cmocka_unit_test(costs_are_left_out_where_nobody_asks),
		cmocka_unit_test(it_stops_and_fails),
		cmocka_unit_test(a_year_of_many_is_too_much),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
