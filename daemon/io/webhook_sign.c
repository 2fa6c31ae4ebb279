/*
 * Signatures of webhooks: see io/webhook_sign.h.
 */
#include "io/webhook_sign.h"
#include <inttypes.h>
#include <string.h>
#include <sodium.h>

#define PREFIX "whsec_"
#define KEY_MIN 24

int
webhook_key_parse(const char *text, struct webhook_key *key)
{
	const char *end;

	if (strncmp(text, PREFIX, strlen(PREFIX)) != 0)
		return -1;
	text += strlen(PREFIX);
	if (sodium_base642bin(key->bytes, sizeof(key->bytes), text,
		strlen(text), NULL, &key->len, &end,
		sodium_base64_VARIANT_ORIGINAL) != 0)
		return -1;
	return *end == '\0' && key->len >= KEY_MIN ? 0 : -1;
}

void
webhook_sign(const struct webhook_key *key, const char *id, int64_t timestamp_s,
    const char *body, struct text *out)
{
	crypto_auth_hmacsha256_state state;
	unsigned char mac[crypto_auth_hmacsha256_BYTES];
	char base64[sodium_base64_ENCODED_LEN(
	    sizeof(mac), sodium_base64_VARIANT_ORIGINAL)];
	struct text head = { 0 };

	text_addf(&head, "%s.%" PRId64 ".", id, timestamp_s);
	crypto_auth_hmacsha256_init(&state, key->bytes, key->len);
	crypto_auth_hmacsha256_update(
	    &state, (const unsigned char *)head.data, head.len);
	crypto_auth_hmacsha256_update(
	    &state, (const unsigned char *)body, strlen(body));
	crypto_auth_hmacsha256_final(&state, mac);
	sodium_bin2base64(base64, sizeof(base64), mac, sizeof(mac),
	    sodium_base64_VARIANT_ORIGINAL);
	text_addf(out, "v1,%s", base64);
	text_clear(&head);
}
