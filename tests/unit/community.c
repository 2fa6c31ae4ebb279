/*
 * Communities for tests: see community.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/memory.h"
#include "community.h"
#include "spelled.h"

static bool
on_turn(void *arg, uint32_t rounds)
{
	struct community *c = arg;

	c->turns += rounds;
	return c->turns < c->stop_after;
}

void
community_init(struct community *c, uint32_t n, uint32_t alone, uint32_t far)
{
	static const char *const names[] = { "field", "town", "age" };

	*c = (struct community){ .stop_after = UINT32_MAX };
	for (int i = 0; i < COMMUNITY_ATTRIBUTES; i++) {
		c->attributes[i] =
		    (struct attribute){ .name = memory_text(names[i]),
			    .type = ATTRIBUTE_CHOICE };
		attribute_seal(&c->attributes[i]);
	}
	c->population = population_new(c->attributes, COMMUNITY_ATTRIBUTES);
	for (uint32_t i = 0; i < n; i++) {
		char key[16], own[16];
		uint32_t m;

		(void)snprintf(key, sizeof(key), "m%04u", i);
		(void)snprintf(own, sizeof(own), "v%04u", i);
		m = spelled_member(c->population, key);
		spelled_value(
		    c->population, m, COMMUNITY_FIELD, i < alone ? own : "one");
		spelled_value(
		    c->population, m, COMMUNITY_TOWN, i < far ? own : "one");
		spelled_value(c->population, m, COMMUNITY_AGE,
		    i % 2 == 0 ? "old" : "young");
	}
	c->rules = rules_new(c->attributes, COMMUNITY_ATTRIBUTES);
	c->options = (struct play_options){ .rounds = 4,
		.sit_outs_most = UINT32_MAX,
		.turn = on_turn,
		.arg = c };
}

void
community_require(struct community *c, const char *sentence)
{
	struct fault why;
	int column;

	assert_int_equal(rules_require(c->rules, sentence, &column, &why), 0);
}

void
community_prefer(struct community *c, const char *sentence)
{
	struct fault why;
	int column;

	assert_int_equal(rules_prefer(c->rules, sentence, &column, &why), 0);
}

void
community_block(struct community *c, uint32_t a, uint32_t b)
{
	struct fault why;
	char keys[2][16];

	(void)snprintf(keys[0], sizeof(keys[0]), "m%04u", a);
	(void)snprintf(keys[1], sizeof(keys[1]), "m%04u", b);
	assert_int_equal(
	    population_tie(c->population, keys[0], keys[1], TIE_BLOCKS, &why),
	    0);
}

void
community_clear(struct community *c)
{
	rules_free(c->rules);
	population_free(c->population);
	for (int i = 0; i < COMMUNITY_ATTRIBUTES; i++)
		attribute_clear(&c->attributes[i]);
}

void
community_play(struct community *c, struct play *whole)
{
	assert_int_equal(
	    play_run(whole, c->population, c->rules, &c->options), PLAY_WHOLE);
	c->turns = 0;
}
