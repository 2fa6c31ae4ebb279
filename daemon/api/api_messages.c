/*
 * The thread of an introduction.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/clock.h"
#include "base/memory.h"
#include "store/store_message.h"
#include "work/house.h"
#include "work/plain_text.h"
#include "work/say.h"

static struct json_object *
shape_message(const struct id *id, const char *from, bool is_mine,
    const char *text, int64_t written_us)
{
	struct json_object *o = json_object_new_object();

	shape_id(o, "id", id);
	shape_text(o, "from", from);
	shape_bool(o, "mine", is_mine);
	shape_text(o, "text", text);
	shape_time(o, "written_at", written_us);
	return o;
}

/* --- reading -------------------------------------------------------------- */

static struct json_object *
shape_row(
    const struct call *c, const struct db_rows *rows, int row, struct id *id)
{
	struct json_object *o;
	struct store_message m;
	char *text;

	store_message_read(rows, row, &m);
	*id = m.id;
	text = memory_new(m.sealed_len + 1, 1);
	if (m.sealed_len < SEAL_OVERHEAD ||
	    seal_open(c->house->seal, m.sealed, m.sealed_len, text) != 0)
		die("a stored message cannot be opened");
	o = shape_message(&m.id, m.name, m.is_mine, text, m.written_us);
	free(text);
	return o;
}

/* Two statements: whether there is such a thread, and the page. */
static void
on_page(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;
	struct json_object *reply, *list;
	const struct db_rows *rows;
	const char *may;
	struct id last;
	int n;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	if (out->fault != NULL) {
		call_refuse(c, out->fault);
		return;
	}
	may = db_text(db_outcome_rows(out, 0), 0, 0);
	if (strcmp(may, "none") == 0) {
		call_problem(c, "not_found", "", NULL);
		return;
	}
	rows = db_outcome_rows(out, 2);
	n = db_rows_count(rows);
	reply = json_object_new_object();
	list = json_object_new_array();
	for (int i = 0; i < n; i++)
		json_object_array_add(list, shape_row(c, rows, i, &last));
	shape_text(reply, "open",
	    strcmp(may, "write") == 0   ? "yes"
	    : strcmp(may, "later") == 0 ? "later"
					: "over");
	json_object_object_add(reply, "messages", list);
	shape_next(reply, n == c->page_limit ? &last : NULL);
	call_reply(c, reply);
}

void
api_handle_MESSAGES(struct call *c)
{
	struct db_array look = { 0 }, page = { 0 };
	struct db_batch *b;
	struct id id, before;
	bool has_before;

	if (!call_id(c, 0, &id) ||
	    !call_page(c, &c->page_limit, &before, &has_before))
		return;
	say_at_once(c->house->config, &look);
	say_at_once(c->house->config, &page);
	b = db_batch_new(c->house->db, DB_READ);
	store_thread_look(b, &id, &c->me.id, &look);
	store_message_page(b, &id, &c->me.id, &page,
	    has_before ? &before : NULL, c->page_limit);
	c->look = db_batch_run(b, on_page, c);
}

static void
on_seen(void *arg, const struct db_outcome *out)
{
	struct call *c = arg;

	CHECK(c, CALL_API_MAGIC);
	c->look = NULL; /* no longer pending */
	call_reply_change(c, out->fault, "");
}

void
api_handle_MESSAGES_READ(struct call *c)
{
	struct db_array pools = { 0 };
	struct db_batch *b;
	struct id id;

	if (!call_id(c, 0, &id))
		return;
	say_at_once(c->house->config, &pools);
	b = db_batch_new(c->house->db, DB_WRITE);
	store_thread_read(b, &id, &c->me.id, &pools);
	c->look = db_batch_run(b, on_seen, c);
}

/* --- writing -------------------------------------------------------------- */

/* The text as it is kept, or NULL after having answered 422. */
static char *
read_text(struct call *c)
{
	static const struct plain_text field = { .what = "the message",
		.min = 1,
		.max = SAY_MAX,
		.is_prose = true };
	struct proto_findings f = { 0 };
	struct fault why;
	char *text;

	if (plain_text_read(&field, proto_text(c->body, "text"), &text, &why) ==
	    0)
		return text;
	shape_find(&f, "/text", "malformed", why.sentence);
	call_problem(c, "invalid_body", "see errors, one per field", &f);
	proto_findings_clear(&f);
	return NULL;
}

void
api_handle_MESSAGE_SAY(struct call *c)
{
	struct id introduction, id = id_new();
	struct json_object *answer;
	char *text;

	if (!call_id(c, 0, &introduction) || (text = read_text(c)) == NULL)
		return;
	answer = shape_message(&id, c->me.name, true, text, clock_now_us());
	call_answer(c, answer);
	json_object_put(answer);
	call_story(c,
	    say_start(c->house, &c->me, &introduction, &id, text, &c->once,
		call_on_answered, c),
	    say_cancel);
	free(text);
}
