/*
 * SHA-256 (FIPS 180-4): names the input of a draw as the daemon does, without
 * its library.
 */
#ifndef DRAW_SHA256_H
#define DRAW_SHA256_H

#include <stddef.h>

#define SHA256_TEXT 65

/* 64 hexadecimal digits and a NUL. */
void sha256_text(const void *data, size_t len, char out[SHA256_TEXT]);

#endif
