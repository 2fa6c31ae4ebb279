/*
 * Triangles: see pairing/cover_triangle.h.
 */
#include "pairing/cover_triangle.h"
#include "base/memory.h"
#include "pairing/plan_kernel.h"
#include "pairing/seating.h"

#define ROWS_MAX 20000 /* members of a piece that has rows: 50 MB at most */
#define PAIRS_MAX UINT64_C(20000000) /* asked about of a larger one */

struct cover_triangle {
	const struct plan *plan;
	const uint32_t *members;
	uint32_t count;
	uint32_t *ids;  /* of neighbours, for one question */
	uint32_t words; /* of a row */
	uint64_t *rows; /* by place among the members; NULL: too many */
	bool *is_made;  /* by place */
	uint32_t of;    /* without rows: whose neighbours ids[] are */
	uint32_t found; /* and how many */
	uint64_t left;  /* pairs that may still be asked about */
};

struct cover_triangle *
cover_triangle_new(
    const struct plan *plan, const uint32_t *members, uint32_t count)
{
	struct cover_triangle *t = memory_new(1, sizeof(*t));

	t->plan = plan;
	t->members = members;
	t->count = count;
	t->ids = memory_new(count, sizeof(*t->ids));
	t->of = SEAT_NOBODY;
	t->left = PAIRS_MAX;
	if (count > ROWS_MAX)
		return t;
	t->words = (count + 63) / 64;
	t->rows = memory_new((size_t)count * t->words, sizeof(*t->rows));
	t->is_made = memory_new(count, sizeof(*t->is_made));
	return t;
}

void
cover_triangle_free(struct cover_triangle *t)
{
	if (t == NULL)
		return;
	free(t->ids);
	free(t->rows);
	free(t->is_made);
	free(t);
}

bool
cover_triangle_is_sure(const struct cover_triangle *t)
{
	return t->left > 0;
}

/* The neighbours of `v` in the piece into ids[], ascending: how many. */
static uint32_t
ask(struct cover_triangle *t, uint32_t v)
{
	memcpy(t->ids, t->members, t->count * sizeof(*t->ids));
	return plan_filter(t->plan, v, t->ids, NULL, t->count);
}

/* --- by rows -------------------------------------------------------------- */

static uint32_t
place_of(const struct cover_triangle *t, uint32_t member)
{
	uint32_t low = 0, high = t->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (t->members[middle] < member)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const uint64_t *
row_of(struct cover_triangle *t, uint32_t place)
{
	uint64_t *row = t->rows + (size_t)place * t->words;
	uint32_t found, at = 0;

	if (t->is_made[place])
		return row;
	t->is_made[place] = true;
	found = ask(t, t->members[place]);
	for (uint32_t i = 0; i < found; i++) {
		while (t->members[at] != t->ids[i])
			at++;
		row[at / 64] |= UINT64_C(1) << at % 64;
	}
	return row;
}

/* Whether two rows have anybody in common: without a branch in it, for vectors. */
PLAN_KERNEL static bool
have_common(const uint64_t *x, const uint64_t *y, uint32_t words)
{
	uint64_t any = 0;

	for (uint32_t w = 0; w < words; w++)
		any |= x[w] & y[w];
	return any != 0;
}

/* The first place from `from` on that is in both rows, or the piece's count. */
static uint32_t
next_common(const struct cover_triangle *t, const uint64_t *x,
    const uint64_t *y, uint32_t from)
{
	uint64_t mask = UINT64_MAX << from % 64;

	for (uint32_t w = from / 64; w < t->words; w++, mask = UINT64_MAX) {
		uint64_t both = x[w] & y[w] & mask;

		if (both != 0)
			return w * 64 + (uint32_t)__builtin_ctzll(both);
	}
	return t->count;
}

static bool
next_by_rows(struct cover_triangle *t, uint32_t v, struct cover_edge *edge)
{
	const uint64_t *mine = row_of(t, place_of(t, v));
	uint32_t low = 0, behind = 0;

	if (edge->low != SEAT_NOBODY) {
		low = place_of(t, edge->low);
		behind = place_of(t, edge->high);
	}
	for (; (low = next_common(t, mine, mine, low)) < t->count; low++) {
		const uint64_t *theirs = row_of(t, low);
		uint32_t high;

		if (!have_common(mine, theirs, t->words))
			continue;
		behind = behind > low ? behind : low;
		high = next_common(t, mine, theirs, behind + 1);
		behind = 0;
		if (high == t->count)
			continue;
		*edge =
		    (struct cover_edge){ t->members[low], t->members[high] };
		return true;
	}
	return false;
}

/* --- pair by pair --------------------------------------------------------- */

/* Where the neighbour, or the first behind it, is among those of t->of. */
static uint32_t
neighbour_at(const struct cover_triangle *t, uint32_t member)
{
	uint32_t at = 0;

	while (at < t->found && t->ids[at] < member)
		at++;
	return at;
}

static bool
next_by_asking(struct cover_triangle *t, uint32_t v, struct cover_edge *edge)
{
	uint32_t low = 0, high = 0;

	if (t->of != v) {
		t->found = ask(t, v);
		t->of = v;
	}
	if (edge->low != SEAT_NOBODY) {
		low = neighbour_at(t, edge->low);
		high = neighbour_at(t, edge->high);
	}
	for (; low < t->found; low++, high = low) {
		for (high = high > low ? high + 1 : low + 1; high < t->found;
		     high++) {
			if (t->left == 0)
				return false;
			t->left--;
			if (!plan_may(t->plan, t->ids[low], t->ids[high]))
				continue;
			*edge =
			    (struct cover_edge){ t->ids[low], t->ids[high] };
			return true;
		}
	}
	return false;
}

bool
cover_triangle_next(
    struct cover_triangle *t, uint32_t v, struct cover_edge *edge)
{
	return t->rows != NULL ? next_by_rows(t, v, edge)
			       : next_by_asking(t, v, edge);
}
