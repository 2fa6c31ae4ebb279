/*
 * Rules: short sentences, `verb attribute… [argument value]…`, over typed
 * attributes. A rule kind is one row of rule_kinds[] and one function; the
 * configuration's check, docs/rules.md and the reasons come from that row.
 */
#ifndef PAIRING_RULES_H
#define PAIRING_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"
#include "pairing/attribute.h"
#include "pairing/population.h"

struct rules;

/* An empty set over these attributes, which must outlive it. Blocks are always
 * requirements, without a rule. */
struct rules *
rules_new(const struct attribute *attributes, size_t count) MUST_CHECK;
void rules_free(struct rules *rules);

/* Adds one requirement from its sentence ("differ domain level 1"). On a
 * refusal *column is the place of the offending word, from 1, and the sentence
 * says what was found and what is allowed. */
int rules_require(struct rules *rules, const char *sentence, int *column,
    struct fault *why) MUST_CHECK;
/* Adds one preference, whose sentence may end in "weight W" (a number from
 * 0.001 to 1000, 1 where it is absent). Otherwise as rules_require. */
int rules_prefer(struct rules *rules, const char *sentence, int *column,
    struct fault *why) MUST_CHECK;
/* Members of a group, 2 to 20 (2 at first): one more where their number does
 * not divide. */
void rules_set_size(struct rules *rules, int size);
int rules_size(const struct rules *rules);
/* The dial in thousandths, 0 to 1000 (500 at first). */
void rules_set_serendipity(struct rules *rules, int64_t thousandths);
int64_t rules_serendipity(const struct rules *rules);
/* Requirements first, then preferences, each in the order of adding. */
size_t rules_count(const struct rules *rules);
size_t rules_requirement_count(const struct rules *rules);
/* The longest rest that any of them asks for in weeks: meetings before that
 * weigh nothing. 0: none asks. */
int64_t rules_weeks(const struct rules *rules);
/* As written, blanks normalised. */
const char *rules_sentence(const struct rules *rules, size_t i);

/* Whether every requirement holds between two members of a closed population;
 * otherwise *rule (may be NULL) is the first that fails, or rules_count for a
 * block. */
bool rules_allow(const struct rules *rules, const struct population *p,
    uint32_t a, uint32_t b, size_t *rule);
/* Whether one requirement holds between them, whoever blocks whom. */
bool rules_hold(const struct rules *rules, size_t i, const struct population *p,
    uint32_t a, uint32_t b);

/* The pair's score in millionths, the weighted mean of its preferences; 0 where
 * there is none that applies. Says nothing of whether they may meet. This and
 * rules_allow are the reference that the plan (pairing/plan.h) must equal. */
int32_t rules_score(const struct rules *rules, const struct population *p,
    uint32_t a, uint32_t b);

/* The verbs of all rules. */
size_t rules_verb_count(void);
const char *rules_verb(size_t i);
/* What a rule of this verb, or beginning with it, asks and takes; -1: there is no
 * such rule. */
int rules_explain(const char *sentence, struct text *out) MUST_CHECK;
/* The reference of all rule kinds, as Markdown, from the rows. */
void rules_reference(struct text *out);

#endif
