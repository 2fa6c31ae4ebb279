/*
 * Who is meant: see work/who.h.
 */
#include "work/who.h"
#include "base/memory.h"
#include "io/seal.h"
#include "model/member.h"

void
who_read(const struct seal *seal, const char *text, struct store_who *who)
{
	char *email;

	*who = (struct store_who){ 0 };
	if (id_parse(text, &who->id) == 0) {
		who->has_id = true;
		return;
	}
	if (strchr(text, '@') == NULL) {
		who->ref = text;
		return;
	}
	email = member_email_normal(text);
	seal_index(seal, SEAL_EMAIL_INDEX, email, strlen(email), who->email);
	free(email);
	who->has_email = true;
}
