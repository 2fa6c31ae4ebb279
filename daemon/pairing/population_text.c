/*
 * The canonical text of a draw's input, and back: lines of tab-separated
 * words, in one order.
 *
 *	serendip-input 2
 *	attribute	NAME	TYPE	(WORD…, of a scale that is a list; or FROM TO)
 *	pool	SIZE	SERENDIPITY	(thousandths)
 *	rule	SENTENCE
 *	prefer	SENTENCE
 *	member	KEY	WAITING	OPENNESS	VALUE…	(one per attribute, empty: missing)
 *	three	KEY	(prefers to be one of three)
 *	knows|blocks	KEY	KEY
 *	met	KEY	KEY	WEEKS
 *	pin	KEY	KEY	(shall be introduced)
 *
 * The first version, which stored rounds may still have, had neither openness
 * nor preferences, and pairs by chance alone.
 */
#include "pairing/population_data.h"
#include "base/memory.h"
#include "pairing/population_draft.h"
#include "pairing/rules.h"

#define HEAD "serendip-input 2"
#define HEAD_FIRST "serendip-input 1"

static void
write_attribute(const struct attribute *a, struct text *out)
{
	text_addf(
	    out, "attribute\t%s\t%s", a->name, attribute_type_word(a->type));
	if (a->type == ATTRIBUTE_SCALE && a->has_words)
		for (size_t i = 0; i < a->word_count; i++)
			text_addf(out, "\t%s", a->words[i]);
	if (a->type == ATTRIBUTE_SCALE && !a->has_words && a->has_range) {
		text_add(out, "\tfrom\t");
		attribute_number_print(a->from, out);
		text_add(out, "\tto\t");
		attribute_number_print(a->to, out);
	}
	text_add(out, "\n");
}

static void
write_rules(const struct rules *rules, struct text *out)
{
	text_addf(out, "pool\t%d\t%d\n", rules_size(rules),
	    (int)rules_serendipity(rules));
	for (size_t i = 0; i < rules_count(rules); i++)
		text_addf(out, "%s\t%s\n",
		    i < rules_requirement_count(rules) ? "rule" : "prefer",
		    rules_sentence(rules, i));
}

static void
write_member(const struct population *p, uint32_t m, struct text *out)
{
	text_addf(out, "member\t%s\t%u\t%u", population_key(p, m),
	    p->waiting[m], p->openness[m]);
	for (size_t k = 0; k < p->attribute_count; k++) {
		text_add(out, "\t");
		population_value_write(p, m, k, out);
	}
	text_add(out, "\n");
}

static void
write_prefers_three(const struct population *p, struct text *out)
{
	for (uint32_t m = 0; m < p->size; m++)
		if (p->prefers_three[m])
			text_addf(out, "three\t%s\n", population_key(p, m));
}

/* Each pair once, at its lower member. */
static void
write_pairs(const struct population *p, uint16_t bits, const char *word,
    struct text *out)
{
	for (uint32_t m = 0; m < p->size; m++)
		for (uint64_t i = p->tie_first[m]; i < p->tie_first[m + 1];
		     i++) {
			uint16_t what = p->tie_what[i] & bits;

			if (p->tie_other[i] < m || what == 0)
				continue;
			text_addf(out, "%s\t%s\t%s", word, population_key(p, m),
			    population_key(p, p->tie_other[i]));
			if (bits == TIE_WEEKS)
				text_addf(out, "\t%d", what - 1);
			text_add(out, "\n");
		}
}

static void
write_pins(const struct population *p, struct text *out)
{
	for (size_t i = 0; i < p->pin_count; i++)
		text_addf(out, "pin\t%s\t%s\n", population_key(p, p->pins[i].a),
		    population_key(p, p->pins[i].b));
}

void
population_write(
    const struct population *p, const struct rules *rules, struct text *out)
{
	if (!p->is_closed)
		die("the population is not closed");
	text_add(out, HEAD "\n");
	for (size_t k = 0; k < p->attribute_count; k++)
		write_attribute(&p->attributes[k], out);
	write_rules(rules, out);
	for (uint32_t m = 0; m < p->size; m++)
		write_member(p, m, out);
	write_prefers_three(p, out);
	write_pairs(p, TIE_BIT_KNOWS, "knows", out);
	write_pairs(p, TIE_BIT_BLOCKS, "blocks", out);
	write_pairs(p, TIE_WEEKS, "met", out);
	write_pins(p, out);
}

/* --- and back ------------------------------------------------------------- */

struct reader {
	struct population *p;
	struct rules *rules;
	struct attribute attributes[ATTRIBUTES_MAX];
	size_t count;
	bool is_first; /* of the first version */
};

/* "from X to Y", where the words are no list. */
static int
read_range(struct attribute *a, struct fault *why)
{
	if (a->word_count != 4 || strcmp(a->words[0], "from") != 0 ||
	    strcmp(a->words[2], "to") != 0)
		return 0;
	if (attribute_number_parse(a->words[1], &a->from) != 0 ||
	    attribute_number_parse(a->words[3], &a->to) != 0)
		return fault_set(why, FAULT_INVALID, "no range");
	for (size_t i = 0; i < a->word_count; i++)
		free(a->words[i]);
	a->word_count = 0;
	a->has_words = false;
	a->has_range = true;
	return 0;
}

static int
read_attribute(struct reader *r, char *rest, struct fault *why)
{
	char *name = text_split(&rest, "\t"), *type = text_split(&rest, "\t");
	struct attribute *a = &r->attributes[r->count];
	char *word;

	if (r->p != NULL || r->count == ATTRIBUTES_MAX || type == NULL ||
	    attribute_type_parse(type, &a->type) != 0)
		return fault_set(why, FAULT_INVALID, "no attribute");
	a->name = memory_text(name);
	r->count++;
	while ((word = text_split(&rest, "\t")) != NULL) {
		a->words =
		    memory_grow(a->words, a->word_count + 1, sizeof(*a->words));
		a->words[a->word_count++] = memory_text(word);
		a->has_words = true;
	}
	if (!r->is_first && read_range(a, why) != 0)
		return -1;
	attribute_seal(a);
	return 0;
}

/* The attributes are complete: the population takes them. */
static void
begin_population(struct reader *r)
{
	struct attribute *owned = memory_new(r->count, sizeof(*owned));

	memcpy(owned, r->attributes, r->count * sizeof(*owned));
	r->p = population_new(owned, r->count);
	r->p->owned = owned;
	r->rules = rules_new(owned, r->count);
	if (r->is_first)
		rules_set_serendipity(r->rules, 1000);
}

static int
read_pool(struct reader *r, char *rest, struct fault *why)
{
	char *size = text_split(&rest, "\t");
	int64_t members, serendipity;

	if (rest == NULL || text_to_int(size, 2, 20, &members) != 0 ||
	    text_to_int(rest, 0, 1000, &serendipity) != 0)
		return fault_set(why, FAULT_INVALID, "no pool");
	rules_set_size(r->rules, (int)members);
	rules_set_serendipity(r->rules, serendipity);
	return 0;
}

static int
read_member(struct reader *r, char *rest, struct fault *why)
{
	char *key = text_split(&rest, "\t"), *waiting = text_split(&rest, "\t");
	char *openness = r->is_first ? NULL : text_split(&rest, "\t"), *value;
	int64_t waited, open = 1000;
	uint32_t member;

	if (waiting == NULL ||
	    text_to_int(waiting, 0, UINT32_MAX, &waited) != 0)
		return fault_set(why, FAULT_INVALID, "no member");
	if (population_add(r->p, key, &member, why) != 0)
		return -1;
	if (!r->is_first &&
	    (openness == NULL || text_to_int(openness, 0, 1000, &open) != 0))
		return fault_set(why, FAULT_INVALID, "no openness");
	population_set_waiting(r->p, member, (uint32_t)waited);
	population_set_openness(r->p, member, open);
	for (size_t k = 0; k < r->count; k++) {
		if ((value = text_split(&rest, "\t")) == NULL)
			return fault_set(why, FAULT_INVALID, "too few values");
		if (*value != '\0' &&
		    population_set(r->p, member, k, value, why) != 0)
			return -1;
	}
	return 0;
}

static int
read_prefers_three(struct reader *r, const char *key, struct fault *why)
{
	uint32_t slot = population_draft_slot(r->p, key);
	uint32_t member = r->p->draft->slots[slot];

	if (member == 0)
		return fault_set(why, FAULT_INVALID, "no member before it");
	population_set_prefers_three(r->p, member - 1, true);
	return 0;
}

static int
read_pair(struct reader *r, const char *word, char *rest, struct fault *why)
{
	char *a = text_split(&rest, "\t"), *b = text_split(&rest, "\t");
	int64_t weeks;

	if (b == NULL)
		return fault_set(why, FAULT_INVALID, "no pair");
	if (strcmp(word, "knows") == 0)
		return population_tie(r->p, a, b, TIE_KNOWS, why);
	if (strcmp(word, "blocks") == 0)
		return population_tie(r->p, a, b, TIE_BLOCKS, why);
	if (strcmp(word, "pin") == 0)
		return population_pin(r->p, a, b, why);
	if (rest == NULL || text_to_int(rest, 0, UINT32_MAX, &weeks) != 0)
		return fault_set(why, FAULT_INVALID, "no number of weeks");
	return population_met(r->p, a, b, (uint32_t)weeks, why);
}

static int
read_line(struct reader *r, char *line, struct fault *why)
{
	char *rest = line, *word = text_split(&rest, "\t");
	int column;

	if (rest == NULL)
		return fault_set(
		    why, FAULT_INVALID, "nothing behind \"%.20s\"", word);
	if (strcmp(word, "attribute") == 0)
		return read_attribute(r, rest, why);
	if (r->p == NULL)
		begin_population(r);
	if (strcmp(word, "pool") == 0)
		return read_pool(r, rest, why);
	if (strcmp(word, "rule") == 0)
		return rules_require(r->rules, rest, &column, why);
	if (strcmp(word, "prefer") == 0)
		return rules_prefer(r->rules, rest, &column, why);
	if (strcmp(word, "member") == 0)
		return read_member(r, rest, why);
	if (strcmp(word, "three") == 0)
		return read_prefers_three(r, rest, why);
	if (strcmp(word, "knows") == 0 || strcmp(word, "blocks") == 0 ||
	    strcmp(word, "met") == 0 || strcmp(word, "pin") == 0)
		return read_pair(r, word, rest, why);
	return fault_set(why, FAULT_INVALID, "found \"%.20s\"", word);
}

int
population_read(const char *text, size_t len, struct population **p,
    struct rules **rules, struct fault *why)
{
	char *copy = memory_text_n(text, len), *rest = copy, *line;
	struct reader r = { 0 };
	struct fault inner;
	int number = 1, done = 0;

	line = text_split(&rest, "\n");
	r.is_first = strcmp(line, HEAD_FIRST) == 0;
	if (!r.is_first && strcmp(line, HEAD) != 0)
		done = fault_set(
		    why, FAULT_INVALID, "line 1: it must be \"" HEAD "\"");
	while (done == 0 && (line = text_split(&rest, "\n")) != NULL) {
		number++;
		if (*line != '\0' && read_line(&r, line, &inner) != 0)
			done = fault_set(why, FAULT_INVALID, "line %d: %s",
			    number, inner.sentence);
	}
	free(copy);
	if (r.p == NULL)
		begin_population(&r);
	if (done != 0) {
		rules_free(r.rules);
		population_free(r.p);
		return -1;
	}
	population_close(r.p);
	*p = r.p;
	*rules = r.rules;
	return 0;
}
