/*
 * Pairs and trios, shuffled and cut: see pairing/deck.h.
 */
#include "pairing/deck.h"
#include "base/memory.h"

static void
add_pair(struct deck *d, uint32_t a, uint32_t b)
{
	d->pairs[d->pair_count][0] = a;
	d->pairs[d->pair_count++][1] = b;
}

static void
add_trio(struct deck *d, uint32_t third, uint32_t a, uint32_t b)
{
	d->trios[d->trio_count][0] = third;
	d->trios[d->trio_count][1] = a;
	d->trios[d->trio_count++][2] = b;
}

static int
compare_sit_outs(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void
fill_piles(struct deck *d, const struct seating *start)
{
	uint64_t *sit_outs =
	    memory_new(start->sit_out_count, sizeof(*sit_outs));
	bool *is_host = memory_new(d->size, sizeof(*is_host));

	for (uint32_t v = 0; v < d->size; v++)
		if (start->host[v] != SEAT_NOBODY) {
			uint32_t host = start->host[v];

			add_trio(d, v, host, start->mate[host]);
			is_host[host] = true;
		}
	for (uint32_t v = 0; v < d->size; v++) {
		uint32_t mate = start->mate[v];

		if (mate == SEAT_NOBODY)
			sit_outs[d->chair_count++] =
			    (uint64_t)plan_waiting(d->plan, v) << 32 | v;
		else if (mate != SEAT_THIRD && v < mate && !is_host[v])
			add_pair(d, v, mate);
	}
	qsort(sit_outs, d->chair_count, sizeof(*sit_outs), compare_sit_outs);
	for (uint32_t i = 0; i < d->chair_count; i++) {
		d->waiting[i] = (uint32_t)(sit_outs[i] >> 32);
		add_pair(d, (uint32_t)sit_outs[i], d->size + i);
	}
	free(sit_outs);
	free(is_host);
}

static uint64_t
count_vertices(const struct deck *d)
{
	return 2 * (uint64_t)d->pair_count + 3 * (uint64_t)d->trio_count;
}

/* Parts of either pile differ by one in size, so a part has at most 2 + 3
 * vertices more than the mean. */
static uint32_t
count_parts(const struct deck *d)
{
	uint64_t vertices = count_vertices(d);

	if (vertices <= PLAN_BLOCK_MAX)
		return 1;
	return (uint32_t)(vertices / (PLAN_BLOCK_MAX - 5) + 1);
}

uint32_t
deck_part_room(const struct deck *d)
{
	return d->parts == 1 ? (uint32_t)count_vertices(d) : PLAN_BLOCK_MAX;
}

struct deck *
deck_new(const struct plan *plan, const struct seating *start, bool is_whole)
{
	struct deck *d = memory_new(1, sizeof(*d));
	size_t pairs = ((size_t)start->size + start->sit_out_count) / 2 + 1;

	d->plan = plan;
	d->size = start->size;
	d->waiting = memory_new(start->sit_out_count, sizeof(*d->waiting));
	d->pairs = memory_new(pairs, sizeof(*d->pairs));
	d->trios = memory_new(start->third_count, sizeof(*d->trios));
	fill_piles(d, start);
	d->is_whole = is_whole;
	d->parts = is_whole ? 1 : count_parts(d);
	return d;
}

void
deck_free(struct deck *d)
{
	if (d == NULL)
		return;
	free(d->waiting);
	free(d->pairs);
	free(d->trios);
	free(d);
}

void
deck_part_init(const struct deck *d, struct deck_part *p)
{
	uint32_t room = deck_part_room(d);

	p->ids = memory_new(room, sizeof(*p->ids));
	worm_init(&p->block, room, d->trio_count);
}

void
deck_part_clear(struct deck_part *p)
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
deck_shuffle(struct deck *d, struct dice *dice)
{
	shuffle_rows(&d->pairs[0][0], d->pair_count, 2, dice);
	if (d->trio_count > 0)
		shuffle_rows(&d->trios[0][0], d->trio_count, 3, dice);
}

/* Where part i of a pile of `count` begins. */
static uint32_t
cut_at(const struct deck *d, uint32_t count, uint32_t i)
{
	return (uint32_t)((uint64_t)count * i / d->parts);
}

/* Numbers the part's vertices, members first, and says who sits with whom. */
static void
number_vertices(const struct deck *d, struct deck_part *p)
{
	struct worm_block *b = &p->block;
	uint32_t n = 0, chair = 2 * p->pair_count + 3 * p->trio_count;

	for (uint32_t i = 0; i < p->pair_count; i++)
		chair -= d->pairs[p->first_pair + i][1] >= d->size;
	p->members = chair;
	for (uint32_t i = 0; i < p->pair_count; i++) {
		const uint32_t *pair = d->pairs[p->first_pair + i];
		uint32_t first = n++;
		uint32_t second = pair[1] < d->size ? n++ : chair++;

		p->ids[first] = pair[0];
		p->ids[second] = pair[1];
		b->mate[first] = second;
		b->mate[second] = first;
	}
	for (uint32_t i = 0; i < 3 * p->trio_count; i++) {
		p->ids[n] = d->trios[p->first_trio + i / 3][i % 3];
		b->mate[n] = WORM_ALONE;
		b->trios[i / 3][i % 3] = n++;
	}
	p->chairs = chair - p->members;
}

/* One that is not cut keeps the pool's numbers, whatever its seating. */
static void
take_whole(const struct deck *d, struct deck_part *p)
{
	struct worm_block *b = &p->block;

	for (uint32_t v = 0; v < d->size + d->chair_count; v++)
		p->ids[v] = v;
	for (uint32_t i = 0; i < d->pair_count; i++) {
		b->mate[d->pairs[i][0]] = d->pairs[i][1];
		b->mate[d->pairs[i][1]] = d->pairs[i][0];
	}
	for (uint32_t i = 0; i < 3 * d->trio_count; i++) {
		b->mate[d->trios[i / 3][i % 3]] = WORM_ALONE;
		b->trios[i / 3][i % 3] = d->trios[i / 3][i % 3];
	}
}

void
deck_take(const struct deck *d, uint32_t part, struct deck_part *p)
{
	p->first_pair = cut_at(d, d->pair_count, part);
	p->pair_count = cut_at(d, d->pair_count, part + 1) - p->first_pair;
	p->first_trio = cut_at(d, d->trio_count, part);
	p->trio_count = cut_at(d, d->trio_count, part + 1) - p->first_trio;
	p->block.trio_count = p->trio_count;
	p->members = d->size;
	p->chairs = d->chair_count;
	if (d->is_whole)
		take_whole(d, p);
	else
		number_vertices(d, p);
}

void
deck_part_waiting(
    const struct deck *d, const struct deck_part *p, uint32_t *waiting)
{
	for (uint32_t i = 0; i < p->chairs; i++)
		waiting[i] = d->waiting[p->ids[p->members + i] - d->size];
}

void
deck_give(struct deck *d, const struct deck_part *p)
{
	const struct worm_block *b = &p->block;
	uint32_t at = p->first_pair;

	for (uint32_t v = 0; v < p->members; v++) {
		uint32_t mate = b->mate[v];

		if (mate == WORM_ALONE || mate < v)
			continue;
		d->pairs[at][0] = p->ids[v];
		d->pairs[at++][1] = p->ids[mate];
	}
	for (uint32_t i = 0; i < 3 * p->trio_count; i++)
		d->trios[p->first_trio + i / 3][i % 3] =
		    p->ids[b->trios[i / 3][i % 3]];
}

int64_t
deck_mean(const struct deck *d)
{
	int64_t sum = 0, seated = (int64_t)d->size - d->chair_count;

	for (uint32_t i = 0; i < d->pair_count; i++)
		if (d->pairs[i][1] < d->size)
			sum += 2 * (int64_t)plan_score(
				       d->plan, d->pairs[i][0], d->pairs[i][1]);
	for (uint32_t i = 0; i < d->trio_count; i++) {
		const uint32_t *t = d->trios[i];

		sum += (int64_t)plan_score(d->plan, t[0], t[1]) +
		       plan_score(d->plan, t[0], t[2]) +
		       plan_score(d->plan, t[1], t[2]);
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
deck_write(const struct deck *d, struct seating *out)
{
	for (uint32_t v = 0; v < d->size; v++)
		out->mate[v] = out->host[v] = SEAT_NOBODY;
	for (uint32_t i = 0; i < d->pair_count; i++)
		if (d->pairs[i][1] < d->size)
			write_pair(out, d->pairs[i][0], d->pairs[i][1]);
	/* The highest of a trio is its third. */
	for (uint32_t i = 0; i < d->trio_count; i++) {
		const uint32_t *t = d->trios[i];
		uint32_t top = t[0] > t[1]   ? t[0] > t[2] ? 0 : 2
			       : t[1] > t[2] ? 1
					     : 2;
		uint32_t a = t[(top + 1) % 3], b = t[(top + 2) % 3];

		write_pair(out, a, b);
		out->mate[t[top]] = SEAT_THIRD;
		out->host[t[top]] = a < b ? a : b;
	}
	out->third_count = d->trio_count;
	out->sit_out_count = d->chair_count;
}
