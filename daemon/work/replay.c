/*
 * Replays for operators: see work/replay.h.
 */
#include "work/replay.h"
#include "base/clock.h"
#include "base/encode.h"
#include "base/memory.h"
#include "pairing/arms.h"
#include "pairing/draw_text.h"
#include "store/store_preview.h"
#include "work/house.h"
#include "work/round_groups.h"

#define LOOK_US (60 * CLOCK_SECOND)

/* A member's row of what is stored. */
struct place {
	struct id member, group;
	bool sits_out, is_void;
};

static void
replay_free(void *of)
{
	struct replay *r = of;

	db_rows_free(r->draw);
	db_rows_free(r->stored);
	free(r->pool);
	for (size_t i = 0; i < REPLAY_DIFFERENCES_MAX; i++)
		text_clear(&r->differences[i]);
	free(r);
}

static int
replay_take(void *of, const struct db_outcome *out, struct fault *why)
{
	struct replay *r = of;
	const struct db_rows *rows = db_outcome_rows(out, 0);

	if (db_rows_count(rows) == 0)
		return fault_set(why, FAULT_NOT_FOUND, "%s", "");
	if (db_is_null(rows, 0, 2))
		return fault_set(why, FAULT_CONFLICT, "%s",
		    r->is_last ? "this round is not drawn"
			       : "this round has no such draw before");
	r->draw = db_outcome_take(out, 0);
	r->input_len = db_bytes(r->draw, 0, 3, &r->input);
	if (r->input_len == 0)
		return fault_set(why, FAULT_CONFLICT,
		    "the input of this draw is gone: it was too old "
		    "(retention.draws_days), or somebody in it has left");
	r->stored = db_outcome_take(out, 1);
	return 0;
}

/* --- comparing ------------------------------------------------------------ */

static int
compare_places(const void *x, const void *y)
{
	return id_compare(x, y);
}

static const struct place *
place_of(const struct place *places, size_t n, const struct id *member)
{
	return bsearch(member, places, n, sizeof(*places), compare_places);
}

static struct place *
read_places(const struct db_rows *rows, size_t *n)
{
	struct place *places;

	*n = (size_t)db_rows_count(rows);
	places = memory_new(*n, sizeof(*places));
	for (int i = 0; i < (int)*n; i++) {
		places[i].member = db_id(rows, i, 1);
		places[i].sits_out = db_is_null(rows, i, 0);
		if (!places[i].sits_out)
			places[i].group = db_id(rows, i, 0);
		places[i].is_void = db_bool(rows, i, 2);
	}
	qsort(places, *n, sizeof(*places), compare_places);
	return places;
}

static struct text *
differ(struct replay *r)
{
	static const size_t most = REPLAY_DIFFERENCES_MAX;

	r->is_same = false;
	return r->difference_count < most
		   ? &r->differences[r->difference_count++]
		   : NULL;
}

static void
say_group(struct replay *r, const struct round_group *g, const char *how)
{
	struct text *out = differ(r);
	char id[ID_TEXT_SIZE];

	if (out == NULL)
		return;
	text_add(out, "drawn together:");
	for (size_t i = 0; i < g->size; i++)
		text_addf(out, " %s", id_text(&g->members[i], id));
	text_addf(out, "; stored: %s", how);
}

static void
compare_group(struct replay *r, const struct round_group *g,
    const struct place *places, size_t n)
{
	const struct place *first = place_of(places, n, &g->members[0]);
	bool is_void = first != NULL && first->is_void;

	for (size_t i = 0; i < g->size; i++) {
		const struct place *p = place_of(places, n, &g->members[i]);

		if (p == NULL) {
			say_group(r, g, "not all of them took part");
			return;
		}
		if (p->is_void != is_void ||
		    (!is_void &&
			(p->sits_out || !id_equal(&p->group, &first->group)))) {
			say_group(r, g, "not together");
			return;
		}
	}
	r->voids += is_void;
}

static void
compare_stored(struct replay *r, const struct round_groups *given)
{
	struct place *places;
	size_t n, drawn = given->sit_out_count;
	struct text *out;
	char id[ID_TEXT_SIZE];

	places = read_places(r->stored, &n);
	for (size_t i = 0; i < given->group_count; i++) {
		drawn += given->groups[i].size;
		compare_group(r, &given->groups[i], places, n);
	}
	for (size_t i = 0; i < given->sit_out_count; i++) {
		const struct place *p =
		    place_of(places, n, &given->sit_outs[i].member);

		if (p != NULL && p->sits_out)
			continue;
		if ((out = differ(r)) != NULL)
			text_addf(out, "drawn to sit out: %s; stored: %s",
			    id_text(&given->sit_outs[i].member, id),
			    p == NULL ? "took no part" : "introduced");
	}
	if (drawn != n && (out = differ(r)) != NULL)
		text_addf(
		    out, "drawn: %zu members; stored: %zu members", drawn, n);
	free(places);
}

/* --- the thread ----------------------------------------------------------- */

static void
hex_of(const void *data, size_t len, char out[2 * SEAL_DIGEST + 1])
{
	uint8_t digest[SEAL_DIGEST];

	seal_digest(data, len, digest);
	encode_hex(digest, sizeof(digest), out);
}

static void
compare_all(
    struct replay *r, const struct draw *draw, const struct round_groups *given)
{
	r->groups = (int64_t)draw->group_count;
	r->is_same = strcmp(r->input_now, r->input_recorded) == 0;
	if (r->has_groups_digest)
		r->is_same = r->is_same &&
			     strcmp(r->groups_now, r->groups_recorded) == 0;
	if (r->is_last && r->has_stored)
		compare_stored(r, given);
}

/* Somebody's hand was in it, or another version of the engine wrote it. */
static void
cannot_read(struct replay *r, const struct fault *why)
{
	hex_of("", 0, r->groups_now);
	text_addf(differ(r), "the stored input is none that can be read: %s",
	    why->sentence);
}

static const struct fault *
replay_run(void *of)
{
	struct replay *r = of;
	struct draw_options options = { 0 };
	struct round_groups given = { 0 };
	struct text text = { 0 };
	struct population *p;
	struct rules *rules;
	struct arms_draw *draw;
	struct arms *arms;
	struct fault why;

	r->pool = memory_text(db_text(r->draw, 0, 0));
	r->seed = options.seed = (uint64_t)db_int(r->draw, 0, 2);
	snprintf(r->input_recorded, sizeof(r->input_recorded), "%s",
	    db_text(r->draw, 0, 4));
	snprintf(r->groups_recorded, sizeof(r->groups_recorded), "%s",
	    db_text(r->draw, 0, 5));
	r->has_groups_digest = *r->groups_recorded != '\0';
	r->has_stored = db_rows_count(r->stored) > 0;
	hex_of(r->input, r->input_len, r->input_now);
	if (arms_read((const char *)r->input, r->input_len, &p, &rules, &arms,
		&why) != 0) {
		cannot_read(r, &why);
		return NULL;
	}
	r->members = population_size(p);
	draw = arms_draw_new(p, rules, arms, &options);
	draw_text_write(arms_draw_whole(draw), p, &text);
	hex_of(text_get(&text), text.len, r->groups_now);
	round_groups_take(&given, draw, p);
	compare_all(r, arms_draw_whole(draw), &given);
	text_clear(&text);
	round_groups_clear(&given);
	arms_draw_free(draw);
	arms_free(arms);
	rules_free(rules);
	population_free(p);
	return NULL;
}

struct study *
replay_start(struct house *house, const struct id *round, int64_t number,
    study_done_cb done, void *arg, struct fault *why)
{
	static const struct study_kind kind = { replay_take, replay_run,
		replay_free };
	struct replay *r = memory_new(1, sizeof(*r));
	struct db_batch *b = db_batch_new(house->db, DB_READ);

	r->is_last = number < 0;
	db_batch_deadline(b, LOOK_US);
	store_replay(b, round, number);
	return study_start(house, b, &kind, r, done, arg, why);
}
