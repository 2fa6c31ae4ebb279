/*
 * The input of a draw: see work/round_input.h.
 */
#include "work/round_input.h"
#include "base/log.h"
#include "base/memory.h"
#include "pairing/attribute.h"
#include "pairing/population.h"

/* A scale from 0 to 1 of this name is what scales distance for its member. */
#define OPENNESS "openness"
/* Of a sentence `rested` that names no number (docs/rules.md). */
#define RESTED_WEEKS 26

/* A value as the engine wants it: free hours in UTC. */
static int
add_value(const struct config *config, struct population *p, uint32_t member,
    const struct member_value *v, int32_t offset_s, struct fault *why)
{
	int at = config_attribute_find(config, v->attribute);
	struct text utc = { 0 };
	struct hours hours;
	int64_t openness;
	int done;

	if (at < 0)
		return 0;
	if (strcmp(v->attribute, OPENNESS) == 0 &&
	    attribute_number_parse(v->value, &openness) == 0)
		population_set_openness(p, member, (int32_t)openness);
	if (config->attributes[at].type != ATTRIBUTE_HOURS)
		return population_set(p, member, (size_t)at, v->value, why);
	if (hours_parse(v->value, &hours, why) != 0)
		return -1;
	hours = hours_to_utc(&hours, offset_s);
	hours_print(&hours, &utc);
	done = utc.len == 0
		   ? 0
		   : population_set(p, member, (size_t)at, utc.data, why);
	text_clear(&utc);
	return done;
}

static int
add_members(const struct config *config, struct population *p,
    const struct db_rows *rows, struct fault *why)
{
	for (int i = 0; i < db_rows_count(rows); i++) {
		struct store_participant m;
		struct member_value *values;
		size_t count;
		char key[ID_TEXT_SIZE];
		uint32_t number;

		store_round_participant_read(rows, i, &m);
		if (population_add(p, id_text(&m.id, key), &number, why) != 0)
			return -1;
		population_set_waiting(p, number, m.waiting);
		member_values_parse(m.values, &values, &count);
		for (size_t k = 0; k < count; k++)
			if (add_value(config, p, number, &values[k], m.offset_s,
				why) != 0)
				log_warn("value left out",
				    LOG_I("member", &m.id),
				    LOG_T("attribute", values[k].attribute),
				    LOG_T("why", why->sentence));
		member_values_free(values, count);
	}
	return 0;
}

static int
add_pairs(struct population *p, const struct db_rows *ties,
    const struct db_rows *history, struct fault *why)
{
	for (int i = 0; i < db_rows_count(ties); i++)
		if (population_tie(p, db_text(ties, i, 0), db_text(ties, i, 1),
			strcmp(db_text(ties, i, 2), "blocks") == 0 ? TIE_BLOCKS
								   : TIE_KNOWS,
			why) != 0)
			return -1;
	for (int i = 0; i < db_rows_count(history); i++) {
		int64_t weeks = db_int(history, i, 2);

		if (population_met(p, db_text(history, i, 0),
			db_text(history, i, 1), weeks < 0 ? 0 : (uint32_t)weeks,
			why) != 0)
			return -1;
	}
	return 0;
}

/* What a sentence of `rested` names, or RESTED_WEEKS where that is more: no
 * number that it may have besides, such as a weight, makes it less. */
static int64_t
sentence_weeks(const char *sentence)
{
	char *copy = memory_text(sentence), *rest = copy, *word;
	int64_t weeks = 0, number;

	word = text_split(&rest, " ");
	if (word != NULL && strcmp(word, "rested") == 0)
		weeks = RESTED_WEEKS;
	while (weeks > 0 && (word = text_split(&rest, " ")) != NULL)
		if (text_to_int(word, weeks, INT32_MAX, &number) == 0)
			weeks = number;
	free(copy);
	return weeks;
}

int64_t
round_input_weeks(const struct rules *rules)
{
	int64_t most = 0;

	for (size_t i = 0; i < rules_count(rules); i++) {
		int64_t weeks = sentence_weeks(rules_sentence(rules, i));

		most = weeks > most ? weeks : most;
	}
	return most;
}

int
round_input_write(const struct config *config, const struct config_pool *pool,
    const struct db_outcome *snapshot, struct text *input, struct fault *why)
{
	struct population *p =
	    population_new(config->attributes, config->attribute_count);
	int done = -1;

	if (add_members(config, p, db_outcome_rows(snapshot, 0), why) == 0 &&
	    add_pairs(p, db_outcome_rows(snapshot, 1),
		db_outcome_rows(snapshot, 2), why) == 0) {
		population_close(p);
		population_write(p, pool->rules, input);
		done = 0;
	}
	population_free(p);
	return done;
}
