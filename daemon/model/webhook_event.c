/*
 * Events of webhooks: see model/webhook_event.h.
 */
#include "model/webhook_event.h"
#include <inttypes.h>
#include <string.h>
#include "base/memory.h"
#include "model/prompts.h"
#include "model/template.h"

static const struct {
	const char *word, *texts[2];
} rows[WEBHOOK_EVENTS] = {
#define WEBHOOK_EVENT(id, w, en, fr) \
	[WEBHOOK_##id] = { .word = (w), .texts = { (en), (fr) } },
#include "model/webhook_events.def"
#undef WEBHOOK_EVENT
};

const char *
webhook_event_word(enum webhook_event event)
{
	return rows[event].word;
}

enum webhook_event
webhook_event_find(const char *word)
{
	int i = 0;

	while (i < WEBHOOK_EVENTS && strcmp(rows[i].word, word) != 0)
		i++;
	return (enum webhook_event)i;
}

bool
webhook_event_is_for_chat(enum webhook_event event)
{
	return rows[event].texts[0] != NULL;
}

/* One of those that need nothing of anybody, by the letter's id. */
static void
add_prompt(const struct id *letter, const char *language, struct text *out)
{
	size_t count = 0, chosen = 0;

	for (size_t i = 0; i < prompts_count; i++)
		count += prompts[i].need == NEED_ANYBODY;
	if (count == 0)
		die("no prompt is for anybody");
	for (size_t i = 8; i < sizeof(letter->bytes); i++)
		chosen = chosen * 256 % count + letter->bytes[i];
	chosen %= count;
	for (size_t i = 0; i < prompts_count; i++)
		if (prompts[i].need == NEED_ANYBODY && chosen-- == 0) {
			text_add(out, "\n");
			prompts_write(&prompts[i], language, NULL, NULL, out);
			return;
		}
}

void
webhook_event_write(enum webhook_event event, const char *language,
    const struct webhook_words *w, const struct id *letter, struct text *out)
{
	const int64_t figures[] = { w->members, w->introduced, w->groups,
		w->sat_out, w->met };
	char texts[COUNT_OF(figures)][24];
	const struct template_word words[] = {
		{ "community", w->community },
		{ "pool", w->pool },
		{ "members", texts[0] },
		{ "introduced", texts[1] },
		{ "groups", texts[2] },
		{ "sat_out", texts[3] },
		{ "met", texts[4] },
		{ NULL, NULL },
	};

	if (!webhook_event_is_for_chat(event))
		die("a chat is not told of %s", rows[event].word);
	for (size_t i = 0; i < COUNT_OF(figures); i++)
		snprintf(texts[i], sizeof(texts[i]), "%" PRId64, figures[i]);
	template_fill(rows[event].texts[strcmp(language, "fr") == 0], words,
	    w->open, out);
	if (event == WEBHOOK_ROUND_PUBLISHED || event == WEBHOOK_TEST)
		add_prompt(letter, language, out);
}
