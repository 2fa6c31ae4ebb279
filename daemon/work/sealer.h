/*
 * Gives the lines of the audit log their places in its chain, some seconds behind
 * whoever writes them (sql/migrations/0022_audit_chain.sql says why). It looks by
 * the clock: a notification would make every transaction that writes a line queue
 * for PostgreSQL's one lock of them.
 */
#ifndef WORK_SEALER_H
#define WORK_SEALER_H

#include "base/attr.h"

struct house;
struct sealer;

struct sealer *sealer_new(struct house *house) MUST_CHECK;
void sealer_free(struct sealer *sealer);

#endif
