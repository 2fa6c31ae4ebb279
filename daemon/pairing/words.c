/*
 * Interned words: see pairing/words.h. A hash table with open addressing and
 * FNV-1a (Fowler, Noll, Vo).
 */
#include "pairing/words.h"
#include "base/memory.h"

struct words {
	char **texts;
	uint32_t count, room;
	uint32_t *slots;     /* numbers, 0 empty */
	uint32_t slot_count; /* a power of two */
};

struct words *
words_new(void)
{
	struct words *w = memory_new(1, sizeof(*w));

	w->slot_count = 64;
	w->slots = memory_new(w->slot_count, sizeof(*w->slots));
	return w;
}

void
words_free(struct words *w)
{
	if (w == NULL)
		return;
	for (uint32_t i = 0; i < w->count; i++)
		free(w->texts[i]);
	free(w->texts);
	free(w->slots);
	free(w);
}

uint32_t
words_count(const struct words *w)
{
	return w->count;
}

static uint64_t
hash_of(const char *word, size_t len)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)word[i]) * UINT64_C(0x100000001b3);
	return h ^ h >> 32;
}

/* Where the word is, or the empty place where it belongs. */
static uint32_t
slot_of(const struct words *w, const char *word, size_t len)
{
	uint32_t at = (uint32_t)hash_of(word, len) & (w->slot_count - 1);

	for (; w->slots[at] != 0; at = (at + 1) & (w->slot_count - 1)) {
		const char *known = w->texts[w->slots[at] - 1];

		if (strncmp(known, word, len) == 0 && known[len] == '\0')
			break;
	}
	return at;
}

/* Fills the table from the texts. */
static void
words_index(struct words *w, uint32_t slot_count)
{
	free(w->slots);
	w->slot_count = slot_count;
	w->slots = memory_new(slot_count, sizeof(*w->slots));
	for (uint32_t i = 0; i < w->count; i++)
		w->slots[slot_of(w, w->texts[i], strlen(w->texts[i]))] = i + 1;
}

uint32_t
words_number(struct words *w, const char *word, size_t len, uint32_t max)
{
	uint32_t at = slot_of(w, word, len);

	if (w->slots[at] != 0)
		return w->slots[at];
	if (w->count == max)
		return 0;
	if (w->count == w->room) {
		w->room = w->room == 0 ? 64 : w->room * 2;
		w->texts = memory_grow(w->texts, w->room, sizeof(*w->texts));
	}
	w->texts[w->count++] = memory_text_n(word, len);
	w->slots[at] = w->count;
	if (w->count * 2 > w->slot_count)
		words_index(w, w->slot_count * 2);
	return w->count;
}

uint32_t
words_find(const struct words *w, const char *word, size_t len)
{
	return w->slots[slot_of(w, word, len)];
}

const char *
words_text(const struct words *w, uint32_t number)
{
	return w->texts[number - 1];
}

static int
compare_words(const void *x, const void *y, void *texts)
{
	char **t = texts;

	return strcmp(t[*(const uint32_t *)x - 1], t[*(const uint32_t *)y - 1]);
}

uint32_t *
words_sort(struct words *w)
{
	uint32_t *order = memory_new(w->count, sizeof(*order));
	uint32_t *map = memory_new((size_t)w->count + 1, sizeof(*map));
	char **texts = memory_new(w->count, sizeof(*texts));

	for (uint32_t i = 0; i < w->count; i++)
		order[i] = i + 1;
	if (w->count > 0)
		qsort_r(
		    order, w->count, sizeof(*order), compare_words, w->texts);
	for (uint32_t i = 0; i < w->count; i++) {
		texts[i] = w->texts[order[i] - 1];
		map[order[i]] = i + 1;
	}
	free(order);
	free(w->texts);
	w->texts = texts;
	w->room = w->count;
	words_index(w, w->slot_count);
	return map;
}
