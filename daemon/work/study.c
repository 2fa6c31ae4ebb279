/*
 * Questions of operators for the engine: see work/study.h.
 */
#include "work/study.h"
#include "base/memory.h"
#include "io/loop.h"
#include "work/house.h"

#define STUDY_MAGIC 0x57cd7001u

struct study {
	unsigned magic;
	struct house *house;
	const struct study_kind *kind;
	void *of;
	struct db_call *call;
	const struct fault *fault; /* of the thread */
	bool is_aside;             /* a thread has it */
	study_done_cb done;        /* NULL: cancelled */
	void *arg;
	void (*stopped)(void *arg);
	void *stopped_arg;
};

static void
study_free(struct study *s)
{
	void (*stopped)(void *arg) = s->stopped;
	void *arg = s->stopped_arg;

	s->house->study = NULL;
	s->kind->free(s->of);
	s->magic = 0;
	free(s);
	if (stopped != NULL)
		stopped(arg);
}

void
study_cancel(struct study *s)
{
	if (s == NULL)
		return;
	CHECK(s, STUDY_MAGIC);
	s->done = NULL;
	if (s->is_aside)
		return;
	db_cancel(s->call);
	study_free(s);
}

void
study_stop(struct house *house, void (*stopped)(void *arg), void *arg)
{
	struct study *s = house->study;

	if (s == NULL) {
		stopped(arg);
		return;
	}
	CHECK(s, STUDY_MAGIC);
	s->stopped = stopped;
	s->stopped_arg = arg;
}

static void
study_finish(struct study *s, const struct fault *why)
{
	if (s->done != NULL)
		s->done(s->arg, why, s->of);
	study_free(s);
}

static void
on_running(void *arg)
{
	struct study *s = arg;

	s->fault = s->kind->run(s->of);
}

static void
on_run(void *arg)
{
	struct study *s = arg;

	CHECK(s, STUDY_MAGIC);
	s->is_aside = false;
	study_finish(s, s->fault);
}

static void
on_looked(void *arg, const struct db_outcome *out)
{
	struct study *s = arg;
	struct fault why;

	CHECK(s, STUDY_MAGIC);
	s->call = NULL; /* no longer pending */
	if (out->fault != NULL) {
		study_finish(s, out->fault);
	} else if (s->kind->take(s->of, out, &why) != 0) {
		study_finish(s, &why);
	} else {
		s->is_aside = true;
		loop_aside(s->house->loop, on_running, on_run, s);
	}
}

struct study *
study_start(struct house *house, struct db_batch *batch,
    const struct study_kind *kind, void *of, study_done_cb done, void *arg,
    struct fault *why)
{
	struct study *s;

	if (house->study != NULL || house->is_stopping) {
		db_batch_free(batch);
		kind->free(of);
		(void)fault_set(
		    why, FAULT_BUSY, "another such question is under way");
		return NULL;
	}
	s = memory_new(1, sizeof(*s));
	s->magic = STUDY_MAGIC;
	s->house = house;
	s->kind = kind;
	s->of = of;
	s->done = done;
	s->arg = arg;
	house->study = s;
	s->call = db_batch_run(batch, on_looked, s);
	return s;
}
