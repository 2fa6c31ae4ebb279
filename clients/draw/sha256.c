/*
 * SHA-256: see clients/draw/sha256.h. Names as in FIPS 180-4, section 6.2.
 */
#include "clients/draw/sha256.h"

#include <stdint.h>
#include "base/encode.h"

#define BLOCK 64

static const uint32_t K[64] = { 0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5,
	0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
	0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
	0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138,
	0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624,
	0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5,
	0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f,
	0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2 };

static uint32_t
rotate(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

static void
prepare(const uint8_t *block, uint32_t W[64])
{
	for (int t = 0; t < 16; t++)
		W[t] = (uint32_t)block[4 * t] << 24 |
		       (uint32_t)block[4 * t + 1] << 16 |
		       (uint32_t)block[4 * t + 2] << 8 |
		       (uint32_t)block[4 * t + 3];
	for (int t = 16; t < 64; t++)
		W[t] = W[t - 16] + W[t - 7] +
		       (rotate(W[t - 15], 7) ^ rotate(W[t - 15], 18) ^
			   W[t - 15] >> 3) +
		       (rotate(W[t - 2], 17) ^ rotate(W[t - 2], 19) ^
			   W[t - 2] >> 10);
}

/* s holds a, b, c, d, e, f, g, h. */
static void
take_block(uint32_t H[8], const uint8_t *block)
{
	uint32_t W[64], s[8], T1, T2;

	prepare(block, W);
	memcpy(s, H, sizeof(s));
	for (int t = 0; t < 64; t++) {
		T1 = s[7] +
		     (rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25)) +
		     ((s[4] & s[5]) ^ (~s[4] & s[6])) + K[t] + W[t];
		T2 = (rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22)) +
		     ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
		memmove(s + 1, s, 7 * sizeof(*s));
		s[4] += T1;
		s[0] = T1 + T2;
	}
	for (int i = 0; i < 8; i++)
		H[i] += s[i];
}

void
sha256_text(const void *data, size_t len, char out[SHA256_TEXT])
{
	uint32_t H[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
	const uint8_t *at = data;
	uint8_t last[2 * BLOCK] = { 0 }, digest[32];
	size_t rest = len % BLOCK, end = rest < BLOCK - 8 ? BLOCK : 2 * BLOCK;

	for (size_t i = 0; i < len / BLOCK; i++, at += BLOCK)
		take_block(H, at);
	/* One bit, zeros, and the length in bits. */
	if (rest > 0)
		memcpy(last, at, rest);
	last[rest] = 0x80;
	for (size_t i = 0; i < 8; i++)
		last[end - 1 - i] = (uint8_t)((uint64_t)len * 8 >> 8 * i);
	for (size_t i = 0; i < end; i += BLOCK)
		take_block(H, last + i);
	for (size_t i = 0; i < sizeof(digest); i++)
		digest[i] = (uint8_t)(H[i / 4] >> (24 - 8 * (i % 4)));
	encode_hex(digest, sizeof(digest), out);
}
