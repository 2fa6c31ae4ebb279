/*
 * The house's own records: see store/store_house.h.
 */
#include "store/store_house.h"
#include "sql_statements.h"

void
store_house_secret(struct db_batch *b, const char *fingerprint, int generation)
{
	db_batch_add(b, SQL_HOUSE_PUT, DB_ANY);
	db_arg_text(b, fingerprint);
	db_arg_int(b, generation);
	db_batch_add(b, SQL_HOUSE_GET, 1);
}

void
store_house_terms(struct db_batch *b, const char *version, int64_t grace_days)
{
	db_batch_add(b, SQL_TERMS_PUT, 1);
	db_arg_text(b, version);
	db_arg_int(b, grace_days);
}

void
store_audit(struct db_batch *b, const char *actor, const char *action,
    const struct id *subject, const char *detail)
{
	db_batch_add(b, SQL_AUDIT_INSERT, 1);
	db_arg_text(b, actor);
	db_arg_text(b, action);
	db_arg_id(b, subject);
	db_arg_text(b, detail);
}

const char *
store_actor_operator(const struct id *by, char buf[STORE_ACTOR_SIZE])
{
	snprintf(buf, STORE_ACTOR_SIZE, "operator");
	if (by != NULL) {
		buf[8] = ':';
		id_text(by, buf + 9);
	}
	return buf;
}

void
store_audit_operator(struct db_batch *b, const struct id *by,
    const char *action, const struct id *subject, const char *detail)
{
	char actor[STORE_ACTOR_SIZE];

	store_audit(
	    b, store_actor_operator(by, actor), action, subject, detail);
}

void
store_idempotency_insert(struct db_batch *b, const uint8_t key[STORE_HASH],
    const uint8_t request[STORE_HASH], const void *sealed, size_t len,
    const struct id *member)
{
	db_batch_add(b, SQL_IDEMPOTENCY_INSERT, 1);
	db_arg_hash(b, key);
	db_arg_hash(b, request);
	db_arg_sealed(b, sealed, len);
	db_arg_id(b, member);
}

void
store_idempotency_get(struct db_batch *b, const uint8_t key[STORE_HASH])
{
	db_batch_add(b, SQL_IDEMPOTENCY_GET, DB_ANY);
	db_arg_hash(b, key);
}

void
store_house_status(struct db_batch *b)
{
	db_batch_add(b, SQL_STATUS_COUNTS, 1);
	db_batch_add(b, SQL_STATUS_POOLS, DB_ANY);
}

const char *
store_house_tidy(struct db_batch *b, int step, int limit,
    const struct store_retention *retention)
{
	const struct {
		int statement;
		const char *what;
		int64_t days; /* 0: the statement says itself */
	} steps[] = {
		{ SQL_TIDY_SESSIONS, "sessions", 0 },
		{ SQL_TIDY_SIGNINS, "sign-ins", retention->signup_days },
		{ SQL_TIDY_INVITATIONS, "invitations", 0 },
		{ SQL_TIDY_LIMITS, "limits", 0 },
		{ SQL_TIDY_IDEMPOTENCY, "answers", 0 },
		{ SQL_TIDY_IMPORTS, "imports", 0 },
		{ SQL_TIDY_OUTBOX, "letters", retention->letter_days },
		{ SQL_TIDY_BLOCKS, "blocks", 0 },
		{ SQL_TIDY_REPORTS, "reports", retention->report_days },
		{ SQL_TIDY_SUGGESTIONS, "suggestions",
		    retention->suggestion_days },
		{ SQL_TIDY_EVENTS, "events", 0 },
		{ SQL_TIDY_MESSAGES, "messages", retention->message_days },
		{ SQL_TIDY_ADDRESSES, "changes of address", 0 },
		{ SQL_TIDY_DRAWS, "inputs of draws", retention->draw_days },
		{ SQL_TIDY_AUDIT, "lines of the audit log",
		    retention->audit_days },
	};

	_Static_assert(COUNT_OF(steps) == STORE_TIDY_STEPS, "steps");
	db_batch_add(b, steps[step].statement, 1);
	db_arg_int(b, limit);
	if (steps[step].days > 0)
		db_arg_int(b, steps[step].days);
	return steps[step].what;
}
