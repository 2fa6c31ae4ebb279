/*
 * A past draw made once more from what is stored of it, and held against what it
 * gave: the proof that it was so.
 */
#ifndef WORK_REPLAY_H
#define WORK_REPLAY_H

#include "io/seal.h"
#include "work/study.h"

#define REPLAY_DIFFERENCES_MAX 100

/* The answer. */
struct replay {
	struct db_rows *draw, *stored;
	const uint8_t *input; /* of draw */
	size_t input_len;
	uint64_t seed;
	char *pool;
	bool is_last; /* the draw that stands, and not one before */
	bool has_groups_digest, has_stored;
	char input_recorded[2 * SEAL_DIGEST + 1],
	    input_now[2 * SEAL_DIGEST + 1];
	char groups_recorded[2 * SEAL_DIGEST + 1],
	    groups_now[2 * SEAL_DIGEST + 1];
	int64_t members, groups, voids;
	/* What differs from the tables, in words; the rest is counted. */
	struct text differences[REPLAY_DIFFERENCES_MAX];
	size_t difference_count;
	bool is_same; /* all that could be compared */
};

/* number -1: the draw that stands; else one before it was drawn anew, from 0. The
 * study's `of` is a struct replay. NOT_FOUND; CONFLICT where it is not drawn, or its
 * input is gone. */
struct study *
replay_start(struct house *house, const struct id *round, int64_t number,
    study_done_cb done, void *arg, struct fault *why) MUST_CHECK;

#endif
