/*
 * Letters about an hour to meet: who is told of a change, and in which words.
 */
#ifndef WORK_MEET_LETTERS_H
#define WORK_MEET_LETTERS_H

#include "store/store_meeting.h"
#include "work/agenda.h"
#include "work/meet.h"

/* A change that is about to be made. */
struct meet_news {
	const struct house *house;
	enum meet_what what;
	struct id introduction, me;          /* who makes it */
	const char *name;                    /* theirs */
	const struct store_meeting_now *now; /* as it is before */
	int64_t starts_us, minutes;          /* as it is then */
	const char *place;
	bool accepts;
};

/* people: the rows of STORE_MEETING_PEOPLE. A proposal and its end go to all
 * others; a yes to all others once it was the last that was missing; a no to
 * whoever proposed, and where all had said yes, to these. */
void meet_letters_add(const struct meet_news *news,
    const struct db_rows *people, struct db_batch *batch);

#endif
