/*
 * Private to pairing/draw.c: pairs that an operator wants introduced. They are
 * taken out of the population before the draw, and all others are drawn as ever;
 * then they are groups beside the others'.
 *
 * A pin overrules every rule but a tie that blocks. In a pool of circles others
 * join the two, as many as a circle needs, by chance among those who may meet
 * them and each other by all rules. Whoever sits out of the draw joins a pinned
 * group where they may meet all of it, who waited longest first, one a group: so
 * an odd member makes a trio of a pinned pair, too.
 *
 * What that costs is told: of the others no larger number could have been
 * introduced, as the certificate of their draw shows; so at most so many more as
 * there are pinned groups that nobody joined though somebody might, no more than
 * sit out. The draw's `unproven` counts them.
 */
#ifndef PAIRING_PINS_H
#define PAIRING_PINS_H

#include "pairing/draw.h"
#include "pairing/grouping.h"

struct pins;

/* Of a closed population with pins, which must outlive it, as the rules. */
struct pins *pins_new(const struct population *p, const struct rules *rules,
    uint64_t seed) MUST_CHECK;
void pins_free(struct pins *pins);
/* All who are in no pinned group; borrowed. */
const struct population *pins_others(const struct pins *pins);
/* The groups of a draw of those, and the pinned ones, in the numbers of the whole
 * population; so is the draw's barrier from here on, and it has the pins' fates. */
struct grouping *pins_join(struct pins *pins, struct draw *draw) MUST_CHECK;

#endif
