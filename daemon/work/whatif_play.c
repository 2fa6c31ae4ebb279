/*
 * A what-if as it is played: see work/whatif_play.h.
 */
#include "work/whatif_play.h"
#include "base/encode.h"
#include "io/seal.h"
#include "pairing/rules_edit.h"

uint32_t
whatif_play_rounds(const struct whatif_play *w)
{
	uint32_t n = (uint32_t)rules_requirement_count(w->proposed);

	return 2 * w->rounds +
	       (w->has_costs ? n * w->rounds + nearest_rounds(n, w->rounds)
			     : 0);
}

uint32_t
whatif_play_members(uint32_t rounds)
{
	uint32_t most = WHATIF_SEATS_MAX / rounds;

	return most < WHATIF_MEMBERS_MAX ? most : WHATIF_MEMBERS_MAX;
}

static bool
on_turn(void *arg, uint32_t rounds)
{
	struct whatif_play *w = arg;

	atomic_fetch_add(&w->done, rounds);
	return !atomic_load(&w->stops);
}

/* false: it was told to stop. */
static bool
play_all(struct whatif_play *w, const struct population *p,
    struct play_options *options)
{
	struct whatif_result *r = &w->result;

	options->has_series = true;
	if (play_run(&r->current, p, w->current, options) == PLAY_STOPPED)
		return false;
	atomic_store(&w->step, WHATIF_PROPOSED);
	if (play_run(&r->proposed, p, w->proposed, options) == PLAY_STOPPED)
		return false;
	options->has_series = false;
	if (!w->has_costs)
		return true;
	atomic_store(&w->step, WHATIF_COSTS);
	if (!rule_costs_find(&r->costs, p, w->proposed, &r->proposed, options))
		return false;
	atomic_store(&w->step, WHATIF_NEAREST);
	return nearest_find(&r->nearest, p, w->proposed, &r->proposed, options);
}

void
whatif_play_run(struct whatif_play *w)
{
	/* All are told of by what either side names. */
	struct rules *both =
	    rules_new(w->config->attributes, w->config->attribute_count);
	struct play_options options = { .rounds = w->rounds,
		.told = both,
		.growth_of = w->current,
		.sit_outs_most = UINT32_MAX,
		.turn = on_turn,
		.arg = w };
	struct population *p;
	size_t attribute;

	rules_edit_add(both, w->current);
	rules_edit_add(both, w->proposed);
	round_input_run(w->input);
	encode_hex(round_input_digest(w->input), SEAL_DIGEST, w->result.digest);
	p = round_input_population(w->input);
	w->result.has_costs = w->has_costs;
	if (p == NULL) {
		w->fault = *round_input_fault(w->input);
	} else {
		w->result.members = population_size(p);
		attribute = growth_attribute(p, w->current);
		if (attribute != GROWTH_NO_ATTRIBUTE)
			w->result.attribute =
			    w->config->attributes[attribute].name;
		w->is_whole = play_all(w, p, &options);
	}
	population_free(p);
	/* What was found tells of nobody; the members' rows stay no longer. */
	round_input_free(w->input);
	w->input = NULL;
	rules_free(both);
}

void
whatif_play_clear(struct whatif_play *w)
{
	round_input_free(w->input);
	rules_free(w->proposed);
	play_clear(&w->result.current);
	play_clear(&w->result.proposed);
	rule_costs_clear(&w->result.costs);
	nearest_clear(&w->result.nearest);
}
