/*
 * What may stand in a profile, checked against the operator's attributes.
 */
#ifndef WORK_PROFILE_H
#define WORK_PROFILE_H

#include "base/fault.h"
#include "base/text.h"
#include "config/config.h"
#include "model/member.h"

/* Brings a value of an attribute into the form that is stored:
 * attribute_value_check; free words as they were written (NFC), but each once:
 * "Café" and "CAFÉ" are one. */
int profile_value(const struct config *config, size_t attribute,
    const char *value, struct text *out, struct fault *why) MUST_CHECK;

/* A stored value as the draw reads it: free words folded (NFKC, case), so that
 * "Café" and "CAFÉ" meet. A new text, or NULL where it is not UTF-8. */
char *
profile_engine_value(const struct attribute *a, const char *value) MUST_CHECK;

/* Name: a line of 1 to MEMBER_NAME_MAX characters as work/plain_text.h takes it.
 * A new text in *out. */
int profile_name(const char *name, char **out, struct fault *why) MUST_CHECK;
/* Pitch: such a prose of up to MEMBER_PITCH_MAX. */
int profile_pitch(const char *pitch, char **out, struct fault *why) MUST_CHECK;
/* An IANA zone that this machine knows. */
int profile_zone(const char *zone, struct fault *why) MUST_CHECK;

#endif
