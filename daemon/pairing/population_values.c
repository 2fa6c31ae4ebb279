/*
 * The values of a population: setting them, and their text again.
 */
#include "pairing/population_draft.h"
#include "base/memory.h"
#include "pairing/words.h"

/* A word's number in the column's vocabulary; -1 where that is full. */
static int
intern(struct column *c, const char *word, size_t len, uint16_t *id,
    struct fault *why)
{
	uint32_t number = words_number(c->words, word, len, COLUMN_WORDS_MAX);

	if (number == 0)
		return fault_set(why, FAULT_INVALID,
		    "found \"%.60s\", one word more than the %d that an "
		    "attribute may have",
		    word, COLUMN_WORDS_MAX);
	*id = (uint16_t)number;
	return 0;
}

/* Every branch on the way is a word too. */
static int
set_path(struct column *c, uint32_t member, const char *path, struct fault *why)
{
	const char *end = path;
	uint16_t id = 0;

	do {
		end = strchr(end, '/');
		if (intern(c, path,
			end == NULL ? strlen(path) : (size_t)(end - path), &id,
			why) != 0)
			return -1;
	} while (end != NULL && end++ != NULL);
	c->ids[member] = id;
	return 0;
}

static int
set_tags(struct population *p, size_t attribute, uint32_t member,
    const char *tags, struct fault *why)
{
	struct draft_tags *t = &p->draft->tags[attribute];
	struct column *c = &p->columns[attribute];
	const char *start = tags, *end;
	uint16_t ids[ATTRIBUTE_TAGS_MAX];
	uint8_t count = 0;

	do {
		end = strchr(start, ';');
		if (intern(c, start,
			end == NULL ? strlen(start) : (size_t)(end - start),
			&ids[count], why) != 0)
			return -1;
		count++;
		start = end == NULL ? NULL : end + 1;
	} while (start != NULL);
	if (t->used + count > t->room) {
		t->room = (t->room + 256) * 3 / 2;
		c->tags = memory_grow(c->tags, t->room, sizeof(*c->tags));
	}
	if (t->used + count > UINT32_MAX)
		return fault_set(why, FAULT_INVALID, "too many tags in all");
	memcpy(c->tags + t->used, ids, count * sizeof(*ids));
	t->start[member] = (uint32_t)t->used;
	t->count[member] = count;
	t->used += count;
	return 0;
}

static int64_t
number_of(const struct attribute *a, const char *text)
{
	int64_t number;
	long place;

	if (a->has_words) {
		place = attribute_word_find(a, text);
		if (place >= 0)
			return place * 1000;
	} else if (attribute_number_parse(text, &number) == 0) {
		return number;
	}
	die("a checked value is none: %s", text);
}

static int
set_normal(struct population *p, uint32_t member, size_t attribute,
    const char *text, struct fault *why)
{
	struct column *c = &p->columns[attribute];

	switch (c->type) {
	case ATTRIBUTE_CHOICE:
		return intern(c, text, strlen(text), &c->ids[member], why);
	case ATTRIBUTE_TREE:
		return set_path(c, member, text, why);
	case ATTRIBUTE_TAGS:
		return set_tags(p, attribute, member, text, why);
	case ATTRIBUTE_SCALE:
		c->numbers[member] = number_of(&p->attributes[attribute], text);
		return 0;
	default:
		return hours_parse(text, &c->hours[member], why);
	}
}

int
population_set(struct population *p, uint32_t member, size_t attribute,
    const char *value, struct fault *why)
{
	struct text normal = { 0 };
	int done;

	if (p->is_closed)
		die("the population is closed");
	done = attribute_value_check(
	    &p->attributes[attribute], value, &normal, why);
	if (done == 0)
		done = set_normal(p, member, attribute, normal.data, why);
	text_clear(&normal);
	return done;
}

/* --- reading -------------------------------------------------------------- */

bool
population_has(const struct population *p, uint32_t member, size_t attribute)
{
	const struct column *c = &p->columns[attribute];

	switch (c->type) {
	case ATTRIBUTE_CHOICE:
	case ATTRIBUTE_TREE:
		return c->ids[member] != 0;
	case ATTRIBUTE_TAGS:
		return c->first[member] < c->first[member + 1];
	case ATTRIBUTE_SCALE:
		return c->numbers[member] != COLUMN_NO_NUMBER;
	default:
		return hours_count(&c->hours[member]) > 0;
	}
}

void
population_value_write(const struct population *p, uint32_t member,
    size_t attribute, struct text *out)
{
	const struct column *c = &p->columns[attribute];
	const struct attribute *a = &p->attributes[attribute];

	if (!population_has(p, member, attribute))
		return;
	switch (c->type) {
	case ATTRIBUTE_CHOICE:
	case ATTRIBUTE_TREE:
		text_add(out, words_text(c->words, c->ids[member]));
		break;
	case ATTRIBUTE_TAGS:
		for (uint32_t i = c->first[member]; i < c->first[member + 1];
		     i++)
			text_addf(out, "%s%s", i > c->first[member] ? ";" : "",
			    words_text(c->words, c->tags[i]));
		break;
	case ATTRIBUTE_SCALE:
		if (a->has_words)
			text_add(out, a->words[c->numbers[member] / 1000]);
		else
			attribute_number_print(c->numbers[member], out);
		break;
	default:
		hours_print(&c->hours[member], out);
	}
}
