/*
 * Letters to operators: see work/operators.h.
 */
#include "work/operators.h"
#include <stdlib.h>
#include <string.h>
#include "base/encode.h"
#include "base/text.h"
#include "config/config.h"
#include "io/seal.h"
#include "work/house.h"
#include "work/post.h"

#define KEY_BYTES 16 /* of an address's hash */

void
operators_of_configuration(const struct house *house, struct addressee *to)
{
	const char *language = house->config->community_language;

	*to = (struct addressee){ .name = strcmp(language, "fr") == 0
					      ? "les opérateurs"
					      : "operators",
		.language = language,
		.rest = house->config->letters_operators };
}

bool
operators_next(struct addressee *to)
{
	size_t n = strcspn(to->rest, " ");

	if (n == 0)
		return false;
	text_copy(to->address, n + 1, to->rest);
	to->rest += n + (to->rest[n] == ' ');
	return true;
}

/* The address itself stands in no key. */
static void
address_key(const struct house *house, const char *address, struct text *out)
{
	uint8_t hash[SEAL_DIGEST];
	char hex[2 * KEY_BYTES + 1];

	seal_index(
	    house->seal, SEAL_EMAIL_INDEX, address, strlen(address), hash);
	encode_hex(hash, KEY_BYTES, hex);
	text_add(out, hex);
}

void
operators_post(const struct house *house, struct db_batch *b,
    enum letter_kind kind, const char *about, const struct addressee *to,
    const struct letter_words *words)
{
	struct letter_words all = *words;
	struct text key = { 0 };
	char id[ID_TEXT_SIZE];
	uint8_t *sealed = NULL;
	struct post post = {
		.kind = kind, .member = to->member, .language = to->language
	};

	text_addf(&key, "%s:", about);
	if (to->member != NULL) {
		text_add(&key, id_text(to->member, id));
	} else {
		address_key(house, to->address, &key);
		post.email_sealed = sealed =
		    seal_text(house->seal, to->address, &post.email_sealed_len);
	}
	post.key = text_get(&key);
	all.name = to->name;
	post_letter(house, b, &post, &all);
	free(sealed);
	text_clear(&key);
}
