/*
 * The nearest set of rules by which nobody sits out who need not: the fewest
 * requirements that must become wishes, or go where that wish is there already.
 *
 * Whom even a draw without requirements leaves over is inevitable: numbers that no
 * circles come to, or blocks. Which sets do is played out, round after round, so that
 * it counts that members run out of others whom they have not met. In one round, fewer
 * requirements allow more, and mostly over several, too. So
 *
 * 1. each requirement is played as the only one. Where somebody sits out by it, it is
 *    taken as one that every set must ease;
 * 2. these are eased, and of the others none, each one, each two, and so on, until
 *    some sets of as many do: those are told, up to NEAREST_SETS_MAX of them.
 *
 * It is found by playing, and no proof that nothing else would do. Of those told,
 * that comes first by which the fewest of the pairs introduced are pairs
 * that the rules forbid. Pure.
 */
#ifndef PAIRING_NEAREST_H
#define PAIRING_NEAREST_H

#include "pairing/play.h"
#include "pairing/rules_edit.h"

#define NEAREST_TRIED_MAX 64 /* sets of step 2 */
#define NEAREST_SETS_MAX 10

enum nearest_outcome {
	NEAREST_NOT_NEEDED, /* nobody sits out but whom it is inevitable for */
	NEAREST_FOUND,
	NEAREST_NOT_FOUND /* not among the sets that were tried */
};

struct nearest_set {
	enum rules_change *changes; /* by requirement */
	size_t eased;               /* that are not RULES_KEEP */
	uint32_t tried;             /* how many sets were before it */
	struct play play;           /* against: the rules; no series */
};

struct nearest {
	enum nearest_outcome outcome;
	uint32_t inevitable; /* sit-outs of a round */
	uint32_t tried;      /* sets, of both steps */
	struct nearest_set sets[NEAREST_SETS_MAX];
	size_t count;
};

/* Most rounds that it plays for so many requirements. Its turns come to as many:
 * rounds that need not be played are told at once. */
uint32_t nearest_rounds(size_t requirements, uint32_t rounds);

/* `whole` is the play of all rules with the same options, of which what is said of
 * series, cuts and `against` does not count. false: its turn said stop; a part is
 * there. nearest_clear after it, either way. */
bool nearest_find(struct nearest *found, const struct population *p,
    const struct rules *rules, const struct play *whole,
    const struct play_options *options) MUST_CHECK;
void nearest_clear(struct nearest *found);

#endif
