/*
 * Private to checkup*.c: what is looked at, and the looks.
 */
#ifndef WORK_CHECKUP_FACTS_H
#define WORK_CHECKUP_FACTS_H

#include "work/checkup.h"

struct checkup_facts {
	const struct house *house;
	int64_t now_us;
	/* Of the database; where has_database is false, nothing. */
	bool has_database;
	const char *fault;
	struct store_house_figures figures;
	struct store_checkup more;
	int64_t skew_us;
	struct checkup_letters {
		int64_t pending,
		    oldest_us; /* not delivered; for how long due */
	} by_mail, to_webhooks;
};

/* One thing to look at. Where nothing is found, there is nothing to say of it. */
struct checkup_row {
	const char *name;
	bool wants_database;
	bool for_socket; /* only who has the operator's socket is told */
	void (*look)(
	    const struct checkup_facts *f, struct checkup_finding *out);
};
/* In the order of the list; a NULL name ends it. */
extern const struct checkup_row checkup_rows[];

#endif
