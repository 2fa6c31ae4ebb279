/*
 * What members of an introduction say to each other.
 */
#ifndef WORK_SAY_H
#define WORK_SAY_H

#include "base/id.h"
#include "base/fault.h"
#include "work/once.h"

#define SAY_MAX 2000 /* characters of a message */

struct config;
struct db_array;
struct house;
struct member;
struct say;

/* The pools whose members may talk before all have accepted, as the statements
 * of threads want them. */
void say_at_once(const struct config *config, struct db_array *pools);

/* why NULL: said. NOT_FOUND: no introduction of theirs; CONFLICT: its thread is
 * not open yet, or has ended; TOO_MANY; REPEATED. */
typedef void (*say_done_cb)(void *arg, const struct fault *why);

/* Stores the message (as work/plain_text.h gave it) under this id, and has the
 * others told by letter who have not been since they last looked. Borrows
 * nothing. */
struct say *say_start(struct house *house, const struct member *writer,
    const struct id *introduction, const struct id *id, const char *text,
    const struct once *once, say_done_cb done, void *arg) MUST_CHECK;
void say_cancel(struct say *say);

#endif
