/* links: base */
/* Log lines as an operator's tools read them, one write(2) each. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/socket.h>
#include <unistd.h>
#include "base/log.h"

/* Standard error is one end of a pair of sockets that keep writes apart. */
static int saved, wire;

static int
wire_open(void **state)
{
	int pair[2];

	(void)state;
	if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, pair) != 0)
		return -1;
	saved = dup(STDERR_FILENO);
	wire = pair[0];
	log_set_level(LOG_INFO);
	return dup2(pair[1], STDERR_FILENO) < 0 || close(pair[1]) != 0 ? -1 : 0;
}

static int
wire_close(void **state)
{
	(void)state;
	close(wire);
	return dup2(saved, STDERR_FILENO) < 0 || close(saved) != 0 ? -1 : 0;
}

/* What one write(2) wrote; "" where there was none. */
static const char *
wire_read(void)
{
	static char line[65536];
	ssize_t n = recv(wire, line, sizeof(line) - 1, MSG_DONTWAIT);

	line[n < 0 ? 0 : n] = '\0';
	return line;
}

/* The line is the head, with some time, and then this. */
static void
expect(const char *rest)
{
	const char *line = wire_read();
	static const char shape[] = "time=0000-00-00T00:00:00.000Z ";

	for (size_t i = 0; i < sizeof(shape) - 1; i++) {
		if (shape[i] == '0')
			assert_in_range(line[i], '0', '9');
		else
			assert_int_equal(line[i], shape[i]);
	}
	assert_string_equal(line + sizeof(shape) - 1, rest);
	assert_string_equal(wire_read(), "");
}

static void
test_line(void **state)
{
	struct id id;

	(void)state;
	assert_int_equal(
	    id_parse("01935d3e-7c40-7000-8000-0000000000ff", &id), 0);
	log_info("ready");
	expect("level=info event=ready\n");
	log_warn("round drawn", LOG_T("pool", "weekly"), LOG_N("groups", 502),
	    LOG_N("least", INT64_MIN), LOG_I("round", &id));
	expect("level=warn event=\"round drawn\" pool=weekly groups=502 "
	       "least=-9223372036854775808 "
	       "round=01935d3e-7c40-7000-8000-0000000000ff\n");
}

static void
test_values(void **state)
{
	(void)state;
	log_error("x", LOG_T("a", NULL), LOG_T("b", ""), LOG_T("c", "1=2"),
	    LOG_T("d", "say \"hi\""), LOG_T("e", "C:\\x"));
	expect("level=error event=x a=\"\" b=\"\" c=\"1=2\" "
	       "d=\"say \\\"hi\\\"\" e=\"C:\\\\x\"\n");
}

/* No text can begin a line of its own, steer a terminal or turn the writing. */
static void
test_hostile_values(void **state)
{
	(void)state;
	log_info("x", LOG_T("a", "1\ntime=0 level=info event=forged"));
	expect("level=info event=x "
	       "a=\"1\\ntime=0 level=info event=forged\"\n");
	log_info("x", LOG_T("a", "\r\t\x1b[2J\x7f"));
	expect("level=info event=x a=\"\\x0d\\x09\\x1b[2J\\x7f\"\n");
	log_info("x",
	    LOG_T("a", "\xc2\x9b"
		       "2J"),
	    LOG_T("b", "\xff"), LOG_T("c", "\u202e"));
	expect("level=info event=x a=\"\\xc2\\x9b2J\" b=\"\\xff\" "
	       "c=\"\\xe2\\x80\\xae\"\n");
	log_info("x", LOG_T("a", "Déjeuner"), LOG_T("b", "à\nmidi"));
	expect("level=info event=x a=Déjeuner b=\"à\\nmidi\"\n");
}

static void
test_long_line(void **state)
{
	char value[20001];
	const char *line;

	(void)state;
	memset(value, 'v', sizeof(value) - 1);
	value[sizeof(value) - 1] = '\0';
	log_info("x", LOG_T("a", value));
	line = wire_read();
	assert_true(strlen(line) > 20000);
	assert_string_equal(line + strlen(line) - 2, "v\n");
	assert_string_equal(wire_read(), "");
}

/* As a JSON object a line, whatever is in it. */
static void
test_json(void **state)
{
	static const char head[] = "{\"time\":\"0000-00-00T00:00:00.000Z\",";
	enum log_format format;
	struct id id;
	const char *line;

	(void)state;
	assert_int_equal(log_format_parse("json", &format), 0);
	assert_int_equal(format, LOG_JSON);
	assert_int_equal(log_format_parse("logfmt", &format), 0);
	assert_int_equal(format, LOG_LOGFMT);
	assert_int_equal(log_format_parse("xml", &format), -1);
	assert_int_equal(
	    id_parse("01935d3e-7c40-7000-8000-0000000000ff", &id), 0);
	log_set_format(LOG_JSON);
	log_info("round drawn", LOG_T("a", "1\n\"2\" \\ \r\x7f \xff"),
	    LOG_T("b", "Déjeuner \u202e\U0001f600"), LOG_N("n", -5),
	    LOG_I("round", &id), LOG_T("none", NULL));
	log_set_format(LOG_LOGFMT);
	line = wire_read();
	assert_int_equal(strncmp(line, head, 9), 0);
	assert_string_equal(line + strlen(head),
	    "\"level\":\"info\",\"event\":\"round drawn\","
	    "\"a\":\"1\\n\\\"2\\\" \\\\ \\u000d\\u007f \\ufffd\","
	    "\"b\":\"Déjeuner \\u202e\U0001f600\",\"n\":-5,"
	    "\"round\":\"01935d3e-7c40-7000-8000-0000000000ff\","
	    "\"none\":\"\"}\n");
}

static void
test_levels(void **state)
{
	static const char *const words[] = { "debug", "info", "warn", "error" };
	enum log_level level;

	(void)state;
	log_debug("x");
	assert_string_equal(wire_read(), "");
	log_set_level(LOG_DEBUG);
	log_debug("x");
	expect("level=debug event=x\n");
	log_set_level(LOG_ERROR);
	log_warn("x");
	assert_string_equal(wire_read(), "");
	log_error("x");
	expect("level=error event=x\n");
	for (int i = 0; i < 4; i++) {
		assert_int_equal(log_level_parse(words[i], &level), 0);
		assert_int_equal(level, i);
	}
	assert_int_equal(log_level_parse("Info", &level), -1);
	assert_int_equal(log_level_parse("", &level), -1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    test_line, wire_open, wire_close),
		cmocka_unit_test_setup_teardown(
		    test_values, wire_open, wire_close),
		cmocka_unit_test_setup_teardown(
		    test_hostile_values, wire_open, wire_close),
		cmocka_unit_test_setup_teardown(
		    test_long_line, wire_open, wire_close),
		cmocka_unit_test_setup_teardown(
		    test_json, wire_open, wire_close),
		cmocka_unit_test_setup_teardown(
		    test_levels, wire_open, wire_close),
	};

	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
