/*
 * Experiments from the file: see config/config_trials.h.
 */
#include "config/config_trials.h"

#include "base/clock.h"
#include "base/memory.h"
#include "config/config_rules.h"
#include "config/config_scalar.h"
#include "config/config_themes.h"
#include "config/config_trial_definition.h"

#define ROUNDS_DEFAULT "12"
#define ROUNDS_MIN 2
#define ROUNDS_MAX 520

struct config_trials {
	const struct config_pool *pool;
	struct config_trial *trial;
	int arm; /* that is being read */
	bool has_require, has_prefer;
};

static const char *const goals[] = { "met", "rating" };

const char *
config_trials_goal_word(enum config_goal goal)
{
	return goals[goal];
}

/* --- an arm --------------------------------------------------------------- */

static void
config_trials_require(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_trials *draft = into;

	config_rules_read(r, n, draft->trial->rules[draft->arm], rules_require);
	draft->has_require = true;
}

static void
config_trials_prefer(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_trials *draft = into;

	config_rules_read(r, n, draft->trial->rules[draft->arm], rules_prefer);
	draft->has_prefer = true;
}

static void
config_trials_serendipity(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_trials *draft = into;

	config_rules_serendipity(r, n, draft->trial->rules[draft->arm]);
}

static void
config_trials_themes(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_trials *draft = into;

	config_themes_read(r, n, draft->trial->themes[draft->arm],
	    &draft->trial->theme_counts[draft->arm]);
}

static const struct config_field config_trials_arm_rows[] = {
	{ "require", NULL,
	    "The arm's requirements, in the place of the pool's.",
	    config_trials_require, .kind = CONFIG_FIELD_RULES },
	{ "prefer", NULL, "The arm's preferences, in the place of the pool's.",
	    config_trials_prefer, .kind = CONFIG_FIELD_RULES },
	{ "serendipity", NULL, "The arm's dial, in the place of the pool's.",
	    config_trials_serendipity, .kind = CONFIG_FIELD_NUMBER, .max = 1 },
	{ "themes", NULL, "The arm's themes, in the place of the pool's.",
	    config_trials_themes, .kind = CONFIG_FIELD_WORDS,
	    .word = config_themes_word },
};

/* Rules that another set has, once each. */
static void
config_trials_copy(struct rules *to, const struct rules *from, bool required)
{
	size_t border = rules_requirement_count(from);
	size_t first = required ? 0 : border;
	size_t end = required ? border : rules_count(from);
	struct fault why;
	int column, done;

	for (size_t i = first; i < end; i++) {
		const char *sentence = rules_sentence(from, i);
		bool is_there = false;

		for (size_t k = 0; required && k < rules_requirement_count(to);
		     k++)
			is_there = is_there ||
				   strcmp(rules_sentence(to, k), sentence) == 0;
		if (is_there)
			continue;
		done = required ? rules_require(to, sentence, &column, &why)
				: rules_prefer(to, sentence, &column, &why);
		if (done != 0)
			die("a rule cannot be read again: %s", why.sentence);
	}
}

static struct rules *
config_trials_rules(
    const struct config_reader *r, const struct config_pool *pool)
{
	struct rules *rules =
	    rules_new(r->config->attributes, r->config->attribute_count);

	rules_set_size(rules, rules_size(pool->rules));
	rules_set_serendipity(rules, rules_serendipity(pool->rules));
	return rules;
}

static void
config_trials_arm(struct config_reader *r, const struct config_node *n,
    struct config_trials *draft)
{
	struct rules *rules = config_trials_rules(r, draft->pool);

	config_fields_is_name(r, n);
	draft->trial->arms[draft->arm] = memory_text(n->key);
	draft->trial->rules[draft->arm] = rules;
	draft->has_require = draft->has_prefer = false;
	if (config_fields_read(r, n, config_trials_arm_rows,
		COUNT_OF(config_trials_arm_rows), draft) != 0)
		return;
	if (!draft->has_require)
		config_trials_copy(rules, draft->pool->rules, true);
	if (!draft->has_prefer)
		config_trials_copy(rules, draft->pool->rules, false);
}

/* --- the experiment ------------------------------------------------------- */

static void
config_trials_name(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_trials *draft = into;
	const char *text;

	if (config_scalar_text(r->errors, n, &text) != 0)
		return;
	if (strlen(text) > CONFIG_NAME_MAX || text[0] < 'a' || text[0] > 'z' ||
	    strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-") !=
		strlen(text)) {
		config_error_found(r->errors, n,
		    "1 to %d of a-z, 0-9, _ and -, from a letter",
		    CONFIG_NAME_MAX);
		return;
	}
	draft->trial->name = memory_text(text);
}

static void
config_trials_arms(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_trials *draft = into;

	if (n->kind != CONFIG_MAP || config_node_count(n) != ARMS) {
		config_error_found(r->errors, n,
		    "a map of two arms, such as {usual: {}, chance: "
		    "{serendipity: 1}}");
		return;
	}
	draft->arm = 0;
	for (n = n->first; n != NULL; n = n->next, draft->arm++)
		config_trials_arm(r, n, draft);
}

/* The digits s[from..to-1] as a number. */
static int
config_trials_digits(const char *s, int from, int to)
{
	int number = 0;

	for (int i = from; i < to; i++)
		number = number * 10 + (s[i] - '0');
	return number;
}

/* A day of the calendar as YYYY-MM-DD. */
static bool
config_trials_is_day(const char *s)
{
	static const char form[] = "dddd-dd-dd";
	struct clock_civil day = { 0 }, again;

	if (strlen(s) != sizeof(form) - 1)
		return false;
	for (size_t i = 0; form[i] != '\0'; i++)
		if (form[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != form[i])
			return false;
	day.year = config_trials_digits(s, 0, 4);
	day.month = config_trials_digits(s, 5, 7);
	day.day = config_trials_digits(s, 8, 10);
	if (day.year < 2000 || day.month < 1 || day.month > 12 || day.day < 1 ||
	    day.day > 31)
		return false;
	clock_civil(clock_from_civil(&day), &again);
	return again.day == day.day;
}

static void
config_trials_from(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_trials *draft = into;
	const char *text;

	if (config_scalar_text(r->errors, n, &text) != 0)
		return;
	if (!config_trials_is_day(text)) {
		config_error_found(r->errors, n, "a day, such as 2026-11-30");
		return;
	}
	free(draft->trial->from);
	draft->trial->from = memory_text(text);
}

static void
config_trials_rounds(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_trials *draft = into;
	int64_t rounds;

	if (config_scalar_int(r->errors, n, ROUNDS_MIN, ROUNDS_MAX, &rounds) ==
	    0)
		draft->trial->rounds = (int)rounds;
}

static void
config_trials_goal(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_trials *draft = into;
	size_t i;

	if (config_scalar_word(r->errors, n, goals, COUNT_OF(goals), &i) == 0)
		draft->trial->goal = (enum config_goal)i;
}

static void
config_trials_detect(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_trials *draft = into;
	int64_t thousandths;

	if (config_scalar_thousandths(r->errors, n, &thousandths) != 0)
		return;
	if (thousandths < 1 || thousandths > 4000)
		config_error_found(r->errors, n, "a number from 0.001 to 4");
	else
		draft->trial->detect = (int)thousandths;
}

static const char *
config_trials_goal_by(size_t i)
{
	return i < COUNT_OF(goals) ? goals[i] : NULL;
}

static const struct config_field config_trials_rows[] = {
	{ "name", NULL,
	    "What it is called: must be given. Another name is another "
	    "experiment.",
	    config_trials_name,
	    .allowed = "1 to 32 of a-z, 0-9, _ and -, from a letter" },
	{ "arms", NULL,
	    "Two, by name, each with what it has in the place of the pool's "
	    "rules (below), or `{}`: must be given.",
	    config_trials_arms, .kind = CONFIG_FIELD_ARMS },
	{ "from", NULL,
	    "The first day of it, such as `2026-11-30`, in the pool's zone; "
	    "without it, from the next round on.",
	    config_trials_from, .allowed = "a day, such as 2026-11-30" },
	{ "rounds", ROUNDS_DEFAULT, "How many rounds it lasts, 2 to 520.",
	    config_trials_rounds, .kind = CONFIG_FIELD_INT, .min = ROUNDS_MIN,
	    .max = ROUNDS_MAX },
	{ "goal", "met",
	    "What decides: `met`, the share of introductions whose members "
	    "met, or `rating`, how they found it. Both are shown.",
	    config_trials_goal, .kind = CONFIG_FIELD_WORD,
	    .word = config_trials_goal_by },
	{ "detect", "0.1",
	    "The difference that would matter: how many more rounds are needed "
	    "is said for it. Of a share, 0.1 is ten in a hundred; of a rating, "
	    "of 1 to 5. May be changed at any time.",
	    config_trials_detect, .kind = CONFIG_FIELD_NUMBER, .max = 4 },
};

/* --- the whole ------------------------------------------------------------ */

void
config_trials_read(struct config_reader *r, const struct config_node *entry,
    struct config_pool *pool)
{
	struct config_trial *t = memory_new(1, sizeof(*t));
	struct config_trials draft = { .pool = pool, .trial = t };

	t->from = memory_text("");
	if (config_fields_read(r, entry, config_trials_rows,
		COUNT_OF(config_trials_rows), &draft) != 0) {
		config_trials_free(t);
		return;
	}
	if (config_node_child(entry, "name") == NULL)
		config_error_missing(
		    r->errors, entry, "name", "a word, such as more-chance");
	if (config_node_child(entry, "arms") == NULL)
		config_error_missing(r->errors, entry, "arms",
		    "two, such as {usual: {}, chance: {serendipity: 1}}");
	if (t->name == NULL || t->rules[ARMS - 1] == NULL) {
		config_trials_free(t);
		return;
	}
	t->common = config_trials_rules(r, pool);
	for (int k = 0; k < ARMS; k++)
		config_trials_copy(t->common, t->rules[k], true);
	config_trials_copy(t->common, pool->rules, false);
	t->definition = config_trial_definition(t, rules_size(pool->rules));
	pool->trial = t;
}

void
config_trials_free(struct config_trial *t)
{
	if (t == NULL)
		return;
	for (int k = 0; k < ARMS; k++) {
		free(t->arms[k]);
		rules_free(t->rules[k]);
	}
	rules_free(t->common);
	free(t->name);
	free(t->from);
	free(t->definition);
	free(t);
}

const struct config_field *
config_trials_fields(size_t *count)
{
	*count = COUNT_OF(config_trials_rows);
	return config_trials_rows;
}

const struct config_field *
config_trials_arm_fields(size_t *count)
{
	*count = COUNT_OF(config_trials_arm_rows);
	return config_trials_arm_rows;
}

void
config_trials_reference(struct text *out)
{
	config_fields_reference(
	    config_trials_rows, COUNT_OF(config_trials_rows), out);
	text_add(out, "Keys of each of its arms:\n\n");
	config_fields_reference(
	    config_trials_arm_rows, COUNT_OF(config_trials_arm_rows), out);
}
