/*
 * Which attribute is the members' domain, where something is said of the whole
 * community by field of work.
 */
#ifndef CONFIG_CONFIG_DOMAIN_H
#define CONFIG_CONFIG_DOMAIN_H

#include "config/config.h"

/* The attribute named "domain" where it is a tree or a choice; else the first
 * tree or choice that a requirement `differ` names, by the order of the pools
 * and their rules. Its number, or -1 where there is none. *attribute is its
 * name, or ""; *separator is what stands after the first level of its values,
 * "" for a choice. Both borrowed, as long as the configuration lives. */
int config_domain(
    const struct config *c, const char **attribute, const char **separator);

#endif
