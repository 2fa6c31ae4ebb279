/*
 * Whom an address belongs to: see work/person_hash.h.
 */
#include <stdlib.h>
#include <string.h>
#include "work/person_hash.h"
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

	seal_index(seal, SEAL_REF, what, strlen(what), out);
}
