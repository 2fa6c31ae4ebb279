/*
 * A draw in arms: see pairing/arms.h.
 */
#include "pairing/arms.h"
#include "base/dice.h"
#include "base/memory.h"
#include "pairing/population_part.h"
#include "pairing/report.h"

#define PARTS (ARMS + 1)
#define STREAM UINT64_C(0x61726d7300) /* of the seed: chance of the parts */

struct arms_draw {
	const struct population *population;
	struct draw_options options;
	struct arms_part parts[PARTS];
	struct population *populations[PARTS];
	struct draw *draws[PARTS];
	uint32_t *members[PARTS];
	size_t count;
	bool *introduced; /* by member of the whole */
	bool *pinned;     /* likewise */
	struct draw *whole;
	bool is_own; /* the whole is made of parts, not one of them */
};

/* --- its parts ------------------------------------------------------------ */

static void
mark_introduced(struct arms_draw *d, size_t part)
{
	const struct draw *draw = d->draws[part];

	for (size_t i = 0; i < draw->group_count; i++)
		for (uint32_t k = 0; k < draw->groups[i].size; k++)
			d->introduced[d->members[part]
						[draw->groups[i].members[k]]] =
			    true;
}

static void
mark_pinned(struct arms_draw *d)
{
	const struct population *p = d->population;

	for (size_t i = 0; i < p->pin_count; i++)
		d->pinned[p->pins[i].a] = d->pinned[p->pins[i].b] = true;
}

/* The pins of the whole, whose members are all in the part, for the part. */
static void
give_pins(struct population *part, const struct population *whole,
    const uint32_t *members)
{
	uint32_t *place = memory_new(whole->size, sizeof(*place));

	for (uint32_t i = 0; i < part->size; i++)
		place[members[i]] = i;
	part->pins = memory_new(whole->pin_count, sizeof(*part->pins));
	part->pin_count = whole->pin_count;
	for (size_t i = 0; i < whole->pin_count; i++) {
		part->pins[i].a = place[whole->pins[i].a];
		part->pins[i].b = place[whole->pins[i].b];
	}
	free(place);
}

/* Draws `members`, which it takes, by some rules. Each part has chance of its
 * own: the same seed would tie what one arm draws to what the other does. */
static void
add_part(struct arms_draw *d, uint32_t *members, uint32_t count,
    const struct rules *rules, int arm)
{
	struct draw_options options = d->options;
	size_t part = d->count++;
	struct dice dice;

	dice_init(&dice, options.seed, STREAM + part);
	options.seed = dice_next(&dice);
	d->members[part] = members;
	d->populations[part] = population_part(d->population, members, count);
	if (arm == ARMS_NONE)
		give_pins(d->populations[part], d->population, members);
	d->draws[part] = pairing_draw(d->populations[part], rules, &options);
	d->parts[part] = (struct arms_part){ d->populations[part], rules,
		d->draws[part], members, arm };
	mark_introduced(d, part);
}

static void
add_arm(struct arms_draw *d, const struct arms *arms, int arm)
{
	uint32_t size = population_size(d->population), count = 0;
	uint32_t *members = memory_new(size, sizeof(*members));

	for (uint32_t m = 0; m < size; m++)
		if (arms->of[m] == arm && !d->pinned[m])
			members[count++] = m;
	add_part(d, members, count, arms->rules[arm], arm);
}

static void
add_left_over(struct arms_draw *d, const struct rules *common)
{
	uint32_t size = population_size(d->population), count = 0;
	uint32_t *members = memory_new(size, sizeof(*members));

	for (uint32_t m = 0; m < size; m++)
		if (!d->introduced[m])
			members[count++] = m;
	if (count >= (uint32_t)rules_size(common) ||
	    d->population->pin_count > 0)
		add_part(d, members, count, common, ARMS_NONE);
	else
		free(members);
}

static void
add_everybody(struct arms_draw *d, const struct rules *common)
{
	uint32_t size = population_size(d->population);

	d->members[0] = memory_new(size, sizeof(*d->members[0]));
	for (uint32_t m = 0; m < size; m++)
		d->members[0][m] = m;
	d->draws[0] = pairing_draw(d->population, common, &d->options);
	d->parts[0] = (struct arms_part){ d->population, common, d->draws[0],
		d->members[0], ARMS_NONE };
	d->count = 1;
	mark_introduced(d, 0);
}

/* --- the whole ------------------------------------------------------------ */

static int
by_first_member(const void *a, const void *b)
{
	const struct draw_group *x = a, *y = b;

	return (x->members[0] > y->members[0]) -
	       (x->members[0] < y->members[0]);
}

/* A group's members by their numbers of the whole: ascending, as the part's. */
static void
take_group(struct draw *whole, const struct arms_part *part,
    const struct draw_group *g, uint32_t *at)
{
	uint32_t *members = whole->members + *at;

	for (uint32_t k = 0; k < g->size; k++)
		members[k] = part->members[g->members[k]];
	whole->groups[whole->group_count++] =
	    (struct draw_group){ members, g->size };
	*at += g->size;
}

/* What became of the pins, of which the last part has all. */
static void
take_pins(const struct arms_draw *d, struct draw *whole)
{
	const struct arms_part *part = &d->parts[d->count - 1];

	whole->pins = NULL;
	whole->pin_count = part->draw->pin_count;
	if (whole->pin_count == 0)
		return;
	whole->pins = memory_new(whole->pin_count, sizeof(*whole->pins));
	for (size_t i = 0; i < whole->pin_count; i++) {
		whole->pins[i] = part->draw->pins[i];
		whole->pins[i].a = part->members[part->draw->pins[i].a];
		whole->pins[i].b = part->members[part->draw->pins[i].b];
	}
}

static struct draw *
join_parts(const struct arms_draw *d)
{
	uint32_t size = population_size(d->population), at = 0;
	struct draw *whole = memory_new(1, sizeof(*whole));

	*whole = *d->draws[0];
	whole->seed = d->options.seed;
	whole->groups = memory_new(size, sizeof(*whole->groups));
	whole->members = memory_new(size, sizeof(*whole->members));
	whole->sit_outs = memory_new(size, sizeof(*whole->sit_outs));
	whole->group_count = whole->sit_out_count = 0;
	for (size_t i = 0; i < d->count; i++)
		for (size_t k = 0; k < d->draws[i]->group_count; k++)
			take_group(
			    whole, &d->parts[i], &d->draws[i]->groups[k], &at);
	qsort(whole->groups, whole->group_count, sizeof(*whole->groups),
	    by_first_member);
	for (uint32_t m = 0; m < size; m++)
		if (!d->introduced[m])
			whole->sit_outs[whole->sit_out_count++] = m;
	whole->unproven = (uint32_t)whole->sit_out_count;
	whole->upper_bound = -1;
	whole->bound_by = NULL;
	whole->barrier = NULL;
	whole->barrier_count = 0;
	take_pins(d, whole);
	return whole;
}

struct arms_draw *
arms_draw_new(const struct population *p, const struct rules *common,
    const struct arms *arms, const struct draw_options *options)
{
	struct arms_draw *d = memory_new(1, sizeof(*d));

	d->population = p;
	d->options = *options;
	d->introduced = memory_new(population_size(p), sizeof(*d->introduced));
	d->pinned = memory_new(population_size(p), sizeof(*d->pinned));
	mark_pinned(d);
	if (arms == NULL) {
		add_everybody(d, common);
		d->whole = d->draws[0];
		return d;
	}
	for (int arm = 0; arm < ARMS; arm++)
		add_arm(d, arms, arm);
	add_left_over(d, common);
	d->whole = join_parts(d);
	d->is_own = true;
	return d;
}

void
arms_draw_free(struct arms_draw *d)
{
	if (d == NULL)
		return;
	if (d->is_own)
		draw_free(d->whole);
	for (size_t i = 0; i < d->count; i++) {
		draw_free(d->draws[i]);
		population_free(d->populations[i]);
		free(d->members[i]);
	}
	free(d->introduced);
	free(d->pinned);
	free(d);
}

size_t
arms_draw_parts(const struct arms_draw *d)
{
	return d->count;
}

const struct arms_part *
arms_draw_part(const struct arms_draw *d, size_t i)
{
	return &d->parts[i];
}

bool
arms_draw_introduces(const struct arms_draw *d, uint32_t member)
{
	return d->introduced[member];
}

const struct draw *
arms_draw_whole(const struct arms_draw *d)
{
	return d->whole;
}

/* --- what it costs -------------------------------------------------------- */

void
arms_cost(const struct arms_draw *d, int arm, struct arms_cost *cost)
{
	const struct arms_part *part = &d->parts[arm];
	struct draw_options options = d->options;
	struct report report;
	struct draw *draw;

	options.is_quick = true;
	report_make_quick(&report, part->draw, part->population, part->rules);
	*cost = (struct arms_cost){ .members = report.members,
		.introduced = report.introduced,
		.score = report.mean_score };
	report_clear(&report);
	draw = pairing_draw(d->population, part->rules, &options);
	report_make_quick(&report, draw, d->population, part->rules);
	cost->whole_members = report.members;
	cost->whole_introduced = report.introduced;
	cost->whole_score = report.mean_score;
	report_clear(&report);
	draw_free(draw);
}
