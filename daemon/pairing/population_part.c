/*
 * A population as the weeks go by: see pairing/population_part.h.
 */
#include "pairing/population_part.h"
#include "base/memory.h"

#define NOT_THERE UINT32_MAX
#define WEEK_AGO 2 /* as TIE_WEEKS has it */

/* --- a part --------------------------------------------------------------- */

/* Of an array of `size` bytes a member, those of the part. */
static void *
pick(const uint32_t *members, uint32_t count, const void *of, size_t size)
{
	char *picked;

	if (of == NULL)
		return NULL;
	picked = memory_new(count, size);
	for (uint32_t i = 0; i < count; i++)
		memcpy(picked + i * size, (const char *)of + members[i] * size,
		    size);
	return picked;
}

static void
pick_tags(struct column *c, const struct column *of, const uint32_t *members,
    uint32_t count)
{
	uint32_t at = 0;

	c->first = memory_new((size_t)count + 1, sizeof(*c->first));
	for (uint32_t i = 0; i < count; i++)
		c->first[i + 1] = c->first[i] + of->first[members[i] + 1] -
				  of->first[members[i]];
	c->tags = memory_new(c->first[count], sizeof(*c->tags));
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = of->first[members[i]];
		     k < of->first[members[i] + 1]; k++)
			c->tags[at++] = of->tags[k];
}

static void
pick_column(struct column *c, const struct column *of, const uint32_t *members,
    uint32_t count)
{
	*c = *of;
	c->ids = pick(members, count, of->ids, sizeof(*of->ids));
	c->numbers = pick(members, count, of->numbers, sizeof(*of->numbers));
	c->hours = pick(members, count, of->hours, sizeof(*of->hours));
	if (of->type == ATTRIBUTE_TAGS)
		pick_tags(c, of, members, count);
}

static void
pick_ties(struct population *p, const struct population *whole,
    const uint32_t *members)
{
	uint32_t *place = memory_new(whole->size, sizeof(*place));
	uint64_t room = 0, at = 0;

	for (uint32_t m = 0; m < whole->size; m++)
		place[m] = NOT_THERE;
	for (uint32_t i = 0; i < p->size; i++) {
		place[members[i]] = i;
		room += whole->tie_first[members[i] + 1] -
			whole->tie_first[members[i]];
	}
	p->tie_first = memory_new((size_t)p->size + 1, sizeof(*p->tie_first));
	p->tie_other = memory_new((size_t)room + 1, sizeof(*p->tie_other));
	p->tie_what = memory_new((size_t)room + 1, sizeof(*p->tie_what));
	for (uint32_t i = 0; i < p->size; i++) {
		for (uint64_t k = whole->tie_first[members[i]];
		     k < whole->tie_first[members[i] + 1]; k++) {
			if (place[whole->tie_other[k]] == NOT_THERE)
				continue;
			p->tie_other[at] = place[whole->tie_other[k]];
			p->tie_what[at++] = whole->tie_what[k];
		}
		p->tie_first[i + 1] = at;
	}
	free(place);
}

struct population *
population_part(
    const struct population *whole, const uint32_t *members, uint32_t count)
{
	struct population *p = memory_new(1, sizeof(*p));

	if (!whole->is_closed)
		die("a part of an open population");
	p->attributes = whole->attributes;
	p->attribute_count = whole->attribute_count;
	p->columns = memory_new(p->attribute_count, sizeof(*p->columns));
	for (size_t i = 0; i < p->attribute_count; i++)
		pick_column(&p->columns[i], &whole->columns[i], members, count);
	p->size = count;
	p->keys = whole->keys;
	p->key_start =
	    pick(members, count, whole->key_start, sizeof(*whole->key_start));
	p->waiting =
	    pick(members, count, whole->waiting, sizeof(*whole->waiting));
	p->openness =
	    pick(members, count, whole->openness, sizeof(*whole->openness));
	p->prefers_three = pick(members, count, whole->prefers_three,
	    sizeof(*whole->prefers_three));
	pick_ties(p, whole, members);
	p->is_part = true;
	p->is_closed = true;
	return p;
}

/* --- a week --------------------------------------------------------------- */

/* The ties of a population, being written anew. */
struct fresh {
	uint64_t *first, at;
	uint32_t *other;
	uint16_t *what;
};

static void
add(struct fresh *f, uint32_t other, uint16_t what)
{
	f->other[f->at] = other;
	f->what[f->at++] = what;
}

static uint16_t
older(uint16_t what)
{
	uint16_t weeks = what & TIE_WEEKS;

	return weeks == 0 || weeks == TIE_WEEKS ? what : (uint16_t)(what + 1);
}

/* The member's ties and those whom it met, both ascending, as one list. */
static void
merge(struct fresh *f, const struct population *p, uint32_t member,
    const uint32_t *met, uint32_t count)
{
	uint64_t i = p->tie_first[member];

	for (uint32_t k = 0; k < count; k++) {
		uint16_t what = WEEK_AGO;

		if (met[k] == member)
			continue;
		for (; i < p->tie_first[member + 1] && p->tie_other[i] < met[k];
		     i++)
			add(f, p->tie_other[i], older(p->tie_what[i]));
		if (i < p->tie_first[member + 1] && p->tie_other[i] == met[k])
			what |= p->tie_what[i++] & (uint16_t)~TIE_WEEKS;
		add(f, met[k], what);
	}
	for (; i < p->tie_first[member + 1]; i++)
		add(f, p->tie_other[i], older(p->tie_what[i]));
}

void
population_move_on(struct population *p, const struct grouping *met)
{
	uint32_t *group = memory_new(p->size, sizeof(*group));
	uint64_t room = p->tie_first[p->size] + 1;
	struct fresh f = { .first = memory_new(
			       (size_t)p->size + 1, sizeof(*f.first)) };

	for (uint32_t m = 0; m < p->size; m++)
		group[m] = NOT_THERE;
	for (uint32_t g = 0; g < met->group_count; g++) {
		uint64_t size = met->first[g + 1] - met->first[g];

		room += size * (size - 1);
		for (uint32_t i = met->first[g]; i < met->first[g + 1]; i++)
			group[met->members[i]] = g;
	}
	f.other = memory_new((size_t)room, sizeof(*f.other));
	f.what = memory_new((size_t)room, sizeof(*f.what));
	for (uint32_t m = 0; m < p->size; m++) {
		uint32_t g = group[m];

		if (g == NOT_THERE)
			merge(&f, p, m, NULL, 0);
		else
			merge(&f, p, m, met->members + met->first[g],
			    met->first[g + 1] - met->first[g]);
		f.first[m + 1] = f.at;
	}
	free(group);
	free(p->tie_first);
	free(p->tie_other);
	free(p->tie_what);
	p->tie_first = f.first;
	p->tie_other = f.other;
	p->tie_what = f.what;
}
