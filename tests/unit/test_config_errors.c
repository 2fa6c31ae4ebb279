/* links: config */
/*
 * What is said of a wrong file: each row is a snippet and the exact lines that
 * it brings, no more and no fewer.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/memory.h"
#include "config/config.h"

/* Two good lines, so that a snippet begins in line 3. */
#define LINK                                             \
	"an address of at most 500 characters, such as " \
	"https://example.org/terms"
#define GOOD "community: {name: T}\ndatabase: {conninfo: dbname=x}\n"

#define TOP                                                                 \
	"community, signup, listen, tls, web, operator, database, secret, " \
	"letters, "                                                         \
	"limits, retention, shutdown, log, attributes, pools, webhooks"
#define ATTRIBUTE \
	"type, title, values, ideas, same-words-as, from, to, required, shown"
#define POOL                                                                \
	"title, every, at, from, until, zone, size, serendipity, reveal, "  \
	"answer_hours, "                                                    \
	"outcome_days, remind, second_chance, auto_join, approve, themes, " \
	"require, "                                                         \
	"prefer, experiment"
#define NAME                                                          \
	"one line of 1 to 100 characters, none of them a control or " \
	"invisible one"
#define CONNINFO                                             \
	"1 to 1000 characters as libpq reads them, such as " \
	"host=/run/postgresql dbname=serendip"
#define SECRET                                                                \
	"found one that is not shown, allowed: one without a password: name " \
	"a file with passfile=, or set PGPASSFILE"
#define URL                                                                    \
	"https:// with a host and perhaps a port, and nothing after, such as " \
	"https://serendip.example.org"
#define HOST                                                                  \
	"a name or an address without a port, such as serendip.example.org, " \
	"192.0.2.1 or [::1]"
#define LETTER "1 to 32 of a-z, 0-9, _ and -, from a letter"
#define TYPES "choice, tree, tags, scale or hours"
#define LABEL "a label, or {en: …, fr: …}"
#define NUMBER "a number with at most three decimals, such as 12 or 12.5"
#define EVERY                                                                  \
	"hour, day, week, month, or 2 to 52 of them (2 to 12 hours), such as " \
	"2 weeks"
#define MONDAY "a weekday and a time, such as Monday 10:00"
#define ZONE "a time zone of the IANA database, such as Europe/Paris"
#define PORT "a whole number from 0 to 65535"
#define LEVEL "debug, info, warn or error"

static const struct broken {
	const char *file, *errors;
} broken[] = {
	/* No YAML, or more of it than a configuration needs. */
	{ "community: {name: T\n",
	    "f:2:1: YAML: missing comma in flow mapping\n" },
	{ "community:\n\tname: T\n",
	    "f:2:1: YAML: tab character may not be used as indentation\n" },
	{ "a: \"x\n",
	    "f:1:5: YAML: double-quoted scalar without closing quote\n" },
	{ "community: {name: T}\ndatabase: {conninfo: \"\xff\"}\n",
	    "f:2:23: file: found the byte 0xff, allowed: UTF-8 without control "
	    "characters\n" },
	{ "# é\xc0\x80\n",
	    "f:1:4: file: found the byte 0xc0, allowed: UTF-8 without control "
	    "characters\n" },
	{ "a: \x1b[31m\n",
	    "f:1:4: file: found the byte 0x1b, allowed: UTF-8 without control "
	    "characters\n" },
	{ GOOD "signup: {policy: closed}\n",
	    "f:3:18: signup.policy: found \"closed\", allowed: open, "
	    "invitation or domain\n" },
	{ GOOD "signup: {policy: domain}\n",
	    "f:3:18: signup.policy: found \"domain\", allowed: open or "
	    "invitation, or signup.domains beside it\n" },
	{ GOOD "signup: {policy: domain, domains: [a.org, b..org, [c.org], "
	       "\"d.org e.org\"]}\n",
	    "f:3:43: signup.domains[2]: found \"b..org\", allowed: a domain, "
	    "such as example.org\n"
	    "f:3:51: signup.domains[3]: found a list, allowed: a domain, such "
	    "as example.org\n"
	    "f:3:60: signup.domains[4]: found \"d.org e.org\", allowed: a "
	    "domain, such as example.org\n" },
	{ GOOD "letters: {operators: [a@b.org, c, \"d@e.org f@g.org\"]}\n",
	    "f:3:32: letters.operators[2]: found \"c\", allowed: an address, "
	    "such as ops@example.org\n"
	    "f:3:35: letters.operators[3]: found \"d@e.org f@g.org\", allowed: "
	    "an address, such as ops@example.org\n" },
	{ GOOD "letters: {operators: ops}\n",
	    "f:3:22: letters.operators: found \"ops\", allowed: a list of "
	    "addresses, such as [ops@example.org]\n" },
	{ GOOD "log: {level: *x}\n", "f:3:14: YAML: found an alias (*name), "
				     "allowed: the value itself\n" },
	{ GOOD "log: {level: &x info}\n",
	    "f:3:14: YAML: found an anchor (&name), allowed: the value "
	    "alone\n" },
	{ GOOD "log: {level: !t info}\n",
	    "f:3:14: YAML: found a tag (!name), allowed: the value alone; it "
	    "is read as its key wants it\n" },
	{ GOOD "? [a]\n: b\n",
	    "f:3:3: YAML: found a list as a key, allowed: a word as a key\n" },
	{ GOOD "---\na: b\n",
	    "f:3:1: YAML: found a second document, allowed: one document\n" },
	{ GOOD "a: [[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]\n",
	    "f:3:19: YAML: found lists and maps nested too deep, allowed: a "
	    "depth of 16\n" },
	{ GOOD "log: {level: \"a\\0b\"}\n",
	    "f:3:15: YAML: found the character U+0000, allowed: text without "
	    "it\n" },
	{ GOOD "log: {level: info, level: warn}\n",
	    "f:3:20: log.level: found a second time, allowed: once (first in "
	    "line 3)\n" },
	{ GOOD "log: {level: info}\nlog: {level: nonsense}\n",
	    "f:4:1: log: found a second time, allowed: once (first in line "
	    "3)\n" },
	/* Sections and keys. */
	{ "", "f:1:1: community.name: missing, allowed: " NAME "\n"
	      "f:1:1: database.conninfo: missing, allowed: " CONNINFO "\n" },
	{ "- a\n",
	    "f:1:1: file: found a list, allowed: a map of sections, such as "
	    "community: {name: …}\n" },
	{ "database: {conninfo: x}\ncommunity:\n  language: en\n",
	    "f:1:22: database.conninfo: found one that libpq cannot read, "
	    "missing \"=\" after \"…\" in connection info string; allowed: "
	    "such as host=/run/postgresql dbname=serendip\n"
	    "f:2:1: community.name: missing, allowed: " NAME "\n" },
	{ "community: {name: T}\n"
	  "database: {conninfo: \"postgres://h/d?pass%77ord=x\"}\n",
	    "f:2:22: database.conninfo: " SECRET "\n" },
	{ GOOD "attributes: {a: {type: chioce}}\n",
	    "f:3:24: attributes.a.type: found \"chioce\", allowed: " TYPES
	    "; did you mean choice\n" },
	{ GOOD "lisen: {port: 1}\n",
	    "f:3:1: lisen: found an unknown key, did you mean listen? "
	    "allowed: " TOP "\n" },
	{ GOOD "zebra: 1\n",
	    "f:3:1: zebra: found an unknown key, allowed: " TOP "\n" },
	{ GOOD "listen: {prot: 1}\n",
	    "f:3:10: listen.prot: found an unknown key, did you mean port? "
	    "allowed: address, port, url, hosts\n" },
	{ GOOD "\"l\\e\": 1\n",
	    "f:3:1: l\\x1b: found an unknown key, allowed: " TOP "\n" },
	{ GOOD "listen: 7\n",
	    "f:3:9: listen: found \"7\", allowed: a map of keys\n" },
	{ GOOD "listen: {port: 70000}\n",
	    "f:3:16: listen.port: found \"70000\", allowed: " PORT "\n" },
	{ GOOD "listen: {port: 0x10}\n",
	    "f:3:16: listen.port: found \"0x10\", allowed: " PORT "\n" },
	{ GOOD "listen: {port: }\n",
	    "f:3:10: listen.port: found nothing, allowed: " PORT "\n" },
	{ GOOD "listen: {port: [1]}\n",
	    "f:3:16: listen.port: found a list, allowed: " PORT "\n" },
	{ GOOD "listen: {address: localhost}\n",
	    "f:3:19: listen.address: found \"localhost\", allowed: an IPv4 or "
	    "IPv6 address, such as 127.0.0.1 or ::1\n" },
	{ GOOD "listen: {url: \"http://a\"}\n",
	    "f:3:15: listen.url: found \"http://a\", allowed: " URL "\n" },
	{ GOOD "listen: {url: \"https://a/b\"}\n",
	    "f:3:15: listen.url: found \"https://a/b\", allowed: " URL "\n" },
	{ GOOD "listen: {url: \"https://[::1\"}\n",
	    "f:3:15: listen.url: found \"https://[::1\", allowed: " URL "\n" },
	{ GOOD "listen: {hosts: [a_b, \"a:1\", ok]}\n",
	    "f:3:18: listen.hosts[1]: found \"a_b\", allowed: " HOST "\n"
	    "f:3:23: listen.hosts[2]: found \"a:1\", allowed: " HOST "\n" },
	{ GOOD "log: {level: verbose}\n",
	    "f:3:14: log.level: found \"verbose\", allowed: " LEVEL "\n" },
	{ GOOD "log: {level: no}\n",
	    "f:3:14: log.level: found \"no\", allowed: " LEVEL "\n" },
	{ GOOD "letters: {from: A <a@b> x, transport: smtp}\n",
	    "f:3:17: letters.from: found \"A <a@b> x\", allowed: "
	    "user@example.org, or Name <user@example.org>\n"
	    "f:3:39: letters.transport: found \"smtp\", allowed: files: and "
	    "the path of a folder, or mail servers with blanks between, such "
	    "as smtp://user@mail.example.org:587\n" },
	{ GOOD "secret: {file: \"a\\nb\"}\n",
	    "f:3:16: secret.file: found \"a\\nb\", allowed: a path, absolute "
	    "or from the folder of this file\n" },
	{ "community: {name: \"a\\tb\", language: de, minimum_age: 12}\n"
	  "database: {conninfo: \"host=x password = hush\"}\n",
	    "f:1:19: community.name: found \"a\\x09b\", allowed: " NAME "\n"
	    "f:1:37: community.language: found \"de\", allowed: en or fr\n"
	    "f:1:54: community.minimum_age: found \"12\", allowed: a whole "
	    "number from 13 to 99\n"
	    "f:2:22: database.conninfo: " SECRET "\n" },
	{ "community: {name: T}\n"
	  "database: {conninfo: \"postgresql://u:hush@h/d\"}\n",
	    "f:2:22: database.conninfo: " SECRET "\n" },
	{ "community: {name: T, terms_url: \"ftp://example.org/terms\"}\n"
	  "database: {conninfo: dbname=x}\n",
	    "f:1:33: community.terms_url: found "
	    "\"ftp://example.org/terms\", allowed: " LINK "\n" },
	{ "community: {name: T, terms_url: \"https://example.org/a b\"}\n"
	  "database: {conninfo: dbname=x}\n",
	    "f:1:33: community.terms_url: found "
	    "\"https://example.org/a b\", allowed: " LINK "\n" },
	{ "community: {name: T, terms_url: \"https:///terms\"}\n"
	  "database: {conninfo: dbname=x}\n",
	    "f:1:33: community.terms_url: found \"https:///terms\", "
	    "allowed: " LINK "\n" },
	/* Attributes. */
	{ GOOD "attributes: [a]\n",
	    "f:3:13: attributes: found a list, allowed: a map of attributes, "
	    "name: {type: …}\n" },
	{ GOOD "attributes: {a: {}}\n",
	    "f:3:14: attributes.a.type: missing, allowed: " TYPES "\n" },
	{ GOOD "attributes: {a: {type: tre}}\n",
	    "f:3:24: attributes.a.type: found \"tre\", allowed: " TYPES
	    "; did you mean tree\n" },
	{ GOOD "attributes: {A: {type: tags}}\n",
	    "f:3:14: attributes.A: found this name, allowed: " LETTER "\n" },
	{ GOOD "attributes: {a: {type: tags, valeus: [x]}}\n",
	    "f:3:30: attributes.a.valeus: found an unknown key, did you mean "
	    "values? allowed: " ATTRIBUTE "\n" },
	{ GOOD "attributes: {a: {type: tags, values: iso-693}}\n",
	    "f:3:38: attributes.a.values: found \"iso-693\", allowed: a list "
	    "of "
	    "words, a map word: label, or a vocabulary (everyday, "
	    "isced-f-2013, iso-3166, iso-639, trades)\n" },
	{ GOOD "attributes: {a: {type: tags, values: []}}\n",
	    "f:3:38: attributes.a.values: found 0 words, allowed: 1 to "
	    "65535\n" },
	{ GOOD "attributes: {a: {type: tags, values: [x, y, x]}}\n",
	    "f:3:45: attributes.a.values[3]: found \"x\", allowed: each word "
	    "once (also in line 3)\n" },
	{ GOOD "attributes: {a: {type: tags, values: [\"x;y\", \" z\"]}}\n",
	    "f:3:39: attributes.a.values[1]: found \"x;y\", allowed: a word "
	    "without ; which separates values\n"
	    "f:3:46: attributes.a.values[2]: found \" z\", allowed: a word "
	    "without blanks around it\n" },
	{ GOOD "attributes: {a: {type: tree, values: [a//b]}}\n",
	    "f:3:39: attributes.a.values[1]: found \"a//b\", allowed: a path "
	    "such as health/nurse, with no empty level\n" },
	{ GOOD "attributes: {a: {type: choice, values: {x: {en: X, de: Y}}}}\n",
	    "f:3:52: attributes.a.values.x.de: found an unknown key, allowed: "
	    "en, fr, code\n" },
	{ GOOD "attributes: {a: {type: choice, values: {x: [X]}}}\n",
	    "f:3:44: attributes.a.values.x: found a list, allowed: " LABEL
	    "\n" },
	{ GOOD "attributes: {a: {type: tags, same-words-as: b}, bb: {type: "
	       "tags}}\n",
	    "f:3:45: attributes.a.same-words-as: found \"b\", allowed: the "
	    "name "
	    "of another attribute; did you mean bb\n" },
	{ GOOD "attributes: {a: {type: tags, same-words-as: b}, b: {type: "
	       "choice}}\n",
	    "f:3:45: attributes.a.same-words-as: found \"b\", allowed: an "
	    "attribute of the same type, tags, with words of its own\n" },
	{ GOOD "attributes: {a: {type: tags, values: [x], same-words-as: b}, "
	       "b: {type: tags}}\n",
	    "f:3:43: attributes.a.same-words-as: found beside values, allowed: "
	    "one of the two\n" },
	{ GOOD "attributes: {a: {type: tags, ideas: [x], same-words-as: b}, "
	       "b: {type: tags}}\n",
	    "f:3:42: attributes.a.same-words-as: found beside ideas, allowed: "
	    "one of the two\n" },
	{ GOOD "attributes: {a: {type: tags, values: [x], ideas: [y]}}\n",
	    "f:3:43: attributes.a.ideas: found here, allowed: with type tags "
	    "and without values\n" },
	{ GOOD "attributes: {a: {type: choice, ideas: everyday}}\n",
	    "f:3:32: attributes.a.ideas: found here, allowed: with type tags "
	    "and without values\n" },
	{ GOOD "attributes: {a: {type: tags, ideas: [\"x;y\"]}}\n",
	    "f:3:38: attributes.a.ideas[1]: found \"x;y\", allowed: a word "
	    "without ; which separates values\n" },
	{ GOOD "attributes: {a: {type: hours, values: [x]}}\n",
	    "f:3:31: attributes.a.values: found with type hours, allowed: with "
	    "another type\n" },
	{ GOOD "attributes: {a: {type: scale, from: 2, to: 1.5}}\n",
	    "f:3:44: attributes.a.to: found \"1.5\", allowed: a number greater "
	    "than from\n" },
	{ GOOD "attributes: {a: {type: scale, from: 1.2345, to: x}}\n",
	    "f:3:37: attributes.a.from: found \"1.2345\", allowed: " NUMBER "\n"
	    "f:3:49: attributes.a.to: found \"x\", allowed: " NUMBER "\n" },
	{ GOOD "attributes: {a: {type: scale, to: 1}}\n",
	    "f:3:14: attributes.a.from: missing, allowed: the least number, "
	    "since there is a greatest\n" },
	{ GOOD "attributes: {a: {type: tags, required: yes, title: }}\n",
	    "f:3:40: attributes.a.required: found \"yes\", allowed: true or "
	    "false\n"
	    "f:3:45: attributes.a.title: found nothing, allowed: " LABEL "\n" },
	/* Pools. */
	{ GOOD "pools: {P: {requires: []}}\n",
	    "f:3:9: pools.P: found this name, allowed: " LETTER "\n"
	    "f:3:13: pools.P.requires: found an unknown key, did you mean "
	    "require? allowed: " POOL "\n" },
	{ GOOD "pools: {p: {every: week}}\n",
	    "f:3:9: pools.p.at: missing, allowed: a time such as Monday 10:00, "
	    "since there is a calendar\n"
	    "f:3:9: pools.p.zone: missing, allowed: a time zone such as "
	    "Europe/Paris, since there is a calendar\n" },
	{ GOOD "pools: {p: {every: fortnight, at: x, zone: UTC}}\n",
	    "f:3:20: pools.p.every: found \"fortnight\", allowed: " EVERY "\n"
	    "f:3:35: pools.p.at: found \"x\", allowed: a time, such as 10:00 "
	    "or Monday 10:00\n" },
	{ GOOD "pools: {p: {at: noon, zone: UTC}}\n",
	    "f:3:9: pools.p.every: missing, allowed: hour, day, week or month, "
	    "since there is a calendar\n"
	    "f:3:17: pools.p.at: found \"noon\", allowed: a time, such as "
	    "10:00 or Monday 10:00\n" },
	{ GOOD "pools: {p: {every: 1 weeks, at: 10:00, zone: UTC}}\n",
	    "f:3:20: pools.p.every: found \"1 weeks\", allowed: " EVERY "\n" },
	{ GOOD "pools: {p: {every: week, at: 10:00, zone: UTC}}\n",
	    "f:3:30: pools.p.at: found \"10:00\", allowed: " MONDAY "\n" },
	{ GOOD "pools: {p: {every: week, at: Monday 24:00, zone: UTC}}\n",
	    "f:3:30: pools.p.at: found \"Monday 24:00\", allowed: " MONDAY
	    "\n" },
	{ GOOD "pools: {p: {every: day, at: Monday 10:00, zone: UTC}}\n",
	    "f:3:29: pools.p.at: found \"Monday 10:00\", allowed: a time such "
	    "as 10:00, since it is every day\n" },
	{ GOOD "pools: {p: {every: day, at: 10:00, zone: Europe/Pariss}}\n",
	    "f:3:42: pools.p.zone: found \"Europe/Pariss\", allowed: " ZONE
	    "\n" },
	{ GOOD "pools: {p: {every: day, at: 10:00, zone: ../zoneinfo/UTC}}\n",
	    "f:3:42: pools.p.zone: found \"../zoneinfo/UTC\", allowed: " ZONE
	    "\n" },
	{ GOOD "pools: {p: {every: day, at: 10:00, zone: Europe}}\n",
	    "f:3:42: pools.p.zone: found \"Europe\", allowed: " ZONE "\n" },
	{ GOOD "pools: {p: {size: 21}}\n",
	    "f:3:19: pools.p.size: found \"21\", allowed: a whole number from "
	    "2 to 20\n" },
	{ GOOD "pools: {p: {serendipity: 1.5}}\n",
	    "f:3:26: pools.p.serendipity: found \"1.5\", allowed: a number "
	    "from 0 to 1\n" },
	{ GOOD "attributes: {a: {type: choice}}\n"
	       "pools: {p: {require: [distance a], prefer: [differ a weight "
	       "0]}}\n",
	    "f:4:23: pools.p.require[1]: found \"distance\", which is a "
	    "preference only: say it under prefer\n"
	    "f:4:61: pools.p.prefer[1]: found \"0\"; allowed is a number from "
	    "0.001 to 1000\n" },
	{ GOOD "pools: {p: {remind: 8 days, second_chance: 2}}\n",
	    "f:3:21: pools.p.remind: found \"8 days\", allowed: hours or "
	    "days, such as 24 hours or 3 days, or none\n"
	    "f:3:44: pools.p.second_chance: found \"2\", allowed: hours or "
	    "days, such as 24 hours or 3 days, or none\n" },
	{ GOOD "pools: {p: {reveal: never, answer_hours: 241}}\n",
	    "f:3:21: pools.p.reveal: found \"never\", allowed: at_once or "
	    "on_accept\n"
	    "f:3:42: pools.p.answer_hours: found \"241\", allowed: a whole "
	    "number from 1 to 240\n" },
	{ GOOD "pools: {p: {require: share a}}\n",
	    "f:3:22: pools.p.require: found \"share a\", allowed: a list of "
	    "rules, such as - share languages\n" },
	{ GOOD "pools: {p: {require: [[a], \"\"]}}\n",
	    "f:3:23: pools.p.require[1]: found a list, allowed: one line of "
	    "text\n"
	    "f:3:28: pools.p.require[2]: found \"\", allowed: one line of "
	    "text\n" },
	{ GOOD "pools: {p: {require: [\"rested\\e 2 weeks\"]}}\n",
	    "f:3:23: pools.p.require[1]: found \"rested\\x1b 2 weeks\", "
	    "allowed: one line of text\n" },
	/* Of an attribute that is wrong itself, the rules say nothing more. */
	{ GOOD "attributes: {a: {type: tre}}\n"
	       "pools: {p: {require: [differ a]}}\n",
	    "f:3:24: attributes.a.type: found \"tre\", allowed: " TYPES
	    "; did you mean tree\n" },
};

static void
test_every_broken_file_is_told_exactly(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(broken); i++) {
		struct text errors = { 0 };
		struct config *c = config_read_text(
		    "f", broken[i].file, strlen(broken[i].file), &errors);

		if (c != NULL)
			print_error("accepted: %s\n", broken[i].file);
		assert_null(c);
		assert_string_equal(text_get(&errors), broken[i].errors);
		text_clear(&errors);
	}
}

/* The engine's own sentence, at the word of the file that it is about. */
static void
check_rule(const char *before, const char *rule, const char *after, int line,
    int column)
{
	struct attribute a = { .name = memory_text("domain") };
	struct rules *rules;
	struct fault why = { 0 };
	struct text file = { 0 }, errors = { 0 }, expected = { 0 };
	int at = 0;

	attribute_seal(&a);
	rules = rules_new(&a, 1);
	assert_int_equal(rules_require(rules, rule, &at, &why), -1);
	text_addf(&expected, "f:%d:%d: pools.p.require[2]: %s\n", line,
	    column + at - 1, why.sentence);
	text_addf(&file, "%sattributes: {domain: {type: choice}}\n%s%s%s", GOOD,
	    before, rule, after);
	assert_null(config_read_text("f", text_get(&file), file.len, &errors));
	assert_string_equal(text_get(&errors), text_get(&expected));
	rules_free(rules);
	attribute_clear(&a);
	text_clear(&file);
	text_clear(&errors);
	text_clear(&expected);
}

static void
test_a_wrong_rule_is_shown_at_its_word(void **state)
{
	static const char *const rules[] = { "difer domain", "differ domian",
		"differ domain level x", "rested 26 years" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		check_rule("pools:\n  p:\n    require:\n      - unacquainted\n"
			   "      - ",
		    rules[i], "\n", 8, 9);
		check_rule("pools: {p: {require: [unacquainted, \"", rules[i],
		    "\"]}}\n", 4, 38);
		check_rule("pools: {p: {require: [unacquainted, '", rules[i],
		    "' ]}}\n", 4, 38);
	}
}

/* However the file spreads it over lines. */
static void
test_a_wrong_word_is_found_where_it_is_folded(void **state)
{
	static const struct {
		const char *rule, *place;
	} folded[] = {
		{ ">-\n    differ\n    domian\n", "f:9:5: " },
		{ ">-\n    differ\n    domain  levle 2\n", "f:9:13: " },
		{ "differ\n     domian level 1\n", "f:8:6: " },
		{ "\"differ\n    domain\n      levle 2\"\n", "f:9:7: " },
		{ "'\u00e9 differ\n    domain'\n", "f:7:6: " },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(folded); i++) {
		struct text file = { 0 }, errors = { 0 };

		text_addf(&file,
		    "%sattributes: {domain: {type: choice}}\n"
		    "pools:\n p:\n  require:\n  - %s",
		    GOOD, folded[i].rule);
		assert_null(
		    config_read_text("f", text_get(&file), file.len, &errors));
		assert_int_equal(strncmp(text_get(&errors), folded[i].place,
				     strlen(folded[i].place)),
		    0);
		text_clear(&file);
		text_clear(&errors);
	}
}

static void
test_a_file_that_cannot_be_read_is_told(void **state)
{
	struct text errors = { 0 };
	char *big;

	(void)state;
	assert_null(config_read("/nonexistent/serendip.yaml", &errors));
	assert_string_equal(text_get(&errors),
	    "/nonexistent/serendip.yaml:1:1: file: cannot be read: No such "
	    "file or directory, allowed: a file that may be read\n");
	text_clear(&errors);
	assert_null(config_read("/", &errors));
	assert_string_equal(text_get(&errors),
	    "/:1:1: file: cannot be read: Is a directory, allowed: a file that "
	    "may be read\n");
	text_clear(&errors);

	big = memory_new((1 << 20) + 1, 1);
	memset(big, '#', (1 << 20) + 1);
	assert_null(config_read_text("f", big, (1 << 20) + 1, &errors));
	assert_string_equal(text_get(&errors),
	    "f:1:1: file: found 1048577 bytes, allowed: at most 1048576\n");
	text_clear(&errors);
	free(big);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_broken_file_is_told_exactly),
		cmocka_unit_test(test_a_wrong_rule_is_shown_at_its_word),
		cmocka_unit_test(test_a_wrong_word_is_found_where_it_is_folded),
		cmocka_unit_test(test_a_file_that_cannot_be_read_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
