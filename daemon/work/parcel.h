/*
 * One letter of the outbox in the hands of this daemon: opened, made into a
 * message or a request, given to the transport; and then what became of it.
 */
#ifndef WORK_PARCEL_H
#define WORK_PARCEL_H

#include "store/store_outbox.h"

struct house;
struct mail_call;
struct webhook_call;

enum parcel_state {
	PARCEL_FREE,
	PARCEL_OUT,    /* the transport has it */
	PARCEL_OVER,   /* its fate is known, and to be stored */
	PARCEL_STORING /* by a batch that is under way */
};

#define PARCEL_MAGIC 0xde11be81u
struct parcel {
	unsigned magic;
	struct house *house;
	enum parcel_state state;
	struct id id;
	int fate; /* once over: private */
	int attempts;
	int64_t created_us, next_us;
	struct mail_call *call;
	char webhook[33]; /* its name; "": by mail */
	struct webhook_call *hook_call;
	char reason[160];
	void (*over)(void *arg);
	void *arg;
};

/* A letter just claimed. It is out, and `over` will run once; or over already.
 */
void parcel_begin(struct parcel *parcel, struct house *house,
    const struct store_due *due, void (*over)(void *arg), void *arg);
/* Of one that is out: comes back where it is not leaving yet, and is over. */
void parcel_recall(struct parcel *parcel);
/* Of one that is out: `over` will not run. */
void parcel_cancel(struct parcel *parcel);
/* Appends what became of those of `count` parcels that are over, which are
 * being stored then. */
void parcels_store(struct parcel *parcels, int count, struct db_batch *b);

#endif
