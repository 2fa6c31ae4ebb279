/*
 * What a change of address tells: see work/address_letter.h.
 */
#include "work/address_letter.h"
#include "base/dice.h"
#include "base/encode.h"
#include "base/text.h"
#include "store/store_house.h"
#include "work/house.h"
#include "work/post.h"

void
address_code_hash(const struct seal *seal, const struct id *change, bool is_new,
    const char code[9], uint8_t out[SEAL_DIGEST])
{
	uint8_t all[sizeof(change->bytes) + 1 + 8];

	memcpy(all, change->bytes, sizeof(change->bytes));
	all[sizeof(change->bytes)] = is_new;
	memcpy(all + sizeof(change->bytes) + 1, code, 8);
	seal_index(seal, SEAL_ADDRESS_CODE, all, sizeof(all), out);
	seal_wipe(all, sizeof(all));
}

void
address_code_new(const struct seal *seal, const struct id *change, bool is_new,
    char shown[10], uint8_t hash[SEAL_DIGEST])
{
	uint8_t dice[5];
	char code[9];

	entropy_fill(dice, sizeof(dice));
	encode_code(dice, code);
	address_code_hash(seal, change, is_new, code, hash);
	snprintf(shown, 10, "%.4s-%.4s", code, code + 4);
	seal_wipe(code, sizeof(code));
}

void
address_letter(const struct house *house, struct db_batch *b,
    enum letter_kind kind, const struct id *change, const char *language,
    const uint8_t *sealed, size_t len, const struct letter_words *words)
{
	char id[ID_TEXT_SIZE];
	struct text key = { 0 };
	struct post post = { .kind = kind,
		.email_sealed = sealed,
		.email_sealed_len = len,
		.language = language,
		.life_s = ADDRESS_CODE_S };

	text_addf(&key, "%s:%s", letter_kind_word(kind), id_text(change, id));
	post.key = text_get(&key);
	post_letter(house, b, &post, words);
	text_clear(&key);
}

void
address_audit(struct db_batch *b, const struct id *member, const char *action)
{
	char actor[8 + ID_TEXT_SIZE] = "member:";

	id_text(member, actor + strlen(actor));
	store_audit(b, actor, action, member, "");
}
