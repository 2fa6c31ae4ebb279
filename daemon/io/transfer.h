/*
 * libcurl's transfers on the event loop, for the other files of io/. Its own
 * timers and sockets become ours; names of hosts are looked up in libcurl's
 * threads.
 */
#ifndef IO_TRANSFER_H
#define IO_TRANSFER_H

#include <curl/curl.h>
#include "base/attr.h"

struct loop;
struct transfers;

struct transfers *transfers_new(struct loop *loop, int connections) MUST_CHECK;
/* Every transfer must be over or ended; connections are closed. */
void transfers_free(struct transfers *transfers);

/* One handle, used again and again, so that it keeps its connection. */
struct transfer {
	CURL *easy; /* its owner's, with all options but CURLOPT_PRIVATE */
	void (*done)(void *arg, CURLcode result);
	void *arg;
};
/* done runs once, never from inside, unless it is ended before. */
void transfer_begin(struct transfers *transfers, struct transfer *transfer);
void transfer_end(struct transfers *transfers, struct transfer *transfer);

#endif
