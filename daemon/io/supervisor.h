/*
 * Words with whoever started the daemon, by the protocols of systemd: a datagram
 * to the Unix socket that the environment's NOTIFY_SOCKET names (sd_notify(3)),
 * and sockets that it opened beforehand (sd_listen_fds(3)). Without their
 * variables, nothing happens.
 */
#ifndef IO_SUPERVISOR_H
#define IO_SUPERVISOR_H

#include "base/attr.h"

struct loop;
struct watchdog;

/* "READY=1", "RELOADING=1" or "STOPPING=1". */
void supervisor_tell(const char *state);

/* Says that the loop turns, twice in each time that WATCHDOG_USEC allows
 * (sd_watchdog_enabled(3)), until it is freed. NULL where nobody asks. */
struct watchdog *supervisor_watch(struct loop *loop);
void watchdog_free(struct watchdog *watchdog); /* NULL is allowed */

/* The listening socket that was opened for us under this name
 * (FileDescriptorName=), close-on-exec and non-blocking from now on; -1 where
 * there is none. The caller's to close, once. */
int supervisor_socket(const char *name) MUST_CHECK;

#endif
