/*
 * Addresses change: see work/due_addresses.h.
 */
#include "work/due_addresses.h"
#include "base/clock.h"
#include "base/memory.h"
#include "store/store_address.h"
#include "work/address_letter.h"
#include "work/house.h"

void
address_apply(const struct house *house, struct db_batch *b,
    const struct id *change, const struct member *of, int rows)
{
	char day[CLOCK_TEXT_SIZE];
	struct letter_words words = { .name = of->name, .when = day };

	clock_rfc3339(clock_now_us(), day);
	day[10] = '\0'; /* the day will do */
	store_address_apply(b, change, rows);
	if (of->email_sealed_len > 0)
		address_letter(house, b, LETTER_ADDRESS_CHANGED, change,
		    of->language, of->email_sealed, of->email_sealed_len,
		    &words);
	address_audit(b, &of->id, "address changed");
}

static void
settle_addresses(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	for (int i = 0; i < db_rows_count(found); i++) {
		struct id change = db_id(found, i, 0);
		struct member of = { .id = db_id(found, i, 1) };
		const uint8_t *sealed;

		of.name = memory_text(db_text(found, i, 2));
		of.language = memory_text(db_text(found, i, 3));
		of.email_sealed_len = db_bytes(found, i, 4, &sealed);
		of.email_sealed = memory_new(of.email_sealed_len + 1, 1);
		memcpy(of.email_sealed, sealed, of.email_sealed_len);
		address_apply(house, b, &change, &of, DB_ANY);
		member_clear(&of);
	}
}

const struct due_kind due_addresses = {
	.name = "changes of address",
	.find = store_address_due,
	.settle = settle_addresses,
};
