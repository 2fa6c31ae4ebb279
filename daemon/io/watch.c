/*
 * Interest in a descriptor: see io/watch.h.
 */
#include <event2/event.h>
#include "io/watch.h"
#include "base/memory.h"
#include "io/loop.h"

struct watch {
	struct loop *loop;
	struct event *event; /* NULL: of nothing */
	int fd;
	short what;
	watch_cb cb;
	void *arg;
};

struct watch *
watch_new(struct loop *loop, watch_cb cb, void *arg)
{
	struct watch *watch = memory_new(1, sizeof(*watch));

	watch->loop = loop;
	watch->cb = cb;
	watch->arg = arg;
	return watch;
}

static void
on_ready(evutil_socket_t fd, short what, void *arg)
{
	struct watch *watch = arg;

	(void)fd;
	watch->cb(watch->arg, (what & EV_READ) != 0, (what & EV_WRITE) != 0);
}

void
watch_set(struct watch *watch, int fd, bool read, bool write)
{
	short what =
	    (short)((read ? EV_READ : 0) | (write ? EV_WRITE : 0) | EV_PERSIST);

	if (watch->event != NULL && watch->fd == fd && watch->what == what)
		return;
	watch_unset(watch);
	watch->fd = fd;
	watch->what = what;
	watch->event =
	    event_new(loop_base(watch->loop), fd, what, on_ready, watch);
	if (watch->event == NULL || event_add(watch->event, NULL) != 0)
		die("descriptor %d cannot be watched", fd);
}

void
watch_unset(struct watch *watch)
{
	if (watch->event != NULL)
		event_free(watch->event);
	watch->event = NULL;
}

void
watch_free(struct watch *watch)
{
	if (watch == NULL)
		return;
	watch_unset(watch);
	free(watch);
}
