/*
 * What falls due of accounts: kinds of work/due.h.
 */
#ifndef WORK_DUE_PEOPLE_H
#define WORK_DUE_PEOPLE_H

#include "work/due.h"

/* Addresses whose hash is missing (work/person_hash.h): those of members from
 * before there was one, and of whoever changed theirs without it. */
extern const struct due_kind due_people_unhashed;
/* Members who rest for review, and were not told so yet. */
extern const struct due_kind due_people_reviewed;

#endif
