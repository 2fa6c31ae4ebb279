/*
 * Private to pairing/: a population as the engine reads it, by columns. Words
 * have become numbers from 1 on, per attribute; 0 is a missing value.
 */
#ifndef PAIRING_POPULATION_DATA_H
#define PAIRING_POPULATION_DATA_H

#include <stdbool.h>
#include "pairing/population.h"

#define COLUMN_WORDS_MAX 65535
#define COLUMN_NO_NUMBER INT64_MIN

/* The values of one attribute, by member; of the arrays only those of its type
 * are there. Before population_close in the order of adding, after it in the
 * order of keys. */
struct column {
	enum attribute_type type;
	uint16_t *ids;       /* choice, tree: the word; 0 missing */
	int64_t *numbers;    /* scale: thousandths, or 1000 per place in the
			      * list; COLUMN_NO_NUMBER missing */
	uint32_t *first;     /* tags: size + 1 places in tags[] */
	uint16_t *tags;      /* ascending within a member */
	struct hours *hours; /* no bit: missing */
	struct words *words; /* choice, tree, tags: the texts of the numbers; of
			      * a tree all branches too */
	uint32_t word_count;
	uint16_t *parent; /* tree, by word: the branch it hangs on, 0 a root */
	uint16_t *depth;  /* tree, by word: steps from the root, from 1 */
};

/* Two who shall be introduced, a < b once the population is closed. */
struct pin {
	uint32_t a, b;
};

/* What a member has with another: bits, and weeks since they met. */
#define TIE_BIT_BLOCKS 0x8000u /* either of them */
#define TIE_BIT_KNOWS 0x4000u
#define TIE_WEEKS 0x3fffu /* 1 + whole weeks, cut there; 0: never met */

struct population {
	const struct attribute *attributes;
	size_t attribute_count;
	struct attribute *owned; /* of population_read; else NULL */
	struct column *columns;
	uint32_t size;
	char *keys;          /* all keys, each with its NUL */
	uint64_t *key_start; /* by member */
	uint32_t *waiting;   /* by member */
	uint16_t *openness;  /* by member, thousandths */
	bool *prefers_three; /* by member */
	/* Ties and meetings both ways: of member m the entries
	 * tie_first[m]..tie_first[m + 1] - 1, by ascending other. */
	uint64_t *tie_first;
	uint32_t *tie_other;
	uint16_t *tie_what;
	struct pin *pins; /* ascending; of a part, none */
	size_t pin_count;
	struct population_draft *draft; /* until population_close */
	bool is_closed;
	bool is_part; /* words and keys are another's (population_part.h) */
};

/* The number of a key, or UINT32_MAX. After population_close. */
uint32_t population_find(const struct population *p, const char *key);
/* What the two have with each other: TIE_ bits and weeks, 0 for nothing. */
uint16_t population_tie_of(const struct population *p, uint32_t a, uint32_t b);
bool
population_has(const struct population *p, uint32_t member, size_t attribute);
/* The one text form of a value, appended; nothing where it is missing. */
void population_value_write(const struct population *p, uint32_t member,
    size_t attribute, struct text *out);

#endif
