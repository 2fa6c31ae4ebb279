/*
 * What is kept with a report, as it was at that moment: the profile of the
 * reported, and what the two said to each other. Whoever reports may be blocked,
 * erased or silent a minute later; the operators still have it.
 */
#ifndef WORK_EVIDENCE_H
#define WORK_EVIDENCE_H

#include "base/text.h"
#include "io/db.h"
#include "model/member.h"

struct house;
struct store_partner;

/* Of messages, in bytes as they are stored; the newest count. */
#define EVIDENCE_MAX 800000

/* Appends it in words, in the community's language: the profile as the reporter
 * may see it, then each message under a line of when and who, its own lines
 * indented, so that none of them can pass for another message. `thread`: rows of
 * store_report_thread. What others of the introduction said is not in it. */
void evidence_write(const struct house *house, const struct member *reporter,
    const struct store_partner *reported, const struct db_rows *thread,
    struct text *out);

#endif
