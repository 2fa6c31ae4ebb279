/*
 * Populations and rules of every kind: see any_population.h.
 */
#include "any_population.h"
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>
#include "base/dice.h"
#include "base/memory.h"
#include "spelled.h"

static char *grades[] = { "low", "middle", "high", "top" };

struct attribute any_attributes[ATTRIBUTES] = {
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
set_tags(struct population *p, struct dice *d, uint32_t member,
    size_t attribute, const char *prefix, uint32_t words, uint32_t most)
{
	struct text t = { 0 };
	uint32_t n = 1 + dice_below(d, most);

	for (uint32_t i = 0; i < n; i++)
		text_addf(&t, "%s%s%u", i > 0 ? ";" : "", prefix,
		    dice_below(d, words));
	spelled_value(p, member, attribute, text_get(&t));
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
	spelled_value(p, member, attribute, text_get(&t));
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
	spelled_value(p, member, FREE, text_get(&t));
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
			spelled_value(p, member, i, value);
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
			spelled_value(p, member, i, grades[dice_below(d, 4)]);
		} else if (i == YEARS) {
			(void)snprintf(value, sizeof(value), "%u.%u",
			    dice_below(d, 40), dice_below(d, 10));
			spelled_value(p, member, i, value);
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

struct population *
any_population(uint32_t n, uint32_t missing, uint64_t seed)
{
	struct population *p = population_new(any_attributes, ATTRIBUTES);
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

const char *const any_requirements[] = { "differ team", "differ town",
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

const char *const any_preferences[] = { "differ team", "differ town weight 2",
	"differ field level 1", "differ years by 10 weight 0.5", "differ grade",
	"same town", "same place level 1", "same years", "within grade 2",
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

const uint32_t any_requirement_count = COUNT_OF(any_requirements);
const uint32_t any_preference_count = COUNT_OF(any_preferences);

void
any_rule(struct rules *rules, const char *sentence, bool is_preference)
{
	struct fault why;
	int column, done;

	done = is_preference ? rules_prefer(rules, sentence, &column, &why)
			     : rules_require(rules, sentence, &column, &why);
	if (done != 0)
		fail_msg("%s: %s", sentence, why.sentence);
}

void
any_seal(void)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		attribute_seal(&any_attributes[i]);
}
