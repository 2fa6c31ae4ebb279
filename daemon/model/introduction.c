/*
 * An introduction as one of its members sees it: see model/introduction.h.
 */
#include "model/introduction.h"
#include <string.h>
#include "base/memory.h"

static const char *const state_words[] = {
	[INTRODUCTION_OFFERED] = "offered",
	[INTRODUCTION_ACCEPTED] = "accepted",
	[INTRODUCTION_DECLINED] = "declined",
	[INTRODUCTION_EXPIRED] = "expired",
	[INTRODUCTION_MET] = "met",
	[INTRODUCTION_NOT_MET] = "not_met",
};

enum introduction_state
introduction_state_parse(const char *word)
{
	for (size_t i = 0; i < COUNT_OF(state_words); i++)
		if (strcmp(word, state_words[i]) == 0)
			return (enum introduction_state)i;
	die("an introduction's state is \"%s\"", word);
}

const char *
introduction_state_word(enum introduction_state state)
{
	return state_words[state];
}

enum introduction_answer
introduction_answer_parse(const char *word)
{
	if (word == NULL || *word == '\0')
		return ANSWER_NONE;
	if (strcmp(word, "accepted") == 0)
		return ANSWER_YES;
	if (strcmp(word, "declined") == 0)
		return ANSWER_NO;
	die("an answer is \"%s\"", word);
}

const char *
introduction_answer_word(enum introduction_answer answer)
{
	static const char *const words[] = { NULL, "accepted", "declined" };

	return words[answer];
}

/* All have accepted, whatever came of it. */
static bool
was_accepted(enum introduction_state state)
{
	return state == INTRODUCTION_ACCEPTED || state == INTRODUCTION_MET ||
	       state == INTRODUCTION_NOT_MET;
}

bool
introduction_reveals(bool at_once, enum introduction_state state,
    enum introduction_answer mine, enum introduction_answer partners)
{
	if (mine == ANSWER_NO || partners == ANSWER_NO)
		return false;
	if (was_accepted(state))
		return mine == ANSWER_YES && partners == ANSWER_YES;
	return at_once && state == INTRODUCTION_OFFERED;
}
