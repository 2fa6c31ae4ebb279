/*
 * Private to life*.c: what lives.
 */
#ifndef LIFE_PARTS_H
#define LIFE_PARTS_H

#include "work/house.h"

struct life {
	struct house house;
	struct tls *tls;
	struct api *api;
	struct http *members, *operators;
	struct rounds *rounds;
	struct deliver *deliver;
	struct due *due;
	struct tidy *tidy;
	struct census *census;
	struct db_listener *on_letters, *on_rounds, *on_due, *on_events;
	struct db_call *opening;
	struct watchdog *watchdog;
	struct timer *cut; /* when what is in progress is cut, then the end */
	bool is_cut;
	int to_stop; /* parts that have not stopped yet */
	int result;
};

/* life_open.c: asks the database whether it is ours and tells it the pools as
 * configured; then begins what runs by itself, or wakes it. */
void life_open(struct life *life);
/* When the database comes or goes. */
void life_on_database(void *life);
/* A notification, of the channel of that name. */
void life_on_letters(void *life);
void life_on_rounds(void *life);
void life_on_due(void *life);
void life_on_events(void *life);

/* life_end.c: at SIGTERM. */
void life_on_terminate(void *life);
/* The loop stops at once; the result is the process's. */
void life_stop_now(struct life *life, int result);

#endif
