/*
 * An experiment in a round: see work/round_trial.h.
 */
#include "work/round_trial.h"
#include "base/memory.h"
#include "config/config_domain.h"
#include "model/trial.h"
#include "pairing/rules_edit.h"

int64_t
round_trial_weeks(const struct config_pool *pool)
{
	int64_t weeks = rules_weeks(pool->rules);

	for (int k = 0; pool->trial != NULL && k < ARMS; k++)
		if (rules_weeks(pool->trial->rules[k]) > weeks)
			weeks = rules_weeks(pool->trial->rules[k]);
	return weeks;
}

static bool
has_requirement(const struct rules *rules, const char *verb)
{
	size_t n = strlen(verb);

	for (size_t i = 0; i < rules_requirement_count(rules); i++)
		if (strncmp(rules_sentence(rules, i), verb, n) == 0)
			return true;
	return false;
}

void
round_trial_held(
    const struct config_pool *pool, const char *verb, bool held[STORE_HELD])
{
	const struct config_trial *t = pool->trial;

	for (int k = 0; k < ARMS; k++)
		held[k] = t != NULL && has_requirement(t->rules[k], verb);
	held[STORE_HELD_COMMON] = t != NULL && has_requirement(t->common, verb);
	held[STORE_HELD_POOL] = has_requirement(pool->rules, verb);
	held[STORE_HELD_ANY] = held[STORE_HELD_COMMON] || held[STORE_HELD_POOL];
}

/* A number for the first level of their domain: FNV-1a. That two domains get the
 * same one, once in billions, would do no harm. */
static uint32_t
stratum_of(const char *values, const char *attribute, const char *separator)
{
	struct member_value *list;
	uint32_t hash = 2166136261u;
	size_t count;

	member_values_parse(values, &list, &count);
	for (size_t i = 0; i < count; i++) {
		size_t n = strcspn(list[i].value, separator);

		if (strcmp(list[i].attribute, attribute) != 0)
			continue;
		for (size_t k = 0; k < n; k++)
			hash = (hash ^ (uint8_t)list[i].value[k]) * 16777619u;
	}
	member_values_free(list, count);
	return hash;
}

/* Both are in the order of ids. */
static uint32_t *
strata_of(const struct config *config, const struct population *p,
    const struct db_rows *rows)
{
	uint32_t size = population_size(p), member = 0;
	uint32_t *strata = memory_new(size, sizeof(*strata));
	const char *attribute, *separator;

	(void)config_domain(config, &attribute, &separator);
	for (int i = 0; i < db_rows_count(rows) && member < size; i++) {
		struct store_participant m;
		char key[ID_TEXT_SIZE];

		store_round_participant_read(rows, i, &m);
		if (strcmp(population_key(p, member), id_text(&m.id, key)) == 0)
			strata[member++] =
			    stratum_of(m.values, attribute, separator);
	}
	if (member < size)
		die("a member of the population is none of the round");
	return strata;
}

struct arms *
round_trial_divide(const struct config *config,
    const struct config_trial *trial, const struct population *p,
    const struct db_rows *rows, uint64_t seed, int64_t rounds)
{
	struct arms *arms =
	    arms_new(p, trial->common, trial->arms[0], trial->arms[1]);
	uint32_t *strata = strata_of(config, p, rows);

	for (int k = 0; k < ARMS; k++) {
		rules_set_serendipity(
		    arms->rules[k], rules_serendipity(trial->rules[k]));
		rules_edit_add(arms->rules[k], trial->rules[k]);
	}
	trial_assign(
	    strata, population_size(p), seed, (int)(rounds % ARMS), arms->of);
	free(strata);
	return arms;
}

void
round_trial_take(struct store_trial_arms *result, const struct arms_draw *draw,
    const struct arms *arms, const struct population *p,
    const struct round_groups *groups)
{
	result->is_there = true;
	for (uint32_t m = 0; m < population_size(p); m++) {
		db_array_text(&result->members, population_key(p, m));
		db_array_int(&result->member_arms, arms->of[m]);
	}
	for (size_t i = 0; i < groups->group_count; i++) {
		if (groups->groups[i].arm == ARMS_NONE)
			continue;
		db_array_id(&result->introductions, &groups->groups[i].id);
		db_array_int(&result->introduction_arms, groups->groups[i].arm);
	}
	for (int k = 0; k < ARMS; k++) {
		struct arms_cost cost;

		arms_cost(draw, k, &cost);
		result->arms[k] = (struct store_trial_arm){ k, cost.members,
			cost.introduced, cost.score, cost.whole_members,
			cost.whole_introduced, cost.whole_score };
	}
}

void
round_trial_clear(struct store_trial_arms *result)
{
	db_array_clear(&result->members);
	db_array_clear(&result->member_arms);
	db_array_clear(&result->introductions);
	db_array_clear(&result->introduction_arms);
}
