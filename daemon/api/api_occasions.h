/*
 * What goes with an introduction, as fields of the reply: hours to come, theme,
 * prompts, worksheet, and the meeting.
 */
#ifndef API_API_OCCASIONS_H
#define API_API_OCCASIONS_H

#include <json-c/json.h>
#include "work/occasion.h"

struct call;

void api_occasion_shape(struct json_object *o, const struct call *c,
    const struct occasions *all, const struct occasion_ask *ask,
    const struct occasion *found);

#endif
