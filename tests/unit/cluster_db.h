/*
 * What the tests of io/db.h share: a loop and a pool on the private cluster,
 * and a record of what became of each batch.
 */
#ifndef UNIT_CLUSTER_DB_H
#define UNIT_CLUSTER_DB_H

#include <stdbool.h>
#include "base/fault.h"
#include "base/text.h"
#include "io/db.h"

struct loop;

/* A loop, its pool, and how often on_done and on_change ran. */
struct cluster_db {
	struct loop *loop;
	struct db *db;
	int calls;
	int changes;
	bool is_late;
};

/* What a batch came to; `done` of it is cluster_db_done. */
struct ending {
	struct cluster_db *home;
	struct db_call *call; /* NULL once it is over */
	int calls;
	enum fault_code code;
	bool maybe;
	int step;
	char sqlstate[6];
	char constraint[64];
	/* The first column of each step's rows: "a;NULL;c\n". */
	struct text rows;
};

/* `options` without conninfo. */
void cluster_db_open(struct cluster_db *home, const struct db_options *options);
/* As above, and waits until it is ready. */
void cluster_db_open_ready(
    struct cluster_db *home, const struct db_options *options);
void cluster_db_close(struct cluster_db *home);

/* Runs the loop until the claim holds; fails the test where that takes long.
 * A claim is looked at after every ending and change, and after whatever else
 * called cluster_db_look. */
typedef bool (*cluster_db_claim)(const void *arg);
void cluster_db_until(
    struct cluster_db *home, cluster_db_claim claim, const void *arg);
void cluster_db_look(struct cluster_db *home);
void cluster_db_until_ready(struct cluster_db *home, bool is_ready);
/* Runs the loop for a moment; how many of the server's processes wait for
 * `event`, a wait_event of pg_stat_activity. */
int cluster_db_waiting(struct cluster_db *home, const char *event);
/* Runs the loop until that many wait. */
void
cluster_db_until_waiting(struct cluster_db *home, const char *event, int count);
/* Runs the loop for that long, whatever happens. */
void cluster_db_pass(struct cluster_db *home, int64_t us);

/* Runs the batch and leaves it under way. */
void cluster_db_begin(
    struct cluster_db *home, struct db_batch *batch, struct ending *e);
void cluster_db_done(void *arg, const struct db_outcome *out);
/* Waits until it is over. */
void cluster_db_finish(struct ending *e);
/* Both. */
void cluster_db_run(
    struct cluster_db *home, struct db_batch *batch, struct ending *e);
/* Forgets the rows. */
void cluster_db_clear(struct ending *e);

#endif
