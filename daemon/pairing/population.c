/*
 * Members and their keys: see pairing/population.h.
 */
#include "pairing/population.h"
#include "base/memory.h"
#include "pairing/population_draft.h"
#include "pairing/words.h"

struct population *
population_new(const struct attribute *attributes, size_t count)
{
	struct population *p = memory_new(1, sizeof(*p));

	p->attributes = attributes;
	p->attribute_count = count;
	p->columns = memory_new(count, sizeof(*p->columns));
	p->draft = memory_new(1, sizeof(*p->draft));
	p->draft->tags = memory_new(count, sizeof(*p->draft->tags));
	p->draft->slot_count = 64;
	p->draft->slots = memory_new(64, sizeof(*p->draft->slots));
	for (size_t i = 0; i < count; i++) {
		struct column *c = &p->columns[i];

		c->type = attributes[i].type;
		if (c->type != ATTRIBUTE_SCALE && c->type != ATTRIBUTE_HOURS)
			c->words = words_new();
	}
	return p;
}

void
population_draft_free(struct population *p)
{
	struct population_draft *d = p->draft;

	if (d == NULL)
		return;
	for (size_t i = 0; i < p->attribute_count; i++) {
		free(d->tags[i].start);
		free(d->tags[i].count);
	}
	for (size_t i = 0; i < d->stray_count; i++) {
		free(d->strays[i].a);
		free(d->strays[i].b);
	}
	free(d->tags);
	free(d->slots);
	free(d->ties);
	free(d->strays);
	free(d);
	p->draft = NULL;
}

void
population_free(struct population *p)
{
	if (p == NULL)
		return;
	population_draft_free(p);
	for (size_t i = 0; i < p->attribute_count; i++) {
		struct column *c = &p->columns[i];

		free(c->ids);
		free(c->numbers);
		free(c->first);
		free(c->tags);
		free(c->hours);
		if (p->is_part)
			continue;
		free(c->parent);
		free(c->depth);
		words_free(c->words);
	}
	for (size_t i = 0; p->owned != NULL && i < p->attribute_count; i++)
		attribute_clear(&p->owned[i]);
	free(p->owned);
	free(p->columns);
	if (!p->is_part)
		free(p->keys);
	free(p->key_start);
	free(p->waiting);
	free(p->openness);
	free(p->prefers_three);
	free(p->tie_first);
	free(p->tie_other);
	free(p->tie_what);
	free(p->pins);
	free(p);
}

/* --- adding members ------------------------------------------------------- */

static uint64_t
hash_of(const char *key)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *key != '\0'; key++)
		h = (h ^ (unsigned char)*key) * UINT64_C(0x100000001b3);
	return h ^ h >> 29;
}

uint32_t
population_draft_slot(const struct population *p, const char *key)
{
	const struct population_draft *d = p->draft;
	uint32_t at = (uint32_t)hash_of(key) & (d->slot_count - 1);

	while (d->slots[at] != 0 &&
	       strcmp(p->keys + p->key_start[d->slots[at] - 1], key) != 0)
		at = (at + 1) & (d->slot_count - 1);
	return at;
}

static void
grow_slots(struct population *p)
{
	struct population_draft *d = p->draft;

	free(d->slots);
	d->slot_count *= 2;
	d->slots = memory_new(d->slot_count, sizeof(*d->slots));
	for (uint32_t i = 0; i < p->size; i++)
		d->slots[population_draft_slot(p, p->keys + p->key_start[i])] =
		    i + 1;
}

/* Room for one more member in every array; what is new there is missing. */
static void
grow_columns(struct population *p)
{
	struct population_draft *d = p->draft;
	uint32_t room = d->room == 0 ? 64 : d->room + d->room / 2;

	p->key_start = memory_grow(p->key_start, room, sizeof(*p->key_start));
	p->waiting = memory_grow(p->waiting, room, sizeof(*p->waiting));
	p->openness = memory_grow(p->openness, room, sizeof(*p->openness));
	p->prefers_three =
	    memory_grow(p->prefers_three, room, sizeof(*p->prefers_three));
	for (size_t i = 0; i < p->attribute_count; i++) {
		struct column *c = &p->columns[i];
		struct draft_tags *t = &d->tags[i];

		if (c->type == ATTRIBUTE_CHOICE || c->type == ATTRIBUTE_TREE) {
			c->ids = memory_grow(c->ids, room, sizeof(*c->ids));
		} else if (c->type == ATTRIBUTE_SCALE) {
			c->numbers =
			    memory_grow(c->numbers, room, sizeof(*c->numbers));
		} else if (c->type == ATTRIBUTE_HOURS) {
			c->hours =
			    memory_grow(c->hours, room, sizeof(*c->hours));
		} else {
			t->start =
			    memory_grow(t->start, room, sizeof(*t->start));
			t->count =
			    memory_grow(t->count, room, sizeof(*t->count));
		}
	}
	d->room = room;
}

static void
clear_values(struct population *p, uint32_t member)
{
	for (size_t i = 0; i < p->attribute_count; i++) {
		struct column *c = &p->columns[i];

		if (c->ids != NULL)
			c->ids[member] = 0;
		if (c->numbers != NULL)
			c->numbers[member] = COLUMN_NO_NUMBER;
		if (c->hours != NULL)
			c->hours[member] = (struct hours){ { 0 } };
		if (p->draft->tags[i].count != NULL)
			p->draft->tags[i].count[member] = 0;
	}
}

static void
add_key(struct population *p, const char *key, size_t n)
{
	struct population_draft *d = p->draft;

	if (d->key_used + n + 1 > d->key_room) {
		d->key_room = (d->key_room + n + 64) * 3 / 2;
		p->keys = memory_grow(p->keys, d->key_room, 1);
	}
	memcpy(p->keys + d->key_used, key, n + 1);
	p->key_start[p->size] = d->key_used;
	d->key_used += n + 1;
}

int
population_add(
    struct population *p, const char *key, uint32_t *member, struct fault *why)
{
	struct population_draft *d = p->draft;
	size_t n = strlen(key);
	uint32_t at;

	if (p->is_closed)
		die("the population is closed");
	if (n == 0 || n > POPULATION_KEY_BYTES_MAX ||
	    strpbrk(key, "\t\r\n") != NULL)
		return fault_set(why, FAULT_INVALID,
		    "\"%.70s\" is no key: allowed are 1 to %d bytes without "
		    "tab and newline",
		    key, POPULATION_KEY_BYTES_MAX);
	if (p->size == POPULATION_MEMBERS_MAX)
		return fault_set(why, FAULT_INVALID, "more than %u members",
		    POPULATION_MEMBERS_MAX);
	at = population_draft_slot(p, key);
	if (d->slots[at] != 0)
		return fault_set(why, FAULT_CONFLICT,
		    "the member \"%.70s\" is there twice", key);
	if (p->size == d->room)
		grow_columns(p);
	add_key(p, key, n);
	p->waiting[p->size] = 0;
	p->openness[p->size] = 1000;
	p->prefers_three[p->size] = false;
	clear_values(p, p->size);
	*member = p->size++;
	d->slots[at] = p->size;
	if (p->size > d->slot_count / 2)
		grow_slots(p);
	return 0;
}

void
population_set_waiting(struct population *p, uint32_t member, uint32_t waited)
{
	p->waiting[member] = waited;
}

void
population_set_openness(
    struct population *p, uint32_t member, int64_t thousandths)
{
	p->openness[member] = (uint16_t)(thousandths < 0      ? 0
					 : thousandths > 1000 ? 1000
							      : thousandths);
}

void
population_set_prefers_three(
    struct population *p, uint32_t member, bool prefers)
{
	p->prefers_three[member] = prefers;
}

/* --- reading -------------------------------------------------------------- */

uint32_t
population_size(const struct population *p)
{
	return p->size;
}

const char *
population_key(const struct population *p, uint32_t member)
{
	return p->keys + p->key_start[member];
}

const struct attribute *
population_attribute(const struct population *p, size_t i)
{
	return &p->attributes[i];
}

uint32_t
population_find(const struct population *p, const char *key)
{
	uint32_t low = 0, high = p->size, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(population_key(p, middle), key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < p->size && strcmp(population_key(p, low), key) == 0
		   ? low
		   : UINT32_MAX;
}
