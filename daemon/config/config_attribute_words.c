/*
 * Words of an attribute: see config/config_attribute_words.h.
 */
#include "config/config_attribute_words.h"

#include "base/memory.h"
#include "config/config_label.h"
#include "config/config_words.h"

/* The attribute takes the words. */
static void
config_attribute_words_take(
    struct config_attribute_draft *draft, struct config_words *w)
{
	draft->attribute->has_words = true;
	draft->attribute->words = w->words;
	draft->attribute->word_count = w->count;
	draft->info->labels = w->labels;
	w->words = NULL;
	w->labels = NULL;
}

/* A word stands in a list, is a key of a map, or comes from a vocabulary. */
static void
config_attribute_words_refuse(struct config_reader *r,
    const struct config_attribute_draft *draft, const struct config_words *w,
    size_t i, const char *sentence)
{
	if (w->vocabulary != NULL)
		config_error_at(r->errors, draft->values, "%s", sentence);
	else if (w->nodes[i]->key != NULL)
		config_error_at_key(r->errors, w->nodes[i], "%s", sentence);
	else
		config_error_at(r->errors, w->nodes[i], "%s", sentence);
}

/* The engine has the last word on a word: it must take it as it stands. */
static int
config_attribute_words_check(struct config_reader *r,
    const struct config_attribute_draft *draft, const struct config_words *w)
{
	const struct attribute *a = draft->attribute;
	struct text form = { 0 }, sentence = { 0 };
	struct fault why = { 0 };
	size_t i, before = r->errors->count;

	for (i = 0; i < w->count; i++) {
		text_clear(&form);
		if (attribute_value_check(a, a->words[i], &form, &why) != 0) {
			config_attribute_words_refuse(
			    r, draft, w, i, why.sentence);
		} else if (strcmp(text_get(&form), a->words[i]) != 0) {
			text_clear(&sentence);
			text_add(&sentence, "found \"");
			config_node_escape(a->words[i], &sentence);
			text_add(&sentence, "\", allowed: its one form, \"");
			config_node_escape(text_get(&form), &sentence);
			text_add(&sentence, "\"");
			config_attribute_words_refuse(
			    r, draft, w, i, text_get(&sentence));
		}
	}
	text_clear(&form);
	text_clear(&sentence);
	return r->errors->count == before ? 0 : -1;
}

void
config_attribute_words_own(
    struct config_reader *r, struct config_attribute_draft *draft)
{
	struct attribute *a = draft->attribute;
	struct config_words words;

	draft->is_broken = true;
	if (config_words_read(r->errors, draft->values,
		a->type == ATTRIBUTE_TREE, &words) == 0) {
		config_attribute_words_take(draft, &words);
		attribute_seal(a);
		if (config_attribute_words_check(r, draft, &words) == 0)
			draft->is_broken = false;
	}
	config_words_clear(&words);
}

void
config_attribute_words_borrow(struct config_reader *r,
    struct config_attribute_draft *draft,
    const struct config_attribute_draft *lender)
{
	const struct attribute *theirs = lender->attribute;
	struct attribute *a = draft->attribute;
	size_t i;

	if (lender->same != NULL || theirs->type != a->type) {
		config_error_found(r->errors, draft->same,
		    "an attribute of the same type, %s, with words of its own",
		    attribute_type_word(a->type));
		draft->is_broken = true;
		return;
	}
	if (theirs->has_words) {
		a->has_words = true;
		a->word_count = theirs->word_count;
		a->words = memory_new(a->word_count, sizeof(*a->words));
		draft->info->labels =
		    memory_new(a->word_count, sizeof(*draft->info->labels));
	}
	for (i = 0; i < a->word_count; i++) {
		a->words[i] = memory_text(theirs->words[i]);
		config_label_copy(
		    &lender->info->labels[i], &draft->info->labels[i]);
	}
	attribute_seal(a);
}
