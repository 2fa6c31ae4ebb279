/*
 * Rounds in an operator's hand: draws that wait for a yes, the yes, another draw,
 * and no round at all. Statements of sql/statements/hand.sql.
 */
#ifndef STORE_STORE_HAND_H
#define STORE_STORE_HAND_H

#include "store/store_round.h"

/* A row for each operator who may be written to: id, name, language. */
void store_hand_operators(struct db_batch *b);

/* What a draw gave, to wait: everything of its transaction but guard, report and
 * letters. The arrays are taken. */
void store_hand_wait(struct db_batch *b, const struct id *id,
    const struct id *owner, struct store_result *result);
/* A row for each member of a draw that waited: the group (null: sits out), the
 * member, why, and whether the group is whole. */
void store_hand_slots(struct db_batch *b, const struct id *id);
/* It is published: it need not be kept. */
void store_hand_done(struct db_batch *b, const struct id *id);

/* Of four statements each. Refused (CHANGED_MEANWHILE) where the round does not wait, or, of cancel,
 * where it is published or cancelled already; noted in the audit log (`actor` as
 * store_audit); and whoever works on rounds is woken. */
#define STORE_HAND_STEPS 4
void
store_hand_approve(struct db_batch *b, const struct id *id, const char *actor);
/* seed NULL: one of chance. */
void store_hand_redraw(struct db_batch *b, const struct id *id,
    const uint64_t *seed, const char *actor);
void
store_hand_cancel(struct db_batch *b, const struct id *id, const char *actor);

/* Rounds that have waited long without a reminder: a row for each and each operator
 * (null: there is none): round, pool, members, introduced, groups, sat out,
 * redraws, and the operator's id, name and language. */
void store_hand_due(struct db_batch *b, int limit);
void store_hand_due_told(struct db_batch *b, struct db_array *rounds);

/* As store_round_groups, of a round that has not been published. */
void store_hand_groups(
    struct db_batch *b, const struct id *id, const struct id *after, int limit);

#endif
