/*
 * One person's address: see model/person.h.
 */
#include "model/person.h"
#include "base/memory.h"
#include "base/text.h"
#include "model/member.h"

/* Hosts where dots before the @ do not matter, and the host that each is. */
static const struct {
	const char *host, *same;
} dotless[] = {
	{ "gmail.com", "gmail.com" },
	{ "googlemail.com", "gmail.com" },
	{ "proton.me", "proton.me" },
	{ "protonmail.com", "proton.me" },
	{ "pm.me", "proton.me" },
};

char *
person_address(const char *email)
{
	char *normal = member_email_normal(email);
	char *at = strchr(normal, '@');
	const char *host = at == NULL ? "" : at + 1;
	bool drops_dots = false;
	struct text out = { 0 };

	for (size_t i = 0; i < COUNT_OF(dotless); i++) {
		if (strcmp(host, dotless[i].host) == 0) {
			host = dotless[i].same;
			drops_dots = true;
			break;
		}
	}
	for (const char *p = normal; *p != '\0' && p != at; p++) {
		if (*p == '+' && p > normal)
			break;
		if (*p != '.' || !drops_dots)
			text_add_n(&out, p, 1);
	}
	text_addf(&out, "@%s", host);
	free(normal);
	return text_take(&out);
}
