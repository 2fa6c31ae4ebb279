/*
 * A private PostgreSQL for the tests of one program: a cluster in a folder of
 * its own under /tmp, reached through a Unix socket there, with nothing that
 * makes data safe and so quick to begin.
 *
 * A keeper process owns it, as an unprivileged user where the test is root. The
 * keeper ends the cluster and removes the folder as soon as the test's process
 * is gone, however it went.
 */
#ifndef UNIT_CLUSTER_H
#define UNIT_CLUSTER_H

#include <stddef.h>

/* Begins one and waits until it takes connections; ends the program where that
 * fails. One cluster per program. */
void cluster_start(void);
/* For libpq; valid until cluster_stop. */
const char *cluster_conninfo(void);
/* Pulls the plug: no process of it lives on, and none said goodbye. */
void cluster_kill(void);
/* After cluster_kill: the same data, the same conninfo. Else nothing. */
void cluster_start_again(void);
/* Ends it and removes its folder. Nothing where none began. */
void cluster_stop(void);
/* Both as cmocka calls them around a program's tests; state is left alone. */
int cluster_open(void **state);
int cluster_close(void **state);

/* Runs SQL on a connection of its own; the first value of the last statement,
 * "" for none. Valid until the next call. The test fails where it fails. */
const char *cluster_sql(const char *sql);

#endif
