/*
 * A draw of a pool as it would be now, looked at without making it: of whoever
 * would take part in its next round, by another seed than that will have.
 */
#ifndef WORK_PREVIEW_H
#define WORK_PREVIEW_H

#include "io/seal.h"
#include "pairing/draw.h"
#include "work/round_groups.h"
#include "work/study.h"

struct config_pool;

#define PREVIEW_MEMBERS_MAX 20000

struct preview_pin {
	struct id a, b;
	enum draw_pin_fate fate;
};

/* The answer. */
struct preview {
	struct house *house;
	struct config *config;
	const struct config_pool *pool; /* of config */
	struct round_input *input;
	uint64_t seed;
	struct fault fault;
	uint32_t members;
	uint8_t input_digest[SEAL_DIGEST], groups_digest[SEAL_DIGEST];
	struct text report; /* as report_write_json */
	struct round_groups groups;
	struct preview_pin *pins; /* of those who take part */
	size_t pin_count;
	struct db_rows *names; /* id, ref and name, by id */
};

/* The study's `of` is a struct preview. INVALID: there are too many members. seed
 * NULL: one of chance. */
struct study *preview_start(struct house *house, const struct config_pool *pool,
    const uint64_t *seed, study_done_cb done, void *arg,
    struct fault *why) MUST_CHECK;
/* The row of `names` with that member, or -1. */
int preview_name(const struct preview *p, const struct id *member);

#endif
