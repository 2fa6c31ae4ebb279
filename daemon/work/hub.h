/*
 * Private to work/events*.c and work/audience.c: the hub, and those who listen
 * to it.
 */
#ifndef WORK_HUB_H
#define WORK_HUB_H

#include "work/events.h"

struct db_call;
struct timer;

#define LISTENER_MAGIC 0x115e0001u
struct listener {
	unsigned magic;
	struct events *events;
	struct listener *prev, *next;                     /* of all */
	struct listener *prev_of_member, *next_of_member; /* work/audience.h */
	struct id member;
	uint8_t session[SEAL_DIGEST];
	struct store_place
	    place; /* told up to here, or further on by the hub */
	struct store_place until; /* what it missed is read up to here */
	bool is_live;             /* hears what the hub reads */
	bool is_anew;             /* came without a place */
	bool is_checked;          /* came with one that has to be looked at */
	bool is_led;              /* up to `until`, at least */
	bool is_doubted;          /* its session may have ended */
	bool is_asked;            /* so it is being looked for */
	struct db_call *call;     /* what it missed */
	events_tell_cb tell;
	events_over_cb over;
	void *arg;
};

/* All who listen; by member, a tree of tsearch(3). */
struct audience {
	struct listener *first;
	void *by_member;
	int count;
};

#define EVENTS_MAGIC 0xe7e20001u
struct events {
	unsigned magic;
	struct house *house;
	struct audience audience;
	int outside; /* of them, those that are not live yet */
	struct store_place place;
	bool has_place;
	bool wants_more; /* woken while it reads */
	struct db_call *reading, *sessions;
	struct timer *again, *beat;
	int beats;
	bool has_doubts; /* some are doubted */
};

/* events.c */
void events_tell(struct listener *listener, const struct store_event *event);
/* It is where the hub is. */
void events_greet(struct listener *listener, enum events_word word);
/* Reads after that time, which lets in whoever is outside. */
void events_read_again(struct events *events, int64_t wait_us);

/* events_missed.c: leads one who came up to the hub, as far as that is now. */
void events_lead(struct listener *listener);

/* events_sessions.c: whether the sessions of those doubted still are. */
void events_doubt(struct listener *listener);
void events_check_sessions(struct events *events);

#endif
