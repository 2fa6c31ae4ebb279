/*
 * The decks of pairs and trios: see pairing/chain.h.
 */
#include "pairing/chain.h"
#include "base/memory.h"

static void
add_pair(struct chain *c, uint32_t a, uint32_t b)
{
	c->pairs[c->pair_count][0] = a;
	c->pairs[c->pair_count++][1] = b;
}

static void
add_trio(struct chain *c, uint32_t third, uint32_t a, uint32_t b)
{
	c->trios[c->trio_count][0] = third;
	c->trios[c->trio_count][1] = a;
	c->trios[c->trio_count++][2] = b;
}

static int
compare_sit_outs(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void
fill_decks(struct chain *c, const struct seating *start)
{
	uint64_t *sit_outs =
	    memory_new(start->sit_out_count, sizeof(*sit_outs));
	bool *is_host = memory_new(c->size, sizeof(*is_host));

	for (uint32_t v = 0; v < c->size; v++)
		if (start->host[v] != SEAT_NOBODY) {
			uint32_t host = start->host[v];

			add_trio(c, v, host, start->mate[host]);
			is_host[host] = true;
		}
	for (uint32_t v = 0; v < c->size; v++) {
		uint32_t mate = start->mate[v];

		if (mate == SEAT_NOBODY)
			sit_outs[c->chair_count++] =
			    (uint64_t)plan_waiting(c->plan, v) << 32 | v;
		else if (mate != SEAT_THIRD && v < mate && !is_host[v])
			add_pair(c, v, mate);
	}
	qsort(sit_outs, c->chair_count, sizeof(*sit_outs), compare_sit_outs);
	for (uint32_t i = 0; i < c->chair_count; i++) {
		c->waiting[i] = (uint32_t)(sit_outs[i] >> 32);
		add_pair(c, (uint32_t)sit_outs[i], c->size + i);
	}
	free(sit_outs);
	free(is_host);
}

static uint64_t
count_vertices(const struct chain *c)
{
	return 2 * (uint64_t)c->pair_count + 3 * (uint64_t)c->trio_count;
}

/* Parts of either deck differ by one in size, so a part has at most 2 + 3
 * vertices more than the mean. */
static uint32_t
count_parts(const struct chain *c)
{
	uint64_t vertices = count_vertices(c);

	if (vertices <= PLAN_BLOCK_MAX)
		return 1;
	return (uint32_t)(vertices / (PLAN_BLOCK_MAX - 5) + 1);
}

uint32_t
chain_part_room(const struct chain *c)
{
	return c->parts == 1 ? (uint32_t)count_vertices(c) : PLAN_BLOCK_MAX;
}

struct chain *
chain_new(const struct plan *plan, const struct seating *start, bool is_whole)
{
	struct chain *c = memory_new(1, sizeof(*c));
	size_t pairs = ((size_t)start->size + start->sit_out_count) / 2 + 1;

	c->plan = plan;
	c->size = start->size;
	c->waiting = memory_new(start->sit_out_count, sizeof(*c->waiting));
	c->pairs = memory_new(pairs, sizeof(*c->pairs));
	c->trios = memory_new(start->third_count, sizeof(*c->trios));
	fill_decks(c, start);
	c->is_whole = is_whole;
	c->parts = is_whole ? 1 : count_parts(c);
	return c;
}

void
chain_free(struct chain *c)
{
	if (c == NULL)
		return;
	free(c->waiting);
	free(c->pairs);
	free(c->trios);
	free(c);
}

void
chain_part_init(const struct chain *c, struct chain_part *p)
{
	uint32_t room = chain_part_room(c);

	p->ids = memory_new(room, sizeof(*p->ids));
	worm_init(&p->block, room, c->trio_count);
}

void
chain_part_clear(struct chain_part *p)
{
	free(p->ids);
	worm_clear(&p->block);
}

static void
shuffle_rows(uint32_t *rows, uint32_t count, uint32_t width, struct dice *dice)
{
	for (uint32_t i = count; i > 1; i--) {
		uint32_t *a = rows + (size_t)(i - 1) * width;
		uint32_t *b = rows + (size_t)dice_below(dice, i) * width;

		for (uint32_t k = 0; k < width; k++) {
			uint32_t t = a[k];

			a[k] = b[k];
			b[k] = t;
		}
	}
}

void
chain_shuffle(struct chain *c, struct dice *dice)
{
	shuffle_rows(&c->pairs[0][0], c->pair_count, 2, dice);
	if (c->trio_count > 0)
		shuffle_rows(&c->trios[0][0], c->trio_count, 3, dice);
}

/* Where part i of a deck of `count` begins. */
static uint32_t
cut_at(const struct chain *c, uint32_t count, uint32_t i)
{
	return (uint32_t)((uint64_t)count * i / c->parts);
}

/* Numbers the part's vertices, members first, and says who sits with whom. */
static void
number_vertices(const struct chain *c, struct chain_part *p)
{
	struct worm_block *b = &p->block;
	uint32_t n = 0, chair = 2 * p->pair_count + 3 * p->trio_count;

	for (uint32_t i = 0; i < p->pair_count; i++)
		chair -= c->pairs[p->first_pair + i][1] >= c->size;
	p->members = chair;
	for (uint32_t i = 0; i < p->pair_count; i++) {
		const uint32_t *pair = c->pairs[p->first_pair + i];
		uint32_t first = n++;
		uint32_t second = pair[1] < c->size ? n++ : chair++;

		p->ids[first] = pair[0];
		p->ids[second] = pair[1];
		b->mate[first] = second;
		b->mate[second] = first;
	}
	for (uint32_t i = 0; i < 3 * p->trio_count; i++) {
		p->ids[n] = c->trios[p->first_trio + i / 3][i % 3];
		b->mate[n] = WORM_ALONE;
		b->trios[i / 3][i % 3] = n++;
	}
	p->chairs = chair - p->members;
}

/* One that is not cut keeps the pool's numbers, whatever its seating. */
static void
take_whole(const struct chain *c, struct chain_part *p)
{
	struct worm_block *b = &p->block;

	for (uint32_t v = 0; v < c->size + c->chair_count; v++)
		p->ids[v] = v;
	for (uint32_t i = 0; i < c->pair_count; i++) {
		b->mate[c->pairs[i][0]] = c->pairs[i][1];
		b->mate[c->pairs[i][1]] = c->pairs[i][0];
	}
	for (uint32_t i = 0; i < 3 * c->trio_count; i++) {
		b->mate[c->trios[i / 3][i % 3]] = WORM_ALONE;
		b->trios[i / 3][i % 3] = c->trios[i / 3][i % 3];
	}
}

void
chain_take(const struct chain *c, uint32_t part, struct chain_part *p)
{
	p->first_pair = cut_at(c, c->pair_count, part);
	p->pair_count = cut_at(c, c->pair_count, part + 1) - p->first_pair;
	p->first_trio = cut_at(c, c->trio_count, part);
	p->trio_count = cut_at(c, c->trio_count, part + 1) - p->first_trio;
	p->block.trio_count = p->trio_count;
	p->members = c->size;
	p->chairs = c->chair_count;
	if (c->is_whole)
		take_whole(c, p);
	else
		number_vertices(c, p);
}

void
chain_part_waiting(
    const struct chain *c, const struct chain_part *p, uint32_t *waiting)
{
	for (uint32_t i = 0; i < p->chairs; i++)
		waiting[i] = c->waiting[p->ids[p->members + i] - c->size];
}

void
chain_give(struct chain *c, const struct chain_part *p)
{
	const struct worm_block *b = &p->block;
	uint32_t at = p->first_pair;

	for (uint32_t v = 0; v < p->members; v++) {
		uint32_t mate = b->mate[v];

		if (mate == WORM_ALONE || mate < v)
			continue;
		c->pairs[at][0] = p->ids[v];
		c->pairs[at++][1] = p->ids[mate];
	}
	for (uint32_t i = 0; i < 3 * p->trio_count; i++)
		c->trios[p->first_trio + i / 3][i % 3] =
		    p->ids[b->trios[i / 3][i % 3]];
}

int64_t
chain_mean(const struct chain *c)
{
	int64_t sum = 0, seated = (int64_t)c->size - c->chair_count;

	for (uint32_t i = 0; i < c->pair_count; i++)
		if (c->pairs[i][1] < c->size)
			sum += 2 * (int64_t)plan_score(
				       c->plan, c->pairs[i][0], c->pairs[i][1]);
	for (uint32_t i = 0; i < c->trio_count; i++) {
		const uint32_t *t = c->trios[i];

		sum += (int64_t)plan_score(c->plan, t[0], t[1]) +
		       plan_score(c->plan, t[0], t[2]) +
		       plan_score(c->plan, t[1], t[2]);
	}
	return seated == 0 ? 0 : sum / seated;
}

static void
write_pair(struct seating *out, uint32_t a, uint32_t b)
{
	out->mate[a] = b;
	out->mate[b] = a;
}

void
chain_write(const struct chain *c, struct seating *out)
{
	for (uint32_t v = 0; v < c->size; v++)
		out->mate[v] = out->host[v] = SEAT_NOBODY;
	for (uint32_t i = 0; i < c->pair_count; i++)
		if (c->pairs[i][1] < c->size)
			write_pair(out, c->pairs[i][0], c->pairs[i][1]);
	/* The highest of a trio is its third. */
	for (uint32_t i = 0; i < c->trio_count; i++) {
		const uint32_t *t = c->trios[i];
		uint32_t top = t[0] > t[1]   ? t[0] > t[2] ? 0 : 2
			       : t[1] > t[2] ? 1
					     : 2;
		uint32_t a = t[(top + 1) % 3], b = t[(top + 2) % 3];

		write_pair(out, a, b);
		out->mate[t[top]] = SEAT_THIRD;
		out->host[t[top]] = a < b ? a : b;
	}
	out->third_count = c->trio_count;
	out->sit_out_count = c->chair_count;
}
