/*
 * Rules of rules: see pairing/rules_edit.h.
 */
#include "pairing/rules_edit.h"
#include "base/memory.h"
#include "pairing/rules_data.h"

#define MISSING " even if missing"

/* Whether a preference gives what the requirement asks for, whatever it weighs and
 * however both are written. */
static bool
is_wish_of(const struct rule *preference, const struct rule *requirement)
{
	return preference->kind == requirement->kind &&
	       memcmp(preference->attributes, requirement->attributes,
		   sizeof(preference->attributes)) == 0 &&
	       memcmp(preference->words, requirement->words,
		   sizeof(preference->words)) == 0;
}

/* Sentences that were read once are read again. */
static void
add(struct rules *to, const char *sentence, bool is_preference)
{
	struct fault why;
	int column;

	if ((is_preference ? rules_prefer : rules_require)(
		to, sentence, &column, &why) != 0)
		die("a rule cannot be read again: %s", why.sentence);
}

static struct rules *
empty_like(const struct rules *rules)
{
	struct rules *r = rules_new(rules->attributes, rules->attribute_count);

	rules_set_size(r, rules->size);
	rules_set_serendipity(r, rules->serendipity);
	return r;
}

enum rules_change
rules_edit_easing(
    const struct rules *rules, size_t requirement, struct text *wish)
{
	const struct rule *rule = &rules->items[requirement];
	const char *sentence = rule->sentence, *missing;

	for (size_t i = rules->requirement_count; i < rules->count; i++)
		if (is_wish_of(&rules->items[i], rule))
			return RULES_DROP;
	/* It may be said more than once. */
	while ((missing = strstr(sentence, MISSING)) != NULL) {
		text_add_n(wish, sentence, (size_t)(missing - sentence));
		sentence = missing + strlen(MISSING);
	}
	text_add(wish, sentence);
	return RULES_WISH;
}

struct rules *
rules_edit_change(const struct rules *rules, const enum rules_change *changes)
{
	struct rules *r = empty_like(rules);

	for (size_t i = 0; i < rules->requirement_count; i++)
		if (changes[i] == RULES_KEEP)
			add(r, rules->items[i].sentence, false);
	for (size_t i = rules->requirement_count; i < rules->count; i++)
		add(r, rules->items[i].sentence, true);
	for (size_t i = 0; i < rules->requirement_count; i++) {
		struct text wish = { 0 };

		if (changes[i] == RULES_WISH &&
		    rules_edit_easing(rules, i, &wish) == RULES_WISH)
			add(r, text_get(&wish), true);
		text_clear(&wish);
	}
	return r;
}

void
rules_edit_add(struct rules *to, const struct rules *from)
{
	for (size_t i = 0; i < from->count; i++)
		add(to, from->items[i].sentence, i >= from->requirement_count);
}
