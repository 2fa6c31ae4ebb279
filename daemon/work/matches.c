/*
 * What profiles have for each other: see work/matches.h.
 */
#include "work/matches.h"
#include "base/memory.h"
#include "io/unicode.h"

#define COMPLEMENT "complement "

struct finder {
	const struct config *config;
	const struct member *me, *partner;
	size_t number; /* of the partner */
	struct matches *out;
};

static void
add(struct finder *f, enum prompt_need need, const char *attribute,
    const char *mine, const char *theirs)
{
	struct matches *m = f->out;

	m->items = memory_grow(m->items, m->count + 1, sizeof(*m->items));
	m->items[m->count++] = (struct match){
		.prompt = { .need = need,
		    .attribute = memory_text(attribute),
		    .mine = memory_text(mine),
		    .theirs = memory_text(theirs) },
		.partner = f->number,
	};
}

/* A member's value of an attribute; NULL where there is none, or it is a
 * partner's and not shown. */
static const char *
value_of(const struct finder *f, const struct member *m, int attribute)
{
	if (attribute < 0 ||
	    (m != f->me && !f->config->attribute_info[attribute].shown))
		return NULL;
	return member_value_get(m, f->config->attributes[attribute].name);
}

/* A word as it is compared: of a vocabulary as it is, a free one folded, so that
 * "Jazz" and "jazz" meet. A new text. */
static char *
word_key(const struct attribute *a, const char *word)
{
	char *folded = a->has_words ? NULL : unicode_fold(word);

	return folded != NULL ? folded : memory_text(word);
}

static bool
has_word(const struct attribute *a, const char *tags, const char *key)
{
	char *copy = memory_text(tags), *rest = copy, *word;
	bool found = false;

	while (!found && (word = text_split(&rest, ";")) != NULL) {
		char *other = word_key(a, word);

		found = strcmp(other, key) == 0;
		free(other);
	}
	free(copy);
	return found;
}

/* Every word of `tags` that `others` has (wanted), or has not. */
static void
add_words(struct finder *f, enum prompt_need need, int attribute,
    const char *tags, const char *others, bool wanted)
{
	const struct attribute *a;
	char *copy, *rest, *word;

	if (tags == NULL || others == NULL)
		return;
	a = &f->config->attributes[attribute];
	rest = copy = memory_text(tags);
	while ((word = text_split(&rest, ";")) != NULL) {
		char *key = word_key(a, word);

		if (has_word(a, others, key) == wanted)
			add(f, need, a->name, NULL, word);
		free(key);
	}
	free(copy);
}

/* Where both have a value, and it is another. */
static void
add_against(struct finder *f, enum prompt_need need, const char *name)
{
	int at = config_attribute_find(f->config, name);
	const char *mine = value_of(f, f->me, at);
	const char *theirs = value_of(f, f->partner, at);

	if (mine != NULL && theirs != NULL && strcmp(mine, theirs) != 0)
		add(f, need, name, mine, theirs);
}

static int
tags_named(const struct config *config, const char *name)
{
	int at = config_attribute_find(config, name);

	return at >= 0 && config->attributes[at].type == ATTRIBUTE_TAGS ? at
									: -1;
}

/* Which attributes a pool's rules say complement each other: of its first rule
 * `complement`, else "offers" and "seeks" where there are such tags. -1: none. */
static void
find_complement(
    const struct config *config, const char *pool, int *offers, int *seeks)
{
	const struct config_pool *p = config_pool_get(config, pool);

	*offers = tags_named(config, "offers");
	*seeks = tags_named(config, "seeks");
	for (size_t i = 0; p != NULL && i < rules_count(p->rules); i++) {
		char *copy = memory_text(rules_sentence(p->rules, i));
		char *rest = copy + strlen(COMPLEMENT), *first, *second;
		bool is_it = strncmp(copy, COMPLEMENT, strlen(COMPLEMENT)) == 0;

		if (is_it && (first = text_split(&rest, " ")) != NULL &&
		    (second = text_split(&rest, " ")) != NULL) {
			*offers = tags_named(config, first);
			*seeks = tags_named(config, second);
		}
		free(copy);
		if (is_it)
			break;
	}
	if (*offers < 0 || *seeks < 0)
		*offers = *seeks = -1;
}

static void
find_with(struct finder *f, int offers, int seeks)
{
	int languages = tags_named(f->config, "languages");

	add_words(f, NEED_SEEKS, offers, value_of(f, f->partner, offers),
	    value_of(f, f->me, seeks), true);
	add_words(f, NEED_OFFERS, seeks, value_of(f, f->partner, seeks),
	    value_of(f, f->me, offers), true);
	for (size_t i = 0; i < f->config->attribute_count; i++)
		if (f->config->attributes[i].type == ATTRIBUTE_TAGS &&
		    (int)i != offers && (int)i != seeks)
			add_words(f, NEED_SHARED, (int)i,
			    value_of(f, f->partner, (int)i),
			    value_of(f, f->me, (int)i), true);
	add_words(f, NEED_LANGUAGE, languages,
	    value_of(f, f->partner, languages), value_of(f, f->me, languages),
	    false);
	add_against(f, NEED_FIELDS, "domain");
	add_against(f, NEED_GENERATIONS, "generation");
}

void
matches_find(const struct config *config, const char *pool,
    const struct member *me, const struct member *partners, size_t count,
    struct matches *out)
{
	struct finder f = { .config = config, .me = me, .out = out };
	int offers, seeks;

	*out = (struct matches){ 0 };
	find_complement(config, pool, &offers, &seeks);
	for (f.number = 0; f.number < count; f.number++) {
		f.partner = &partners[f.number];
		find_with(&f, offers, seeks);
	}
}

void
matches_clear(struct matches *m)
{
	for (size_t i = 0; i < m->count; i++) {
		/* Given as const to readers, but copies of ours. */
		free((void *)(uintptr_t)m->items[i].prompt.attribute);
		free((void *)(uintptr_t)m->items[i].prompt.mine);
		free((void *)(uintptr_t)m->items[i].prompt.theirs);
	}
	free(m->items);
	*m = (struct matches){ 0 };
}

bool
matches_is_topic(const struct match *match)
{
	return match->prompt.need != NEED_SHARED ||
	       strcmp(match->prompt.attribute, "languages") != 0;
}
