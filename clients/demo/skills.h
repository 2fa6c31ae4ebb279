/* What the people of the demonstration can give, seek and like. */
#ifndef DEMO_SKILLS_H
#define DEMO_SKILLS_H

#include <stddef.h>

#define BRANCH_SKILLS 5

/* A thing to offer or to seek, or to like. */
struct skill {
	const char *english;
	const char *french;
	const char *french_article; /* "la cuisine" */
};

struct branch {
	const char *name; /* "health": the start of its trades' paths */
	unsigned weight;  /* how many people work in it */
	struct skill skills[BRANCH_SKILLS];
};

extern const struct branch skills_branches[];
extern const size_t skills_branch_count;
extern const struct skill skills_interests[];
extern const size_t skills_interest_count;

#endif
