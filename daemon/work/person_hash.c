/*
 * Whom an address belongs to: see work/person_hash.h.
 */
#include <stdlib.h>
#include <string.h>
#include "work/person_hash.h"
#include "base/text.h"
#include "model/person.h"

void
person_hash(
    const struct seal *seal, const char *email, uint8_t out[SEAL_DIGEST])
{
	char *address = person_address(email);

	seal_index(seal, SEAL_PERSON, address, strlen(address), out);
	seal_wipe(address, strlen(address));
	free(address);
}

void
person_ref_key(const struct seal *seal, uint8_t out[SEAL_DIGEST])
{
	static const char what[] = "ref";

	seal_index(seal, SEAL_REF_KEY, what, strlen(what), out);
}

void
person_ref_hash(
    const struct seal *seal, const char *ref, uint8_t out[SEAL_DIGEST])
{
	uint8_t key[SEAL_DIGEST];
	struct text all = { 0 };

	person_ref_key(seal, key);
	text_add_n(&all, (const char *)key, sizeof(key));
	text_add(&all, ref);
	seal_digest(all.data, all.len, out);
	seal_wipe(all.data, all.len);
	seal_wipe(key, sizeof(key));
	text_clear(&all);
}
