/*
 * Letters into the outbox: see work/post.h.
 */
#include "work/post.h"
#include "base/memory.h"
#include "config/config.h"
#include "io/seal.h"
#include "store/store_outbox.h"
#include "work/house.h"

static uint8_t *
seal_all(const struct seal *seal, const struct letter_texts *own,
    enum letter_kind kind, const char *language,
    const struct letter_words *words, const char *calendar, size_t *len)
{
	static const char between[] = { POST_CALENDAR, '\0' };
	struct letter letter = { 0 };
	uint8_t *sealed;

	letter_write(kind, language, own, words, &letter);
	text_add(&letter.subject, "\n");
	text_add(&letter.subject, text_get(&letter.body));
	if (calendar != NULL) {
		text_add(&letter.subject, between);
		text_add(&letter.subject, calendar);
	}
	*len = letter.subject.len + SEAL_OVERHEAD;
	sealed = memory_new(*len, 1);
	seal_close(seal, letter.subject.data, letter.subject.len, sealed);
	/* It may hold a code. */
	seal_wipe(letter.subject.data, letter.subject.len);
	letter_clear(&letter);
	return sealed;
}

uint8_t *
post_seal(const struct seal *seal, const struct letter_texts *own,
    enum letter_kind kind, const char *language,
    const struct letter_words *words, size_t *len)
{
	return seal_all(seal, own, kind, language, words, NULL, len);
}

void
post_letter(const struct house *house, struct db_batch *batch,
    const struct post *post, const struct letter_words *words)
{
	struct letter_words all = *words;
	struct store_letter row = { .id = id_new(),
		.member = post->member,
		.email_sealed = post->email_sealed,
		.email_sealed_len = post->email_sealed_len,
		.kind = letter_kind_word(post->kind),
		.language = post->language,
		.key = post->key,
		.delay_s = post->delay_s,
		.life_s = post->life_s > 0
			      ? post->life_s
			      : house->config->letters_give_up_hours * 3600 };
	uint8_t *sealed;

	all.community = house->config->community_name;
	all.url = house->config->listen_url;
	sealed = seal_all(house->seal, house->config->letter_texts, post->kind,
	    post->language, &all, post->calendar, &row.sealed_len);
	row.sealed = sealed;
	store_outbox_insert(batch, &row);
	free(sealed);
}
