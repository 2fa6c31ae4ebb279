/*
 * The webhooks of a configuration, with their secrets read: one letter of the
 * outbox, or a test, becomes a request to one of them.
 */
#ifndef WORK_HOOKS_H
#define WORK_HOOKS_H

#include "base/fault.h"
#include "base/id.h"
#include "io/webhook.h"
#include "model/webhook_event.h"

struct config;
struct db_batch;
struct hook;
struct hooks;
struct house;

/* Reads the files that the configuration names. NULL with the reason. */
struct hooks *
hooks_new(const struct config *config, struct fault *why) MUST_CHECK;
void hooks_free(struct hooks *hooks); /* NULL is allowed; wipes */
/* Borrowed; NULL where there is none of that name. */
struct hook *hooks_find(struct hooks *hooks, const char *name);
/* "hooks.example.org": where it goes, and no more of it. */
const char *hook_host(const struct hook *hook);

struct hook_letter {
	struct id id; /* the receiver's to tell a repetition by */
	enum webhook_event event;
	const char *body;           /* JSON, of standard */
	struct webhook_words words; /* of chats; the community is the house's */
};
/* As webhook_send. */
struct webhook_call *hook_send(const struct house *house,
    const struct hook *hook, const struct hook_letter *letter,
    webhook_done_cb done, void *arg) MUST_CHECK;

/* A receiver in trouble rests, longer each time; how long it still does, in
 * microseconds, 0 where it does not. */
void hook_was(struct hook *hook, bool is_well);
int64_t hook_rests_us(const struct hook *hook);

/* Has the database know them: three statements at most. */
void hooks_mirror(
    const struct hooks *hooks, const struct config *config, struct db_batch *b);

#endif
