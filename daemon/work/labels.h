/*
 * The operator's labels, as model/sentence.h wants them, and profiles in words.
 */
#ifndef WORK_LABELS_H
#define WORK_LABELS_H

#include "config/config.h"
#include "model/member.h"
#include "model/sentence.h"

struct sentence_labels labels_of(const struct config *config);

/* The shown attributes of a profile but hours, a line each: "Title: words". */
void
labels_profile(const struct config *config, const struct member_value *values,
    size_t count, const char *language, struct text *out);

#endif
