/*
 * A letter as a message (RFC 5322), through GMime, which encodes what headers
 * cannot hold. What we can refuse or straighten before is: an address is ours
 * to judge, a subject is one line, and the body has no controls that a
 * terminal would obey. Bodies that are not ASCII travel as 8 bits, so that a
 * message on disk can be read as it is.
 */
#include "io/mail.h"

#include <ctype.h>
#include <stdbool.h>
#include <gmime/gmime.h>
#include "base/clock.h"
#include "base/memory.h"
#include "io/mail_header.h"
#include "io/seal.h"

#define ADDRESS_BYTES_MAX 254 /* RFC 5321 4.5.3.1.3, less the brackets */
#define LOCAL_BYTES_MAX 64
#define LABEL_BYTES_MAX 63
#define LINK_BYTES_MAX 900
#define LINE_BYTES_MAX 998 /* RFC 5322 2.1.1 */

/* Words of `allowed` or alphanumerics with single dots between them. */
static bool
mail_is_dotted(const char *s, size_t n, const char *allowed)
{
	if (n == 0 || s[0] == '.' || s[n - 1] == '.')
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == '.' && s[i - 1] == '.')
			return false;
		if (c == '.' || (c < 0x80 && isalnum(c)))
			continue;
		if (strchr(allowed, c) == NULL)
			return false;
	}
	return true;
}

static bool
mail_is_host(const char *s)
{
	if (!mail_is_dotted(s, strlen(s), "-"))
		return false;
	while (*s != '\0') {
		size_t n = strcspn(s, ".");

		if (n > LABEL_BYTES_MAX || s[0] == '-' || s[n - 1] == '-')
			return false;
		s += n + (s[n] == '.');
	}
	return true;
}

/* ASCII dot-atom @ host name. Quoted local parts and literals are legal and
 * belong to nobody. */
static bool
mail_is_address(const char *s)
{
	const char *at = strrchr(s, '@');

	if (at == NULL || strlen(s) > ADDRESS_BYTES_MAX ||
	    at - s > LOCAL_BYTES_MAX)
		return false;
	return mail_is_dotted(s, (size_t)(at - s), "!#$%&'*+-/=?^_`{|}~") &&
	       mail_is_host(at + 1);
}

/* UTF-8 without the controls that a header or a terminal would obey. */
static bool
mail_is_plain(const char *s, const char *allowed)
{
	return text_utf8_length(s, strlen(s)) >= 0 &&
	       !text_has_control(s, allowed);
}

/* What may stand between < and > in a header, on one line. */
static bool
mail_is_link(const char *s)
{
	return strlen(s) < LINK_BYTES_MAX && strncmp(s, "https://", 8) == 0 &&
	       strpbrk(s, "<> \t\r\n,\"") == NULL && mail_is_plain(s, "");
}

static int
mail_check(const struct mail_message *m, struct fault *why)
{
	if (!mail_is_address(m->to))
		return fault_set(why, FAULT_INVALID,
		    "the recipient is not an e-mail address");
	if (!mail_is_address(m->message_id))
		return fault_set(why, FAULT_INVALID,
		    "the message id is not one: %s", m->message_id);
	if (text_utf8_length(m->subject, strlen(m->subject)) < 0 ||
	    text_utf8_length(m->text, strlen(m->text)) < 0 ||
	    (m->html != NULL &&
		text_utf8_length(m->html, strlen(m->html)) < 0) ||
	    (m->calendar != NULL &&
		text_utf8_length(m->calendar, strlen(m->calendar)) < 0))
		return fault_set(
		    why, FAULT_INVALID, "the letter is not valid UTF-8");
	if (m->unsubscribe != NULL && !mail_is_link(m->unsubscribe))
		return fault_set(why, FAULT_INVALID,
		    "the address to unsubscribe at is not one");
	return 0;
}

/* "Name <address>" or "address": exactly one mailbox. */
static InternetAddressList *
mail_from_parse(const char *from, struct fault *why)
{
	InternetAddressList *list = NULL;
	InternetAddress *one;

	if (mail_is_plain(from, ""))
		list = internet_address_list_parse(NULL, from);
	if (list != NULL && internet_address_list_length(list) == 1) {
		one = internet_address_list_get_address(list, 0);
		if (INTERNET_ADDRESS_IS_MAILBOX(one) &&
		    mail_is_address(internet_address_mailbox_get_addr(
			INTERNET_ADDRESS_MAILBOX(one)))) {
			internet_address_set_charset(one, "utf-8");
			return list;
		}
	}
	if (list != NULL)
		g_object_unref(list);
	fault_set(why, FAULT_INVALID, "the sender is not an address");
	return NULL;
}

/* As it is, past GMime's own encoding. */
static void
mail_subject_set(GMimeMessage *message, const char *subject)
{
	GMimeObject *object = GMIME_OBJECT(message);
	struct text raw = { 0 };

	text_add(&raw, " ");
	mail_header_encode(subject, strlen("Subject: "), &raw);
	text_add(&raw, "\n");
	g_mime_object_set_header(object, "Subject", "", NULL);
	g_mime_header_set_raw_value(
	    g_mime_header_list_get_header(
		g_mime_object_get_header_list(object), "Subject"),
	    raw.data);
	text_clear(&raw);
}

/* The bytes of the control at s that a body does without: C0 and DEL, and C1,
 * which in UTF-8 is two bytes. 0: none. */
static size_t
mail_control_length(const char *s)
{
	unsigned char c = (unsigned char)s[0], next = (unsigned char)s[1];

	if (c == 0xc2 && next >= 0x80 && next < 0xa0)
		return 2;
	return (c < 0x20 && c != '\t') || c == 0x7f;
}

/* CRLF after each line, also after the last. */
static void
mail_body_write(const char *s, struct text *out)
{
	while (*s != '\0') {
		size_t control = mail_control_length(s);

		if (*s == '\n' || (*s == '\r' && s[1] != '\n'))
			text_add(out, "\r\n");
		else if (control == 0)
			text_add_n(out, s, 1);
		s += control == 0 ? 1 : control;
	}
	if (out->len == 0 || out->data[out->len - 1] != '\n')
		text_add(out, "\r\n");
}

static GMimeContentEncoding
mail_encoding(const struct text *body, bool is_7bit)
{
	bool ascii = true;
	size_t line = 0;

	for (size_t i = 0; i < body->len; i++) {
		line = body->data[i] == '\n' ? 0 : line + 1;
		if (line > LINE_BYTES_MAX)
			return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
		ascii = ascii && (unsigned char)body->data[i] < 0x80;
	}
	if (ascii)
		return GMIME_CONTENT_ENCODING_7BIT;
	return is_7bit ? GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE
		       : GMIME_CONTENT_ENCODING_8BIT;
}

static GMimePart *
mail_part_new(const char *subtype, const char *s, bool is_7bit)
{
	GMimePart *part = g_mime_part_new_with_type("text", subtype);
	struct text body = { 0 };
	GMimeStream *stream;
	GMimeDataWrapper *content;

	mail_body_write(s, &body);
	stream = g_mime_stream_mem_new_with_buffer(body.data, body.len);
	content = g_mime_data_wrapper_new_with_stream(
	    stream, GMIME_CONTENT_ENCODING_DEFAULT);
	g_mime_object_set_content_type_parameter(
	    GMIME_OBJECT(part), "charset", "utf-8");
	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, mail_encoding(&body, is_7bit));
	g_object_unref(content);
	g_object_unref(stream);
	seal_wipe(body.data, body.len);
	text_clear(&body);
	return part;
}

static void
mail_part_add(
    GMimeMultipart *to, const char *subtype, const char *s, bool is_7bit)
{
	GMimePart *part = mail_part_new(subtype, s, is_7bit);

	g_mime_multipart_add(to, GMIME_OBJECT(part));
	g_object_unref(part);
}

/* What calendars take in: its method stands in the header as well (RFC 6047
 * 2.4). */
static void
mail_calendar_add(GMimeMultipart *to, const char *calendar, bool is_7bit)
{
	GMimePart *part = mail_part_new("calendar", calendar, is_7bit);
	const char *method = strstr(calendar, "\nMETHOD:");
	char word[32] = "PUBLISH";
	size_t n;

	if (method != NULL) {
		method = strchr(method, ':') + 1;
		n = strcspn(method, "\r\n");
		snprintf(word, sizeof(word), "%.*s", (int)n, method);
	}
	g_mime_object_set_content_type_parameter(
	    GMIME_OBJECT(part), "method", word);
	g_mime_multipart_add(to, GMIME_OBJECT(part));
	g_object_unref(part);
}

/* The text, or that and the HTML, the better one last (RFC 2046 5.1.4), and the
 * calendar. */
static void
mail_parts_set(GMimeMessage *message, const struct mail_message *m)
{
	GMimeMultipart *all;
	GMimePart *text;

	if (m->html == NULL && m->calendar == NULL) {
		text = mail_part_new("plain", m->text, m->is_7bit);
		g_mime_message_set_mime_part(message, GMIME_OBJECT(text));
		g_object_unref(text);
		return;
	}
	all = g_mime_multipart_new_with_subtype("alternative");
	mail_part_add(all, "plain", m->text, m->is_7bit);
	if (m->html != NULL)
		mail_part_add(all, "html", m->html, m->is_7bit);
	if (m->calendar != NULL)
		mail_calendar_add(all, m->calendar, m->is_7bit);
	g_mime_message_set_mime_part(message, GMIME_OBJECT(all));
	g_object_unref(all);
}

/* One click at the reader's mail program (RFC 8058), which wants the URL whole:
 * past GMime's folding. */
static void
mail_unsubscribe_set(GMimeMessage *message, const char *url)
{
	GMimeObject *object = GMIME_OBJECT(message);
	struct text raw = { 0 };

	if (url == NULL)
		return;
	text_addf(&raw, " <%s>\n", url);
	g_mime_object_set_header(object, "List-Unsubscribe", "", NULL);
	g_mime_header_set_raw_value(
	    g_mime_header_list_get_header(
		g_mime_object_get_header_list(object), "List-Unsubscribe"),
	    raw.data);
	g_mime_object_set_header(object, "List-Unsubscribe-Post",
	    "List-Unsubscribe=One-Click", NULL);
	text_clear(&raw);
}

static GMimeMessage *
mail_message_new(const struct mail_message *m, InternetAddressList *from)
{
	GMimeMessage *message = g_mime_message_new(TRUE);
	GDateTime *date =
	    g_date_time_new_from_unix_utc(m->created_us / CLOCK_SECOND);

	internet_address_list_append(
	    g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_FROM),
	    from);
	g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, NULL, m->to);
	mail_subject_set(message, m->subject);
	g_mime_message_set_date(message, date);
	g_mime_message_set_message_id(message, m->message_id);
	/* RFC 3834: nobody's holiday notice shall answer. */
	g_mime_object_set_header(
	    GMIME_OBJECT(message), "Auto-Submitted", "auto-generated", NULL);
	g_date_time_unref(date);
	return message;
}

static void
mail_write(GMimeMessage *message, struct text *out)
{
	GMimeFormatOptions *format = g_mime_format_options_new();
	GMimeStream *stream = g_mime_stream_mem_new();
	GByteArray *bytes;

	g_mime_format_options_set_newline_format(
	    format, GMIME_NEWLINE_FORMAT_DOS);
	g_mime_object_write_to_stream(GMIME_OBJECT(message), format, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	text_add_n(out, (const char *)bytes->data, bytes->len);
	seal_wipe(bytes->data, bytes->len);
	g_object_unref(stream);
	g_mime_format_options_free(format);
}

int
mail_compose(const struct mail_message *m, struct text *out, struct fault *why)
{
	InternetAddressList *from;
	GMimeMessage *message;

	g_mime_init();
	if (mail_check(m, why) != 0)
		return -1;
	from = mail_from_parse(m->from, why);
	if (from == NULL)
		return -1;
	message = mail_message_new(m, from);
	mail_unsubscribe_set(message, m->unsubscribe);
	mail_parts_set(message, m);
	mail_write(message, out);
	g_object_unref(message);
	g_object_unref(from);
	return 0;
}

int
mail_envelope(const struct mail_message *m, struct text *from, struct text *to,
    struct fault *why)
{
	InternetAddressList *list;

	g_mime_init();
	if (mail_check(m, why) != 0)
		return -1;
	list = mail_from_parse(m->from, why);
	if (list == NULL)
		return -1;
	text_addf(from, "<%s>",
	    internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(
		internet_address_list_get_address(list, 0))));
	text_addf(to, "<%s>", m->to);
	g_object_unref(list);
	return 0;
}
