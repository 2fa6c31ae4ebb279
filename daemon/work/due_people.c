/*
 * What falls due of accounts: see work/due_people.h.
 */
#include <inttypes.h>
#include "work/due_people.h"
#include "base/memory.h"
#include "io/seal.h"
#include "store/store_people.h"
#include "store/store_report.h"
#include "work/house.h"
#include "work/person_hash.h"
#include "work/post.h"

static void
settle_unhashed(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	struct db_array ids = { 0 }, persons = { 0 }, sealed = { 0 };

	for (int i = 0; i < db_rows_count(found); i++) {
		struct id id = db_id(found, i, 0);
		uint8_t hash[SEAL_DIGEST];
		const uint8_t *bytes;
		size_t len = db_bytes(found, i, 1, &bytes);
		char *email = seal_text_open(house->seal, bytes, len);

		if (email == NULL)
			die("a member's address cannot be opened");
		person_hash(house->seal, email, hash);
		db_array_id(&ids, &id);
		db_array_bytes(&persons, hash, sizeof(hash));
		db_array_bytes(&sealed, bytes, len);
		free(email);
	}
	store_people_hash(b, &ids, &persons, &sealed);
}

const struct due_kind due_people_unhashed = {
	.name = "addresses without a hash",
	.find = store_people_unhashed,
	.settle = settle_unhashed,
};

static void
settle_reviewed(
    const struct house *house, struct db_batch *b, const struct db_rows *found)
{
	struct db_array ids = { 0 };

	for (int i = 0; i < db_rows_count(found); i++) {
		struct id id = db_id(found, i, 0);
		struct letter_words words = { .name = db_text(found, i, 1) };
		char text[ID_TEXT_SIZE], key[ID_TEXT_SIZE + 40];
		struct post post = { .kind = LETTER_ACCOUNT_REVIEW,
			.member = &id,
			.language = db_text(found, i, 2),
			.key = key };

		snprintf(key, sizeof(key), "account_review:%s:%" PRId64,
		    id_text(&id, text), db_int(found, i, 3));
		post_letter(house, b, &post, &words);
		db_array_id(&ids, &id);
	}
	store_report_review_tell(b, &ids);
}

const struct due_kind due_people_reviewed = {
	.name = "accounts under review",
	.find = store_report_reviews,
	.settle = settle_reviewed,
};
