/* links: model */
/* Files of contacts: vCard and CSV as people have them, and as nobody should. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "base/text.h"
#include "model/contacts.h"
#include "model/member.h"
#include "model/person.h"

#define MUTATIONS 60000

/* What a file comes to: addresses, "-N" without, "!line:column", or "refused".
 * The data is copied to memory that ends with it, for the sanitizer. */
static char *
read_file(const char *data, size_t n, bool is_vcard)
{
	char *copy = memory_new(n == 0 ? 1 : n, 1);
	struct contacts c;
	struct text out = { 0 };
	struct fault why;
	int done;

	memcpy(copy, data, n);
	done = is_vcard ? contacts_vcard(&c, copy, n, &why)
			: contacts_csv(&c, copy, n, &why);
	free(copy);
	text_add(&out, done == 0 ? "" : "refused ");
	for (size_t i = 0; i < c.count; i++) {
		assert_true(member_email_ok(c.emails[i]));
		text_addf(&out, "%s ", c.emails[i]);
	}
	if (c.without > 0)
		text_addf(&out, "-%zu ", c.without);
	for (size_t i = 0; i < c.error_count; i++) {
		const char *detail = c.errors[i].detail;

		assert_true(text_utf8_length(detail, strlen(detail)) > 0);
		text_addf(
		    &out, "!%zu:%zu ", c.errors[i].line, c.errors[i].column);
	}
	contacts_clear(&c);
	return text_take(&out);
}

static void
expect_n(const char *data, size_t n, bool is_vcard, const char *expected)
{
	char *said = read_file(data, n, is_vcard);

	assert_string_equal(said, expected);
	free(said);
}

static void
card(const char *lines, const char *expected)
{
	struct text t = { 0 };

	text_addf(
	    &t, "BEGIN:VCARD\r\nVERSION:3.0\r\n%s\r\nEND:VCARD\r\n", lines);
	expect_n(t.data, t.len, true, expected);
	text_clear(&t);
}

static void
csv(const char *data, const char *expected)
{
	expect_n(data, strlen(data), false, expected);
}

static void
vcards_as_they_are(void **state)
{
	(void)state;
	card("EMAIL:a@x.org", "a@x.org ");
	card("email;type=INTERNET;type=pref:A@X.org", "a@x.org ");
	card("item1.EMAIL;TYPE=\"work,home\":a@x.org", "a@x.org ");
	card("EMAIL;X=\"a:b;c\":a@x.org", "a@x.org ");
	card("EMAIL;INTERNET:a@x.org\r\nEMAIL:b@x.org", "a@x.org b@x.org ");
	card("EMAIL:mailto:a@x.org", "a@x.org ");
	card("EMAIL:  a@x.org \t", "a@x.org ");
	card("EMAIL:a\\,b@x.org", "!3:1 ");
	/* Folded anywhere, CRLF or LF or CR, blank or tab. */
	card("EMA\r\n IL:a@\r\n x.o\r\n\trg", "a@x.org ");
	card("EMAIL:a@\n x.org", "a@x.org ");
	card("EMAIL:a@\r x.org\rEMAIL:b@x.org", "a@x.org b@x.org ");
	/* Version 2.1. */
	card("EMAIL;ENCODING=QUOTED-PRINTABLE:a=40x=2Eorg", "a@x.org ");
	card("EMAIL;QUOTED-PRINTABLE:a=40=\r\nx.org", "a@x.org ");
	card("EMAIL;QUOTED-PRINTABLE:a=4", "!3:1 ");
	card("EMAIL;QUOTED-PRINTABLE:a=00@x.org", "!3:1 ");
	card("EMAIL;ENCODING=BASE64:YUB4Lm9yZw==", "!3:1 ");
	/* Others' values are nobody's address. */
	card("NOTE:EMAIL:a@x.org\r\nX-EMAIL:b@x.org\r\nEMAILS:c@x.org", "-1 ");
	card("NOTE:see\r\n EMAIL:a@x.org", "-1 ");
	card("NOTE;QUOTED-PRINTABLE:x=\r\nEMAIL:a@x.org", "-1 ");
	card("EMAIL:", "-1 ");
	card("EMAIL", "!3:1 ");
	card("EMAIL;X=\":a@x.org", "!3:1 ");
	card("FN:x\r\nEMAIL:no address\r\nEMAIL:b@x.org", "b@x.org !4:1 ");
	expect_n("\xef\xbb\xbf"
		 "BEGIN:VCARD\nEMAIL:a@x.org",
	    28, true, "a@x.org ");
	expect_n("BEGIN:VCARD\nEMAIL:a\0@x.org\nEMAIL:b@x.org", 40, true,
	    "b@x.org !2:1 ");
	expect_n("BEGIN:VCARD\nEMAIL:\xff@x.org\n", 27, true, "!2:1 ");
	expect_n("", 0, true, "refused ");
	expect_n("a,b\n", 4, true, "refused ");
	expect_n("B\0E\0G\0I\0N\0", 10, true, "refused ");
	expect_n("BEGIN:VCARD\n=", 13, true, "-1 ");
}

static void
csv_as_it_is(void **state)
{
	(void)state;
	csv("Notes:\n\"When, \"\"x\"\"\nand\"\n\nFirst Name,Last "
	    "Name,URL,Email "
	    "Address,Company\nA,B,u,a@x.org,C\nA,B,u,,C\nA,B\n",
	    "a@x.org -2 ");
	csv("E-mail 1 - Value,E-mail 2 - Value\r\na@x.org,b@x.org\r\n,c@x.org",
	    "a@x.org b@x.org c@x.org ");
	csv("\xef\xbb\xbf"
	    " EMAIL ,x\nA@X.org,\n\"q\"z,\nb@x.org,1\n",
	    "a@x.org b@x.org !3:4 ");
	csv("a@x.org\nb@x.org, c@x.org\nd\n", "a@x.org b@x.org c@x.org !3:1 ");
	csv("Adresse \xc3\xa9lectronique\na@x.org\n", "a@x.org ");
	csv("email\nx\"\n", "!2:2 ");
	csv("email\n\"open\na@x.org\n", "!2:1 ");
	csv("name,mailbox\nA,a@x.org\n", "refused ");
	csv("", "refused ");
	csv("\n\n", "refused ");
	expect_n("email\na\0@x.org\n", 15, false, "!2:2 ");
	expect_n("email\n\xff\n", 8, false, "!2:1 ");
}

static uint64_t
dice(uint64_t *state)
{
	/* xorshift64*: enough to spread the breaks. */
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 2685821657736338717u >> 16;
}

/* Whatever is broken, reading ends, and what it finds are addresses. */
static void
broken_at_random(void **state)
{
	static const char *const seeds[] = {
		"BEGIN:VCARD\r\nVERSION:2.1\r\nitem1.EMAIL;ENCODING=QUOTED-"
		"PRINTABLE;TYPE=\"a:b\":a=40=\r\nx=2Eorg\r\nPHOTO;BASE64:aaa"
		"\r\n bbb\r\nEND:VCARD\r\n",
		"Notes:\n\"a, \"\"b\"\"\"\n\nFirst Name,Email Address,Company\n"
		"A,a@x.org,\"C, D\"\nB,,E\n",
		"a@x.org\nb@x.org,c@x.org\r\n",
	};
	static const char pieces[] = "\r\n\t =;:,.\"@\\\0\xff\xc3"
				     "AE0";
	uint64_t die = 88172645463325252u;
	char data[512];

	(void)state;
	for (int i = 0; i < MUTATIONS; i++) {
		const char *seed = seeds[i % 3];
		size_t n = strlen(seed), breaks = 1 + dice(&die) % 6;

		memcpy(data, seed, n);
		for (size_t k = 0; k < breaks; k++) {
			size_t at = dice(&die) % n;

			data[at] = pieces[dice(&die) % (sizeof(pieces) - 1)];
			if (dice(&die) % 4 == 0)
				n = at + 1;
		}
		free(read_file(data, n, i % 2 == 0));
	}
}

static void
one_person_has_one_address(void **state)
{
	static const char *const same[][2] = {
		{ " Ana@X.org", "ana@x.org" },
		{ "ana+news@x.org", "ana@x.org" },
		{ "a.na@x.org", "a.na@x.org" },
		{ "A.n.a+b.c@googlemail.com", "ana@gmail.com" },
		{ "ana@gmail.com", "ana@gmail.com" },
		{ "a.na@pm.me", "ana@proton.me" },
		{ "+a@x.org", "+a@x.org" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(same); i++) {
		char *got = person_address(same[i][0]);

		assert_string_equal(got, same[i][1]);
		free(got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vcards_as_they_are),
		cmocka_unit_test(csv_as_it_is),
		cmocka_unit_test(broken_at_random),
		cmocka_unit_test(one_person_has_one_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
