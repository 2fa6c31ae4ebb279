/*
 * Rows of fields, made of a population's columns: see pairing/plan_columns.h.
 */
#include "pairing/plan_columns.h"
#include "base/memory.h"
#include "pairing/rules_data.h"
#include "pairing/words.h"
#include "pairing/workers.h"

#define LINE ((size_t)64)
#define FILLED 256  /* rows at a time, near until all fields are written */
#define SLICE 16384 /* rows that one worker fills at a time */

/* --- which fields --------------------------------------------------------- */

static size_t
bytes_of(const struct plan_field *f)
{
	switch (f->kind) {
	case FIELD_BITS:
		return f->words * sizeof(uint64_t);
	case FIELD_NUMBER:
	case FIELD_LIST:
	case FIELD_TIES:
		return sizeof(uint64_t);
	default:
		return sizeof(uint16_t);
	}
}

uint32_t
plan_columns_add(struct plan_columns *c, enum plan_field_kind kind,
    size_t attribute, uint32_t level, size_t words_of)
{
	struct plan_field *f = c->fields;
	const struct column *column;

	for (uint32_t i = 0; i < c->count; i++, f++)
		if (f->kind == kind && f->attribute == attribute &&
		    f->level == level && f->words_of == words_of)
			return i;
	if (c->count == PLAN_FIELDS_MAX)
		die("a plan has at most %d fields", PLAN_FIELDS_MAX);
	*f = (struct plan_field){ .kind = kind,
		.attribute = attribute,
		.level = level,
		.words_of = words_of };
	if (kind == FIELD_BITS) {
		column = &c->p->columns[words_of];
		f->words = column->type == ATTRIBUTE_HOURS
			       ? 3
			       : (column->word_count + 63) / 64;
	}
	return c->count++;
}

uint32_t
plan_columns_add_set(struct plan_columns *c, size_t attribute, size_t words_of)
{
	const struct column *column = &c->p->columns[words_of];
	bool is_list = column->type == ATTRIBUTE_TAGS &&
		       column->word_count > PLAN_BITS_MAX;

	return plan_columns_add(
	    c, is_list ? FIELD_LIST : FIELD_BITS, attribute, 0, words_of);
}

/* --- reading a population ------------------------------------------------- */

static uint16_t
find(const struct words *words, const char *word)
{
	return (uint16_t)words_find(words, word, strlen(word));
}

static void
make_map(const struct plan_columns *c, struct plan_field *f)
{
	const struct column *from = &c->p->columns[f->attribute];
	const struct column *to = &c->p->columns[f->words_of];

	if (f->attribute == f->words_of)
		return;
	f->map = memory_new((size_t)from->word_count + 1, sizeof(*f->map));
	for (uint32_t w = 1; w <= from->word_count; w++)
		f->map[w] = find(to->words, words_text(from->words, w));
}

static int
compare_tags(const void *x, const void *y)
{
	return *(const uint16_t *)x - *(const uint16_t *)y;
}

/* The lists of a FIELD_LIST, in the numbers of the other attribute. */
static void
map_lists(const struct plan_columns *c, struct plan_field *f)
{
	const struct column *column = &c->p->columns[f->attribute];
	uint64_t n = 0;

	f->first = memory_new((size_t)c->p->size + 1, sizeof(*f->first));
	f->tags =
	    memory_new((size_t)column->first[c->p->size] + 1, sizeof(*f->tags));
	for (uint32_t m = 0; m < c->p->size; m++) {
		f->first[m] = n;
		for (uint32_t i = column->first[m]; i < column->first[m + 1];
		     i++) {
			uint16_t tag = f->map[column->tags[i]];

			if (tag != 0)
				f->tags[n++] = tag;
		}
		qsort(f->tags + f->first[m], n - f->first[m], sizeof(*f->tags),
		    compare_tags);
	}
	f->first[c->p->size] = n;
}

static void
fill_bits(const struct plan_columns *c, const struct plan_field *f,
    uint32_t member, uint64_t *to)
{
	const struct column *column = &c->p->columns[f->attribute];

	if (column->type == ATTRIBUTE_HOURS) {
		memcpy(to, column->hours[member].bits, 3 * sizeof(*to));
		return;
	}
	for (uint32_t i = column->first[member]; i < column->first[member + 1];
	     i++) {
		uint16_t tag = column->tags[i];

		if (f->map != NULL)
			tag = f->map[tag];
		if (tag != 0)
			to[(tag - 1) / 64] |= UINT64_C(1) << (tag - 1) % 64;
	}
}

static uint64_t
pack_list(
    const struct plan_columns *c, const struct plan_field *f, uint32_t member)
{
	const struct column *column = &c->p->columns[f->attribute];

	if (f->first != NULL)
		return f->first[member] << 16 |
		       (f->first[member + 1] - f->first[member]);
	return (uint64_t)column->first[member] << 16 |
	       (column->first[member + 1] - column->first[member]);
}

static uint16_t
count_tags(const struct column *column, uint32_t member)
{
	uint32_t n = column->first[member + 1] - column->first[member];

	if (n > ATTRIBUTE_TAGS_MAX)
		die("a member has %u tags", n);
	return (uint16_t)n;
}

/* Of a list's places thousandths are kept, from 0. */
static uint16_t
place_of(int64_t number)
{
	if (number == COLUMN_NO_NUMBER)
		return 0;
	return (uint16_t)(number / 1000 + 1);
}

/* Of members from..to-1. */
static void
fill_field(
    struct plan_columns *c, struct plan_field *f, uint32_t from, uint32_t to)
{
	const struct column *column = &c->p->columns[f->attribute];
	unsigned char *row = c->rows + f->at + from * c->row_bytes;

	for (uint32_t m = from; m < to; m++, row += c->row_bytes) {
		uint16_t *id = (void *)row;
		uint64_t *bits = (void *)row;
		int64_t *number = (void *)row;

		if (f->kind == FIELD_OPENNESS) {
			*id = c->p->openness[m];
			continue;
		}
		if (f->kind == FIELD_TIES) {
			*bits = plan_ties_sieve(c->ties, m);
			continue;
		}
		if (!population_has(c->p, m, f->attribute))
			__atomic_store_n(&f->is_whole, false, __ATOMIC_RELAXED);
		if (f->kind == FIELD_ID)
			*id = f->level == 0
				  ? column->ids[m]
				  : rule_cut(column, column->ids[m], f->level);
		else if (f->kind == FIELD_NUMBER)
			*number = column->numbers[m];
		else if (f->kind == FIELD_PLACE)
			*id = place_of(column->numbers[m]);
		else if (f->kind == FIELD_COUNT)
			*id = count_tags(column, m);
		else if (f->kind == FIELD_LIST)
			*bits = pack_list(c, f, m);
		else
			fill_bits(c, f, m, bits);
	}
}

/* Whole cache lines, where that adds little: rows are read one by one, from
 * anywhere. */
static size_t
in_lines(size_t bytes)
{
	size_t lines = (bytes + LINE - 1) / LINE * LINE;

	if (bytes == 0)
		return sizeof(uint64_t);
	return lines - bytes <= lines / 8 ? lines : bytes;
}

/* Wide fields first, then the narrow ones; rows are whole words. Those that
 * requirements ask come before all others, near each other. */
static void
lay_out(struct plan_columns *c)
{
	for (int turn = 0; turn < 4; turn++) {
		bool is_narrow = turn % 2 != 0, is_first = turn < 2;

		for (uint32_t i = 0; i < c->count; i++) {
			struct plan_field *f = &c->fields[i];
			size_t n = bytes_of(f);

			if ((n < sizeof(uint64_t)) != is_narrow ||
			    (i < c->required_count) != is_first)
				continue;
			f->at = c->row_bytes;
			c->row_bytes += n;
			f->view_at = c->view_bytes;
			c->view_bytes += n * PLAN_BLOCK_MAX;
		}
		c->row_bytes = (c->row_bytes + 7) / 8 * 8;
	}
	c->row_bytes = in_lines(c->row_bytes);
}

static void
fill_slice(void *arg, uint32_t item, int worker)
{
	struct plan_columns *c = arg;
	uint32_t from = item * SLICE, size = c->p->size;
	uint32_t end = size - from < SLICE ? size : from + SLICE;

	(void)worker;
	for (; from < end; from += FILLED) {
		uint32_t to = end - from < FILLED ? end : from + FILLED;

		for (uint32_t i = 0; i < c->count; i++)
			fill_field(c, &c->fields[i], from, to);
	}
}

void
plan_columns_fill(struct plan_columns *c, int threads)
{
	lay_out(c);
	c->rows = memory_new_lines(c->p->size, c->row_bytes, &c->room);
	for (uint32_t i = 0; i < c->count; i++) {
		struct plan_field *f = &c->fields[i];

		if (f->kind == FIELD_LIST || f->kind == FIELD_BITS)
			make_map(c, f);
		if (f->kind == FIELD_LIST && f->map != NULL)
			map_lists(c, f);
		else if (f->kind == FIELD_LIST)
			f->tags = c->p->columns[f->attribute].tags;
		f->is_whole = true;
		c->lanes[i] = (struct plan_lane){ .at = c->rows + f->at,
			.member = c->row_bytes,
			.word = sizeof(uint64_t) };
	}
	workers_run(threads, (c->p->size + SLICE - 1) / SLICE, fill_slice, c);
}

void
plan_columns_clear(struct plan_columns *c)
{
	for (uint32_t i = 0; i < c->count; i++) {
		if (c->fields[i].first != NULL)
			free(c->fields[i].tags);
		free(c->fields[i].first);
		free(c->fields[i].map);
	}
	free(c->room);
}

/* --- views ---------------------------------------------------------------- */

void
plan_columns_lanes(const struct plan_columns *c, const unsigned char *view,
    struct plan_lane *lanes)
{
	for (uint32_t i = 0; i < c->count; i++) {
		const struct plan_field *f = &c->fields[i];
		size_t n = bytes_of(f);

		lanes[i].at = view + f->view_at;
		lanes[i].member =
		    f->is_dense && f->kind == FIELD_BITS ? sizeof(uint64_t) : n;
		lanes[i].word = f->is_dense ? PLAN_BLOCK_MAX * sizeof(uint64_t)
					    : sizeof(uint64_t);
	}
}

static void
gather_field(const struct plan_columns *c, const struct plan_field *f,
    const uint32_t *ids, uint32_t n, unsigned char *view)
{
	const unsigned char *rows = c->rows + f->at;
	uint16_t *narrow = (void *)(view + f->view_at);
	uint64_t *wide = (void *)(view + f->view_at);

	if (f->kind == FIELD_BITS && f->is_dense) {
		for (uint32_t i = 0; i < n; i++) {
			const uint64_t *from =
			    (const void *)(rows + ids[i] * c->row_bytes);

			for (uint32_t w = 0; w < f->words; w++)
				wide[w * PLAN_BLOCK_MAX + i] = from[w];
		}
	} else if (f->kind == FIELD_BITS) {
		size_t bytes = f->words * sizeof(uint64_t);

		for (uint32_t i = 0; i < n; i++)
			memcpy(wide + i * f->words,
			    rows + ids[i] * c->row_bytes, bytes);
	} else if (bytes_of(f) == sizeof(*wide)) {
		for (uint32_t i = 0; i < n; i++)
			wide[i] =
			    *(const uint64_t *)(const void *)(rows +
							      ids[i] *
								  c->row_bytes);
	} else {
		for (uint32_t i = 0; i < n; i++)
			narrow[i] =
			    *(const uint16_t *)(const void *)(rows +
							      ids[i] *
								  c->row_bytes);
	}
}

void
plan_columns_prefetch(
    const struct plan_columns *c, const uint32_t *ids, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		const unsigned char *row = c->rows + ids[i] * c->row_bytes;

		for (size_t line = 0; line < c->row_bytes; line += 64)
			__builtin_prefetch(row + line, 0, PLAN_NEAR);
		__builtin_prefetch(row + c->row_bytes - 1, 0, PLAN_NEAR);
	}
}

void
plan_columns_gather(const struct plan_columns *c, const uint32_t *ids,
    uint32_t n, unsigned char *to)
{
	for (uint32_t i = 0; i < c->count; i++)
		gather_field(c, &c->fields[i], ids, n, to);
}
