/*
 * Bytes as text: hexadecimal, base64url without padding (RFC 4648 section 5),
 * Crockford's base32 for codes that people type, and text as JSON has it.
 */
#ifndef BASE_ENCODE_H
#define BASE_ENCODE_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/text.h"

/* Needs 2n+1 bytes. */
void encode_hex(const uint8_t *in, size_t n, char *out);
/* Exactly n bytes from 2n digits, and nothing after them; 0, or -1. */
int decode_hex(const char *in, uint8_t *out, size_t n) MUST_CHECK;
/* Needs 4*ceil(n/3)+1 bytes. */
void encode_base64url(const uint8_t *in, size_t n, char *out);
/* At most `max` bytes; the number of bytes, or -1. */
long decode_base64url(const char *in, uint8_t *out, size_t max) MUST_CHECK;
/* 5 bytes as 8 characters of Crockford's alphabet and a NUL. */
void encode_code(const uint8_t in[5], char out[9]);
/* Upper case, without blanks and hyphens, O as 0, I and L as 1, as people
 * mistype them; 0 when exactly 8 characters remain, or -1. */
int encode_code_normalise(const char *in, char out[9]) MUST_CHECK;

/* A JSON string with its quotes (RFC 8259). Controls, and what can disguise a
 * text, are escaped; a byte that is not UTF-8 becomes U+FFFD. */
void encode_json(const char *s, struct text *out);

#endif
