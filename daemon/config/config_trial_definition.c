/*
 * What an experiment is, as text: see config/config_trial_definition.h.
 */
#include "config/config_trial_definition.h"
#include "model/prompts.h"

char *
config_trial_definition(const struct config_trial *t, int size)
{
	struct text out = { 0 };

	text_addf(&out, "experiment %s\nfrom %s\nrounds %d\ngoal %s\nsize %d\n",
	    t->name, *t->from == '\0' ? "at-once" : t->from, t->rounds,
	    config_trials_goal_word(t->goal), size);
	for (int k = 0; k < ARMS; k++) {
		const struct rules *rules = t->rules[k];

		text_addf(&out, "arm %s\nserendipity %d\n", t->arms[k],
		    (int)rules_serendipity(rules));
		for (size_t i = 0; i < rules_count(rules); i++)
			text_addf(&out, "%s %s\n",
			    i < rules_requirement_count(rules) ? "require"
							       : "prefer",
			    rules_sentence(rules, i));
		for (size_t i = 0; i < t->theme_counts[k]; i++)
			text_addf(&out, "theme %s\n",
			    prompts_theme_word(t->themes[k][i]));
	}
	text_addf(&out, "common\nserendipity %d\n",
	    (int)rules_serendipity(t->common));
	for (size_t i = rules_requirement_count(t->common);
	     i < rules_count(t->common); i++)
		text_addf(&out, "prefer %s\n", rules_sentence(t->common, i));
	return text_take(&out);
}
