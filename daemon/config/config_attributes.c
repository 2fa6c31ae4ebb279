/*
 * Attributes from the file: see config/config_attributes.h. First each is read
 * by its rows, then those that borrow another's words get them, then each is
 * checked as a whole.
 */
#include "config/config_attributes.h"

#include "base/memory.h"
#include "config/config_attribute_words.h"
#include "config/config_label.h"
#include "config/config_scalar.h"
#include "config/config_vocabulary.h"

static void
config_attributes_type(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_attribute_draft *draft = into;
	const char *words[ATTRIBUTE_TYPES];
	size_t i;

	for (i = 0; i < ATTRIBUTE_TYPES; i++)
		words[i] = attribute_type_word((enum attribute_type)i);
	if (config_scalar_word(r->errors, n, words, ATTRIBUTE_TYPES, &i) == 0)
		draft->attribute->type = (enum attribute_type)i;
	else
		draft->is_broken = true;
}

static void
config_attributes_title(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_attribute_draft *draft = into;

	config_label_read(r->errors, n, false, &draft->info->title);
}

static void
config_attributes_values(
    struct config_reader *r UNUSED, const struct config_node *n, void *into)
{
	struct config_attribute_draft *draft = into;

	draft->values = n;
}

static void
config_attributes_ideas(
    struct config_reader *r UNUSED, const struct config_node *n, void *into)
{
	struct config_attribute_draft *draft = into;

	draft->ideas = n;
}

static void
config_attributes_same(
    struct config_reader *r UNUSED, const struct config_node *n, void *into)
{
	struct config_attribute_draft *draft = into;

	draft->same = n;
}

static void
config_attributes_from(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_attribute_draft *draft = into;

	draft->from = n;
	if (config_scalar_thousandths(r->errors, n, &draft->attribute->from) !=
	    0)
		draft->is_broken = true;
}

static void
config_attributes_to(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_attribute_draft *draft = into;

	draft->to = n;
	if (config_scalar_thousandths(r->errors, n, &draft->attribute->to) != 0)
		draft->is_broken = true;
}

static void
config_attributes_required(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_attribute_draft *draft = into;

	config_scalar_bool(r->errors, n, &draft->info->required);
}

static void
config_attributes_shown(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_attribute_draft *draft = into;

	config_scalar_bool(r->errors, n, &draft->info->shown);
}

static const char *
config_attributes_type_word(size_t i)
{
	return i < ATTRIBUTE_TYPES ? attribute_type_word((enum attribute_type)i)
				   : NULL;
}

static const struct config_field config_attributes_rows[] = {
	{ "type", NULL,
	    "Must be given: `choice` (one word), `tree` (one path such as "
	    "`health/nurse`), `tags` (a set of words), `scale` (a word of an "
	    "ordered list, or a number), `hours` (free hours of the week).",
	    config_attributes_type, .kind = CONFIG_FIELD_WORD,
	    .word = config_attributes_type_word },
	{ "title", NULL,
	    "What people read instead of the name: a text, or `{en: …, fr: "
	    "…}`.",
	    config_attributes_title, .kind = CONFIG_FIELD_LABEL },
	{ "values", NULL,
	    "The words allowed: a list; a map from word to label (a text, or "
	    "`{en: …, fr: …}`); or the name of a vocabulary below. Without "
	    "it, `choice`, `tree` and `tags` take any word. For `scale`, in "
	    "order.",
	    config_attributes_values, .kind = CONFIG_FIELD_VALUES },
	{ "ideas", NULL,
	    "Words to begin with where any is allowed: `tags` without "
	    "`values`. Clients suggest them, by their labels; a map or a "
	    "vocabulary gives a word the same meaning in each language. "
	    "Written as `values`; `everyday` is made for it.",
	    config_attributes_ideas, .kind = CONFIG_FIELD_VALUES },
	{ "same-words-as", NULL,
	    "Another attribute of the same type, whose words, labels and ideas "
	    "this one takes: `seeks` as `offers`.",
	    config_attributes_same,
	    .allowed = "the name of another attribute" },
	{ "from", NULL, "`scale` without `values`: the least number.",
	    config_attributes_from, .kind = CONFIG_FIELD_NUMBER },
	{ "to", NULL, "`scale` without `values`: the greatest number.",
	    config_attributes_to, .kind = CONFIG_FIELD_NUMBER },
	{ "required", "false", "Must be given at sign-up.",
	    config_attributes_required, .kind = CONFIG_FIELD_BOOL },
	{ "shown", "true",
	    "Partners see it before both have accepted an introduction.",
	    config_attributes_shown, .kind = CONFIG_FIELD_BOOL },
};

/* What does not go together. */
static int
config_attributes_check(
    struct config_reader *r, const struct config_attribute_draft *draft)
{
	const struct attribute *a = draft->attribute;
	size_t before = r->errors->count;

	if (draft->values != NULL && draft->same != NULL)
		config_error_at_key(r->errors, draft->same,
		    "found beside values, allowed: one of the two");
	if (draft->ideas != NULL && draft->same != NULL)
		config_error_at_key(r->errors, draft->same,
		    "found beside ideas, allowed: one of the two");
	if (draft->ideas != NULL &&
	    (a->type != ATTRIBUTE_TAGS || draft->values != NULL))
		config_error_at_key(r->errors, draft->ideas,
		    "found here, allowed: with type tags and without values");
	if (a->type == ATTRIBUTE_HOURS && draft->values != NULL)
		config_error_at_key(r->errors, draft->values,
		    "found with type hours, allowed: with another type");
	if (draft->from == NULL && draft->to == NULL)
		return r->errors->count == before ? 0 : -1;
	if (a->type != ATTRIBUTE_SCALE || draft->values != NULL)
		config_error_at_key(r->errors,
		    draft->from != NULL ? draft->from : draft->to,
		    "found here, allowed: with type scale and without values");
	else if (draft->from == NULL)
		config_error_missing(r->errors, draft->entry, "from",
		    "the least number, since there is a greatest");
	else if (draft->to == NULL)
		config_error_missing(r->errors, draft->entry, "to",
		    "the greatest number, since there is a least");
	else if (a->from >= a->to)
		config_error_found(
		    r->errors, draft->to, "a number greater than from");
	return r->errors->count == before ? 0 : -1;
}

static void
config_attributes_finish(
    struct config_reader *r, struct config_attribute_draft *draft)
{
	if (draft->is_broken)
		return;
	if (config_attributes_check(r, draft) != 0) {
		draft->is_broken = true;
		return;
	}
	draft->attribute->has_range = draft->from != NULL;
	if (draft->values != NULL)
		config_attribute_words_own(r, draft);
	else if (draft->same == NULL)
		attribute_seal(draft->attribute);
	if (draft->ideas != NULL)
		config_attribute_words_ideas(r, draft);
}

/* Whose words the attribute takes, or NULL. */
static struct config_attribute_draft *
config_attributes_lender(struct config_reader *r,
    struct config_attribute_draft *draft, struct config_attribute_draft *drafts)
{
	const char *names[ATTRIBUTES_MAX];
	const char *wanted = draft->same->text, *near = NULL;
	size_t i, count = 0;

	for (i = 0; i < r->config->attribute_count; i++) {
		if (&drafts[i] == draft)
			continue;
		names[count] = drafts[i].attribute->name;
		if (wanted != NULL && strcmp(names[count], wanted) == 0)
			return &drafts[i];
		count++;
	}
	if (wanted != NULL)
		near = config_error_nearest(wanted, names, count);
	config_error_found(r->errors, draft->same,
	    "the name of another attribute%s%s",
	    near != NULL ? "; did you mean " : "", near != NULL ? near : "");
	return NULL;
}

/* After all others have their words. */
static void
config_attributes_borrow(struct config_reader *r,
    struct config_attribute_draft *draft, struct config_attribute_draft *drafts)
{
	struct config_attribute_draft *lender;

	if (draft->same == NULL || draft->is_broken)
		return;
	lender = config_attributes_lender(r, draft, drafts);
	if (lender == NULL || lender->is_broken)
		draft->is_broken = true;
	else
		config_attribute_words_borrow(r, draft, lender);
}

static void
config_attributes_start(struct config_reader *r,
    struct config_attribute_draft *d, const struct config_node *entry)
{
	size_t i = r->config->attribute_count++;

	d->attribute = &r->config->attributes[i];
	d->info = &r->config->attribute_info[i];
	d->entry = entry;
	d->attribute->name = memory_text(entry->key);
	d->is_broken = !config_fields_is_name(r, entry);
	if (config_fields_read(r, entry, config_attributes_rows,
		COUNT_OF(config_attributes_rows), d) != 0) {
		d->is_broken = true;
	} else if (config_node_child(entry, "type") == NULL) {
		config_error_missing(r->errors, entry, "type",
		    "choice, tree, tags, scale or hours");
		d->is_broken = true;
	}
}

static void
config_attributes_read_map(
    struct config_reader *r, const struct config_node *section)
{
	struct config_attribute_draft drafts[ATTRIBUTES_MAX] = { 0 };
	const struct config_node *n;
	size_t count = 0, i;

	for (n = section->first; n != NULL; n = n->next) {
		if (count == ATTRIBUTES_MAX) {
			config_error_at_key(r->errors, n,
			    "found one more attribute, allowed: at most %d",
			    ATTRIBUTES_MAX);
			r->rules_unchecked = true;
			break;
		}
		config_attributes_start(r, &drafts[count++], n);
	}
	for (i = 0; i < count; i++)
		config_attributes_finish(r, &drafts[i]);
	for (i = 0; i < count; i++)
		config_attributes_borrow(r, &drafts[i], drafts);
	for (i = 0; i < count; i++)
		r->attribute_broken[i] = drafts[i].is_broken;
}

void
config_attributes_read(
    struct config_reader *r, const struct config_node *section)
{
	struct config *c = r->config;

	if (config_node_is_nothing(section))
		return;
	if (section->kind != CONFIG_MAP) {
		config_error_found(
		    r->errors, section, "a map of attributes, name: {type: …}");
		r->rules_unchecked = true;
		return;
	}
	c->attributes = memory_new(ATTRIBUTES_MAX, sizeof(*c->attributes));
	c->attribute_info =
	    memory_new(ATTRIBUTES_MAX, sizeof(*c->attribute_info));
	config_attributes_read_map(r, section);
}

static void
config_attributes_clear_list(struct config_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->words[i]);
		config_label_clear(&list->labels[i]);
	}
	free(list->words);
	free(list->labels);
}

void
config_attributes_clear(struct config *c)
{
	size_t i, w;

	for (i = 0; i < c->attribute_count; i++) {
		config_attributes_clear_list(&c->attribute_info[i].ideas);
		for (w = 0; c->attribute_info[i].labels != NULL &&
			    w < c->attributes[i].word_count;
		     w++)
			config_label_clear(&c->attribute_info[i].labels[w]);
		free(c->attribute_info[i].labels);
		config_label_clear(&c->attribute_info[i].title);
		attribute_clear(&c->attributes[i]);
	}
	free(c->attributes);
	free(c->attribute_info);
}

const struct config_field *
config_attributes_fields(size_t *count)
{
	*count = COUNT_OF(config_attributes_rows);
	return config_attributes_rows;
}

void
config_attributes_reference(struct text *out)
{
	struct text names = { 0 };

	config_vocabulary_names(&names);
	config_fields_reference(
	    config_attributes_rows, COUNT_OF(config_attributes_rows), out);
	text_addf(out, "Vocabularies that come with the program: %s.\n\n",
	    text_get(&names));
	text_clear(&names);
}
