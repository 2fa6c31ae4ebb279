/*
 * Interest in a descriptor of some library's, kept apart so that the files
 * that use that library need no second one.
 */
#ifndef IO_WATCH_H
#define IO_WATCH_H

#include <stdbool.h>

struct loop;
struct watch;

typedef void (*watch_cb)(void *arg, bool can_read, bool can_write);

/* A watch of nothing yet. */
struct watch *watch_new(struct loop *loop, watch_cb cb, void *arg);
/* From now on: this descriptor, for reading and perhaps for writing. Cheap
 * where nothing changes. */
void watch_set(struct watch *watch, int fd, bool read, bool write);
/* Of nothing again. Before the descriptor is closed. */
void watch_unset(struct watch *watch);
void watch_free(struct watch *watch);

#endif
