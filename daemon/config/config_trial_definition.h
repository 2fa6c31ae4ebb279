/*
 * What an experiment is, as text, by which it is known again.
 */
#ifndef CONFIG_CONFIG_TRIAL_DEFINITION_H
#define CONFIG_CONFIG_TRIAL_DEFINITION_H

#include "base/attr.h"
#include "config/config_trials.h"

/* All of it but `detect`, in lines, with the size of the pool's groups; a new text.
 * Of the common rules it has the preferences: their requirements are the arms'. */
char *
config_trial_definition(const struct config_trial *trial, int size) MUST_CHECK;

#endif
