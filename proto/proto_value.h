/*
 * Holding one value to its row of shapes.def.
 */
#ifndef PROTO_PROTO_VALUE_H
#define PROTO_PROTO_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include "proto/proto_bytes.h"

struct json_object;
struct proto_field;
struct proto_findings;

/* One value of an attribute: its characters, or its items and theirs. What each
 * attribute may say, the model knows. */
#define PROTO_ATTRIBUTE_TEXT_MAX 1000
#define PROTO_ATTRIBUTE_ITEMS_MAX 168
#define PROTO_ATTRIBUTE_ITEM_MAX 200

/* Where in a body one is, and what was found so far. */
struct proto_place {
	struct proto_bytes pointer;
	struct proto_findings *f;
};

/* A finding at this place; only the first of a place is kept. */
void proto_place_say(struct proto_place *place, const char *code,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Whether a present, non-null value is what the row asks for; says what is
 * wrong otherwise. Of an OBJECT or a LIST of shapes, only that it is one (and
 * the number of items): what it holds is for the caller. */
bool proto_value_check(struct proto_place *place,
    const struct proto_field *field, struct json_object *value);
/* Adds what the row asks for, in words: "a text of 1 to 60 characters". */
void
proto_value_expected(const struct proto_field *field, struct proto_bytes *out);
/* Adds the words of a WORD: "a, b, c". */
void
proto_value_words(const struct proto_field *field, struct proto_bytes *out);
/* Whether a word of a WORD stands for a number (digits only), which JSON then
 * has as a number; and whether any of "a|b|c" does. */
bool proto_word_is_number(const char *word, size_t len);
bool proto_words_have_number(const char *words);
/* Adds what the value is, in words: "the number 42". */
void proto_value_found(struct json_object *value, struct proto_bytes *out);

#endif
