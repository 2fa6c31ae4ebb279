/*
 * A snapshot as a file with every key: see config_print in config/config.h.
 */
#include "config/config.h"

#include "config/config_whole.h"

/* Whether a text can stand without quotes and is read as itself. */
static bool
config_print_is_plain(const char *s, bool is_key)
{
	size_t n = strlen(s);

	if (n == 0 || strcmp(s, "~") == 0 || text_equal_nocase(s, "null") ||
	    text_has_control(s, ""))
		return false;
	if (strchr("-?:,[]{}#&*!|>'\"%@` ", s[0]) != NULL || s[n - 1] == ' ' ||
	    s[n - 1] == ':')
		return false;
	return strstr(s, ": ") == NULL && strstr(s, " #") == NULL &&
	       (!is_key || strpbrk(s, ":#\"'") == NULL);
}

static void
config_print_text(const char *s, bool is_key, struct text *out)
{
	if (config_print_is_plain(s, is_key)) {
		text_add(out, s);
		return;
	}
	text_add(out, "\"");
	for (const unsigned char *p = (const unsigned char *)s; *p != '\0';
	     p++) {
		if (*p == '"' || *p == '\\')
			text_addf(out, "\\%c", *p);
		else if (*p == '\n')
			text_add(out, "\\n");
		else if (*p < 0x20 || *p == 0x7f)
			text_addf(out, "\\x%02x", *p);
		else if (*p == 0xc2 && p[1] < 0xa0)
			text_addf(out, "\\x%02x", *++p); /* a C1 control */
		else
			text_add_n(out, (const char *)p, 1);
	}
	text_add(out, "\"");
}

/* A line of the file; of what has children, the line before theirs. */
static void
config_print_node(const struct config_node *n, int depth, struct text *out)
{
	text_addf(out, "%*s", depth * 2, "");
	if (n->key == NULL) {
		text_add(out, "-");
	} else {
		config_print_text(n->key, true, out);
		text_add(out, ":");
	}
	if (n->first == NULL) {
		if (n->kind == CONFIG_MAP)
			text_add(out, " {}");
		else if (n->kind == CONFIG_LIST)
			text_add(out, " []");
		else if (!config_node_is_nothing(n)) {
			text_add(out, " ");
			config_print_text(n->text, false, out);
		}
	}
	text_add(out, n->is_default ? "  # default\n" : "\n");
}

void
config_print(const struct config *c, struct text *out)
{
	struct config_node *root = config_whole(c);
	const struct config_node *n = root->first;
	int depth = 0;

	while (n != NULL) {
		if (depth == 0 && n != root->first)
			text_add(out, "\n");
		config_print_node(n, depth, out);
		if (n->first != NULL) {
			n = n->first;
			depth++;
			continue;
		}
		for (; n != root && n->next == NULL; n = n->parent)
			depth--;
		n = n == root ? NULL : n->next;
	}
	config_node_free(root);
}
