/* One invented member: everything the members' CSV says of them. */
#ifndef DEMO_PERSON_H
#define DEMO_PERSON_H

#include <stdbool.h>
#include <stddef.h>
#include "clients/demo/chance.h"
#include "clients/demo/places.h"
#include "clients/demo/skills.h"
#include "clients/demo/trades.h"

#define PERSON_TEXT 160
#define PERSON_SKILLS 2

struct person {
	char id[24];
	char email[PERSON_TEXT];
	char name[PERSON_TEXT];
	bool is_woman;
	bool is_english; /* letters and pitch in English, else in French */
	const struct place *place;
	const struct trade *trade;
	size_t branch;
	const struct skill *offers[PERSON_SKILLS];
	const struct skill *seeks[PERSON_SKILLS]; /* NULL where it is one */
	char languages[PERSON_TEXT];
	char interests[PERSON_TEXT];
	const struct skill *likes; /* the first of the interests */
	char free[PERSON_TEXT];
	const char *generation;
};

/* All of `count` people, no two of one e-mail address or name. */
void person_make_all(struct person *people, size_t count, struct chance *c);
#endif
