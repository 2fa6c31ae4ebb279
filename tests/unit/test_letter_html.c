/* links: model */
/* A letter's text as HTML: its blocks, its links, and nothing of a stranger's
 * words but text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/attr.h"
#include "model/letter_html.h"

static void
text_becomes_blocks(void **state)
{
	const struct letter_page page = { .language = "en",
		.subject = "A & B",
		.url = "https://house.example",
		.body =
		    "Hello <b>,\n\none\ntwo https://house.example/#/x\n\n- a\n"
		    "- b\n\n    code 1\n    https://house.example\n"
		    "https://house.example.evil/ javascript:x\n",
		.unsubscribe = "https://house.example/v1?a=\"b",
		.title = "Welcome" };
	static const char *const says[] = { "<title>A &amp; B</title>",
		">Hello &lt;b&gt;,</p>",
		">one<br>\ntwo <a href=\"https://house.example/#/x\">",
		"<li>a</li>\n<li>b</li></ul>",
		">code 1<br>\n<a href=\"https://house.example\">",
		">https://house.example.evil/ javascript:x</p>",
		"<a href=\"https://house.example/v1?a=&quot;b\">" };
	struct text out = { 0 };

	(void)state;
	letter_html(&page, &out);
	for (size_t i = 0; i < COUNT_OF(says); i++)
		assert_non_null(strstr(out.data, says[i]));
	assert_null(strstr(out.data, "src="));
	text_clear(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_becomes_blocks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
