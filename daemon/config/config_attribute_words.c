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
    const struct config_node *list, const struct config_words *w, size_t i,
    const char *sentence)
{
	if (w->vocabulary != NULL)
		config_error_at(r->errors, list, "%s", sentence);
	else if (w->nodes[i]->key != NULL)
		config_error_at_key(r->errors, w->nodes[i], "%s", sentence);
	else
		config_error_at(r->errors, w->nodes[i], "%s", sentence);
}

/* The engine has the last word on a word: it must take it as it stands. */
static int
config_attribute_words_check(struct config_reader *r, const struct attribute *a,
    const struct config_node *list, char *const *words,
    const struct config_words *w)
{
	struct text form = { 0 }, sentence = { 0 };
	struct fault why = { 0 };
	size_t i, before = r->errors->count;

	for (i = 0; i < w->count; i++) {
		text_clear(&form);
		if (attribute_value_check(a, words[i], &form, &why) != 0) {
			config_attribute_words_refuse(
			    r, list, w, i, why.sentence);
		} else if (strcmp(text_get(&form), words[i]) != 0) {
			text_clear(&sentence);
			text_add(&sentence, "found \"");
			config_node_escape(words[i], &sentence);
			text_add(&sentence, "\", allowed: its one form, \"");
			config_node_escape(text_get(&form), &sentence);
			text_add(&sentence, "\"");
			config_attribute_words_refuse(
			    r, list, w, i, text_get(&sentence));
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
		if (config_attribute_words_check(
			r, a, draft->values, a->words, &words) == 0)
			draft->is_broken = false;
	}
	config_words_clear(&words);
}

void
config_attribute_words_ideas(
    struct config_reader *r, struct config_attribute_draft *draft)
{
	struct config_list *ideas = &draft->info->ideas;
	struct config_words w;

	draft->is_broken = true;
	if (config_words_read(r->errors, draft->ideas, false, &w) == 0 &&
	    config_attribute_words_check(
		r, draft->attribute, draft->ideas, w.words, &w) == 0) {
		*ideas = (struct config_list){ w.words, w.labels, w.count };
		w.words = NULL;
		w.labels = NULL;
		draft->is_broken = false;
	}
	config_words_clear(&w);
}

static void
config_attribute_words_copy_ideas(
    const struct config_list *from, struct config_list *to)
{
	if (from->count == 0)
		return;
	to->count = from->count;
	to->words = memory_new(to->count, sizeof(*to->words));
	to->labels = memory_new(to->count, sizeof(*to->labels));
	for (size_t i = 0; i < to->count; i++) {
		to->words[i] = memory_text(from->words[i]);
		config_label_copy(&from->labels[i], &to->labels[i]);
	}
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
	config_attribute_words_copy_ideas(
	    &lender->info->ideas, &draft->info->ideas);
	attribute_seal(a);
}
