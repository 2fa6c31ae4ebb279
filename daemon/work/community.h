/*
 * How a community grows together over time: of its members and who met whom by an
 * introduction, at up to COMMUNITY_STEPS_MAX moments, what pairing/growth.h
 * measures, and how far like meets like by each attribute. Measured aside, one at a
 * time.
 */
#ifndef WORK_COMMUNITY_H
#define WORK_COMMUNITY_H

#include "base/attr.h"
#include "base/fault.h"
#include "pairing/attribute.h"
#include "pairing/growth.h"

struct community;
struct house;

#define COMMUNITY_STEPS_MAX 12
#define COMMUNITY_MEMBERS_MAX 200000

struct community_step {
	int64_t at_us;
	struct growth growth;
	/* Newman's assortativity by community_result's attributes; NAN: none. */
	double assortativity[ATTRIBUTES_MAX];
};
struct community_result {
	const char *attribute; /* of the members' field, NULL: none */
	const char *attributes[ATTRIBUTES_MAX]; /* choices and trees */
	size_t attribute_count;
	struct community_step steps[COMMUNITY_STEPS_MAX];
	size_t count;
};

/* Borrowed until it returns; NULL with a fault: BUSY; INVALID where there are more
 * than COMMUNITY_MEMBERS_MAX. */
typedef void (*community_done_cb)(
    void *arg, const struct fault *why, const struct community_result *result);

/* From since_us (0: the first meeting) to now. Of more than 5000 members there are
 * fewer moments. NULL with the reason where another is under way. */
struct community *community_start(struct house *house, int64_t since_us,
    community_done_cb done, void *arg, struct fault *why) MUST_CHECK;
void community_cancel(struct community *community);
/* `stopped` runs once none is under way. */
void community_stop(struct house *house, void (*stopped)(void *arg), void *arg);

#endif
