/*
 * libcurl's transfers beside the event loop, for the other files of io/. Each has a
 * thread of its own: as of SMTP, libcurl waits for a server's answer to a letter
 * within the call, on its multi interface as well, and nobody else shall.
 */
#ifndef IO_TRANSFER_H
#define IO_TRANSFER_H

#include <curl/curl.h>
#include "base/attr.h"

struct loop;
struct transfers;

struct transfers *transfers_new(struct loop *loop) MUST_CHECK;
/* Every transfer must be over. */
void transfers_free(struct transfers *transfers);

/* One handle, used again and again, so that it keeps its connection. */
struct transfer {
	/* Its owner's, with all options but those of progress; until the transfer is
	 * over, it and what its callbacks touch are the thread's. */
	CURL *easy;
	/* In the thread, before the transfer, which it may refuse; may be NULL. */
	CURLcode (*prepare)(void *arg);
	void (*done)(void *arg, CURLcode result);
	void *arg;
	struct transfer_run *run; /* transfer.c's own */
};
/* done runs once on the loop, never from inside, unless it is left before. */
void transfer_begin(struct transfers *transfers, struct transfer *transfer);
/* Breaks it off and waits for nothing: done will not run, and gone runs once on
 * the loop, in its place, as the thread lets go. libcurl looks every second; who
 * asks a name server that does not answer is deaf until that is given up
 * (resolv.conf(5): half a minute and more). */
void transfer_leave(struct transfer *transfer, void (*gone)(void *arg));

#endif
