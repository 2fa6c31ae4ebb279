/*
 * The strict reading that comes before json-c, which keeps the last of two
 * duplicate keys, clamps large numbers and takes NaN, all in silence. One pass
 * with a stack of its own; what is no JSON gets its line and column, what is
 * JSON but cannot be held gets its JSON Pointer.
 */
#include <stdlib.h>
#include <string.h>
#include "proto/proto.h"
#include "proto/proto_bytes.h"
#include "proto/proto_findings.h"
#include "proto/proto_lex.h"
#include "proto/proto_scan.h"

#define FOUND_WORD_MAX 20

enum scan_state {
	WANT_VALUE,
	WANT_FIRST_ITEM, /* a value or ] */
	WANT_FIRST_KEY,  /* a key or } */
	WANT_KEY,
	WANT_COLON,
	WANT_NEXT, /* a comma or the end of the list or object */
	WANT_END
};

/* A key, as a slice of the scan's names. */
struct scan_key {
	size_t start;
	size_t len;
};

struct scan_frame {
	bool is_object;
	size_t item;      /* of a list: its present item */
	size_t first_key; /* of an object: where its keys start */
};

struct scan {
	const char *body;
	struct proto_lexer lexer;
	struct proto_token token;
	struct proto_findings *f;
	size_t first_finding;
	enum scan_state state;
	struct scan_frame frames[PROTO_DEPTH_MAX];
	size_t depth;
	/* Keys of the objects that are open, innermost last. */
	struct scan_key *keys;
	size_t key_count, key_cap;
	struct proto_bytes names;
};

/* What stands at p, for people. */
static void
scan_describe(const char *p, const char *end, struct proto_bytes *out)
{
	const char *s = p;
	unsigned char c;

	if (p == end) {
		proto_bytes_addf(out, "the end of the body");
		return;
	}
	while (s < end && s - p < FOUND_WORD_MAX) {
		c = (unsigned char)*s;
		if ((c < '0' || c > '9') && (c < 'A' || c > 'Z') &&
		    (c < 'a' || c > 'z'))
			break;
		s++;
	}
	if (s == p) {
		unsigned point;
		size_t step =
		    proto_bytes_code_point(p, (size_t)(end - p), &point);

		s += step == 0 ? 1 : step;
	}
	proto_bytes_add_quoted(out, p, (size_t)(s - p));
}

/* Not JSON: the one finding, with line and column in characters from 1. */
static int
scan_refuse(struct scan *s, const char *where, const char *expected)
{
	struct proto_bytes found = { 0 };
	const char *line = s->body;
	size_t lines = 1;

	for (const char *p = s->body; p < where; p++)
		if (*p == '\n') {
			lines++;
			line = p + 1;
		}
	scan_describe(where, s->lexer.end, &found);
	/* One that is not JSON has no places to point into. */
	proto_findings_cut(s->f, s->first_finding);
	proto_findings_add(s->f, "", "malformed",
	    "line %zu, column %ld: found %s, expected %s", lines,
	    proto_bytes_characters(line, (size_t)(where - line)) + 1,
	    proto_bytes_get(&found), expected);
	s->f->malformed = true;
	proto_bytes_clear(&found);
	return -1;
}

/* The JSON Pointer of the place within the first `depth` frames. */
static void
scan_pointer(const struct scan *s, size_t depth, struct proto_bytes *out)
{
	for (size_t i = 0; i < depth; i++) {
		const struct scan_frame *frame = &s->frames[i];
		const struct scan_key *key;
		size_t keys_end = s->key_count;

		if (!frame->is_object) {
			proto_bytes_addf(out, "/%zu", frame->item);
			continue;
		}
		/* The present key of an object is its last one: the next
		 * object within begins behind it. */
		for (size_t k = i + 1; k < s->depth; k++)
			if (s->frames[k].is_object) {
				keys_end = s->frames[k].first_key;
				break;
			}
		key = &s->keys[keys_end - 1];
		proto_bytes_add_step(out, s->names.data + key->start, key->len);
	}
}

static void
scan_say(struct scan *s, const char *code, const char *detail)
{
	struct proto_bytes pointer = { 0 };

	scan_pointer(s, s->depth, &pointer);
	proto_findings_add(s->f, proto_bytes_get(&pointer), code, "%s", detail);
	proto_bytes_clear(&pointer);
}

static void
scan_check_text(struct scan *s)
{
	if (s->token.has_zero)
		scan_say(s, "not_allowed",
		    "found U+0000 (\\u0000), which no text may hold");
	else if (s->token.has_surrogate)
		scan_say(s, "malformed",
		    "found half of a surrogate pair, which is no character: "
		    "expected \\uD800…\\uDBFF and \\uDC00…\\uDFFF together");
}

static void
scan_check_number(struct scan *s)
{
	const char *fault = proto_lex_number_fault(&s->token);
	struct proto_bytes detail = { 0 };

	if (fault == NULL)
		return;
	proto_bytes_addf(&detail, "found ");
	proto_bytes_add_quoted(&detail, s->token.start, s->token.len);
	proto_bytes_addf(&detail, ", but %s", fault);
	scan_say(s, "out_of_range", proto_bytes_get(&detail));
	proto_bytes_clear(&detail);
}

static int
scan_key_add(struct scan *s)
{
	struct scan_key *key;

	if (s->token.has_zero || s->token.has_surrogate)
		return scan_refuse(s, s->token.start,
		    "a key without U+0000 and without half surrogate pairs");
	if (s->key_count == s->key_cap) {
		s->key_cap = s->key_cap == 0 ? 16 : s->key_cap * 2;
		s->keys =
		    proto_bytes_grow(s->keys, s->key_cap, sizeof(*s->keys));
	}
	key = &s->keys[s->key_count++];
	key->start = s->names.len;
	/* So that there are names also after an empty key. */
	proto_bytes_add(&s->names, "", 0);
	proto_lex_decode(&s->token, &s->names);
	key->len = s->names.len - key->start;
	s->state = WANT_COLON;
	return 0;
}

static int
scan_key_order(const void *a, const void *b, void *names)
{
	const struct scan_key *x = a, *y = b;
	size_t least = x->len < y->len ? x->len : y->len;
	int order = memcmp((const char *)names + x->start,
	    (const char *)names + y->start, least);

	if (order != 0)
		return order;
	return (x->len > y->len) - (x->len < y->len);
}

/* The object at the top ends: no key may have been there twice. Sorting keeps
 * this quick whatever keys a stranger chooses. */
static void
scan_object_end(struct scan *s)
{
	size_t first = s->frames[s->depth - 1].first_key;
	struct scan_key *keys = s->keys + first;
	size_t count = s->key_count - first;
	struct proto_bytes pointer = { 0 };
	bool is_said = false;

	if (count > 1)
		qsort_r(
		    keys, count, sizeof(*keys), scan_key_order, s->names.data);
	for (size_t i = 1; i < count; i++) {
		if (scan_key_order(&keys[i - 1], &keys[i], s->names.data) !=
		    0) {
			is_said = false;
			continue;
		}
		if (is_said)
			continue;
		is_said = true;
		proto_bytes_cut(&pointer, 0);
		scan_pointer(s, s->depth - 1, &pointer);
		proto_bytes_add_step(
		    &pointer, s->names.data + keys[i].start, keys[i].len);
		proto_findings_add(s->f, proto_bytes_get(&pointer), "duplicate",
		    "the same key stands here more than once; once is allowed");
	}
	proto_bytes_clear(&pointer);
	for (size_t i = 0; i < count; i++)
		if (keys[i].start < s->names.len)
			s->names.len = keys[i].start;
	s->key_count = first;
}

/* A value is complete. */
static void
scan_value_end(struct scan *s)
{
	s->state = s->depth == 0 ? WANT_END : WANT_NEXT;
}

static int
scan_open(struct scan *s)
{
	bool is_object = s->token.mark == '{';

	if (s->depth == PROTO_DEPTH_MAX)
		return scan_refuse(
		    s, s->token.start, "at most 16 levels of nesting");
	s->frames[s->depth++] =
	    (struct scan_frame){ is_object, 0, s->key_count };
	s->state = is_object ? WANT_FIRST_KEY : WANT_FIRST_ITEM;
	return 0;
}

static void
scan_close(struct scan *s)
{
	if (s->frames[s->depth - 1].is_object)
		scan_object_end(s);
	s->depth--;
	scan_value_end(s);
}

static bool
scan_is_mark(const struct scan *s, char mark)
{
	return s->token.kind == TOKEN_MARK && s->token.mark == mark;
}

static int
scan_value(struct scan *s)
{
	switch (s->token.kind) {
	case TOKEN_TEXT:
		scan_check_text(s);
		break;
	case TOKEN_NUMBER:
		scan_check_number(s);
		break;
	case TOKEN_WORD:
		break;
	default:
		if (scan_is_mark(s, '{') || scan_is_mark(s, '['))
			return scan_open(s);
		if (s->state == WANT_FIRST_ITEM && scan_is_mark(s, ']')) {
			scan_close(s);
			return 0;
		}
		if (s->token.kind == TOKEN_STRANGE && *s->token.start == '\'')
			return scan_refuse(s, s->token.start,
			    "a value, texts in double quotes");
		return scan_refuse(s, s->token.start,
		    s->state == WANT_FIRST_ITEM ? "a value or ‘]’" : "a value");
	}
	scan_value_end(s);
	return 0;
}

static int
scan_next(struct scan *s)
{
	struct scan_frame *top = &s->frames[s->depth - 1];

	if (scan_is_mark(s, top->is_object ? '}' : ']')) {
		scan_close(s);
		return 0;
	}
	if (!scan_is_mark(s, ','))
		return scan_refuse(s, s->token.start,
		    top->is_object ? "‘,’ or ‘}’" : "‘,’ or ‘]’");
	top->item++;
	s->state = top->is_object ? WANT_KEY : WANT_VALUE;
	return 0;
}

static int
scan_step(struct scan *s)
{
	switch (s->state) {
	case WANT_VALUE:
	case WANT_FIRST_ITEM:
		return scan_value(s);
	case WANT_FIRST_KEY:
		if (scan_is_mark(s, '}')) {
			scan_close(s);
			return 0;
		}
		if (s->token.kind == TOKEN_TEXT)
			return scan_key_add(s);
		return scan_refuse(
		    s, s->token.start, "a key in double quotes or ‘}’");
	case WANT_KEY:
		if (s->token.kind == TOKEN_TEXT)
			return scan_key_add(s);
		return scan_refuse(s, s->token.start, "a key in double quotes");
	case WANT_COLON:
		if (!scan_is_mark(s, ':'))
			return scan_refuse(s, s->token.start, "‘:’");
		s->state = WANT_VALUE;
		return 0;
	case WANT_NEXT:
		return scan_next(s);
	case WANT_END:
		break;
	}
	return scan_refuse(s, s->token.start, "the end of the body");
}

int
proto_scan(const char *body, size_t len, struct proto_findings *f)
{
	struct scan s = {
		.body = body,
		.lexer = { .at = body, .end = body + len },
		.f = f,
		.first_finding = f->count,
	};
	int result = 0;

	while (result == 0) {
		proto_lex_next(&s.lexer, &s.token);
		if (s.token.kind == TOKEN_END && s.state == WANT_END)
			break;
		if (s.token.kind == TOKEN_BROKEN)
			result =
			    scan_refuse(&s, s.token.start, s.token.expected);
		else
			result = scan_step(&s);
	}
	free(s.keys);
	proto_bytes_clear(&s.names);
	return result;
}
