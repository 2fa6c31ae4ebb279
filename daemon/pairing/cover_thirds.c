/*
 * Thirds: who is left over may join a pair. An odd piece that holds a triangle
 * whose removal leaves the rest of it paired up can keep its odd member so; by
 * Cornuéjols, Hartvigsen and Pulleyblank (1982) no other can. Which pieces are
 * left with their odd member is a choice by bases of a matroid, so that
 * exchanging one by one ends with the most helpful ones.
 */
#include "base/memory.h"
#include "pairing/cover_triangle.h"
#include "pairing/cover_work.h"

#define MEMBERS_TRIED 512    /* of a piece, of those in a triangle */
#define TRIANGLES_TRIED 4000 /* whose rest would have to pair up anew */
/* Of a piece of more members its odd one is tried first: to pass it on takes long. */
#define PASSED_MAX 20000

enum help { HELP_UNKNOWN, HELP_YES, HELP_NO };

struct piece {
	const uint32_t *members;
	uint32_t count;
	uint32_t exposed; /* SEAT_NOBODY: it has a partner outside */
	enum help help;
	/* Where it is helpful: who joins whom, and the rest can pair up. */
	uint32_t third, pair[2];
};

struct cover_thirds {
	uint32_t *members; /* of all pieces of three or more */
	struct piece *pieces;
	uint32_t count;
	uint32_t *number; /* by member: its piece, or SEAT_NOBODY */
	uint32_t *before; /* mates, to go back to */
};

/* --- the pieces ----------------------------------------------------------- */

/* Numbers the pieces of three members or more; returns, by name, where the
 * members of each go. */
static uint32_t *
number_pieces(const struct cover_work *w, struct cover_thirds *t)
{
	uint32_t *size = memory_new(w->size, sizeof(*size));
	uint32_t *number = memory_new(w->size, sizeof(*number)), used = 0;

	for (uint32_t v = 0; v < w->size; v++)
		if (w->piece[v] != SEAT_NOBODY)
			size[w->piece[v]]++;
	for (uint32_t name = 0; name < w->size; name++) {
		number[name] = SEAT_NOBODY;
		if (size[name] < 3)
			continue;
		t->pieces =
		    memory_grow(t->pieces, t->count + 1, sizeof(*t->pieces));
		t->pieces[t->count] =
		    (struct piece){ .members = t->members + used,
			    .exposed = SEAT_NOBODY };
		number[name] = t->count++;
		used += size[name];
	}
	free(size);
	return number;
}

static struct cover_thirds *
thirds_new(const struct cover_work *w)
{
	struct cover_thirds *t = memory_new(1, sizeof(*t));
	uint32_t *number;

	t->number = memory_new(w->size, sizeof(*t->number));
	t->members = memory_new(w->size, sizeof(*t->members));
	t->before = memory_new(w->size, sizeof(*t->before));
	number = number_pieces(w, t);
	for (uint32_t v = 0; v < w->size; v++) {
		struct piece *p;

		t->number[v] = w->piece[v] == SEAT_NOBODY ? SEAT_NOBODY
							  : number[w->piece[v]];
		if (t->number[v] == SEAT_NOBODY)
			continue;
		p = &t->pieces[t->number[v]];
		t->members[(p->members - t->members) + p->count++] = v;
		if (w->seating->mate[v] == SEAT_NOBODY)
			p->exposed = v;
	}
	free(number);
	return t;
}

void
cover_thirds_free(struct cover_thirds *t)
{
	if (t == NULL)
		return;
	free(t->members);
	free(t->pieces);
	free(t->number);
	free(t->before);
	free(t);
}

/* --- a triangle within a piece -------------------------------------------- */

/* The pair that `v`, who is left over, may join: chance among all. */
static bool
join_pair(
    struct cover_work *w, const struct piece *p, uint32_t v, uint32_t *ids)
{
	uint32_t *mate = w->seating->mate, found, chosen = SEAT_NOBODY;
	uint32_t seen = 0;

	memcpy(ids, p->members, p->count * sizeof(*ids));
	found = plan_filter(w->plan, v, ids, NULL, p->count);
	for (uint32_t i = 0; i < found; i++) {
		uint32_t y = ids[i], z = mate[y];

		if (z < w->size && y < z && plan_may(w->plan, v, z) &&
		    dice_below(&w->dice, ++seen) == 0)
			chosen = y;
	}
	if (chosen == SEAT_NOBODY)
		return false;
	w->seating->host[v] = chosen;
	return true;
}

/* Makes y and z a pair that `v` joins, where those whom they leave behind can
 * be paired up otherwise. */
static bool
make_pair(struct cover_work *w, uint32_t v, uint32_t y, uint32_t z)
{
	struct cover_search *s = w->search;
	uint32_t y_mate = s->mate[y], z_mate = s->mate[z];
	bool found;

	s->is_closed[v] = s->is_closed[y] = s->is_closed[z] = true;
	s->mate[y_mate] = s->mate[z_mate] = SEAT_NOBODY;
	found = cover_search_from(s, y_mate) == z_mate;
	s->is_closed[v] = s->is_closed[y] = s->is_closed[z] = false;
	if (found) {
		cover_search_augment(s, z_mate);
		s->mate[y] = z;
		s->mate[z] = y;
		w->seating->host[v] = y < z ? y : z;
		return true;
	}
	s->mate[y_mate] = y;
	s->mate[z_mate] = z;
	return false;
}

/* Makes a pair of any two who make a triangle with `v`, as often as *left says. */
static bool
make_any_pair(struct cover_work *w, struct cover_triangle *triangles,
    uint32_t v, uint32_t *left)
{
	struct cover_edge edge = COVER_EDGE_NONE;

	for (; *left > 0 && cover_triangle_next(triangles, v, &edge); --*left)
		if (make_pair(w, v, edge.low, edge.high))
			return true;
	return false;
}

static bool
is_in_triangle(struct cover_triangle *triangles, uint32_t v)
{
	struct cover_edge edge = COVER_EDGE_NONE;

	return cover_triangle_next(triangles, v, &edge);
}

/* Leaves `to` over instead of v, the odd member of their piece. */
static void
pass_on(struct cover_work *w, uint32_t v, uint32_t to)
{
	if (to == v)
		return;
	w->search->sought = to;
	if (cover_search_from(w->search, v) != SEAT_NOBODY ||
	    !cover_search_is_outer(w->search, to))
		die("an odd piece cannot spare its member");
	w->search->sought = SEAT_NOBODY;
	cover_search_exchange(w->search, to);
}

/* Puts v, who is among them, first. */
static void
begin_with(uint32_t *order, uint32_t count, uint32_t v)
{
	for (uint32_t i = 0; i < count; i++)
		if (order[i] == v) {
			order[i] = order[0];
			order[0] = v;
			return;
		}
}

/*
 * Whether the piece can keep `v`, its odd member, or another instead of it, as
 * a third; then p->third and p->pair say whom. The matching may have changed
 * within the piece. *is_sure: there is no other way.
 */
static bool
help_within(struct cover_work *w, struct piece *p, uint32_t v, bool *is_sure)
{
	uint32_t *ids = memory_new(p->count, sizeof(*ids));
	uint32_t *order = memory_new(p->count, sizeof(*order)), i;
	uint32_t left = TRIANGLES_TRIED, tries = MEMBERS_TRIED;
	struct cover_triangle *triangles =
	    cover_triangle_new(w->plan, p->members, p->count);
	bool found = false;

	memcpy(order, p->members, p->count * sizeof(*order));
	dice_shuffle(&w->dice, order, p->count);
	if (p->count > PASSED_MAX)
		begin_with(order, p->count, v);
	w->search->domain = p->members;
	w->search->domain_count = p->count;
	for (i = 0; i < p->count && !found && tries > 0; i++) {
		if (!is_in_triangle(triangles, order[i]))
			continue;
		pass_on(w, v, order[i]);
		v = order[i];
		found = join_pair(w, p, v, ids) ||
			make_any_pair(w, triangles, v, &left);
		tries--;
	}
	if (found) {
		p->third = v;
		p->pair[0] = w->seating->host[v];
		p->pair[1] = w->seating->mate[p->pair[0]];
	}
	*is_sure = found || (i == p->count && left > 0 &&
				cover_triangle_is_sure(triangles));
	w->search->domain = NULL;
	cover_triangle_free(triangles);
	free(ids);
	free(order);
	return found;
}

/* Seats the odd member of a helpful piece as was found. */
static void
help_as_found(struct cover_work *w, const struct piece *p)
{
	uint32_t y = p->pair[0], z = p->pair[1];

	w->search->domain = p->members;
	w->search->domain_count = p->count;
	pass_on(w, p->exposed, p->third);
	if (w->seating->mate[y] != z && !make_pair(w, p->third, y, z))
		die("a piece that could help itself does not");
	w->seating->host[p->third] = y < z ? y : z;
	w->seating->mate[p->third] = SEAT_THIRD;
	w->search->domain = NULL;
}

/* Asks a piece, as if whoever has a partner outside had none; leaves
 * everything as it was. */
static bool
is_helpful(struct cover_work *w, struct cover_thirds *t, struct piece *p)
{
	uint32_t *mate = w->seating->mate, odd = p->exposed;
	bool is_sure;

	if (p->help != HELP_UNKNOWN)
		return p->help == HELP_YES;
	for (uint32_t i = 0; i < p->count; i++) {
		uint32_t v = p->members[i];

		t->before[v] = mate[v];
		if (p->exposed == SEAT_NOBODY &&
		    t->number[mate[v]] != t->number[v])
			odd = v;
	}
	mate[odd] = SEAT_NOBODY;
	p->help = help_within(w, p, odd, &is_sure) ? HELP_YES : HELP_NO;
	for (uint32_t i = 0; i < p->count; i++) {
		mate[p->members[i]] = t->before[p->members[i]];
		w->seating->host[p->members[i]] = SEAT_NOBODY;
	}
	w->unsure += !is_sure;
	return p->help == HELP_YES;
}

/* --- the choice ----------------------------------------------------------- */

/* Leaves somebody of a helpful piece over instead of v, where one is reached.
 * Where none is, nobody in v's tree leads to one for others either. */
static void
exchange_for_helpful(struct cover_work *w, struct cover_thirds *t, uint32_t v)
{
	struct cover_search *s = w->search;
	uint32_t *reached, count, i;

	if (cover_search_from(s, v) != SEAT_NOBODY)
		die("the matching was not the largest");
	count = s->tail;
	reached = memory_new(count, sizeof(*reached));
	memcpy(reached, s->queue, count * sizeof(*reached));
	for (i = 0; i < count; i++) {
		uint32_t to = reached[i];
		struct piece *p;

		if (t->number[to] == SEAT_NOBODY ||
		    t->number[to] == t->number[v])
			continue;
		p = &t->pieces[t->number[to]];
		if (p->exposed != SEAT_NOBODY || !is_helpful(w, t, p))
			continue;
		/* Asking has used the search: once more. */
		if (cover_search_from(s, v) != SEAT_NOBODY)
			die("the matching was not the largest");
		cover_search_exchange(s, to);
		p->exposed = to;
		if (t->number[v] != SEAT_NOBODY)
			t->pieces[t->number[v]].exposed = SEAT_NOBODY;
		break;
	}
	for (uint32_t k = 0; i == count && k < count; k++) {
		s->is_closed[reached[k]] = true;
		if (s->mate[reached[k]] != SEAT_NOBODY)
			s->is_closed[s->mate[reached[k]]] = true;
	}
	free(reached);
}

struct cover_thirds *
cover_thirds_choose(struct cover_work *w)
{
	struct cover_thirds *t = thirds_new(w);
	uint32_t helped = 0;

	if (t->count == 0)
		return t;
	for (uint32_t i = 0; i < w->exposed_count; i++) {
		uint32_t v = w->exposed[i], number = t->number[v];

		if (number == SEAT_NOBODY ||
		    !is_helpful(w, t, &t->pieces[number]))
			exchange_for_helpful(w, t, v);
	}
	memset(w->search->is_closed, 0, w->size);
	for (uint32_t i = 0; i < t->count; i++)
		if (t->pieces[i].exposed != SEAT_NOBODY &&
		    is_helpful(w, t, &t->pieces[i])) {
			w->search->is_fixed[t->pieces[i].exposed] = true;
			helped++;
		}
	if (helped > 0)
		cover_work_prove(w);
	return t;
}

void
cover_thirds_join(struct cover_work *w, struct cover_thirds *t)
{
	for (uint32_t i = 0; i < t->count; i++) {
		const struct piece *p = &t->pieces[i];

		if (p->exposed == SEAT_NOBODY || p->help != HELP_YES)
			continue;
		w->search->is_fixed[p->exposed] = false;
		help_as_found(w, p);
	}
}
