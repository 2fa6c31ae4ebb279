/*
 * Signatures of webhooks, as the specification Standard Webhooks 1.0 has them:
 * HMAC-SHA256 of "id.timestamp.body" under a secret that the receiver knows.
 */
#ifndef IO_WEBHOOK_SIGN_H
#define IO_WEBHOOK_SIGN_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/text.h"

#define WEBHOOK_KEY_MAX 64
struct webhook_key {
	uint8_t bytes[WEBHOOK_KEY_MAX];
	size_t len;
};

/* "whsec_" and 24 to 64 bytes in base64; 0, or -1. */
int webhook_key_parse(const char *text, struct webhook_key *key) MUST_CHECK;
/* Appends "v1," and the signature in base64. */
void webhook_sign(const struct webhook_key *key, const char *id,
    int64_t timestamp_s, const char *body, struct text *out);

#endif
