/*
 * Who shall be introduced to whom: see pairing/population.h.
 */
#include "pairing/population_draft.h"
#include "base/memory.h"

int
population_pin(
    struct population *p, const char *a, const char *b, struct fault *why)
{
	const struct population_draft *d = p->draft;
	uint32_t x, y;

	if (p->is_closed)
		die("the population is closed");
	if (strcmp(a, b) == 0)
		return fault_set(
		    why, FAULT_INVALID, "\"%.70s\" is pinned to itself", a);
	x = d->slots[population_draft_slot(p, a)];
	y = d->slots[population_draft_slot(p, b)];
	if (x == 0 || y == 0)
		return 0;
	p->pins = memory_grow(p->pins, p->pin_count + 1, sizeof(*p->pins));
	p->pins[p->pin_count++] = (struct pin){ x - 1, y - 1 };
	return 0;
}

static int
compare_pins(const void *x, const void *y)
{
	const struct pin *a = x, *b = y;

	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return (a->b > b->b) - (a->b < b->b);
}

void
population_pins_close(struct population *p, const uint32_t *rank)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->pin_count; i++) {
		uint32_t a = rank[p->pins[i].a], b = rank[p->pins[i].b];

		p->pins[i] = (struct pin){ a < b ? a : b, a < b ? b : a };
	}
	if (p->pin_count > 1)
		qsort(p->pins, p->pin_count, sizeof(*p->pins), compare_pins);
	for (size_t i = 0; i < p->pin_count; i++)
		if (kept == 0 ||
		    compare_pins(&p->pins[kept - 1], &p->pins[i]) != 0)
			p->pins[kept++] = p->pins[i];
	p->pin_count = kept;
}
