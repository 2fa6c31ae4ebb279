/*
 * The draw: population + rules + seed → groups and sit-outs, each with its
 * reasons, and what shows that it is right. Pure: the same input and seed give
 * the same result everywhere, whatever the number of threads.
 *
 * What is promised, in this order (docs/rules.md):
 * 1. no requirement is ever broken;
 * 2. no larger number of members could have been introduced, and the
 *    certificate proves it; of those who must sit out, who waited longest are
 *    kept first, lexicographically (of circles, see pairing/circles.h: as far as
 *    exchanges reach, and without a certificate); no more groups than needed are
 *    one larger, and where that are trios, members who prefer three are in them
 *    before others (of more members than exact_law_fits says, as far as the
 *    exchanges of pairing/trio_wishes.h reach);
 * 3. among all such draws chance decides, P(draw) ∝ exp(score / T), where a
 *    group of g scores g / 2 times the mean of its pairs, and T is
 *    0.1 · s / (1 − s) for a serendipity s (docs/rules.md).
 */
#ifndef PAIRING_DRAW_H
#define PAIRING_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/text.h"
#include "pairing/exclusions.h"
#include "pairing/population.h"
#include "pairing/rules.h"

#define DRAW_GROUP_MAX 21 /* a pool's size is at most 20; one may be larger */

struct draw_group {
	const uint32_t *members; /* ascending */
	uint32_t size;
};

/* By which law a draw came about. */
enum draw_law {
	DRAW_EXACT_LAW,   /* from the law itself, by counting all draws */
	DRAW_EQUILIBRIUM, /* by a Markov chain whose equilibrium is the law; two
			    * opposite starts came within 1 % (gap) */
	DRAW_APPROACH,    /* by such a chain, which two opposite starts show
			    * not to be at its equilibrium yet (gap) */
	DRAW_WISHED, /* by a Markov chain, after which members who prefer three
		      * changed places with others in trios */
	DRAW_AHEAD,  /* of several draws by the law, or of rounds planned ahead,
		      * the one that leaves most rounds without a repeat */
	DRAW_HURRIED,  /* by a few steps of such a chain (is_quick); how far it
		       * came is not known */
	DRAW_UNSCORED, /* by such a chain, where nothing is preferred and so no
			* score can show how far it has come */
	DRAW_OPTIMUM,  /* serendipity 0: the best, proven */
	DRAW_NEAR_OPTIMUM, /* serendipity 0: upper_bound says how good it is */
	DRAW_CIRCLES       /* groups of three and more: a Markov chain of
			    * allowed groupings, of unknown distance */
};

/* What became of a pin (population_pin). */
enum draw_pin_fate {
	DRAW_PIN_MADE,  /* the two are in a group */
	DRAW_PIN_KEPT,  /* a tie blocks */
	DRAW_PIN_TAKEN, /* one of them is in another pin's group */
	DRAW_PIN_ALONE /* a circle needs more members, and there are none who may
			 * meet them all */
};

struct draw_pin {
	uint32_t a, b; /* a < b */
	enum draw_pin_fate fate;
};

struct draw {
	struct draw_group *groups; /* by first member */
	size_t group_count;
	uint32_t *sit_outs; /* ascending */
	size_t sit_out_count;
	uint64_t seed;
	enum draw_law law;
	/* Millionths; INT64_MAX where chance alone decides. */
	int64_t temperature;
	/* Of the two starts: millionths of the mean score; INT64_MIN: nothing
	 * was measured so. */
	int64_t gap;
	int64_t upper_bound;  /* of the mean score, millionths; -1: not known */
	const char *bound_by; /* how the upper bound was got */
	/* The certificate: `barrier` members whose removal leaves pieces of odd
	 * size that need partners, see pairing/certificate.h. */
	uint32_t *barrier;
	size_t barrier_count;
	/* So many more might have been introduced; 0: proven. */
	uint32_t unproven;
	/* Pins, ascending. Groups that were pinned are outside all that is said
	 * above: the law, the certificate and `unproven` are those of the draw of
	 * all others, see pairing/pins.h. */
	struct draw_pin *pins;
	size_t pin_count;
	uint32_t *members; /* private: what groups point into */
};

/* Called now and then from the drawing thread with 0..1000; may be NULL. */
typedef void (*draw_progress_cb)(void *arg, int thousandths);

struct draw_options {
	uint64_t seed;
	int threads; /* 0 or 1: none beside the caller's; the result is the same */
	draw_progress_cb progress;
	void *arg;
	/* Draws pools of quick_from (0: DRAW_QUICK_MIN) and more as if they were many times as
	 * large: promises 1 and 2 are kept, the score is a little less than it
	 * could be, and how far it is from promise 3 is not measured. */
	bool is_quick;
	uint32_t quick_from;
};

#define DRAW_QUICK_MIN 2000

struct draw *pairing_draw(const struct population *p, const struct rules *rules,
    const struct draw_options *options) MUST_CHECK;
void draw_free(struct draw *draw);

/*
 * Why this group: lines of tab-separated words that name the rule, the
 * attribute and the values that made it, to be turned into sentences by
 * whoever shows them:
 *
 *	differ	domain	health/nursing	arts/music      (a value per member)
 *	share	languages	fr;pt                        (what all share)
 *	unacquainted
 *	rested	26
 *	pinned                                       (they were to be introduced)
 *
 * Requirements first, then preferences, those that weighed most first. A rule
 * that did not apply (a value missing) or, of preferences, gave nothing has no
 * line.
 */
void draw_reason(const struct draw *draw, size_t group,
    const struct population *p, const struct rules *rules, struct text *out);
/*
 * Why this member sat out, by what excludes them from this pool, likewise one
 * line per fact, the weightiest first:
 *
 *	alone                                nobody else took part
 *	excluded	share	languages	312	this rule alone rules out 312 others
 *	taken	4	4 others were allowed, all needed elsewhere
 *	placeless	4	the same of circles: no group had a place
 *	nobody	nothing but blocks, of which nobody is told
 */
void draw_sit_out_reason(const struct draw *draw, size_t sit_out,
    struct exclusions *e, struct text *out);

#endif
