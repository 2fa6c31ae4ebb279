/*
 * What webhooks are told of, and the words of it for a chat. Pure.
 */
#ifndef MODEL_WEBHOOK_EVENT_H
#define MODEL_WEBHOOK_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/id.h"
#include "base/text.h"

enum webhook_event {
#define WEBHOOK_EVENT(id, ...) WEBHOOK_##id,
#include "model/webhook_events.def"
#undef WEBHOOK_EVENT
	WEBHOOK_EVENTS
};

/* "round.published". */
const char *webhook_event_word(enum webhook_event event);
/* WEBHOOK_EVENTS where there is none. */
enum webhook_event webhook_event_find(const char *word);
/* A chat may be told of it. */
bool webhook_event_is_for_chat(enum webhook_event event);

struct webhook_words {
	const char *community, *pool;
	int64_t members, introduced, groups, sat_out, met, open;
};
/* A line for a chat; below that of a published round, and of a test, something to
 * talk about that wants nothing of anybody's profile, the same for each try of one
 * letter. Language "fr", or anything else for English. */
void webhook_event_write(enum webhook_event event, const char *language,
    const struct webhook_words *words, const struct id *letter,
    struct text *out);

#endif
