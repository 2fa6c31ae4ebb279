/*
 * The report of a draw: what it reached, beside what chance would give and what
 * could be reached at most. All shares and scores are whole millionths.
 */
#ifndef PAIRING_REPORT_H
#define PAIRING_REPORT_H

#include <stddef.h>
#include <stdint.h>
#include "base/text.h"
#include "pairing/draw.h"

#define REPORT_UNKNOWN INT64_MIN /* not counted, or there is no such thing */
#define REPORT_REASONS 32

/* An attribute that a rule names, as that rule compares it (a tree cut at its
 * level), over the members who have a value. */
struct report_attribute {
	const char *name; /* the attribute's own */
	int64_t level;    /* of a tree; 0: whole */
	int64_t share;    /* of the pairs within groups that differ */
	int64_t chance;   /* of all pairs: 1 - Σ n_k (n_k - 1) / (n (n - 1)) */
	/* At most: 1, or where one value has more than half, 2 (n - max) / n. */
	int64_t ceiling;
	/* Coleman, "Relational analysis", Human Organization 17, 1958: of each
	 * value (s - w) / (1 - w) where s >= w, else (s - w) / w, where s is the
	 * share of its members' pairs that stay within it and w its share of the
	 * members; the mean weighted by members. -1 all mixed, 0 chance, 1 none. */
	int64_t homophily;
	/* Krackhardt and Stern, "Informal networks and organizational crises",
	 * Social Psychology Quarterly 51, 1988: (external - internal) / all. */
	int64_t e_i;
};

struct report_reason {
	char *why; /* "taken", "nobody", "excluded share languages" */
	uint32_t count;
};

struct report {
	uint32_t members, introduced, sat_out;
	size_t groups, larger; /* larger: groups of one more than the size */
	/* By the weightiest fact of each (draw_sit_out_reason); reason_count 0
	 * where there are too many to ask. */
	struct report_reason reasons[REPORT_REASONS];
	size_t reason_count;
	int64_t mean_score;   /* over the introduced, of their group's pairs */
	int64_t upper_bound;  /* REPORT_UNKNOWN: none */
	const char *bound_by; /* NULL: none */
	int64_t chance_score; /* the mean over all pairs that may meet */
	struct report_attribute *attributes;
	size_t attribute_count;
	uint64_t repeats; /* pairs within groups that had met before */
	/* So many more rounds can be without a repeat at most: the fewest others
	 * whom a member may meet but for `rested` and has not met yet, before
	 * this draw, divided by the size less one, whom a circle uses up.
	 * Whoever may meet nobody at all does not count. REPORT_UNKNOWN in large
	 * pools. */
	int64_t rounds_left;
	enum draw_law law;
	int64_t temperature, gap;
	uint32_t unproven;
	uint64_t seed;
};

void report_make(struct report *r, const struct draw *draw,
    const struct population *p, const struct rules *rules);
/* The same in little time, for many rounds of large pools, of which rounds_left
 * is not counted. */
void report_make_quick(struct report *r, const struct draw *draw,
    const struct population *p, const struct rules *rules);
/* Instead of the attributes that its rules name, of those that other rules over the
 * same attributes name, as those compare them: so that draws by several rules are told
 * of alike. */
void report_tell(struct report *r, const struct draw *draw,
    const struct population *p, const struct rules *rules);
void report_clear(struct report *r);

/* A JSON object; `digest` names the input, `micros` is how long the draw took. */
void report_write_json(const struct report *r, const char *digest,
    int64_t micros, struct text *out);
/* For people: a line each. */
void report_write_text(const struct report *r, struct text *out);

#endif
