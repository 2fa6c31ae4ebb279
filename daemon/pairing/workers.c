/*
 * Threads that take the next item until none is left: see pairing/workers.h.
 */
#include <pthread.h>
#include <stdatomic.h>
#include "pairing/workers.h"
#include "base/memory.h"

struct work {
	workers_cb each;
	void *arg;
	uint32_t items;
	atomic_uint next; /* that nobody has taken yet */
};

struct worker {
	pthread_t thread;
	struct work *work;
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
	struct work *work = w->work;

	for (;;) {
		uint32_t item = atomic_fetch_add(&work->next, 1);

		if (item >= work->items)
			return NULL;
		work->each(work->arg, item, w->number);
	}
}

void
workers_run(int threads, uint32_t items, workers_cb each, void *arg)
{
	struct work work = { .each = each, .arg = arg, .items = items };
	struct worker workers[WORKERS_MAX];
	int most = workers_count(threads), count = 1;

	/* The counter may run past `items` by one a worker. */
	if (items > UINT32_MAX - WORKERS_MAX)
		die("%u items are too many", items);
	for (int i = 0; i < most; i++)
		workers[i] = (struct worker){ .work = &work, .number = i };
	/* Where no thread is to be had, those there are do its work. */
	while (count < most && (uint32_t)count < items &&
	       pthread_create(
		   &workers[count].thread, NULL, work_on, &workers[count]) == 0)
		count++;
	(void)work_on(&workers[0]);
	while (--count > 0)
		(void)pthread_join(workers[count].thread, NULL);
}
