/*
 * docs/configuration.md from the rows: what the program checks is what the
 * operator reads.
 */
#include "config/config.h"

#include "config/config_attributes.h"
#include "config/config_hosts.h"
#include "config/config_keys.h"
#include "config/config_pools.h"
#include "config/config_trials.h"
#include "config/config_webhooks.h"

static const char head[] =
    "# serendip.yaml\n"
    "\n"
    "<!-- Written by the program from its own tables; do not edit. To write it "
    "again:\n"
    "     build/dev/tests/test_config --write -->\n"
    "\n"
    "One file holds what an operator decides. It is YAML 1.2 and is checked as "
    "a whole:\n"
    "`serendipd --config serendip.yaml --check` shows every mistake at once, "
    "each with its\n"
    "place, what was found and what is allowed:\n"
    "\n"
    "```\n"
    "serendip.yaml:7:9: listen.port: found \"70000\", allowed: a whole number "
    "from 0 to 65535\n"
    "```\n"
    "\n"
    "A file with a mistake is never used: at a start the daemon stops, at a "
    "reload it keeps\n"
    "the configuration it has. Values are read as their key wants them and "
    "never guessed: `no`\n"
    "is the word *no* where a word is wanted. Relative paths are from the "
    "folder of the file.\n"
    "Passwords do not belong into it.\n"
    "\n"
    "Complete files to start from are in `docs/examples`, with the places of\n"
    "`docs/operating.md`. `serendipctl config explain KEY` says one row of "
    "this.\n";

static const char attributes[] =
    "\n## attributes\n\n"
    "The fields of the profile, at most 64, as `name: {type: …}`; a name is 1 "
    "to 32 of `a-z`,\n"
    "`0-9`, `_` and `-`, from a letter. Keys of each:\n\n";

static const char pools[] =
    "## pools\n\n"
    "The programmes of introductions, at most 100, as `name: {require: …}`. "
    "Keys of each:\n\n";

static const char trials[] =
    "Keys of a pool's `experiment`, two sets of rules side by side "
    "([experiments.md](experiments.md)):\n\n";

static const char webhooks[] =
    "## webhooks\n\n"
    "Where it is told what happens, at most 20, as `name: {url: …}`; "
    "`docs/operating.md` says what is sent. All of it takes effect at a "
    "reload. Keys of each:\n\n";

static const char tail[] = "The kinds of rules are in `docs/rules.md`.\n";

static void
config_reference_row(struct text *out, const char *name, const char *fallback,
    const char *allowed, bool is_live, const char *help)
{
	text_addf(out, "| `%s` | ", name);
	if (fallback == NULL)
		text_add(out, "must be given");
	else if (fallback[0] == '\0')
		text_add(out, "empty");
	else
		text_addf(out, "`%s`", fallback);
	text_addf(out, " | %s | %s | %s |\n", allowed,
	    is_live ? "reload" : "restart", help);
}

static void
config_reference_key(struct text *out, const struct config_key *key)
{
	struct text allowed = { 0 };

	config_keys_allowed(key, &allowed);
	config_reference_row(out, strchr(key->name, '.') + 1, key->fallback,
	    text_get(&allowed), key->reload == LIVE, key->help);
	text_clear(&allowed);
}

void
config_reference(struct text *out)
{
	char section[64] = "", next[64];
	size_t i;

	text_add(out, head);
	for (i = 0; i < config_keys_count; i++) {
		text_copy(next, sizeof(next), config_keys[i].name);
		next[strcspn(next, ".")] = '\0';
		if (strcmp(section, next) != 0)
			text_addf(out,
			    "\n## %s\n\n| key | default | allowed | takes "
			    "effect at | what it says "
			    "|\n|---|---|---|---|---|\n",
			    next);
		if (strcmp(section, "listen") != 0 &&
		    strcmp(next, "listen") == 0)
			text_addf(out, "| `%s` | %s | %s | restart | %s |\n",
			    strchr(CONFIG_HOSTS_KEY, '.') + 1,
			    CONFIG_HOSTS_DEFAULT,
			    "a list of names and addresses without a port",
			    CONFIG_HOSTS_HELP);
		text_copy(section, sizeof(section), next);
		config_reference_key(out, &config_keys[i]);
	}
	text_add(out, attributes);
	config_attributes_reference(out);
	text_add(out, pools);
	config_pools_reference(out);
	text_add(out, trials);
	config_trials_reference(out);
	text_add(out, tail);
	text_add(out, "\n");
	text_add(out, webhooks);
	config_webhooks_reference(out);
}
