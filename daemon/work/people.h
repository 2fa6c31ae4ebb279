/*
 * People whom a member knows, and whom they have blocked: changes, each one
 * transaction. What a caller learns is the same whether or not somebody is a
 * member.
 */
#ifndef WORK_PEOPLE_H
#define WORK_PEOPLE_H

#include "model/member.h"
#include "store/store_people.h"

struct house;
struct people;

#define PEOPLE_KNOWN_MAX 5000
#define PEOPLE_KNOWN_A_DAY 10000
#define PEOPLE_BLOCKED_ADDRESSES_MAX 200
#define PEOPLE_BLOCKED_MAX 1000
#define PEOPLE_BLOCKS_A_DAY 50

/* why NULL: done; `added`: how many are new. TOO_MANY: of today; CONFLICT: of
 * all; NOT_FOUND: what was to go is not theirs. */
typedef void (*people_done_cb)(
    void *arg, const struct fault *why, int64_t added);

/* At least one address, each in the form of member_email_ok; their own is passed
 * over. */
struct people *
people_know(struct house *house, const struct member *me, char *const *emails,
    size_t count, people_done_cb done, void *arg) MUST_CHECK;
struct people *people_forget(struct house *house, const struct id *me,
    const struct id *known, people_done_cb done, void *arg) MUST_CHECK;

/* An address ahead of time, or a partner. At once, both ways: no more draws,
 * nothing of each other to see, letters that wait for either are withdrawn. */
struct people *people_block_address(struct house *house,
    const struct member *me, const struct id *block, const char *email,
    people_done_cb done, void *arg) MUST_CHECK;
struct people *people_block_partner(struct house *house,
    const struct member *me, const struct id *block,
    const struct store_partner *partner, const struct id *introduction,
    const struct id *handle, people_done_cb done, void *arg) MUST_CHECK;
struct people *people_unblock(struct house *house, const struct id *me,
    const struct id *block, people_done_cb done, void *arg) MUST_CHECK;
void people_cancel(struct people *people);

/* Appends the block of a partner to a batch of another story. */
void people_block_add(const struct house *house, struct db_batch *b,
    const struct member *me, const struct id *block,
    const struct store_partner *partner, const struct id *introduction,
    const struct id *handle);
/* Appends a count of today's, of one kind of one member's doings; refused as
 * store_people_limit. */
void people_limit_add(const struct house *house, struct db_batch *b,
    const struct id *me, const char *what, int64_t amount, int64_t max);

#endif
