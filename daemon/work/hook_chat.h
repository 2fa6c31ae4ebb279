/*
 * What a chat is sent: the JSON of its message.
 */
#ifndef WORK_HOOK_CHAT_H
#define WORK_HOOK_CHAT_H

#include "config/config.h"
#include "work/hooks.h"

/* In the community's language. */
void
hook_chat_body(const struct config *config, enum config_webhook_kind format,
    const struct hook_letter *letter, struct text *out);

#endif
