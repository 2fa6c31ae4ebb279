/*
 * Numbers of texts: see clients/draw/names.h. A table with open addressing,
 * never more than half full.
 */
#include "clients/draw/names.h"

#include "base/memory.h"
#include "base/text.h"

struct names {
	struct text pool; /* all texts, each with its NUL */
	size_t *start;    /* by number, in the pool */
	uint32_t count;
	uint32_t *table; /* number + 1; 0 is free */
	uint32_t mask;
};

struct names *
names_new(void)
{
	struct names *n = memory_new(1, sizeof(*n));

	n->mask = 1023;
	n->table = memory_new((size_t)n->mask + 1, sizeof(*n->table));
	n->start = memory_new((size_t)n->mask / 2 + 1, sizeof(*n->start));
	return n;
}

void
names_free(struct names *n)
{
	if (n == NULL)
		return;
	text_clear(&n->pool);
	free(n->start);
	free(n->table);
	free(n);
}

/* FNV-1a, its upper half folded in since the mask takes the lower. */
static uint32_t
hash_of(const char *text)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return (uint32_t)(h ^ h >> 32);
}

/* Where the text is, or would be. */
static uint32_t
place_of(const struct names *n, const char *text)
{
	uint32_t at = hash_of(text) & n->mask;

	while (n->table[at] != 0 &&
	       strcmp(names_text(n, n->table[at] - 1), text) != 0)
		at = (at + 1) & n->mask;
	return at;
}

static void
grow(struct names *n)
{
	n->mask = n->mask * 2 + 1;
	if (n->mask == UINT32_MAX)
		die("more names than there is room for");
	free(n->table);
	n->table = memory_new((size_t)n->mask + 1, sizeof(*n->table));
	n->start =
	    memory_grow(n->start, (size_t)n->mask / 2 + 1, sizeof(*n->start));
	for (uint32_t i = 0; i < n->count; i++)
		n->table[place_of(n, names_text(n, i))] = i + 1;
}

uint32_t
names_number(struct names *n, const char *text)
{
	uint32_t at = place_of(n, text);

	if (n->table[at] != 0)
		return n->table[at] - 1;
	if (n->count > n->mask / 2) {
		grow(n);
		at = place_of(n, text);
	}
	n->start[n->count] = n->pool.len;
	text_add_n(&n->pool, text, strlen(text) + 1);
	n->table[at] = ++n->count;
	return n->count - 1;
}

uint32_t
names_find(const struct names *n, const char *text)
{
	uint32_t found = n->table[place_of(n, text)];

	return found == 0 ? NAMES_NONE : found - 1;
}

uint32_t
names_count(const struct names *n)
{
	return n->count;
}

const char *
names_text(const struct names *n, uint32_t number)
{
	return n->pool.data + n->start[number];
}
