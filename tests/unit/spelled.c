/*
 * See tests/unit/spelled.h.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "spelled.h"

static struct attribute none;

uint32_t
spelled_member(struct population *p, const char *key)
{
	struct fault why;
	uint32_t member;

	if (population_add(p, key, &member, &why) != 0)
		fail_msg("%s: %s", key, why.sentence);
	return member;
}

void
spelled_value(
    struct population *p, uint32_t member, size_t attribute, const char *value)
{
	struct fault why;

	if (population_set(p, member, attribute, value, &why) != 0)
		fail_msg("%s: %s", value, why.sentence);
}

struct rules *
spelled_rules(
    const char *requirement, const char *preference, int64_t serendipity)
{
	struct rules *rules = rules_new(&none, 0);
	struct fault why;
	int column;

	if (requirement != NULL &&
	    rules_require(rules, requirement, &column, &why) != 0)
		fail_msg("%s: %s", requirement, why.sentence);
	if (preference != NULL &&
	    rules_prefer(rules, preference, &column, &why) != 0)
		fail_msg("%s: %s", preference, why.sentence);
	rules_set_serendipity(rules, serendipity);
	return rules;
}
