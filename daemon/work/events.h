/*
 * The hub of events: tells those who listen what happened, as it stands in the
 * table `events`, in one order, nothing twice and nothing left out, whichever
 * daemon did it. Notifications only say that there is something to read; one
 * reading serves all listeners.
 *
 * A place in that order names how far a listener has come, so that one who was
 * cut off goes on from there.
 */
#ifndef WORK_EVENTS_H
#define WORK_EVENTS_H

#include <stdbool.h>
#include "base/attr.h"
#include "io/seal.h"
#include "store/store_event.h"

struct house;
struct events;
struct listener;

enum events_word {
	EVENTS_HELLO, /* from here on all will be told; event->place only */
	EVENTS_RESET, /* the same, but what was before is not known any more:
		       * look at everything anew */
	EVENTS_EVENT,
	EVENTS_BEAT /* nothing happened for a while; event is NULL */
};
/* Must not close the listener. */
typedef void (*events_tell_cb)(
    void *arg, enum events_word word, const struct store_event *event);
/* The session has ended, or the member is not active any more: the listener is
 * gone. */
typedef void (*events_over_cb)(void *arg);

struct events *events_new(struct house *house) MUST_CHECK;
/* Something may have happened. */
void events_wake(struct events *events);
/* All listeners must be closed. */
void events_free(struct events *events);

/* Listens for a member, from after the place that `from` names (NULL: from now
 * on). NULL with the reason: too many, of this member or in all. */
struct listener *events_listen(struct events *events, const struct id *member,
    const uint8_t session[SEAL_DIGEST], const char *from, events_tell_cb tell,
    events_over_cb over, void *arg, struct fault *why) MUST_CHECK;
void events_close(struct listener *listener);

#endif
