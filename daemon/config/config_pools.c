/*
 * Pools from the file: see config/config_pools.h.
 */
#include "config/config_pools.h"

#include "base/memory.h"
#include "config/config_label.h"
#include "config/config_rules.h"
#include "config/config_scalar.h"
#include "config/config_themes.h"
#include "config/config_trials.h"
#include "config/config_pools_when.h"
#include "config/config_when.h"
#include "pairing/draw.h"

#define POOLS_MAX 100
#define GROUP_SIZE_MAX (DRAW_GROUP_MAX - 1)
#define OUTCOME_DAYS_MIN 2
#define OUTCOME_DAYS_MAX 90
#define ANSWER_HOURS_MAX 240 /* ten days, longer than a week between rounds */

/* In the order of enum config_reveal. */
static const char *const reveal_words[] = { "at_once", "on_accept" };

static void
config_pools_title(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;

	config_label_read(r->errors, n, false, &draft->pool->title);
}

static void
config_pools_size(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;
	int64_t size;

	if (config_scalar_int(r->errors, n, 2, GROUP_SIZE_MAX, &size) == 0)
		rules_set_size(draft->pool->rules, (int)size);
}

static void
config_pools_serendipity(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;

	config_rules_serendipity(r, n, draft->pool->rules);
}

static void
config_pools_reveal(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;
	size_t i;

	if (config_scalar_word(
		r->errors, n, reveal_words, COUNT_OF(reveal_words), &i) == 0)
		draft->pool->reveal = (enum config_reveal)i;
}

static void
config_pools_answer_hours(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;
	int64_t hours;

	if (config_scalar_int(r->errors, n, 1, ANSWER_HOURS_MAX, &hours) == 0)
		draft->pool->answer_hours = (int)hours;
}

static void
config_pools_outcome_days(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;
	int64_t days;

	if (config_scalar_int(
		r->errors, n, OUTCOME_DAYS_MIN, OUTCOME_DAYS_MAX, &days) == 0)
		draft->pool->outcome_days = (int)days;
}

static void
config_pools_auto_join(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;

	config_scalar_bool(r->errors, n, &draft->pool->auto_join);
}

static void
config_pools_approve(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;

	config_scalar_bool(r->errors, n, &draft->pool->approve);
}

static void
config_pools_themes(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;

	config_themes_read(
	    r, n, draft->pool->themes, &draft->pool->theme_count);
}

static void
config_pools_require(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;

	config_rules_read(r, n, draft->pool->rules, rules_require);
}

static void
config_pools_prefer(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;

	config_rules_read(r, n, draft->pool->rules, rules_prefer);
}

#define SPAN "hours or days, such as 24 hours or 3 days, or none"

static const char *
config_pools_reveal_word(size_t i)
{
	return i < COUNT_OF(reveal_words) ? reveal_words[i] : NULL;
}

static void
config_pools_experiment(
    struct config_reader *r, const struct config_node *n, void *into)
{
	struct config_pools *draft = into;

	config_trials_read(r, n, draft->pool);
}

static const struct config_field config_pools_rows[] = {
	{ "title", NULL,
	    "What people read instead of the name: a text, or `{en: …, fr: "
	    "…}`.",
	    config_pools_title, .kind = CONFIG_FIELD_LABEL },
	{ "every", NULL,
	    "`hour`, `day`, `week`, `month`, or some of them: `2 weeks`. "
	    "`every`, `at` and `zone` go together; without them rounds are run "
	    "by command alone.",
	    config_pools_every, .allowed = CONFIG_WHEN_EVERY },
	{ "at", NULL,
	    "When a round is, by the clock of `zone`: `Monday 10:00`; `10:00` "
	    "where it is every day; "
	    "`9:00 to 17:00`, the first and the last of each day, where it is "
	    "every hour. In a month, the first such weekday. An hour that "
	    "comes twice, in a night of autumn, has one round.",
	    config_pools_at,
	    .allowed = "a weekday and a time, such as Monday 10:00; 10:00 "
		       "where it is every day; 9:00 to 17:00 where it is every "
		       "hour" },
	{ "from", NULL,
	    "The calendar's first day, by the clocks of `zone`: of a "
	    "conference, `2027-05-19`. Without it, any.",
	    config_pools_from, .allowed = "a day such as 2027-05-19" },
	{ "until", NULL,
	    "Its last day, that one included; then there are no more rounds. "
	    "Without it, none.",
	    config_pools_until,
	    .allowed = "a day such as 2027-05-21, not before from" },
	{ "zone", NULL,
	    "The time zone of `at`, such as `Europe/Paris`: 10:00 stays 10:00 "
	    "in summer and winter.",
	    config_pools_zone,
	    .allowed = "a time zone of the IANA database, such as "
		       "Europe/Paris" },
	{ "size", "2",
	    "Members of a group, 2 to 20: `2` makes pairs, and one trio where "
	    "the number is odd; a larger size, groups of so many or one more, "
	    "in which everybody may meet everybody.",
	    config_pools_size, .kind = CONFIG_FIELD_INT, .min = 2,
	    .max = GROUP_SIZE_MAX },
	{ "serendipity", "0.5",
	    "The dial between the draw of the highest score (0) and a draw "
	    "by chance alone (1), among all draws that the requirements "
	    "allow and that introduce the most members.",
	    config_pools_serendipity, .kind = CONFIG_FIELD_NUMBER, .max = 1 },
	{ "reveal", "on_accept",
	    "When partners see each other's contact: `at_once`, or "
	    "`on_accept`, "
	    "when both have said yes.",
	    config_pools_reveal, .kind = CONFIG_FIELD_WORD,
	    .word = config_pools_reveal_word },
	{ "answer_hours", "72",
	    "Hours after which an introduction without answers expires, 1 to "
	    "240.",
	    config_pools_answer_hours, .kind = CONFIG_FIELD_INT, .min = 1,
	    .max = ANSWER_HOURS_MAX },
	{ "outcome_days", "14",
	    "Days after which what came of an accepted introduction can no "
	    "longer be said or changed, 2 to 90.",
	    config_pools_outcome_days, .kind = CONFIG_FIELD_INT,
	    .min = OUTCOME_DAYS_MIN, .max = OUTCOME_DAYS_MAX },
	{ "remind", "24 hours",
	    "How long before a round those who would take part are reminded "
	    "of it, so that they can skip it: `24 hours`, `2 days`, at most "
	    "7 days; or `none`.",
	    config_pools_remind, .allowed = SPAN },
	{ "second_chance", "3 days",
	    "How long after a round its second draw is: of those who joined "
	    "since, and of those whose introduction came to nothing without "
	    "their doing. Never before answers are due (`answer_hours`), a day "
	    "later where there are not two of them by then, and so on, and "
	    "none where the next round is there first. `36 hours`, `3 days`, "
	    "at most 28 days; or `none`.",
	    config_pools_second, .allowed = SPAN },
	{ "auto_join", "false", "New members join this pool by themselves.",
	    config_pools_auto_join, .kind = CONFIG_FIELD_BOOL },
	{ "approve", "false",
	    "Its rounds are drawn, and wait for an operator's yes before "
	    "anybody is told of them: `serendipctl rounds approve`, until the "
	    "next one is due.",
	    config_pools_approve, .kind = CONFIG_FIELD_BOOL },
	{ "themes", NULL,
	    "What its rounds are about, one after the other, for the prompts "
	    "of its introductions: any of `beginnings`, `craft`, `learning`, "
	    "`advice`, `places`, `change`, `mistakes`, `people`, `time`, "
	    "`play`, `future`, `surprise`. None without it.",
	    config_pools_themes, .kind = CONFIG_FIELD_WORDS,
	    .word = config_themes_word },
	{ "require", NULL,
	    "The rules, a list of sentences such as `differ domain level 1`: "
	    "two members are introduced only where every one holds. A block "
	    "always forbids, without a rule.",
	    config_pools_require, .kind = CONFIG_FIELD_RULES },
	{ "prefer", NULL,
	    "More rules, each with a weight, such as `distance domain weight "
	    "3`: they make the score of a pair, and the draws of a higher "
	    "score more likely.",
	    config_pools_prefer, .kind = CONFIG_FIELD_RULES },
	/* Last: its arms begin with the rules above. */
	{ "experiment", NULL,
	    "Two sets of rules side by side, to see which does better: its "
	    "keys are below, what it measures is in "
	    "[experiments.md](experiments.md). Taken away or changed, the one "
	    "under way ends.",
	    config_pools_experiment, .kind = CONFIG_FIELD_TRIAL },
};

/* All of it or nothing of it. */
static void
config_pools_check_calendar(struct config_reader *r,
    const struct config_node *entry, struct config_pool *pool)
{
	static const char *const parts[][2] = {
		{ "every",
		    "hour, day, week or month, since there is a calendar" },
		{ "at", "a time such as Monday 10:00, since there is a "
			"calendar" },
		{ "zone", "a time zone such as Europe/Paris, since there is a "
			  "calendar" },
	};
	size_t i, given = 0;

	for (i = 0; i < COUNT_OF(parts); i++)
		given += config_node_child(entry, parts[i][0]) != NULL;
	given += config_node_child(entry, "from") != NULL;
	given += config_node_child(entry, "until") != NULL;
	pool->has_calendar = given > 0;
	for (i = 0; i < COUNT_OF(parts) && given > 0; i++)
		if (config_node_child(entry, parts[i][0]) == NULL)
			config_error_missing(
			    r->errors, entry, parts[i][0], parts[i][1]);
}

static void
config_pools_read_one(struct config_reader *r, const struct config_node *entry)
{
	struct config *c = r->config;
	struct config_pools draft = { .pool = &c->pools[c->pool_count++] };

	config_fields_is_name(r, entry);
	draft.pool->name = memory_text(entry->key);
	draft.pool->rules = rules_new(c->attributes, c->attribute_count);
	draft.is_every_unknown = true; /* until `every` is read */
	if (config_fields_read(r, entry, config_pools_rows,
		COUNT_OF(config_pools_rows), &draft) == 0)
		config_pools_check_calendar(r, entry, draft.pool);
}

void
config_pools_read(struct config_reader *r, const struct config_node *section)
{
	const struct config_node *n;

	if (section->kind != CONFIG_MAP) {
		if (!config_node_is_nothing(section))
			config_error_found(r->errors, section,
			    "a map of pools, name: {require: …}");
		return;
	}
	r->config->pools = memory_new(POOLS_MAX, sizeof(*r->config->pools));
	for (n = section->first; n != NULL; n = n->next) {
		if (r->config->pool_count == POOLS_MAX) {
			config_error_at_key(r->errors, n,
			    "found one more pool, allowed: at most %d",
			    POOLS_MAX);
			return;
		}
		config_pools_read_one(r, n);
	}
}

void
config_pools_clear(struct config *c)
{
	size_t i;

	for (i = 0; i < c->pool_count; i++) {
		config_label_clear(&c->pools[i].title);
		rules_free(c->pools[i].rules);
		config_trials_free(c->pools[i].trial);
		free(c->pools[i].name);
		free(c->pools[i].zone);
	}
	free(c->pools);
}

const struct config_field *
config_pools_fields(size_t *count)
{
	*count = COUNT_OF(config_pools_rows);
	return config_pools_rows;
}

void
config_pools_reference(struct text *out)
{
	config_fields_reference(
	    config_pools_rows, COUNT_OF(config_pools_rows), out);
}
