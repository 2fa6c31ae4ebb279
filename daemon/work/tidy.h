/*
 * What is old goes: sessions, sign-ins, rates, sent letters, sign-ups that
 * nobody verified. Every ten minutes.
 */
#ifndef WORK_TIDY_H
#define WORK_TIDY_H

#include "base/attr.h"

struct house;
struct tidy;

struct tidy *tidy_new(struct house *house) MUST_CHECK;
void tidy_free(struct tidy *tidy);

#endif
