/*
 * Counting draws: see pairing/exact_law.h.
 *
 * Dynamic programming over subsets (Held and Karp 1962; for perfect matchings,
 * Björklund 2012 gives its history): what the draws of a set S weigh follows
 * from its lowest member, who sits out or is in one of the groups within S, and
 * from the sets that then remain. A draw is found by walking back from the whole
 * pool, choosing at each set among these ways by their weights.
 */
#include "pairing/exact_law.h"
#include "base/memory.h"
#include "pairing/fixed.h"

#define DICE_STREAM UINT64_C(0x65786163746c6177) /* "exactlaw" */

/* Costs, compared as numbers, in digits from the highest: sit-outs; sit-outs
 * by class of waiting, whose mixed radix stays below 2^18 as there are at most
 * 18 members; groups of k + 1; members of trios who would rather be of a pair. */
#define COST_SIT_OUT (UINT64_C(1) << 32)
#define COST_CLASS (UINT64_C(32) * COST_LARGE)
#define COST_LARGE UINT64_C(32)
#define COST_UNWILLING UINT64_C(1)

/* A group that is allowed. */
struct choice {
	uint32_t set;
	uint64_t cost;
	int64_t score; /* in millionths / (k (k - 1)), which is whole */
	struct fixed_weight weight;
};

/* The best draws of a set: what they cost, what they score (where only the
 * best score counts; else 0), and the sum of their weights. */
struct cell {
	uint64_t cost;
	int64_t score;
	struct fixed_weight weight;
};

struct law {
	const struct plan *plan;
	uint32_t size, k;
	int64_t temperature;
	uint32_t may[EXACT_LAW_MAX]; /* by member: the set who may meet it */
	struct choice sit_out[EXACT_LAW_MAX];
	struct choice *choices; /* by lowest member, from first[member] on */
	uint32_t first[EXACT_LAW_MAX + 1];
	struct cell *cells; /* by set */
};

bool
exact_law_fits(uint32_t size, uint32_t k)
{
	return size <= (k <= 5 ? EXACT_LAW_MAX : EXACT_LAW_MAX - 2);
}

static uint32_t
lowest_of(uint32_t set)
{
	return (uint32_t)__builtin_ctz(set);
}

static uint32_t
count_of(uint32_t set)
{
	return (uint32_t)__builtin_popcount(set);
}

static bool
is_group(const struct law *law, uint32_t set)
{
	uint32_t count = count_of(set);

	if (count != law->k && count != law->k + 1)
		return false;
	for (uint32_t left = set; left != 0; left &= left - 1)
		if ((set & ~law->may[lowest_of(left)]) != (left & -left))
			return false;
	return true;
}

/* g / 2 times the mean of g (g - 1) / 2 pairs is their sum / (g - 1). */
static struct choice
group_choice(const struct law *law, uint32_t set)
{
	struct choice c = { .set = set, .weight = fixed_weight_of(1) };
	int64_t k = law->k, unit = k * (k - 1), sum = 0;
	bool is_large = count_of(set) > law->k;

	for (uint32_t left = set; left != 0; left &= left - 1)
		for (uint32_t other = left & (left - 1); other != 0;
		     other &= other - 1)
			sum += plan_score(
			    law->plan, lowest_of(left), lowest_of(other));
	c.cost = is_large ? COST_LARGE : 0;
	for (uint32_t left = set; is_large && k == 2 && left != 0;
	     left &= left - 1)
		if (!plan_prefers_three(law->plan, lowest_of(left)))
			c.cost += COST_UNWILLING;
	c.score = sum * (is_large ? k - 1 : k);
	if (law->temperature > 0 && law->temperature < INT64_MAX / unit)
		c.weight = fixed_weight_exp(c.score, law->temperature * unit);
	if (law->temperature != 0)
		c.score = 0;
	return c;
}

/* By lowest member; the rows are found in one pass over the sets each. */
static void
find_choices(struct law *law)
{
	uint32_t sets = UINT32_C(1) << law->size, count = 0, at = 0;

	for (uint32_t set = 1; set < sets; set++)
		count += is_group(law, set);
	law->choices = memory_new(count, sizeof(*law->choices));
	for (uint32_t low = 0; low < law->size; low++) {
		law->first[low] = at;
		for (uint32_t set = 1u << low; set < sets; set += 2u << low)
			if (is_group(law, set))
				law->choices[at++] = group_choice(law, set);
	}
	law->first[law->size] = at;
}

/* Members of v's class of waiting; 0 unless v is the first of them. */
static uint32_t
class_of_first(const struct law *law, uint32_t v)
{
	uint32_t count = 0;

	for (uint32_t u = 0; u < law->size; u++)
		if (plan_waiting(law->plan, u) == plan_waiting(law->plan, v)) {
			if (u < v)
				return 0;
			count++;
		}
	return count;
}

/* A class's digit counts its sit-outs, so its radix is one more than its
 * members; the longest waiting have the highest digit. */
static void
find_sit_outs(struct law *law)
{
	for (uint32_t v = 0; v < law->size; v++) {
		uint32_t waited = plan_waiting(law->plan, v);
		uint64_t digit = 1;

		for (uint32_t u = 0; u < law->size; u++)
			if (plan_waiting(law->plan, u) < waited)
				digit *= class_of_first(law, u) + 1;
		law->sit_out[v] = (struct choice){ .set = 1u << v,
			.cost = COST_SIT_OUT + digit * COST_CLASS,
			.weight = fixed_weight_of(1) };
	}
}

/* The draws that begin with this choice and go on with those of the rest. */
static struct cell
joined(const struct choice *c, const struct cell *rest)
{
	return (struct cell){ c->cost + rest->cost, c->score + rest->score,
		fixed_weight_multiply(c->weight, rest->weight) };
}

/* Below 0 where a's draws come before b's. */
static int
compare(const struct cell *a, const struct cell *b)
{
	if (a->cost != b->cost)
		return a->cost < b->cost ? -1 : 1;
	return (a->score < b->score) - (a->score > b->score);
}

static void
fill_cell(struct law *law, uint32_t set)
{
	uint32_t low = lowest_of(set);
	const struct choice *c = &law->sit_out[low];
	struct cell best = joined(c, &law->cells[set ^ c->set]);

	for (uint32_t i = law->first[low]; i < law->first[low + 1]; i++) {
		struct cell other;
		int order;

		c = &law->choices[i];
		if ((c->set & ~set) != 0)
			continue;
		other = joined(c, &law->cells[set ^ c->set]);
		order = compare(&other, &best);
		if (order < 0)
			best = other;
		else if (order == 0)
			best.weight =
			    fixed_weight_add(best.weight, other.weight);
	}
	law->cells[set] = best;
}

/* Only sets that the walk can come to: where `low` members below the lowest
 * have gone, each took at most k others along. */
static void
count_draws(struct law *law)
{
	uint32_t sets = UINT32_C(1) << law->size;

	law->cells = memory_new(sets, sizeof(*law->cells));
	law->cells[0].weight = fixed_weight_of(1);
	for (uint32_t set = 1; set < sets; set++) {
		uint32_t low = lowest_of(set);

		if (law->size - low - count_of(set) <= low * law->k)
			fill_cell(law, set);
	}
}

/* Chooses for the lowest member of the set, among what leads to the set's best
 * draws; `ways` and `weights` have room for all choices and one more. */
static const struct choice *
choose(const struct law *law, uint32_t set, struct dice *dice,
    const struct choice **ways, struct fixed_weight *weights)
{
	uint32_t low = lowest_of(set);
	size_t count = 0;

	for (uint32_t i = law->first[low]; i <= law->first[low + 1]; i++) {
		const struct choice *c = i < law->first[low + 1]
					     ? &law->choices[i]
					     : &law->sit_out[low];
		struct cell cell;

		if ((c->set & ~set) != 0)
			continue;
		cell = joined(c, &law->cells[set ^ c->set]);
		if (compare(&cell, &law->cells[set]) != 0)
			continue;
		ways[count] = c;
		weights[count++] = cell.weight;
	}
	return ways[fixed_weight_pick(weights, count, dice)];
}

static struct grouping *
walk_back(const struct law *law, uint64_t seed)
{
	size_t room = (size_t)law->first[law->size] + 1;
	const struct choice **ways = memory_new(room, sizeof(*ways));
	struct fixed_weight *weights = memory_new(room, sizeof(*weights));
	struct grouping *g = grouping_new(law->size);
	uint32_t set = (UINT32_C(1) << law->size) - 1;
	struct dice dice;

	dice_init(&dice, seed, DICE_STREAM);
	while (set != 0) {
		const struct choice *c = choose(law, set, &dice, ways, weights);
		uint32_t members[EXACT_LAW_MAX], count = 0;

		for (uint32_t left = c->set; left != 0; left &= left - 1)
			members[count++] = lowest_of(left);
		if (count == 1)
			grouping_add_sit_out(g, members[0]);
		else
			grouping_add(g, members, count);
		set ^= c->set;
	}
	free(ways);
	free(weights);
	return g;
}

struct grouping *
exact_law_draw(
    const struct plan *plan, uint32_t k, int64_t temperature, uint64_t seed)
{
	struct law law = { .plan = plan,
		.size = plan_size(plan),
		.k = k,
		.temperature = temperature };
	struct grouping *g;

	if (k < 2 || temperature < 0 || !exact_law_fits(law.size, k))
		die("no counting of %u members in groups of %u", law.size, k);
	for (uint32_t a = 0; a < law.size; a++)
		for (uint32_t b = 0; b < law.size; b++)
			if (a != b && plan_may(plan, a, b))
				law.may[a] |= 1u << b;
	find_sit_outs(&law);
	find_choices(&law);
	count_draws(&law);
	g = walk_back(&law, seed);
	free(law.choices);
	free(law.cells);
	return g;
}
