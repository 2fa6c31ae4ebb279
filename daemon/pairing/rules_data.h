/*
 * Private to pairing/: a rule as it was understood, and the kinds of rules.
 */
#ifndef PAIRING_RULES_DATA_H
#define PAIRING_RULES_DATA_H

#include "pairing/population_data.h"
#include "pairing/rules.h"

/* What a sentence may say behind the attributes. */
enum rule_word {
	RULE_LEVEL,  /* level N: the first N steps of a path; 0: all */
	RULE_BY,     /* by D: thousandths; 0: at all */
	RULE_LEAST,  /* at least K */
	RULE_WITHIN, /* D of `within`, thousandths */
	RULE_IDEAL,  /* ideal X, thousandths; -1: none */
	RULE_BOTH,   /* both ways: 1 */
	RULE_HOPS,   /* hops H */
	RULE_MUTUAL, /* mutual M; -1: none */
	RULE_WEEKS,  /* W weeks */
	RULE_WORDS
};

struct rule {
	const struct rule_kind *kind;
	size_t attributes[2]; /* as many as the kind takes */
	int64_t words[RULE_WORDS];
	bool even_missing;
	bool is_preference;
	int64_t weight; /* of a preference, thousandths */
	char *sentence;
};

#define RULE_TYPE(type) (1u << ATTRIBUTE_##type)

/* One way to say a word: "level 1", "at least 2", "26 weeks", "both ways". */
struct rule_argument {
	enum rule_word word;
	const char *before; /* "level", "at least", or NULL */
	const char *after;  /* "weeks", or NULL */
	unsigned types;     /* attributes with which it goes; 0: any */
	int64_t min, max;   /* both 0: no number follows; it means 1 */
	bool is_thousandths, is_needed;
};

#define RULE_ARGUMENTS_MAX 8

struct rule_kind {
	const char *verb;
	unsigned types;      /* attributes that it fits */
	int attribute_count; /* that it takes: 0 to 2 */
	bool is_preference_only;
	bool by_openness; /* its weight is that of both members' openness */
	bool needs_span;  /* a scale must have a range */
	struct rule_argument arguments[RULE_ARGUMENTS_MAX];
	const char *help;       /* when the requirement holds */
	const char *worth_help; /* what the preference gives */
	/* Whether it holds, and what it gives in millionths, between two
	 * members who have values in all its attributes. */
	bool (*holds)(const struct rule *rule, const struct population *p,
	    uint32_t a, uint32_t b);
	int32_t (*worth)(const struct rule *rule, const struct population *p,
	    uint32_t a, uint32_t b);
	/* The facts behind it for a group, as draw.h lists them, without the
	 * verb and attribute; false: nothing to say. */
	bool (*facts)(const struct rule *rule, const struct population *p,
	    const uint32_t *members, uint32_t size, struct text *out);
};

extern const struct rule_kind rule_kinds[];
extern const size_t rule_kind_count;

struct rules {
	const struct attribute *attributes;
	size_t attribute_count;
	struct rule *items; /* requirements, then preferences */
	size_t count, requirement_count;
	int size;
	int64_t serendipity;
};

/* Whether one requirement holds between two members, missing values and all. */
bool rule_holds(const struct rule *rule, const struct population *p, uint32_t a,
    uint32_t b);
/* The weight of a preference in this pair: thousandths of thousandths where
 * openness counts (2000 is both members' all), else the same scale; 0 where it
 * does not apply. */
int64_t rule_weight(const struct rule *rule, const struct population *p,
    uint32_t a, uint32_t b);

/* Reads one sentence; see rules_require. */
int
rule_parse(const struct rules *rules, const char *sentence, bool is_preference,
    struct rule *rule, int *column, struct fault *why) MUST_CHECK;

/* The values of a scale from end to end in thousandths, 0 where it has none. */
int64_t rule_span(const struct attribute *a);
/* A tree's value cut to the first `level` steps; 0: whole. */
uint16_t rule_cut(const struct column *c, uint16_t id, int64_t level);

/* The functions that the rows of rule_kinds.c name, by family. */
#define RULE_FUNCTIONS(family)                                   \
	bool rule_##family##_holds(const struct rule *rule,      \
	    const struct population *p, uint32_t a, uint32_t b); \
	int32_t rule_##family##_worth(const struct rule *rule,   \
	    const struct population *p, uint32_t a, uint32_t b); \
	bool rule_##family##_facts(const struct rule *rule,      \
	    const struct population *p, const uint32_t *members, \
	    uint32_t size, struct text *out)
RULE_FUNCTIONS(differ);
RULE_FUNCTIONS(same);
RULE_FUNCTIONS(within);
RULE_FUNCTIONS(distance);
RULE_FUNCTIONS(share);
RULE_FUNCTIONS(complement);
RULE_FUNCTIONS(unacquainted);
RULE_FUNCTIONS(rested);

#endif
