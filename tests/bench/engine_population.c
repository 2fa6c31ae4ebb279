/*
 * The population of engine benchmarks, written straight into columns: see
 * engine_population.h. All chance is a hash of seed, member and purpose.
 */
#include "bench/engine_population.h"
#include "base/memory.h"
#include "pairing/mix.h"
#include "pairing/population_data.h"
#include "pairing/words.h"

enum {
	DOMAIN,
	REGION,
	LANGUAGES,
	INTERESTS,
	OFFERS,
	SEEKS,
	GENERATION,
	FREE,
	ATTRIBUTES
};

#define TOPS 8
#define DOMAINS 64
#define REGIONS 256
#define WHEEL 8192 /* slots of a wheel of fortune */
#define TIES_TRIED 60
#define KEY_BYTES 12

static char *generations[] = { "1940s", "1950s", "1960s", "1970s", "1980s",
	"1990s", "2000s" };

static struct attribute attributes[ATTRIBUTES] = {
	[DOMAIN] = { .name = "domain", .type = ATTRIBUTE_TREE },
	[REGION] = { .name = "region", .type = ATTRIBUTE_TREE },
	[LANGUAGES] = { .name = "languages", .type = ATTRIBUTE_TAGS },
	[INTERESTS] = { .name = "interests", .type = ATTRIBUTE_TAGS },
	[OFFERS] = { .name = "offers", .type = ATTRIBUTE_TAGS },
	[SEEKS] = { .name = "seeks", .type = ATTRIBUTE_TAGS },
	[GENERATION] = { .name = "generation",
	    .type = ATTRIBUTE_SCALE,
	    .has_words = true,
	    .words = generations,
	    .word_count = COUNT_OF(generations) },
	[FREE] = { .name = "free", .type = ATTRIBUTE_HOURS },
};

struct maker {
	struct population *p;
	uint64_t seed, member, state;
	uint16_t domains[WHEEL], regions[WHEEL], minor[WHEEL];
	uint16_t interests[WHEEL], tags[WHEEL];
};

/* --- chance --------------------------------------------------------------- */

static uint64_t
roll(struct maker *m)
{
	return m->state = mix(m->state);
}

static uint32_t
below(struct maker *m, uint32_t n)
{
	return mix_below(roll(m), n);
}

static uint16_t
spin(struct maker *m, const uint16_t *wheel)
{
	return wheel[below(m, WHEEL)];
}

/* Words 0..n-1: the first takes `first` thousandths of the wheel (0: as the
 * others), the rest follow Zipf's law. */
static void
make_wheel(uint16_t *wheel, uint32_t n, uint32_t first)
{
	uint32_t from = first > 0, at = WHEEL * first / 1000;
	uint64_t sum = 0, so_far = 0;
	uint32_t start = at;

	for (uint32_t i = 0; i < at; i++)
		wheel[i] = 0;
	for (uint32_t w = from; w < n; w++)
		sum += 1000000 / (w - from + 1);
	for (uint32_t w = from; w < n; w++) {
		uint32_t end;

		so_far += 1000000 / (w - from + 1);
		end = start + (uint32_t)(so_far * (WHEEL - start) / sum);
		while (at < end)
			wheel[at++] = (uint16_t)w;
	}
	while (at < WHEEL)
		wheel[at++] = (uint16_t)(n - 1);
}

/* --- columns -------------------------------------------------------------- */

static void
add_word(struct column *c, const char *prefix, uint32_t parent, uint32_t number)
{
	char word[64];
	int n = parent == 0
		    ? snprintf(word, sizeof(word), "%s%u", prefix, number)
		    : snprintf(word, sizeof(word), "%s%u/%s%u", prefix, parent,
			  prefix, number);

	c->word_count =
	    words_number(c->words, word, (size_t)n, COLUMN_WORDS_MAX);
}

/* A tree of `tops` branches, words 1..tops, and `leaves` on them in turn. */
static void
make_tree(struct column *c, const char *prefix, uint32_t leaves)
{
	c->words = words_new();
	for (uint32_t i = 1; i <= TOPS; i++)
		add_word(c, prefix, 0, i);
	for (uint32_t i = 0; i < leaves; i++)
		add_word(c, prefix, i % TOPS + 1, i + 100);
	c->parent = memory_new(c->word_count + 1, sizeof(*c->parent));
	c->depth = memory_new(c->word_count + 1, sizeof(*c->depth));
	for (uint32_t i = 1; i <= c->word_count; i++) {
		c->depth[i] = i <= TOPS ? 1 : 2;
		c->parent[i] =
		    i <= TOPS ? 0 : (uint16_t)((i - TOPS - 1) % TOPS + 1);
	}
}

static void
make_tags(struct column *c, const char *prefix, uint32_t words, uint32_t n,
    uint32_t most)
{
	c->words = words_new();
	for (uint32_t i = 1; i <= words; i++)
		add_word(c, prefix, 0, i);
	c->first = memory_new((size_t)n + 1, sizeof(*c->first));
	c->tags = memory_new((size_t)n * most, sizeof(*c->tags));
}

static void
make_columns(struct population *p, uint32_t n)
{
	p->columns = memory_new(ATTRIBUTES, sizeof(*p->columns));
	for (int i = 0; i < ATTRIBUTES; i++)
		p->columns[i].type = attributes[i].type;
	make_tree(&p->columns[DOMAIN], "d", DOMAINS);
	make_tree(&p->columns[REGION], "r", REGIONS);
	p->columns[DOMAIN].ids = memory_new(n, sizeof(uint16_t));
	p->columns[REGION].ids = memory_new(n, sizeof(uint16_t));
	make_tags(&p->columns[LANGUAGES], "l", 64, n, 3);
	make_tags(&p->columns[INTERESTS], "i", 512, n, 16);
	make_tags(&p->columns[OFFERS], "t", 256, n, 8);
	make_tags(&p->columns[SEEKS], "t", 256, n, 8);
	p->columns[GENERATION].numbers = memory_new(n, sizeof(int64_t));
	p->columns[FREE].hours = memory_new(n, sizeof(struct hours));
}

/* Adds a tag 0.. to the member's, ascending; false where it is there. */
static bool
add_tag(struct column *c, uint32_t member, uint16_t tag)
{
	uint32_t from = c->first[member], at = c->first[member + 1];
	uint16_t word = (uint16_t)(tag + 1);

	for (uint32_t i = from; i < at; i++)
		if (c->tags[i] == word)
			return false;
	for (; at > from && c->tags[at - 1] > word; at--)
		c->tags[at] = c->tags[at - 1];
	c->tags[at] = word;
	c->first[member + 1]++;
	return true;
}

/* --- one member ----------------------------------------------------------- */

static void
choose_languages(struct maker *m, uint32_t v)
{
	struct column *c = &m->p->columns[LANGUAGES];
	uint32_t kind = below(m, 1000);

	c->first[v + 1] = c->first[v];
	if (kind >= 20) {
		if (below(m, 1000) < 775)
			(void)add_tag(c, v, 0);
		if (below(m, 1000) < 160)
			(void)add_tag(c, v, 1);
	}
	if (kind < 20 || c->first[v + 1] == c->first[v] || below(m, 1000) < 250)
		(void)add_tag(c, v, (uint16_t)(2 + spin(m, m->minor)));
}

/* `own` of a hundred come from the fashion of the member's domain. */
static void
choose_tags(struct maker *m, uint32_t v, int attribute, const uint16_t *wheel,
    uint32_t least, uint32_t most, uint32_t own)
{
	struct column *c = &m->p->columns[attribute];
	uint32_t words = c->word_count;
	uint32_t count = least + below(m, most - least + 1);
	uint32_t domain = m->p->columns[DOMAIN].ids[v];

	c->first[v + 1] = c->first[v];
	for (uint32_t tries = 0; count > 0 && tries < 64; tries++) {
		uint32_t tag = spin(m, wheel);

		if (below(m, 100) < own)
			tag = (domain * 37 + below(m, words / 16)) % words;
		count -= add_tag(c, v, (uint16_t)tag);
	}
}

/* Evenings, lunch and weekends of the region, in UTC. */
static void
choose_hours(struct maker *m, uint32_t v)
{
	struct hours *free_hours = &m->p->columns[FREE].hours[v];
	uint32_t region = m->p->columns[REGION].ids[v];
	uint32_t count = 2 + below(m, 10), offset = region * 7 % 11;
	uint32_t favourite = below(m, 5);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t kind = below(m, 100), day = below(m, 5), hour;

		if (kind < 35)
			day = favourite;
		if (kind < 65)
			hour = 18 + below(m, 4);
		else if (kind < 80)
			hour = 12 + below(m, 2);
		else {
			day = 5 + below(m, 2);
			hour = 10 + below(m, 10);
		}
		hour = (day * 24 + hour + 168 - offset) % 168;
		free_hours->bits[hour / 64] |= UINT64_C(1) << hour % 64;
	}
}

static void
make_member(struct maker *m, uint32_t v)
{
	struct column *c = m->p->columns;

	m->member = v;
	m->state = mix(m->seed ^ mix(v));
	c[DOMAIN].ids[v] = (uint16_t)(TOPS + 1 + spin(m, m->domains));
	c[REGION].ids[v] = (uint16_t)(TOPS + 1 + spin(m, m->regions));
	choose_languages(m, v);
	choose_tags(m, v, INTERESTS, m->interests, 4, 16, 50);
	choose_tags(m, v, OFFERS, m->tags, 1, 8, 60);
	choose_tags(m, v, SEEKS, m->tags, 1, 8, 20);
	c[GENERATION].numbers[v] = 1000 * (int64_t)below(m, 7);
	choose_hours(m, v);
	m->p->openness[v] = 1000;
}

/* --- ties ----------------------------------------------------------------- */

/* Into the ties from..at-1, ascending; false where it is there. */
static bool
add_tie(struct population *p, uint64_t from, uint64_t at, uint32_t other,
    uint16_t what)
{
	for (uint64_t i = from; i < at; i++)
		if (p->tie_other[i] == other)
			return false;
	for (; at > from && p->tie_other[at - 1] > other; at--) {
		p->tie_other[at] = p->tie_other[at - 1];
		p->tie_what[at] = p->tie_what[at - 1];
	}
	p->tie_other[at] = other;
	p->tie_what[at] = what;
	return true;
}

/* Whom v may be tied to is v with some bits turned over, which is the same from
 * the other side; whether they are, and how, is a hash of both. */
static void
make_ties(struct maker *m, uint32_t n)
{
	struct population *p = m->p;
	uint32_t mask = 1, turned[TIES_TRIED];
	uint64_t room = (uint64_t)n * 34 + 1000, at = 0;

	while (mask < n)
		mask = mask * 2;
	for (uint32_t k = 0; k < TIES_TRIED; k++)
		turned[k] = (uint32_t)mix(m->seed + k) & (mask - 1);
	p->tie_first = memory_new((size_t)n + 1, sizeof(*p->tie_first));
	p->tie_other = memory_new(room, sizeof(*p->tie_other));
	p->tie_what = memory_new(room, sizeof(*p->tie_what));
	for (uint32_t v = 0; v < n; v++) {
		p->tie_first[v] = at;
		for (uint32_t k = 0; k < TIES_TRIED; k++) {
			uint32_t other = v ^ turned[k];
			uint64_t low = other < v ? other : v;
			uint64_t h = mix(m->seed ^ (low << 32 | (other ^ v)));
			uint16_t what = h % 3 == 0
					    ? (uint16_t)(1 + (h >> 20) % 150)
					    : TIE_BIT_KNOWS;

			if (other == v || other >= n || h >> 62 > 1 ||
			    at - p->tie_first[v] > 200 || at == room)
				continue;
			at += add_tie(p, p->tie_first[v], at, other, what);
		}
	}
	p->tie_first[n] = at;
}

static void
make_keys(struct population *p, uint32_t n)
{
	p->keys = memory_new((size_t)n, KEY_BYTES);
	p->key_start = memory_new(n, sizeof(*p->key_start));
	for (uint32_t v = 0; v < n; v++) {
		p->key_start[v] = (uint64_t)v * KEY_BYTES;
		(void)snprintf(
		    p->keys + p->key_start[v], KEY_BYTES, "m%08u", v);
	}
}

struct population *
engine_population_new(uint32_t members, uint64_t seed)
{
	struct maker *m = memory_new(1, sizeof(*m));
	struct population *p = memory_new(1, sizeof(*p));

	m->p = p;
	m->seed = mix(seed);
	make_wheel(m->domains, DOMAINS, 250);
	make_wheel(m->regions, REGIONS, 70);
	make_wheel(m->minor, 62, 0);
	make_wheel(m->interests, 512, 0);
	make_wheel(m->tags, 256, 0);
	p->attributes = attributes;
	p->attribute_count = ATTRIBUTES;
	p->size = members;
	p->is_closed = true;
	p->waiting = memory_new(members, sizeof(*p->waiting));
	p->openness = memory_new(members, sizeof(*p->openness));
	make_columns(p, members);
	for (uint32_t v = 0; v < members; v++)
		make_member(m, v);
	make_ties(m, members);
	make_keys(p, members);
	free(m);
	return p;
}

struct rules *
engine_population_rules(bool is_strict)
{
	static const char *const require[] = { "differ domain",
		"share languages", "unacquainted", "rested 26 weeks",
		"share free at least 1" };
	static const char *const prefer[] = { "distance domain weight 3",
		"complement offers seeks weight 2",
		"distance interests ideal 0.6 weight 1",
		"distance generation weight 1" };
	struct rules *rules = rules_new(attributes, ATTRIBUTES);
	struct fault why;
	int column;

	attribute_seal(&attributes[GENERATION]);
	for (size_t i = 0; i < COUNT_OF(require) - !is_strict; i++)
		if (rules_require(rules, require[i], &column, &why) != 0)
			die("%s: %s", require[i], why.sentence);
	for (size_t i = 0; i < COUNT_OF(prefer); i++)
		if (rules_prefer(rules, prefer[i], &column, &why) != 0)
			die("%s: %s", prefer[i], why.sentence);
	return rules;
}
