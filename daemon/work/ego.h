/*
 * A member's network as it was read, with its figures and all that they are
 * shown beside. Also what of it is told: sums over few people tell of single
 * ones, so that figures are NAN, or left out, below NETWORK_CROWD_MIN.
 */
#ifndef WORK_EGO_H
#define WORK_EGO_H

#include "io/db.h"
#include "model/network.h"
#include "store/store_network.h"

struct ego_week {
	struct network_week mine;
	struct network_figures chance, ceiling; /* where ego.is_beside */
	/* Means; `people` is one too, and `placed` is not used. */
	bool has_community;
	double people;
	struct network_figures community;
};

struct ego_bridge {
	const char *a, *b;
};

struct ego {
	/* Domains by their numbers: first those of the member and the people,
	 * then the community's others. Borrowed from the rows. */
	const char **words;
	size_t domains, known;
	int32_t own;
	struct store_network_person *people;
	struct network_person *placed; /* beside people */
	size_t count;
	struct network_link *links;
	bool *is_link_mine; /* beside links */
	size_t link_count;
	struct ego_week weeks[NETWORK_WEEKS_MAX];
	size_t week_count; /* the last is now */
	/* The community is counted, by this attribute, and large enough to be
	 * told of: chance, ceiling and bridges are there. */
	bool is_beside;
	int64_t counted_us;
	struct ego_bridge *bridges;
	size_t bridge_count;
};

struct ego_asked {
	const char *attribute;
	const char *own; /* the member's domain, or NULL */
	bool is_shown;   /* partners see that attribute */
	int64_t joined_us;
};

/* From the rows of store_network_get, which must outlive it. Into `e`, which is
 * ego_clear's. */
void ego_read(
    struct ego *e, const struct db_outcome *out, const struct ego_asked *asked);
void ego_clear(struct ego *e);

#endif
