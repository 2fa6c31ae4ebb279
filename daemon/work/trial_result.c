/*
 * What an experiment has shown: see work/trial_result.h.
 */
#include "work/trial_result.h"
#include "base/memory.h"

/* Where the goal is the other one: a tenth of all introductions, half a step of
 * five. */
#define DETECT_MET 0.1
#define DETECT_RATING 0.5

/* Units of both questions, over the same members. */
struct tally {
	uint32_t *members;
	struct trial_unit *met, *rating;
	size_t met_count, rating_count;
};

/* One introduction: `o` is the first of its rows, of which there are `size`. */
static void
add_unit(struct tally *t, const struct store_trial_outcome *o,
    const uint32_t *members, uint32_t size)
{
	struct trial_unit unit = { .round = o->round,
		.arm = o->arm,
		.members = members,
		.size = size,
		.is_known = o->is_known,
		.value = o->is_met };

	t->met[t->met_count++] = unit;
	if (!o->is_met)
		return;
	unit.is_known = o->rating >= 0;
	unit.value = (double)o->rating / 1000;
	t->rating[t->rating_count++] = unit;
}

static void
tally_make(struct tally *t, const struct db_rows *rows)
{
	int count = db_rows_count(rows);

	t->members = memory_new((size_t)count, sizeof(*t->members));
	t->met = memory_new((size_t)count, sizeof(*t->met));
	t->rating = memory_new((size_t)count, sizeof(*t->rating));
	for (int i = 0, first; i < count;) {
		struct store_trial_outcome o, next;

		first = i;
		store_trial_outcome_read(rows, i, &o);
		next = o;
		while (id_equal(&next.introduction, &o.introduction)) {
			t->members[i++] = next.member;
			if (i == count)
				break;
			store_trial_outcome_read(rows, i, &next);
		}
		add_unit(t, &o, t->members + first, (uint32_t)(i - first));
	}
}

static enum trial_verdict
verdict_of(const struct trial_estimate *e)
{
	/* NAN is neither. */
	if (e->always_low > 0)
		return TRIAL_SECOND;
	return e->always_high < 0 ? TRIAL_FIRST : TRIAL_UNDECIDED;
}

void
trial_result_make(const struct store_trial *trial,
    const struct db_rows *outcomes, const struct db_rows *costs,
    struct trial_result *out)
{
	bool by_rating = strcmp(trial->goal, "rating") == 0;
	double detect = (double)trial->detect / 1000;
	struct trial_question met = { 0, 1, 0.5, (uint32_t)trial->rounds,
		by_rating ? DETECT_MET : detect };
	struct trial_question rating = { 1, 5, 1, (uint32_t)trial->rounds,
		by_rating ? detect : DETECT_RATING };
	struct tally t = { 0 };

	*out = (struct trial_result){ 0 };
	out->arms[1].arm = 1;
	for (int i = 0; i < db_rows_count(costs); i++) {
		struct store_trial_arm arm;

		store_trial_cost_read(costs, i, &arm);
		out->arms[arm.arm] = arm;
	}
	tally_make(&t, outcomes);
	trial_estimate(t.met, t.met_count, &met, &out->met);
	trial_estimate(t.rating, t.rating_count, &rating, &out->rating);
	out->verdict = verdict_of(by_rating ? &out->rating : &out->met);
	free(t.members);
	free(t.met);
	free(t.rating);
}
