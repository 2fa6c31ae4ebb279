/*
 * A member's network, and the community that it is held beside: statements of
 * sql/statements/network.sql.
 *
 * The domain of a member is the first part of an attribute's value, up to
 * `separator`, or all of it where that is "".
 */
#ifndef STORE_STORE_NETWORK_H
#define STORE_STORE_NETWORK_H

#include "io/db.h"

/* Appends six statements, whose rows the six readers below take, by these
 * numbers. */
enum {
	STORE_NETWORK_COUNTED,
	STORE_NETWORK_DOMAINS,
	STORE_NETWORK_WEEKS,
	STORE_NETWORK_PAIRS,
	STORE_NETWORK_PEOPLE,
	STORE_NETWORK_LINKS
};
void store_network_get(struct db_batch *b, const struct id *member,
    const char *attribute, const char *separator);

/* Texts are borrowed from the rows. Means are NAN where there is none. */
struct store_network_counted {
	int64_t now_us, counted_us; /* counted_us 0: never */
	const char *attribute;      /* by which it was counted */
	int64_t members, ties, size_members;
	double mean_size;
};
/* The one row. */
void store_network_counted_read(
    const struct db_rows *rows, struct store_network_counted *c);

struct store_network_domain {
	const char *domain;
	int64_t members;
};
void store_network_domain_read(
    const struct db_rows *rows, int row, struct store_network_domain *d);

/* A week in which somebody met somebody: the means at its end, over those who
 * had met anybody by then. Rows are in the order of time. */
struct store_network_week {
	int64_t monday_us, members;
	double people, domains, blau, ei;
};
void store_network_week_read(
    const struct db_rows *rows, int row, struct store_network_week *w);

/* As struct network_pair of model/network.h, with words. */
struct store_network_pair {
	const char *low, *high;
	bool has_ties, is_low_only, is_high_only, has_middles, is_only_middle;
};
void store_network_pair_read(
    const struct db_rows *rows, int row, struct store_network_pair *p);

struct store_network_person {
	struct id id;
	int64_t since_us;
	bool has_met;
	const char *name;   /* NULL: was erased */
	const char *domain; /* NULL: none */
	bool has_handle;    /* in their last introduction; else was erased */
	struct id introduction, handle;
};
void store_network_person_read(
    const struct db_rows *rows, int row, struct store_network_person *p);

struct store_network_link {
	struct id a, b;
	int64_t since_us;
	bool is_mine; /* from an introduction that the member was part of */
};
void store_network_link_read(
    const struct db_rows *rows, int row, struct store_network_link *l);

/* A row, where the community's figures are an hour old. */
void store_network_due(struct db_batch *b);
/* Counts them, where they are still that old. */
void store_network_count(
    struct db_batch *b, const char *attribute, const char *separator);

#endif
