/*
 * Chance: see base/dice.h.
 */
#include <errno.h>
#include <sys/random.h>
#include "base/dice.h"
#include "base/memory.h"

static uint64_t
splitmix(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static uint64_t
rotate(uint64_t x, int k)
{
	return x << k | x >> (64 - k);
}

void
dice_init(struct dice *d, uint64_t seed, uint64_t stream)
{
	uint64_t a = seed, b = stream ^ UINT64_C(0x6a09e667f3bcc909);

	for (int i = 0; i < 4; i++)
		d->s[i] = splitmix(&a) ^ rotate(splitmix(&b), 17);
	if ((d->s[0] | d->s[1] | d->s[2] | d->s[3]) == 0)
		d->s[0] = 1;
}

uint64_t
dice_next(struct dice *d)
{
	uint64_t result = rotate(d->s[1] * 5, 7) * 9, t = d->s[1] << 17;

	d->s[2] ^= d->s[0];
	d->s[3] ^= d->s[1];
	d->s[1] ^= d->s[2];
	d->s[0] ^= d->s[3];
	d->s[2] ^= t;
	d->s[3] = rotate(d->s[3], 45);
	return result;
}

uint32_t
dice_below(struct dice *d, uint32_t n)
{
	uint64_t product;
	uint32_t low, threshold;

	if (n == 0)
		die("dice_below(0)");
	product = (dice_next(d) >> 32) * n;
	low = (uint32_t)product;
	if (low < n) {
		threshold = -n % n;
		while (low < threshold) {
			product = (dice_next(d) >> 32) * n;
			low = (uint32_t)product;
		}
	}
	return (uint32_t)(product >> 32);
}

void
dice_shuffle(struct dice *d, uint32_t *items, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t j = dice_below(d, (uint32_t)i);
		uint32_t t = items[i - 1];

		items[i - 1] = items[j];
		items[j] = t;
	}
}

void
entropy_fill(void *out, size_t n)
{
	unsigned char *p = out;
	ssize_t got;

	while (n > 0) {
		got = getrandom(p, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			die("the kernel gives no random bytes");
		p += got;
		n -= (size_t)got;
	}
}

int64_t
dice_jitter(int64_t n)
{
	uint64_t r;

	if (n <= 0)
		die("dice_jitter(%lld)", (long long)n);
	entropy_fill(&r, sizeof(r));
	return (int64_t)(r % (uint64_t)n);
}
