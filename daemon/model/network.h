/*
 * A member's network in figures: the people whom they met by introductions, how
 * many fields these come from, and how little they know each other.
 *
 * Domains are numbers from 0 on; NETWORK_NO_DOMAIN where a profile says none.
 * A figure that has no meaning for such a network is NAN.
 */
#ifndef MODEL_NETWORK_H
#define MODEL_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"

#define NETWORK_NO_DOMAIN (-1)
#define NETWORK_WEEKS_MAX 104
/* Of fewer than so many members nothing is told that sums them up: it would tell
 * of single ones. */
#define NETWORK_CROWD_MIN 5

/* --- the figures ---------------------------------------------------------- */

/*
 * The effective number of domains: exp of Shannon's entropy of the shares p of
 * the domains, exp(-sum p ln p). As many equally common domains would be as
 * diverse: the Hill number of order 1 (M. O. Hill, Diversity and evenness,
 * Ecology 54, 1973; L. Jost, Entropy and diversity, Oikos 113, 2006). counts
 * holds the people of each domain; NAN where there is nobody.
 */
double network_domains(const uint32_t *counts, size_t domains);

/*
 * Blau's index of heterogeneity: the probability that two of them, picked with
 * replacement, differ in domain, 1 - sum p^2 (P. M. Blau, Inequality and
 * Heterogeneity, 1977). NAN where there is nobody.
 */
double network_blau(const uint32_t *counts, size_t domains);

/*
 * The E-I index: ties to other domains less ties to the own one, by all, from
 * -1 (all within) to 1 (all outside) (D. Krackhardt and R. N. Stern, Informal
 * networks and organizational crises, Social Psychology Quarterly 51, 1988).
 * NAN where there is nobody, or no own domain.
 */
double network_ei(const uint32_t *counts, size_t domains, int32_t own);

/*
 * The assortativity coefficient of a graph by a value of its nodes, (tr e - sum
 * a^2) / (1 - sum a^2): 1 where all links are within values, 0 as by chance
 * (M. E. J. Newman, Mixing patterns in networks, Physical Review E 67, 2003, eq. 2).
 * Of `links` links, within[v] have both ends at v; ends[v] ends are there. NAN where
 * there are no links, or all are of one value.
 */
double network_assortativity(const uint64_t *within, const uint64_t *ends,
    size_t values, uint64_t links);

/*
 * Burt's effective size of an ego network of `people` with `ties` among them,
 * ego's own not counted (R. S. Burt, Structural Holes, 1992), in the form that
 * S. P. Borgatti showed for ties without weights: n - 2t/n (Structural holes:
 * unpacking Burt's redundancy measures, Connections 20, 1997). NAN where there
 * is nobody.
 */
double network_size(uint32_t people, uint64_t ties);

/* All of them of one network at one time. */
struct network_figures {
	uint32_t people; /* all */
	uint32_t placed; /* of these, who have a domain */
	double domains, blau, ei, size;
};

/* --- chance and ceiling --------------------------------------------------- */

/* Where the people could have come from. */
struct network_community {
	const uint32_t *members; /* active ones by domain, ego included */
	size_t domains;
	double density; /* the share of all their pairs that have met */
};

/*
 * What so many people picked at random would give. domains: exp of the expected
 * entropy of `placed` independent picks, each a binomial count; blau: its
 * expectation, (1 - sum p^2)(1 - 1/n); ei: 1 less twice the share of one's own
 * domain among the others; size: n - (n - 1) density.
 */
void network_chance(const struct network_community *community,
    const struct network_figures *mine, int32_t own,
    struct network_figures *out);

/* The most that so many could give: spread over the domains as evenly as these
 * have members other than ego; from other domains first (ei); with no tie among
 * them. */
void network_ceiling(const struct network_community *community,
    const struct network_figures *mine, int32_t own,
    struct network_figures *out);

/* --- week by week --------------------------------------------------------- */

struct network_person {
	int64_t since_us; /* of the introduction that they were met by */
	int32_t domain;
};
/* Two of these people, by their places, who have a tie of their own. */
struct network_link {
	uint32_t a, b;
	int64_t since_us;
};

struct network_week {
	int64_t monday_us;              /* 00:00 UTC of the ISO week's Monday */
	struct network_figures figures; /* at its end, or now */
};

/* The Monday 00:00 UTC that the ISO week of this time began with. */
int64_t network_monday(int64_t us);

/* The weeks from `from_us` to `to_us`, both included, the last
 * NETWORK_WEEKS_MAX of them, into `weeks`; their number, at least 1. Domains are
 * below `domains`. */
size_t network_by_week(const struct network_person *people, size_t count,
    const struct network_link *links, size_t link_count, size_t domains,
    int32_t own, int64_t from_us, int64_t to_us,
    struct network_week weeks[NETWORK_WEEKS_MAX]);

/* --- bridges -------------------------------------------------------------- */

/* Two domains, and what connects them in the whole community. */
struct network_pair {
	int32_t low, high;
	bool has_ties;       /* somebody of the one met somebody of the other */
	bool is_mine;        /* and ego is an end of all these ties */
	bool has_middles;    /* members have met people of both */
	bool is_only_middle; /* and ego is the only one */
};

/*
 * Whether ego alone connects the pair: ego has met people of both domains, or
 * is of one and has met people of the other; nobody else has met people of
 * both; and no two others, one of each, have met. (The brokers of Burt 1992,
 * between fields rather than people.)
 */
bool network_is_bridge(
    const struct network_pair *pair, const uint32_t *counts, int32_t own);

#endif
