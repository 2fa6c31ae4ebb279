/*
 * Private to parcel*.c: what becomes of a letter in hand.
 */
#ifndef WORK_PARCEL_PARTS_H
#define WORK_PARCEL_PARTS_H

#include "io/mail.h"
#include "work/parcel.h"

enum parcel_fate {
	PARCEL_SENT = MAIL_SENT,
	PARCEL_LATER = MAIL_LATER,
	PARCEL_NEVER = MAIL_NEVER,
	PARCEL_NO_ADDRESS = MAIL_NO_ADDRESS,
	PARCEL_GONE, /* its webhook says that it is no more */
	PARCEL_TO_NOBODY,
	PARCEL_UNWANTED,
	PARCEL_BACK
};

/* reason NULL: none is to be kept. */
void parcel_end(struct parcel *p, enum parcel_fate fate, const char *reason);

/* A letter to a webhook. */
void parcel_hook(struct parcel *p, const struct store_due *due);

#endif
