/*
 * Closing a population: members in the order of their keys, words in the order
 * of strcmp, so that nothing is left of the order in which they were added.
 */
#include "pairing/population_draft.h"
#include "base/memory.h"
#include "pairing/words.h"

/* A member by the beginning of its key, so that most comparisons need no more. */
struct place {
	uint64_t begin; /* the first eight bytes, the first the highest */
	uint32_t member;
};

static int
compare_places(const void *x, const void *y, void *population)
{
	const struct population *p = population;
	const struct place *a = x, *b = y;

	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	return strcmp(p->keys + p->key_start[a->member],
	    p->keys + p->key_start[b->member]);
}

/* order[place] is the member added as that number, ascending by key. */
static uint32_t *
order_find(struct population *p)
{
	struct place *places = memory_new(p->size, sizeof(*places));
	uint32_t *order = memory_new(p->size, sizeof(*order));
	bool is_sorted = true;

	for (uint32_t i = 0; i < p->size; i++) {
		const char *key = p->keys + p->key_start[i];
		uint64_t begin = 0;

		for (int k = 0; k < 8; k++) {
			begin = begin << 8 | (unsigned char)*key;
			key += *key != '\0';
		}
		places[i] = (struct place){ begin, i };
		is_sorted =
		    is_sorted && (i == 0 || compare_places(&places[i - 1],
						&places[i], p) < 0);
	}
	if (!is_sorted)
		qsort_r(places, p->size, sizeof(*places), compare_places, p);
	for (uint32_t i = 0; i < p->size; i++)
		order[i] = places[i].member;
	free(places);
	return order;
}

/* An array of `size` bytes a member, by key. */
static void *
by_key(
    const struct population *p, const uint32_t *order, void *old, size_t size)
{
	char *new;

	if (old == NULL)
		return NULL;
	new = memory_new(p->size, size);
	for (uint32_t i = 0; i < p->size; i++)
		memcpy(
		    new + i *size, (const char *)old + order[i] * size, size);
	free(old);
	return new;
}

static int
compare_ids(const void *x, const void *y)
{
	return *(const uint16_t *)x - *(const uint16_t *)y;
}

/* The tags one member behind the other, ascending and each once. */
static void
close_tags(struct population *p, size_t attribute, const uint32_t *order,
    const uint32_t *map)
{
	struct draft_tags *t = &p->draft->tags[attribute];
	struct column *c = &p->columns[attribute];
	uint16_t *tags = memory_new(t->used, sizeof(*tags));
	uint32_t at = 0;

	c->first = memory_new((size_t)p->size + 1, sizeof(*c->first));
	for (uint32_t i = 0; i < p->size; i++) {
		uint32_t begin = at;

		for (uint32_t k = 0; k < t->count[order[i]]; k++)
			tags[at++] =
			    (uint16_t)map[c->tags[t->start[order[i]] + k]];
		qsort(tags + begin, at - begin, sizeof(*tags), compare_ids);
		c->first[i + 1] = at;
	}
	free(c->tags);
	c->tags = tags;
}

/* Of every path the branch that it hangs on, and how deep it is. */
static void
close_tree(struct column *c)
{
	c->parent = memory_new((size_t)c->word_count + 1, sizeof(*c->parent));
	c->depth = memory_new((size_t)c->word_count + 1, sizeof(*c->depth));
	for (uint32_t w = 1; w <= c->word_count; w++) {
		const char *path = words_text(c->words, w);
		const char *slash = strrchr(path, '/');

		if (slash != NULL)
			c->parent[w] = (uint16_t)words_find(
			    c->words, path, (size_t)(slash - path));
		/* A branch stands before what hangs on it. */
		c->depth[w] = (uint16_t)(c->depth[c->parent[w]] + 1);
	}
}

static void
close_column(struct population *p, size_t attribute, const uint32_t *order)
{
	struct column *c = &p->columns[attribute];
	uint32_t *map;

	c->numbers = by_key(p, order, c->numbers, sizeof(*c->numbers));
	c->hours = by_key(p, order, c->hours, sizeof(*c->hours));
	c->ids = by_key(p, order, c->ids, sizeof(*c->ids));
	if (c->words == NULL)
		return;
	map = words_sort(c->words);
	c->word_count = words_count(c->words);
	if (c->type == ATTRIBUTE_TAGS)
		close_tags(p, attribute, order, map);
	else
		for (uint32_t i = 0; i < p->size; i++)
			c->ids[i] = (uint16_t)map[c->ids[i]];
	if (c->type == ATTRIBUTE_TREE)
		close_tree(c);
	free(map);
}

void
population_close(struct population *p)
{
	uint32_t *order, *rank;

	if (p->is_closed)
		die("the population is closed already");
	order = order_find(p);
	rank = memory_new(p->size, sizeof(*rank));
	for (uint32_t i = 0; i < p->size; i++)
		rank[order[i]] = i;
	population_ties_close(p, rank);
	population_pins_close(p, rank);
	free(rank);
	for (size_t i = 0; i < p->attribute_count; i++)
		close_column(p, i, order);
	p->key_start = by_key(p, order, p->key_start, sizeof(*p->key_start));
	p->waiting = by_key(p, order, p->waiting, sizeof(*p->waiting));
	p->openness = by_key(p, order, p->openness, sizeof(*p->openness));
	p->prefers_three =
	    by_key(p, order, p->prefers_three, sizeof(*p->prefers_three));
	free(order);
	population_draft_free(p);
	p->is_closed = true;
}
