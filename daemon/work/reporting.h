/*
 * Reports: what a member tells the operators of a partner, whatever became of
 * their introduction. One transaction.
 */
#ifndef WORK_REPORTING_H
#define WORK_REPORTING_H

#include "store/store_people.h"
#include "work/once.h"

struct house;
struct reporting;

#define REPORTING_TEXT_MAX 2000
#define REPORTING_A_DAY 10

/* What the reporter writes: prose of up to REPORTING_TEXT_MAX, as plain_text_read
 * (work/plain_text.h). */
int reporting_text(const char *s, char **out, struct fault *why) MUST_CHECK;

/* why NULL: done. TOO_MANY: of today. REPEATED: see work/once.h. */
typedef void (*reporting_done_cb)(void *arg, const struct fault *why);

struct reporting_ask {
	struct id id; /* of the report to be */
	struct id introduction, handle;
	const char *category; /* as the table has it */
	const char *text;     /* as reporting_text gave it */
	bool blocks;          /* the partner, too; safety and minor do anyway */
	const struct store_partner *partner; /* whom the handle names */
	const struct db_rows *thread;        /* of store_report_thread */
};
/* Keeps with it what work/evidence.h makes of partner and thread. Everything is
 * copied. */
struct reporting *reporting_start(struct house *house, const struct member *me,
    const struct reporting_ask *ask, const struct once *once,
    reporting_done_cb done, void *arg) MUST_CHECK;

void reporting_cancel(struct reporting *reporting);

#endif
