/*
 * The event loop (libevent), and the only place where threads begin. Timers,
 * signals, and work that runs aside and reports back to the loop.
 */
#ifndef IO_LOOP_H
#define IO_LOOP_H

#include <stdbool.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"

struct loop;
struct timer;
struct aside;
struct event_base;

/* With epoll's change list. Dies where there is no epoll. */
struct loop *loop_new(void) MUST_CHECK;
void loop_free(struct loop *loop);
/* Runs until loop_stop, even while no event is registered. */
void loop_run(struct loop *loop);
void loop_stop(struct loop *loop);
/* For the other files of io/ only; borrowed. */
struct event_base *loop_base(struct loop *loop);

typedef void (*loop_cb)(void *arg);

/* Calls cb once after delay_us (0: at the end of this turn). The timer frees
 * itself as it fires; its owner forgets it first thing in cb. */
struct timer *loop_timer_start(
    struct loop *loop, int64_t delay_us, loop_cb cb, void *arg) MUST_CHECK;
/* cb will not run. NULL is allowed. */
void loop_timer_cancel(struct timer *timer);

/* How late the latest timer fired, of those of the last half to whole minute. */
int64_t loop_late_us(const struct loop *loop);

/* cb runs on the loop each time the signal arrives. For the life of the loop.
 */
void loop_signal(struct loop *loop, int signo, loop_cb cb, void *arg);

/* Runs work(arg) in a thread of its own, then done(arg) on the loop. work may
 * touch nothing but what arg owns. There is no cancelling: at shutdown the
 * owner waits for done. */
void loop_aside(struct loop *loop, loop_cb work, loop_cb done, void *arg);
/* The same for what may take minutes and nobody waits for: its thread gives way to
 * all others. */
void
loop_aside_behind(struct loop *loop, loop_cb work, loop_cb done, void *arg);
/* Whether any such thread has not reported back; then the loop cannot be freed. */
bool loop_has_threads(const struct loop *loop);

#endif
