/*
 * Simulation: many rounds of given rules over a given community, each the
 * history of the next, with members who skip rounds, come and leave. It shows
 * before the first letter is written how long introductions last, who would
 * sit out how often, and how the community grows together. Pure: everything
 * follows from population, rules and options, on any number of threads.
 */
#ifndef PAIRING_SIMULATE_H
#define PAIRING_SIMULATE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "pairing/draw.h"
#include "pairing/growth.h"
#include "pairing/population.h"
#include "pairing/report.h"
#include "pairing/rules.h"
#include "pairing/spread.h"

struct simulation;

/* What is measured of growth after each round. */
enum simulation_growth {
	SIMULATION_GROWTH,
	SIMULATION_BRIDGES, /* as growth_bridges: what it says of values alone */
	SIMULATION_NO_GROWTH
};

struct simulation_options {
	uint64_t seed;
	int threads;          /* as draw_options */
	uint32_t first_round; /* its number */
	/* Out of a hundred: each member's chance to take part in a round. */
	uint32_t presence;
	/* Before each round but the first so many leave for good, by chance,
	 * and so many come. Who comes is a member of the given population:
	 * `held_back` of them, by chance, are not there at first. */
	uint32_t departures, arrivals, held_back;
	/* Draw large pools in a few steps instead of until they are good: as
	 * many are introduced, fairly, with a little less score. */
	bool is_quick;
	uint32_t quick_from; /* as draw_options */
	/* Its reports tell of the attributes that these rules name, as these
	 * compare them, and growth looks at the attribute that those name first;
	 * over the same attributes. NULL: its own. */
	const struct rules *told, *growth_of;
	enum simulation_growth growth;
};

/* A round that was played; all of it is borrowed until the next. */
struct simulation_round {
	uint32_t round;
	uint32_t members; /* of the community: present and absent */
	uint32_t arrived, left;
	/* Who took part, and how they were drawn. Members of the draw are those
	 * of this population. */
	const struct population *present;
	const struct draw *draw;
	struct report report;
	/* Before the draw: so many more rounds can be without a repeat at most,
	 * for those who take part in all of them: the fewest others there whom
	 * a member may meet and never met, divided by the size less one, whom
	 * a circle uses up (REPORT_UNKNOWN: no rule asks for rest, or too many
	 * members). Who may meet too few for a circle is left out.
	 * And how many have met all whom they may. */
	int64_t rounds_left;
	uint32_t spent;
	struct growth growth; /* after the round */
};

/* What all rounds so far came to. */
struct simulation_sum {
	uint32_t rounds;
	uint32_t first_repeat; /* the round; 0: none so far */
	/* The first round that cannot be without a repeat or another sit-out,
	 * if everybody takes part until then: as foreseen before the first
	 * round, and as it stands now. 0: nobody can tell, as rounds_left. */
	uint32_t foreseen, stands;
	uint64_t present, introduced, sat_out, repeats; /* over all rounds */
	/* By number of sit-outs 0..most: of the members who took part at least
	 * once, how many sat out so often. `running`: most in a row that a
	 * member took part in. */
	uint32_t *sit_outs, most, running;
	uint32_t took_part; /* members, at least once */
	/* Of these: how often each was introduced, and sat out; and how many
	 * never were introduced. */
	struct spread introductions_each, sit_outs_each;
	uint32_t never;
};

/* The seed of a round's draw: rounds in a row come out the same whether they
 * are drawn at once or with breaks. */
uint64_t simulation_seed(uint64_t seed, uint32_t round);

/* The attribute whose values growth looks at, as growth_attribute. */
size_t simulation_attribute(const struct simulation *s);

/* Borrows a closed population, of which it makes its own, and the rules. What
 * the population says of meetings is as long before the first round; what it
 * says of waiting is not used, see simulation_took_part. */
struct simulation *
simulation_new(const struct population *p, const struct rules *rules,
    const struct simulation_options *options) MUST_CHECK;
void simulation_free(struct simulation *s);
/* Before the first round: a member took part so many rounds before it, and sat
 * out there or not. Keys of others are ignored. */
void simulation_took_part(
    struct simulation *s, const char *key, uint32_t rounds_ago, bool sat_out);
/* Plays the next round. */
const struct simulation_round *simulation_next(struct simulation *s);
/* After any round; simulation_sum_clear after it. */
void
simulation_sum_make(struct simulation_sum *sum, const struct simulation *s);
void simulation_sum_clear(struct simulation_sum *sum);

#endif
