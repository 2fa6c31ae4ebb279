/*
 * The population of a draw: members with their values, ties and history. It
 * knows no accounts and no mail: a member is a key (any text up to 255 bytes,
 * unique), and the engine orders members by key, so that the order in which
 * they were added never matters.
 */
#ifndef PAIRING_POPULATION_H
#define PAIRING_POPULATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"
#include "base/text.h"
#include "pairing/attribute.h"

struct population;

#define POPULATION_KEY_BYTES_MAX 255

/* Borrows the attributes, which must outlive it. */
struct population *
population_new(const struct attribute *attributes, size_t count) MUST_CHECK;
void population_free(struct population *p);

/* Adds a member; *member is its number until population_close. -1 where the
 * key is empty, too long or already there. */
int population_add(struct population *p, const char *key, uint32_t *member,
    struct fault *why) MUST_CHECK;
/* A value as attribute_value_check takes it; hours are UTC hours of the round's
 * week. */
int population_set(struct population *p, uint32_t member, size_t attribute,
    const char *value, struct fault *why) MUST_CHECK;
/* How long this member waited, as pairing/waiting.h tells: who has more goes
 * first. */
void
population_set_waiting(struct population *p, uint32_t member, uint32_t waited);

/* How much distance counts for this member, 0..1000 thousandths; 1000 where it
 * is not set. */
void population_set_openness(
    struct population *p, uint32_t member, int64_t thousandths);

/* Where somebody must join a pair, this member would rather be one of three than
 * others; false where it is not set. */
void population_set_prefers_three(
    struct population *p, uint32_t member, bool prefers);

enum tie_kind { TIE_KNOWS, TIE_BLOCKS };
/* Either order, either direction; repeated ties count once. Keys that are not
 * members are ignored (they are not in this round). */
int population_tie(struct population *p, const char *key_a, const char *key_b,
    enum tie_kind kind, struct fault *why) MUST_CHECK;
/* The two were introduced `weeks` whole weeks before this round. */
int population_met(struct population *p, const char *key_a, const char *key_b,
    uint32_t weeks, struct fault *why) MUST_CHECK;

/* The same of members by the numbers that population_add gave, a != b. */
void population_tie_members(
    struct population *p, uint32_t a, uint32_t b, enum tie_kind kind);
void population_met_members(
    struct population *p, uint32_t a, uint32_t b, uint32_t weeks);

/* The two shall be introduced whatever the rules say, unless a tie blocks: see
 * pairing/pins.h. Members are added before; keys that are not members are
 * ignored, and a repeated pin counts once. */
int population_pin(struct population *p, const char *key_a, const char *key_b,
    struct fault *why) MUST_CHECK;

/* Sorts by key, indexes ties and history. Nothing may be added after. */
void population_close(struct population *p);

/* After population_close; members are 0..size-1 in the order of their keys. */
uint32_t population_size(const struct population *p);
const char *population_key(const struct population *p, uint32_t member);
const struct attribute *
population_attribute(const struct population *p, size_t i);

/* The canonical text of everything above and of the rules' sentences: what is
 * stored with a round, and whose digest names its input. Byte-identical for
 * the same content whatever the order it was added in. */
struct rules;
void population_write(
    const struct population *p, const struct rules *rules, struct text *out);
/* The inverse: a closed population and its rules, which own their attributes.
 * -1 with line and reason. */
int population_read(const char *text, size_t len, struct population **p,
    struct rules **rules, struct fault *why) MUST_CHECK;

#endif
