/*
 * Who knows, blocks or has met whom: see pairing/population.h.
 */
#include "pairing/population_draft.h"
#include "base/memory.h"

static uint16_t
weeks_bits(uint32_t weeks)
{
	return (uint16_t)(weeks < TIE_WEEKS ? weeks + 1 : TIE_WEEKS);
}

static uint16_t
kind_bit(enum tie_kind kind)
{
	return kind == TIE_BLOCKS ? TIE_BIT_BLOCKS : TIE_BIT_KNOWS;
}

static void
add_tie(struct population *p, uint32_t a, uint32_t b, uint16_t what)
{
	struct population_draft *d = p->draft;

	if (d->tie_count == d->tie_room) {
		d->tie_room = (d->tie_room + 256) * 3 / 2;
		d->ties = memory_grow(d->ties, d->tie_room, sizeof(*d->ties));
	}
	d->ties[d->tie_count++] = (struct draft_tie){ a, b, what };
}

static int
add_by_key(struct population *p, const char *a, const char *b, uint16_t what,
    struct fault *why)
{
	struct population_draft *d = p->draft;
	uint32_t x, y;

	if (p->is_closed)
		die("the population is closed");
	if (strcmp(a, b) == 0)
		return fault_set(
		    why, FAULT_INVALID, "\"%.70s\" is paired with itself", a);
	x = d->slots[population_draft_slot(p, a)];
	y = d->slots[population_draft_slot(p, b)];
	if (x != 0 && y != 0) {
		add_tie(p, x - 1, y - 1, what);
		return 0;
	}
	d->strays =
	    memory_grow(d->strays, d->stray_count + 1, sizeof(*d->strays));
	d->strays[d->stray_count++] =
	    (struct draft_stray){ memory_text(a), memory_text(b), what };
	return 0;
}

int
population_tie(struct population *p, const char *a, const char *b,
    enum tie_kind kind, struct fault *why)
{
	return add_by_key(p, a, b, kind_bit(kind), why);
}

int
population_met(struct population *p, const char *a, const char *b,
    uint32_t weeks, struct fault *why)
{
	return add_by_key(p, a, b, weeks_bits(weeks), why);
}

static void
add_members(struct population *p, uint32_t a, uint32_t b, uint16_t what)
{
	if (p->is_closed || a >= p->size || b >= p->size || a == b)
		die("no pair of members of an open population");
	add_tie(p, a, b, what);
}

void
population_tie_members(
    struct population *p, uint32_t a, uint32_t b, enum tie_kind kind)
{
	add_members(p, a, b, kind_bit(kind));
}

void
population_met_members(
    struct population *p, uint32_t a, uint32_t b, uint32_t weeks)
{
	add_members(p, a, b, weeks_bits(weeks));
}

/* --- closing -------------------------------------------------------------- */

static void
settle_strays(struct population *p)
{
	struct population_draft *d = p->draft;

	for (size_t i = 0; i < d->stray_count; i++) {
		uint32_t a = d->slots[population_draft_slot(p, d->strays[i].a)];
		uint32_t b = d->slots[population_draft_slot(p, d->strays[i].b)];

		if (a != 0 && b != 0)
			add_tie(p, a - 1, b - 1, d->strays[i].what);
	}
}

/* What is known of a pair from two entries: all of it, the latest meeting. */
static uint16_t
merged(uint16_t x, uint16_t y)
{
	uint16_t weeks = x & TIE_WEEKS, other = y & TIE_WEEKS;

	if (weeks == 0 || (other != 0 && other < weeks))
		weeks = other;
	return (uint16_t)(((x | y) & (TIE_BIT_BLOCKS | TIE_BIT_KNOWS)) | weeks);
}

struct entry {
	uint32_t other;
	uint16_t what;
};

static int
compare_entries(const void *x, const void *y)
{
	uint32_t a = ((const struct entry *)x)->other;
	uint32_t b = ((const struct entry *)y)->other;

	return (a > b) - (a < b);
}

/* Puts a member's entries in order, one for each other member, from *kept on. */
static void
settle_member(struct population *p, uint64_t from, uint64_t to, uint64_t *kept,
    struct entry *scratch)
{
	uint64_t begin = *kept;
	size_t n = (size_t)(to - from);

	for (size_t i = 0; i < n; i++)
		scratch[i] = (struct entry){ p->tie_other[from + i],
			p->tie_what[from + i] };
	qsort(scratch, n, sizeof(*scratch), compare_entries);
	for (size_t i = 0; i < n; i++) {
		if (*kept > begin &&
		    p->tie_other[*kept - 1] == scratch[i].other) {
			p->tie_what[*kept - 1] =
			    merged(p->tie_what[*kept - 1], scratch[i].what);
			continue;
		}
		p->tie_other[*kept] = scratch[i].other;
		p->tie_what[(*kept)++] = scratch[i].what;
	}
}

/* Both ways, by counting sort: of member m the entries from first[m] on. */
static void
spread_ties(struct population *p, const uint32_t *rank, uint64_t *first)
{
	struct population_draft *d = p->draft;
	uint64_t *next = memory_new((size_t)p->size + 1, sizeof(*next));

	for (size_t i = 0; i < d->tie_count; i++) {
		first[rank[d->ties[i].a] + 1]++;
		first[rank[d->ties[i].b] + 1]++;
	}
	for (uint32_t m = 0; m < p->size; m++)
		first[m + 1] += first[m];
	memcpy(next, first, ((size_t)p->size + 1) * sizeof(*next));
	p->tie_other = memory_new(2 * d->tie_count, sizeof(*p->tie_other));
	p->tie_what = memory_new(2 * d->tie_count, sizeof(*p->tie_what));
	for (size_t i = 0; i < d->tie_count; i++) {
		uint32_t a = rank[d->ties[i].a], b = rank[d->ties[i].b];

		p->tie_other[next[a]] = b;
		p->tie_what[next[a]++] = d->ties[i].what;
		p->tie_other[next[b]] = a;
		p->tie_what[next[b]++] = d->ties[i].what;
	}
	free(next);
	free(d->ties);
	d->ties = NULL;
	d->tie_count = 0;
}

void
population_ties_close(struct population *p, const uint32_t *rank)
{
	uint64_t *first = memory_new((size_t)p->size + 1, sizeof(*first));
	uint64_t kept = 0, from = 0, most = 0;
	struct entry *scratch;

	settle_strays(p);
	spread_ties(p, rank, first);
	for (uint32_t m = 0; m < p->size; m++)
		if (first[m + 1] - first[m] > most)
			most = first[m + 1] - first[m];
	scratch = memory_new((size_t)most, sizeof(*scratch));
	for (uint32_t m = 0; m < p->size; m++) {
		uint64_t to = first[m + 1];

		first[m] = kept;
		settle_member(p, from, to, &kept, scratch);
		from = to;
	}
	first[p->size] = kept;
	free(scratch);
	p->tie_first = first;
	p->tie_other =
	    memory_grow(p->tie_other, (size_t)kept + 1, sizeof(*p->tie_other));
	p->tie_what =
	    memory_grow(p->tie_what, (size_t)kept + 1, sizeof(*p->tie_what));
}

uint16_t
population_tie_of(const struct population *p, uint32_t a, uint32_t b)
{
	uint64_t low = p->tie_first[a], end = p->tie_first[a + 1], high = end;

	while (low < high) {
		uint64_t middle = low + (high - low) / 2;

		if (p->tie_other[middle] < b)
			low = middle + 1;
		else
			high = middle;
	}
	return low < end && p->tie_other[low] == b ? p->tie_what[low] : 0;
}
