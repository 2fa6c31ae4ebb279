/*
 * Arms as the text of a draw's input, behind the population's: see
 * pairing/arms.h.
 */
#include "pairing/arms.h"
#include "base/memory.h"
#include "pairing/population_data.h"

#define BEGIN "\narm\t" /* the first line that population_read does not know */

struct arms *
arms_new(const struct population *p, const struct rules *common,
    const char *first, const char *second)
{
	const char *const names[ARMS] = { first, second };
	struct arms *arms = memory_new(1, sizeof(*arms));

	for (int k = 0; k < ARMS; k++) {
		arms->names[k] = memory_text(names[k]);
		arms->rules[k] = rules_new(p->attributes, p->attribute_count);
		rules_set_size(arms->rules[k], rules_size(common));
		rules_set_serendipity(
		    arms->rules[k], rules_serendipity(common));
	}
	arms->of = memory_new(population_size(p), sizeof(*arms->of));
	return arms;
}

void
arms_free(struct arms *arms)
{
	if (arms == NULL)
		return;
	for (int k = 0; k < ARMS; k++) {
		free(arms->names[k]);
		rules_free(arms->rules[k]);
	}
	free(arms->of);
	free(arms);
}

void
arms_write(
    const struct arms *arms, const struct population *p, struct text *out)
{
	for (int k = 0; k < ARMS; k++) {
		const struct rules *rules = arms->rules[k];

		text_addf(out, "arm\t%s\t%d\n", arms->names[k],
		    (int)rules_serendipity(rules));
		for (size_t i = 0; i < rules_count(rules); i++)
			text_addf(out, "%s\t%s\n",
			    i < rules_requirement_count(rules) ? "rule"
							       : "prefer",
			    rules_sentence(rules, i));
		for (uint32_t m = 0; m < population_size(p); m++)
			if (arms->of[m] == k)
				text_addf(
				    out, "in\t%s\n", population_key(p, m));
	}
}

/* --- and back ------------------------------------------------------------- */

struct reader {
	const struct population *p;
	struct arms *arms;
	int arm; /* that the lines are of; -1 before the first */
	uint32_t placed;
	bool *is_placed;
};

static int
read_arm(struct reader *r, char *rest, struct fault *why)
{
	char *name = text_split(&rest, "\t");
	int64_t serendipity;

	if (++r->arm == ARMS || rest == NULL || *name == '\0' ||
	    text_to_int(rest, 0, 1000, &serendipity) != 0)
		return fault_set(why, FAULT_INVALID, "no arm");
	free(r->arms->names[r->arm]);
	r->arms->names[r->arm] = memory_text(name);
	rules_set_serendipity(r->arms->rules[r->arm], serendipity);
	return 0;
}

static int
read_in(struct reader *r, const char *key, struct fault *why)
{
	uint32_t member = population_find(r->p, key);

	if (member == UINT32_MAX || r->is_placed[member])
		return fault_set(
		    why, FAULT_INVALID, "no member, or one in two arms");
	r->arms->of[member] = (uint8_t)r->arm;
	r->is_placed[member] = true;
	r->placed++;
	return 0;
}

static int
read_line(struct reader *r, char *line, struct fault *why)
{
	char *rest = line, *word = text_split(&rest, "\t");
	int column;

	if (rest == NULL)
		return fault_set(
		    why, FAULT_INVALID, "nothing behind \"%.20s\"", word);
	if (strcmp(word, "arm") == 0)
		return read_arm(r, rest, why);
	if (r->arm < 0)
		return fault_set(why, FAULT_INVALID, "no arm before it");
	if (strcmp(word, "rule") == 0)
		return rules_require(
		    r->arms->rules[r->arm], rest, &column, why);
	if (strcmp(word, "prefer") == 0)
		return rules_prefer(r->arms->rules[r->arm], rest, &column, why);
	if (strcmp(word, "in") == 0)
		return read_in(r, rest, why);
	return fault_set(why, FAULT_INVALID, "found \"%.20s\"", word);
}

static int
read_lines(struct reader *r, char *rest, struct fault *why)
{
	struct fault inner;
	char *line;

	while ((line = text_split(&rest, "\n")) != NULL)
		if (*line != '\0' && read_line(r, line, &inner) != 0)
			return fault_set(
			    why, FAULT_INVALID, "arms: %s", inner.sentence);
	if (r->arm != ARMS - 1 || r->placed != population_size(r->p))
		return fault_set(why, FAULT_INVALID,
		    "arms: there must be two, and each member in one");
	return 0;
}

static int
read_arms(char *text, const struct population *p, const struct rules *common,
    struct arms **arms, struct fault *why)
{
	struct reader r = { .p = p, .arm = -1 };
	int done;

	r.arms = arms_new(p, common, "", "");
	r.is_placed = memory_new(population_size(p), sizeof(*r.is_placed));
	done = read_lines(&r, text, why);
	free(r.is_placed);
	if (done != 0) {
		arms_free(r.arms);
		r.arms = NULL;
	}
	*arms = r.arms;
	return done;
}

int
arms_read(const char *text, size_t len, struct population **p,
    struct rules **common, struct arms **arms, struct fault *why)
{
	const char *at = memmem(text, len, BEGIN, strlen(BEGIN));
	size_t own = at == NULL ? len : (size_t)(at + 1 - text);
	char *behind;
	int done;

	*arms = NULL;
	if (population_read(text, own, p, common, why) != 0)
		return -1;
	if (at == NULL)
		return 0;
	behind = memory_text_n(at + 1, len - own);
	done = read_arms(behind, *p, *common, arms, why);
	free(behind);
	if (done != 0) {
		rules_free(*common);
		population_free(*p);
	}
	return done;
}
