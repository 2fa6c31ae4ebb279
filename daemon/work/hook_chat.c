/*
 * Messages for chats: see work/hook_chat.h. Slack and Mattermost take
 * {"text": …} at a secret address; Matrix a room's event.
 */
#include "work/hook_chat.h"
#include "base/encode.h"

/* Slack reads &, < and > as its own marks. */
static void
add_slack(const char *s, struct text *out)
{
	for (; *s != '\0'; s++) {
		if (*s == '&')
			text_add(out, "&amp;");
		else if (*s == '<')
			text_add(out, "&lt;");
		else if (*s == '>')
			text_add(out, "&gt;");
		else
			text_add_n(out, s, 1);
	}
}

void
hook_chat_body(const struct config *config, enum config_webhook_kind format,
    const struct hook_letter *letter, struct text *out)
{
	const char *language = config->community_language;
	struct webhook_words words = letter->words;
	const struct config_pool *pool =
	    words.pool == NULL ? NULL : config_pool_get(config, words.pool);
	struct text line = { 0 }, shown = { 0 };

	words.community = config->community_name;
	words.pool = pool == NULL
			 ? (words.pool == NULL ? "" : words.pool)
			 : config_title_get(&pool->title, pool->name, language);
	webhook_event_write(
	    letter->event, language, &words, &letter->id, &line);
	if (format == HOOK_SLACK)
		add_slack(line.data, &shown);
	else
		text_add(&shown, line.data);
	text_add(out, format == HOOK_MATRIX
			  ? "{\"msgtype\":\"m.text\",\"body\":"
			  : "{\"text\":");
	encode_json(shown.data, out);
	text_add(out, "}");
	text_clear(&line);
	text_clear(&shown);
}
