/*
 * Rules of rules: see pairing/rules_edit.h.
 */
#include "pairing/rules_edit.h"
#include "base/memory.h"
#include "pairing/rules_data.h"

#define MISSING " even if missing"
#define WEIGHT " weight "

/* Whether a preference says this, whatever it weighs. */
static bool
says(const struct rule *rule, const char *sentence)
{
	size_t n = strlen(sentence);
	const char *rest = rule->sentence + n;

	return strncmp(rule->sentence, sentence, n) == 0 &&
	       (*rest == '\0' || strncmp(rest, WEIGHT, strlen(WEIGHT)) == 0);
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
	const char *sentence = rules->items[requirement].sentence;
	const char *missing = strstr(sentence, MISSING);
	struct text said = { 0 };
	bool is_there = false;

	text_add(&said, sentence);
	if (missing != NULL) {
		text_clear(&said);
		text_add_n(&said, sentence, (size_t)(missing - sentence));
		text_add(&said, missing + strlen(MISSING));
	}
	for (size_t i = rules->requirement_count; i < rules->count; i++)
		is_there = is_there || says(&rules->items[i], text_get(&said));
	if (!is_there)
		text_add(wish, text_get(&said));
	text_clear(&said);
	return is_there ? RULES_DROP : RULES_WISH;
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

struct rules *
rules_edit_both(const struct rules *a, const struct rules *b)
{
	const struct rules *both[] = { a, b };
	struct rules *r = empty_like(a);

	for (int k = 0; k < 2; k++)
		for (size_t i = 0; i < both[k]->count; i++)
			add(r, both[k]->items[i].sentence,
			    i >= both[k]->requirement_count);
	return r;
}
