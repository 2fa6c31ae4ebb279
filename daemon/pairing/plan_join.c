/*
 * Keys of joins, from the rules: see pairing/plan_join.h.
 */
#include "pairing/plan_join.h"
#include "pairing/mix.h"
#include "pairing/plan_bits.h"
#include "pairing/plan_compiled.h"
#include "base/memory.h"

#define SOURCES_MAX 32
#define TURNS 16          /* rounds until the same source has its turn again */
#define BLOCK_MEMBERS 192 /* that meet by chance alone */
#define SAMPLE 2048       /* keys, to see how large groups will be */
#define GROUP_LEAST 100   /* members for whom a source is not too fine */

/* Turns that are not a preference's: of all that must be shared at once, of one
 * of it, and of chance. */
#define TURN_NEEDS (SOURCES_MAX + 0u)
#define TURN_NEED (SOURCES_MAX + 1u)
#define TURN_CHANCE (SOURCES_MAX + 2u)

enum source_kind { SOURCE_BOTH_WAYS, SOURCE_ONE_WAY, SOURCE_SHARED };

/* What a preference is about, from which a key may be drawn. */
struct source {
	enum source_kind kind;
	size_t attribute, seeks;
	const uint16_t *map; /* of the tags sought, as plan_columns.h */
	int64_t weight;
};

struct plan_join {
	const struct plan_compiled *c; /* NULL: chance alone */
	uint32_t size;
	struct source sources[SOURCES_MAX];
	uint32_t source_count;
	size_t needs[SOURCES_MAX]; /* attributes that must be shared, the one
				    * that seldom is first */
	uint32_t need_count;
	uint32_t fixed[SOURCES_MAX]; /* fields that must be the same */
	uint32_t fixed_count;
	uint32_t turns[TURNS];
};

/* --- drawing -------------------------------------------------------------- */

/* One of the member's values of an attribute, from 1; 0: it has none. */
static uint32_t
draw_value(const struct plan_join *j, size_t attribute, uint32_t member,
    const uint16_t *map, uint64_t chance)
{
	const struct column *c = &j->c->columns.p->columns[attribute];
	uint32_t from, n, at;

	if (c->type == ATTRIBUTE_CHOICE || c->type == ATTRIBUTE_TREE)
		return c->ids[member];
	if (c->type == ATTRIBUTE_HOURS)
		return plan_bits_pick(c->hours[member].bits, 3, chance);
	if (c->type != ATTRIBUTE_TAGS)
		return 0;
	from = c->first[member];
	n = c->first[member + 1] - from;
	if (n == 0)
		return 0;
	at = mix_below(chance, n);
	for (uint32_t i = 0; i < n; i++, at = at + 1 == n ? 0 : at + 1) {
		uint32_t tag = c->tags[from + at];

		if (map == NULL)
			return tag;
		if (map[tag] != 0)
			return map[tag];
	}
	return 0;
}

static uint64_t
fixed_part(const struct plan_join *j, uint32_t member)
{
	uint64_t group = 0;

	for (uint32_t i = 0; i < j->fixed_count; i++)
		group =
		    mix(group ^ plan_lane_id(
				    &j->c->columns.lanes[j->fixed[i]], member));
	return group;
}

static struct plan_join_key
by_chance(const struct plan_join *j, uint32_t member, uint64_t chance)
{
	uint64_t group = j->c == NULL ? 0 : fixed_part(j, member);

	return (struct plan_join_key){
		.group = mix(group) ^
			 mix(mix_below(chance, j->size / BLOCK_MEMBERS + 1)),
		.side = JOIN_BOTH,
		.order = (uint8_t)chance
	};
}

/* One tag offered and one sought; or one of either. */
static bool
draw_complement(const struct plan_join *j, const struct source *s,
    uint32_t member, uint64_t chance, struct plan_join_key *key)
{
	uint32_t offer = draw_value(j, s->attribute, member, NULL, chance);
	uint32_t seek =
	    draw_value(j, s->seeks, member, s->map, mix(chance ^ 1));
	uint64_t low;

	if (s->kind == SOURCE_ONE_WAY) {
		key->side = chance & 1 ? JOIN_LEFT : JOIN_RIGHT;
		key->group = chance & 1 ? offer : seek;
		return key->group != 0;
	}
	key->side = offer < seek   ? JOIN_LEFT
		    : offer > seek ? JOIN_RIGHT
				   : JOIN_BOTH;
	low = offer < seek ? offer : seek;
	key->group = low * (COLUMN_WORDS_MAX + 1) + (offer + seek - low);
	return offer != 0 && seek != 0;
}

/* A value of the source as the group; false: the member has none. */
static bool
draw_source(const struct plan_join *j, const struct source *s, uint32_t member,
    uint64_t chance, struct plan_join_key *key)
{
	if (s->kind != SOURCE_SHARED)
		return draw_complement(j, s, member, chance, key);
	key->group = draw_value(j, s->attribute, member, NULL, chance);
	return key->group != 0;
}

/* Values of the first `count` needs as the group; who misses one may still meet
 * others who do. */
static void
draw_needs(const struct plan_join *j, uint32_t count, uint32_t member,
    uint64_t chance, struct plan_join_key *key)
{
	for (uint32_t i = 0; i < count && i < j->need_count; i++) {
		chance = mix(chance);
		key->group = mix(key->group ^ draw_value(j, j->needs[i], member,
						  NULL, chance));
	}
}

/* --- from rules ----------------------------------------------------------- */

/* The source whose turn is next, by weight: the method of the largest quotient
 * (d'Hondt). Chance, where there is none. */
static uint32_t
next_source(const struct plan_join *j, int64_t had[SOURCES_MAX])
{
	uint32_t best = TURN_CHANCE;

	for (uint32_t i = 0; i < j->source_count; i++)
		if (j->sources[i].weight > 0 &&
		    (best == TURN_CHANCE ||
			j->sources[i].weight * (had[best] + 1) >
			    j->sources[best].weight * (had[i] + 1)))
			best = i;
	if (best != TURN_CHANCE)
		had[best]++;
	return best;
}

/* Two turns are what must be shared's, of those left over most; and one is
 * chance's. */
static void
deal_turns(struct plan_join *j, bool is_rest)
{
	int64_t had[SOURCES_MAX] = { 0 };

	for (uint32_t t = 0; t < TURNS; t++) {
		bool is_need =
		    j->need_count > 0 && (is_rest ? t % 4 != 1 : t % 8 == 7);

		if (t == 6)
			j->turns[t] = TURN_CHANCE;
		else if (is_need)
			j->turns[t] = t % 4 == 2 ? TURN_NEED : TURN_NEEDS;
		else
			j->turns[t] = next_source(j, had);
	}
}

/* Those that must be shared by how seldom they are. */
static void
read_requirements(struct plan_join *j)
{
	uint32_t passed[SOURCES_MAX + 1];

	for (uint32_t i = 0; i < j->c->step_count; i++) {
		const struct plan_step *step = &j->c->steps[i];
		uint32_t at = j->need_count;

		if (plan_steps_is_same(step) && j->fixed_count < SOURCES_MAX)
			j->fixed[j->fixed_count++] = step->field;
		if (!plan_steps_is_share(step) || at == SOURCES_MAX)
			continue;
		for (; at > 0 && passed[at - 1] > step->passed; at--) {
			passed[at] = passed[at - 1];
			j->needs[at] = j->needs[at - 1];
		}
		passed[at] = step->passed;
		j->needs[at] = step->rule->attributes[0];
		j->need_count++;
	}
}

static void
add_source(struct plan_join *j, const struct source *source)
{
	if (j->source_count < SOURCES_MAX)
		j->sources[j->source_count++] = *source;
}

static void
read_preferences(struct plan_join *j)
{
	for (uint32_t i = 0; i < j->c->term_count; i++) {
		const struct plan_term *t = &j->c->terms[i];
		struct source source = { .kind = SOURCE_SHARED,
			.weight = t->rule->weight,
			.attribute = t->rule->attributes[0] };

		if (plan_terms_is_complement(t)) {
			source.kind = SOURCE_BOTH_WAYS;
			source.weight = 4 * t->rule->weight;
			source.seeks = t->rule->attributes[1];
			source.map = j->c->columns.fields[t->seeks].map;
		} else if (!plan_terms_is_near(t)) {
			continue;
		}
		add_source(j, &source);
	}
}

static int
compare_keys(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

/* How many of the join's members share a key of the source with one of them, in
 * the mean, by a sample of keys. */
static uint32_t
group_size(const struct plan_join *j, const struct source *s)
{
	uint64_t keys[SAMPLE], same = 0, run = 0;
	uint32_t n = j->c->plan.size;

	for (uint32_t i = 0; i < SAMPLE; i++) {
		struct plan_join_key key = { 0 };
		uint64_t chance = mix(i);

		keys[i] =
		    draw_source(j, s, mix_below(chance, n), mix(chance), &key)
			? key.group
			: chance;
	}
	qsort(keys, SAMPLE, sizeof(*keys), compare_keys);
	for (uint32_t i = 1; i < SAMPLE; i++) {
		run = keys[i] == keys[i - 1] ? run + 1 : 0;
		same += run;
	}
	return (uint32_t)(same * j->size / (SAMPLE * (SAMPLE - 1) / 2));
}

/* A key that hardly anybody shares makes no meetings: of few members, offers
 * meet what is sought one way, and whatever is too fine still is chance's. */
static void
coarsen(struct plan_join *j)
{
	for (uint32_t i = 0; i < j->source_count; i++) {
		struct source *s = &j->sources[i];

		if (s->kind == SOURCE_BOTH_WAYS &&
		    group_size(j, s) < GROUP_LEAST)
			s->kind = SOURCE_ONE_WAY;
		if (group_size(j, s) < GROUP_LEAST)
			s->weight = 0;
	}
}

struct plan_join *
plan_join_new(const struct plan *plan, uint32_t size, bool is_rest)
{
	struct plan_join *j = memory_new(1, sizeof(*j));

	j->c = plan_compiled_get(plan);
	j->size = size;
	if (j->c != NULL && j->c->plan.size > 0) {
		read_requirements(j);
		read_preferences(j);
		coarsen(j);
	}
	deal_turns(j, is_rest);
	return j;
}

void
plan_join_free(struct plan_join *j)
{
	free(j);
}

/* --- drawing a key of a round --------------------------------------------- */

struct plan_join_key
plan_join_draw(
    const struct plan_join *j, uint32_t round, uint32_t member, uint64_t chance)
{
	uint32_t turn = j->turns[round % TURNS];
	struct plan_join_key key = { .side = JOIN_BOTH,
		.order = (uint8_t)mix(chance ^ 2) };

	if (turn == TURN_NEEDS || turn == TURN_NEED) {
		draw_needs(j, turn == TURN_NEED ? 1 : SOURCES_MAX, member,
		    chance, &key);
	} else {
		if (turn == TURN_CHANCE ||
		    !draw_source(j, &j->sources[turn], member, chance, &key))
			return by_chance(j, member, chance);
		if (j->need_count > 0)
			key.order = (uint8_t)draw_value(
			    j, j->needs[0], member, NULL, mix(chance ^ 3));
	}
	key.group = mix(key.group ^ fixed_part(j, member));
	return key;
}
