/*
 * The input of a draw: see work/round_input.h.
 */
#include "work/round_input.h"
#include "base/log.h"
#include "base/memory.h"
#include "io/seal.h"
#include "pairing/attribute.h"
#include "pairing/population.h"
#include "pairing/waiting.h"
#include "work/profile.h"
#include "work/round_trial.h"

/* A scale from 0 to 1 of this name is what scales distance for its member. */
#define OPENNESS "openness"
#define RESTED "rested "

struct round_input {
	const struct config *config;
	const struct config_pool *pool;
	bool is_second;
	bool has_arms, has_common; /* of the pool's experiment */
	uint64_t seed;             /* that divides */
	int64_t trial_rounds;
	/* Who takes part, their ties, who met whom, pins (or NULL). */
	struct db_rows *rows[4];
	struct text text;
	uint8_t digest[SEAL_DIGEST];
	size_t *left_out; /* by attribute */
	bool is_unfit;
	struct fault fault;
};

/* A value of attribute `at` as the engine wants it: free hours in UTC. */
static int
add_value(const struct config *config, struct population *p, uint32_t member,
    const struct member_value *v, int at, int32_t offset_s, struct fault *why)
{
	struct text utc = { 0 };
	struct hours hours;
	int64_t openness;
	char *value;
	int done;

	if (strcmp(v->attribute, OPENNESS) == 0 &&
	    attribute_number_parse(v->value, &openness) == 0)
		population_set_openness(p, member, openness);
	if (config->attributes[at].type != ATTRIBUTE_HOURS) {
		value = profile_engine_value(&config->attributes[at], v->value);
		done = value == NULL
			   ? -1
			   : population_set(p, member, (size_t)at, value, why);
		free(value);
		return done;
	}
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

/* Of one member: each goes in or is counted. */
static void
add_values(struct round_input *in, struct population *p, uint32_t member,
    const struct store_participant *m)
{
	struct member_value *values;
	struct fault why;
	size_t count;

	member_values_parse(m->values, &values, &count);
	for (size_t i = 0; i < count; i++) {
		int at = config_attribute_find(in->config, values[i].attribute);

		if (at >= 0 && add_value(in->config, p, member, &values[i], at,
				   m->offset_s, &why) != 0)
			in->left_out[at]++;
	}
	member_values_free(values, count);
}

static int
add_members(struct round_input *in, struct population *p)
{
	const struct db_rows *rows = in->rows[0];
	uint32_t count = (uint32_t)db_rows_count(rows), number;
	struct waiting *all = memory_new(count, sizeof(*all));

	for (uint32_t i = 0; i < count; i++) {
		struct store_participant m;
		char key[ID_TEXT_SIZE];

		store_round_participant_read(rows, (int)i, &m);
		if (population_add(
			p, id_text(&m.id, key), &number, &in->fault) != 0) {
			free(all);
			return -1;
		}
		all[number] =
		    (struct waiting){ m.rounds, m.sit_outs, m.sat_out_last };
		population_set_prefers_three(p, number, m.prefers_three);
		add_values(in, p, number, &m);
	}
	waiting_tell(p, all, NULL, count);
	free(all);
	return 0;
}

static int
add_pairs(struct round_input *in, struct population *p)
{
	const struct db_rows *ties = in->rows[1], *history = in->rows[2];
	const struct db_rows *pins = in->rows[3];

	for (int i = 0; i < db_rows_count(ties); i++)
		if (population_tie(p, db_text(ties, i, 0), db_text(ties, i, 1),
			strcmp(db_text(ties, i, 2), "blocks") == 0 ? TIE_BLOCKS
								   : TIE_KNOWS,
			&in->fault) != 0)
			return -1;
	for (int i = 0; i < db_rows_count(history); i++) {
		int64_t weeks = db_int(history, i, 2);

		if (population_met(p, db_text(history, i, 0),
			db_text(history, i, 1), weeks < 0 ? 0 : (uint32_t)weeks,
			&in->fault) != 0)
			return -1;
	}
	for (int i = 0; pins != NULL && i < db_rows_count(pins); i++)
		if (population_pin(p, db_text(pins, i, 1), db_text(pins, i, 2),
			&in->fault) != 0)
			return -1;
	return 0;
}

/* The rules of a round, and that a pair is not introduced twice in it. */
static struct rules *
rules_again(const struct round_input *in, const struct rules *first)
{
	struct rules *rules =
	    rules_new(in->config->attributes, in->config->attribute_count);
	size_t required = rules_requirement_count(first);
	bool rests = false;
	struct fault why;
	int column, done = 0;

	rules_set_size(rules, rules_size(first));
	rules_set_serendipity(rules, rules_serendipity(first));
	for (size_t i = 0; i < rules_count(first); i++) {
		const char *sentence = rules_sentence(first, i);

		rests = rests || (i < required && strncmp(sentence, RESTED,
						      strlen(RESTED)) == 0);
		if (i == required && !rests)
			done += rules_require(
			    rules, RESTED "1 weeks", &column, &why);
		done += i < required
			    ? rules_require(rules, sentence, &column, &why)
			    : rules_prefer(rules, sentence, &column, &why);
	}
	if (rules_count(first) == required && !rests)
		done += rules_require(rules, RESTED "1 weeks", &column, &why);
	if (done != 0)
		die("a rule cannot be read again: %s", why.sentence);
	return rules;
}

/* --- the whole ------------------------------------------------------------ */

struct round_input *
round_input_new(const struct config *config, const struct config_pool *pool,
    bool is_second, const struct db_outcome *snapshot, int first)
{
	struct round_input *in = memory_new(1, sizeof(*in));

	in->config = config;
	in->pool = pool;
	in->is_second = is_second;
	for (int i = 0; i < (int)COUNT_OF(in->rows) &&
			first + i < (int)snapshot->step_count;
	     i++)
		in->rows[i] = db_outcome_take(snapshot, first + i);
	in->left_out = memory_new(config->attribute_count, sizeof(size_t));
	return in;
}

void
round_input_free(struct round_input *in)
{
	if (in == NULL)
		return;
	for (size_t i = 0; i < COUNT_OF(in->rows); i++)
		db_rows_free(in->rows[i]);
	text_clear(&in->text);
	free(in->left_out);
	free(in);
}

struct population *
round_input_population(struct round_input *in)
{
	struct population *p =
	    population_new(in->config->attributes, in->config->attribute_count);

	in->is_unfit = add_members(in, p) != 0 || add_pairs(in, p) != 0;
	if (in->is_unfit) {
		population_free(p);
		return NULL;
	}
	population_close(p);
	return p;
}

void
round_input_trial(struct round_input *in, uint64_t seed, int64_t rounds)
{
	in->has_arms = in->has_common = true;
	in->seed = seed;
	in->trial_rounds = rounds;
}

void
round_input_trial_second(struct round_input *in)
{
	in->has_common = true;
}

static void
add_arms(struct round_input *in, const struct population *p)
{
	struct arms *arms = round_trial_divide(in->config, in->pool->trial, p,
	    in->rows[0], in->seed, in->trial_rounds);

	arms_write(arms, p, &in->text);
	arms_free(arms);
}

void
round_input_run(struct round_input *in)
{
	const struct rules *rules =
	    in->has_common ? in->pool->trial->common : in->pool->rules;
	struct population *p = round_input_population(in);

	if (p != NULL) {
		struct rules *again =
		    in->is_second ? rules_again(in, rules) : NULL;

		population_write(p, in->is_second ? again : rules, &in->text);
		rules_free(again);
		if (in->has_arms)
			add_arms(in, p);
		seal_digest(text_get(&in->text), in->text.len, in->digest);
	}
	population_free(p);
}

const struct fault *
round_input_fault(const struct round_input *in)
{
	return in->is_unfit ? &in->fault : NULL;
}

const char *
round_input_text(const struct round_input *in, size_t *len)
{
	*len = in->text.len;
	return text_get(&in->text);
}

const uint8_t *
round_input_digest(const struct round_input *in)
{
	return in->digest;
}

void
round_input_pins(const struct round_input *in, struct db_array *out)
{
	for (int i = 0; i < db_rows_count(in->rows[3]); i++) {
		struct id id = db_id(in->rows[3], i, 0);

		db_array_id(out, &id);
	}
}

void
round_input_log(const struct round_input *in, const struct id *round)
{
	for (size_t i = 0; i < in->config->attribute_count; i++)
		if (in->left_out[i] > 0)
			log_warn("values left out", LOG_I("round", round),
			    LOG_T("attribute", in->config->attributes[i].name),
			    LOG_N("members", in->left_out[i]));
}
