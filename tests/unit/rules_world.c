/*
 * Members and what rules say of them: see rules_world.h.
 */
#include "rules_world.h"
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <math.h>
#include <cmocka.h>
#include "base/dice.h"
#include "base/memory.h"

static char *grades[] = { "low", "middle", "high", "top" };

struct attribute world_attributes[ATTRIBUTES] = {
	[TEAM] = { .name = "team", .type = ATTRIBUTE_CHOICE },
	[FIELD] = { .name = "field", .type = ATTRIBUTE_TREE },
	[LANGUAGES] = { .name = "languages", .type = ATTRIBUTE_TAGS },
	[OFFERS] = { .name = "offers", .type = ATTRIBUTE_TAGS },
	[SEEKS] = { .name = "seeks", .type = ATTRIBUTE_TAGS },
	[YEARS] = { .name = "years",
	    .type = ATTRIBUTE_SCALE,
	    .has_range = true,
	    .from = -5000,
	    .to = 15000 },
	[GRADE] = { .name = "grade",
	    .type = ATTRIBUTE_SCALE,
	    .has_words = true,
	    .words = grades,
	    .word_count = COUNT_OF(grades) },
	[FREE] = { .name = "free", .type = ATTRIBUTE_HOURS },
};

/* --- members -------------------------------------------------------------- */

static void
set(struct population *p, uint32_t member, size_t attribute, struct text *value)
{
	struct fault why;

	if (population_set(p, member, attribute, text_get(value), &why) != 0)
		fail_msg("%s: %s", text_get(value), why.sentence);
	text_clear(value);
}

static uint32_t
random_mask(struct dice *d, uint32_t bits)
{
	uint32_t mask;

	do
		mask = (uint32_t)dice_next(d) & (uint32_t)dice_next(d) &
		       ((1u << bits) - 1);
	while (mask == 0);
	return mask;
}

static void
write_mask(const struct person *m, size_t attribute, struct text *out)
{
	for (int bit = 0; bit < 32; bit++) {
		if ((m->words[attribute] >> bit & 1) == 0)
			continue;
		if (attribute == FREE)
			text_addf(out, "sun %d-%d;", bit, bit + 1);
		else
			text_addf(out, "w%d;", bit);
	}
}

static void
write_value(const struct person *m, size_t attribute, struct text *out)
{
	if (attribute == TEAM)
		text_addf(out, "t%u", m->team);
	else if (attribute == YEARS)
		text_addf(out, "%.1f", m->years);
	else if (attribute == GRADE)
		text_add(out, grades[(int)m->grade]);
	else if (attribute == FIELD)
		for (uint32_t i = 0; i < m->depth; i++)
			text_addf(out, "%sf%u", i > 0 ? "/" : "", m->path[i]);
	else
		write_mask(m, attribute, out);
}

static void
make_person(struct person *m, struct dice *d)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		m->has[i] = dice_below(d, 6) != 0;
	m->team = dice_below(d, 3);
	m->depth = 1 + dice_below(d, DEPTH_MAX);
	for (uint32_t i = 0; i < m->depth; i++)
		m->path[i] = dice_below(d, 2);
	m->words[LANGUAGES] = random_mask(d, 6);
	m->words[OFFERS] = random_mask(d, 10);
	m->words[SEEKS] = random_mask(d, 12);
	m->words[FREE] = random_mask(d, 24);
	m->years = (int)dice_below(d, 201) / 10.0 - 5;
	m->grade = dice_below(d, COUNT_OF(grades));
	m->openness = dice_below(d, 3) == 0 ? dice_below(d, 1001) / 1000.0 : 1;
}

static void
make_ties(struct world *w, struct dice *d)
{
	for (uint32_t a = 0; a < PEOPLE; a++)
		for (uint32_t b = 0; b < a; b++) {
			w->knows[a][b] = w->knows[b][a] = dice_below(d, 9) == 0;
			w->blocks[a][b] = w->blocks[b][a] =
			    dice_below(d, 30) == 0;
			w->met[a][b] = w->met[b][a] =
			    dice_below(d, 4) == 0 ? dice_below(d, 40) : NEVER;
		}
}

static void
fill_population(struct world *w, struct population *p)
{
	uint32_t added[PEOPLE];
	struct text value = { 0 };
	struct fault why;
	char key[16];

	for (uint32_t i = 0; i < PEOPLE; i++) {
		const struct person *m = &w->people[i];

		(void)snprintf(key, sizeof(key), "p%02u", i);
		assert_int_equal(population_add(p, key, &added[i], &why), 0);
		population_set_openness(
		    p, added[i], (int32_t)lround(m->openness * 1000));
		for (size_t k = 0; k < ATTRIBUTES; k++)
			if (m->has[k]) {
				write_value(m, k, &value);
				set(p, added[i], k, &value);
			}
	}
	for (uint32_t a = 0; a < PEOPLE; a++)
		for (uint32_t b = 0; b < a; b++) {
			if (w->knows[a][b])
				population_tie_members(
				    p, added[a], added[b], TIE_KNOWS);
			if (w->blocks[a][b])
				population_tie_members(
				    p, added[b], added[a], TIE_BLOCKS);
			if (w->met[a][b] != NEVER)
				population_met_members(
				    p, added[a], added[b], w->met[a][b]);
		}
}

struct world *
world_new(uint64_t seed)
{
	struct world *w = memory_new(1, sizeof(*w));
	struct dice d;

	dice_init(&d, seed, 0);
	for (uint32_t i = 0; i < PEOPLE; i++)
		make_person(&w->people[i], &d);
	make_ties(w, &d);
	w->population = population_new(world_attributes, ATTRIBUTES);
	fill_population(w, w->population);
	population_close(w->population);
	return w;
}

void
world_free(struct world *w)
{
	population_free(w->population);
	free(w);
}

/* --- what rules say ------------------------------------------------------- */

const struct asked world_rules[] = {
	{ "differ team", DIFFER, TEAM, NONE, 0, NONE, false },
	{ "differ field", DIFFER, FIELD, NONE, 0, NONE, false },
	{ "differ field level 1", DIFFER, FIELD, NONE, 1, NONE, false },
	{ "differ field level 3", DIFFER, FIELD, NONE, 3, NONE, false },
	{ "differ years", DIFFER, YEARS, NONE, 0, NONE, false },
	{ "differ years by 2.5", DIFFER, YEARS, 2.5, 0, NONE, false },
	{ "differ years by >= 7", DIFFER, YEARS, 7, 0, NONE, false },
	{ "differ grade by ≥ 2", DIFFER, GRADE, 2, 0, NONE, false },
	{ "same team", SAME, TEAM, NONE, 0, NONE, false },
	{ "same field", SAME, FIELD, NONE, 0, NONE, false },
	{ "same field level 2", SAME, FIELD, NONE, 2, NONE, false },
	{ "same grade", SAME, GRADE, NONE, 0, NONE, false },
	{ "share languages", SHARE, LANGUAGES, 1, 0, NONE, false },
	{ "share languages at least 2", SHARE, LANGUAGES, 2, 0, NONE, false },
	{ "share offers at least 3", SHARE, OFFERS, 3, 0, NONE, false },
	{ "share free", SHARE, FREE, 1, 0, NONE, false },
	{ "share free at least 4", SHARE, FREE, 4, 0, NONE, false },
	{ "within years 3.5", WITHIN, YEARS, 3.5, 0, NONE, false },
	{ "within years 0", WITHIN, YEARS, 0, 0, NONE, false },
	{ "within grade 2", WITHIN, GRADE, 2, 0, NONE, false },
	{ "distance team", DISTANCE, TEAM, NONE, 0, NONE, false },
	{ "distance team ideal 0.2", DISTANCE, TEAM, NONE, 0, 0.2, false },
	{ "distance field", DISTANCE, FIELD, NONE, 0, NONE, false },
	{ "distance field level 2", DISTANCE, FIELD, NONE, 2, NONE, false },
	{ "distance field ideal 0.5", DISTANCE, FIELD, NONE, 0, 0.5, false },
	{ "distance field level 3 ideal 0.333", DISTANCE, FIELD, NONE, 3, 0.333,
	    false },
	{ "distance years", DISTANCE, YEARS, NONE, 0, NONE, false },
	{ "distance years ideal 0.25", DISTANCE, YEARS, NONE, 0, 0.25, false },
	{ "distance grade", DISTANCE, GRADE, NONE, 0, NONE, false },
	{ "distance grade ideal 0", DISTANCE, GRADE, NONE, 0, 0, false },
	{ "distance grade ideal 1", DISTANCE, GRADE, NONE, 0, 1, false },
	{ "distance languages", DISTANCE, LANGUAGES, NONE, 0, NONE, false },
	{ "distance languages ideal 0.6", DISTANCE, LANGUAGES, NONE, 0, 0.6,
	    false },
	{ "complement offers seeks", COMPLEMENT, OFFERS, NONE, 0, NONE, false },
	{ "complement offers seeks both ways", COMPLEMENT, OFFERS, NONE, 0,
	    NONE, true },
	{ "unacquainted", UNACQUAINTED, -1, NONE, 1, NONE, false },
	{ "unacquainted hops 2", UNACQUAINTED, -1, NONE, 2, NONE, false },
	{ "unacquainted hops 3", UNACQUAINTED, -1, NONE, 3, NONE, false },
	{ "unacquainted mutual 0", UNACQUAINTED, -1, 0, 1, NONE, false },
	{ "unacquainted mutual ≤ 2", UNACQUAINTED, -1, 2, 1, NONE, false },
	{ "unacquainted mutual at most 1 hops 2", UNACQUAINTED, -1, 1, 2, NONE,
	    false },
	{ "rested", RESTED, -1, 26, 0, NONE, false },
	{ "rested 7 weeks", RESTED, -1, 7, 0, NONE, false },
	{ "rested weeks 30", RESTED, -1, 30, 0, NONE, false },
};

const uint32_t world_rule_count = COUNT_OF(world_rules);

struct rules *
world_rules_of(const char *sentence, bool is_preference)
{
	struct rules *rules = rules_new(world_attributes, ATTRIBUTES);
	struct fault why;
	int column, done;

	done = is_preference ? rules_prefer(rules, sentence, &column, &why)
			     : rules_require(rules, sentence, &column, &why);
	if (done != 0)
		fail_msg("%s: column %d: %s", sentence, column, why.sentence);
	return rules;
}

int
world_seal(void **state UNUSED)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		attribute_seal(&world_attributes[i]);
	return 0;
}

int
world_unseal(void **state UNUSED)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		free(world_attributes[i].sorted);
	return 0;
}
