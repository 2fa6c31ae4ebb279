/*
 * Simulation: see pairing/simulate.h.
 */
#include "pairing/simulate.h"
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/crowd.h"
#include "pairing/population_part.h"
#include "pairing/unmet.h"
#include "pairing/waiting.h"

/* What is remembered of a member. */
struct record {
	uint64_t took_part;        /* bit k: k + 1 rounds ago */
	uint64_t sat_out;          /* of those */
	uint32_t sit_outs, rounds; /* of this simulation */
	uint32_t row, longest;     /* sit-outs in a row, now and at most */
};

#define REMEMBERED ((UINT64_C(1) << WAITING_ROUNDS) - 1)

struct simulation {
	struct simulation_options options;
	const struct rules *rules;
	struct population *whole;
	size_t attribute;
	struct crowd crowd;
	struct unmet *unmet;
	struct record *records; /* by member */
	uint32_t *present;      /* of the last round, ascending; */
	uint32_t present_count;
	struct population *part; /* they as a population, */
	struct draw *draw;       /* and how they were drawn */
	struct simulation_round round;
	struct simulation_sum sum; /* without sit-outs */
};

uint64_t
simulation_seed(uint64_t seed, uint32_t round)
{
	struct dice dice;

	dice_init(&dice, seed, round);
	return dice_next(&dice);
}

size_t
simulation_attribute(const struct simulation *s)
{
	return s->attribute;
}

struct simulation *
simulation_new(const struct population *p, const struct rules *rules,
    const struct simulation_options *options)
{
	struct simulation *s = memory_new(1, sizeof(*s));

	if (options->held_back > p->size || options->presence > 100)
		die("a simulation of %u members holds back %u, %u %% present",
		    p->size, options->held_back, options->presence);
	s->options = *options;
	s->rules = rules;
	s->attribute = growth_attribute(
	    p, options->growth_of == NULL ? rules : options->growth_of);
	s->present = memory_new(p->size, sizeof(*s->present));
	for (uint32_t m = 0; m < p->size; m++)
		s->present[m] = m;
	s->whole = population_part(p, s->present, p->size);
	s->records = memory_new(p->size, sizeof(*s->records));
	crowd_init(&s->crowd, p->size, options->held_back, options->seed);
	s->unmet = unmet_new(s->whole, rules, s->crowd.is_in, options->threads);
	return s;
}

/* What is left of the last round. */
static void
forget_round(struct simulation *s)
{
	if (s->draw == NULL)
		return;
	report_clear(&s->round.report);
	draw_free(s->draw);
	population_free(s->part);
	s->draw = NULL;
}

void
simulation_free(struct simulation *s)
{
	if (s == NULL)
		return;
	forget_round(s);
	unmet_free(s->unmet);
	crowd_clear(&s->crowd);
	population_free(s->whole);
	free(s->records);
	free(s->present);
	free(s);
}

void
simulation_took_part(
    struct simulation *s, const char *key, uint32_t rounds_ago, bool sat_out)
{
	uint32_t member = population_find(s->whole, key);
	uint64_t bit = UINT64_C(1) << ((rounds_ago - 1) % 64);

	if (member == UINT32_MAX || rounds_ago < 1 ||
	    rounds_ago > WAITING_ROUNDS)
		return;
	s->records[member].took_part |= bit;
	if (sat_out)
		s->records[member].sat_out |= bit;
}

/* --- a round -------------------------------------------------------------- */

/* Who leaves and comes before a round. */
static void
move_crowd(struct simulation *s, uint32_t round)
{
	const struct crowd *c = &s->crowd;

	crowd_move(
	    &s->crowd, round, s->options.departures, s->options.arrivals);
	for (uint32_t i = 0; i < c->left_count; i++)
		unmet_move(s->unmet, c->left[i], false);
	for (uint32_t i = 0; i < c->arrived_count; i++)
		unmet_move(s->unmet, c->arrived[i], true);
}

static struct waiting
waiting_of(const struct record *r)
{
	uint64_t took_part = r->took_part & REMEMBERED;
	uint64_t last = took_part & (~took_part + 1);

	return (struct waiting){ .rounds =
				     (uint32_t)__builtin_popcountll(took_part),
		.sit_outs =
		    (uint32_t)__builtin_popcountll(r->sat_out & REMEMBERED),
		.sat_out_last = (r->sat_out & last) != 0 };
}

/* Those who are present become a population, with how long they waited. */
static void
take_present(struct simulation *s, uint32_t round)
{
	struct waiting *all = memory_new(s->whole->size, sizeof(*all));

	s->present_count =
	    crowd_present(&s->crowd, round, s->options.presence, s->present);
	for (uint32_t i = 0; i < s->present_count; i++)
		all[i] = waiting_of(&s->records[s->present[i]]);
	waiting_tell(s->whole, all, s->present, s->present_count);
	free(all);
	s->part = population_part(s->whole, s->present, s->present_count);
}

/* The draw with the members' numbers in the whole. */
static struct grouping *
whole_grouping(const struct simulation *s)
{
	struct grouping *g = grouping_new(s->whole->size);
	uint32_t members[DRAW_GROUP_MAX];

	for (size_t i = 0; i < s->draw->group_count; i++) {
		const struct draw_group *group = &s->draw->groups[i];

		for (uint32_t k = 0; k < group->size; k++)
			members[k] = s->present[group->members[k]];
		grouping_add(g, members, group->size);
	}
	for (size_t i = 0; i < s->draw->sit_out_count; i++)
		grouping_add_sit_out(g, s->present[s->draw->sit_outs[i]]);
	return g;
}

/* The round becomes history of the next one. */
static void
remember(struct simulation *s)
{
	struct grouping *g = whole_grouping(s);

	for (uint32_t m = 0; m < s->whole->size; m++) {
		s->records[m].took_part <<= 1;
		s->records[m].sat_out <<= 1;
	}
	for (uint32_t i = 0; i < s->present_count; i++) {
		s->records[s->present[i]].took_part |= 1;
		s->records[s->present[i]].rounds++;
	}
	for (uint32_t i = 0; i < g->first[g->group_count]; i++)
		s->records[g->members[i]].row = 0;
	for (uint32_t i = 0; i < g->sit_out_count; i++) {
		struct record *r = &s->records[g->sit_outs[i]];

		r->sat_out |= 1;
		r->sit_outs++;
		r->row++;
		if (r->row > r->longest)
			r->longest = r->row;
	}
	unmet_meet(s->unmet, g);
	population_move_on(s->whole, g);
	grouping_free(g);
}

/* The round that cannot be without a repeat, seen from before `round`. */
static uint32_t
unavoidable(uint32_t round, int64_t rounds_left)
{
	return rounds_left == REPORT_UNKNOWN ? 0
					     : round + (uint32_t)rounds_left;
}

static void
add_up(struct simulation *s)
{
	const struct simulation_round *r = &s->round;
	struct simulation_sum *sum = &s->sum;

	if (sum->rounds++ == 0)
		sum->foreseen = unavoidable(r->round, r->rounds_left);
	if (sum->first_repeat == 0 && r->report.repeats > 0)
		sum->first_repeat = r->round;
	/* Once that round has come it stays. */
	if (sum->stands == 0 && r->rounds_left == 0)
		sum->stands = r->round;
	sum->present += r->report.members;
	sum->introduced += r->report.introduced;
	sum->sat_out += r->report.sat_out;
	sum->repeats += r->report.repeats;
}

static void
measure(struct simulation *s)
{
	struct growth *g = &s->round.growth;

	if (s->options.growth == SIMULATION_GROWTH)
		growth_measure(g, s->whole, s->crowd.is_in, s->attribute,
		    s->options.seed, s->options.threads);
	else if (s->options.growth == SIMULATION_BRIDGES)
		growth_bridges(g, s->whole, s->crowd.is_in, s->attribute);
}

const struct simulation_round *
simulation_next(struct simulation *s)
{
	struct simulation_round *r = &s->round;
	uint32_t round = s->options.first_round + s->sum.rounds;
	struct draw_options options = {
		.seed = simulation_seed(s->options.seed, round),
		.threads = s->options.threads,
		.is_quick = s->options.is_quick,
		.quick_from = s->options.quick_from,
	};

	forget_round(s);
	if (s->sum.rounds > 0)
		move_crowd(s, round);
	take_present(s, round);
	s->draw = pairing_draw(s->part, s->rules, &options);
	*r = (struct simulation_round){ .round = round,
		.members = s->crowd.count,
		.arrived = s->crowd.arrived_count,
		.left = s->crowd.left_count,
		.present = s->part,
		.draw = s->draw };
	report_make_quick(&r->report, s->draw, s->part, s->rules);
	if (s->options.told != NULL)
		report_tell(&r->report, s->draw, s->part, s->options.told);
	r->report.seed = s->options.seed;
	r->rounds_left = unmet_rounds_left(s->unmet, &r->spent);
	remember(s);
	measure(s);
	add_up(s);
	return r;
}

/* --- all rounds ----------------------------------------------------------- */

static void
count_sit_outs(struct simulation_sum *sum, const struct simulation *s)
{
	uint32_t n = s->whole->size;

	for (uint32_t m = 0; m < n; m++) {
		if (s->records[m].sit_outs > sum->most)
			sum->most = s->records[m].sit_outs;
		if (s->records[m].longest > sum->running)
			sum->running = s->records[m].longest;
	}
	sum->sit_outs =
	    memory_new((size_t)sum->most + 1, sizeof(*sum->sit_outs));
	for (uint32_t m = 0; m < n; m++) {
		if (s->records[m].rounds == 0)
			continue;
		sum->took_part++;
		sum->sit_outs[s->records[m].sit_outs]++;
	}
}

/* How the load is spread over those who took part. */
static void
spread_load(struct simulation_sum *sum, const struct simulation *s)
{
	uint32_t *numbers = memory_new(sum->took_part, sizeof(*numbers));
	size_t n = 0;

	for (uint32_t m = 0; m < s->whole->size; m++)
		if (s->records[m].rounds > 0)
			numbers[n++] = s->records[m].sit_outs;
	spread_make(&sum->sit_outs_each, numbers, n);
	n = 0;
	for (uint32_t m = 0; m < s->whole->size; m++)
		if (s->records[m].rounds > 0) {
			numbers[n] =
			    s->records[m].rounds - s->records[m].sit_outs;
			sum->never += numbers[n++] == 0;
		}
	spread_make(&sum->introductions_each, numbers, n);
	free(numbers);
}

void
simulation_sum_make(struct simulation_sum *sum, const struct simulation *s)
{
	uint32_t spent;

	*sum = s->sum;
	if (sum->stands == 0)
		sum->stands = unavoidable(s->options.first_round + sum->rounds,
		    unmet_rounds_left(s->unmet, &spent));
	count_sit_outs(sum, s);
	spread_load(sum, s);
}

void
simulation_sum_clear(struct simulation_sum *sum)
{
	free(sum->sit_outs);
	*sum = (struct simulation_sum){ 0 };
}
