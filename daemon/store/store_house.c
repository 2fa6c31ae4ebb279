/*
 * The house's own records: see store/store_house.h.
 */
#include "store/store_house.h"
#include "sql_statements.h"

void
store_house_secret(struct db_batch *b, const char *fingerprint)
{
	db_batch_add(b, SQL_HOUSE_PUT, DB_ANY);
	db_arg_text(b, fingerprint);
	db_batch_add(b, SQL_HOUSE_GET, 1);
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

void
store_idempotency_insert(struct db_batch *b, const uint8_t key[STORE_HASH],
    const uint8_t request[STORE_HASH], const void *sealed, size_t len)
{
	db_batch_add(b, SQL_IDEMPOTENCY_INSERT, 1);
	db_arg_bytes(b, key, STORE_HASH);
	db_arg_bytes(b, request, STORE_HASH);
	db_arg_bytes(b, sealed, len);
}

void
store_idempotency_get(struct db_batch *b, const uint8_t key[STORE_HASH])
{
	db_batch_add(b, SQL_IDEMPOTENCY_GET, DB_ANY);
	db_arg_bytes(b, key, STORE_HASH);
}

void
store_house_status(struct db_batch *b)
{
	db_batch_add(b, SQL_STATUS_COUNTS, 1);
	db_batch_add(b, SQL_STATUS_POOLS, DB_ANY);
}

void
store_house_tidy(struct db_batch *b)
{
	static const int statements[] = {
		SQL_TIDY_SESSIONS,
		SQL_TIDY_SIGNINS,
		SQL_TIDY_LIMITS,
		SQL_TIDY_IDEMPOTENCY,
		SQL_TIDY_IMPORTS,
		SQL_TIDY_OUTBOX,
		SQL_TIDY_INTRODUCTIONS,
	};

	for (size_t i = 0; i < COUNT_OF(statements); i++)
		db_batch_add(b, statements[i], DB_ANY);
}
