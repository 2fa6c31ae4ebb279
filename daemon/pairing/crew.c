/*
 * Threads for items: see pairing/crew.h.
 */
#include <pthread.h>
#include <stdatomic.h>
#include "pairing/crew.h"

struct crew {
	crew_work_cb work;
	void *arg;
	uint32_t items;
	atomic_uint_fast32_t next; /* that no hand has taken yet */
};

struct hand {
	struct crew *crew;
	int number;
	pthread_t thread;
};

static void *
hand_main(void *arg)
{
	struct hand *hand = arg;
	struct crew *crew = hand->crew;
	uint_fast32_t item;

	while ((item = atomic_fetch_add(&crew->next, 1)) < crew->items)
		crew->work(crew->arg, hand->number, (uint32_t)item);
	return NULL;
}

void
crew_run(int threads, uint32_t items, crew_work_cb work, void *arg)
{
	struct crew crew = { .work = work, .arg = arg, .items = items };
	struct hand hands[CREW_MAX];
	int count = 1;

	if (threads > CREW_MAX)
		threads = CREW_MAX;
	for (int i = 0; i < CREW_MAX; i++)
		hands[i] = (struct hand){ .crew = &crew, .number = i };
	/* Where no thread is to be had, those there are do its work. */
	while (count < threads && (uint32_t)count < items &&
	       pthread_create(
		   &hands[count].thread, NULL, hand_main, &hands[count]) == 0)
		count++;
	hand_main(&hands[0]);
	while (--count > 0)
		pthread_join(hands[count].thread, NULL);
}
