/*
 * The draw and its letters: see work/round_draw.h.
 */
#include "work/round_draw.h"
#include "base/clock.h"
#include "base/encode.h"
#include "base/memory.h"
#include "base/metrics.h"
#include "pairing/arms.h"
#include "pairing/draw_text.h"
#include "pairing/report.h"
#include "work/house.h"
#include "work/labels.h"
#include "work/post.h"
#include "work/round_groups.h"
#include "work/round_trial.h"

struct round_draw {
	const struct seal *seal;
	const struct config *config;
	const struct config_pool *pool;
	struct id round;
	struct db_rows *profile_rows;
	struct store_profile *profiles; /* of those, by id; in the thread */
	size_t profile_count;
	char *input;
	size_t input_len;
	uint64_t seed;
	struct db_rows *slots; /* what it gave before, or NULL */
	bool waits;
	struct fault fault;
	size_t groups, sat_out;
	struct round_groups given;
	struct store_result result;
	struct store_pin_fates pins;
	struct store_trial_arms trial;
	struct store_round_letters letters;
	struct text report;
	uint8_t digest[SEAL_DIGEST];
};

struct round_draw *
round_draw_new(const struct house *house, const struct config *config,
    const char *pool, const struct id *round, struct db_rows *profiles)
{
	struct round_draw *d = memory_new(1, sizeof(*d));

	d->seal = house->seal;
	d->config = config;
	d->pool = config_pool_get(config, pool);
	d->round = *round;
	d->profile_rows = profiles;
	return d;
}

static void
arrays_clear(struct round_draw *d)
{
	struct db_array *arrays[] = { &d->result.members,
		&d->result.slot_introductions, &d->result.slot_members,
		&d->result.introductions, &d->result.whys, &d->result.sat_out,
		&d->result.sat_out_whys, &d->pins.lows, &d->pins.highs,
		&d->pins.fates, &d->letters.ids, &d->letters.members,
		&d->letters.kinds, &d->letters.sealed };

	for (size_t i = 0; i < COUNT_OF(arrays); i++)
		db_array_clear(arrays[i]);
}

void
round_draw_free(struct round_draw *d)
{
	if (d == NULL)
		return;
	arrays_clear(d);
	store_round_profiles_free(d->profiles, d->profile_count);
	db_rows_free(d->profile_rows);
	db_rows_free(d->slots);
	round_groups_clear(&d->given);
	round_trial_clear(&d->trial);
	text_clear(&d->report);
	free(d->input);
	free(d);
}

void
round_draw_input(
    struct round_draw *d, const char *input, size_t len, uint64_t seed)
{
	free(d->input);
	d->input = memory_text_n(input, len);
	d->input_len = len;
	d->seed = seed;
}

void
round_draw_stored(struct round_draw *d, struct db_rows *slots)
{
	d->slots = slots;
}

void
round_draw_waits(struct round_draw *d)
{
	d->waits = true;
}

const struct fault *
round_draw_fault(const struct round_draw *d)
{
	return d->fault.code == FAULT_NONE ? NULL : &d->fault;
}

size_t
round_draw_groups(const struct round_draw *d)
{
	return d->groups;
}

size_t
round_draw_sat_out(const struct round_draw *d)
{
	return d->sat_out;
}

struct store_result *
round_draw_result(struct round_draw *d)
{
	return &d->result;
}

const char *
round_draw_report(const struct round_draw *d)
{
	return text_get(&d->report);
}

const uint8_t *
round_draw_digest(const struct round_draw *d)
{
	return d->digest;
}

struct store_pin_fates *
round_draw_pins(struct round_draw *d)
{
	return &d->pins;
}

struct store_trial_arms *
round_draw_arms(struct round_draw *d)
{
	return &d->trial;
}

struct store_round_letters *
round_draw_letters(struct round_draw *d)
{
	return &d->letters;
}

/* --- letters -------------------------------------------------------------- */

/* NULL where the member has left since. */
static const struct store_profile *
profile_of(const struct round_draw *d, const struct id *member)
{
	return bsearch(member, d->profiles, d->profile_count,
	    sizeof(*d->profiles), id_compare);
}

static void
on_sentence(void *arg, const char *sentence)
{
	text_addf(arg, "- %s\n", sentence);
}

static void
add_letter(struct round_draw *d, const struct store_profile *to,
    enum letter_kind kind, struct letter_words *words, const char *facts)
{
	struct sentence_labels labels = labels_of(d->config);
	struct text why = { 0 };
	struct id id = id_new();
	uint8_t *sealed;
	size_t len;

	sentence_write(facts, to->language, 1, &labels, on_sentence, &why);
	words->community = d->config->community_name;
	words->name = to->name;
	words->why = text_get(&why);
	words->url = d->config->listen_url;
	words->pool =
	    config_title_get(&d->pool->title, d->pool->name, to->language);
	sealed = post_seal(
	    d->seal, d->config->letter_texts, kind, to->language, words, &len);
	db_array_id(&d->letters.ids, &id);
	db_array_id(&d->letters.members, &to->id);
	db_array_text(&d->letters.kinds, letter_kind_word(kind));
	db_array_bytes(&d->letters.sealed, sealed, len);
	free(sealed);
	text_clear(&why);
}

static void
add_group_letters(struct round_draw *d, const struct round_group *g)
{
	char id[ID_TEXT_SIZE];

	for (size_t i = 0; i < g->size; i++) {
		const struct store_profile *to = profile_of(d, &g->members[i]);
		struct letter_words words = { .introduction =
						  id_text(&g->id, id) };
		struct text partners = { 0 };

		if (to == NULL || !to->has_address)
			continue;
		words.expires = to->until;
		for (size_t k = 0; k < g->size; k++) {
			const struct store_profile *p =
			    k == i ? NULL : profile_of(d, &g->members[k]);

			if (p == NULL)
				continue;
			text_addf(&partners, "%s%s\n",
			    partners.len > 0 ? "\n" : "", p->name);
			if (*p->pitch != '\0')
				text_addf(&partners, "%s\n", p->pitch);
			labels_profile(d->config, p->values, p->value_count,
			    to->language, &partners);
		}
		words.partners = text_get(&partners);
		add_letter(d, to, LETTER_INTRODUCTION, &words, g->why);
		text_clear(&partners);
	}
}

/* --- the result ----------------------------------------------------------- */

/* Into the arrays; a group that is not whole any more is no introduction, and the
 * database says of its members that it is void. */
static void
take_groups(struct round_draw *d)
{
	for (size_t i = 0; i < d->given.group_count; i++) {
		const struct round_group *g = &d->given.groups[i];

		if (g->is_whole) {
			db_array_id(&d->result.introductions, &g->id);
			db_array_text(&d->result.whys, g->why);
		}
		for (size_t k = 0; k < g->size; k++) {
			db_array_id(&d->result.members, &g->members[k]);
			db_array_id(&d->result.slot_introductions, &g->id);
			db_array_id(&d->result.slot_members, &g->members[k]);
		}
		if (!d->waits && g->is_whole)
			add_group_letters(d, g);
	}
	d->groups = d->given.group_count;
}

static void
take_sit_outs(struct round_draw *d)
{
	for (size_t i = 0; i < d->given.sit_out_count; i++) {
		const struct round_sit_out *s = &d->given.sit_outs[i];
		const struct store_profile *to = profile_of(d, &s->member);
		struct letter_words words = { 0 };

		db_array_id(&d->result.members, &s->member);
		db_array_id(&d->result.sat_out, &s->member);
		db_array_text(&d->result.sat_out_whys, s->why);
		if (!d->waits && to != NULL && to->has_address)
			add_letter(d, to, LETTER_SAT_OUT, &words, s->why);
	}
	d->sat_out = d->given.sit_out_count;
}

static void
take_pins(
    struct round_draw *d, const struct draw *draw, const struct population *p)
{
	static const char *const fates[] = { [DRAW_PIN_MADE] = "made",
		[DRAW_PIN_KEPT] = "kept",
		[DRAW_PIN_TAKEN] = "taken",
		[DRAW_PIN_ALONE] = "alone" };

	for (size_t i = 0; i < draw->pin_count; i++) {
		const struct draw_pin *pin = &draw->pins[i];

		db_array_text(&d->pins.lows, population_key(p, pin->a));
		db_array_text(&d->pins.highs, population_key(p, pin->b));
		db_array_text(&d->pins.fates, fates[pin->fate]);
	}
}

/* Of large pools without what takes long to count. */
static void
take_report(struct round_draw *d, const struct draw *draw,
    const struct population *p, const struct rules *rules, int64_t micros)
{
	uint8_t digest[SEAL_DIGEST];
	char text[2 * SEAL_DIGEST + 1];
	struct text groups = { 0 };
	struct report report;

	seal_digest(d->input, d->input_len, digest);
	encode_hex(digest, sizeof(digest), text);
	report_make_quick(&report, draw, p, rules);
	report_write_json(&report, text, micros, &d->report);
	report_clear(&report);
	draw_text_write(draw, p, &groups);
	seal_digest(text_get(&groups), groups.len, d->digest);
	text_clear(&groups);
}

/* 0, or -1 with the fault set. */
static int
make_draw(struct round_draw *d)
{
	const struct draw_options options = { .seed = d->seed };
	int64_t begun_us = clock_steady_us(), micros;
	struct population *p;
	struct rules *rules;
	struct arms_draw *draw;
	struct arms *arms;

	if (arms_read(d->input, d->input_len, &p, &rules, &arms, &d->fault) !=
	    0)
		return -1;
	draw = arms_draw_new(p, rules, arms, &options);
	micros = clock_steady_us() - begun_us;
	metrics_observe_of(M_DRAW, micros, d->pool->name);
	round_groups_take(&d->given, draw, p);
	take_pins(d, arms_draw_whole(draw), p);
	take_report(d, arms_draw_whole(draw), p, rules, micros);
	if (arms != NULL)
		round_trial_take(&d->trial, draw, arms, p, &d->given);
	arms_draw_free(draw);
	arms_free(arms);
	rules_free(rules);
	population_free(p);
	return 0;
}

void
round_draw_run(struct round_draw *d)
{
	if (d->slots != NULL)
		round_groups_read(&d->given, d->slots);
	else if (make_draw(d) != 0)
		return;
	d->profiles =
	    store_round_profiles_read(d->profile_rows, &d->profile_count);
	take_groups(d);
	take_sit_outs(d);
}
