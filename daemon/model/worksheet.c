/*
 * The worksheet's questions: see model/worksheet.h.
 */
#include "model/worksheet.h"

#include "base/memory.h"
#include "model/typeset.h"

static const struct {
	const char *en, *fr;
} questions[WORKSHEET_QUESTIONS] = {
	{ "What I would like help with, in one sentence:",
	    "Ce pour quoi j’aimerais de l’aide, en une phrase :" },
	{ "What I can do for you within a week:",
	    "Ce que je peux faire pour vous d’ici une semaine :" },
	{ "Whom each of us will introduce the other to:",
	    "À qui chacun présentera l’autre :" },
};

void
worksheet_question(size_t i, const char *language, struct text *out)
{
	if (i >= WORKSHEET_QUESTIONS)
		die("the worksheet has no question %zu", i);
	if (strcmp(language, "fr") == 0)
		typeset_french(questions[i].fr, out);
	else
		text_add(out, questions[i].en);
}
