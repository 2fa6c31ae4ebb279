/*
 * What every story needs: the loop, the database, the secret, the mail, and
 * the configuration that is in force now. Made by life.c, for its life.
 */
#ifndef WORK_HOUSE_H
#define WORK_HOUSE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/id.h"

struct house {
	struct loop *loop;
	struct db *db;
	struct seal *seal;
	struct mail *mail;
	struct webhooks *webhooks;
	struct hooks *hooks;   /* of the configuration in force; never kept */
	struct events *events; /* NULL until the house has opened */
	struct whatif *whatif; /* the one under way, or NULL */
	struct community *community; /* likewise */
	struct study *study;         /* likewise */
	struct config *config; /* whoever keeps it past a callback holds it */
	struct id self;        /* of this process, owner of leases */
	/* What systemd opened for members where listen.address and listen.port say
	 * otherwise: "127.0.0.1:8443"; else "". */
	char other_socket[64];
	int64_t started_us;
	bool was_ready; /* the database was there once */
	/* figures.c: when the database was asked, by the steady clock (0: not), and
	 * how long that took. */
	int64_t figures_at_us, figures_cost_us;
	bool is_stopping;
};

/* How it is, as readiness tells it. */
enum house_state {
	HOUSE_OK,
	HOUSE_STARTING,
	HOUSE_NO_DATABASE,
	HOUSE_STOPPING
};
enum house_state house_state(const struct house *house);

#endif
