/*
 * vCard: see base/vcard.h. A property is one line once unfolded: a line break
 * and the blank after it are nothing (RFC 6350 section 3.2). Version 2.1 also
 * breaks lines within quoted-printable values, with "=" before the break.
 */
#include <strings.h>
#include "base/vcard.h"
#include "base/memory.h"

/* A property's parts, in its line. */
struct parts {
	const char *name;
	size_t name_len;
	const char *parameters; /* behind the name, with the first ';' */
	const char *value;      /* behind the colon; NULL: there is none */
};

void
vcard_init(struct vcard *v, const char *data, size_t n)
{
	*v = (struct vcard){ .data = data, .len = n };
	if (n >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0)
		v->at = 3;
}

void
vcard_clear(struct vcard *v)
{
	text_clear(&v->property);
	text_clear(&v->value);
	*v = (struct vcard){ 0 };
}

/* One line of the file, behind what the property has; its break is dropped,
 * LF, CRLF or CR alone. */
static void
take_line(struct vcard *v)
{
	const char *from = v->data + v->at;
	size_t left = v->len - v->at, n = 0;

	while (n < left && from[n] != '\n' && from[n] != '\r')
		n++;
	text_add_n(&v->property, from, n);
	if (n < left && from[n] == '\r')
		n++;
	if (n < left && from[n] == '\n')
		n++;
	v->at += n;
	v->lines++;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void
split(const char *line, struct parts *p)
{
	bool is_quoted = false;
	const char *at = line + strcspn(line, ";:");
	const char *dot = memchr(line, '.', (size_t)(at - line));

	p->name = dot == NULL ? line : dot + 1; /* a group before it */
	while (is_blank(*p->name))
		p->name++;
	p->name_len = (size_t)(at - p->name);
	p->parameters = at;
	for (; *at != '\0' && (is_quoted || *at != ':'); at++)
		if (*at == '"')
			is_quoted = !is_quoted;
	p->value = *at == ':' ? at + 1 : NULL;
}

static bool
is_name(const struct parts *p, const char *name)
{
	return p->name_len == strlen(name) &&
	       strncasecmp(p->name, name, p->name_len) == 0;
}

/* Whether a parameter is that word, or has it as its value ("QUOTED-PRINTABLE",
 * "ENCODING=quoted-printable"); words in quotes are no such thing. */
static bool
has_parameter(const struct parts *p, const char *key, const char *word)
{
	const char *end =
	    p->value == NULL ? strchr(p->parameters, '\0') : p->value - 1;
	const char *at = p->parameters;
	size_t key_len = strlen(key), len = strlen(word);
	bool is_quoted = false;

	while (at < end) {
		const char *from = ++at;

		for (; at < end && (is_quoted || *at != ';'); at++)
			if (*at == '"')
				is_quoted = !is_quoted;
		if ((size_t)(at - from) > key_len &&
		    strncasecmp(from, key, key_len) == 0 &&
		    from[key_len] == '=')
			from += key_len + 1;
		if ((size_t)(at - from) == len &&
		    strncasecmp(from, word, len) == 0)
			return true;
	}
	return false;
}

static bool
is_quoted_printable(const struct parts *p)
{
	return has_parameter(p, "ENCODING", "QUOTED-PRINTABLE");
}

/* The next property as one line; false at the end. What a NUL byte hides is not
 * looked at: the line ends there. */
static bool
next_property(struct vcard *v)
{
	struct parts p;

	if (v->at == v->len)
		return false;
	v->property.len = 0;
	take_line(v);
	v->line = v->lines;
	for (;;) {
		if (v->at < v->len && is_blank(v->data[v->at])) {
			v->at++;
			take_line(v);
			continue;
		}
		split(text_get(&v->property), &p);
		if (v->at == v->len || v->property.len == 0 ||
		    v->property.data[v->property.len - 1] != '=' ||
		    p.value == NULL || !is_quoted_printable(&p))
			return true;
		v->property.data[--v->property.len] = '\0';
		take_line(v);
	}
}

/* --- the value ------------------------------------------------------------ */

static int
hex(char c)
{
	static const char digits[] = "0123456789ABCDEF";
	const char *at;

	if (c >= 'a' && c <= 'f')
		c = (char)(c - 'a' + 'A');
	at = c == '\0' ? NULL : strchr(digits, c);
	return at == NULL ? -1 : (int)(at - digits);
}

/* RFC 2045 section 6.7, of one line. */
static int
decode_quoted(struct text *out, const char *s, struct fault *why)
{
	for (; *s != '\0'; s++) {
		int high, low;
		char byte;

		if (*s != '=') {
			text_add_n(out, s, 1);
			continue;
		}
		high = hex(s[1]);
		low = high < 0 ? -1 : hex(s[2]);
		if (low < 0 || high * 16 + low == 0)
			return fault_set(why, FAULT_INVALID,
			    "quoted-printable that is broken");
		byte = (char)(high * 16 + low);
		text_add_n(out, &byte, 1);
		s += 2;
	}
	return 0;
}

/* RFC 6350 section 3.4. */
static void
unescape(struct text *out, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '\\' && s[1] != '\0') {
			s++;
			text_add_n(out, *s == 'n' || *s == 'N' ? " " : s, 1);
		} else {
			text_add_n(out, s, 1);
		}
	}
}

static int
read_value(struct vcard *v, const struct parts *p, const char **email,
    struct fault *why)
{
	char *value;

	v->value.len = 0;
	text_add(&v->value, "");
	if (memchr(v->property.data, '\0', v->property.len) != NULL)
		return fault_set(why, FAULT_INVALID, "a NUL byte");
	if (p->value == NULL)
		return fault_set(
		    why, FAULT_INVALID, "an EMAIL without a colon");
	if (has_parameter(p, "ENCODING", "BASE64") ||
	    has_parameter(p, "ENCODING", "B"))
		return fault_set(why, FAULT_INVALID,
		    "an address in base64; allowed are plain text and "
		    "quoted-printable");
	if (is_quoted_printable(p)) {
		if (decode_quoted(&v->value, p->value, why) != 0)
			return -1;
	} else {
		unescape(&v->value, p->value);
	}
	value = text_trim(v->value.data);
	if (strncasecmp(value, "mailto:", 7) == 0)
		value += 7;
	*email = value;
	return 1;
}

int
vcard_next_email(struct vcard *v, const char **email, struct fault *why)
{
	struct parts p;

	*email = NULL;
	while (next_property(v)) {
		split(text_get(&v->property), &p);
		if (is_name(&p, "BEGIN"))
			v->cards++;
		if (is_name(&p, "EMAIL"))
			return read_value(v, &p, email, why);
	}
	return 0;
}
