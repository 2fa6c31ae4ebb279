/*
 * Experiments in numbers: who is in which arm, what the difference between the
 * arms is, how sure that is, and how long it takes. Pure; docs/experiments.md
 * says why each of these, and what they do not tell.
 *
 * Arms are 0 and 1; a difference is always that of arm 1 less that of arm 0.
 */
#ifndef MODEL_TRIAL_H
#define MODEL_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"

#define TRIAL_ARMS 2
/* Intervals miss what is true once in twenty times at most, and a difference of
 * the size asked for is found four times in five. */
#define TRIAL_ALPHA 0.05
#define TRIAL_POWER 0.8
#define TRIAL_NEVER UINT32_MAX

/*
 * Divides members 0..count-1 among the arms, by chance: in blocks of two that
 * follow each other stratum by stratum (strata[m] is m's, any number), one of each
 * block to each arm. So the arms differ by one member at most, and in no stratum
 * by more than two (blocked randomisation, Imbens and Rubin, Causal Inference,
 * 2015, chapters 9 and 10). Of an odd number the one who is left goes to
 * `odd_to`. The same for the same seed everywhere.
 */
void trial_assign(const uint32_t *strata, uint32_t count, uint64_t seed,
    int odd_to, uint8_t *arms);

/* One introduction of an arm, and what came of it. */
struct trial_unit {
	uint32_t round; /* 0, 1, … */
	int arm;
	const uint32_t *members; /* numbers of whoever was in it, any */
	uint32_t size;
	bool is_known; /* else nobody said, and value means nothing */
	double value;
};

/* What values can be, and what is wanted to know. */
struct trial_question {
	double lowest, highest;
	double spread;   /* a guess at their standard deviation, made before any
			 * was seen: it only tunes where always_low and _high
			 * are narrowest */
	uint32_t rounds; /* planned */
	double detect;   /* the difference that would matter */
};

struct trial_arm {
	uint32_t units, known;
	double mean; /* of the known; NAN where there is none */
	/* What it could be, were all unknown values the lowest, or the highest
	 * (Horowitz and Manski, JASA 95, 2000). */
	double floor, ceiling;
};

struct trial_estimate {
	struct trial_arm arms[TRIAL_ARMS];
	uint32_t rounds; /* that tell something: known units of both arms */
	/*
	 * Least squares with an effect of each round: rounds are compared with
	 * themselves. The error allows for units of the same members, in any
	 * round, to go together (Aronow, Samii and Assenova, Cluster-robust
	 * variance estimation for dyadic data, Political Analysis 23, 2015),
	 * with residuals corrected for leverage (HC2), and is never less than
	 * that without such pairs. NAN where it cannot be told yet.
	 */
	double difference, error;
	/* Student's interval: right for whoever looks once, at the end. */
	double low, high;
	/* Right however often one looks, and whenever one stops: a normal
	 * mixture's confidence sequence (Howard, Ramdas, McAuliffe and Sekhon,
	 * Annals of Statistics 49, 2021; Waudby-Smith et al., Annals of
	 * Statistics 52, 2024, for estimated variances). */
	double always_low, always_high;
	/* The difference, whatever the unknown values are. */
	double bound_low, bound_high;
	/* Rounds like those so far that are still needed to find a difference of
	 * `detect`, by either interval; TRIAL_NEVER where it cannot be told. */
	uint32_t more_once, more_always;
};

void trial_estimate(const struct trial_unit *units, size_t count,
    const struct trial_question *question, struct trial_estimate *out);

/* Before an experiment: how many rounds a share (of `first` in arm 0, and
 * `first` + `difference` in arm 1) needs, where so many introductions of each arm
 * and round tell what came of them. */
struct trial_plan {
	double per_arm; /* introductions of an arm in a round; more than 0 */
	double first, difference;
};
void
trial_plan(const struct trial_plan *plan, uint32_t *once, uint32_t *always);

/* Quantiles: of the normal distribution, 0 < p < 1 (Wichura, AS 241, Applied
 * Statistics 37, 1988), and of Student's t on both sides, P(|T| > t) = p (Hill,
 * Algorithm 396, Communications of the ACM 13, 1970). */
double trial_normal(double p);
double trial_student(double p, double df);

#endif
