/*
 * Reading a rule's sentence: verb, attributes, arguments, weight.
 */
#include "pairing/rules_data.h"
#include "base/memory.h"

#define TOKENS_MAX 24

/* A sentence in pieces, each with its column. */
struct tokens {
	char *copy;
	char *words[TOKENS_MAX];
	int columns[TOKENS_MAX];
	int count, next;
};

static int
tokens_read(struct tokens *t, const char *sentence, struct fault *why)
{
	char *p;

	*t = (struct tokens){ .copy = memory_text(sentence) };
	for (p = t->copy;;) {
		while (*p == ' ' || *p == '\t')
			p++;
		if (*p == '\0')
			break;
		if (t->count == TOKENS_MAX)
			return fault_set(why, FAULT_INVALID,
			    "a rule has at most %d words", TOKENS_MAX);
		t->columns[t->count] = (int)(p - t->copy) + 1;
		t->words[t->count++] = p;
		p += strcspn(p, " \t");
		if (*p != '\0')
			*p++ = '\0';
	}
	return t->count > 0
		   ? 0
		   : fault_set(why, FAULT_INVALID, "the rule is empty");
}

/* The next word, "" at the end. */
static const char *
tokens_peek(const struct tokens *t)
{
	return t->next < t->count ? t->words[t->next] : "";
}

/* Steps over `phrase` ("at least") where it stands there. */
static bool
tokens_take(struct tokens *t, const char *phrase)
{
	char *copy = memory_text(phrase), *rest = copy, *word;
	int at = t->next;
	bool same = true;

	while (same && (word = text_split(&rest, " ")) != NULL)
		same = at < t->count && strcmp(t->words[at++], word) == 0;
	free(copy);
	if (same)
		t->next = at;
	return same;
}

/* --- verb and attributes -------------------------------------------------- */

static int
refuse_verb(const char *verb, bool is_preference, struct fault *why)
{
	const char *nearest = NULL;
	struct text allowed = { 0 };
	unsigned best = 3, distance;

	for (size_t i = 0; i < rule_kind_count; i++) {
		if (rule_kinds[i].is_preference_only && !is_preference)
			continue;
		text_addf(&allowed, "%s%s", allowed.len > 0 ? ", " : "",
		    rule_kinds[i].verb);
		distance = text_distance(verb, rule_kinds[i].verb);
		if (distance < best) {
			best = distance;
			nearest = rule_kinds[i].verb;
		}
	}
	if (nearest != NULL)
		(void)fault_set(why, FAULT_INVALID,
		    "found \"%.40s\"; did you mean \"%s\"?", verb, nearest);
	else
		(void)fault_set(why, FAULT_INVALID,
		    "found \"%.40s\"; allowed are %s", verb,
		    text_get(&allowed));
	text_clear(&allowed);
	return -1;
}

static int
take_verb(struct rule *rule, struct tokens *t, struct fault *why)
{
	for (size_t i = 0; i < rule_kind_count; i++) {
		if (strcmp(t->words[0], rule_kinds[i].verb) != 0)
			continue;
		if (rule_kinds[i].is_preference_only && !rule->is_preference)
			return fault_set(why, FAULT_INVALID,
			    "found \"%s\", which is a preference only: say it "
			    "under prefer",
			    rule_kinds[i].verb);
		rule->kind = &rule_kinds[i];
		t->next = 1;
		return 0;
	}
	return refuse_verb(t->words[0], rule->is_preference, why);
}

static int
refuse_name(const struct rules *rules, const struct rule *rule,
    const char *name, struct fault *why)
{
	const char *nearest = NULL;
	struct text allowed = { 0 };
	unsigned best = 3, distance;

	if (*name == '\0')
		return fault_set(why, FAULT_INVALID, "%s needs %s",
		    rule->kind->verb,
		    rule->kind->attribute_count == 2 ? "two attributes"
						     : "an attribute");
	for (size_t i = 0; i < rules->attribute_count; i++) {
		distance = text_distance(name, rules->attributes[i].name);
		if (distance < best) {
			best = distance;
			nearest = rules->attributes[i].name;
		}
	}
	if (nearest != NULL)
		return fault_set(why, FAULT_INVALID,
		    "found \"%.40s\"; did you mean \"%s\"?", name, nearest);
	for (size_t i = 0; i < rules->attribute_count; i++)
		text_addf(&allowed, "%s%s", i > 0 ? ", " : "",
		    rules->attributes[i].name);
	(void)fault_set(why, FAULT_INVALID,
	    "found \"%.40s\", which is no attribute; allowed: %.150s", name,
	    text_get(&allowed));
	text_clear(&allowed);
	return -1;
}

static int
refuse_type(
    const struct rule *rule, const struct attribute *a, struct fault *why)
{
	struct text types = { 0 };

	for (int i = 0; i < ATTRIBUTE_TYPES; i++)
		if (rule->kind->types >> i & 1)
			text_addf(&types, "%s%s", types.len > 0 ? ", " : "",
			    attribute_type_word((enum attribute_type)i));
	(void)fault_set(why, FAULT_INVALID,
	    "%s does not fit %s, which is of type %s; it fits %s",
	    rule->kind->verb, a->name, attribute_type_word(a->type),
	    text_get(&types));
	text_clear(&types);
	return -1;
}

static int
take_attribute(const struct rules *rules, struct rule *rule, int which,
    struct tokens *t, struct fault *why)
{
	const char *name = tokens_peek(t);
	const struct attribute *a;
	size_t i = 0;

	while (i < rules->attribute_count &&
	       strcmp(rules->attributes[i].name, name) != 0)
		i++;
	if (i == rules->attribute_count)
		return refuse_name(rules, rule, name, why);
	a = &rules->attributes[i];
	if ((rule->kind->types >> a->type & 1) == 0)
		return refuse_type(rule, a, why);
	if (rule->kind->needs_span && a->type == ATTRIBUTE_SCALE &&
	    rule_span(a) == 0)
		return fault_set(why, FAULT_INVALID,
		    "%s needs to know from where to where %s goes: give it "
		    "`from` and `to`, or a list of values",
		    rule->kind->verb, a->name);
	rule->attributes[which] = i;
	t->next++;
	return 0;
}

/* --- arguments ------------------------------------------------------------ */

static int
number_read(const char *word, int64_t min, int64_t max, bool is_thousandths,
    int64_t *out, struct fault *why)
{
	int bad = is_thousandths ? attribute_number_parse(word, out)
				 : text_to_int(word, INT64_MIN, INT64_MAX, out);

	if (bad == 0 && is_thousandths && !attribute_number_is_short(word))
		return fault_set(why, FAULT_INVALID,
		    "found \"%.40s\"; allowed is a number with at most three "
		    "decimals",
		    word);
	if (bad != 0 || *out < min || *out > max)
		return fault_set(why, FAULT_INVALID,
		    "found \"%.40s\"; allowed is a number from %g to %g", word,
		    (double)min / (is_thousandths ? 1000 : 1),
		    (double)max / (is_thousandths ? 1000 : 1));
	return 0;
}

/* Whether the argument goes with the type of the attribute. */
static bool
argument_fits(const struct rules *rules, const struct rule *rule,
    const struct rule_argument *g)
{
	return g->types == 0 ||
	       (g->types >> rules->attributes[rule->attributes[0]].type & 1);
}

/* Whether the argument begins here; steps over what stands before its number. */
static bool
argument_begins(const struct rules *rules, const struct rule *rule,
    const struct rule_argument *g, struct tokens *t)
{
	if (!argument_fits(rules, rule, g))
		return false;
	if (g->before != NULL)
		return tokens_take(t, g->before);
	return *tokens_peek(t) >= '0' && *tokens_peek(t) <= '9';
}

static int
take_argument(struct rule *rule, const struct rule_argument *g,
    struct tokens *t, struct fault *why)
{
	if (g->min == 0 && g->max == 0) {
		rule->words[g->word] = 1;
		return 0;
	}
	if (number_read(tokens_peek(t), g->min, g->max, g->is_thousandths,
		&rule->words[g->word], why) != 0)
		return -1;
	t->next++;
	if (g->after == NULL || tokens_take(t, g->after))
		return 0;
	return fault_set(why, FAULT_INVALID,
	    "found \"%.40s\"; after the number comes \"%s\"", tokens_peek(t),
	    g->after);
}

/* What any sentence may end in; false: it is something else. */
static bool
take_ending(struct rule *rule, struct tokens *t, int *done, struct fault *why)
{
	*done = 0;
	if (rule->kind->attribute_count > 0 &&
	    tokens_take(t, "even if missing")) {
		rule->even_missing = true;
		if (rule->is_preference)
			*done = fault_set(why, FAULT_INVALID,
			    "a preference leaves a missing value out; \"even "
			    "if missing\" goes with requirements");
		return true;
	}
	if (rule->kind->attribute_count > 0 && tokens_take(t, "unless missing"))
		return true;
	if (!rule->is_preference || !tokens_take(t, "weight"))
		return false;
	*done =
	    number_read(tokens_peek(t), 1, 1000000, true, &rule->weight, why);
	t->next += *done == 0;
	return true;
}

/* What may still follow is said, as in docs/rules.md. */
static int
refuse_argument(const struct rules *rules, const struct rule *rule,
    unsigned given, const struct tokens *t, struct fault *why)
{
	const struct rule_argument *g = rule->kind->arguments;
	struct text allowed = { 0 };

	for (int i = 0; i < RULE_ARGUMENTS_MAX; i++)
		if ((g[i].before != NULL || g[i].max != 0) &&
		    (given >> g[i].word & 1) == 0 &&
		    argument_fits(rules, rule, &g[i]))
			text_addf(&allowed, "%s%s%s%s%s, ",
			    g[i].before == NULL ? "" : g[i].before,
			    g[i].before == NULL || g[i].max == 0 ? "" : " ",
			    g[i].max == 0 ? "" : "N",
			    g[i].after == NULL ? "" : " ",
			    g[i].after == NULL ? "" : g[i].after);
	if (rule->is_preference)
		text_add(&allowed, "weight N, ");
	else if (rule->kind->attribute_count > 0)
		text_add(&allowed, "even if missing, unless missing, ");
	(void)fault_set(why, FAULT_INVALID,
	    "found \"%.40s\", which %s does not take here; allowed: %sor the "
	    "end",
	    tokens_peek(t), rule->kind->verb, text_get(&allowed));
	text_clear(&allowed);
	return -1;
}

static int
take_arguments(const struct rules *rules, struct rule *rule, struct tokens *t,
    struct fault *why)
{
	const struct rule_argument *g = rule->kind->arguments;
	unsigned given = 0;
	int i, done;

	while (t->next < t->count) {
		if (take_ending(rule, t, &done, why)) {
			if (done != 0)
				return -1;
			continue;
		}
		for (i = 0; i < RULE_ARGUMENTS_MAX; i++)
			if ((g[i].before != NULL || g[i].max != 0) &&
			    (given >> g[i].word & 1) == 0 &&
			    argument_begins(rules, rule, &g[i], t))
				break;
		if (i == RULE_ARGUMENTS_MAX)
			return refuse_argument(rules, rule, given, t, why);
		given |= 1u << g[i].word;
		if (take_argument(rule, &g[i], t, why) != 0)
			return -1;
	}
	for (i = 0; i < RULE_ARGUMENTS_MAX; i++)
		if (g[i].is_needed && (given >> g[i].word & 1) == 0)
			return fault_set(why, FAULT_INVALID,
			    "%s needs a number behind the attribute",
			    rule->kind->verb);
	return 0;
}

/* --- all ------------------------------------------------------------------ */

static char *
normal_sentence(const struct tokens *t)
{
	struct text s = { 0 };

	for (int i = 0; i < t->count; i++)
		text_addf(&s, "%s%s", i > 0 ? " " : "", t->words[i]);
	return text_take(&s);
}

int
rule_parse(const struct rules *rules, const char *sentence, bool is_preference,
    struct rule *rule, int *column, struct fault *why)
{
	struct tokens t;
	int done = tokens_read(&t, sentence, why);

	*rule = (struct rule){ .is_preference = is_preference,
		.weight = 1000,
		.words = { [RULE_LEAST] = 1,
		    [RULE_IDEAL] = -1,
		    [RULE_HOPS] = 1,
		    [RULE_MUTUAL] = -1,
		    [RULE_WEEKS] = 26 } };
	if (done == 0)
		done = take_verb(rule, &t, why);
	for (int i = 0; done == 0 && i < rule->kind->attribute_count; i++)
		done = take_attribute(rules, rule, i, &t, why);
	if (done == 0)
		done = take_arguments(rules, rule, &t, why);
	if (done == 0)
		rule->sentence = normal_sentence(&t);
	else
		*column = t.next < t.count ? t.columns[t.next]
					   : (int)strlen(sentence) + 1;
	free(t.copy);
	return done;
}
