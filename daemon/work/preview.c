/*
 * Previews for operators: see work/preview.h. What is drawn is the canonical text of the
 * snapshot, read again, as of a round.
 */
#include "work/preview.h"
#include "base/clock.h"
#include "base/dice.h"
#include "base/encode.h"
#include "base/memory.h"
#include "config/config.h"
#include "pairing/arms.h"
#include "pairing/draw_text.h"
#include "pairing/report.h"
#include "store/store_preview.h"
#include "store/store_trial.h"
#include "work/house.h"
#include "work/round_input.h"
#include "work/round_trial.h"

#define SNAPSHOT_US (10 * CLOCK_SECOND)

static void
preview_free(void *of)
{
	struct preview *p = of;

	round_input_free(p->input);
	round_groups_clear(&p->groups);
	text_clear(&p->report);
	db_rows_free(p->names);
	free(p->pins);
	config_drop(p->config);
	free(p);
}

/* Where the round would have arms, so has the preview. */
static void
take_standing(struct preview *p, const struct db_outcome *out)
{
	struct store_trial_standing standing;
	const struct db_rows *rows;

	if (p->pool->trial == NULL)
		return;
	rows = db_outcome_rows(out, STORE_PREVIEW_NEXT);
	if (db_rows_count(rows) == 0)
		return;
	store_trial_standing_read(rows, &standing);
	round_input_trial(p->input, p->seed, standing.rounds);
}

static int
preview_take(void *of, const struct db_outcome *out, struct fault *why)
{
	struct preview *p = of;
	int members =
	    db_rows_count(db_outcome_rows(out, STORE_PREVIEW_SNAPSHOT));

	if (members > PREVIEW_MEMBERS_MAX)
		return fault_set(why, FAULT_INVALID,
		    "found %d members, allowed are %d: draw it with \"approve: "
		    "true\", and it waits for your yes",
		    members, PREVIEW_MEMBERS_MAX);
	p->input = round_input_new(
	    p->config, p->pool, false, out, STORE_PREVIEW_SNAPSHOT);
	take_standing(p, out);
	p->names = db_outcome_take(out, STORE_PREVIEW_NAMES);
	return 0;
}

static void
take_pins(struct preview *p, const struct draw *draw,
    const struct population *population)
{
	p->pins = memory_new(draw->pin_count, sizeof(*p->pins));
	for (size_t i = 0; i < draw->pin_count; i++) {
		struct preview_pin *pin = &p->pins[i];

		if (id_parse(population_key(population, draw->pins[i].a),
			&pin->a) != 0 ||
		    id_parse(population_key(population, draw->pins[i].b),
			&pin->b) != 0)
			die("a member's key is no id");
		pin->fate = draw->pins[i].fate;
	}
	p->pin_count = draw->pin_count;
}

static void
take_draw(struct preview *p, const struct arms_draw *arms_draw,
    const struct population *population, const struct rules *rules,
    int64_t micros)
{
	const struct draw *draw = arms_draw_whole(arms_draw);
	char digest[2 * SEAL_DIGEST + 1];
	struct text groups = { 0 };
	struct report report;

	round_groups_take(&p->groups, arms_draw, population);
	take_pins(p, draw, population);
	encode_hex(p->input_digest, sizeof(p->input_digest), digest);
	report_make_quick(&report, draw, population, rules);
	report_write_json(&report, digest, micros, &p->report);
	report_clear(&report);
	draw_text_write(draw, population, &groups);
	seal_digest(text_get(&groups), groups.len, p->groups_digest);
	text_clear(&groups);
}

static const struct fault *
preview_run(void *of)
{
	struct preview *p = of;
	const struct draw_options options = { .seed = p->seed };
	struct population *population;
	struct rules *rules;
	const char *text;
	struct arms_draw *draw;
	struct arms *arms;
	int64_t micros;
	size_t len;

	round_input_run(p->input);
	if (round_input_fault(p->input) != NULL)
		return round_input_fault(p->input);
	text = round_input_text(p->input, &len);
	memcpy(p->input_digest, round_input_digest(p->input),
	    sizeof(p->input_digest));
	if (arms_read(text, len, &population, &rules, &arms, &p->fault) != 0)
		return &p->fault;
	p->members = population_size(population);
	micros = -clock_steady_us();
	draw = arms_draw_new(population, rules, arms, &options);
	micros += clock_steady_us();
	take_draw(p, draw, population, rules, micros);
	arms_draw_free(draw);
	arms_free(arms);
	rules_free(rules);
	population_free(population);
	return NULL;
}

struct study *
preview_start(struct house *house, const struct config_pool *pool,
    const uint64_t *seed, study_done_cb done, void *arg, struct fault *why)
{
	static const struct study_kind kind = { preview_take, preview_run,
		preview_free };
	struct preview *p = memory_new(1, sizeof(*p));
	struct db_batch *b = db_batch_new(house->db, DB_WRITE);
	struct id id = id_new();

	p->house = house;
	p->config = config_hold(house->config);
	p->pool = pool;
	if (seed != NULL)
		p->seed = *seed;
	else
		entropy_fill(&p->seed, sizeof(p->seed));
	db_batch_deadline(b, SNAPSHOT_US);
	store_preview(b, &id, pool->name,
	    pool->zone == NULL ? "UTC" : pool->zone, round_trial_weeks(pool));
	if (pool->trial != NULL)
		store_trial_standing(b, &id, pool->trial->definition);
	store_preview_end(b, &id);
	return study_start(house, b, &kind, p, done, arg, why);
}

int
preview_name(const struct preview *p, const struct id *member)
{
	int low = 0, high = db_rows_count(p->names);

	while (low < high) {
		int middle = low + (high - low) / 2;
		struct id id = db_id(p->names, middle, 0);

		if (id_compare(&id, member) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < db_rows_count(p->names)) {
		struct id id = db_id(p->names, low, 0);

		if (id_equal(&id, member))
			return low;
	}
	return -1;
}
