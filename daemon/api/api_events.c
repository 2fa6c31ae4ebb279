/*
 * What happens, as server-sent events (HTML Living Standard, 9.2): the place of
 * each is its id, so that a client that was cut off goes on from the last one.
 */
#include "api/api_internal.h"
#include "api/call.h"
#include "api/shape.h"
#include "base/memory.h"
#include "io/http_stream.h"
#include "work/events.h"
#include "work/house.h"

struct watcher {
	struct http_stream *stream;
	struct listener *listener;
};

/* --- telling -------------------------------------------------------------- */

static struct json_object *
shape_event(const struct store_event *e)
{
	struct json_object *o = json_object_new_object();
	const char *const fields[][2] = { { "introduction", e->introduction },
		{ "message", e->message }, { "round", e->round },
		{ "pool", e->pool }, { "state", e->state } };

	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (fields[i][1] != NULL && *fields[i][1] != '\0')
			shape_text(o, fields[i][0], fields[i][1]);
	return o;
}

static void
write_event(struct http_stream *stream, const char *kind,
    const struct store_event *event)
{
	char place[STORE_PLACE_SIZE];
	struct json_object *data = shape_event(event);
	struct text out = { 0 };

	text_addf(&out, "id: %s\nevent: %s\ndata: %s\n\n",
	    store_place_text(event->place, place), kind,
	    json_object_to_json_string_ext(data, JSON_C_TO_STRING_PLAIN));
	http_stream_write(stream, out.data, out.len);
	text_clear(&out);
	json_object_put(data);
}

static void
on_word(void *arg, enum events_word word, const struct store_event *event)
{
	static const char beat[] = ":\n\n";
	struct watcher *w = arg;

	switch (word) {
	case EVENTS_HELLO:
		write_event(w->stream, "hello", event);
		return;
	case EVENTS_RESET:
		write_event(w->stream, "reset", event);
		return;
	case EVENTS_EVENT:
		write_event(w->stream, event->kind, event);
		return;
	case EVENTS_BEAT:
		http_stream_write(w->stream, beat, sizeof(beat) - 1);
		return;
	}
}

static void
on_over(void *arg)
{
	struct watcher *w = arg;

	http_stream_end(w->stream);
	free(w);
}

static void
on_gone(void *arg)
{
	struct watcher *w = arg;

	events_close(w->listener);
	free(w);
}

/* --- beginning ------------------------------------------------------------ */

void
api_handle_EVENTS(struct call *c)
{
	struct http_req *req = c->req;
	const char *from = http_header(req, "Last-Event-ID");
	char after[PROTO_QUERY_BYTES];
	struct watcher *w;
	struct fault why;

	if (from == NULL &&
	    proto_query_get(http_query(req), "after", after, sizeof(after)))
		from = after;
	if (c->house->events == NULL) {
		call_later(c, "busy", "the house is opening", 1);
		return;
	}
	if (http_method(req) == HTTP_HEAD) {
		call_reply_empty(c);
		return;
	}
	w = memory_new(1, sizeof(*w));
	w->listener = events_listen(c->house->events, &c->me.id, c->session,
	    from, on_word, on_over, w, &why);
	if (w->listener == NULL) {
		free(w);
		call_refuse(c, &why);
		return;
	}
	call_let_go(c);
	w->stream = http_stream_begin(req, "text/event-stream", on_gone, w);
}
