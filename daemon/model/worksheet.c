/*
 * The worksheet's questions: see model/worksheet.h.
 */
#include "model/worksheet.h"

#include "base/memory.h"

static const struct {
	const char *en, *fr;
} questions[WORKSHEET_QUESTIONS] = {
	{ "What I would like help with, in one sentence:",
	    "Ce pour quoi j’aimerais de l’aide, en une phrase\u00a0:" },
	{ "What I can do for you within a week:",
	    "Ce que je peux faire pour vous d’ici une semaine\u00a0:" },
	{ "Whom each of us will introduce the other to:",
	    "À qui chacun présentera l’autre\u00a0:" },
};

const char *
worksheet_question(size_t i, const char *language)
{
	if (i >= WORKSHEET_QUESTIONS)
		die("the worksheet has no question %zu", i);
	return strcmp(language, "fr") == 0 ? questions[i].fr : questions[i].en;
}
