/* links: io */
/* with: mail_world */
/* Letters become messages that no input can bend. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <gmime/gmime.h>
#include "base/fault.h"
#include "base/text.h"
#include "io/mail.h"
#include "mail_world.h"

/* The message written, or "" with the fault. */
static struct text
composed(const struct mail_message *m, int expected)
{
	struct text out = { 0 };
	struct fault why = { 0 };

	assert_int_equal(mail_compose(m, &out, &why), expected);
	if (expected != 0)
		assert_true(why.sentence[0] != '\0');
	return out;
}

static GMimeMessage *
parsed(const struct text *t)
{
	GMimeStream *stream =
	    g_mime_stream_mem_new_with_buffer(t->data, t->len);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	assert_non_null(message);
	g_object_unref(parser);
	g_object_unref(stream);
	return message;
}

/* Header lines of the message, folded ones counted once. */
static size_t
header_count(const struct text *t)
{
	size_t n = 0;

	for (const char *line = t->data; strncmp(line, "\r\n", 2) != 0;
	     line = strstr(line, "\r\n") + 2)
		n += *line != ' ' && *line != '\t';
	return n;
}

static void
headers_are_complete(void **state)
{
	struct text out = composed(&mail_world_plain, 0);

	(void)state;
	assert_non_null(
	    strstr(out.data, "From: Serendip <serendip@example.org>\r\n"));
	assert_non_null(strstr(out.data, "To: zoe@example.org\r\n"));
	assert_non_null(strstr(out.data, "Subject: Hello\r\n"));
	assert_non_null(
	    strstr(out.data, "Date: Tue, 24 Nov 2026 05:11:33 +0000\r\n"));
	assert_non_null(strstr(out.data,
	    "Message-Id: <01935d3e-7c40-7000-8000-000000000001@serendip>"));
	assert_non_null(strstr(out.data, "MIME-Version: 1.0\r\n"));
	assert_non_null(strstr(out.data, "Auto-Submitted: auto-generated\r\n"));
	assert_non_null(strstr(out.data, "charset=utf-8\r\n"));
	assert_int_equal(header_count(&out), 9);
	text_clear(&out);
}

/* A subject may try to start a header or a body: it stays a subject. */
static void
subjects_cannot_inject(void **state)
{
	static const char *const subjects[] = {
		"x\r\nBcc: eve@example.org",
		"x\nBcc: eve@example.org",
		"x\rBcc: eve@example.org",
		"x\r\n\r\nbody",
		"é\r\nBcc: eve@example.org",
		"x\xc2\x85"
		"Bcc: eve@example.org",
		"=?utf-8?Q?x=0D=0ABcc:_eve@example.org?=",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(subjects); i++) {
		struct mail_message m = mail_world_plain;
		struct text out;
		GMimeMessage *message;

		m.subject = subjects[i];
		out = composed(&m, 0);
		assert_int_equal(header_count(&out), 9);
		message = parsed(&out);
		assert_null(
		    g_mime_object_get_header(GMIME_OBJECT(message), "Bcc"));
		g_object_unref(message);
		text_clear(&out);
	}
}

static void
addresses_cannot_inject(void **state)
{
	static const char *const addresses[] = {
		"",
		"zoe",
		"@example.org",
		"zoe@",
		"zoe@example.org\r\nBcc: eve@example.org",
		"zoe@example.org, eve@example.org",
		"Zoé <zoe@example.org>",
		"zoe@@example.org",
		"z..e@example.org",
		".zoe@example.org",
		"zoe@-example.org",
		"zoe@example..org",
		"zoe zoe@example.org",
		"zoé@example.org",
		"zoe@exa_mple.org",
		"\"zoe\"@example.org",
		"zoe@[127.0.0.1]",
		"eve@example.org>\n<zoe@example.org",
		"zoe@example.org\x01",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(addresses); i++) {
		struct mail_message m = mail_world_plain;
		struct text out;

		m.to = addresses[i];
		out = composed(&m, -1);
		text_clear(&out);
	}
}

static void
senders_cannot_inject(void **state)
{
	static const char *const senders[] = {
		"",
		"Serendip",
		"Serendip <serendip@example.org>\r\nBcc: eve@example.org",
		"a@example.org, b@example.org",
		"Friends: a@example.org, b@example.org;",
		"Serendip <not an address>",
	};
	struct mail_message m = mail_world_plain;
	struct text out;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(senders); i++) {
		m.from = senders[i];
		out = composed(&m, -1);
		text_clear(&out);
	}
	m.from = "serendip@example.org";
	out = composed(&m, 0);
	assert_non_null(strstr(out.data, "From: serendip@example.org\r\n"));
	text_clear(&out);
	m = mail_world_plain;
	m.message_id = "x>\r\nBcc: eve@example.org";
	out = composed(&m, -1);
	text_clear(&out);
}

/* A line with an encoded word has at most 76 characters (RFC 2047, 2). */
static void
lines_are_short(const struct text *t)
{
	const char *line = t->data;

	while (strncmp(line, "\r\n", 2) != 0) {
		size_t n = (size_t)(strstr(line, "\r\n") - line);

		assert_true(n <= 76);
		line += n + 2;
	}
}

/* What goes in comes out at the reader's end, in ASCII lines of headers. */
static void
utf8_comes_back(void **state)
{
	static const char *const subjects[] = {
		"ABCD-EFGH : votre code de connexion à Plougastel",
		"Présentation: Zoë × Łukasz – 山田さん 🎻",
		"Une très longue ligne d'objet, pleine d'accents éèàùçœ, qui "
		"doit être repliée plusieurs fois avant d'arriver à sa fin",
		"=?utf-8?Q?not_decoded?=",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(subjects); i++) {
		struct mail_message m = mail_world_plain;
		struct text out;
		GMimeMessage *message;

		m.subject = subjects[i];
		m.from = "Plougastel à l'ouest <serendip@example.org>";
		out = composed(&m, 0);
		lines_are_short(&out);
		for (const char *c = out.data; strncmp(c, "\r\n\r\n", 4) != 0;
		     c++)
			assert_true((unsigned char)*c < 0x80);
		message = parsed(&out);
		assert_string_equal(
		    g_mime_message_get_subject(message), subjects[i]);
		assert_string_equal(
		    internet_address_get_name(internet_address_list_get_address(
			g_mime_message_get_from(message), 0)),
		    "Plougastel à l'ouest");
		g_object_unref(message);
		text_clear(&out);
	}
}

static void
bodies_have_clean_lines(void **state)
{
	struct mail_message m = mail_world_plain;
	struct text out;
	const char *body;

	(void)state;
	m.text = "\n.\n..\nFrom "
		 "me\nbare\rreturn\r\nwindows\r\n\033[2J\002\xc2\x9bx\tend";
	out = composed(&m, 0);
	body = strstr(out.data, "\r\n\r\n") + 4;
	assert_string_equal(body,
	    "\r\n.\r\n..\r\nFrom "
	    "me\r\nbare\r\nreturn\r\nwindows\r\n[2Jx\tend\r\n");
	assert_non_null(strstr(out.data, "Content-Transfer-Encoding: 7bit"));
	text_clear(&out);

	m.text = "Voilà l'été.\n";
	out = composed(&m, 0);
	assert_non_null(strstr(out.data, "Content-Transfer-Encoding: 8bit"));
	assert_string_equal(
	    strstr(out.data, "\r\n\r\n") + 4, "Voilà l'été.\r\n");
	text_clear(&out);
}

/* No line beyond what RFC 5322 allows, and all of it comes back. */
static void
long_lines_are_encoded(void **state)
{
	struct mail_message m = mail_world_plain;
	struct text out, text = { 0 };
	GMimeMessage *message;
	char *back, *rest, *line;

	(void)state;
	for (int i = 0; i < 400; i++)
		text_add(&text, "été ");
	m.text = text_get(&text);
	out = composed(&m, 0);
	message = parsed(&out);
	back = g_mime_text_part_get_text(
	    GMIME_TEXT_PART(g_mime_message_get_mime_part(message)));
	assert_memory_equal(back, text.data, text.len);
	rest = out.data;
	while ((line = text_split(&rest, "\n")) != NULL)
		assert_true(strlen(line) <= 998);
	g_free(back);
	g_object_unref(message);
	text_clear(&text);
	text_clear(&out);
}

static void
broken_text_is_refused(void **state)
{
	struct mail_message m = mail_world_plain;
	struct text out;

	(void)state;
	m.text = "\xff";
	out = composed(&m, -1);
	text_clear(&out);
	m = mail_world_plain;
	m.subject = "\xc3";
	out = composed(&m, -1);
	text_clear(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers_are_complete),
		cmocka_unit_test(subjects_cannot_inject),
		cmocka_unit_test(addresses_cannot_inject),
		cmocka_unit_test(senders_cannot_inject),
		cmocka_unit_test(utf8_comes_back),
		cmocka_unit_test(bodies_have_clean_lines),
		cmocka_unit_test(long_lines_are_encoded),
		cmocka_unit_test(broken_text_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
