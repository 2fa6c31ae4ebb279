/* Names as people of the demonstration's places have them. */
#ifndef DEMO_NAMES_H
#define DEMO_NAMES_H

#include <stdbool.h>
#include <stddef.h>

enum culture {
	CULTURE_FRENCH,
	CULTURE_BRETON,
	CULTURE_FLEMISH,
	CULTURE_ROMAND,
	CULTURE_QUEBECOIS,
	CULTURE_ENGLISH,
	CULTURE_MAGHREB,
	CULTURE_PORTUGUESE,
	CULTURE_WEST_AFRICAN,
	CULTURE_ITALIAN,
	CULTURE_POLISH,
	CULTURE_VIETNAMESE,
	CULTURES
};

#define NAMES_EACH 12

struct names {
	const char *women[NAMES_EACH];
	const char *men[NAMES_EACH];
	const char *families[NAMES_EACH];
	const char
	    *language; /* often spoken at home beside the place's; or NULL */
};

extern const struct names names_of[CULTURES];

#endif
