/*
 * Rules from the file: see config/config_rules.h.
 */
#include "config/config_rules.h"

#include "base/memory.h"
#include "config/config_scalar.h"

#include <limits.h>

#define RULES_MAX 100
#define SEPARATORS " \t\n"
#define SOURCE_SEPARATORS " \t\r\n"

/* From which byte on (the first is 1) a sentence would be refused for a mistake
 * that was told already: from its first attribute that is itself wrong. Where no
 * attribute could be read, all but the verb is in doubt. */
static int
config_rules_doubt(const struct config_reader *r, const char *sentence)
{
	const struct config *c = r->config;
	char *copy = memory_text(sentence), *rest = copy, *word;
	int doubt = INT_MAX;

	if (r->rules_unchecked)
		doubt = (int)(strspn(sentence, SEPARATORS) +
			      strcspn(sentence + strspn(sentence, SEPARATORS),
				  SEPARATORS) +
			      1);
	while (
	    doubt == INT_MAX && (word = text_split(&rest, SEPARATORS)) != NULL)
		for (size_t i = 0; i < c->attribute_count; i++)
			if (r->attribute_broken[i] &&
			    strcmp(c->attributes[i].name, word) == 0)
				doubt = (int)(word - copy) + 1;
	free(copy);
	return doubt;
}

/* Characters in the first bytes of a text, cut off where it ends. */
static int
config_rules_characters(const char *s, int bytes)
{
	int count = 0, i;

	for (i = 0; i < bytes && s[i] != '\0'; i++)
		count += ((unsigned char)s[i] & 0xc0) != 0x80;
	return count;
}

/* Where the file holds the word at `at` of a sentence that it does not hold
 * letter by letter, but folded over several lines: both have the same words. */
static void
config_rules_find(const struct config_node *n, const char *sentence, int at,
    int *line, int *column)
{
	const char *s = n->source;
	size_t gap;

	*line = n->line;
	*column = n->source_column;
	for (const char *w = sentence;; w += strcspn(w, SEPARATORS)) {
		for (gap = strspn(s, SOURCE_SEPARATORS); gap > 0; gap--, s++) {
			*column = *s == '\n' ? 1 : *column + 1;
			*line += *s == '\n';
		}
		w += strspn(w, SEPARATORS);
		if (w - sentence >= at || *w == '\0' || *s == '\0')
			return;
		gap = strcspn(s, SOURCE_SEPARATORS);
		*column += config_rules_characters(s, (int)gap);
		s += gap;
	}
}

static void
config_rules_read_one(struct config_reader *r, const struct config_node *n,
    struct rules *rules, config_rules_add *add)
{
	struct text path = { 0 };
	struct fault why = { 0 };
	const char *sentence;
	int column = 1, line = n->line, place = n->column;

	if (config_scalar_text(r->errors, n, &sentence) != 0)
		return;
	if (text_has_control(sentence, "")) {
		config_error_found(r->errors, n, "one line of text");
		return;
	}
	if (add(rules, sentence, &column, &why) == 0 ||
	    column >= config_rules_doubt(r, sentence))
		return;
	if (n->text_column > 0)
		place = n->text_column +
			config_rules_characters(sentence, column - 1);
	else if (n->source != NULL)
		config_rules_find(n, sentence, column - 1, &line, &place);
	config_node_path(n, &path);
	config_error_add(
	    r->errors, line, place, text_get(&path), "%s", why.sentence);
	text_clear(&path);
}

void
config_rules_read(struct config_reader *r, const struct config_node *list,
    struct rules *rules, config_rules_add *add)
{
	const struct config_node *n;

	if (config_node_is_nothing(list))
		return;
	if (list->kind != CONFIG_LIST) {
		config_error_found(r->errors, list,
		    "a list of rules, such as - share languages");
		return;
	}
	for (n = list->first; n != NULL; n = n->next) {
		if (n->index >= RULES_MAX) {
			config_error_at(r->errors, n,
			    "found one more rule, allowed: at most %d",
			    RULES_MAX);
			return;
		}
		config_rules_read_one(r, n, rules, add);
	}
}

void
config_rules_serendipity(
    struct config_reader *r, const struct config_node *n, struct rules *rules)
{
	int64_t thousandths;

	if (config_scalar_thousandths(r->errors, n, &thousandths) != 0)
		return;
	if (thousandths < 0 || thousandths > 1000)
		config_error_found(r->errors, n, "a number from 0 to 1");
	else
		rules_set_serendipity(rules, thousandths);
}
