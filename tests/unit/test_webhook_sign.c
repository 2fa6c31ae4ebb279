/* links: io */
/* Signatures as the specification's own example has them, which addresses are out
 * in the world, and which are not. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include "io/public_address.h"
#include "io/webhook_sign.h"

/* The example of the specification's reference libraries. */
static void
test_example(void **state)
{
	struct webhook_key key;
	struct text out = { 0 };

	(void)state;
	assert_int_equal(
	    webhook_key_parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", &key),
	    0);
	webhook_sign(&key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
	    "{\"test\": 2432232314}", &out);
	assert_string_equal(
	    text_get(&out), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
	text_clear(&out);
}

static void
test_secrets(void **state)
{
	static const char *const wrong[] = { "", "whsec_",
		"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa==", /* 22 bytes */
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS_",
		"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw ",
		"whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
	struct webhook_key key;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_int_equal(webhook_key_parse(wrong[i], &key), -1);
	/* 64 bytes are the most. */
	assert_int_equal(
	    webhook_key_parse("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
			      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
		&key),
	    0);
	assert_int_equal(key.len, 64);
}

static bool
is_public(const char *text)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
		return public_address(
		    (const struct sockaddr *)(const void *)&v4);
	assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
	return public_address((const struct sockaddr *)(const void *)&v6);
}

static void
test_addresses(void **state)
{
	static const char *const inside[] = { "0.0.0.0", "0.255.255.255",
		"10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255",
		"127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
		"172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1",
		"192.168.0.1", "192.168.255.255", "198.18.0.1",
		"198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1",
		"240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:8.8.8.8",
		"::8.8.8.8", "64:ff9b::808:808", "100::1", "2001::1",
		"2001:1ff::1", "2001:db8::1", "2002:808:808::1", "3fff::1",
		"3fff:fff::1", "fc00::1", "fdff::1", "fe80::1", "fec0::1",
		"ff02::1", "4000::1" };
	static const char *const outside[] = { "1.1.1.1", "9.255.255.255",
		"11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
		"128.0.0.0", "169.253.0.1", "172.15.255.255", "172.32.0.0",
		"192.0.1.1", "192.167.255.255", "192.169.0.0", "198.17.0.1",
		"198.20.0.0", "223.255.255.255", "2001:200::1", "2003::1",
		"2606:4700::1111", "2a00::1", "3ffe::1", "3fff:1000::1" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(inside); i++)
		if (is_public(inside[i]))
			fail_msg("%s is public", inside[i]);
	for (size_t i = 0; i < COUNT_OF(outside); i++)
		if (!is_public(outside[i]))
			fail_msg("%s is not public", outside[i]);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_example),
		cmocka_unit_test(test_secrets),
		cmocka_unit_test(test_addresses),
	};

	return cmocka_run_group_tests_name("webhook_sign", tests, NULL, NULL);
}
