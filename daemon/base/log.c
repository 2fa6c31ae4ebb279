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
#include "base/text.h"

static const char *const level_words[] = { "debug", "info", "warn", "error" };
static atomic_int log_least = LOG_INFO;

void
log_set_level(enum log_level level)
{
	atomic_store(&log_least, (int)level);
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
log_head(struct text *line, enum log_level level, const char *event)
{
	int64_t now_us = clock_now_us();
	char at[CLOCK_TEXT_SIZE];

	clock_rfc3339(now_us, at);
	at[strlen(at) - 1] = '\0';
	text_addf(line, "time=%s.%03dZ level=%s event=", at,
	    (int)(now_us / 1000 % 1000), level_words[level]);
	log_value(line, event);
}

void
log_event(enum log_level level, const char *event, ...)
{
	struct text line = { 0 };
	struct log_field field;
	char id[ID_TEXT_SIZE];
	ssize_t written UNUSED;
	va_list ap;

	if ((int)level < atomic_load(&log_least))
		return;
	log_head(&line, level, event);
	va_start(ap, event);
	for (field = va_arg(ap, struct log_field); field.key != NULL;
	     field = va_arg(ap, struct log_field)) {
		text_addf(&line, " %s=", field.key);
		if (field.kind == LOG_INTEGER)
			text_addf(&line, "%" PRId64, field.integer);
		else if (field.kind == LOG_ID)
			text_add(&line, id_text(field.id, id));
		else
			log_value(&line, field.text == NULL ? "" : field.text);
	}
	va_end(ap);
	text_add(&line, "\n");
	/* Nothing sensible can be done where even the log cannot be written. */
	written = write(STDERR_FILENO, line.data, line.len);
	text_clear(&line);
}
