/* The places, with the mixture of people that each has. */
#include "clients/demo/places.h"

#define FRANCE                                                        \
	{                                                             \
		[CULTURE_FRENCH] = 60, [CULTURE_MAGHREB] = 14,        \
		[CULTURE_PORTUGUESE] = 8, [CULTURE_WEST_AFRICAN] = 7, \
		[CULTURE_ITALIAN] = 4, [CULTURE_POLISH] = 3,          \
		[CULTURE_VIETNAMESE] = 4                              \
	}
#define BRITTANY                                                     \
	{                                                            \
		[CULTURE_FRENCH] = 30, [CULTURE_BRETON] = 55,        \
		[CULTURE_MAGHREB] = 4, [CULTURE_PORTUGUESE] = 4,     \
		[CULTURE_WEST_AFRICAN] = 4, [CULTURE_VIETNAMESE] = 3 \
	}
#define WALLONIA                                                 \
	{                                                        \
		[CULTURE_FRENCH] = 50, [CULTURE_FLEMISH] = 12,   \
		[CULTURE_ITALIAN] = 16, [CULTURE_MAGHREB] = 12,  \
		[CULTURE_POLISH] = 5, [CULTURE_WEST_AFRICAN] = 5 \
	}
#define FLANDERS                                               \
	{                                                      \
		[CULTURE_FLEMISH] = 78, [CULTURE_MAGHREB] = 8, \
		[CULTURE_ITALIAN] = 4, [CULTURE_POLISH] = 6,   \
		[CULTURE_WEST_AFRICAN] = 4                     \
	}
#define ROMANDY                                                   \
	{                                                         \
		[CULTURE_ROMAND] = 62, [CULTURE_PORTUGUESE] = 16, \
		[CULTURE_ITALIAN] = 14, [CULTURE_FRENCH] = 8      \
	}
#define CANADA                                                   \
	{                                                        \
		[CULTURE_QUEBECOIS] = 68, [CULTURE_ENGLISH] = 8, \
		[CULTURE_MAGHREB] = 9, [CULTURE_VIETNAMESE] = 7, \
		[CULTURE_WEST_AFRICAN] = 8                       \
	}
#define BRITAIN                                                    \
	{                                                          \
		[CULTURE_ENGLISH] = 72, [CULTURE_POLISH] = 9,      \
		[CULTURE_ITALIAN] = 5, [CULTURE_WEST_AFRICAN] = 6, \
		[CULTURE_PORTUGUESE] = 4, [CULTURE_FRENCH] = 4     \
	}

const struct place places[] = {
	{ "antwerp", "à Anvers", "Antwerp", "Europe/Brussels", "nl", "en;fr", 5,
	    65, FLANDERS },
	{ "annecy", "à Annecy", "Annecy", "Europe/Paris", "fr", "en;it", 6, 4,
	    FRANCE },
	{ "bordeaux", "à Bordeaux", "Bordeaux", "Europe/Paris", "fr", "en;es",
	    10, 4, FRANCE },
	{ "bristol", "à Bristol", "Bristol", "Europe/London", "en", "fr;de", 7,
	    97, BRITAIN },
	{ "brussels", "à Bruxelles", "Brussels", "Europe/Brussels", "fr",
	    "nl;en", 14, 15, WALLONIA },
	{ "edinburgh", "à Édimbourg", "Edinburgh", "Europe/London", "en",
	    "fr;de", 6, 97, BRITAIN },
	{ "fribourg", "à Fribourg", "Fribourg", "Europe/Zurich", "fr;de", "en",
	    5, 6, ROMANDY },
	{ "geneva", "à Genève", "Geneva", "Europe/Zurich", "fr", "en;de", 9, 15,
	    ROMANDY },
	{ "ghent", "à Gand", "Ghent", "Europe/Brussels", "nl", "en;fr", 6, 65,
	    FLANDERS },
	{ "lausanne", "à Lausanne", "Lausanne", "Europe/Zurich", "fr", "de;en",
	    9, 6, ROMANDY },
	{ "leeds", "à Leeds", "Leeds", "Europe/London", "en", "fr;es", 5, 98,
	    BRITAIN },
	{ "liege", "à Liège", "Liège", "Europe/Brussels", "fr", "en;de", 9, 5,
	    WALLONIA },
	{ "lille", "à Lille", "Lille", "Europe/Paris", "fr", "en;nl", 9, 4,
	    FRANCE },
	{ "london", "à Londres", "London", "Europe/London", "en", "fr;es", 9,
	    96, BRITAIN },
	{ "lyon", "à Lyon", "Lyon", "Europe/Paris", "fr", "en;it;es", 16, 4,
	    FRANCE },
	{ "marseille", "à Marseille", "Marseille", "Europe/Paris", "fr",
	    "en;it;ar", 9, 3, FRANCE },
	{ "moncton", "à Moncton", "Moncton", "America/Moncton", "en;fr", "es",
	    4, 45, CANADA },
	{ "montreal", "à Montréal", "Montreal", "America/Toronto", "fr",
	    "en;es", 12, 15, CANADA },
	{ "namur", "à Namur", "Namur", "Europe/Brussels", "fr", "nl;en", 6, 5,
	    WALLONIA },
	{ "ottawa", "à Ottawa", "Ottawa", "America/Toronto", "en", "fr", 4, 75,
	    CANADA },
	{ "paris", "à Paris", "Paris", "Europe/Paris", "fr", "en;es;de", 16, 8,
	    FRANCE },
	{ "quebec", "à Québec", "Quebec City", "America/Toronto", "fr", "en", 8,
	    4, CANADA },
	{ "quimper", "à Quimper", "Quimper", "Europe/Paris", "fr", "en;es", 8,
	    4, BRITTANY },
	{ "rennes", "à Rennes", "Rennes", "Europe/Paris", "fr", "en;es;de", 14,
	    4, BRITTANY },
};

const size_t places_count = sizeof(places) / sizeof(places[0]);
