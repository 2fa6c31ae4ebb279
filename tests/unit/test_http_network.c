/* links: io */
/* Which clients count as one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <string.h>
#include "base/attr.h"
#include "io/http_network.h"

static void
clients_count_by_their_network(void **state)
{
	static const struct {
		const char *from, *network;
	} cases[] = {
		{ "192.0.2.7", "::ffff:192.0.2.7" },
		{ "192.0.2.8", "::ffff:192.0.2.8" },
		/* As an IPv6 listener sees an IPv4 client. */
		{ "::ffff:192.0.2.7", "::ffff:192.0.2.7" },
		{ "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::" },
		{ "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::" },
		{ "2001:db8:1:3::1", "2001:db8:1:3::" },
		{ "::1", "::" },
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct sockaddr_storage from = { 0 };
		struct sockaddr_in *v4 = (struct sockaddr_in *)&from;
		struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&from;
		struct in6_addr network;
		char text[HTTP_NETWORK_TEXT];

		if (inet_pton(AF_INET, cases[i].from, &v4->sin_addr) == 1)
			v4->sin_family = AF_INET;
		else if (inet_pton(AF_INET6, cases[i].from, &v6->sin6_addr) ==
			 1)
			v6->sin6_family = AF_INET6;
		network = http_network(&from);
		http_network_text(&network, text);
		assert_string_equal(text, cases[i].network);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clients_count_by_their_network),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
