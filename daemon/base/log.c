/*
 * The log: see base/log.h. A line is written by one write(2), so that lines of
 * several processes on one file do not mix.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <unistd.h>
#include "base/log.h"
#include "base/clock.h"
#include "base/encode.h"
#include "base/text.h"

static const char *const level_words[] = { "debug", "info", "warn", "error" };
static const char *const format_words[] = { "logfmt", "json" };
static atomic_int log_least = LOG_INFO, log_format = LOG_LOGFMT;

void
log_set_level(enum log_level level)
{
	atomic_store(&log_least, (int)level);
}

void
log_set_format(enum log_format format)
{
	atomic_store(&log_format, (int)format);
}

int
log_format_parse(const char *word, enum log_format *out)
{
	for (size_t i = 0; i < COUNT_OF(format_words); i++) {
		if (strcmp(word, format_words[i]) == 0) {
			*out = (enum log_format)i;
			return 0;
		}
	}
	return -1;
}

int
log_level_parse(const char *word, enum log_level *out)
{
	for (size_t i = 0; i < COUNT_OF(level_words); i++) {
		if (strcmp(word, level_words[i]) == 0) {
			*out = (enum log_level)i;
			return 0;
		}
	}
	return -1;
}

/* Quoted where it holds a blank, a quote, '=' or anything not printable. Beyond
 * ASCII only text that can neither break nor disguise the line stays as is. */
static void
log_value(struct text *line, const char *s)
{
	bool plain = *s != '\0';
	bool clean = text_utf8_length(s, strlen(s)) >= 0 &&
		     !text_has_control(s, "\t\n\r") && !text_has_disguise(s);

	for (const char *p = s; *p != '\0'; p++)
		if ((unsigned char)*p <= ' ' || *p == '"' || *p == '=' ||
		    *p == '\\' || *p == 0x7f || (*p & 0x80 && !clean))
			plain = false;
	if (plain) {
		text_add(line, s);
		return;
	}
	text_add(line, "\"");
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			text_addf(line, "\\%c", c);
		else if (c == '\n')
			text_add(line, "\\n");
		else if (c < ' ' || c == 0x7f || (c >= 0x80 && !clean))
			text_addf(line, "\\x%02x", c);
		else
			text_add_n(line, s, 1);
	}
	text_add(line, "\"");
}

static void
log_text(struct text *line, bool is_json, const char *s)
{
	if (is_json)
		encode_json(s, line);
	else
		log_value(line, s);
}

static void
log_key(struct text *line, bool is_json, const char *key)
{
	text_addf(line, is_json ? ",\"%s\":" : " %s=", key);
}

static void
log_head(
    struct text *line, bool is_json, enum log_level level, const char *event)
{
	int64_t now_us = clock_now_us();
	char at[CLOCK_TEXT_SIZE];

	clock_rfc3339(now_us, at);
	at[strlen(at) - 1] = '\0';
	text_addf(line, is_json ? "{\"time\":\"%s.%03dZ\"" : "time=%s.%03dZ",
	    at, (int)(now_us / 1000 % 1000));
	log_key(line, is_json, "level");
	log_text(line, is_json, level_words[level]);
	log_key(line, is_json, "event");
	log_text(line, is_json, event);
}

static void
log_add(struct text *line, bool is_json, const struct log_field *field)
{
	char id[ID_TEXT_SIZE];

	log_key(line, is_json, field->key);
	if (field->kind == LOG_INTEGER)
		text_addf(line, "%" PRId64, field->integer);
	else if (field->kind == LOG_ID)
		log_text(line, is_json, id_text(field->id, id));
	else
		log_text(line, is_json, field->text == NULL ? "" : field->text);
}

void
log_event(enum log_level level, const char *event, ...)
{
	bool is_json;
	struct text line = { 0 };
	struct log_field field;
	ssize_t written UNUSED;
	va_list ap;

	if ((int)level < atomic_load(&log_least))
		return;
	is_json = atomic_load(&log_format) == LOG_JSON;
	log_head(&line, is_json, level, event);
	va_start(ap, event);
	for (field = va_arg(ap, struct log_field); field.key != NULL;
	     field = va_arg(ap, struct log_field))
		log_add(&line, is_json, &field);
	va_end(ap);
	text_add(&line, is_json ? "}\n" : "\n");
	/* Nothing sensible can be done where even the log cannot be written. */
	written = write(STDERR_FILENO, line.data, line.len);
	text_clear(&line);
}
