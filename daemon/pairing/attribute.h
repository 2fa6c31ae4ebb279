/*
 * An attribute: one typed field of the profile, as the operator defined it, and
 * the text form of its values, which is the same in CSV files, in the database
 * and in the stored input of a draw.
 *
 *	choice  nurse
 *	tree    health/nursing               a path; ancestors are prefixes
 *	tags    jazz;mushrooms        a set; free where no words are given
 *	scale   1980s  or  12.5       a word of the ordered list, or a number
 *	hours   mon 12-14;thu 9-11    whole hours of the week
 */
#ifndef PAIRING_ATTRIBUTE_H
#define PAIRING_ATTRIBUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"
#include "base/text.h"
#include "pairing/hours.h"

enum attribute_type {
	ATTRIBUTE_CHOICE,
	ATTRIBUTE_TREE,
	ATTRIBUTE_TAGS,
	ATTRIBUTE_SCALE,
	ATTRIBUTE_HOURS,
	ATTRIBUTE_TYPES
};

#define ATTRIBUTES_MAX 64
#define ATTRIBUTE_WORD_BYTES_MAX 200
#define ATTRIBUTE_PATH_BYTES_MAX 2000 /* all steps of a tree's path */
#define ATTRIBUTE_TAGS_MAX 255        /* tags of one member in one attribute */

struct attribute {
	char *name; /* "domain": a-z, 0-9, _ and -, at most 32 bytes */
	enum attribute_type type;
	bool has_words; /* the words are fixed; else any word is allowed */
	char **words;   /* choice, tags: words; tree: paths; scale: in order */
	size_t word_count;
	int64_t from, to; /* scale without words: range, in thousandths */
	bool has_range;
	size_t *sorted; /* private: the words' index, made by attribute_seal */
};

/* "choice", "tree"… and back; -1 for another word. */
const char *attribute_type_word(enum attribute_type type);
int attribute_type_parse(const char *word, enum attribute_type *out) MUST_CHECK;

/* Sorts an index of the words for attribute_value_check; call once after the
 * last word. */
void attribute_seal(struct attribute *a);
void attribute_clear(struct attribute *a);

/* The place of a word in `words`, or -1. After attribute_seal. */
long attribute_word_find(const struct attribute *a, const char *word);
/* A decimal number in thousandths, rounded to the nearest. 0, or -1. */
int attribute_number_parse(const char *s, int64_t *thousandths) MUST_CHECK;
/* Whether nothing of a number is rounded: where an operator sets one, it is a
 * mistake that something would be. */
bool attribute_number_is_short(const char *s) MUST_CHECK;
/* The inverse, with no more decimals than it needs. */
void attribute_number_print(int64_t thousandths, struct text *out);

/* Brings a value into its one form (blanks trimmed, tags sorted and without
 * repeats, hours merged) into *out. -1 with a sentence that names what was
 * found and what is allowed, and the nearest word where one is near. An empty
 * value is refused: leave the attribute away instead. */
int attribute_value_check(const struct attribute *a, const char *value,
    struct text *out, struct fault *why) MUST_CHECK;

#endif
