/*
 * Whom an address belongs to: see work/person_hash.h.
 */
#include <stdlib.h>
#include <string.h>
#include "work/person_hash.h"
#include "base/memory.h"
#include "base/text.h"
#include "model/member.h"
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

bool
person_hash_of(
    const struct seal *seal, const struct member *m, uint8_t out[SEAL_DIGEST])
{
	char *email =
	    seal_text_open(seal, m->email_sealed, m->email_sealed_len);

	if (email == NULL)
		return false;
	person_hash(seal, email, out);
	free(email);
	return true;
}

void
person_hash_own(
    const struct seal *seal, const struct member *me, uint8_t out[SEAL_DIGEST])
{
	if (!person_hash_of(seal, me, out))
		die("a member with a session has no address");
}

bool
person_is_own(
    const struct seal *seal, const struct member *me, const char *email)
{
	uint8_t person[SEAL_DIGEST], own[SEAL_DIGEST];

	person_hash(seal, email, person);
	person_hash_own(seal, me, own);
	return seal_equal(person, own, SEAL_DIGEST);
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
