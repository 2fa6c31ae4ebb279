/*
 * An introduction as one of its members sees it: its words, and whose contact they
 * may read. How its state follows from what members answer and say stands in the
 * database (sql/migrations/0006_introductions.sql), where several of them may do
 * so at once.
 */
#ifndef MODEL_INTRODUCTION_H
#define MODEL_INTRODUCTION_H

#include <stdbool.h>

enum introduction_state {
	INTRODUCTION_OFFERED,
	INTRODUCTION_ACCEPTED,
	INTRODUCTION_DECLINED,
	INTRODUCTION_EXPIRED,
	INTRODUCTION_MET,
	INTRODUCTION_NOT_MET
};
enum introduction_answer { ANSWER_NONE, ANSWER_YES, ANSWER_NO };

/* From and to the words of the tables and the API. A word that is none dies; of
 * an answer "" and NULL are none. */
enum introduction_state introduction_state_parse(const char *word);
const char *introduction_state_word(enum introduction_state state);
enum introduction_answer introduction_answer_parse(const char *word);
const char *introduction_answer_word(enum introduction_answer answer);

/* Whether a member reads the contact of a partner, by the state that they see (in
 * the database, state_seen). Never of or for who declined,
 * nor once it has come to nothing; else, where the pool reveals at once, from
 * the beginning, and where it does on_accept, once all have accepted. */
bool introduction_reveals(bool at_once, enum introduction_state state,
    enum introduction_answer mine, enum introduction_answer partners);

#endif
