/*
 * The log: one logfmt line per event on standard error,
 *
 *	time=2026-11-24T05:11:33.123Z level=info event="round drawn" pool=weekly
 *
 * or, with the format LOG_JSON, as a JSON object a line:
 *
 *	{"time":"2026-11-24T05:11:33.123Z","level":"info","event":"round drawn",…}
 *
 * Fields carry their type, so that any text is quoted and escaped once, here.
 * Never give a field an address, a token or a profile text: member ids only.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/fault.h"
#include "base/id.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };
enum log_format { LOG_LOGFMT, LOG_JSON };

struct log_field {
	const char *key; /* NULL ends the list */
	enum { LOG_TEXT, LOG_INTEGER, LOG_ID } kind;
	const char *text;
	int64_t integer;
	const struct id *id;
};

#define LOG_T(k, v) \
	((struct log_field){ .key = (k), .kind = LOG_TEXT, .text = (v) })
#define LOG_N(k, v)          \
	((struct log_field){ \
	    .key = (k), .kind = LOG_INTEGER, .integer = (int64_t)(v) })
#define LOG_I(k, v) \
	((struct log_field){ .key = (k), .kind = LOG_ID, .id = (v) })
/* A fault as fault=word why="sentence" takes two: LOG_T("fault",
 * fault_word(f->code)), LOG_T("why", f->sentence). */

#define log_debug(...) \
	log_event(LOG_DEBUG, __VA_ARGS__, (struct log_field){ 0 })
#define log_info(...) log_event(LOG_INFO, __VA_ARGS__, (struct log_field){ 0 })
#define log_warn(...) log_event(LOG_WARN, __VA_ARGS__, (struct log_field){ 0 })
#define log_error(...) \
	log_event(LOG_ERROR, __VA_ARGS__, (struct log_field){ 0 })

/* The fields follow, each a struct log_field, ended by one without key: use the
 * macros above, as in log_info("round drawn", LOG_T("pool", name)). */
void log_event(enum log_level level, const char *event, ...);
/* Events below the level are not written; LOG_INFO at start. */
void log_set_level(enum log_level level);
/* How lines are written from now on; LOG_LOGFMT at start. */
void log_set_format(enum log_format format);
/* The format of a word ("logfmt", "json"); 0, or -1. */
int log_format_parse(const char *word, enum log_format *out) MUST_CHECK;
/* The level of a word ("debug", …); 0, or -1. */
int log_level_parse(const char *word, enum log_level *out) MUST_CHECK;

#endif
