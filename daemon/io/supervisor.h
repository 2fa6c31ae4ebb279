/*
 * Tells whoever started the daemon how it is, by the protocol of sd_notify(3):
 * a datagram to the Unix socket that the environment's NOTIFY_SOCKET names.
 */
#ifndef IO_SUPERVISOR_H
#define IO_SUPERVISOR_H

/* "READY=1", "RELOADING=1" or "STOPPING=1". Without the variable, or where
 * nobody listens, nothing happens. */
void supervisor_tell(const char *state);

#endif
