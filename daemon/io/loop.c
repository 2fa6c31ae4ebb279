/*
 * The event loop: see io/loop.h.
 */
#include <signal.h>
#include <pthread.h>
#include <sys/resource.h>
#include <event2/event.h>
#include <event2/thread.h>
#include "io/loop.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/metrics.h"

#define LOOP_SIGNALS_MAX 8
#define NICE_BEHIND 10
#define LATE_PERIOD_US (30 * CLOCK_SECOND)

struct loop {
	struct event_base *base;
	struct loop_signal {
		struct event *event;
		loop_cb cb;
		void *arg;
	} signals[LOOP_SIGNALS_MAX];
	int signal_count;
	int threads; /* that have not reported back */
	/* The worst of this period and of the one before it. */
	int64_t late_us[2], late_since_us;
};

#define TIMER_MAGIC 0x7139e201u
struct timer {
	unsigned magic;
	struct event *event;
	loop_cb cb;
	void *arg;
	struct loop *loop;
	int64_t due_us; /* steady */
};

struct aside {
	struct loop *loop;
	struct event *event;
	loop_cb work, done;
	void *arg;
	bool gives_way;
};

static void
on_library_log(int severity, const char *message)
{
	if (severity >= EVENT_LOG_WARN)
		log_warn("libevent", LOG_T("message", message));
	else
		log_debug("libevent", LOG_T("message", message));
}

static void
on_library_death(int code)
{
	die("libevent gave up with code %d", code);
}

struct loop *
loop_new(void)
{
	struct loop *loop = memory_new(1, sizeof(*loop));
	struct event_config *config;

	event_set_log_callback(on_library_log);
	event_set_fatal_callback(on_library_death);
	signal(SIGPIPE, SIG_IGN);
	if (evthread_use_pthreads() != 0 ||
	    (config = event_config_new()) == NULL)
		die("libevent does not start");
	/* No descriptor of ours is duplicated, so the change list is safe. */
	event_config_set_flag(config, EVENT_BASE_FLAG_EPOLL_USE_CHANGELIST);
	event_config_require_features(config, EV_FEATURE_O1);
	loop->base = event_base_new_with_config(config);
	event_config_free(config);
	if (loop->base == NULL)
		die("libevent finds no epoll");
	return loop;
}

void
loop_free(struct loop *loop)
{
	if (loop == NULL)
		return;
	if (loop->threads > 0)
		die("a thread would report to no loop");
	for (int i = 0; i < loop->signal_count; i++)
		event_free(loop->signals[i].event);
	event_base_free(loop->base);
	free(loop);
}

void
loop_run(struct loop *loop)
{
	/* Not ended by "no events": reading is off while a reply is pending
	 * (libevent #794). */
	if (event_base_loop(loop->base, EVLOOP_NO_EXIT_ON_EMPTY) < 0)
		die("the event loop failed");
}

void
loop_stop(struct loop *loop)
{
	event_base_loopbreak(loop->base);
}

struct event_base *
loop_base(struct loop *loop)
{
	return loop->base;
}

static void
loop_was_late(struct loop *loop, int64_t now_us, int64_t late_us)
{
	metrics_observe(M_LOOP_LATE, late_us);
	if (now_us - loop->late_since_us > LATE_PERIOD_US) {
		bool is_next =
		    now_us - loop->late_since_us <= 2 * LATE_PERIOD_US;

		loop->late_us[1] = is_next ? loop->late_us[0] : 0;
		loop->late_us[0] = 0;
		loop->late_since_us = now_us;
	}
	if (late_us > loop->late_us[0])
		loop->late_us[0] = late_us;
}

int64_t
loop_late_us(const struct loop *loop)
{
	return loop->late_us[0] > loop->late_us[1] ? loop->late_us[0]
						   : loop->late_us[1];
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct timer *timer = arg;
	loop_cb cb;
	void *cb_arg;
	int64_t now_us;

	(void)fd;
	(void)what;
	CHECK(timer, TIMER_MAGIC);
	now_us = clock_steady_us();
	loop_was_late(timer->loop, now_us,
	    now_us > timer->due_us ? now_us - timer->due_us : 0);
	cb = timer->cb;
	cb_arg = timer->arg;
	loop_timer_cancel(timer);
	cb(cb_arg);
}

struct timer *
loop_timer_start(struct loop *loop, int64_t delay_us, loop_cb cb, void *arg)
{
	struct timer *timer = memory_new(1, sizeof(*timer));
	struct timeval delay;

	if (delay_us < 0)
		delay_us = 0;
	delay.tv_sec = (time_t)(delay_us / CLOCK_SECOND);
	delay.tv_usec = (suseconds_t)(delay_us % CLOCK_SECOND);
	timer->magic = TIMER_MAGIC;
	timer->loop = loop;
	timer->due_us = clock_steady_us() + delay_us;
	timer->cb = cb;
	timer->arg = arg;
	timer->event = event_new(loop->base, -1, 0, on_timer, timer);
	if (timer->event == NULL || event_add(timer->event, &delay) != 0)
		die("no timer");
	return timer;
}

void
loop_timer_cancel(struct timer *timer)
{
	if (timer == NULL)
		return;
	CHECK(timer, TIMER_MAGIC);
	event_free(timer->event);
	timer->magic = 0;
	free(timer);
}

static void
on_signal(evutil_socket_t signo, short what, void *arg)
{
	struct loop_signal *s = arg;

	(void)signo;
	(void)what;
	s->cb(s->arg);
}

void
loop_signal(struct loop *loop, int signo, loop_cb cb, void *arg)
{
	struct loop_signal *s;

	if (loop->signal_count == LOOP_SIGNALS_MAX)
		die("more than %d signals", LOOP_SIGNALS_MAX);
	s = &loop->signals[loop->signal_count++];
	s->cb = cb;
	s->arg = arg;
	s->event = evsignal_new(loop->base, signo, on_signal, s);
	if (s->event == NULL || event_add(s->event, NULL) != 0)
		die("no signal %d", signo);
}

static void
on_aside_done(evutil_socket_t fd, short what, void *arg)
{
	struct aside *aside = arg;
	loop_cb done = aside->done;
	void *done_arg = aside->arg;

	(void)fd;
	(void)what;
	aside->loop->threads--;
	event_free(aside->event);
	free(aside);
	done(done_arg);
}

static void *
aside_main(void *arg)
{
	struct aside *aside = arg;

	/* Of this thread alone on Linux: setpriority(2), "C library/kernel
	 * differences". Where it is not to be had it works as others do. */
	if (aside->gives_way)
		(void)setpriority(PRIO_PROCESS, 0, NICE_BEHIND);
	aside->work(aside->arg);
	event_active(aside->event, EV_READ, 0);
	return NULL;
}

static void
aside_start(
    struct loop *loop, loop_cb work, loop_cb done, void *arg, bool gives_way)
{
	struct aside *aside = memory_new(1, sizeof(*aside));
	pthread_attr_t attributes;
	sigset_t all, before;
	pthread_t thread;

	aside->loop = loop;
	aside->work = work;
	aside->done = done;
	aside->arg = arg;
	aside->gives_way = gives_way;
	aside->event = event_new(loop->base, -1, EV_READ, on_aside_done, aside);
	if (aside->event == NULL || event_add(aside->event, NULL) != 0)
		die("no event for a thread");
	/* Signals are the loop's. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_attr_init(&attributes) != 0 ||
	    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) !=
		0 ||
	    pthread_create(&thread, &attributes, aside_main, aside) != 0)
		die("no thread");
	pthread_attr_destroy(&attributes);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	loop->threads++;
}

bool
loop_has_threads(const struct loop *loop)
{
	return loop->threads > 0;
}

void
loop_aside(struct loop *loop, loop_cb work, loop_cb done, void *arg)
{
	aside_start(loop, work, done, arg, false);
}

void
loop_aside_behind(struct loop *loop, loop_cb work, loop_cb done, void *arg)
{
	aside_start(loop, work, done, arg, true);
}
