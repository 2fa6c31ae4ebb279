/*
 * Threads that take the next item until none is left: see pairing/workers.h.
 */
#include <pthread.h>
#include <stdatomic.h>
#include "pairing/workers.h"
#include "base/memory.h"

struct crew {
	workers_cb work;
	void *arg;
	uint32_t items;
	atomic_uint next;
};

struct worker {
	pthread_t thread;
	struct crew *crew;
	int number;
};

int
workers_count(int threads)
{
	return threads < 1 ? 1 : threads > WORKERS_MAX ? WORKERS_MAX : threads;
}

static void *
work_on(void *arg)
{
	struct worker *w = arg;
	struct crew *crew = w->crew;

	for (;;) {
		uint32_t item = atomic_fetch_add(&crew->next, 1);

		if (item >= crew->items)
			return NULL;
		crew->work(crew->arg, item, w->number);
	}
}

void
workers_run(int threads, uint32_t items, workers_cb work, void *arg)
{
	struct crew crew = { .work = work, .arg = arg, .items = items };
	struct worker workers[WORKERS_MAX];
	int count = workers_count(threads);

	if ((uint32_t)count > items)
		count = items == 0 ? 1 : (int)items;
	/* The counter may run past `items` by one a worker. */
	if (items > UINT32_MAX - WORKERS_MAX)
		die("%u items are too many", items);
	for (int i = 0; i < count; i++)
		workers[i] = (struct worker){ .crew = &crew, .number = i };
	for (int i = 1; i < count; i++)
		if (pthread_create(
			&workers[i].thread, NULL, work_on, &workers[i]) != 0)
			die("no thread could be started");
	(void)work_on(&workers[0]);
	for (int i = 1; i < count; i++)
		(void)pthread_join(workers[i].thread, NULL);
}
