/*
 * One letter in hand: see work/parcel.h.
 */
#include "work/parcel.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/metrics.h"
#include "config/config.h"
#include "io/seal.h"
#include "model/letter.h"
#include "model/letter_html.h"
#include "store/store_webhook.h"
#include "work/hooks.h"
#include "work/house.h"
#include "work/parcel_parts.h"
#include "work/post.h"
#include "work/unsubscribe.h"

/* By the letter's age, but not at once however old it is. */
static int64_t
parcel_retry_us(const struct parcel *p)
{
	int64_t at_us = letter_retry_us(p->created_us, p->attempts);
	int64_t soonest_us = clock_now_us() + CLOCK_MINUTE;

	return at_us > soonest_us ? at_us : soonest_us;
}

void
parcel_end(struct parcel *p, enum parcel_fate fate, const char *reason)
{
	static const enum metric counts[] = {
		[PARCEL_SENT] = M_LETTERS_SENT,
		[PARCEL_LATER] = M_LETTERS_LATER,
		[PARCEL_NEVER] = M_LETTERS_DEAD,
		[PARCEL_NO_ADDRESS] = M_LETTERS_DEAD,
		[PARCEL_GONE] = M_LETTERS_DEAD,
	};

	p->state = PARCEL_OVER;
	p->fate = (int)fate;
	text_copy(p->reason, sizeof(p->reason), reason == NULL ? "" : reason);
	if (fate == PARCEL_LATER)
		p->next_us = parcel_retry_us(p);
	if (fate < PARCEL_TO_NOBODY)
		metrics_add_of(counts[fate], 1,
		    p->webhook[0] == '\0' ? "mail" : "webhook");
	if (fate == PARCEL_NEVER || fate == PARCEL_NO_ADDRESS ||
	    fate == PARCEL_GONE)
		log_warn("letter given up", LOG_I("letter", &p->id),
		    LOG_T("why", p->reason));
}

static void
on_mailed(void *arg, enum mail_verdict verdict, const char *reason)
{
	struct parcel *p = arg;

	CHECK(p, PARCEL_MAGIC);
	p->call = NULL; /* no longer pending */
	parcel_end(p, (enum parcel_fate)verdict, reason);
	p->over(p->arg);
}

/* --- sending -------------------------------------------------------------- */

/* Message-ID: the letter's id at the sender's domain, the same at each try. */
static void
message_id(const char *from, const struct id *id, struct text *out)
{
	const char *at = strrchr(from, '@');
	char buf[ID_TEXT_SIZE];
	size_t n = at == NULL ? 0 : strcspn(at + 1, "> ");

	text_addf(
	    out, "%s@%.*s", id_text(id, buf), (int)n, at == NULL ? "" : at + 1);
}

/* The link of a letter that whoever gets it may choose not to get; else none. */
static void
unsubscribe_link(const struct house *house, const struct store_due *due,
    const char *to, const char **title, struct text *out)
{
	int kind = letter_kind_find(due->kind);
	struct text token = { 0 };

	*title = NULL;
	if (kind >= 0 &&
	    unsubscribe_of_letter(house->seal, (enum letter_kind)kind,
		due->has_member ? &due->member : NULL, to, &token)) {
		*title =
		    unsubscribe_title((enum letter_kind)kind, due->language);
		text_addf(out, "%s/v1/unsubscribe?token=%s",
		    house->config->listen_url, text_get(&token));
	}
	text_clear(&token);
}

static void
wipe(struct text *t)
{
	if (t->data != NULL)
		seal_wipe(t->data, t->len);
	text_clear(t);
}

/* `letter`: subject, newline, body, and perhaps a calendar. */
static void
parcel_send(
    struct parcel *p, const struct store_due *due, const char *to, char *letter)
{
	struct house *house = p->house;
	struct text id = { 0 }, plain = { 0 }, html = { 0 }, link = { 0 };
	char *body = strchr(letter, '\n');
	char *calendar = strchr(letter, POST_CALENDAR);
	struct letter_page page = { .language = due->language,
		.subject = letter,
		.url = house->config->listen_url };

	*body++ = '\0';
	if (calendar != NULL)
		*calendar++ = '\0';
	page.body = body;
	message_id(house->config->letters_from, &p->id, &id);
	unsubscribe_link(house, due, to, &page.title, &link);
	page.unsubscribe = link.data;
	letter_plain(body, &plain);
	letter_html(&page, &html);
	p->call = mail_send(house->mail,
	    &(struct mail_message){ .message_id = id.data,
		.from = house->config->letters_from,
		.to = to,
		.subject = letter,
		.text = text_get(&plain),
		.html = text_get(&html),
		.calendar = calendar,
		.unsubscribe = link.data,
		.created_us = due->created_us },
	    on_mailed, p);
	p->state = PARCEL_OUT;
	text_clear(&id);
	text_clear(&link);
	wipe(&plain);
	wipe(&html);
}

static void
parcel_open(struct parcel *p, const struct store_due *due)
{
	const struct seal *seal = p->house->seal;
	char *to =
	    seal_text_open(seal, due->email_sealed, due->email_sealed_len);
	char *letter = memory_new(due->sealed_len + 1, 1);

	if (to != NULL &&
	    seal_open(seal, due->sealed, due->sealed_len, letter) == 0 &&
	    strchr(letter, '\n') != NULL)
		parcel_send(p, due, to, letter);
	else
		parcel_end(p, PARCEL_NEVER,
		    to == NULL && due->email_sealed_len == 0
			? "there is no address any more"
			: "it was not sealed with this secret");
	seal_wipe(letter, due->sealed_len);
	free(letter);
	if (to != NULL)
		seal_wipe(to, strlen(to));
	free(to);
}

void
parcel_begin(struct parcel *p, struct house *house, const struct store_due *due,
    void (*over)(void *arg), void *arg)
{
	*p = (struct parcel){ .magic = PARCEL_MAGIC,
		.house = house,
		.id = due->id,
		.attempts = due->attempts,
		.created_us = due->created_us,
		.over = over,
		.arg = arg };
	if (due->is_to_nobody) {
		parcel_end(p, PARCEL_TO_NOBODY, NULL);
	} else if (*due->unwanted != '\0') {
		parcel_end(p, PARCEL_UNWANTED, due->unwanted);
	} else if (due->is_expired) {
		parcel_end(p, PARCEL_NEVER, "it is too late for it");
	} else if (due->webhook != NULL) {
		parcel_hook(p, due);
	} else if (due->quiet_us != 0) {
		p->next_us = due->quiet_us;
		parcel_end(p, PARCEL_BACK, NULL);
	} else {
		parcel_open(p, due);
	}
}

void
parcel_recall(struct parcel *p)
{
	CHECK(p, PARCEL_MAGIC);
	if (p->call == NULL || !mail_recall(p->call))
		return;
	p->call = NULL;
	p->next_us = clock_now_us();
	parcel_end(p, PARCEL_BACK, NULL);
}

void
parcel_cancel(struct parcel *p)
{
	CHECK(p, PARCEL_MAGIC);
	mail_cancel(p->call);
	webhook_cancel(p->hook_call);
	p->call = NULL;
	p->hook_call = NULL;
}

/* --- storing -------------------------------------------------------------- */

static void
parcel_store(const struct parcel *p, struct db_batch *b, struct db_array *sent,
    struct db_array *to_nobody)
{
	const struct id *self = &p->house->self;

	switch ((enum parcel_fate)p->fate) {
	case PARCEL_SENT:
		db_array_id(sent, &p->id);
		break;
	case PARCEL_TO_NOBODY:
		db_array_id(to_nobody, &p->id);
		break;
	case PARCEL_LATER:
		store_outbox_later(b, &p->id, self, p->reason, p->next_us);
		break;
	case PARCEL_BACK:
		store_outbox_back(b, &p->id, self, p->next_us);
		break;
	case PARCEL_UNWANTED:
		store_outbox_unwanted(b, &p->id, self, p->reason);
		break;
	case PARCEL_NO_ADDRESS:
		store_outbox_no_address(b, &p->id, self, p->reason);
		break;
	case PARCEL_GONE:
		store_webhook_disable(b, p->webhook, p->reason);
		store_outbox_dead(b, &p->id, self, p->reason);
		break;
	case PARCEL_NEVER:
		store_outbox_dead(b, &p->id, self, p->reason);
		break;
	}
}

void
parcels_store(struct parcel *parcels, int count, struct db_batch *b)
{
	struct db_array sent = { 0 }, to_nobody = { 0 };
	const struct id *self = NULL;

	for (int i = 0; i < count; i++) {
		struct parcel *p = &parcels[i];

		if (p->state != PARCEL_OVER)
			continue;
		parcel_store(p, b, &sent, &to_nobody);
		p->state = PARCEL_STORING;
		self = &p->house->self;
	}
	if (sent.count > 0)
		store_outbox_sent(b, &sent, self);
	if (to_nobody.count > 0)
		store_outbox_drop(b, &to_nobody, self);
	db_array_clear(&sent);
	db_array_clear(&to_nobody);
}
