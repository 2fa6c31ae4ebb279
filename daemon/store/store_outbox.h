/*
 * The outbox: statements of sql/statements/outbox.sql.
 */
#ifndef STORE_STORE_OUTBOX_H
#define STORE_STORE_OUTBOX_H

#include "io/db.h"
#include "model/webhook_event.h"

struct store_letter {
	struct id id;
	const struct id *member; /* NULL: no member's address yet, or nobody */
	const uint8_t *email_sealed; /* then where to; NULL: nobody */
	size_t email_sealed_len;
	const char *kind, *language;
	const char *key; /* what it is about; of one there is never a second */
	const uint8_t *sealed; /* subject, newline, text */
	size_t sealed_len;
	int64_t delay_s; /* not sent before */
	int64_t life_s;  /* from then on */
};
/* None where its key is there, or the member has no address. */
void store_outbox_insert(struct db_batch *b, const struct store_letter *letter);

/* The letters of a round, side by side in arrays (taken). */
struct store_round_letters {
	struct db_array ids, members, kinds, sealed;
};
void store_outbox_insert_round(struct db_batch *b, const struct id *round,
    struct store_round_letters *letters, int64_t life_h);

/* Takes up to `limit` due letters under a lease, those to webhooks or those by mail;
 * a row each, read below.
 * `choices` (taken): the kinds of letters that members may not want. */
void store_outbox_claim(struct db_batch *b, const struct id *owner,
    int64_t lease_s, int limit, struct db_array *choices, bool to_webhooks);
struct store_due {
	struct id id;
	const uint8_t *sealed, *email_sealed; /* borrowed from the rows */
	size_t sealed_len, email_sealed_len;  /* 0: there is no address */
	int attempts;
	int64_t created_us;
	bool is_expired, is_to_nobody;
	const char *kind, *language; /* borrowed */
	bool has_member;
	struct id member;
	const char *unwanted; /* why it shall not go, or "" */
	int64_t quiet_us;     /* not before; 0: now */
	/* Of those to webhooks; the name is NULL of others. Borrowed. */
	const char *webhook, *body;
	struct webhook_words words; /* pool NULL where there is none */
};
void store_outbox_due_read(
    const struct db_rows *rows, int row, struct store_due *due);

/* Of letters that are still in hand. */
void store_outbox_renew(struct db_batch *b, struct db_array *ids,
    const struct id *owner, int64_t lease_s);
void store_outbox_sent(
    struct db_batch *b, struct db_array *ids, const struct id *owner);
/* Those that were to nobody. */
void store_outbox_drop(
    struct db_batch *b, struct db_array *ids, const struct id *owner);
void store_outbox_later(struct db_batch *b, const struct id *id,
    const struct id *owner, const char *reason, int64_t next_us);
void store_outbox_dead(struct db_batch *b, const struct id *id,
    const struct id *owner, const char *reason);
/* The address is refused for good. */
void store_outbox_no_address(struct db_batch *b, const struct id *id,
    const struct id *owner, const char *reason);
void store_outbox_unwanted(struct db_batch *b, const struct id *id,
    const struct id *owner, const char *reason);
/* It was not tried. */
void store_outbox_back(struct db_batch *b, const struct id *id,
    const struct id *owner, int64_t next_us);
/* A row (microseconds until the next is due) or none. */
void store_outbox_next(struct db_batch *b, bool to_webhooks);

/* Letters in a state, as operators see them: newest first, behind `before` (NULL:
 * from the newest). */
struct store_letter_state {
	struct id id, member;
	bool has_member;
	/* Borrowed; ref, answer and webhook may be NULL. */
	const char *kind, *state, *ref, *name, *answer, *webhook;
	int64_t created_us, done_us, attempts; /* done_us 0: not yet */
};
/* `by`: the member with the operator role who asks; NULL: on the socket. */
void store_outbox_letters(struct db_batch *b, const char *state,
    const struct id *before, int limit, const struct id *by);
void store_outbox_letter_read(
    const struct db_rows *rows, int row, struct store_letter_state *l);

#endif
